/** A text cut into pieces, so that each is in the same sentence and the same mention. */
import type { ArticlePage, Claim, Mention } from "../api";

export interface Piece { text: string; mention?: Mention; inside: Mention[] }
export interface Sentence { start: number; end: number; pieces: Piece[]; claims: Claim[] }
export type Part = Sentence | { gap: number; start: number };

/** The parts of an article in order: sentences with the claims that they support, and gaps of so many characters. */
export function parts(page: ArticlePage): Part[] {
  const found: Part[] = [];
  for (const stretch of page.text) {
    if (stretch.text === null) { found.push({ gap: stretch.end - stretch.start, start: stretch.start }); continue; }
    for (const [start, end] of cuts(stretch.start, stretch.end, page.claims)) {
      const claims = page.claims.filter((claim) => claim.evidence.some((each) => each.start >= start && each.start < end));
      found.push({ start, end, claims, pieces: pieces(stretch.text, stretch.start, start, end, page.mentions) });
    }
  }
  return found;
}

/** Where a stretch of text is cut: at the ends of the sentences that carry claims; what lies between is a part too. */
function cuts(start: number, end: number, claims: Claim[]): [number, number][] {
  const spans = new Map(claims.flatMap((claim) => claim.evidence).map((each) => [each.start, each.end] as const));
  const made: [number, number][] = [];
  let done = start;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (from < done || to > end) continue;
    if (from > done) made.push([done, from]);
    made.push([from, to]);
    done = to;
  }
  if (done < end) made.push([done, end]);
  return made;
}

/** The text from START to END with its outermost mentions; the ones inside of them go along. */
export function pieces(text: string, offset: number, start: number, end: number, mentions: Mention[]): Piece[] {
  const letters = characters(text);
  const cut = (from: number, to: number): string => letters.slice(from - offset, to - offset).join("");
  const found: Piece[] = [];
  let done = start;
  for (const mention of mentions) {
    if (mention.start < start || mention.end > end || mention.start >= mention.end) continue;
    if (mention.start < done) { found.at(-1)?.inside.push(mention); continue; }
    if (mention.start > done) found.push({ text: cut(done, mention.start), inside: [] });
    found.push({ text: cut(mention.start, mention.end), mention, inside: [] });
    done = mention.end;
  }
  if (done < end) found.push({ text: cut(done, end), inside: [] });
  return found;
}

/** Characters as the graph counts them, by code points: what JavaScript counts as two is one. */
let last: { text: string; letters: string[] } | undefined;
function characters(text: string): string[] {
  if (last?.text !== text) last = { text, letters: Array.from(text) };
  return last.letters;
}
