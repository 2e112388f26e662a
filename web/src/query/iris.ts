/** IRIs as a reader wants them, and where their links lead. */
import { articlePage, pageOf, queryPage } from "../address";
import { written } from "./answers";

export type Prefixes = Record<string, string>;
/** What names IRIs: prefixes, and the labels of the terms of the ontology. */
export interface Setting { base: string; prefixes: Prefixes; labels?: ReadonlyMap<string, string> }

/** An IRI with its prefix; names of the ontology are bare: "Person", "ent:Ana_Ruiz.person". */
export function short(iri: string, prefixes: Prefixes): string {
  const ontology = prefixes.kg;
  if (ontology && iri.startsWith(ontology) && iri.length > ontology.length) return iri.slice(ontology.length);
  let best: [string, string] | undefined;
  for (const home of Object.entries(prefixes))
    if (iri.startsWith(home[1]) && iri.length > home[1].length && home[1].length > (best?.[1].length ?? 0)) best = home;
  return best ? `${best[0]}:${iri.slice(best[1].length)}` : iri;
}

/** The IRI of a web page by its host and its last words: "example.org: some page". */
export function shown(iri: string, prefixes: Prefixes): string {
  const brief = short(iri, prefixes);
  const parts = brief === iri ? /^https?:\/\/([^/?#]+)([^?#]*)/.exec(iri) : null;
  if (!parts) return brief;
  const last = parts[2]!.replace(/\/$/, "").split("/").pop();
  try { return last ? `${parts[1]}: ${decodeURIComponent(last).replaceAll("_", " ")}` : parts[1]!; } catch { return iri; }
}

/** What a reader calls an IRI that the graph has no label for: a term of the ontology by its label. */
export const called = (iri: string, { prefixes, labels }: Setting): string => labels?.get(iri) ?? shown(iri, prefixes);

/** Entities and events are things that a picture shows and that sentences tell of. */
export const isThing = (iri: string): boolean => /\/(entity|event)\/[^/]+$/.test(iri) && !/^https?:\/\/www\.wikidata\.org\//.test(iri);
export const hasSentences = (iri: string): boolean => isThing(iri) || /\/predicate\/[^/]+$/.test(iri);
/** A page of the web that is no part of this graph; only http and https are ever opened. */
export const isOutside = (iri: string, base: string): boolean => /^https?:\/\//.test(iri) && !iri.startsWith(base);

const ARTICLE_COLUMNS = /^(article|report|document|graph)s?\d*$/i;
const SENTENCE = /^(.+)#char=\d+,\d+$/;

/** The page of the explorer that an IRI of the COLUMN leads to. */
export function linkOf(iri: string, column: string, base: string): string {
  const article = SENTENCE.exec(iri)?.[1];
  if (article) return articlePage(article, iri);
  if (iri.startsWith(`${base}article/`) || (ARTICLE_COLUMNS.test(column) && isOutside(iri, base))) return articlePage(iri);
  return pageOf(iri);
}

/** At most LIMIT entities and events of the TEXT of a graph in Turtle, in order of appearance. */
export function thingsOf(turtle: string, prefixes: Prefixes, limit: number): string[] {
  const found = new Set<string>();
  const bare = turtle.replace(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"/g, '""');
  for (const [, iri, prefix, local] of bare.matchAll(/<([^<>\s]+)>|(?<![\w.-])([A-Za-z][\w-]*):((?:[\w%.-]|\\.)*(?:[\w%-]|\\.))/g)) {
    const whole = iri ?? (prefixes[prefix!] === undefined ? "" : prefixes[prefix!]! + local!.replaceAll("\\", ""));
    if (isThing(whole)) found.add(whole);
    if (found.size >= limit) break;
  }
  return [...found];
}

/** Every triple about a thing, as a query. */
export const everything = (iri: string, prefixes: Prefixes): string => queryPage(`# Everything about ${short(iri, prefixes)}
SELECT ?subject ?subjectLabel ?predicate ?object ?objectLabel ?article
WHERE {
  { VALUES ?subject { ${written(iri)} } ?subject ?predicate ?object }
  UNION { VALUES ?object { ${written(iri)} } ?subject ?predicate ?object }
  UNION { VALUES ?subject { ${written(iri)} } GRAPH ?article { ?subject ?predicate ?object } }
  OPTIONAL { ?subject rdfs:label ?subjectLabel }
  OPTIONAL { ?object rdfs:label ?objectLabel }
}
ORDER BY ?article ?predicate ?subjectLabel ?objectLabel
`);

/** The sentences about a thing and who says them, as a query. */
export const sentences = (iri: string, prefixes: Prefixes): string => queryPage(`# The sentences about ${short(iri, prefixes)}, and by whose word they stand
SELECT DISTINCT ?status ?speaker ?speakerLabel ?sentence ?article
WHERE {
  {
    GRAPH ?article { ?claim ?role ${written(iri)} ; kg:status ?status ; kg:evidence ?evidence }
  } UNION {
    ?event ?role ${written(iri)} .
    GRAPH ?article { ?claim kg:event ?event ; kg:status ?status ; kg:evidence ?evidence }
  }
  GRAPH ?article { ?evidence nif:anchorOf ?sentence }
  OPTIONAL { GRAPH ?article { ?claim kg:attributedTo ?speaker } ?speaker rdfs:label ?speakerLabel }
}
ORDER BY ?article ?sentence
`);
