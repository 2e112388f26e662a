/** Which part of a picture is shown, and how the address carries that. */
import { type Article, type Edge, type Node, type Picture, STATUSES, type Status } from "../api";

/** An empty list means: all. */
export interface Filters {
  kinds: string[];
  types: string[];
  statuses: Status[];
  speakers: string[];
  outlets: string[];
  since: string;
  until: string;
  /** Whether the days are those of the articles or those of the events. */
  time: "published" | "happened";
}
export const NAMES = { kinds: "kind", types: "type", statuses: "status", speakers: "speaker", outlets: "outlet" } as const;
export type Facet = keyof typeof NAMES;
export const FACETS = Object.keys(NAMES) as Facet[];

const isDay = (text: string | null): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? "");

export function readFilters(search: URLSearchParams): Filters {
  const since = search.get("since"), until = search.get("until");
  return {
    kinds: search.getAll("kind"), types: search.getAll("type"), speakers: search.getAll("speaker"), outlets: search.getAll("outlet"),
    statuses: search.getAll("status").filter((name): name is Status => (STATUSES as readonly string[]).includes(name)),
    since: isDay(since) ? since : "", until: isDay(until) ? until : "", time: search.get("time") === "happened" ? "happened" : "published",
  };
}

export function writeFilters(filters: Filters): Record<string, string | string[] | undefined> {
  return {
    ...Object.fromEntries(FACETS.map((facet) => [NAMES[facet], filters[facet]])),
    since: filters.since, until: filters.until, time: filters.time === "happened" && (filters.since || filters.until) ? "happened" : undefined,
  };
}

export const isFiltered = (filters: Filters): boolean => FACETS.some((facet) => filters[facet].length > 0) || Boolean(filters.since || filters.until);

/** The class by which an edge is filtered: of a role, that of its event. */
function typeOf(edge: Edge, nodes: Map<string, Node>): { name: string; label: string } {
  const event = edge.kind === "role" ? eventOf(edge, nodes) : undefined;
  return event ? { name: event.kind, label: event.kindLabel } : { name: edge.property, label: edge.label };
}
function eventOf(edge: Edge, nodes: Map<string, Node>): Node | undefined {
  return [edge.source, edge.target].map((id) => nodes.get(id)).find((node) => node?.group === "event");
}

/** Whether [start, end] of days meets [since, until]; "2026-01" and "2026" are all of their days. */
export function meets(start: string | undefined, end: string | undefined, since: string, until: string): boolean {
  if (!start && !end) return false;
  const first = (start ?? end)!.slice(0, 10), last = (end ?? start)!.slice(0, 10);
  // "2026-01" sorts before all days of its month, "2026-01~" behind them.
  return (!until || first <= until) && (!since || `${last}~` >= since);
}

function passesTime(edge: Edge, filters: Filters, nodes: Map<string, Node>, articles: Record<string, Article>): boolean {
  const { since, until, time } = filters;
  if (!since && !until) return true;
  if (time === "happened") {
    const event = edge.kind === "role" ? eventOf(edge, nodes) : undefined;
    return meets(event?.start, event?.end, since, until);
  }
  return edge.articles.some((iri) => meets(articles[iri]?.published, undefined, since, until));
}

const among = (wanted: string[], found: string[]): boolean => !wanted.length || found.some((one) => wanted.includes(one));
const outletsOf = (edge: Edge, articles: Record<string, Article>): string[] => edge.articles.flatMap((iri) => articles[iri]?.publisher ?? []);

/** The part of a picture that passes; the nodes that it STARTs from stay, and so does what never had an edge. */
export function applyFilters(picture: Picture, filters: Filters, start: Set<string>): Picture {
  if (!isFiltered(filters)) return picture;
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const allowed = (id: string): boolean => {
    const node = nodes.get(id);
    return Boolean(node && (node.group === "event" || start.has(id) || among(filters.kinds, [node.kind])));
  };
  const edges = picture.edges.filter((edge) => allowed(edge.source) && allowed(edge.target)
    && among(filters.types, [typeOf(edge, nodes).name]) && among(filters.statuses, [edge.status]) && among(filters.speakers, edge.speakers)
    && among(filters.outlets, outletsOf(edge, picture.articles)) && passesTime(edge, filters, nodes, picture.articles));
  const before = new Set(picture.edges.flatMap((edge) => [edge.source, edge.target]));
  const touched = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  return { ...picture, edges, nodes: picture.nodes.filter((node) => start.has(node.id) || touched.has(node.id) || (allowed(node.id) && !before.has(node.id))) };
}

export interface Choice { name: string; label: string; count: number }

/** What each filter can choose from, the most frequent first. */
export function choices(picture: Picture): Record<Facet, Choice[]> {
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const found = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, Choice>()])) as Record<Facet, Map<string, Choice>>;
  const count = (facet: Facet, name: string, label: string): void => {
    const known = found[facet].get(name);
    if (known) known.count++; else found[facet].set(name, { name, label, count: 1 });
  };
  for (const node of picture.nodes) {
    if (node.group !== "event") count("kinds", node.kind, node.kindLabel);
    else count("types", node.kind, node.kindLabel);
  }
  const told = new Set<string>();
  for (const edge of picture.edges) {
    const event = edge.kind === "role" ? eventOf(edge, nodes) : undefined;
    if (!event) count("types", edge.property, edge.label);
    // The roles of an event are one statement.
    const once = (facet: Facet, name: string): void => {
      const key = JSON.stringify([facet, event?.id ?? edge.id, name]);
      if (!told.has(key)) { told.add(key); count(facet, name, name); }
    };
    once("statuses", edge.status);
    for (const speaker of edge.speakers) once("speakers", speaker);
    for (const outlet of outletsOf(edge, picture.articles)) once("outlets", outlet);
  }
  const sorted = (all: Map<string, Choice>): Choice[] => [...all.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, "en"));
  return Object.fromEntries(FACETS.map((facet) => [facet, sorted(found[facet])])) as Record<Facet, Choice[]>;
}
