import { describe, expect, test } from "vitest";
import { cut, fit, free, radius } from "../src/charts/layout";
import type { Row, Term } from "../src/query/answers";
import { fold, momentOf, nextOrder, numberOf, orderFrom, orderWritten, sorted, windowOf } from "../src/query/columns";
import { choices, COUNT, guess, marks, place, points, things } from "../src/query/plots";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const uri = (value: string): Term => ({ type: "uri", value });
const word = (value: string): Term => ({ type: "literal", value });
const number = (value: number, type = "integer"): Term => ({ type: "literal", value: String(value), datatype: XSD + type });
const typed = (value: string, type: string): Term => ({ type: "literal", value, datatype: XSD + type });
const names = new Map<string, string>();
const plain = (iri: string): string => iri;
const entity = (name: string): string => `https://w3id.org/news-kg/entity/${name}`;

describe("values", () => {
  test("numbers have datatypes of numbers", () => {
    expect(numberOf(number(3))).toBe(3);
    expect(numberOf(typed("1.5E3", "double"))).toBe(1500);
    expect(numberOf(typed("INF", "double"))).toBe(Infinity);
    expect(numberOf(word("3"))).toBeUndefined();
  });
  test("dates begin where they are known", () => {
    expect(momentOf(typed("2026", "gYear"))).toBe(Date.UTC(2026, 0, 1));
    expect(momentOf(typed("2026-03", "gYearMonth"))).toBe(Date.UTC(2026, 2, 1));
    expect(momentOf(word("2026-03"))).toBe(Date.UTC(2026, 2, 1));
    expect(momentOf(typed("2026-03-01T12:00:00Z", "dateTime"))).toBe(Date.UTC(2026, 2, 1, 12));
    expect(momentOf(word("2026"))).toBeUndefined();
    expect(momentOf(word("undated"))).toBeUndefined();
    expect(new Date(momentOf(typed("0079-10-24", "date"))!).getUTCFullYear()).toBe(79);
  });
});

describe("columns", () => {
  const rows: Row[] = [
    { a: uri(entity("B")), aLabel: word("beta 10"), n: number(10), when: word("2026-02") },
    { a: uri(entity("A")), aLabel: word("Beta 9"), n: number(9), when: word("undated") },
    { a: uri(entity("C")), aLabel: word("alpha"), when: word("2025-12") },
  ];
  const columns = fold(["a", "aLabel", "n", "when", "xLabel"], rows);
  const order = (column: string, descending = false) => sorted(rows, columns, { column, descending }, names).map((row) => rows.indexOf(row));
  test("fold a label into what it names", () => {
    expect(columns).toEqual([{ name: "a", label: "aLabel", kind: "thing" }, { name: "n", kind: "number" }, { name: "when", kind: "date" }, { name: "xLabel", kind: "text" }]);
  });
  test("are sorted by value, and what is empty comes last", () => {
    expect(order("n")).toEqual([1, 0, 2]);
    expect(order("n", true)).toEqual([0, 1, 2]);
    expect(order("a")).toEqual([2, 1, 0]);
    expect(order("when")).toEqual([2, 0, 1]);
    expect(order("nothing")).toEqual([0, 1, 2]);
    expect(order("xLabel")).toEqual([0, 1, 2]);
  });
  test("are ordered up, down, and not", () => {
    expect(nextOrder(undefined, "a")).toEqual({ column: "a", descending: false });
    expect(nextOrder({ column: "a", descending: false }, "a")).toEqual({ column: "a", descending: true });
    expect(nextOrder({ column: "a", descending: true }, "a")).toBeUndefined();
    expect(orderFrom(orderWritten({ column: "a", descending: true })!)).toEqual({ column: "a", descending: true });
    expect(orderFrom(null)).toBeUndefined();
  });
  test("are shown two hundred rows at a time", () => {
    expect(windowOf(2, 450)).toEqual({ page: 2, pages: 3, start: 200, end: 400 });
    expect(windowOf(9, 450)).toEqual({ page: 3, pages: 3, start: 400, end: 450 });
    expect(windowOf(NaN, 0)).toEqual({ page: 1, pages: 1, start: 0, end: 0 });
  });
});

describe("charts", () => {
  const rows: Row[] = [
    { place: uri("p1"), placeLabel: word("Rome"), month: word("2026-01"), n: number(2) },
    { place: uri("p2"), placeLabel: word("Oslo"), month: word("2026-01"), n: number(3) },
    { place: uri("p1"), placeLabel: word("Rome"), month: word("2025-12"), n: number(4) },
    { place: uri("p1"), placeLabel: word("Rome"), n: number(1) },
  ];
  const columns = fold(["place", "placeLabel", "month", "n"], rows);
  test("are guessed: dates first, then things; the reader's choice wins", () => {
    expect(guess(columns, rows)).toEqual({ by: "month", number: "n" });
    expect(guess(columns, rows, { by: "place", number: COUNT })).toEqual({ by: "place", number: COUNT });
    expect(guess(columns, rows.slice(0, 1))).toBeUndefined();
    expect(guess(columns.filter(({ kind }) => kind === "thing"), rows)).toEqual({ by: "place", number: COUNT });
  });
  test("add up what is said of one thing", () => {
    const found = marks(rows, columns, { by: "place", number: "n" }, names, plain);
    expect(found).toMatchObject({ summed: true, left: 0, marks: [{ label: "Rome", iri: "p1", value: 7 }, { label: "Oslo", value: 3 }] });
  });
  test("put dates in order and leave out what has none", () => {
    const found = marks(rows, columns, { by: "month", number: COUNT }, names, plain);
    expect(found.marks.map(({ label, value }) => [label, value])).toEqual([["2025-12", 1], ["2026-01", 2]]);
    expect(found).toMatchObject({ left: 1, summed: false });
  });
});

describe("maps", () => {
  const rows: Row[] = [
    { place: uri("p1"), placeLabel: word("Rome"), type: uri("City"), latitude: number(41.9, "decimal"), longitude: number(12.5, "decimal"), n: number(2) },
    { place: uri("p1"), placeLabel: word("Rome"), type: uri("Capital"), latitude: number(41.9, "decimal"), longitude: number(12.5, "decimal"), n: number(5) },
    { place: uri("p2"), placeLabel: word("Nowhere"), type: uri("City"), latitude: number(141, "decimal"), longitude: number(0, "decimal"), n: number(1) },
    { place: uri("p3"), placeLabel: word("Lost"), type: uri("City"), n: number(1) },
  ];
  const columns = fold(["place", "placeLabel", "type", "latitude", "longitude", "n"], rows);
  test("are drawn where there are coordinates", () => {
    expect(place(columns)).toMatchObject({ latitude: { name: "latitude" }, longitude: { name: "longitude" }, thing: { name: "place" } });
    expect(place(fold(["cityLat", "cityLong", "city"], []))).toMatchObject({ latitude: { name: "cityLat" }, longitude: { name: "cityLong" }, thing: { name: "city" } });
    expect(place(fold(["latitude"], []))).toBeUndefined();
    expect(choices(columns).numbers.map(({ name }) => name)).toEqual(["n"]);
  });
  test("have each place once, and none that is off the earth", () => {
    expect(points(rows, columns, "n", names, plain)).toEqual({ points: [{ label: "Rome", iri: "p1", latitude: 41.9, longitude: 12.5, size: 5 }], left: 2 });
  });
  test("are zoomed to their places, and no farther than they reach", () => {
    expect(fit([], 100, 50)).toEqual({ k: 1, x: 0, y: 0 });
    const { k, x, y } = fit([[90, 25]], 100, 50, 4);
    expect(k).toBe(4);
    expect([90 * k + x, 25 * k + y]).toEqual([60, 25]);
    expect(fit([[0, 0], [100, 50]], 100, 50).k).toBe(1);
  });
});

test("things of an answer are named once", () => {
  const rows: Row[] = [{ a: uri(entity("A")), b: uri(entity("B")), c: word("x"), d: uri("https://w3id.org/news-kg/ontology#Person") }, { a: uri(entity("A")), b: uri(entity("C")) }];
  expect(things(rows, 60)).toEqual({ iris: [entity("A"), entity("B"), entity("C")], more: false });
  expect(things(rows, 2)).toEqual({ iris: [entity("A"), entity("B")], more: true });
});

test("labels are cut and do not cover each other", () => {
  expect(cut("New York City", 50)).toBe("New Y…");
  expect(cut("Rome", 50)).toBe("Rome");
  const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
  expect([...free([box(0), box(5), box(10)], 9)]).toEqual([0, 2]);
  expect(free([box(0), box(20)], 1).size).toBe(1);
  expect(radius(100, 100)).toBe(14);
  expect(radius(undefined, 0)).toBeGreaterThan(0);
});
