// @vitest-environment jsdom
import { expect, test } from "vitest";
import ontology from "../../ontology/kg.ttl?raw";
import { STATUSES } from "../src/api";
import { graphml, iri, literal, turtle, xml } from "../src/graph/exports";
import { asDrawn, fold } from "../src/graph/fold";
import { force } from "../src/graph/forces";
import { commandOf, nearest } from "../src/graph/keys";
import { initial, near } from "../src/graph/layout";
import { groupOf, KINDS, LINES } from "../src/graph/style";
import { svg, wrap } from "../src/graph/svg";
import { charge, edge, node, picture } from "./graph-pictures";


const HOSTILE = `</text><script>alert("1")</script>&amp; ' \u0000\u202e ]]> \n "quoted" \\ \ud800`;
const hostile = picture([node("a", { label: HOSTILE, kind: HOSTILE }), node("b", { iri: `http://x/> . <http://evil` })],
  [edge("a", "b", { label: HOSTILE, property: HOSTILE, speakers: [HOSTILE] }), edge("b", "a", { status: "Alleged", speakers: [HOSTILE], claims: ["urn:c"] })]);
const parsed = (text: string): Document => new DOMParser().parseFromString(text, "application/xml");

test("XML holds no character that it may not hold", () => expect(xml(`a\u0000<\ud800"\n👍`)).toBe("a&lt;&quot;&#10;👍"));
test("GraphML gives hostile labels back", () => {
  const document = parsed(graphml(hostile));
  expect(document.querySelector("parsererror")).toBeNull();
  expect(document.querySelectorAll("script")).toHaveLength(0);
  expect(document.querySelector(`node data[key="node_label"]`)!.textContent).toBe(HOSTILE.replace("\u0000", "").replace("\ud800", ""));
  expect(document.querySelector("edge")!.getAttribute("target")).toBe("n1");
});
test("SVG is well formed whatever the labels, and has no script", () => {
  const palette = { "--paper": `"><script>`, "--ink": "#000" };
  const text = svg({ title: HOSTILE, palette, nodes: [{ x: 0, y: 0, width: 20, height: 20, label: HOSTILE, title: HOSTILE, group: "Person" }],
    edges: [{ points: [{ x: 0, y: 0 }, { x: 9, y: 9 }], label: HOSTILE, form: "Alleged", arrow: true }] });
  const document = parsed(text);
  expect(document.querySelector("parsererror")).toBeNull();
  expect(document.querySelectorAll("script, style, [style]")).toHaveLength(0);
});
test("SVG draws a status by its line", () => {
  const drawn = (form: keyof typeof LINES) => svg({ title: "", palette: {}, nodes: [], edges: [{ points: [{ x: 0, y: 0 }, { x: 90, y: 0 }], label: "", form, arrow: true }] });
  expect(new Set((Object.keys(LINES) as (keyof typeof LINES)[]).map((form) => drawn(form))).size).toBe(STATUSES.length + 2);
  expect(drawn("Asserted")).not.toContain("stroke-dasharray");
  expect(drawn("Alleged")).toContain(`stroke-dasharray="1 5"`);
});
test("a picture of nothing is an SVG", () => expect(parsed(svg({ title: "", palette: {}, nodes: [], edges: [] })).querySelector("parsererror")).toBeNull());
test("each status has a line of its own", () => {
  const looks = Object.values(LINES).map(({ dash, arrow, hollow, width }) => JSON.stringify([dash, arrow, hollow, width]));
  expect(new Set(looks).size).toBe(looks.length);
});
test("words are wrapped, and broken lines stay broken", () => expect(wrap("one two three\n+4", 8)).toEqual(["one two", "three", "+4"]));

test("Turtle states facts alone", () => {
  const text = turtle(charge());
  expect(text).toContain("<http://x/ev> kg:agent <http://x/doj> .");
  expect(text).toContain(`<http://x/ev> kg:time "2026-01-05"^^xsd:date .`);
  expect(text).not.toContain("kg:Claim");
});
test("Turtle tells what is no fact as claims", () => {
  const text = turtle(charge("Alleged"));
  expect(text).not.toMatch(/^<http:\/\/x\/ev> kg:agent/m);
  expect(text).toContain("_:c0 a kg:Claim ;\n    kg:status kg:Alleged ;\n    rdf:subject <http://x/ev> ;\n    rdf:predicate kg:patient ;\n    rdf:object <http://x/maduro> .");
  expect(text).toContain("<http://x/ev> a kg:ClaimedEvent ; kg:claimedType kg:Charge ; kg:status kg:Alleged ;");
});
test("Turtle cannot be broken out of", () => {
  const text = turtle(hostile);
  expect(text).not.toContain("<http://evil");
  expect(text.split("\n").filter((line) => line.includes("rdfs:label")).every((line) => /rdfs:label "(?:[^"\\\n]|\\["\\nrt]|\\u[0-9A-F]{4})*" /.test(line))).toBe(true);
  expect(iri("http://x/> <\u0000{")).toBe("<http://x/%3E%20%3C%00%7B>");
  expect(literal("a\"\\\n\u202e\ud800")).toBe(`"a\\"\\\\\\n\\u202E\ufffd"`);
});

test("the classes of organizations and places are those of the ontology", () => {
  const parents = new Map([...ontology.matchAll(/^kg:(\w+) a owl:Class[^]*?\n\n/gm)].map(([block, name]) => [name!, [.../rdfs:subClassOf ([^;.]*)[;.]/.exec(block)?.[1]?.matchAll(/kg:(\w+)/g) ?? []].map((one) => one[1]!)]));
  const below = (name: string, top: string): boolean => name === top || (parents.get(name) ?? []).some((parent) => below(parent, top));
  expect(parents.size).toBeGreaterThan(100);
  for (const name of parents.keys()) {
    if (below(name, "Organization")) expect([name, KINDS[name]]).toEqual([name, "Organization"]);
    if (below(name, "Place")) expect([name, KINDS[name]]).toEqual([name, "Place"]);
  }
});
test("a value is no person whatever its kind", () => expect(groupOf({ group: "value", kind: "Person" })).toBe("Value"));

const star = picture(["a", "b", "c", "d"].map((id) => node(id)), [edge("a", "b"), edge("a", "c"), edge("a", "d")]);
test("a layout begins with its start in the middle and is the same each time", () => {
  const places = initial(star, ["a"]);
  expect(initial(star, ["a"])).toEqual(places);
  const [a, ...others] = star.nodes.map(({ id }) => places.get(id)!);
  expect(new Set(others.map(({ x, y }) => Math.round(Math.hypot(x - a!.x, y - a!.y)))).size).toBe(1);
});
test("forces give the same places each time and leave what is fixed", () => {
  const bodies = star.nodes.map(({ id }) => ({ id, ...initial(star, ["a"]).get(id)!, width: 30, height: 30, fixed: id === "b" }));
  const forces = { bodies, links: star.edges.map(({ source, target }): [string, string] => [source, target]) };
  const places = force(forces);
  expect(force(forces)).toEqual(places);
  expect(places.b).toEqual({ x: bodies[1]!.x, y: bodies[1]!.y });
});
test("what is new stands near what it hangs on", () => {
  const known = new Map([["a", { x: 500, y: 500 }], ["b", { x: 0, y: 0 }]]);
  const fresh = near(star, known);
  expect([...fresh.keys()]).toEqual(["c", "d"]);
  for (const { x, y } of fresh.values()) expect(Math.hypot(x - 500, y - 500)).toBeLessThan(150);
});
test("arrow keys go to the nearest in their direction", () => {
  const points = [{ id: "far", x: 100, y: 0 }, { id: "near", x: 40, y: 10 }, { id: "above", x: 5, y: -30 }, { id: "here", x: 0, y: 0 }];
  expect(nearest({ x: 0, y: 0 }, points, "right")?.id).toBe("near");
  expect(nearest({ x: 0, y: 0 }, points, "up")?.id).toBe("above");
  expect(nearest({ x: 0, y: 0 }, points, "left")).toBeUndefined();
});
test("keys of the browser stay the browser's", () => {
  expect(commandOf(new KeyboardEventLike("c", true))).toBeUndefined();
  expect(commandOf(new KeyboardEventLike("Enter"))).toBe("expand");
});
class KeyboardEventLike { readonly metaKey = false; readonly altKey = false; constructor(readonly key: string, readonly ctrlKey = false) {} }

test("a folded picture can be exported too", () => expect(graphml(fold(charge()))).toContain("charge"));
test("a picture is drawn edge by edge", () => expect(asDrawn(star).edges.map(({ at }) => at)).toEqual(star.edges.map(({ id }) => id)));
