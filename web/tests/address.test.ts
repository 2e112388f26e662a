// @vitest-environment jsdom
import { expect, test } from "vitest";
import { articlePage, pageOf, setBase } from "../src/address";

test("a thing of the graph has the path of its IRI", () => {
  setBase("https://w3id.org/news-kg/");
  expect(pageOf("https://w3id.org/news-kg/entity/Ana_Ruiz.person")).toBe("/entity/Ana_Ruiz.person");
  expect(pageOf("https://w3id.org/news-kg/ontology#Person")).toBe("/ontology#Person");
});

test.each(["https://w3id.org/news-kg//evil.example/phish", "https://w3id.org/news-kg/../x", "https://w3id.org/news-kg/entity/../../x", "javascript:alert(1)", "https://elsewhere.example/a"])(
  "%s is never a path of its own", (iri) => {
    expect(pageOf(iri)).toBe(`/resource?iri=${encodeURIComponent(iri)}`);
  });

test("what an article is opened at cannot add parameters", () => {
  expect(new URL(articlePage("https://a.example/1", "x&evidence=y#z"), "http://h").searchParams.get("at")).toBe("x&evidence=y#z");
});
