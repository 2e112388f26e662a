/** The sheet of an audit: claims with what somebody says of them. It is read and written as `kg audit` does. */
import Papa from "papaparse";
import { texts } from "../texts";

export const JUDGEMENTS = ["right", "wrong", "unclear"] as const;
export type Judgement = (typeof JUDGEMENTS)[number];
/** The cells of a claim by the names of their columns. */
export type Row = Readonly<Record<string, string>>;
export interface Sheet { columns: readonly string[]; rows: readonly Row[] }
/** What the server answers. */
export interface Drawn { columns: string[]; rows: string[][] }

/** The columns of `kg.audit.sheet`; a file without one of them is no sheet. */
export const COLUMNS = [
  "says", "status", "speaker", "before", "sentence", "after", "judgement", "remark", "outlet", "published", "fact", "predicate", "rule", "confidence", "measured",
  "stratum", "in_store", "in_sample", "drawn", "article", "claim",
];
const MOST = 1e12; // claims of a store
const LONGEST = 80; // characters of a cell in a message
const SEPARATORS = [",", ";", "\t"]; // some spreadsheets write the one that their country is used to
const MARK = "\ufeff"; // by which spreadsheets know UTF-8
const RUN = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

export const isJudgement = (word: string): word is Judgement => (JUDGEMENTS as readonly string[]).includes(word);

/** A cell with an apostrophe before it where a spreadsheet would take it for a formula, as kg.cells does it. */
export const harmless = (cell: string): string => RUN.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
/** A cell without that apostrophe. */
export const plain = (cell: string): string => cell.startsWith("'") && harmless(cell.slice(1)) === cell ? cell.slice(1) : cell;

const named = (columns: readonly string[], cells: string[]): Row => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ""]));
export const ofServer = ({ columns, rows }: Drawn): Sheet => ({ columns, rows: rows.map((cells) => named(columns, cells)) });

/** The text of a sheet as a file. */
export function written({ columns, rows }: Sheet): string {
  const line = (cells: string[]): string => `${cells.map((cell) => quoted(harmless(cell))).join(",")}\r\n`;
  return MARK + line([...columns]) + rows.map((row) => line(columns.map((name) => row[name] ?? ""))).join("");
}
const quoted = (cell: string): string => /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A cell as a message shows it: on one line, and not all of a long one. */
function short(cell: string): string {
  const flat = cell.replace(/[\s\p{C}]+/gu, " ").trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}…` : flat;
}

/** The sheet in the bytes of a file; an error of one line where it is none. */
export function read(bytes: Uint8Array): Sheet {
  const text = decoded(bytes);
  const first = text.split("\n", 1)[0]!;
  const often = (separator: string): number => first.split(separator).length;
  const delimiter = SEPARATORS.reduce((best, each) => often(each) > often(best) ? each : best);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken) throw new Error(texts.audit.broken((broken.row ?? 0) + 1));
  const [columns = [], ...lines] = data;
  const missing = COLUMNS.find((name) => !columns.includes(name));
  if (missing) throw new Error(texts.audit.noColumn(missing));
  const rows = lines.flatMap((cells, i) => cells.some(Boolean) ? [checked(columns, cells, i + 2)] : []);
  whole(rows);
  return { columns, rows };
}

function decoded(bytes: Uint8Array): string {
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } // which takes the mark away
  catch { throw new Error(texts.audit.noText); }
}

/** A row of the file, which is its line NUMBER as a spreadsheet counts. */
function checked(columns: string[], cells: string[], number: number): Row {
  if (cells.length < columns.length || cells.slice(columns.length).some(Boolean)) throw new Error(texts.audit.cells(number, cells.length, columns.length));
  const row = named(columns, cells.map(plain));
  const judgement = row.judgement!.trim().toLowerCase();
  if (judgement && !isJudgement(judgement)) throw new Error(texts.audit.noJudgement(number, short(row.judgement!)));
  check(row, "in_store", 1, MOST, number);
  if (row.confidence) check(row, "confidence", 0, 1, number);
  return { ...row, judgement };
}

function check(row: Row, name: string, least: number, most: number, number: number): void {
  const found = numberOf(row[name]!);
  if (!(found >= least && found <= most)) throw new Error(texts.audit.noNumber(number, short(row[name]!), name));
}

/** Each claim that was drawn must be there, once: else shares would be of something else. */
function whole(rows: Row[]): void {
  if (!rows.length) throw new Error(texts.audit.noRows);
  const lost = rows.find((row) => row.drawn !== String(rows.length));
  if (lost) throw new Error(texts.audit.lost(rows.length, short(lost.drawn!)));
  const names = new Set<string>();
  for (const row of rows) {
    const name = JSON.stringify([row.claim, row.article]);
    if (names.has(name)) throw new Error(texts.audit.twice(short(row.claim!)));
    names.add(name);
  }
}

/** The number in a cell; a decimal comma is one, as some spreadsheets write it. */
function numberOf(cell: string): number {
  const written = cell.trim().replaceAll(",", ".");
  return NUMBER.test(written) ? Number(written) : NaN;
}
/** How many claims of its stratum the store has. */
export const inStore = (row: Row): number => Math.trunc(numberOf(row.in_store!));

/** What a claim says, cut for the eye: a relation into its three parts, an event into what happens and its roles. */
export interface Cut { relation?: string[]; event?: string; roles: { role: string; items: string }[] }
export function cut(says: string): Cut {
  const parts = says.split(" | ");
  if (parts.length === 3) return { relation: parts, roles: [] };
  const [event = "", ...rest] = says.split("; ");
  const roles: Cut["roles"] = [];
  for (const each of rest) {
    const at = each.indexOf(": ");
    const last = roles.at(-1);
    if (at > 0) roles.push({ role: each.slice(0, at), items: each.slice(at + 2) });
    else if (last) last.items += `; ${each}`; // a name with a semicolon in it
    else return { event: says, roles: [] };
  }
  return { event, roles };
}
