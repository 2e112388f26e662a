/** What the server answers, and how it is asked. `kg/explore` makes these values; both must agree. */

/** The seven statuses of claims; see ontology/kg.ttl. */
export const STATUSES = ["Asserted", "Reported", "Alleged", "Denied", "Planned", "Hypothetical", "Negated"] as const;
export type Status = (typeof STATUSES)[number];

/** A thing or a value: with `iri` a thing that has a page, without a literal. */
export interface Item {
  label: string;
  iri?: string;
  /** The local name of its most specific class: "Person", "Company", "Amount". */
  kind?: string;
  kindLabel?: string;
  /** Of numbers and dates: the datatype's local name ("date", "gYearMonth", "integer", "decimal") and the plain value. */
  datatype?: string;
  value?: string;
}
/** A thing with a page. */
export interface Thing extends Item { iri: string }

export interface Article {
  iri: string;
  title: string;
  published?: string; // YYYY-MM-DD, or a moment
  publisher?: string;
  author?: string;
  url?: string;
  place?: Thing;
}
/** A sentence that supports a claim: characters [start, end) of the article's text. */
export interface Evidence { iri: string; sentence: string; start: number; end: number; article: string }

export interface Role { role: string; label: string; rank: number; items: Item[] }

/** One claim: of a relation (subject, predicate, object) or of an event (roles). */
export interface Claim {
  id: string;
  kind: "relation" | "event";
  /** Local name of the property or of the class of the event, and its label in English. */
  type: string;
  typeLabel: string;
  label: string;
  status: Status;
  /** Whether it stands among the facts. */
  fact: boolean;
  ended?: boolean;
  subject?: Thing;
  object?: Item;
  /** The node of the event: of a fact the event itself, else the claim. */
  event?: string;
  roles?: Role[];
  /** When it happened: the first and the last day that are known, as YYYY, YYYY-MM or YYYY-MM-DD. */
  start?: string;
  end?: string;
  validFrom?: string;
  validUntil?: string;
  speakers: Thing[];
  relays: Thing[];
  cue?: string;
  qualifier?: string;
  rule?: string;
  confidence?: number;
  sense?: string;
  evidence: Evidence[];
  /** The article that it was read in. */
  article: string;
}

export interface About {
  base: string; // where IRIs of this graph begin
  prefixes: Record<string, string>;
  version: string;
  tries: boolean; // whether /api/try answers
  mine: string[]; // the files in whose terms texts are read, too
  articles: number;
}
export interface Suggestion extends Thing { about: string; articles: number; matched?: string }
export interface Counts { articles: number; entities: number; facts: number; claims: number; outlets: number }
export interface Ranked extends Thing { articles: number }
export interface Dispute { label: string; statements: { status: Status; speakers: Thing[]; article: string; claim: string; sentence: string }[] }
export interface Home {
  counts: Counts;
  people: Ranked[];
  bodies: Ranked[];
  places: Ranked[];
  events: Claim[];
  newest: Article[];
  disputes: Dispute[];
  articles: Record<string, Article>;
}

/** The facts of one property of an entity: `inverse` where the entity is the object. */
export interface Fact { property: string; label: string; inverse: boolean; items: { item: Item; by: Item[]; claims: string[]; articles: number }[]; more: number }
export interface Entity {
  iri: string;
  label: string;
  kinds: { name: string; label: string }[];
  aliases: string[];
  descriptions: string[];
  links: { property: string; label: string; iri: string }[];
  place?: { latitude: number; longitude: number };
  facts: Fact[];
  /** The newest claims about it, whatever their status; `total` counts them all. */
  claims: Claim[];
  total: number;
  /** Whether there are more than the total, which counts the newest. */
  hasMore: boolean;
  byStatus: Partial<Record<Status, number>>;
  together: Ranked[];
  appearsIn: string[]; // articles, the newest first
  articles: Record<string, Article>;
}

/** A node of a picture: an entity, an event, or a value. `title` is all that an event is called, where its label is shorter. */
export interface Node { id: string; label: string; title?: string; kind: string; kindLabel: string; group: "entity" | "event" | "value"; iri?: string; articles?: number; start?: string; end?: string; status?: Status; fact?: boolean }
/** An edge: a relation, or the role that something has in an event. */
export interface Edge {
  id: string;
  source: string;
  target: string;
  property: string;
  label: string;
  kind: "relation" | "role";
  /** Of roles: 0 for agents, 1 patients, 2 themes, 3 recipients, 4 all others. */
  rank: number;
  status: Status;
  fact: boolean;
  speakers: string[]; // labels
  claims: string[];
  articles: string[];
}
export interface Picture {
  nodes: Node[];
  edges: Edge[];
  articles: Record<string, Article>;
  /** How many further claims there are that are not drawn, by node. */
  more: Record<string, number>;
}

export interface Mention { start: number; end: number; text: string; iri: string; label: string; kind: string; kindLabel: string; steps: string[] }
export interface Rejected { label: string; type: string; typeLabel: string; reason: string; rule: string; start: number; end: number; sentence: string }
export interface ArticlePage {
  article: Article;
  /** The text in order; what the graph does not keep is a gap. */
  text: { start: number; end: number; text: string | null }[];
  mentions: Mention[];
  claims: Claim[];
  rejected: Rejected[];
  articles: Record<string, Article>;
}
export interface EvidencePage {
  claims: Claim[];
  /** The sentences before and behind each piece of evidence, by its IRI. */
  context: Record<string, { before: string | null; behind: string | null }>;
  mentions: Record<string, Mention[]>; // by the IRI of the evidence
  same: Claim[]; // other articles that say the same
  otherwise: Claim[]; // what speaks against it: another status, another value
  articles: Record<string, Article>;
}
export interface Terms {
  classes: { name: string; iri: string; label: string; comment: string; parents: string[] }[];
  properties: { name: string; iri: string; label: string; comment: string; parents: string[] }[];
}
/** What a pasted text says: its page and its picture, from a graph that is not kept. */
/** What came of a text; MINE are the ids of the claims in the user's own terms. */
export interface Tried { page: ArticlePage; picture: Picture; seconds: number; triples: string; mine: string[] }

export class Failed extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

const KEPT = 30_000; // milliseconds; a build may go on in the store
const MOST = 60;
const kept = new Map<string, { answer: Promise<unknown>; at: number }>();

/** Ask the server; an answer is kept for half a minute, so that back and forward are quick. */
export function ask<T>(view: string, values: Record<string, string | number | string[] | undefined> = {}): Promise<T> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const each of Array.isArray(value) ? value : value === undefined ? [] : [value]) search.append(name, String(each));
  const address = `/api/${view}${search.size ? `?${search}` : ""}`;
  const known = kept.get(address);
  kept.delete(address);
  if (known && performance.now() - known.at < KEPT) {
    kept.set(address, known); // the last that was asked for goes last
    return known.answer as Promise<T>;
  }
  const answer = get(address).catch((error: unknown) => { kept.delete(address); throw error; });
  if (kept.size >= MOST) kept.delete(kept.keys().next().value!);
  kept.set(address, { answer, at: performance.now() });
  return answer as Promise<T>;
}

async function get(address: string): Promise<unknown> {
  let response: Response;
  try { response = await fetch(address, { headers: { Accept: "application/json" } }); }
  catch { throw new Failed(0, "The server is gone; start kg serve again, then reload."); }
  if (!response.ok) throw new Failed(response.status, (await response.text()).trim() || `HTTP ${response.status}`);
  return response.json();
}

/** Read a text that is not in the store. */
export async function tryText(text: string, title: string, signal?: AbortSignal): Promise<Tried> {
  const response = await fetch("/api/try", {
    method: "POST", signal, body: JSON.stringify({ text, title }), headers: { "Content-Type": "application/json", Accept: "application/json" },
  });
  if (!response.ok) throw new Failed(response.status, (await response.text()).trim());
  return response.json() as Promise<Tried>;
}
