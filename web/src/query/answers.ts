/** Asking the SPARQL endpoint: queries as text, answers as rows, a boolean, or a graph in Turtle. */
import { Failed } from "../api";

/** A term of an answer, as SPARQL 1.1 Query Results JSON writes it. */
export interface Term {
  type: "uri" | "literal" | "typed-literal" | "bnode" | "triple";
  value: string | { subject: Term; predicate: Term; object: Term };
  datatype?: string;
  "xml:lang"?: string;
}
export type Row = Record<string, Term | undefined>;
export type Answer =
  | { form: "rows"; names: string[]; rows: Row[]; seconds: number }
  | { form: "boolean"; yes: boolean; seconds: number }
  | { form: "graph"; turtle: string; bytes: number; seconds: number };

export const ROW_FILES = { CSV: ["csv", "text/csv"], JSON: ["json", "application/sparql-results+json"] } as const;
export const GRAPH_FILES = { Turtle: ["ttl", "text/turtle"], "JSON-LD": ["jsonld", "application/ld+json"] } as const;

/** Whether the QUERY is answered by a graph: CONSTRUCT and DESCRIBE are. Strings, IRIs and comments are no keywords. */
export function isGraph(query: string): boolean {
  const bare = query.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<[^<>\s]*>|#[^\n]*/g, " ");
  const form = /(?:^|[\s}>])(select|ask|construct|describe)(?=[\s{*(?$<]|$)/i.exec(bare)?.[1];
  return form !== undefined && /construct|describe/i.test(form);
}

/** The text of a term: a value, an IRI, or the three parts of a quoted triple. */
export function textOf(term: Term | undefined): string {
  if (!term) return "";
  if (typeof term.value === "string") return term.value;
  return [term.value.subject, term.value.predicate, term.value.object].map(textOf).join(" ");
}

export async function post(query: string, accept: string, signal?: AbortSignal, address = "/sparql"): Promise<Response> {
  const response = await fetch(address, { method: "POST", body: query, signal, headers: { "Content-Type": "application/sparql-query", Accept: accept } });
  if (!response.ok) throw new Failed(response.status, (await response.text()).trim() || `HTTP ${response.status}`);
  return response;
}

export async function askQuery(query: string, signal: AbortSignal): Promise<Answer> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  if (isGraph(query)) {
    const turtle = await (await post(query, GRAPH_FILES.Turtle[1], signal)).text();
    return { form: "graph", turtle: tidy(turtle), bytes: new Blob([turtle]).size, seconds: seconds() };
  }
  const answer = await (await post(query, ROW_FILES.JSON[1], signal)).json() as { boolean?: boolean; head: { vars?: string[] }; results?: { bindings: Row[] } };
  if (answer.boolean !== undefined) return { form: "boolean", yes: answer.boolean, seconds: seconds() };
  return { form: "rows", names: answer.head.vars ?? [], rows: answer.results?.bindings ?? [], seconds: seconds() };
}

/** Turtle without the prefixes that it does not use: a server that streams has to declare them all. */
export function tidy(turtle: string): string {
  const lines = turtle.split("\n");
  const body = lines.filter((line) => !line.startsWith("@prefix ")).join("\n").trim();
  const used = lines.filter((line) => line.startsWith("@prefix ") && body.includes(line.split(" ")[1]!));
  return body && [...used, "", body].join("\n").trim();
}

/** An IRI as it stands in a query; what may not stand there is escaped. */
export const written = (iri: string): string => `<${iri.replace(/[<>"{}|^`\\\u0000-\u0020]/g, encodeURIComponent)}>`;

/** Save what the QUERY answers as a file of TYPE: it is asked again, so that the file has all of it. In a file of CSV no cell is a formula. */
export async function download(query: string, extension: string, type: string): Promise<void> {
  const address = URL.createObjectURL(await (await post(query, type, undefined, "/sparql?safe-csv=yes")).blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = `answer.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
