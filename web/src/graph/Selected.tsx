/** The panel of whatever is selected: a node, a statement, a folded event, a bundle, or nothing. */
import type { Node, Picture } from "../api";
import { texts } from "../texts";
import { type Actions, BundlePanel, EdgePanel, NodePanel } from "./Panel";
import type { Point } from "./layout";
import { type Drawn, edgesAt, nodeAt, type Scene } from "./picture";
import { eventStatus, type Row, rowOf, rowOfNode } from "./words";

interface Props {
  at?: string; scene: Scene; picture: Picture; nodes: Map<string, Node>; list: Row[]; pinned: Map<string, Point>; start: string[]; asking?: string;
  actions: (node: Node) => Actions;
  onSelect: (at: string | undefined) => void;
  onEvidence?: (claims: string[], articles: string[]) => void;
}

export function Selected({ at, scene, picture, nodes, list, pinned, start, asking, actions, onSelect, onEvidence }: Props) {
  const node = nodeAt(scene.nodes, at);
  const [edge] = edgesAt(scene, at);
  const evidence = (from: { claims: string[]; articles: string[] }) => (onEvidence && from.claims.length ? () => onEvidence(from.claims, from.articles) : undefined);
  if (node) {
    const standing = eventStatus(node, picture.edges) && rowOfNode(node, picture, nodes);
    const touching = list.filter((row) => row.at === node.id || row.subject.includes(node) || row.objects.includes(node));
    return <NodePanel node={node} more={picture.more[node.id] ?? 0} pinned={pinned.has(node.id)} start={start.includes(node.id)} standing={standing} rows={touching}
      actions={actions(node)} busy={asking === node.id} onSelect={onSelect} onEvidence={standing && evidence(standing)} />;
  }
  if (!edge) return <p class="soft">{texts.graph.nothing}</p>;
  const inner = edge.bundle?.find((one) => one.id === at || one.at === at);
  if (edge.bundle && !inner) {
    return <BundlePanel ends={[nodes.get(edge.source)!, nodes.get(edge.target)!]} rows={edge.bundle.map((one) => rowOf(one, nodes))} onSelect={onSelect} onEvidence={evidence(edge)} />;
  }
  const one: Drawn = inner ?? edge;
  const row = rowOf(one, nodes);
  const roles = one.folded?.roles.flatMap((role) => {
    const filler = nodes.get(role.source === one.folded!.event.id ? role.target : role.source);
    return filler ? [{ label: role.label, node: filler }] : [];
  });
  return <EdgePanel row={row} event={one.folded?.event} roles={roles} articles={picture.articles} onEvidence={evidence(row)} onBack={edge.bundle && (() => onSelect(edge.at))} />;
}
