/** Where in the query a mistake is, as the server's message tells it. */
export interface Place { line: number; column: number }

/** The place that a message names: "line 3, column 5", counted from 1. */
export function placeIn(message: string): Place | undefined {
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? [];
  return line && column && Number(line) > 0 ? { line: Number(line), column: Math.max(1, Number(column)) } : undefined;
}

/** The line of the QUERY at the place, and the mark that stands under it. */
export function pointedAt(query: string, place: Place): string | undefined {
  const line = query.split("\n")[place.line - 1];
  if (line === undefined) return undefined;
  const before = line.slice(0, place.column - 1).replace(/[^\t]/g, " ").padEnd(Math.min(place.column - 1, line.length));
  return `${line}\n${before}▲`;
}

/** The title of a query: the comment of its first line. */
export const titleOf = (query: string): string | undefined => /^\s*#[ \t]*([^\s].*)/.exec(query)?.[1]?.trim();
