/** Values of parameters, as the server reads them. */
import type { Terms } from "../api";
import type { Prefixes } from "./iris";
import type { Parameter } from "./Questions";

/** What is sent for what was typed: terms of the ontology by their prefixed name, found by name or label. */
export function written({ kind }: Pick<Parameter, "kind">, typed: string, terms: Terms | undefined, prefixes: Prefixes): string {
  const value = typed.trim();
  if (!value || (kind !== "class" && kind !== "property" && kind !== "term")) return value;
  const among = [...(kind === "property" ? [] : terms?.classes ?? []), ...(kind === "class" ? [] : terms?.properties ?? [])];
  const bare = value.replace(/^kg:/, "");
  const found = among.find(({ name, iri }) => name === bare || iri === value)
    ?? among.find(({ name, label }) => [name.toLowerCase(), label.toLowerCase()].includes(bare.toLowerCase()));
  if (!found) return value;
  return prefixes.kg && found.iri.startsWith(prefixes.kg) ? `kg:${found.iri.slice(prefixes.kg.length)}` : found.iri;
}
