/** The canvas: keeps Cytoscape in step with a scene. It knows nothing of the page around it. */
import cytoscape, { type EdgeSingular, type ElementDefinition, type NodeSingular } from "cytoscape";
import type { Edge } from "../api";
import { type Body, force, type Forces } from "./forces";
import { nearest } from "./keys";
import { extent, initial, labelSize, type Layout, near, options, type Point } from "./layout";
import type { Drawn, Scene } from "./picture";
import { detailOf, sheet } from "./sheet";
import { groupOf, LARGE, LINES, readPalette, formOf } from "./style";
import { type Drawing, svg } from "./svg";
import { layouter } from "./worker";
import { edgeForm, edgeLabel, eventStatus, nodeLabel } from "./words";

/** From this number of nodes on the forces are reckoned in a worker. */
const IN_WORKER = 120;
/** From this number of nodes on the names of the best connected ones are larger. */
const HUBS_FROM = 15;
const HUBS = 8;
/** The size of their names, which stays about the same on the screen. */
const fontAt = (zoom: number): number => Math.round(Math.min(160, Math.max(12, 11 / zoom)));
const READABLE = 0.72;
const MARGIN = 24;
const STYLE_ID = "__________cytoscape_stylesheet";

export interface Events { select: (at: string | undefined) => void; toggle: (id: string) => void; busy: (busy: boolean) => void }
export interface View { scene: Scene; more: Record<string, number>; start: string[]; pinned: Map<string, Point> }
export interface Canvas {
  show: (view: View) => void;
  arrange: (layout: Layout) => void;
  select: (at: Set<string>) => void;
  /** Where a node stands. */
  place: (id: string) => Point | undefined;
  move: (from: string | undefined, direction: "left" | "right" | "up" | "down") => string | undefined;
  zoom: (by: number) => void;
  fit: () => void;
  svg: (title: string) => string;
  png: () => Promise<Blob>;
  destroy: () => void;
}

/** Cytoscape adds a style element, which the policy of the page forbids, unless it finds one of this id; graph.css has its rule. */
function pretendStyle(): void {
  if (document.getElementById(STYLE_ID)) return;
  const mark = document.createElement("meta");
  mark.id = STYLE_ID;
  document.head.append(mark);
}

const edgeId = (id: string): string => `edge ${id}`;

export function makeCanvas(container: HTMLElement, layout: Layout, events: Events, { large, compact }: { large: boolean; compact: boolean }): Canvas {
  pretendStyle();
  const cy = cytoscape({
    container, layout: { name: "preset" }, minZoom: 0.03, maxZoom: 4, selectionType: "single", autounselectify: true, boxSelectionEnabled: false,
    textureOnViewport: large, hideEdgesOnViewport: large, pixelRatio: large ? 1 : "auto",
  });
  const places = new Map<string, Point>();
  let view: View | undefined;
  let chosen = layout;
  let ask = 0; // which layout is the newest
  let worker: Worker | undefined;
  let awaited: Set<string> = new Set();

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const restyle = (): void => { cy.style(sheet(readPalette(container), view?.scene.nodes.length ?? 0)); };
  dark.addEventListener("change", restyle);
  // In a page that scrolls, the wheel is the page's until the canvas has the focus.
  const wheel = (): void => { cy.userZoomingEnabled(!compact || document.activeElement === container || matchMedia("(pointer: coarse)").matches); };
  container.addEventListener("focus", wheel);
  container.addEventListener("blur", wheel);
  wheel();
  cy.on("tap", (event) => {
    container.focus({ preventScroll: true });
    events.select(event.target === cy ? undefined : (event.target.data("at") as string));
  });
  cy.on("dbltap", "node", (event) => events.toggle((event.target as NodeSingular).id()));
  cy.on("dragfree", "node", (event) => { const node = event.target as NodeSingular; places.set(node.id(), { ...node.position() }); });
  let turning: ReturnType<typeof setTimeout> | undefined;
  cy.on("zoom", () => {
    clearTimeout(turning);
    turning = setTimeout(() => {
      const font = cy.destroyed() ? 0 : fontAt(cy.zoom());
      const hubs = cy.nodes(".hub");
      if (font && hubs.nonempty() && Math.abs((hubs.first().data("font") as number) - font) > font / 8) hubs.data({ font, wide: `${10 * font}px` });
    }, 200);
  });
  // A canvas in a part of the page that was closed has no size until it is opened.
  let seen = false;
  const sized = new ResizeObserver(() => {
    cy.resize();
    if (!seen && container.clientWidth) { seen = true; fit(); }
  });
  sized.observe(container);

  function fit(): void {
    if (!cy.nodes().length || !cy.width()) return;
    // By the nodes alone: Cytoscape's own fit measures each label and line of a large picture first.
    const { x, y, width, height } = extent(cy.nodes().map((node) => ({ ...node.position(), half: (node.data("size") as number) / 2, label: String(node.data("label")) })));
    const zoom = Math.min(1.3, Math.max(cy.minZoom(), Math.min((cy.width() - 2 * MARGIN) / width, (cy.height() - 2 * MARGIN) / height)));
    cy.viewport({ zoom, pan: { x: cy.width() / 2 - zoom * (x + width / 2), y: cy.height() / 2 - zoom * (y + height / 2) } });
    // On a phone, labels that can be read are worth more than all nodes at once.
    if (cy.width() < 500 && cy.zoom() < READABLE && cy.nodes().length <= 80) {
      cy.zoom(READABLE);
      cy.center(cy.nodes(".start").nonempty() ? cy.nodes(".start") : cy.nodes());
    }
  }
  function remember(): void { cy.nodes().forEach((node) => { places.set(node.id(), { ...node.position() }); }); }
  function settle(found: Record<string, Point>, whole: boolean): void {
    const move = !still.matches && cy.nodes().length <= LARGE && seen;
    cy.stop(true, true);
    for (const node of cy.nodes()) {
      const place = found[node.id()];
      if (!place || node.grabbed()) continue;
      places.set(node.id(), place);
      if (move) node.animate({ position: place, duration: 250, complete: () => undefined });
      else { const locked = node.locked(); node.unlock(); node.position(place); if (locked) node.lock(); }
    }
    const { x1, x2, y1, y2 } = cy.extent();
    const outside = Object.values(found).some(({ x, y }) => x < x1 || x > x2 || y < y1 || y > y2);
    // What was expanded is to be seen; a large picture stays where its reader has it.
    if (!whole && !(outside && cy.nodes().length < IN_WORKER)) return;
    if (move) setTimeout(() => { if (!cy.destroyed()) fit(); }, 270); else fit();
  }
  /** Lay out by forces; those in FIXED stay, and WHOLE says that the picture is new. */
  function pull(fixed: Set<string>, whole: boolean): void {
    const mine = ++ask;
    const forces: Forces = {
      bodies: cy.nodes().map((node): Body => {
        const size = node.data("size") as number, label = labelSize(String(node.data("label")));
        return { id: node.id(), ...node.position(), width: Math.max(size, label.width), height: size + label.height, fixed: fixed.has(node.id()) };
      }),
      links: cy.edges().toArray().filter((edge) => !edge.isLoop()).map((edge): [string, string] => [edge.source().id(), edge.target().id()]),
    };
    worker?.terminate();
    worker = forces.bodies.length < IN_WORKER ? undefined : layouter();
    if (!worker) { events.busy(false); settle(force(forces), whole); return; }
    events.busy(true);
    worker.onmessage = (event: MessageEvent<Record<string, Point>>) => { if (mine === ask) { events.busy(false); settle(event.data, whole); } worker?.terminate(); worker = undefined; };
    worker.onerror = () => { if (mine === ask) events.busy(false); }; // The rings stay.
    worker.postMessage(forces);
  }
  function arrange(wanted: Layout): void {
    chosen = wanted;
    if (!view || !cy.nodes().length) return;
    const pinned = view.pinned;
    if (wanted === "forces") {
      const begin = initial(view.scene, view.start);
      for (const node of cy.nodes()) if (!pinned.has(node.id())) node.position(begin.get(node.id())!);
      pull(new Set(pinned.keys()), true);
      if (cy.nodes().length >= IN_WORKER) fit();
      return;
    }
    ask++;
    events.busy(false);
    const before = new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    cy.layout(options(cy, wanted, view.start)).run(); // Cytoscape keeps locked nodes where they are.
    const after = Object.fromEntries(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    cy.nodes().forEach((node) => { if (!node.locked()) node.position(before.get(node.id())!); });
    settle(after, true);
  }

  function elements({ scene, more, start, pinned }: View): ElementDefinition[] {
    const degree = new Map<string, number>();
    const roles = new Map<string, Edge[]>(scene.nodes.filter((node) => node.group === "event").map((node) => [node.id, []]));
    for (const edge of scene.edges) for (const end of [edge.source, edge.target]) {
      degree.set(end, (degree.get(end) ?? 0) + 1);
      if (edge.kind === "role") roles.get(end)?.push(edge);
    }
    const first = new Set(start);
    const hubs = new Set(scene.nodes.length < HUBS_FROM ? [] : [...degree].sort((a, b) => b[1] - a[1]).slice(0, HUBS).map(([id]) => id));
    const font = fontAt(cy.zoom());
    return [
      ...scene.nodes.map((node) => {
        const standing = eventStatus(node, roles.get(node.id) ?? []);
        const label = nodeLabel(node, more[node.id] ?? 0, pinned.has(node.id), standing);
        const size = Math.round(Math.min(44, (node.group === "event" ? 24 : 20) + 4 * Math.sqrt(degree.get(node.id) ?? 0)));
        const classes = [groupOf(node), standing ? formOf(standing.status, standing.fact) : "", first.has(node.id) ? "start" : "", pinned.has(node.id) ? "pinned" : "", hubs.has(node.id) ? "hub" : ""];
        return { group: "nodes" as const, classes: classes.filter(Boolean), data: {
          id: node.id, at: node.id, label, size, font, wide: `${10 * font}px`, width: Math.min(120, 8 + 6 * label.length), height: 6 + 14 * Math.ceil(label.length / 20),
        } };
      }),
      ...scene.edges.map((edge) => ({ group: "edges" as const, classes: edgeClasses(edge), data: { id: edgeId(edge.id), at: edge.at, source: edge.source, target: edge.target, label: edgeLabel(edge) } })),
    ];
  }
  function edgeClasses(edge: Drawn): string[] {
    return [edgeForm(edge), edge.kind === "role" ? "role" : "", edge.bundle ? "bundle" : "", edge.bundle && edge.rank < 0 ? "bothWays" : ""].filter(Boolean);
  }

  function show(next: View): void {
    remember();
    const known = cy.nodes().length;
    const wanted = elements(next);
    const ids = new Set(wanted.map((one) => one.data.id!));
    const kept = cy.nodes().filter((node) => ids.has(node.id())).length;
    const whole = !known || kept * 3 < known && kept * 3 < next.scene.nodes.length;
    const detail = detailOf(next.scene.nodes.length);
    const restyled = !view || detail !== detailOf(view.scene.nodes.length);
    view = next;
    if (restyled) restyle(); // before anything is added, so that each element is styled once
    if (whole) places.clear();
    const begin = whole ? initial(next.scene, next.start) : new Map<string, Point>();
    const stand = new Map([...places].filter(([id]) => ids.has(id)));
    const fresh = whole ? new Map<string, Point>() : near(next.scene, stand);
    cy.batch(() => {
      cy.elements().filter((element) => !ids.has(element.id())).remove();
      for (const one of wanted) {
        const id = one.data.id!;
        const there = cy.getElementById(id);
        if (there.nonempty() && there.data("source") === one.data.source && there.data("target") === one.data.target) {
          there.data(one.data);
          const marks = ["at", "beside"].filter((name) => there.hasClass(name));
          there.classes([...(one.classes as string[]), ...marks]);
          continue;
        }
        there.remove();
        if (one.group === "nodes") one.position = { ...(next.pinned.get(id) ?? begin.get(id) ?? stand.get(id) ?? fresh.get(id)!) };
        cy.add(one);
      }
      for (const node of cy.nodes()) {
        node.unlock();
        const pin = next.pinned.get(node.id());
        if (pin) node.position({ ...pin }).lock();
      }
    });
    remember();
    if (whole) {
      arrange(chosen);
      cy.one("render", () => performance.mark("kg:drawn", { detail: { edges: cy.edges().length } })); // what bench_explore waits for
      return;
    }
    const added = new Set([...fresh.keys()]);
    awaited = worker ? new Set([...awaited, ...added]) : added;
    if (added.size && chosen === "forces" && next.scene.nodes.length <= LARGE) pull(new Set([...ids].filter((id) => !awaited.has(id))), false);
  }

  // A large picture takes longer than a frame to draw, so what is selected in it is marked by a ring above the canvas.
  let ringed: EdgeSingular | NodeSingular | undefined;
  const ring = document.createElement("div");
  ring.className = "ring";
  ring.hidden = true;
  if (large) container.append(ring);
  function followRing(): void {
    ring.hidden = !ringed || ringed.removed();
    if (!ringed || ring.hidden) return;
    const { x, y } = ringed.isNode() ? ringed.renderedPosition() : (ringed as EdgeSingular).renderedMidpoint();
    ring.style.transform = `translate(${x}px, ${y}px)`;
  }
  if (large) cy.on("viewport position", followRing);

  function select(at: Set<string>): void {
    if (large) {
      ringed = (cy.nodes().toArray().find((node) => at.has(node.id())) ?? cy.edges().toArray().find((edge) => at.has(edge.data("at") as string))) as typeof ringed;
      followRing();
      if (ringed) reveal(ringed);
      return;
    }
    cy.batch(() => {
      cy.elements(".at, .beside").removeClass("at beside");
      const own = cy.elements().filter((element) => at.has(element.data("at") as string) || at.has(element.id()));
      own.addClass("at");
      own.nodes().connectedEdges().addClass("beside").connectedNodes().addClass("beside");
      own.edges().connectedNodes().addClass("beside");
    });
    const one = cy.elements(".at").first();
    if (one.nonempty()) reveal(one as unknown as NodeSingular);
  }
  function reveal(one: EdgeSingular | NodeSingular): void {
    const box = one.renderedBoundingBox({ includeLabels: false });
    const outside = box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height();
    if (outside && cy.width()) { if (still.matches) cy.center(one); else cy.animate({ center: { eles: one }, duration: 150 }); }
  }

  function move(from: string | undefined, direction: "left" | "right" | "up" | "down"): string | undefined {
    const points = cy.nodes().map((node) => ({ id: node.id(), ...node.position() }));
    const here = points.find((point) => point.id === from);
    if (here) return nearest(here, points, direction)?.id;
    const edge = from === undefined ? undefined : cy.edges().toArray().find((one) => one.data("at") === from || one.id() === edgeId(from)) as EdgeSingular | undefined;
    if (edge) return nearest(edge.midpoint(), edge.connectedNodes().map((node) => ({ id: node.id(), ...node.position() })), direction)?.id ?? edge.source().id();
    return view?.start.find((id) => cy.getElementById(id).nonempty()) ?? points[0]?.id;
  }

  function drawing(title: string): Drawing {
    return {
      title, palette: readPalette(container),
      nodes: view!.scene.nodes.flatMap((node) => {
        const drawn = cy.getElementById(node.id);
        const form = (Object.keys(LINES) as (keyof typeof LINES)[]).find((name) => drawn.hasClass(name));
        return drawn.empty() ? [] : [{ ...drawn.position(), label: String(drawn.data("label")), title: `${node.title ?? node.label} (${node.kindLabel})`, group: groupOf(node), form,
          width: drawn.width(), height: drawn.height(), start: drawn.hasClass("start"), pinned: drawn.hasClass("pinned") }];
      }),
      edges: view!.scene.edges.flatMap((edge) => {
        const drawn = cy.getElementById(edgeId(edge.id)).edges().first();
        if (drawn.empty()) return [];
        const points = [drawn.sourceEndpoint(), ...((drawn.controlPoints() as Point[] | undefined) ?? []), drawn.targetEndpoint()];
        return [{ points, label: edgeLabel(edge), form: edgeForm(edge), arrow: !(edge.bundle && edge.rank < 0), bundle: Boolean(edge.bundle) }];
      }),
    };
  }

  return {
    show, arrange, select, move, fit,
    place: (id) => { const node = cy.getElementById(id); return node.nonempty() ? { ...node.position() } : undefined; },
    zoom: (by) => { cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }); },
    svg: (title) => svg(drawing(title)),
    png: () => cy.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 6000, maxHeight: 6000, bg: readPalette(container)["--paper"] }) as unknown as Promise<Blob>,
    destroy: () => { ask++; clearTimeout(turning); worker?.terminate(); ring.remove(); sized.disconnect(); container.removeEventListener("focus", wheel); container.removeEventListener("blur", wheel); dark.removeEventListener("change", restyle); cy.destroy(); },
  };
}
