/** What is drawn, as GraphML and as Turtle. */
import type { Edge, Node } from "../api";
import { oneLine } from "./picture";

export type Graph = { nodes: Node[]; edges: Edge[] };

/** Text for XML: what XML 1.0 cannot hold is left out, even as a reference. */
export function xml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&apos;").replace(/[\t\n\r]/g, (one) => `&#${one.charCodeAt(0)};`);
}

const NODE_KEYS = ["label", "kind", "kindLabel", "group", "iri", "status", "start", "end"] as const;
const EDGE_KEYS = ["label", "property", "kind", "status", "fact", "rank", "speakers", "claims", "articles"] as const;
const TYPES: Record<string, string> = { fact: "boolean", rank: "int" };

/** http://graphml.graphdrawing.org/specification.html; lists are one string with a space (IRIs) or a semicolon between. */
export function graphml({ nodes, edges }: Graph): string {
  const number = new Map(nodes.map((node, i) => [node.id, `n${i}`]));
  const key = (on: string) => (name: string): string => `  <key id="${on}_${name}" for="${on}" attr.name="${name}" attr.type="${TYPES[name] ?? "string"}"/>`;
  const data = (on: string, name: string, value: unknown): string[] => {
    if (value === undefined) return [];
    const text = Array.isArray(value) ? value.join(name === "speakers" ? "; " : " ") : String(value);
    return [`      <data key="${on}_${name}">${xml(text)}</data>`];
  };
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`,
    ...["id", ...NODE_KEYS].map(key("node")), ...["id", ...EDGE_KEYS].map(key("edge")),
    `  <graph id="picture" edgedefault="directed">`,
    ...nodes.flatMap((node) => [
      `    <node id="${number.get(node.id)}">`, ...data("node", "id", node.id), ...NODE_KEYS.flatMap((name) => data("node", name, node[name])), `    </node>`]),
    ...edges.flatMap((edge, i) => [
      `    <edge id="e${i}" source="${number.get(edge.source)}" target="${number.get(edge.target)}">`, ...data("edge", "id", edge.id), ...EDGE_KEYS.flatMap((name) => data("edge", name, edge[name])), `    </edge>`]),
    `  </graph>`, `</graphml>`, "",
  ].join("\n");
}

export const ONTOLOGY = "https://w3id.org/news-kg/ontology#";
const PREFIXES = {
  kg: ONTOLOGY, rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  prov: "http://www.w3.org/ns/prov#", xsd: "http://www.w3.org/2001/XMLSchema#",
};
const DATATYPES: Record<string, RegExp> = {
  date: /^-?\d{4,}-\d\d-\d\d$/, gYearMonth: /^-?\d{4,}-\d\d$/, gYear: /^-?\d{4,}$/, integer: /^[+-]?\d+$/, decimal: /^[+-]?\d*\.?\d+$/,
};

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const wellFormed = (text: string): string => text.replace(LONE, "\ufffd");

/** A literal, on one line and in ASCII where a reader could be misled: https://www.w3.org/TR/turtle/#turtle-literals */
export function literal(text: string, datatype?: string): string {
  const escaped = wellFormed(text).replace(/["\\]/g, "\\$&")
    .replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t")
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`);
  return `"${escaped}"${datatype ? `^^xsd:${datatype}` : ""}`;
}
const isIri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(text);
/** An IRI reference; characters that may not stand in one are percent-encoded. */
export function iri(text: string): string {
  return `<${wellFormed(text).replace(/[\u0000-\u0020<>"{}|^`\\]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`)}>`;
}
const term = (name: string): string => (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? `kg:${name}` : iri(isIri(name) ? name : ONTOLOGY + encodeURIComponent(wellFormed(name))));

/**
 * Turtle of what is drawn. Facts are triples; what is no fact is a claim with its status, and its triple is not stated:
 * https://www.w3.org/TR/rdf-schema/#ch_reificationvocab
 */
export function turtle({ nodes, edges }: Graph): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const blank = new Map<string, string>();
  const facts = edges.filter((edge) => edge.fact);
  const name = (id: string): string => {
    const node = byId.get(id);
    if (node?.iri) return iri(node.iri);
    if (node?.group === "value") {
      const datatype = Object.keys(DATATYPES).find((one) => one === node.kind && DATATYPES[one]!.test(node.label));
      return literal(node.label, datatype);
    }
    if (isIri(id)) return iri(id);
    if (!blank.has(id)) blank.set(id, `_:n${blank.size}`);
    return blank.get(id)!;
  };
  const triple = (edge: Edge): [string, string, string] => {
    // A role is a property of its event, whichever way it is drawn.
    const turned = edge.kind === "role" && byId.get(edge.source)?.group !== "event" && byId.get(edge.target)?.group === "event";
    return turned ? [name(edge.target), term(edge.property), name(edge.source)] : [name(edge.source), term(edge.property), name(edge.target)];
  };
  const lines = Object.entries(PREFIXES).map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .`);
  lines.push("");
  const doubted = (node: Node): boolean => node.group === "event" && !facts.some((edge) => edge.source === node.id || edge.target === node.id) && (node.status ?? "Negated") !== "Asserted";
  for (const node of nodes) {
    if (node.group === "value" && !node.iri) continue;
    const label = `rdfs:label ${literal(oneLine(node.title ?? node.label))}`;
    lines.push(doubted(node)
      ? `${name(node.id)} a kg:ClaimedEvent ; kg:claimedType ${term(node.kind)} ;${node.status ? ` kg:status ${term(node.status)} ;` : ""} ${label} .`
      : `${name(node.id)} a ${term(node.kind)} ; ${label} .`);
  }
  lines.push("");
  for (const edge of facts) lines.push(`${triple(edge).join(" ")} .`);
  lines.push("");
  let count = 0;
  for (const edge of edges) {
    if (edge.fact) continue;
    const [subject, predicate, object] = triple(edge);
    lines.push([
      `_:c${count++} a kg:Claim`, `kg:status ${term(edge.status)}`, `rdf:subject ${subject}`, `rdf:predicate ${predicate}`, `rdf:object ${object}`,
      ...edge.speakers.map((speaker) => `kg:attributedTo [ rdfs:label ${literal(oneLine(speaker))} ]`),
      ...[...edge.claims, ...edge.articles].filter(isIri).map((source) => `prov:wasDerivedFrom ${iri(source)}`),
    ].join(" ;\n    ") + " .");
  }
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}
