/** Builders for the tests of the graph view. */
import type { Edge, Node, Picture, Status } from "../src/api";

export const node = (id: string, more: Partial<Node> = {}): Node => ({ id, iri: `http://x/${id}`, label: id, kind: "Person", kindLabel: "person", group: "entity", ...more });
export const event = (id: string, more: Partial<Node> = {}): Node => node(id, { group: "event", kind: "Charge", kindLabel: "charge", status: "Asserted", ...more });
export const edge = (source: string, target: string, more: Partial<Edge> = {}): Edge => {
  const status: Status = more.status ?? "Asserted";
  return { id: `${source}-${more.property ?? "knows"}-${target}`, source, target, property: "knows", label: "knows", kind: "relation", rank: 0, status, fact: status === "Asserted",
    speakers: [], claims: [`c-${source}-${target}`], articles: [], ...more };
};
export const role = (from: string, name: string, rank: number, to: string, more: Partial<Edge> = {}): Edge => edge(from, to, { property: name, label: name, kind: "role", rank, ...more });
export const picture = (nodes: Node[], edges: Edge[], more: Partial<Picture> = {}): Picture => ({ nodes, edges, articles: {}, more: {}, ...more });

/** The department charges Maduro with an offence; so it is said. */
export const charge = (status: Status = "Asserted"): Picture => picture(
  [event("ev", { status }), node("doj", { kind: "GovernmentBody" }), node("maduro"), node("offence", { kind: "Offence" }), node("v", { group: "value", kind: "date", iri: undefined, label: "2026-01-05" })],
  [role("ev", "patient", 1, "maduro", { status }), role("ev", "agent", 0, "doj", { status }), role("ev", "offence", 2, "offence", { status }), role("ev", "time", 4, "v", { status })],
);
