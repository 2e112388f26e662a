/** Columns of an answer: labels folded into what they name, kinds of values, the order of rows. */
import { type Row, type Term, textOf } from "./answers";

export type Kind = "number" | "date" | "thing" | "text";
/** A column: `label` is the variable that names its things, where the query asks for one. */
export interface Column { name: string; label?: string; kind: Kind }

const NUMBERS = /#(integer|decimal|double|float|long|int|short|byte|(positive|negative|nonNegative|nonPositive)Integer|unsigned(Long|Int|Short|Byte))$/;
const DATES = /#(date|dateTime|dateTimeStamp|gYear|gYearMonth)$/;
const WRITTEN_DATE = /^-?\d{4,}-\d\d(-\d\d(T.*)?)?$/;

/** The number of a term, where its datatype is one of numbers. */
export function numberOf(term: Term | undefined): number | undefined {
  if (!term?.datatype || !NUMBERS.test(term.datatype)) return undefined;
  const text = textOf(term);
  const number = Number(text === "INF" ? "Infinity" : text === "-INF" ? "-Infinity" : text);
  return Number.isNaN(number) ? undefined : number;
}

/** The moment of a date in milliseconds: its beginning, where only a year or a month is known. Months without a datatype count too. */
export function momentOf(term: Term | undefined): number | undefined {
  if (!term || term.type === "uri") return undefined;
  const text = textOf(term);
  if (!(term.datatype && DATES.test(term.datatype)) && !WRITTEN_DATE.test(text)) return undefined;
  const [, year, month = "01", day = "01", rest = ""] = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(.*)$/.exec(text) ?? [];
  if (!year) return undefined;
  if (rest.startsWith("T")) {
    const moment = Date.parse(text);
    if (!Number.isNaN(moment)) return moment;
  }
  const moment = new Date(0);
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return moment.getTime();
}

/** What most values of a column are; a column of numbers or dates may lack some, or hold a few others. */
function kindOf(rows: Row[], name: string): Kind {
  let number = 0, date = 0, thing = 0, all = 0;
  for (const row of rows.slice(0, 1000)) {
    const term = row[name];
    if (!term) continue;
    all += 1;
    if (term.type === "uri") thing += 1;
    else if (numberOf(term) !== undefined) number += 1;
    else if (momentOf(term) !== undefined) date += 1;
  }
  const most = (n: number): boolean => n > 0 && n * 2 > all;
  return most(number) ? "number" : most(date) ? "date" : most(thing) ? "thing" : "text";
}

/** The columns that are shown: ?xLabel is folded into ?x beside it. */
export function fold(names: string[], rows: Row[]): Column[] {
  const labels = new Set(names.filter((name) => name.endsWith("Label") && names.includes(name.slice(0, -"Label".length))));
  return names.filter((name) => !labels.has(name)).map((name) => {
    const label = `${name}Label`;
    return { name, kind: kindOf(rows, name), ...(labels.has(label) && { label }) };
  });
}

export type Names = ReadonlyMap<string, string>;

/** The words that stand in a cell. */
export function wordsOf(row: Row, column: Column, names: Names, otherwise: (iri: string) => string = (iri) => iri): string {
  const term = row[column.name];
  const label = column.label && textOf(row[column.label]);
  if (label || !term) return label || "";
  const text = textOf(term);
  return term.type === "uri" ? names.get(text) ?? otherwise(text) : text;
}

export interface Order { column: string; descending: boolean }
/** "-articles" in an address: by articles, the largest first. */
export const orderFrom = (written: string | null): Order | undefined =>
  written ? { column: written.replace(/^-/, ""), descending: written.startsWith("-") } : undefined;
export const orderWritten = (order: Order | undefined): string | undefined => order && (order.descending ? "-" : "") + order.column;
/** What a further press of the head of a column does: up, down, and then as the query has it. */
export function nextOrder(order: Order | undefined, column: string): Order | undefined {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? undefined : { column, descending: true };
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The rows in the order of a column: numbers and dates by value and before words, what is empty always last. */
export function sorted(rows: Row[], columns: Column[], order: Order | undefined, names: Names): Row[] {
  const column = columns.find((one) => one.name === order?.column);
  if (!order || !column) return rows;
  const keys = rows.map((row) => {
    const term = row[column.name];
    const value = numberOf(term) ?? momentOf(term);
    return { row, empty: !term, value, words: value === undefined ? wordsOf(row, column, names) : "" };
  });
  const sign = order.descending ? -1 : 1;
  keys.sort((a, b) => {
    if (a.empty || b.empty) return Number(a.empty) - Number(b.empty);
    if (a.value !== undefined && b.value !== undefined) return sign * (a.value - b.value || 0);
    if (a.value !== undefined || b.value !== undefined) return sign * (a.value !== undefined ? -1 : 1);
    return sign * collator.compare(a.words, b.words);
  });
  return keys.map((key) => key.row);
}

export const ROWS_A_PAGE = 200;
/** Rows [start, end) of the PAGE, counted from 1, of N rows; a page that is not there is the nearest. */
export function windowOf(page: number, n: number): { page: number; pages: number; start: number; end: number } {
  const pages = Math.max(1, Math.ceil(n / ROWS_A_PAGE));
  const real = Math.min(pages, Math.max(1, Math.floor(page) || 1));
  return { page: real, pages, start: (real - 1) * ROWS_A_PAGE, end: Math.min(n, real * ROWS_A_PAGE) };
}
