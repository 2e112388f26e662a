import { expect, test } from "vitest";
import { applyFilters, choices, type Filters, isFiltered, meets, readFilters, writeFilters } from "../src/graph/filters";
import { withPairs } from "../src/address";
import { charge, edge, event, node, picture, role } from "./graph-pictures";

const none: Filters = readFilters(new URLSearchParams());
const articles = { a1: { iri: "a1", title: "", publisher: "Reuters", published: "2026-01-05" }, a2: { iri: "a2", title: "", publisher: "BBC", published: "2026-02-09T10:00:00Z" } };
const sample = picture(
  [node("m"), node("co", { kind: "Company" }), node("city", { kind: "City" }), event("ev", { kind: "Meeting", start: "2025-12" }), node("alone", { kind: "City" })],
  [edge("m", "co", { property: "leads", articles: ["a1"] }), edge("co", "city", { property: "locatedIn", status: "Alleged", speakers: ["Police"], articles: ["a2"] }),
    role("ev", "agent", 0, "m", { articles: ["a2"] }), role("ev", "place", 4, "city", { articles: ["a2"] })],
  { articles });
const left = (filters: Partial<Filters>, start: string[] = []) => {
  const found = applyFilters(sample, { ...none, ...filters }, new Set(start));
  return [found.nodes.map(({ id }) => id).join(" "), found.edges.length];
};

test("no filter leaves the picture as it is", () => expect(applyFilters(sample, none, new Set())).toBe(sample));
test("a kind leaves its things, and events with them", () => expect(left({ kinds: ["City"] })).toEqual(["city ev alone", 1]));
test("what the picture starts from stays", () => expect(left({ kinds: ["City"] }, ["co"])).toEqual(["co city ev alone", 2]));
test("a type is a property or the class of an event", () => {
  expect(left({ types: ["leads"] })).toEqual(["m co alone", 1]);
  expect(left({ types: ["Meeting"] })).toEqual(["m city ev alone", 2]);
});
test("a status leaves what stands so", () => expect(left({ statuses: ["Alleged"] })).toEqual(["co city alone", 1]));
test("a speaker leaves what they say", () => expect(left({ speakers: ["Police"] })).toEqual(["co city alone", 1]));
test("an outlet leaves what it published", () => expect(left({ outlets: ["Reuters"] })).toEqual(["m co alone", 1]));
test("days are those of the articles", () => expect(left({ since: "2026-02-01" })[1]).toBe(3));
test("days may be those of the events", () => expect(left({ until: "2025-12-31", time: "happened" })).toEqual(["m city ev alone", 2]));

test.each([
  ["2026-01-05", undefined, "2026-01-05", "2026-01-05", true], ["2026-01", undefined, "2026-01-20", "", true], ["2026", undefined, "", "2025-12-31", false],
  ["2026-01-05T10:00", undefined, "2026-01-05", "2026-01-05", true], ["2025-01", "2026-03", "2026-02-01", "", true], [undefined, undefined, "2026-01-01", "", false],
])("%s to %s meets %s to %s: %s", (start, end, since, until, expected) => expect(meets(start, end, since, until)).toBe(expected));

test("filters survive the address", () => {
  const filters: Filters = { ...none, kinds: ["Person", "City"], statuses: ["Denied"], speakers: ["A&B=?"], since: "2026-01-01", time: "happened" };
  const search = withPairs(new URLSearchParams("from=x"), writeFilters(filters));
  expect(readFilters(new URLSearchParams(search.toString()))).toEqual(filters);
  expect(search.get("from")).toBe("x");
});
test("an address cannot name a status or a day that there is not", () => {
  expect(isFiltered(readFilters(new URLSearchParams("status=constructor&since=yesterday")))).toBe(false);
});
test("an event counts once, whatever its roles", () => {
  const found = choices(charge("Alleged"));
  expect(found.statuses).toEqual([{ name: "Alleged", label: "Alleged", count: 1 }]);
  expect(found.types).toEqual([{ name: "Charge", label: "charge", count: 1 }]);
});
