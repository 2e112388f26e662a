/** A picture of statements that can be walked through: canvas, panel of what is selected, filters, list. */
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { Node, Picture } from "../api";
import { Problem } from "../shared/parts";
import { counted, texts } from "../texts";
import { type Canvas, makeCanvas } from "./canvas";
import { graphml, turtle } from "./exports";
import { Clear, FilterPanel } from "./FilterPanel";
import { applyFilters, choices, isFiltered, readFilters, writeFilters } from "./filters";
import { asDrawn, bundle, fold } from "./fold";
import "./graph.css";
import { commandOf } from "./keys";
import { Keys, Legend } from "./Legend";
import { edgesAt, hanging, merge, neighbours, nodeAt, type Scene, without } from "./picture";
import { Selected } from "./Selected";
import { isFolded, layoutOf, readPins, usePairs, writePins } from "./state";
import { StatementTable } from "./StatementTable";
import { LARGE } from "./style";
import { save } from "../shared/save";
import { type Format, Toolbar } from "./Toolbar";
import { eventStatus, rowOf, rows as rowsOf, spokenNode, spokenRow } from "./words";

const t = texts.graph;

export interface GraphViewProps {
  picture: Picture;
  /** What is known about one thing more; without it, nodes cannot be expanded. */
  onExpand?: (iri: string) => Promise<Picture>;
  /** IRIs of what the picture starts from. */
  start?: string[];
  onEvidence?: (claims: string[], articles: string[]) => void;
  selected?: string;
  onSelect?: (id: string | undefined) => void;
  /** Embedded in a page: the filters are closed, and the wheel zooms only while the canvas has the focus. */
  compact?: boolean;
  stateInAddress?: boolean;
}

/** The node around which a picture turns that starts from nothing: the best connected one. */
function hub(picture: Picture, closed: Set<string>): string[] {
  let best: string | undefined, most = -1;
  for (const [id, beside] of neighbours(picture)) if (!closed.has(id) && beside.size > most) { best = id; most = beside.size; }
  return best ? [best] : [];
}

export function GraphView({ picture, onExpand, start = [], onEvidence, selected, onSelect, compact = false, stateInAddress = false }: GraphViewProps) {
  const [search, set] = usePairs(stateInAddress);
  const [expanded, setExpanded] = useState<Map<string, Picture>>(new Map());
  const [asking, setAsking] = useState<string>();
  const [failed, setFailed] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [spoken, setSpoken] = useState("");
  const [note, setNote] = useState("");
  /** What is being expanded, and how many nodes there were before. */
  const growing = useRef<{ label: string; nodes: number } | undefined>(undefined);
  const before = useRef<Picture | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<Canvas | undefined>(undefined);
  const id = useId();

  // Each depends on its own part of the state, so that a selection does not draw the picture anew.
  const filters = useMemo(() => readFilters(search), [JSON.stringify(readFilters(search))]);
  const hide = useMemo(() => new Set(search.getAll("hide")), [JSON.stringify(search.getAll("hide"))]);
  const pinned = useMemo(() => readPins(search), [JSON.stringify(search.getAll("pin"))]);
  const closed = useMemo(() => new Set(search.getAll("closed")), [JSON.stringify(search.getAll("closed"))]);
  const from = search.getAll("from");
  const folded = isFolded(search), layout = layoutOf(search);
  const at = search.get("at") ?? undefined;

  // What was asked for counts as long as the state names it, so that another state never shows what is left of this one.
  const full = useMemo(() => merge(picture, ...[...expanded].filter(([iri]) => from.includes(iri)).map(([, found]) => found)), [picture, expanded, JSON.stringify(from)]);
  const nodes = useMemo(() => new Map(full.nodes.map((node) => [node.id, node])), [full]);
  const startIds = useMemo(() => start.flatMap((iri) => nodeAt(full.nodes, iri)?.id ?? []), [full, JSON.stringify(start)]);
  const options = useMemo(() => choices(full), [full]);
  const visible = useMemo(() => {
    const left = without(full, hide);
    const kept = new Set(startIds.length ? startIds : hub(left, closed));
    return applyFilters(without(left, hanging(left, closed, kept)), filters, new Set(startIds));
  }, [full, hide, closed, startIds, filters]);
  const scene: Scene = useMemo(() => bundle(folded ? fold(visible) : asDrawn(visible)), [visible, folded]);
  const list = useMemo(() => rowsOf(scene, nodes), [scene, nodes]);
  const large = scene.nodes.length > LARGE;
  const empty = !scene.nodes.length;

  /** All names of what is selected: a statement of a bundle selects the bundle on the canvas. */
  const marked = useMemo(() => new Set([...(at ? [at] : []), ...edgesAt(scene, at).map((edge) => edge.at), ...(nodeAt(scene.nodes, at) ? [nodeAt(scene.nodes, at)!.id] : [])]), [scene, at]);
  /** In the list, a role stands in the row of its event. */
  const markedRows = useMemo(() => {
    const ends = edgesAt(scene, at).flatMap((edge) => (edge.kind === "role" && edge.id === at ? [edge.source, edge.target] : []));
    return new Set([...marked, ...ends.filter((end) => nodes.get(end)?.group === "event")]);
  }, [scene, at, marked, nodes]);

  function select(next: string | undefined): void {
    if (next === at) return;
    set({ at: next }, false);
    onSelect?.(next);
    const node = nodeAt(scene.nodes, next);
    const [edge] = edgesAt(scene, next);
    const inner = edge?.bundle?.find((one) => one.id === next || one.at === next) ?? edge;
    if (node) setSpoken(spokenNode(node, scene.edges, full.more[node.id] ?? 0, eventStatus(node, full.edges)));
    else if (edge?.bundle && inner === edge) setSpoken(counted(edge.bundle.length, t.statement));
    else setSpoken(inner ? spokenRow(rowOf(inner, nodes)) : "");
  }

  const isOpen = (node: Node): boolean => !closed.has(node.id) && Boolean(startIds.includes(node.id) || (node.iri && from.includes(node.iri)));
  const canExpand = (node: Node): boolean => closed.has(node.id) || Boolean(onExpand && node.iri && node.group !== "value" && !isOpen(node));
  const canCollapse = (node: Node): boolean => isOpen(node) || (!closed.has(node.id) && hanging(visible, new Set([node.id]), new Set(startIds.length ? startIds : hub(visible, new Set([node.id])))).size > 0);
  async function expand(node: Node): Promise<void> {
    setFailed(undefined);
    const { id, iri } = node;
    const opened = (now: URLSearchParams) => ({ closed: now.getAll("closed").filter((one) => one !== id) });
    if (!onExpand || !iri || node.group === "value" || from.includes(iri)) { set(opened); return; }
    const more = (now: URLSearchParams) => ({ ...opened(now), from: [...now.getAll("from"), iri] });
    growing.current = { label: node.label, nodes: full.nodes.length };
    // With the address the page asks for what is new; else it is asked for and kept here.
    if (stateInAddress) { set(more); return; }
    setAsking(id);
    try {
      const answer = await onExpand(iri);
      setExpanded((before) => new Map(before).set(iri, answer));
      set(more);
    } catch (error) { setFailed(error); }
    setAsking(undefined);
  }
  function collapse(node: Node): void {
    // What the page began with stays in the address, or the picture would be empty.
    const fewer = from.filter((iri) => iri !== node.iri);
    const begins = stateInAddress && !fewer.length && !search.has("article") && !search.has("things");
    setNote("");
    set({ closed: [...closed, node.id], from: begins ? from : fewer });
  }
  const toggle = (node: Node): void => { if (canExpand(node)) void expand(node); else if (canCollapse(node)) collapse(node); };
  function pin(node: Node): void {
    const after = new Map(pinned);
    const place = canvas.current?.place(node.id);
    if (!after.delete(node.id) && place) after.set(node.id, place);
    set({ pin: writePins(after) });
  }
  function hideNode(node: Node): void { set({ hide: [...hide, node.id], at: undefined }); onSelect?.(undefined); }

  useEffect(() => {
    if (!growing.current || full === before.current) return;
    before.current = full;
    const { label, nodes: known } = growing.current;
    growing.current = undefined;
    setNote(full.nodes.length > known ? "" : t.nothingMore(label));
  }, [full]);

  // The canvas calls what is newest.
  const now = useRef({ select, toggle: (_: string) => undefined as void });
  now.current = { select, toggle: (node) => { const found = nodes.get(node); if (found) toggle(found); } };
  useEffect(() => {
    if (empty) return;
    const made = makeCanvas(box.current!, layout, { select: (next) => now.current.select(next), toggle: (node) => now.current.toggle(node), busy: setBusy }, { large, compact });
    canvas.current = made;
    return () => { canvas.current = undefined; made.destroy(); };
  }, [large, empty, compact]);
  useEffect(() => { canvas.current?.show({ scene, more: full.more, start: startIds, pinned }); canvas.current?.select(marked); }, [scene, full, startIds, pinned, large, empty]);
  useEffect(() => { canvas.current?.select(marked); }, [marked]);
  const given = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (selected !== given.current && selected !== at) set({ at: selected }, false);
    given.current = selected;
  }, [selected]);

  function keyDown(event: KeyboardEvent): void {
    const command = commandOf(event);
    if (!command || event.target !== box.current) return;
    event.preventDefault();
    const node = nodeAt(scene.nodes, at);
    if (command === "left" || command === "right" || command === "up" || command === "down") { const next = canvas.current?.move(at, command); if (next) select(next); }
    else if (command === "closer" || command === "farther") canvas.current?.zoom(command === "closer" ? 1.2 : 1 / 1.2);
    else if (command === "fit") canvas.current?.fit();
    else if (command === "clear") select(undefined);
    else if (command === "edge" || command === "edgeBack") nextEdge(command === "edge" ? 1 : -1);
    else if (command === "evidence") { const row = list.find((one) => markedRows.has(one.at)); if (row?.claims.length) onEvidence?.(row.claims, row.articles); }
    else if (!node) return;
    else if (command === "expand") toggle(node);
    else if (command === "collapse") { if (canCollapse(node)) collapse(node); }
    else if (command === "pin") pin(node);
    else hideNode(node);
  }
  const walked = useRef<string | undefined>(undefined);
  /** The next edge of the node that was selected last. */
  function nextEdge(step: number): void {
    const node = nodeAt(scene.nodes, at);
    if (node) walked.current = node.id;
    const own = [...new Set(scene.edges.filter((edge) => edge.source === walked.current || edge.target === walked.current).map((edge) => edge.at))];
    const i = own.indexOf(at ?? "");
    if (own.length) select(own[i < 0 ? (step > 0 ? 0 : own.length - 1) : (i + step + own.length) % own.length]);
  }

  async function saveAs(format: Format): Promise<void> {
    const drawn = { nodes: visible.nodes, edges: visible.edges };
    if (format === "graphml") save(graphml(drawn), "picture.graphml", "application/graphml+xml");
    else if (format === "turtle") save(turtle(drawn), "picture.ttl", "text/turtle");
    else if (format === "svg" && canvas.current) save(canvas.current.svg(t.title), "picture.svg", "image/svg+xml");
    else if (canvas.current) save(await canvas.current.png(), "picture.png", "image/png");
  }

  return <div class={compact ? "graph compact" : "graph"}>
    <Toolbar layout={layout} folded={folded} hidden={hide.size} busy={busy} hasEvents={full.nodes.some((node) => node.group === "event")}
      counts={t.counts(counted(scene.nodes.length, t.node), counted(list.length, t.statement))}
      onLayout={(next) => { set({ layout: next === "forces" ? undefined : next }); canvas.current?.arrange(next); }} onFold={(next) => set({ events: next ? "folded" : undefined })}
      onShowHidden={() => set({ hide: [] })} onZoom={(by) => canvas.current?.zoom(by)} onFit={() => canvas.current?.fit()} onSave={(format) => void saveAs(format)} />
    <FilterPanel filters={filters} choices={options} open={false} onChange={(next) => set(writeFilters(next))} />
    {failed !== undefined && <Problem error={failed} />}
    {note && <p class="soft" role="status">{note}</p>}
    {empty ? <p class="soft">{isFiltered(filters) ? <>{t.emptyFiltered} <Clear filters={filters} onChange={(next) => set(writeFilters(next))} /></> : t.empty}</p> : <div class="stage">
      <div class="canvas" ref={box} tabIndex={0} role="application" aria-label={t.canvas} aria-describedby={`${id}-spoken`} onKeyDown={keyDown} />
      <section class="panel" aria-label={t.panel}>
        <Selected at={at} scene={scene} picture={full} nodes={nodes} list={list} pinned={pinned} start={startIds} asking={asking} onSelect={select} onEvidence={onEvidence}
          actions={(node) => ({ expand: canExpand(node) ? () => void expand(node) : undefined, collapse: canCollapse(node) ? () => collapse(node) : undefined, pin: () => pin(node), hide: () => hideNode(node) })} />
      </section>
    </div>}
    <p id={`${id}-spoken`} class="unseen" role="status">{spoken}</p>
    <div class="helps"><Legend /><Keys /></div>
    <details class="list" open={!compact}><summary>{t.list} <span class="soft">{counted(list.length, t.statement)}</span></summary>
      <StatementTable rows={list} at={markedRows} onSelect={select} />
    </details>
  </div>;
}
