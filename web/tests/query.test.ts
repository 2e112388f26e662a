import { describe, expect, test } from "vitest";
import type { Terms } from "../src/api";
import { isGraph, type Term, textOf, tidy, written } from "../src/query/answers";
import { complete, termOptions } from "../src/query/completion";
import { everything, isOutside, linkOf, short, shown, thingsOf } from "../src/query/iris";
import { written as valueOf } from "../src/query/parameter";
import { placeIn, pointedAt, titleOf } from "../src/query/place";
import { matching } from "../src/query/Questions";
import { pieces } from "../src/query/Turtle";

const prefixes = { kg: "https://w3id.org/news-kg/ontology#", ent: "https://w3id.org/news-kg/entity/", wd: "http://www.wikidata.org/entity/", schema: "https://schema.org/" };
const BASE = "https://w3id.org/news-kg/";
const terms: Terms = {
  classes: [{ name: "Person", iri: `${prefixes.kg}Person`, label: "person", comment: "One human being.", parents: [] }],
  properties: [{ name: "chargedWith", iri: `${prefixes.kg}chargedWith`, label: "charged with", comment: "", parents: [] }],
};

describe("the form of a query", () => {
  test.each([
    ["SELECT * { ?s ?p ?o }", false],
    ["# CONSTRUCT\nASK {}", false],
    ["PREFIX x: <http://e/construct> SELECT * {}", false],
    ["SELECT ('describe me' AS ?x) {}", false],
    ["CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", true],
    ["construct{?s a ?t} {?s a ?t}", true],
    ["PREFIX e: <http://e/>\nDESCRIBE e:x", true],
  ])("%s", (query, graph) => expect(isGraph(query)).toBe(graph));

  test("Turtle keeps the prefixes that it uses", () => {
    expect(tidy("@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n\na:x a a:Y .\n")).toBe("@prefix a: <http://a/> .\n\na:x a a:Y .");
    expect(tidy("@prefix a: <http://a/> .\n")).toBe("");
  });
  test("an IRI cannot end its place in a query", () => expect(written("http://e/> } DROP")).toBe("<http://e/%3E%20%7D%20DROP>"));
  test("a quoted triple is its parts", () => {
    const uri = (value: string): Term => ({ type: "uri", value });
    expect(textOf({ type: "triple", value: { subject: uri("a"), predicate: uri("b"), object: { type: "literal", value: "c" } } })).toBe("a b c");
  });
});

describe("IRIs", () => {
  test("are short", () => {
    expect(short(`${prefixes.kg}Person`, prefixes)).toBe("Person");
    expect(short(`${prefixes.ent}Ana_Ruiz.person`, prefixes)).toBe("ent:Ana_Ruiz.person");
    expect(short("http://other.example/x", prefixes)).toBe("http://other.example/x");
    expect(shown("https://paper.example/world/some_story/", prefixes)).toBe("paper.example: some story");
    expect(shown("https://paper.example/%E0%A4%A", prefixes)).toBe("https://paper.example/%E0%A4%A");
  });
  test("lead to pages of the explorer, whatever they are", () => {
    expect(linkOf(`${prefixes.ent}Ana`, "person", BASE)).toBe("/entity/Ana");
    expect(linkOf("https://paper.example/a", "article", BASE)).toBe("/read?article=https%3A%2F%2Fpaper.example%2Fa");
    expect(linkOf(`${BASE}article/x#char=1,5`, "evidence", BASE)).toMatch(/^\/read\?article=.*article%2Fx&at=/);
    expect(linkOf("javascript:alert(1)", "x", BASE)).toBe("/resource?iri=javascript%3Aalert(1)");
    expect(isOutside("javascript:alert(1)", BASE)).toBe(false);
  });
  test("of things stand in a graph, not in its strings", () => {
    const turtle = `@prefix ent: <${prefixes.ent}> .\nent:Ana kg:knows ent:Bo.person , <${BASE}event/1> ; rdfs:label "about ent:Nobody" .`;
    expect(thingsOf(turtle, prefixes, 60)).toEqual([`${prefixes.ent}Ana`, `${prefixes.ent}Bo.person`, `${BASE}event/1`]);
    expect(thingsOf(turtle, prefixes, 1)).toHaveLength(1);
  });
  test("of everything about a thing make a query", () => expect(decodeURIComponent(everything(`${prefixes.ent}Ana`, prefixes))).toContain("# Everything about ent:Ana\n"));
});

describe("the place of a mistake", () => {
  test("is read from the message", () => {
    expect(placeIn('query: line 2, column 8: ?s ?p lacks a value')).toEqual({ line: 2, column: 8 });
    expect(placeIn("the server is busy")).toBeUndefined();
  });
  test("is marked under its line", () => {
    expect(pointedAt("SELECT * {\n  ?s ?p }", { line: 2, column: 8 })).toBe("  ?s ?p }\n       ▲");
    expect(pointedAt("ASK {}", { line: 9, column: 1 })).toBeUndefined();
  });
  test("a query is called as its first comment", () => {
    expect(titleOf("# Who is who\nSELECT")).toBe("Who is who");
    expect(titleOf("#\nSELECT")).toBeUndefined();
    expect(titleOf("SELECT *")).toBeUndefined();
  });
});

describe("completion", () => {
  const options = termOptions(terms);
  const labels = (text: string, pos = text.length, explicit = false) => complete(text, pos, options, prefixes, explicit)?.options.map(({ label }) => label);
  test("of variables offers those of the query", () => {
    expect(labels("SELECT ?person ?x { ?p")).toEqual(["?person", "?x"]);
    expect(labels("SELECT ?a { ?", 13)).toEqual(["?a"]);
  });
  test("of words offers keywords, prefixes and terms", () => {
    const found = labels("SELECT * { ?s a Pers")!;
    expect(found).toEqual(expect.arrayContaining(["FILTER", "wd:", "kg:Person", "kg:chargedWith"]));
    expect(complete("SELECT * { ?s a Pers", 20, options, prefixes)!.from).toBe(16);
  });
  test("behind kg: offers terms alone, with what they mean", () => {
    const found = complete("ASK { ?s a kg:Pe", 16, options, prefixes)!;
    expect(found.options).toHaveLength(2);
    expect(found.from).toBe(11);
    expect(found.options[0]).toMatchObject({ label: "kg:Person", info: "One human being." });
  });
  test("is silent in strings, IRIs and comments, and where nothing is typed", () => {
    expect(labels("# who cha")).toBeUndefined();
    expect(labels('FILTER(?x = "a wor')).toBeUndefined();
    expect(labels("?s <http://exa")).toBeUndefined();
    expect(labels("SELECT ")).toBeUndefined();
    expect(labels("SELECT ", 7, true)).toContain("WHERE");
    expect(labels("FILTER(?a < ?b && reg")).toContain("REGEX");
  });
});

describe("questions", () => {
  const questions = [{ name: "who-is-charged", title: "Who is charged with what?", text: "", params: [{ name: "accused", kind: "entity" as const, about: "", required: false }] }, { name: "coverage", title: "How much was found?", text: "", params: [] }];
  test("are found by all words of the filter", () => {
    expect(matching(questions, "charged WHO").map(({ name }) => name)).toEqual(["who-is-charged"]);
    expect(matching(questions, "accused")).toHaveLength(1);
    expect(matching(questions, "")).toHaveLength(2);
    expect(matching(questions, "nothing")).toHaveLength(0);
  });
  test("get terms by prefixed name, however they were typed", () => {
    for (const typed of ["Person", "kg:Person", "person", " kg:person ", `${prefixes.kg}Person`]) expect(valueOf({ kind: "class" }, typed, terms, prefixes)).toBe("kg:Person");
    expect(valueOf({ kind: "property" }, "charged with", terms, prefixes)).toBe("kg:chargedWith");
    expect(valueOf({ kind: "class" }, "chargedWith", terms, prefixes)).toBe("chargedWith");
    expect(valueOf({ kind: "text" }, "Person", terms, prefixes)).toBe("Person");
  });
});

test("highlighting loses nothing of a graph", () => {
  const text = '@prefix a: <http://a/> .\n\na:x a a:Y ; a:z "<b>\\"" . # end';
  expect(pieces(text).map(([piece]) => piece).join("")).toBe(text);
  expect(pieces(text).some(([, kind]) => kind === "string")).toBe(true);
});

