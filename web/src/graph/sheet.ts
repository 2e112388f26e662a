/** The style sheet of the canvas, made from the table of styles. */
import type { StylesheetJson } from "cytoscape";
import { borderDash, FONT, type Form, type Group, LARGE, LINES, type Palette, SHAPES } from "./style";

/** Up to so many nodes all names are drawn, however small. */
const NAMED = 160;

/** How much of its names a picture of so many nodes shows: pictures of the same detail have the same style sheet. */
export const detailOf = (nodes: number): number => Number(nodes > NAMED) + Number(nodes > LARGE);

export function sheet(palette: Palette, nodes: number): StylesheetJson {
  const large = nodes > LARGE;
  const of = (name: string): string => palette[name]!;
  const text = { "font-family": FONT, "text-wrap": "wrap" as const, "text-background-color": of("--paper"), "text-background-opacity": large ? 0 : 0.8 };
  return [
    { selector: "node", style: {
      ...text, label: "data(label)", width: "data(size)", height: "data(size)", color: of("--ink"), "font-size": 12, "min-zoomed-font-size": nodes > NAMED ? 8 : 4, "text-max-width": "120px",
      "text-valign": "bottom", "text-margin-y": 4, "text-background-padding": "1px", "border-width": 2, "border-style": "solid",
    } },
    ...(Object.keys(SHAPES) as Group[]).map((group) => ({ selector: `node.${group}`, style: {
      shape: SHAPES[group].shape, "background-color": of(SHAPES[group].colour), "border-color": of(SHAPES[group].colour),
    } })),
    { selector: "node.Value", style: {
      "background-opacity": 0, "border-width": 0, width: "data(width)", height: "data(height)", "text-valign": "center", "text-margin-y": 0, "font-size": 11, "font-style": "italic",
    } },
    // An event that is told as no fact is an empty shape, and its border is drawn as the lines are.
    ...(Object.keys(LINES) as Form[]).filter((form) => form !== "Asserted").map((form) => ({ selector: `node.Event.${form}`, style: {
      "background-color": of("--paper"), "border-color": of(LINES[form].colour), "border-width": 2.5,
      ...(LINES[form].dash ? { "border-style": "dashed" as const, "border-dash-pattern": borderDash(form), "border-cap": LINES[form].round ? "round" as const : "butt" as const } : {}),
    } })),
    // The best connected nodes of a picture that is seen from afar keep their names.
    { selector: "node.hub", style: { "font-size": "data(font)", "text-max-width": "data(wide)", ...(large ? {} : { "z-index": 8 }) } },
    { selector: "node.start", style: { "border-width": 4, "border-color": of("--ink"), "font-weight": "bold" } },
    { selector: "node.pinned", style: { "underlay-color": of("--soft"), "underlay-opacity": 0.35, "underlay-padding": 9, "underlay-shape": "ellipse" } },
    { selector: "edge", style: {
      ...text, label: "data(label)", "curve-style": large ? "straight" : "bezier", "control-point-step-size": 46, "font-size": 10, "min-zoomed-font-size": nodes > NAMED ? 8 : 5,
      "text-max-width": "110px", "text-rotation": "autorotate", "arrow-scale": 1, "line-style": "solid", "source-endpoint": "outside-to-node", "target-endpoint": "outside-to-node",
    } },
    ...(Object.keys(LINES) as Form[]).map((form) => {
      const { dash, round, width, arrow, hollow, colour } = LINES[form];
      return { selector: `edge.${form}`, style: {
        width, color: of(colour), "line-color": of(colour), "target-arrow-color": of(colour), "target-arrow-shape": arrow, "target-arrow-fill": hollow ? "hollow" as const : "filled" as const,
        ...(dash ? { "line-style": "dashed" as const, "line-dash-pattern": dash, "line-cap": round ? "round" as const : "butt" as const } : {}),
      } };
    }),
    { selector: "edge.role", style: { color: of("--soft") } },
    { selector: "edge.bundle", style: { width: 5 } },
    { selector: "edge.bothWays", style: { "target-arrow-shape": "none" } },
    { selector: ".at", style: { "overlay-color": of("--focus"), "overlay-opacity": 0.28, "overlay-padding": 6, "min-zoomed-font-size": 0, ...(large ? {} : { "z-index": 10 }) } },
    { selector: "node.at", style: { "font-weight": "bold" } },
    // Another order of drawing would cost a large picture its cached layers.
    ...(large ? [] : [{ selector: "edge.beside", style: { "min-zoomed-font-size": 0, "z-index": 9 } }, { selector: "node.beside", style: { "min-zoomed-font-size": 0 } }]),
  ] as StylesheetJson;
}
