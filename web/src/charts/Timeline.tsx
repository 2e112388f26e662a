/** Events on a real axis of time, zoomed by wheel, fingers, buttons and keys. */
import { axisBottom } from "d3-axis";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { zoom, type ZoomBehavior, zoomIdentity, type ZoomTransform } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Claim } from "../api";
import { statusText, texts } from "../texts";
import { day } from "../shared/parts";
import { lanes, span } from "./time";

const ROW = 22;
const AXIS = 24;
const MOST_ROWS = 18;
const LONG = 60; // pixels from which a span has its name above it
const LETTER = 6.6; // pixels of a letter, about

interface Props { claims: Claim[]; selected?: string; onSelect: (claim: Claim) => void }

/** A claim as the axis has room for it; what is no fact says so. */
function called(claim: Claim): string {
  const label = claim.label.length > 40 ? `${claim.label.slice(0, 39)}…` : claim.label;
  return claim.fact ? label : `${statusText(claim.status).name}: ${label}`;
}

export function Timeline({ claims, selected, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const axis = useRef<SVGGElement>(null);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown>>(null);
  const [width, setWidth] = useState(800);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const events = useMemo(() => claims.filter((claim) => claim.start).map((claim) => ({ claim, ...span(claim.start!, claim.end) })), [claims]);

  useEffect(() => {
    const look = new ResizeObserver(([entry]) => entry && setWidth(Math.max(280, entry.contentRect.width)));
    if (box.current) look.observe(box.current);
    return () => look.disconnect();
  }, []);
  const scale = useMemo(() => {
    const first = Math.min(...events.map((event) => event.from.getTime()));
    const last = Math.max(...events.map((event) => event.to.getTime()));
    const margin = Math.max(3 * 86400e3, (last - first) * .05);
    return scaleUtc([new Date(first - margin), new Date(last + margin)], [8, width - 8]);
  }, [events, width]);
  useEffect(() => {
    if (!svg.current) return;
    behaviour.current = zoom<SVGSVGElement, unknown>().scaleExtent([1, 4000]).translateExtent([[0, 0], [width, 1]]).extent([[0, 0], [width, 1]])
      .filter((event: Event) => !(event instanceof WheelEvent) || event.ctrlKey || event.shiftKey || document.activeElement === svg.current)
      .on("zoom", (event: { transform: ZoomTransform }) => setTransform(event.transform));
    select(svg.current).call(behaviour.current);
    return () => { if (svg.current) select(svg.current).on(".zoom", null); };
  }, [width, events]);
  const shown = transform.rescaleX(scale);
  useEffect(() => { if (axis.current) select(axis.current).call(axisBottom(shown).ticks(Math.max(2, width / 110)).tickSizeOuter(0)); });

  if (!events.length) return <p class="soft">{texts.timeline.none}</p>;
  const placed = lanes(events.map((event) => {
    const x = shown(event.from);
    const wide = 16 + LETTER * (Math.min(40, event.claim.label.length) + (event.claim.fact ? 0 : 14));
    // A name that would go over the right edge stands on the left of its mark.
    return { event, x, end: Math.max(shown(event.to), x), wide, left: x + wide > width && x > wide };
  }).filter((each) => each.end > -40 && each.x < width + 40), MOST_ROWS);
  const rows = Math.max(1, ...placed.map((each) => each.row + 1));
  const height = rows * ROW + AXIS + 6;
  const change = (how: (behaviour: ZoomBehavior<SVGSVGElement, unknown>, on: ReturnType<typeof select<SVGSVGElement, unknown>>) => void) => {
    if (behaviour.current && svg.current) how(behaviour.current, select<SVGSVGElement, unknown>(svg.current));
  };
  const by = (factor: number) => change((b, on) => b.scaleBy(on, factor));
  const move = (pixels: number) => change((b, on) => b.translateBy(on, pixels / transform.k, 0));
  const all = () => change((b, on) => b.transform(on, zoomIdentity));
  function key(event: KeyboardEvent): void {
    const does: Record<string, () => void> = { "+": () => by(1.6), "=": () => by(1.6), "-": () => by(1 / 1.6), "0": all, ArrowLeft: () => move(80), ArrowRight: () => move(-80) };
    const found = does[event.key];
    if (found) { event.preventDefault(); found(); }
  }
  return <div ref={box} class="timeline">
    <div class="bar" role="group" aria-label={texts.timeline.zoom}>
      <button type="button" onClick={() => by(1.6)} aria-label={texts.timeline.closer}>+</button>
      <button type="button" onClick={() => by(1 / 1.6)} aria-label={texts.timeline.farther}>−</button>
      <button type="button" onClick={all}>{texts.timeline.all}</button>
      <span class="soft">{texts.timeline.keys}</span>
    </div>
    <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} tabindex={0} role="group" aria-label={texts.timeline.label} onKeyDown={key}>
      {placed.map(({ event: { claim }, x, end, row, wide, left, crowded }) => { const shown = called(claim); return <g key={claim.id} class={`mark ${claim.status}${claim.fact ? "" : " unsure"}`} transform={`translate(${x.toFixed(1)},${row * ROW + 4})`} role="button" tabindex={0}
        aria-label={`${shown}, ${day(claim.start!)}, ${statusText(claim.status).name}: ${claim.label}`} aria-pressed={claim.id === selected}
        onClick={() => onSelect(claim)} onKeyDown={(event: KeyboardEvent) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); onSelect(claim); } }}>
        <title>{`${day(claim.start!)}: ${claim.label}`}</title>
        <rect class="hit" x={left ? -wide : -6} y={-2} width={Math.max(end - x, 0) + wide + 6} height={ROW - 2} />
        <rect class="span" x={-5} y={end - x > LONG ? 12 : 2} width={Math.max(10, end - x + 10)} height={end - x > LONG ? 4 : 10} rx={end - x > LONG ? 2 : 5} />
        <text x={left ? -9 : end - x > LONG ? Math.max(0, -x) : end - x + 10} y={end - x > LONG ? 9 : 11} text-anchor={left ? "end" : "start"}>{crowded ? "" : shown}</text>
      </g>; })}
      <g ref={axis} class="axis" transform={`translate(0,${rows * ROW + 6})`} aria-hidden="true" />
    </svg>
  </div>;
}
