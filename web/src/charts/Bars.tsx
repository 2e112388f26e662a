/** Bars of one number for each label, the longest first. */
import { scaleLinear } from "d3-scale";
import { useContext, useMemo, useRef } from "preact/hooks";
import { Links } from "../shared/links";
import { counted, texts } from "../texts";
import { AsTable } from "./AsTable";
import "./charts.css";
import { follow } from "./follow";
import { cut } from "./layout";
import { useWidth } from "./width";

export interface Bar { label: string; value: number; iri?: string }
const MOST = 40;

interface Props {
  title: string;
  bars: Bar[];
  /** What the labels and the numbers are, for the heads of the table. */
  heads: [string, string];
}

export function Bars({ title, bars, heads }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const all = useMemo(() => [...bars].sort((a, b) => b.value - a.value), [bars]);
  const drawn = all.slice(0, MOST);
  const narrow = width < 560;
  const step = narrow ? 40 : 26;
  const names = narrow ? 0 : Math.min(260, width * 0.34);
  const numbers = 12 + 8 * Math.max(1, ...drawn.map((bar) => bar.value.toLocaleString("en").length));
  const x = scaleLinear().domain([Math.min(0, ...drawn.map((bar) => bar.value)), Math.max(0, ...drawn.map((bar) => bar.value)) || 1]).range([names, Math.max(names + 20, width - numbers)]);
  return <figure class="chart">
    <figcaption>{title}{all.length > MOST && <span class="soft"> · {texts.charts.first(MOST, all.length)}</span>}</figcaption>
    <div ref={box} class="canvas">
      {width > 0 && <svg width={width} height={drawn.length * step + 4} role="group" aria-label={`${title}: ${counted(all.length, "bar")}`}>
        {drawn.map((bar, i) => <One key={bar.iri ?? bar.label} bar={bar}>
          <g transform={`translate(0,${i * step})`}>
            <rect class="row" width={width} height={step}><title>{bar.label}</title></rect>
            {narrow
              ? <text x={0} y={14}>{cut(bar.label, width)}</text>
              : <text x={names - 8} y={17} text-anchor="end">{cut(bar.label, names - 12)}</text>}
            <rect class="bar" x={Math.min(x(0), x(bar.value))} y={narrow ? 19 : 5} width={Math.max(1, Math.abs(x(bar.value) - x(0)))} height={16} />
            <text class="value" x={Math.max(x(0), x(bar.value)) + 6} y={narrow ? 32 : 18}>{bar.value.toLocaleString("en")}</text>
          </g>
        </One>)}
      </svg>}
    </div>
    <AsTable heads={heads} rows={all} />
  </figure>;
}

function One({ bar, children }: { bar: Bar; children: preact.ComponentChildren }) {
  const links = useContext(Links);
  const page = bar.iri && links.thing(bar.iri);
  if (!page) return <>{children}</>;
  return <a href={page} onClick={(event) => follow(event, page)}>{children}</a>;
}
