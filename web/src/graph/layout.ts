/** Where nodes stand: the same picture always gives the same layout. */
import type { Core, LayoutOptions, NodeSingular } from "cytoscape";
import type { Edge, Node } from "../api";
import { neighbours } from "./picture";
import { LARGE } from "./style";

export const LAYOUTS = ["forces", "rings", "tree"] as const;
export type Layout = (typeof LAYOUTS)[number];
export interface Point { x: number; y: number }
type Graph = { nodes: Node[]; edges: Edge[] };

const RING = 130;
/** How far apart the nodes of a ring are on average. */
const APART = 44;
/** About what a label takes, in pixels. */
const LABEL = { width: 120, character: 6, line: 16 };
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** About what a label takes below its node. */
export const labelSize = (label: string): { width: number; height: number } => {
  const written = LABEL.character * label.length;
  return { width: Math.min(LABEL.width, written), height: LABEL.line * Math.ceil(written / LABEL.width) };
};

/** The rectangle in which nodes and the labels below them lie. */
export function extent(nodes: (Point & { half: number; label: string })[]): Point & { width: number; height: number } {
  let left = Infinity, right = -Infinity, above = Infinity, below = -Infinity;
  for (const { x, y, half, label } of nodes) {
    const size = labelSize(label);
    const wide = Math.max(half, size.width / 2);
    left = Math.min(left, x - wide);
    right = Math.max(right, x + wide);
    above = Math.min(above, y - half);
    below = Math.max(below, y + half + size.height);
  }
  return { x: left, y: above, width: right - left, height: below - above };
}

/** One component in rings around its first node: each subtree has a sector as wide as its leaves. */
function rings(root: string, beside: Map<string, Set<string>>, placed: Map<string, Point>): number {
  const children = new Map<string, string[]>();
  const seen = new Set([root]);
  const order = [root];
  for (const id of order) {
    const own = [...beside.get(id)!].filter((next) => !seen.has(next));
    own.forEach((next) => { seen.add(next); order.push(next); });
    children.set(id, own);
  }
  const leaves = new Map<string, number>();
  for (const id of [...order].reverse()) leaves.set(id, Math.max(1, children.get(id)!.reduce((sum, next) => sum + leaves.get(next)!, 0)));
  const radii = [0];
  const depths = new Map([[root, 0]]);
  for (const id of order) for (const next of children.get(id)!) depths.set(next, depths.get(id)! + 1);
  const counts: number[] = [];
  for (const depth of depths.values()) counts[depth] = (counts[depth] ?? 0) + 1;
  for (let depth = 1; depth < counts.length; depth++) radii[depth] = Math.max(radii[depth - 1]! + RING, (counts[depth]! * APART) / (2 * Math.PI));
  const sectors = new Map([[root, { from: 0, to: 2 * Math.PI }]]);
  for (const id of order) {
    const { from, to } = sectors.get(id)!;
    const radius = radii[depths.get(id)!]!, angle = (from + to) / 2;
    placed.set(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    let at = from;
    for (const next of children.get(id)!) {
      const width = (to - from) * (leaves.get(next)! / leaves.get(id)!);
      sectors.set(next, { from: at, to: at + width });
      at += width;
    }
  }
  return radii[radii.length - 1]! + RING / 2;
}

/** Positions to begin with: rings around the START nodes and around the best connected node of every other component, side by side. */
export function initial(graph: Graph, start: string[]): Map<string, Point> {
  const beside = neighbours(graph);
  const first = new Set(start);
  const roots = graph.nodes.map((node) => node.id)
    .sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || beside.get(b)!.size - beside.get(a)!.size || (a < b ? -1 : 1));
  const placed = new Map<string, Point>();
  let right = 0, row = 0, below = 0, widest = 0;
  for (const root of roots) {
    if (placed.has(root)) continue;
    const own = new Map<string, Point>();
    const radius = rings(root, beside, own);
    widest = Math.max(widest, 2 * radius, RING * 2 * Math.sqrt(graph.nodes.length));
    if (right && right + 2 * radius > widest) { right = 0; row = below; }
    for (const [id, point] of own) placed.set(id, { x: point.x + right + radius, y: point.y + row + radius });
    right += 2 * radius;
    below = Math.max(below, row + 2 * radius);
  }
  return placed;
}

/** Places for what is new, near what it hangs on; KNOWN are the nodes that are drawn. */
export function near(graph: Graph, known: Map<string, Point>): Map<string, Point> {
  const beside = neighbours(graph);
  const placed = new Map(known);
  const fresh = new Map<string, Point>();
  const waiting = new Set(graph.nodes.map((node) => node.id).filter((id) => !known.has(id)));
  const turns = new Map<string, number>();
  for (let progress = true; waiting.size && progress;) {
    progress = false;
    for (const id of waiting) {
      const anchors = [...beside.get(id)!].filter((next) => placed.has(next));
      if (!anchors.length) continue;
      const points = anchors.map((next) => placed.get(next)!);
      const middle = { x: points.reduce((sum, point) => sum + point.x, 0) / points.length, y: points.reduce((sum, point) => sum + point.y, 0) / points.length };
      const turn = turns.get(anchors[0]!) ?? 0;
      turns.set(anchors[0]!, turn + 1);
      const radius = anchors.length > 1 ? 40 + 6 * turn : 90 + 5 * turn;
      const point = { x: middle.x + radius * Math.cos(turn * GOLDEN), y: middle.y + radius * Math.sin(turn * GOLDEN) };
      placed.set(id, point);
      fresh.set(id, point);
      waiting.delete(id);
      progress = true;
    }
  }
  const all = [...placed.values()];
  const left = all.length ? Math.min(...all.map((point) => point.x)) : 0;
  const below = all.length ? Math.max(...all.map((point) => point.y)) + RING : 0;
  [...waiting].forEach((id, i) => fresh.set(id, { x: left + (i % 10) * RING, y: below + Math.floor(i / 10) * RING }));
  return fresh;
}

/** The options of the two layouts that need no forces. */
export function options(cy: Core, layout: "rings" | "tree", start: string[]): LayoutOptions {
  const large = cy.nodes().length > LARGE;
  const common = { animate: false, fit: false, padding: 30 };
  const first = new Set(start);
  if (layout === "rings") return {
    ...common, name: "concentric", minNodeSpacing: large ? 14 : 36,
    concentric: (node: NodeSingular) => (first.has(node.id()) ? 1000 : node.degree(false)), levelWidth: () => 3,
  } as unknown as LayoutOptions;
  const roots = cy.nodes().filter((node) => first.has(node.id()));
  return {
    ...common, name: "breadthfirst", spacingFactor: large ? 0.6 : 1.1, avoidOverlap: true, roots: roots.length ? roots : undefined,
  } as unknown as LayoutOptions;
}
