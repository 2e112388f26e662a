/** The picture as SVG, from the places of the canvas and from the same table of styles. */
import { xml } from "./exports";
import type { Point } from "./layout";
import { type Arrow, borderDash, FONT, type Form, type Group, LINES, type Palette, POINTS, SHAPES } from "./style";

export interface DrawnNode extends Point { label: string; title: string; group: Group; form?: Form; width: number; height: number; start?: boolean; pinned?: boolean }
/** An edge by its points: the two ends, and between them the control point of a curve. */
export interface DrawnEdge { points: Point[]; label: string; form: Form; arrow: boolean; bundle?: boolean }
export interface Drawing { nodes: DrawnNode[]; edges: DrawnEdge[]; palette: Palette; title: string }

const round = (value: number): string => String(Math.round(value * 10) / 10);
const at = (...points: Point[]): string => points.map(({ x, y }) => `${round(x)},${round(y)}`).join(" ");
const colour = (palette: Palette, name: string): string => xml(palette[name] ?? "#888");

export function outline(group: Group, { x, y, width, height }: Point & { width: number; height: number }, attributes: string): string {
  const { shape } = SHAPES[group];
  if (shape === "ellipse") return `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(width / 2)}" ry="${round(height / 2)}" ${attributes}/>`;
  const corners = POINTS[shape];
  if (corners) return `<polygon points="${at(...corners.map(([dx, dy]) => ({ x: x + (dx * width) / 2, y: y + (dy * height) / 2 })))}" ${attributes}/>`;
  return `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${shape === "round-rectangle" ? 6 : 0}" ${attributes}/>`;
}

/** The end of an edge, at TIP and pointing from BEHIND. */
export function arrowHead(arrow: Arrow, hollow: boolean, tip: Point, behind: Point, stroke: string, paper: string): string {
  const length = Math.hypot(tip.x - behind.x, tip.y - behind.y) || 1;
  const ux = (tip.x - behind.x) / length, uy = (tip.y - behind.y) / length;
  const from = (back: number, aside: number): Point => ({ x: tip.x - back * ux - aside * uy, y: tip.y - back * uy + aside * ux });
  const line = (one: Point, other: Point): string => `<path d="M${at(one)}L${at(other)}" stroke="${stroke}" stroke-width="2.5" fill="none"/>`;
  const triangle = (fill: string): string => `<polygon points="${at(tip, from(10, 4.5), from(10, -4.5))}" fill="${fill}" stroke="${stroke}" stroke-width="1.2"/>`;
  if (arrow === "tee") return line(from(1, 6), from(1, -6));
  if (arrow === "vee") return `<polygon points="${at(tip, from(10, 5), from(7, 0), from(10, -5))}" fill="${stroke}"/>`;
  if (arrow === "triangle-cross") return triangle(stroke) + line(from(13, 6), from(13, -6));
  return triangle(hollow ? paper : stroke);
}

export function lineAttributes(form: Form, stroke: string, bundle = false): string {
  const { dash, round: cap, width } = LINES[form];
  return `fill="none" stroke="${stroke}" stroke-width="${width + (bundle ? 2 : 0)}"${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""}${cap ? ` stroke-linecap="round"` : ""}`;
}

/** Words broken into lines of about MOST characters; a line that was broken before stays broken. */
export function wrap(text: string, most = 18): string[] {
  return text.split("\n").flatMap((part) => {
    const lines: string[] = [];
    for (const word of part.split(" ")) {
      const last = lines.length - 1;
      if (last >= 0 && `${lines[last]} ${word}`.length <= most) lines[last] += ` ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

function words(lines: string[], x: number, y: number, size: number, fill: string, halo: string): string {
  const own = lines.map((line, i) => `<tspan x="${round(x)}" y="${round(y + i * size * 1.2)}">${xml(line)}</tspan>`).join("");
  return `<text text-anchor="middle" font-size="${size}" fill="${fill}" stroke="${halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${own}</text>`;
}

function edge({ points, label, form, arrow, bundle }: DrawnEdge, palette: Palette): string {
  const first = points[0]!, last = points[points.length - 1]!;
  const [stroke, paper] = [colour(palette, LINES[form].colour), colour(palette, "--paper")];
  const bend = points.length === 3 ? points[1]! : undefined;
  const path = bend ? `M${at(first)}Q${at(bend, last)}` : points.length === 4 ? `M${at(first)}C${at(points[1]!, points[2]!, last)}` : `M${at(first)}L${at(last)}`;
  const middle = bend ? { x: (first.x + 2 * bend.x + last.x) / 4, y: (first.y + 2 * bend.y + last.y) / 4 } : { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
  const head = arrow ? arrowHead(LINES[form].arrow, Boolean(LINES[form].hollow), last, points[points.length - 2]!, stroke, paper) : "";
  return `<g><path d="${path}" ${lineAttributes(form, stroke, bundle)}/>${head}${words([label], middle.x, middle.y + 3, 9, stroke, paper)}</g>`;
}

function node(drawn: DrawnNode, palette: Palette): string {
  const [ink, paper, own] = [colour(palette, "--ink"), colour(palette, "--paper"), colour(palette, SHAPES[drawn.group].colour)];
  const title = `<title>${xml(drawn.title)}</title>`;
  const lines = wrap(drawn.label);
  if (drawn.group === "Value") return `<g>${title}${words(lines, drawn.x, drawn.y - (lines.length - 1) * 6 + 4, 11, ink, paper)}</g>`;
  const told = drawn.form && drawn.form !== "Asserted" ? drawn.form : undefined;
  const dash = told && borderDash(told);
  const ring = drawn.pinned ? `<circle cx="${round(drawn.x)}" cy="${round(drawn.y)}" r="${round(drawn.width / 2 + 6)}" fill="${colour(palette, "--line")}"/>` : "";
  const [fill, border] = told ? [paper, colour(palette, LINES[told].colour)] : [own, own];
  const shape = outline(drawn.group, drawn, `fill="${fill}" stroke="${drawn.start ? ink : border}" stroke-width="${drawn.start ? 4 : 2}"${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""}`);
  return `<g>${title}${ring}${shape}${words(lines, drawn.x, drawn.y + drawn.height / 2 + 14, 12, ink, paper)}</g>`;
}

export function svg({ nodes, edges, palette, title }: Drawing): string {
  const xs = nodes.map(({ x }) => x), ys = nodes.map(({ y }) => y);
  const least = (all: number[], edge: number): number => all.reduce((a, b) => Math.min(a, b), Infinity) - edge;
  const most = (all: number[], edge: number): number => all.reduce((a, b) => Math.max(a, b), -Infinity) + edge;
  const box = nodes.length ? [least(xs, 90), least(ys, 60), most(xs, 90) - least(xs, 90), most(ys, 90) - least(ys, 60)] : [0, 0, 100, 100];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.map(round).join(" ")}" width="${round(box[2]!)}" height="${round(box[3]!)}" role="img" font-family="${FONT}">`,
    `<title>${xml(title)}</title>`,
    `<rect x="${round(box[0]!)}" y="${round(box[1]!)}" width="100%" height="100%" fill="${colour(palette, "--paper")}"/>`,
    ...edges.map((one) => edge(one, palette)), ...nodes.map((one) => node(one, palette)),
    `</svg>`, "",
  ].join("\n");
}
