/** Sizes and places of what is drawn, without a document. */

/** A TEXT that takes at most WIDTH pixels, by what letters take on average. */
export function cut(text: string, width: number, letter = 7.2): string {
  const letters = [...text];
  const room = Math.max(1, Math.floor(width / letter));
  return letters.length <= room ? text : `${letters.slice(0, room - 1).join("").trimEnd()}…`;
}

export interface Box { x: number; y: number; width: number; height: number }
const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Which of the boxes, the most important first, can be drawn without covering another; at most LIMIT. */
export function free(boxes: Box[], limit: number): Set<number> {
  const taken: Box[] = [];
  const found = new Set<number>();
  for (const [i, box] of boxes.entries()) {
    if (found.size >= limit) break;
    if (taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    found.add(i);
  }
  return found;
}

export interface View { k: number; x: number; y: number }
/** How far a picture of WIDTH and HEIGHT is zoomed at first, so that all places are seen, and not much else. */
export function fit(places: [number, number][], width: number, height: number, most = 6): View {
  if (!places.length) return { k: 1, x: 0, y: 0 };
  const xs = places.map(([x]) => x), ys = places.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const k = Math.min(most, Math.max(1, Math.min(width / Math.max(1, (right - left) * 1.3), height / Math.max(1, (bottom - top) * 1.4))));
  const inside = (shift: number, size: number): number => Math.min(0, Math.max(size - size * k, shift));
  return { k, x: inside(width / 2 - (k * (left + right)) / 2, width), y: inside(height / 2 - (k * (top + bottom)) / 2, height) };
}

/** Radius of a dot: its area is as its number to the largest. */
export function radius(size: number | undefined, largest: number, smallest = 3.5, most = 14): number {
  if (size === undefined || !(largest > 0)) return smallest + 1;
  return Math.max(smallest, most * Math.sqrt(Math.max(0, size) / largest));
}
