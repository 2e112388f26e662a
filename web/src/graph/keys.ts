/** Keys of the canvas, and what lies in which direction. */
import type { Point } from "./layout";

export type Command = "left" | "right" | "up" | "down" | "expand" | "collapse" | "pin" | "hide" | "closer" | "farther" | "fit" | "clear" | "edge" | "edgeBack" | "evidence";

export function commandOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): Command | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case "ArrowLeft": return "left";
    case "ArrowRight": return "right";
    case "ArrowUp": return "up";
    case "ArrowDown": return "down";
    case "Enter": return "expand";
    case "Backspace": case "c": return "collapse";
    case "p": return "pin";
    case "Delete": case "h": return "hide";
    case "+": case "=": return "closer";
    case "-": return "farther";
    case "0": return "fit";
    case "Escape": return "clear";
    case "e": return "edge";
    case "E": return "edgeBack";
    case "v": return "evidence";
  }
  return undefined;
}

const AHEAD = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

/** The nearest point in a direction: within 60 degrees of it, and what lies aside counts as farther. */
export function nearest<T extends Point & { id: string }>(from: Point, points: T[], direction: keyof typeof AHEAD): T | undefined {
  const { x, y } = AHEAD[direction];
  let best: T | undefined, least = Infinity;
  for (const point of points) {
    const dx = point.x - from.x, dy = point.y - from.y;
    const ahead = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
    if (ahead <= 0.5 || aside > ahead * 1.74) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) { least = cost; best = point; }
  }
  return best;
}
