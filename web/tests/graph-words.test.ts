import { expect, test } from "vitest";
import type { Edge, Node } from "../src/api";
import { eventStatus, nodeLabel } from "../src/graph/words";

const node = (id: string, more: Partial<Node> = {}): Node => ({ id, label: id, kind: "Agreement", kindLabel: "agreement", group: "event", ...more });
const role = (source: string, target: string, more: Partial<Edge> = {}): Edge => ({
  id: `${source}>${target}`, source, target, property: "content", label: "content", kind: "role", rank: 4, status: "Asserted", fact: true, speakers: [], claims: [], articles: [], ...more,
});

test("what an agreement is about is planned, though the agreement is a fact", () => {
  const planned = node("visit", { status: "Planned", fact: false });
  const edges = [role("agreement", "visit"), role("visit", "Ana", { status: "Planned", fact: false })];
  const standing = eventStatus(planned, edges);
  expect(standing).toEqual({ status: "Planned", fact: false });
  expect(nodeLabel(planned, 0, false, standing)).toBe("planned: visit");
});

test("without a word of its own an event stands as its roles do", () => {
  expect(eventStatus(node("visit"), [role("agreement", "visit"), role("visit", "Ana", { status: "Alleged", fact: false })])).toEqual({ status: "Alleged", fact: false });
});

test("an event that is only pointed at is no fact by that", () => {
  expect(eventStatus(node("visit", { status: "Planned" }), [role("agreement", "visit")])?.fact).toBe(false);
});
