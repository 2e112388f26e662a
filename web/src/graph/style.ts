/** How nodes and edges look: one table, which the canvas, the SVG and the legend read. */
import type { Status } from "../api";

/** How an edge is drawn: a status; "Stated" of what an outlet asserts and the graph does not hold as a fact; "Mixed" of bundles. */
export type Form = Status | "Stated" | "Mixed";
export type Arrow = "triangle" | "tee" | "triangle-cross" | "vee";
export interface Line { dash?: number[]; round?: boolean; width: number; arrow: Arrow; hollow?: boolean; colour: string }

export const LINES: Record<Form, Line> = {
  Asserted: { width: 2, arrow: "triangle", colour: "--Asserted" },
  Stated: { width: 1.2, arrow: "vee", colour: "--Asserted" },
  Reported: { dash: [14, 5], width: 2, arrow: "triangle", colour: "--Reported" },
  Alleged: { dash: [1, 5], round: true, width: 3, arrow: "triangle", colour: "--Alleged" },
  Denied: { dash: [7, 5], width: 2, arrow: "tee", colour: "--Denied" },
  Planned: { dash: [11, 4, 2, 4], width: 2, arrow: "triangle", hollow: true, colour: "--Planned" },
  Hypothetical: { dash: [2, 9], round: true, width: 2, arrow: "triangle", hollow: true, colour: "--Hypothetical" },
  Negated: { dash: [7, 5], width: 2, arrow: "triangle-cross", colour: "--Negated" },
  Mixed: { dash: [14, 4, 2, 4, 2, 4], width: 3, arrow: "vee", colour: "--soft" },
};
export const formOf = (status: Status, fact: boolean): Form => (status === "Asserted" && !fact ? "Stated" : status);

/** The same pattern for the border of a node, which has less room. */
export const borderDash = (form: Form): number[] | undefined => LINES[form].dash?.map((length) => (length > 5 ? length / 2 : length));

export type Group = "Person" | "Organization" | "Place" | "Event" | "Value" | "Other";
export type Shape = "ellipse" | "round-rectangle" | "hexagon" | "diamond" | "octagon" | "rectangle";
export const SHAPES: Record<Group, { shape: Shape; colour: string }> = {
  Person: { shape: "ellipse", colour: "--Person" },
  Organization: { shape: "round-rectangle", colour: "--Organization" },
  Place: { shape: "hexagon", colour: "--Place" },
  Event: { shape: "diamond", colour: "--Event" },
  Other: { shape: "octagon", colour: "--Other" },
  Value: { shape: "rectangle", colour: "--soft" },
};

/** The classes of ontology/kg.ttl below Organization and Place; a test compares the two. */
export const KINDS: Record<string, Group> = {
  Person: "Person",
  Organization: "Organization", Company: "Organization", GovernmentBody: "Organization", ArmedForce: "Organization", PoliticalParty: "Organization",
  MediaOrganization: "Organization", University: "Organization", SportsTeam: "Organization", SportsLeague: "Organization", CriminalGroup: "Organization",
  Court: "Organization", PeopleGroup: "Organization",
  Place: "Place", Country: "Place", Region: "Place", City: "Place", BodyOfWater: "Place", Facility: "Place",
};
/** The group of a class; what is no class of bodies, people or places is another thing. */
export const familyOf = (kind: string | undefined): Group => (kind !== undefined && Object.hasOwn(KINDS, kind) ? KINDS[kind]! : "Other");
export function groupOf(node: { group: "entity" | "event" | "value"; kind: string }): Group {
  if (node.group === "event") return "Event";
  return node.group === "value" ? "Value" : familyOf(node.kind);
}

/** The points of a shape around (0, 0), as parts of half its width and height. */
export const POINTS: Partial<Record<Shape, [number, number][]>> = {
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  hexagon: [[-0.5, -1], [0.5, -1], [1, 0], [0.5, 1], [-0.5, 1], [-1, 0]],
  octagon: [[-0.41, -1], [0.41, -1], [1, -0.41], [1, 0.41], [0.41, 1], [-0.41, 1], [-1, 0.41], [-1, -0.41]],
};

const VARIABLES = ["--paper", "--ink", "--soft", "--line", "--wash", "--link", "--focus",
  "--Person", "--Organization", "--Place", "--Event", "--Other",
  "--Asserted", "--Reported", "--Alleged", "--Denied", "--Planned", "--Hypothetical", "--Negated"] as const;
export type Palette = Record<string, string>;

/** The colours of the page as they are now, dark or light. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(VARIABLES.map((name) => [name, style.getPropertyValue(name).trim() || "#888"]));
}

export const FONT = "system-ui, sans-serif";
/** In a picture of more nodes than this, detail gives way to speed. */
export const LARGE = 600;
