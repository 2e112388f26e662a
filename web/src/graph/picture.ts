/** Values and operations on pictures: merging, neighbours, and what a collapsed node takes with it. */
import type { Edge, Node, Picture } from "../api";

/** An edge as it is drawn: one statement, an event that was folded, or a bundle of several statements. */
export interface Drawn extends Edge {
  /** What the address and the panel call it: the folded event, the bundle, or the edge itself. */
  at: string;
  /** The event that became this edge, with its roles. */
  folded?: { event: Node; roles: Edge[] };
  /** The statements of a bundle. */
  bundle?: Drawn[];
}
export interface Scene { nodes: Node[]; edges: Drawn[] }


const union = (one: string[], other: string[]): string[] => [...new Set([...one, ...other])];

/** One picture with all that the others show. Of what several say about the same node, the latest counts. */
export function merge(...pictures: Picture[]): Picture {
  const nodes = new Map<string, Node>();
  const edges = new Map<string, Edge>();
  const more: Record<string, number> = Object.create(null) as Record<string, number>;
  const articles: Picture["articles"] = {};
  for (const picture of pictures) {
    for (const node of picture.nodes) {
      const further = picture.more[node.id] ?? 0;
      more[node.id] = nodes.has(node.id) ? Math.min(more[node.id] ?? 0, further) : further;
      nodes.set(node.id, { ...nodes.get(node.id), ...node });
    }
    for (const edge of picture.edges) {
      const known = edges.get(edge.id);
      edges.set(edge.id, known ? {
        ...known, ...edge, fact: known.fact || edge.fact,
        speakers: union(known.speakers, edge.speakers), claims: union(known.claims, edge.claims), articles: union(known.articles, edge.articles),
      } : edge);
    }
    Object.assign(articles, picture.articles);
  }
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()].filter((edge) => nodes.has(edge.source) && nodes.has(edge.target)),
    articles,
    more: Object.fromEntries(Object.entries(more).filter(([, count]) => count > 0)),
  };
}

/** The nodes beside each node. */
export function neighbours(picture: { nodes: Node[]; edges: Edge[] }): Map<string, Set<string>> {
  const beside = new Map<string, Set<string>>(picture.nodes.map((node) => [node.id, new Set()]));
  for (const { source, target } of picture.edges) {
    if (source === target) continue;
    beside.get(source)?.add(target);
    beside.get(target)?.add(source);
  }
  return beside;
}

/** What hangs on the CLOSED nodes alone: what the KEPT nodes reach, and no longer reach once nothing passes through a closed one. */
export function hanging(picture: { nodes: Node[]; edges: Edge[] }, closed: Set<string>, kept: Set<string>): Set<string> {
  if (!closed.size) return new Set();
  const beside = neighbours(picture);
  const reach = (shut: Set<string>): Set<string> => {
    const reached = new Set([...kept].filter((id) => beside.has(id)));
    const queue = [...reached];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const next of beside.get(id) ?? []) {
        if (reached.has(next) || (shut.has(id) && !shut.has(next))) continue;
        reached.add(next);
        queue.push(next);
      }
    }
    return reached;
  };
  const open = reach(closed);
  return new Set([...reach(new Set())].filter((id) => !open.has(id)));
}

/** The picture without these nodes and without the edges that end in them. */
export function without(picture: Picture, ids: Set<string>): Picture {
  if (!ids.size) return picture;
  return {
    ...picture,
    nodes: picture.nodes.filter((node) => !ids.has(node.id)),
    edges: picture.edges.filter((edge) => !ids.has(edge.source) && !ids.has(edge.target)),
  };
}

/** The drawn edges that stand for what is selected: none where AT is a node that is drawn. */
export function edgesAt(scene: Scene, at: string | undefined): Drawn[] {
  if (!at) return [];
  return scene.edges.filter((edge) => edge.at === at || edge.id === at || edge.bundle?.some((one) => one.at === at || one.id === at));
}

/** The node of an id or of an IRI. */
export function nodeAt(nodes: Node[], at: string | undefined): Node | undefined {
  return at === undefined ? undefined : nodes.find((node) => node.id === at) ?? nodes.find((node) => node.iri === at);
}

/** A label for one line: no line breaks, no control characters, and no marks that turn the direction of other text. */
export function oneLine(label: string, most = Infinity): string {
  const clean = label.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, " ").replace(/\s+/g, " ").trim();
  const letters = [...clean];
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : clean;
}
