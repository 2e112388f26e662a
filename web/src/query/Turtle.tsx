/** A graph in Turtle, highlighted where it is not too long for that. */
import { useMemo } from "preact/hooks";
import { texts } from "../texts";

const MOST = 200_000; // characters
const TOKEN = /(?<string>"""[^]*?"""|"(?:\\.|[^"\\\n])*")|(?<iri><[^<>\s]*>)|(?<comment>#[^\n]*)|(?<keyword>@(?:prefix|base)\b|(?<=\s)a(?=\s)|\b(?:true|false)\b)|(?<name>[A-Za-z_][\w-]*:(?:[\w%-]|\\.|\.(?=[\w%-]))*)|(?<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** The text in pieces, each with what it is: "string", "iri", "name"; "" for all else. */
export function pieces(text: string): [text: string, kind: string][] {
  const found: [string, string][] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) found.push([text.slice(end, match.index), ""]);
    found.push([match[0], Object.entries(match.groups!).find(([, group]) => group !== undefined)![0]]);
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push([text.slice(end), ""]);
  return found;
}

export function Turtle({ text }: { text: string }) {
  const parts = useMemo(() => (text.length <= MOST ? pieces(text) : undefined), [text]);
  return <pre tabIndex={0} role="region" aria-label="Turtle">{!text ? texts.query.noTriples : parts ? parts.map(([piece, kind]) => (kind && kind !== "name" ? <span class={`is-${kind}`}>{piece}</span> : piece)) : text}</pre>;
}
