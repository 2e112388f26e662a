/** What of an answer can be drawn, and as what: bars, a line over dates, points on a map. */
import type { Point } from "../charts/WorldMap";
import { type Row, textOf } from "./answers";
import { type Column, momentOf, type Names, numberOf, wordsOf } from "./columns";
import { isThing } from "./iris";

export const COUNT = ""; // in place of a column of numbers: how many rows there are
export interface Plan { by: string; number: string }

/** The columns that a chart can be made by, and of: the first of each are the guess, unless names are identifiers of some kind. */
export function choices(columns: Column[]): { by: Column[]; numbers: Column[] } {
  const places = place(columns);
  const numbers = columns.filter((column) => column.kind === "number" && column !== places?.latitude && column !== places?.longitude);
  return { by: columns.filter((column) => column.kind !== "number"), numbers };
}

/** The chart that fits best: a column of numbers by a column of dates, else by the first things that differ; else how many rows each has. */
export function guess(columns: Column[], rows: Row[], wanted: Partial<Plan> = {}): Plan | undefined {
  const { by, numbers } = choices(columns);
  if (!by.length || rows.length < 2) return undefined;
  const number = numbers.find((column) => column.name === wanted.number) ?? (wanted.number === COUNT ? undefined : numbers[0]);
  const asked = by.find((column) => column.name === wanted.by);
  const differ = (column: Column): number => new Set(rows.map((row) => textOf(row[column.name])).filter(Boolean)).size;
  const usable = by.filter((column) => differ(column) > 1);
  const found = asked ?? usable.find((column) => column.kind === "date") ?? (number ? usable[0] : usable.find((column) => differ(column) < rows.length)) ?? usable[0];
  return found && { by: found.name, number: number?.name ?? COUNT };
}

export interface Mark { key: string; label: string; iri?: string; value: number; moment?: number }
/** One mark for each value of the column `by`: the sum of its numbers, or how many rows it has. */
export function marks(rows: Row[], columns: Column[], plan: Plan, names: Names, shown: (iri: string) => string): { marks: Mark[]; summed: boolean; left: number } {
  const column = columns.find((one) => one.name === plan.by);
  const found = new Map<string, Mark>();
  let left = 0, summed = false;
  for (const row of column ? rows : []) {
    const term = row[column!.name];
    const value = plan.number === COUNT ? 1 : numberOf(row[plan.number]);
    const moment = column!.kind === "date" ? momentOf(term) : undefined;
    if (!term || value === undefined || !Number.isFinite(value) || (column!.kind === "date" && moment === undefined)) { left += 1; continue; }
    const key = textOf(term);
    const there = found.get(key);
    if (there) { there.value += value; summed = true; continue; }
    found.set(key, { key, label: wordsOf(row, column!, names, shown), value, ...(term.type === "uri" && { iri: key }), ...(moment !== undefined && { moment }) });
  }
  const list = [...found.values()];
  if (column?.kind === "date") list.sort((a, b) => a.moment! - b.moment!);
  return { marks: list, summed: summed && plan.number !== COUNT, left };
}

const LATITUDE = /^(.*?)(latitude|lat)$/i;

/** The columns of latitude and longitude, and the column of what lies there. */
export function place(columns: Column[]): { latitude: Column; longitude: Column; thing?: Column } | undefined {
  for (const latitude of columns) {
    const start = LATITUDE.exec(latitude.name)?.[1];
    if (start === undefined || latitude.kind === "thing") continue;
    const longitude = columns.find((other) => new RegExp(`^${start.replace(/[^\w]/g, "")}(longitude|long|lon|lng)$`, "i").test(other.name));
    if (!longitude) continue;
    const things = columns.filter((column) => column !== latitude && column !== longitude && column.kind !== "number");
    const thing = things.find((column) => start && column.name.toLowerCase() === start.toLowerCase()) ?? things.find((column) => column.name === "place") ?? things.find((column) => column.kind === "thing") ?? things[0];
    return { latitude, longitude, ...(thing && { thing }) };
  }
  return undefined;
}

const degrees = (row: Row, column: Column): number => {
  const text = textOf(row[column.name]).trim();
  return text ? numberOf(row[column.name]) ?? Number(text) : NaN;
};

/** The points of the rows, each place once; of several rows of a place the largest number counts. */
export function points(rows: Row[], columns: Column[], size: string | undefined, names: Names, shown: (iri: string) => string): { points: Point[]; left: number } {
  const where = place(columns);
  if (!where) return { points: [], left: rows.length };
  const found = new Map<string, Point>();
  let left = 0;
  for (const row of rows) {
    const latitude = degrees(row, where.latitude), longitude = degrees(row, where.longitude);
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) { left += 1; continue; }
    const term = where.thing && row[where.thing.name];
    const label = (where.thing && wordsOf(row, where.thing, names, shown)) || `${latitude}, ${longitude}`;
    const number = size ? numberOf(row[size]) : undefined;
    const key = `${textOf(term)} ${latitude} ${longitude}`;
    const there = found.get(key);
    if (there) { if (number !== undefined) there.size = Math.max(there.size ?? number, number); continue; }
    found.set(key, { label, latitude, longitude, ...(term?.type === "uri" && { iri: textOf(term) }), ...(number !== undefined && { size: number }) });
  }
  return { points: [...found.values()], left };
}

/** The entities and events of the rows, each once, in the order of the rows. */
export function things(rows: Row[], limit: number): { iris: string[]; more: boolean } {
  const found = new Set<string>();
  for (const row of rows)
    for (const term of Object.values(row)) {
      if (term?.type !== "uri" || !isThing(textOf(term))) continue;
      if (found.size === limit && !found.has(textOf(term))) return { iris: [...found], more: true };
      found.add(textOf(term));
    }
  return { iris: [...found], more: false };
}
