/** How many claims of a store are right, by the judged ones of a sample: what `kg.audit.estimate` computes, which names the books. */
import { inStore, type Row } from "./sheet";

const Z = 1.959964; // of 95 percent

/** The share of right claims in a part of a store, between low and high with 95 percent; `claims` is how many it has. */
export interface Estimate { share: number; error: number; low: number; high: number; claims: number; judged: number; right: number; effective: number }
type Part = (row: Row) => boolean;

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
const isRight = (row: Row): boolean => row.judgement === "right";
const clear = (rows: readonly Row[]): Row[] => rows.filter((row) => row.judgement === "right" || row.judgement === "wrong");
function strata(rows: readonly Row[]): Row[][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.stratum!);
    if (own) own.push(row); else found.set(row.stratum!, [row]);
  }
  return [...found.values()];
}

/** Wilson's interval of 95 percent for a share of SIZE cases. */
export function wilson(share: number, size: number): [number, number] {
  const square = Z * Z / size;
  const middle = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share) + square / 4) / size);
  return [Math.max(0, (middle - spread) / (1 + square)), Math.min(1, (middle + spread) / (1 + square))];
}

/** The share of right claims in the PART of a store whose sample is ROWS; undefined where none of it is judged. */
export function estimate(rows: readonly Row[], part: Part = () => true): Estimate | undefined {
  const own = strata(clear(rows));
  const weighted = own.flatMap((one) => one.filter(part).map((row) => ({ row, weight: inStore(row) / one.length })));
  if (!weighted.length) return undefined;
  const claims = sum(weighted.map(({ weight }) => weight));
  const right = weighted.filter(({ row }) => isRight(row));
  const share = sum(right.map(({ weight }) => weight)) / claims;
  const variance = varianceOf(own, part, share) / claims ** 2;
  let effective = claims ** 2 / sum(weighted.map(({ weight }) => weight ** 2));
  if (variance > 0) effective = Math.min(effective, share * (1 - share) / variance);
  const [low, high] = wilson(share, effective);
  return { share, error: Math.sqrt(variance), low, high, claims, judged: weighted.length, right: right.length, effective };
}

/** The variance of the total of what is right beyond SHARE of the PART; strata with one judged claim are collapsed. */
function varianceOf(own: Row[][], part: Part, share: number): number {
  let found = 0;
  const alone: number[] = [];
  for (const one of own) {
    const size = inStore(one[0]!), count = one.length;
    const off = one.map((row) => part(row) ? Number(isRight(row)) - share : 0);
    if (count === 1) { alone.push(size * off[0]!); continue; }
    const mean = sum(off) / count;
    found += size ** 2 * sum(off.map((each) => (each - mean) ** 2)) / (count - 1) / count;
  }
  return found + collapsed(alone);
}

function collapsed(totals: number[]): number {
  if (totals.length < 2) return sum(totals.map((each) => each ** 2));
  const mean = sum(totals) / totals.length;
  return sum(totals.map((each) => (each - mean) ** 2)) * totals.length / (totals.length - 1);
}

/** The estimate of each part that KEY names, the largest first. */
export function by(rows: readonly Row[], key: (row: Row) => string): [string, Estimate][] {
  const names = [...new Set(rows.map(key))].sort();
  const found = names.flatMap((name) => { const each = estimate(rows, (row) => key(row) === name); return each ? [[name, each] as [string, Estimate]] : []; });
  return found.sort((a, b) => Math.round(1e6 * (b[1].claims - a[1].claims)));
}

/** The share of the store in kinds of claims of which none was judged right or wrong. */
export function unseen(rows: readonly Row[]): number {
  const sizes = new Map(rows.map((row) => [row.stratum, inStore(row)]));
  const seen = new Set(clear(rows).map((row) => row.stratum));
  const lost = [...sizes].filter(([name]) => !seen.has(name)).map(([, size]) => size);
  return sum(lost) / Math.max(1, sum([...sizes.values()]));
}
