/** What somebody says of claims, kept in the browser: nothing of it goes to the server. */
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { isJudgement, type Judgement, type Row } from "./sheet";

export interface Entry { judgement: Judgement | ""; remark: string }
/** Entries by what was judged. */
export type Book = Readonly<Record<string, Entry>>;
export const NONE: Entry = { judgement: "", remark: "" };

/** A claim by all that somebody judges, so that a claim which a later build reads otherwise is not judged. */
export const keyOf = (row: Row): string => JSON.stringify([row.article, row.claim, row.says, row.status, row.speaker]);

/** Where the book of a sample is kept, of a graph whose IRIs begin with BASE. */
export const placeOf = (base: string, sample: string, seed: string): string => `kg:audit ${base} ${sample} ${seed}`;
export const OPENED = "kg:audit opened"; // the book of sheets that were not drawn here

/** The book that is kept at PLACE; what is damaged counts as nothing. */
export function load(place: string): Book {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    return Object.fromEntries(Object.entries(found as object).filter(([, entry]) => isEntry(entry)));
  } catch { return {}; }
}
const isEntry = (entry: unknown): entry is Entry => {
  const { judgement, remark } = (entry ?? {}) as Partial<Entry>;
  return typeof remark === "string" && typeof judgement === "string" && (judgement === "" || isJudgement(judgement));
};

/** Keep BOOK at PLACE; whether the browser has done so. */
export function keep(place: string, book: Book): boolean {
  try { localStorage.setItem(place, JSON.stringify(book)); return true; } catch { return false; }
}

/** The rows with what BOOK says of them. */
export const filled = (rows: readonly Row[], book: Book): Row[] => rows.map((row) => ({ ...row, ...(book[keyOf(row)] ?? NONE) }));

/** BOOK with what the cells of ROWS say; where they are empty, what stood in it stays. */
export function withCells(book: Book, rows: readonly Row[]): Book {
  const made = rows.flatMap((row) => {
    const before = book[keyOf(row)] ?? NONE;
    const entry: Entry = { judgement: (row.judgement as Entry["judgement"]) || before.judgement, remark: row.remark || before.remark };
    return entry.judgement || entry.remark ? [[keyOf(row), entry] as const] : [];
  });
  return { ...book, ...Object.fromEntries(made) };
}

/** The book at PLACE of a sheet with ROWS, with what their cells say; other tabs that show it follow. */
export function useBook(place: string, rows: readonly Row[]) {
  const start = useMemo(() => withCells(load(place), rows), [place, rows]);
  const [state, set] = useState({ start, book: start, kept: true });
  const now = state.start === start ? state : { start, book: start, kept: true };
  // Before anything is painted: what is judged at once would be lost.
  useLayoutEffect(() => {
    set({ start, book: start, kept: keep(place, start) });
    const look = (event: StorageEvent): void => { if (event.key === place || event.key === null) set({ start, book: load(place), kept: true }); };
    addEventListener("storage", look);
    return () => removeEventListener("storage", look);
  }, [start]);
  /** Change entries, whatever another tab has changed meanwhile. */
  function change(entries: Book): void {
    const all = Object.entries({ ...(now.kept ? load(place) : now.book), ...entries });
    const book = Object.fromEntries(all.filter(([, entry]) => entry.judgement || entry.remark));
    set({ start, book, kept: keep(place, book) });
  }
  return { book: now.book, kept: now.kept, change };
}
