/** What completes a word of a SPARQL query: keywords, variables, prefixes, and the terms of the ontology. */
import type { Completion } from "@codemirror/autocomplete";
import type { Terms } from "../api";
import type { Prefixes } from "./iris";

const KEYWORDS = `ASK BASE BIND CONSTRUCT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP BY HAVING IN LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER
  PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE AS ASC DESC`.split(/\s+/);
const FUNCTIONS = `ABS AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY FLOOR GROUP_CONCAT HOURS IF IRI LANG LANGMATCHES LCASE MAX MIN MONTH NOW
  RAND REGEX REPLACE ROUND SAMETERM SAMPLE STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR SUM UCASE YEAR isBlank isIRI isLiteral isNumeric`.split(/\s+/);

export interface Completed { from: number; options: Completion[]; validFor: RegExp }

/** Where position POS of the text lies in a string, an IRI or a comment, nothing is completed. */
function isQuoted(line: string): boolean {
  const rest = line.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<[^<>\s]*>/g, "");
  return /["'#]|<[^\s<>=]+$/.test(rest);
}

/** The terms as completions; made once, since there are hundreds. */
export function termOptions(terms: Terms): Completion[] {
  const option = (type: string, detail: string) => ({ name, label, comment }: Terms["classes"][number]): Completion => ({
    label: `kg:${name}`, type, detail: `${detail}${label && label !== name ? ` · ${label}` : ""}`, ...(comment && { info: comment }),
  });
  return [...terms.classes.map(option("class", "class")), ...terms.properties.map(option("property", "property"))];
}

/** Completions of the word before POS; undefined where there is none and nobody asked for it. */
export function complete(text: string, pos: number, terms: Completion[], prefixes: Prefixes, explicit = false): Completed | undefined {
  const before = text.slice(0, pos);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (isQuoted(line)) return undefined;
  const variable = /[?$]\w*$/.exec(line);
  if (variable) {
    const found = new Set([...(text.slice(0, pos - variable[0].length) + text.slice(pos)).matchAll(/[?$](\w+)/g)].map((match) => match[1]!));
    return { from: pos - variable[0].length, options: [...found].sort().map((name) => ({ label: `?${name}`, type: "variable" })), validFor: /^[?$]\w*$/ };
  }
  const word = /[A-Za-z][\w-]*(?::[\w.-]*)?$/.exec(line)?.[0] ?? "";
  if (!word && !explicit) return undefined;
  if (word.includes(":") && !word.startsWith("kg:")) return undefined;
  const from = pos - word.length;
  if (word.startsWith("kg:")) return { from, options: terms, validFor: /^kg:[\w.-]*$/ };
  const options: Completion[] = [
    ...KEYWORDS.map((label) => ({ label, type: "keyword", boost: 1 })),
    ...FUNCTIONS.map((label) => ({ label, type: "function", apply: `${label}(` })),
    ...Object.entries(prefixes).map(([name, home]) => ({ label: `${name}:`, type: "namespace", detail: home })),
    ...terms,
  ];
  return { from, options, validFor: /^[\w-]*(?::[\w.-]*)?$/ };
}
