/** What is drawn, in words: labels, rows of the list, and what is read out. */
import type { Edge, Node, Picture, Status } from "../api";
import { day } from "../shared/day";
import { counted, statusText, texts } from "../texts";
import { type Drawn, oneLine, type Scene } from "./picture";
import { formOf, type Form } from "./style";

const EDGE_LABEL = 44;
const NODE_LABEL = 46;

/** All that a node is called, also where its label is shorter because its edges tell the rest. */
export const fullName = (node: Node | undefined): string => node?.title ?? node?.label ?? "";

/** How something stands that is no fact, as a label has room for it. */
const standingWord = (status: Status): string => (status === "Asserted" ? texts.graph.unsure : statusText(status).name);

/** "2 alleged, 1 denied": the statuses of those that are no facts. */
export function doubts(edges: { status: Status; fact: boolean }[]): string {
  const counts = new Map<Status, number>();
  for (const edge of edges) if (!edge.fact) counts.set(edge.status, (counts.get(edge.status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${statusText(status).name}`).join(", ");
}

/** "alleged: charge", "5 statements: 2 alleged". */
export function edgeLabel(edge: Drawn): string {
  if (edge.bundle) {
    const doubted = doubts(edge.bundle);
    return `${counted(edge.bundle.length, texts.graph.statement)}${doubted ? `: ${doubted}` : ""}`;
  }
  const says = oneLine(edge.label, EDGE_LABEL);
  return edge.fact ? says : `${standingWord(edge.status)}: ${says}`;
}

/** The form of an edge's line. A bundle has that of its statements where they agree. */
export function edgeForm(edge: Drawn): Form {
  const forms = new Set((edge.bundle ?? [edge]).map((one) => formOf(one.status, one.fact)));
  return forms.size === 1 ? [...forms][0]! : "Mixed";
}

/** Whether an event is told as a fact, and how it stands if it is not. */
export function eventStatus(node: Node, edges: Edge[]): { status: Status; fact: boolean } | undefined {
  if (node.group !== "event") return undefined;
  // Not the edge that leads to it from an event that tells of it: an agreement is a fact, what is agreed lies ahead.
  const own = edges.filter((edge) => edge.kind === "role" && edge.source === node.id);
  const status = node.status ?? own[0]?.status ?? "Asserted";
  return { status, fact: node.fact ?? (own.length ? own.some((edge) => edge.fact) : status === "Asserted") };
}

export function nodeLabel(node: Node, more: number, pinned: boolean, standing?: { status: Status; fact: boolean }): string {
  const prefix = standing && !standing.fact ? `${standingWord(standing.status)}: ` : "";
  const further = [more ? `+${more}` : "", pinned ? texts.graph.pinnedMark : ""].filter(Boolean).join(" · ");
  const when = node.group === "event" && node.start ? `, ${day(node.start)}` : "";
  return `${prefix}${oneLine(node.label, NODE_LABEL)}${when}${further ? `\n${further}` : ""}`;
}

/** A statement of the list. */
export interface Row { at: string; subject: Node[]; says: string; object: string; objects: Node[]; status: Status; fact: boolean; speakers: string[]; claims: string[]; articles: string[] }

function rowOfEvent(event: Node, roles: Edge[], nodes: Map<string, Node>): Row {
  const other = (role: Edge): Node | undefined => nodes.get(role.source === event.id ? role.target : role.source);
  const sorted = [...roles].sort((a, b) => a.rank - b.rank);
  const first = sorted[0]?.rank;
  const subject = sorted.filter((role) => role.rank === first).flatMap((role) => other(role) ?? []);
  const rest = sorted.filter((role) => role.rank !== first);
  const { status, fact } = eventStatus(event, roles)!;
  const all = (pick: (edge: Edge) => string[]): string[] => [...new Set(sorted.flatMap(pick))];
  return {
    at: event.id, subject, says: event.kindLabel, status, fact,
    object: rest.map((role) => `${role.label}: ${oneLine(fullName(other(role)))}`).join("; "), objects: rest.flatMap((role) => other(role) ?? []),
    speakers: all((edge) => edge.speakers), claims: all((edge) => edge.claims), articles: all((edge) => edge.articles),
  };
}

function rowOfEdge(edge: Edge, nodes: Map<string, Node>): Row {
  const subject = nodes.get(edge.source), object = nodes.get(edge.target);
  return {
    at: edge.id, subject: subject ? [subject] : [], says: edge.label, object: oneLine(object?.label ?? ""), objects: object ? [object] : [],
    status: edge.status, fact: edge.fact, speakers: edge.speakers, claims: edge.claims, articles: edge.articles,
  };
}

/** The statement of one drawn edge; of a bundle, of its first. NODES also has what a folded event hides. */
export function rowOf(edge: Drawn, nodes: Map<string, Node>): Row {
  return edge.folded ? rowOfEvent(edge.folded.event, edge.folded.roles, nodes) : rowOfEdge(edge, nodes);
}

/** The statements of an event that is drawn as a node. */
export function rowOfNode(event: Node, picture: Pick<Picture, "edges">, nodes: Map<string, Node>): Row {
  return rowOfEvent(event, picture.edges.filter((edge) => edge.kind === "role" && (edge.source === event.id || edge.target === event.id)), nodes);
}

/** All visible statements, each once: an event with all its roles is one. */
export function rows(scene: Scene, nodes: Map<string, Node>): Row[] {
  const roles = new Map<string, Edge[]>();
  const found = new Map<string, Row>();
  for (const edge of scene.edges.flatMap((each) => each.bundle ?? [each])) {
    const event = edge.kind === "role" ? [edge.source, edge.target].find((id) => nodes.get(id)?.group === "event") : undefined;
    if (event) roles.set(event, [...(roles.get(event) ?? []), edge]);
    else if (!found.has(edge.at)) found.set(edge.at, rowOf(edge, nodes));
  }
  for (const [event, own] of roles) found.set(event, rowOfEvent(nodes.get(event)!, own, nodes));
  return [...found.values()];
}

/** "Maduro, person, 3 statements, 12 more not drawn", as a screen reader says it. */
export function spokenNode(node: Node, edges: Edge[], more: number, standing?: { status: Status; fact: boolean }): string {
  const own = edges.filter((edge) => edge.source === node.id || edge.target === node.id).length;
  return [oneLine(fullName(node)), node.kindLabel, ...(standing && !standing.fact ? [statusText(standing.status).name] : []), counted(own, texts.graph.edge),
    ...(more ? [texts.graph.moreNotDrawn(more)] : [])].join(", ");
}

export function spokenRow(row: Row): string {
  const standing = row.fact ? "" : `${statusText(row.status).name}: `;
  return `${standing}${row.subject.map((node) => oneLine(node.label)).join(", ")}: ${row.says}: ${row.object}${row.speakers.length ? `. ${texts.graph.saidBy} ${row.speakers.join(", ")}` : ""}`;
}
