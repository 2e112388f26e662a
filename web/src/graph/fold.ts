/** Draw less without saying less: events become edges, parallel edges become bundles. */
import type { Edge, Node, Picture, Status } from "../api";
import type { Drawn, Scene } from "./picture";

/** From this rank on a role says when, where and how, not who or what. */
const CIRCUMSTANCE = 4;
/** Up to so many edges between two nodes are drawn one by one. */
export const APART = 3;

interface Happening { event: Node; roles: Edge[] }
/** The end of a role that is not its event. */
const filler = (role: Edge, event: string): string => (role.source === event ? role.target : role.source);

function happenings(picture: { nodes: Node[]; edges: Edge[] }): Map<string, Happening> {
  const found = new Map<string, Happening>();
  for (const node of picture.nodes) if (node.group === "event") found.set(node.id, { event: node, roles: [] });
  for (const edge of picture.edges) {
    if (edge.kind !== "role") continue;
    (found.get(edge.source) ?? found.get(edge.target))?.roles.push(edge);
  }
  for (const { roles } of found.values()) roles.sort((a, b) => a.rank - b.rank);
  return found;
}

/** Whose edges an event becomes: from those who stand first in it to the other main fillers. Undefined where it has fewer than two. */
function ends({ event, roles }: Happening, entities: Set<string>): [string, Edge][] | undefined {
  const own = roles.filter((role) => entities.has(filler(role, event.id)));
  const main = own.filter((role) => role.rank < CIRCUMSTANCE);
  const counted = new Set(main.map((role) => filler(role, event.id))).size > 1 ? main : own;
  const first = counted[0];
  if (!first) return undefined;
  const from = new Set(counted.filter((role) => role.rank === first.rank).map((role) => filler(role, event.id)));
  let to = counted.filter((role) => !from.has(filler(role, event.id)));
  if (!to.length) {
    from.clear();
    from.add(filler(first, event.id));
    to = counted.filter((role) => !from.has(filler(role, event.id)));
  }
  return to.length ? [...from].flatMap((source) => to.map((role): [string, Edge] => [source, role])) : undefined;
}

const flat = (lists: string[][]): string[] => [...new Set(lists.flat())];

/** How several statements stand together: undefined where they differ. */
export function commonStatus(edges: { status: Status }[]): Status | undefined {
  const [first, ...others] = edges;
  return first && others.every((edge) => edge.status === first.status) ? first.status : undefined;
}

/** Edges in place of events. An event stays a node where it has fewer than two entities, or where another event or relation has a part for it. */
export function fold(picture: { nodes: Node[]; edges: Edge[] }): Scene {
  const entities = new Set(picture.nodes.filter((node) => node.group === "entity").map((node) => node.id));
  const happened = happenings(picture);
  const held = new Set<string>();
  for (const edge of picture.edges) {
    if (edge.kind === "relation") { held.add(edge.source); held.add(edge.target); }
    else if (happened.has(edge.source) && happened.has(edge.target)) { held.add(edge.source); held.add(edge.target); }
  }
  const edges: Drawn[] = [];
  const gone = new Set<string>();
  for (const { event, roles } of happened.values()) {
    const pairs = held.has(event.id) ? undefined : ends({ event, roles }, entities);
    if (!pairs) continue;
    gone.add(event.id);
    const status = event.status ?? commonStatus(roles) ?? roles[0]!.status;
    for (const [source, role] of pairs) edges.push({
      id: `${event.id}>${source}>${filler(role, event.id)}`, at: event.id, source, target: filler(role, event.id),
      property: event.kind, label: event.kindLabel, kind: "relation", rank: role.rank, status, fact: roles.every((one) => one.fact),
      speakers: flat(roles.map((one) => one.speakers)), claims: flat(roles.map((one) => one.claims)), articles: flat(roles.map((one) => one.articles)),
      folded: { event, roles },
    });
  }
  for (const edge of picture.edges) if (!gone.has(edge.source) && !gone.has(edge.target)) edges.push({ ...edge, at: edge.id });
  const touched = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  const before = new Set(picture.edges.flatMap((edge) => [edge.source, edge.target]));
  // What had a minor role in a folded event, and in nothing else, is told in the panel: a node without an edge says nothing.
  const nodes = picture.nodes.filter((node) => !gone.has(node.id) && (touched.has(node.id) || !before.has(node.id)));
  return { nodes, edges };
}

/** The same nodes and edges, with what an edge needs to be drawn. */
export function asDrawn(picture: Pick<Picture, "nodes" | "edges">): Scene {
  return { nodes: picture.nodes, edges: picture.edges.map((edge) => ({ ...edge, at: edge.id })) };
}

/** One edge in place of more than three between the same two nodes, whichever way they go. */
export function bundle(scene: Scene): Scene {
  const between = new Map<string, Drawn[]>();
  for (const edge of scene.edges) {
    const key = JSON.stringify([edge.source, edge.target].sort());
    const there = between.get(key);
    if (there) there.push(edge); else between.set(key, [edge]);
  }
  const edges: Drawn[] = [];
  for (const [key, there] of between) {
    const first = there[0]!;
    if (there.length <= APART) { edges.push(...there); continue; }
    const oneWay = there.every((edge) => edge.source === first.source);
    const id = `bundle:${key}`;
    edges.push({
      ...first, id, at: id, property: "", label: String(there.length), kind: "relation", rank: oneWay ? 0 : -1, fact: there.every((edge) => edge.fact),
      status: commonStatus(there) ?? first.status, folded: undefined, bundle: there,
      speakers: flat(there.map((edge) => edge.speakers)), claims: flat(there.map((edge) => edge.claims)), articles: flat(there.map((edge) => edge.articles)),
    });
  }
  return { nodes: scene.nodes, edges };
}
