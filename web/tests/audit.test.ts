// @vitest-environment jsdom
/** Sheets of audits: as Python writes, reads and counts them (`tests/audit/test_page.py` makes the cases), and what the browser keeps. */
import { beforeEach, describe, expect, test } from "vitest";
import { filled, keep, keyOf, load, placeOf, withCells } from "../src/audit/book";
import { by, estimate, unseen, wilson } from "../src/audit/estimate";
import { commandOf } from "../src/audit/keys";
import { COLUMNS, cut, harmless, ofServer, plain, read, type Row, type Sheet, written } from "../src/audit/sheet";
import cases from "./audit-cases.json";

const sheet: Sheet = ofServer(cases);
/** The sheet as a reader has it: an apostrophe that stood before a formula at first is taken for that of the sheet. */
const comesBack = new Map(cases.cells.map(([cell, , back]) => [cell, back!]));
const whole: Sheet = { ...sheet, rows: sheet.rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, comesBack.get(cell) ?? cell]))) };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a sheet", () => {
  test("is written byte for byte as kg audit writes it", () => {
    expect(bytes(written(sheet))).toEqual(bytes(cases.file));
  });
  test("has the columns of Python", () => {
    expect(COLUMNS).toEqual(cases.columns);
  });
  test("is read as it was written", () => {
    expect(read(bytes(cases.file))).toEqual(whole);
    expect(written(read(bytes(cases.file)))).toBe(cases.file);
  });
  test.each([";", "\t"])("is read with %j between the cells, a decimal comma, words in capitals and empty lines", (separator) => {
    const cells = (row: Row): string => sheet.columns.map((name) => `"${harmless({ ...row, judgement: row.judgement!.toUpperCase(), in_store: `${row.in_store},0` }[name]!).replaceAll('"', '""')}"`).join(separator);
    const found = read(bytes([sheet.columns.join(separator), ...sheet.rows.map(cells), separator.repeat(20), ""].join("\n")));
    expect(found.rows.map(({ in_store: _, ...row }) => row)).toEqual(whole.rows.map(({ in_store: _, ...row }) => row));
    expect(estimate(found.rows)).toEqual(estimate(sheet.rows));
  });
  test("keeps columns that somebody has added", () => {
    const wider: Sheet = { columns: [...whole.columns, "reader"], rows: whole.rows.map((row) => ({ ...row, reader: "Ana" })) };
    expect(read(bytes(written(wider)))).toEqual(wider);
  });

  const without = (change: (row: Row, i: number) => Row): Uint8Array => bytes(written({ ...sheet, rows: sheet.rows.map(change) }));
  test.each<[string, Uint8Array, string]>([
    ["no text", new Uint8Array([0x61, 0xff]), "is no text in UTF-8"],
    ["nothing", bytes(""), "has no column 'says'"],
    ["another table", bytes("a,b\r\n1,2\r\n"), "has no column 'says'"],
    ["a head alone", bytes(written({ ...sheet, rows: [] })), "has no claims"],
    ["a quotation mark that is not closed", bytes(`${cases.file}"open`), "a quotation mark is missing"],
    ["a row that is too short", bytes(`${cases.file}one,two\r\n`), `row ${sheet.rows.length + 2}: has 2 cells, and the first line has 21`],
    ["a word that is no judgement", without((row, i) => ({ ...row, judgement: i === 3 ? "maybe" : "" })), "row 5: 'maybe' is no judgement; have: right, wrong, unclear"],
    ["a judgement on two lines", without((row) => ({ ...row, judgement: `not\n\u0007${"so".repeat(99)}` })), `'not ${"so".repeat(38)}…' is no`],
    ["a size that is none", without((row) => ({ ...row, in_store: "many" })), "row 2: 'many' in the column in_store"],
    ["a confidence that is none", without((row) => ({ ...row, confidence: "1.5" })), "row 2: '1.5' in the column confidence"],
    ["a column that is missing", bytes(cases.file.replace(",measured,", ",other,")), "has no column 'measured'"],
    ["a claim that stands there twice", without((row) => ({ ...row, claim: "c", article: "a" })), "the claim c stands there twice"],
    ["fewer rows than were drawn", bytes(written({ ...sheet, rows: sheet.rows.slice(1) })), `has ${sheet.rows.length - 1} rows, and ${sheet.rows.length} claims were drawn`],
  ])("that is damaged is told in one line: %s", (_, file, message) => {
    expect(() => read(file)).toThrow(message);
    expect(() => read(file)).toThrow(/^[^\n]+$/);
  });

  test("has no cell that a spreadsheet would run, and numbers stay", () => {
    for (const [cell, safe, back] of [...cases.cells, ["-1\n", "'-1\n", "-1\n"]] as [string, string, string][]) {
      expect(harmless(cell)).toBe(safe);
      expect(plain(safe)).toBe(back);
    }
  });
});

describe("shares", () => {
  const told = cases.precision;
  const rounded = (found: object | undefined): object => Object.fromEntries(Object.entries(found ?? {}).map(([name, value]) => [name, expect.closeTo(value as number, 3)]));
  test("are those that kg audit --read tells", () => {
    expect(told.whole).toEqual(rounded(estimate(sheet.rows)));
    const parts = by(sheet.rows, (row) => row.status!);
    expect(parts.map(([name]) => name)).toEqual(Object.keys(told.by.status));
    for (const [name, found] of parts) expect(told.by.status[name as keyof typeof told.by.status]).toEqual(rounded(found));
    expect(unseen(sheet.rows)).toBeCloseTo(told.unseen, 4);
    expect(told.unseen).toBeGreaterThan(0);
  });
  test("of nothing there are none", () => {
    const open = sheet.rows.map((row) => ({ ...row, judgement: "" }));
    expect(estimate(open)).toBeUndefined();
    expect(by(open, (row) => row.status!)).toEqual([]);
    expect(unseen(open)).toBe(1);
  });
  test("have Wilson's interval", () => {
    expect(wilson(0.9, 30).map((end) => end.toFixed(4))).toEqual(["0.7438", "0.9654"]);
  });
});

describe("the book", () => {
  beforeEach(() => localStorage.clear());
  const place = placeOf("https://w3id.org/news-kg/", "20", "0");
  const open = sheet.rows.map((row) => ({ ...row, judgement: "", remark: "" }));
  test("fills in what was judged, and nothing else", () => {
    const book = withCells({}, sheet.rows);
    expect(filled(open, book)).toEqual(sheet.rows);
    expect(filled(open, {})).toEqual(open);
  });
  test("is kept for a sample and a seed", () => {
    expect(keep(place, withCells({}, sheet.rows))).toBe(true);
    expect(filled(open, load(place))).toEqual(sheet.rows);
    expect(load(placeOf("https://w3id.org/news-kg/", "20", "1"))).toEqual({});
  });
  test("holds nothing of a claim that reads otherwise today", () => {
    const book = withCells({}, sheet.rows);
    for (const column of ["says", "status", "speaker"]) expect(filled([{ ...open[0]!, [column]: "otherwise" }], book)[0]!.judgement).toBe("");
  });
  test("takes the cells of a sheet, and keeps what they leave empty", () => {
    const one: Row = open[0]!, other: Row = open[1]!;
    const before = { [keyOf(one)]: { judgement: "wrong", remark: "mine" }, [keyOf(other)]: { judgement: "unclear", remark: "" } } as const;
    expect(withCells(before, [{ ...one, judgement: "right" }, other])).toEqual({ [keyOf(one)]: { judgement: "right", remark: "mine" }, [keyOf(other)]: { judgement: "unclear", remark: "" } });
  });
  test.each(["no JSON", "null", "[1]", '{"a": {"judgement": "=1", "remark": ""}, "b": 3, "c": null}'])("that is damaged counts as empty: %s", (text) => {
    localStorage.setItem(place, text);
    expect(load(place)).toEqual({});
  });
});

test("a claim is cut for the eye, and no word of it is lost", () => {
  expect(cut("Ana Ruiz | charged with | bribery")).toEqual({ relation: ["Ana Ruiz", "charged with", "bribery"], roles: [] });
  expect(cut("Arrest: Ana Ruiz; patient: Ana Ruiz; place: Lima, airport; north")).toEqual({ event: "Arrest: Ana Ruiz", roles: [{ role: "patient", items: "Ana Ruiz" }, { role: "place", items: "Lima, airport; north" }] });
  expect(cut("Rain; or shine; place: Lima")).toEqual({ event: "Rain; or shine; place: Lima", roles: [] });
  expect(cut("a | b | c | d")).toEqual({ event: "a | b | c | d", roles: [] });
  expect(cut("")).toEqual({ event: "", roles: [] });
});

test("keys judge outside of fields alone", () => {
  const press = (key: string, target: Element = document.body, ctrlKey = false, repeat = false) => commandOf({ key, target, ctrlKey, repeat, metaKey: false, altKey: false, defaultPrevented: false });
  expect(["r", "w", "u", "ArrowRight", "k", "z"].map((key) => press(key))).toEqual(["right", "wrong", "unclear", "next", "previous", "undo"]);
  expect([press("r", document.createElement("input")), press("r", document.body, true), press("R"), press("toString")]).toEqual([undefined, undefined, undefined, undefined]);
  expect([press("r", document.body, false, true), press("z", document.body, false, true), press("j", document.body, false, true)]).toEqual([undefined, undefined, "next"]);
});
