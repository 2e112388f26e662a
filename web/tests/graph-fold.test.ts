import { expect, test } from "vitest";
import { asDrawn, bundle, fold } from "../src/graph/fold";
import { edgesAt, hanging, merge, nodeAt, oneLine, without } from "../src/graph/picture";
import { edgeForm, edgeLabel, nodeLabel, rows } from "../src/graph/words";
import { charge, edge, event, node, picture, role } from "./graph-pictures";

const ends = (edges: { source: string; target: string; label: string }[]) => edges.map(({ source, label, target }) => `${source} ${label} ${target}`);

test("an event becomes edges from who stands first to the other main fillers", () => {
  const { nodes, edges } = fold(charge());
  expect(ends(edges)).toEqual(["doj charge maduro", "doj charge offence"]);
  expect(nodes.map(({ id }) => id)).toEqual(["doj", "maduro", "offence"]);
  expect(edges[0]!.at).toBe("ev");
  expect(edges[0]!.folded!.roles).toHaveLength(4);
});
test("a folded event keeps how it stands", () => {
  const [first] = fold(charge("Alleged")).edges;
  expect(first).toMatchObject({ status: "Alleged", fact: false });
  expect(edgeLabel(first!)).toBe("alleged: charge");
});
test("roles that point at the event fold as well", () => {
  const turned = picture([event("ev"), node("a"), node("b")], [edge("a", "ev", { kind: "role", rank: 0 }), edge("b", "ev", { kind: "role", rank: 1, id: "z" })]);
  expect(ends(fold(turned).edges)).toEqual(["a charge b"]);
});
test("an event with one entity stays a node", () => {
  const one = picture([event("ev"), node("a"), node("v", { group: "value" })], [role("ev", "agent", 0, "a"), role("ev", "time", 4, "v")]);
  expect(fold(one).nodes).toHaveLength(3);
});
test("an event that another event has a part for stays a node", () => {
  const nested = picture([event("ev"), event("said"), node("a"), node("b"), node("c")],
    [role("ev", "agent", 0, "a"), role("ev", "patient", 1, "b"), role("said", "agent", 0, "c"), role("said", "theme", 2, "ev")]);
  expect(fold(nested).nodes.map(({ id }) => id)).toEqual(["ev", "said", "a", "b", "c"]);
});
test("two who act together become one edge", () => {
  const meeting = picture([event("ev", { kindLabel: "meeting" }), node("a"), node("b")], [role("ev", "agent", 0, "a"), role("ev", "agent", 0, "b")]);
  expect(ends(fold(meeting).edges)).toEqual(["a meeting b"]);
});
test("where only the place stands beside the agent, it is the other end", () => {
  const held = picture([event("ev"), node("a"), node("city", { kind: "City" })], [role("ev", "agent", 0, "a"), role("ev", "place", 4, "city")]);
  expect(ends(fold(held).edges)).toEqual(["a charge city"]);
});

const parallel = (n: number) => asDrawn(picture([node("a"), node("b"), node("c")], [
  ...Array.from({ length: n }, (_, i) => (i % 2 ? edge("a", "b", { id: `e${i}`, property: `p${i}` }) : edge("b", "a", { id: `e${i}`, property: `p${i}`, status: "Alleged" }))), edge("b", "c")]));
test("three parallel edges stay apart", () => expect(bundle(parallel(3)).edges).toHaveLength(4));
test("four parallel edges become a bundle that says how many are doubtful", () => {
  const { edges } = bundle(parallel(4));
  expect(edges).toHaveLength(2);
  expect(edgeLabel(edges[0]!)).toBe("4 statements: 2 alleged");
  expect(edgeForm(edges[0]!)).toBe("Mixed");
  expect(edges[0]!.claims).toEqual(["c-b-a", "c-a-b"]);
});
test("a statement of a bundle is found in it", () => {
  const scene = bundle(parallel(4));
  expect(edgesAt(scene, "e2").map(({ id }) => id)).toEqual([scene.edges[0]!.id]);
});
test("node ids that hold a separator are not taken for another pair", () => {
  const odd = asDrawn(picture([node("a|b"), node("c"), node("a"), node("b|c")], [0, 1].flatMap((i) => [edge("a|b", "c", { id: `x${i}` }), edge("a", "b|c", { id: `y${i}` })])));
  expect(bundle(odd).edges).toHaveLength(4);
});

test("merging joins what several pictures say of an edge", () => {
  const one = picture([node("a"), node("b")], [edge("a", "b", { speakers: ["X"] })], { more: { a: 9, b: 4 } });
  const other = picture([node("b"), node("a"), node("c")], [edge("a", "b", { speakers: ["Y"] }), edge("b", "c"), edge("b", "lost")], { more: { a: 12 } });
  const merged = merge(one, other);
  expect(merged.nodes.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(merged.edges.map(({ id }) => id)).toEqual(["a-knows-b", "b-knows-c"]);
  expect(merged.edges[0]!.speakers).toEqual(["X", "Y"]);
  expect(merged.more).toEqual({ a: 9 });
});
test("merging twice changes nothing", () => { const one = charge(); expect(merge(one, one)).toEqual(merge(one)); });
test("ids of nodes may be names of properties of objects", () => {
  expect(merge(picture([node("__proto__"), node("constructor")], [])).more).toEqual({});
});

const chain = picture(["a", "b", "c", "d", "e"].map((id) => node(id)), [edge("a", "b"), edge("b", "c"), edge("b", "d"), edge("d", "a"), edge("c", "e")]);
test("collapsing takes what hangs on the node alone", () => expect([...hanging(chain, new Set(["b"]), new Set(["a"]))]).toEqual(["c", "e"]));
test("collapsing the start leaves it alone", () => expect([...hanging(chain, new Set(["a"]), new Set(["a"]))].sort()).toEqual(["b", "c", "d", "e"]));
test("what nothing connects is not taken", () => expect([...hanging(picture([node("a"), node("b")], []), new Set(["a"]), new Set(["a"]))]).toEqual([]));
test("hiding takes the edges of the node", () => expect(without(chain, new Set(["b"])).edges.map(({ id }) => id)).toEqual(["d-knows-a", "c-knows-e"]));
test("a node is found by its IRI", () => expect(nodeAt(chain.nodes, "http://x/c")?.id).toBe("c"));

test("labels are one line without marks of direction", () => {
  expect(oneLine("a\u202eb\n\tc\u0000")).toBe("a b c");
  expect(oneLine("👍👍👍👍", 3)).toBe("👍👍…");
});
test("the label of an event that is no fact says so", () => {
  expect(nodeLabel(event("ev", { label: "Use of a port" }), 3, true, { status: "Alleged", fact: false })).toBe("alleged: Use of a port\n+3 · pinned");
});
test("what is asserted and no fact is told apart from a fact", () => {
  const [stated, fact] = asDrawn(picture([node("a"), node("b")], [edge("a", "b", { fact: false }), edge("b", "a")])).edges;
  expect([edgeLabel(stated!), edgeForm(stated!), edgeLabel(fact!), edgeForm(fact!)]).toEqual(["not sure: knows", "Stated", "knows", "Asserted"]);
});

test("the list has one row for an event, folded or not", () => {
  const all = charge("Denied");
  const nodes = new Map(all.nodes.map((one) => [one.id, one]));
  const [open] = rows(asDrawn(all), nodes), [folded] = rows(fold(all), nodes);
  expect(open).toEqual(folded);
  expect(open).toMatchObject({ at: "ev", says: "charge", object: "patient: maduro; offence: offence; time: 2026-01-05", status: "Denied", fact: false });
});
