/** Places on a map of the world: dots that are links, zoomed by wheel, fingers, keys and buttons. */
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, type ZoomBehavior, zoomIdentity, type ZoomTransform } from "d3-zoom";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import { Links } from "../shared/links";
import { counted, texts } from "../texts";
import "./charts.css";
import { follow } from "./follow";
import { cut, fit, free, radius } from "./layout";
import { useWidth } from "./width";

export interface Point { iri?: string; label: string; latitude: number; longitude: number; size?: number }

const world = atlas as unknown as Topology;
const LAND = feature(world, world.objects.land!);
const BORDERS = mesh(world, world.objects.countries as never, (a, b) => a !== b);
const MOST = 2000;
const LABELS = 60;
const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function WorldMap({ points, height = 460 }: { points: Point[]; height?: number }) {
  const links = useContext(Links);
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(box);
  const tall = Math.round(Math.min(height, Math.max(220, width * 0.56)));
  const [view, setView] = useState<ZoomTransform>(zoomIdentity);
  const [near, setNear] = useState<number>();
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown>>(undefined);

  const { land, borders, sphere, project } = useMemo(() => {
    const projection = geoNaturalEarth1().fitExtent([[2, 2], [Math.max(10, width - 2), tall - 2]], { type: "Sphere" });
    const path = geoPath(projection).digits(1);
    return { land: path(LAND) ?? "", borders: path(BORDERS) ?? "", sphere: path({ type: "Sphere" }) ?? "", project: projection };
  }, [width, tall]);
  const dots = useMemo(() => {
    const largest = Math.max(0, ...points.map((point) => point.size ?? 0));
    return [...points].sort((a, b) => (b.size ?? 0) - (a.size ?? 0)).slice(0, MOST).map((point) => ({
      point, at: project([point.longitude, point.latitude]) ?? [NaN, NaN] as [number, number], r: radius(point.size, largest),
      told: point.size === undefined ? point.label : `${point.label}: ${point.size.toLocaleString("en")}`,
    })).filter(({ at }) => at.every(Number.isFinite));
  }, [points, project]);

  const home = (): ZoomTransform => {
    const { k, x, y } = fit(dots.map((dot) => dot.at), width, tall);
    return zoomIdentity.translate(x, y).scale(k);
  };
  useEffect(() => {
    if (!width || !svg.current) return;
    const mine = zoom<SVGSVGElement, unknown>().scaleExtent([1, 60]).extent([[0, 0], [width, tall]]).translateExtent([[0, 0], [width, tall]]).duration(calm() ? 0 : 250)
      // The wheel alone scrolls the page, and so does one finger while all of the map is seen.
      .filter((event: WheelEvent & TouchEvent) => event.type === "wheel" ? event.ctrlKey || event.metaKey
        : event.type.startsWith("touch") ? event.touches.length > 1 || behaviour.current !== undefined && (svg.current as unknown as { __zoom: ZoomTransform }).__zoom.k > 1.01
          : !event.button && !event.ctrlKey)
      .on("zoom", (event: { transform: ZoomTransform }) => setView(event.transform));
    behaviour.current = mine;
    const drawing = select(svg.current);
    drawing.call(mine).call(mine.transform, home());
    return () => { drawing.on(".zoom", null); };
  }, [width, tall, points]);

  const by = (factor: number): void => { if (svg.current) behaviour.current?.scaleBy(select(svg.current), factor); };
  const shift = (x: number, y: number): void => { if (svg.current) behaviour.current?.translateBy(select(svg.current), x / view.k, y / view.k); };
  const reset = (): void => { if (svg.current) behaviour.current?.transform(select(svg.current), home()); };
  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does: Record<string, () => void> = {
      "+": () => by(1.5), "=": () => by(1.5), "-": () => by(1 / 1.5), 0: reset,
      ArrowLeft: () => shift(60, 0), ArrowRight: () => shift(-60, 0), ArrowUp: () => shift(0, 60), ArrowDown: () => shift(0, -60),
    };
    const one = does[event.key];
    if (one) { event.preventDefault(); one(); }
  }

  const seen = dots.map((dot, i) => { const [x, y] = view.apply(dot.at); return { ...dot, i, x, y }; })
    .filter(({ x, y }) => x > -20 && y > -20 && x < width + 20 && y < tall + 20);
  const labelled = free(seen.map(({ x, y, r, point }) => ({ x: x - r, y: y - Math.max(r, 8), width: 2 * r + 6 + 6.6 * Math.min(28, point.label.length), height: Math.max(2 * r, 16) })), LABELS);
  const title = `${texts.charts.map}: ${counted(points.length, "place")}`;
  return <figure class="chart map">
    <div class="canvas" ref={box}>
      {width > 0 && <svg ref={svg} width={width} height={tall} tabindex={0} role="group" aria-label={title} aria-description={texts.charts.mapKeys} onKeyDown={key}>
        <g transform={view.toString()}>
          <path class="sea" d={sphere} /><path class="land" d={land} /><path class="borders" d={borders} />
        </g>
        {seen.map(({ point, x, y, r, told, i }) => {
          const dot = <g transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`}><circle class="dot" r={r} /><title>{told}</title></g>;
          const page = point.iri && links.thing(point.iri);
          return page
            ? <a key={i} href={page} aria-label={told} onClick={(event) => follow(event, page)} onFocus={() => setNear(i)} onBlur={() => setNear(undefined)} onMouseEnter={() => setNear(i)} onMouseLeave={() => setNear(undefined)}>{dot}</a>
            : <g key={i} onMouseEnter={() => setNear(i)} onMouseLeave={() => setNear(undefined)}>{dot}</g>;
        })}
        <g class="labels" aria-hidden="true">
          {seen.map(({ point, x, y, r, i, told }, n) => (labelled.has(n) || i === near) && i !== near
            ? <text key={i} x={x + r + 3} y={y} dy=".32em">{cut(point.label, 190)}</text>
            : i === near && <text key={i} class="near" x={Math.min(x + r + 3, Math.max(4, width - 7.6 * Math.min(60, told.length)))} y={y} dy=".32em">{cut(told, 430)}</text>)}
        </g>
      </svg>}
    </div>
    <div class="zooming" role="group" aria-label={texts.charts.zoom}>
      <button type="button" onClick={() => by(1.5)} aria-label={texts.charts.nearer}>+</button>
      <button type="button" onClick={() => by(1 / 1.5)} aria-label={texts.charts.farther}>−</button>
      <button type="button" onClick={reset}>{texts.charts.reset}</button>
    </div>
    <figcaption class="soft">{points.length > MOST ? texts.charts.first(MOST, points.length) : counted(points.length, "place")} · {texts.charts.mapHint}</figcaption>
  </figure>;
}
