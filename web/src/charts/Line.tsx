/** One number over time, as a line with a dot for each date. */
import { scaleLinear, scaleUtc } from "d3-scale";
import { useRef } from "preact/hooks";
import { counted } from "../texts";
import { AsTable } from "./AsTable";
import "./charts.css";
import { useWidth } from "./width";

export interface Dated { label: string; moment: number; value: number }

interface Props {
  title: string;
  /** In the order of time. */
  dates: Dated[];
  heads: [string, string];
  height?: number;
}

export function Line({ title, dates, heads, height = 300 }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const values = dates.map((date) => date.value);
  const y = scaleLinear().domain([Math.min(0, ...values), Math.max(0, ...values) || 1]).nice(5).range([height - 28, 10]);
  const steps = y.ticks(5).filter((step) => Number.isInteger(step) || !values.every(Number.isInteger));
  const left = 14 + 8 * Math.max(1, ...steps.map((step) => step.toLocaleString("en").length));
  const x = scaleUtc().domain([dates[0]?.moment ?? 0, dates.at(-1)?.moment ?? 1]).range([left + 8, Math.max(left + 20, width - 16)]);
  const times = x.ticks(Math.max(2, Math.floor(width / 110)));
  const named = x.tickFormat(times.length);
  const at = (date: Dated): string => `${x(date.moment).toFixed(1)},${y(date.value).toFixed(1)}`;
  return <figure class="chart">
    <figcaption>{title}</figcaption>
    <div ref={box} class="canvas">
      {width > 0 && <svg width={width} height={height} role="img" aria-label={`${title}: ${counted(dates.length, "date")}`}>
        {steps.map((step) => <g key={step} transform={`translate(0,${y(step)})`}>
          <line class="grid" x1={left} x2={width} />
          <text class="value" x={left - 6} dy=".32em" text-anchor="end">{step.toLocaleString("en")}</text>
        </g>)}
        {times.map((time, i) => <text key={+time} class="value" x={Math.min(Math.max(x(time), left + 36), width - 24)} y={height - 8} text-anchor="middle">{named(time)}{i === 0 && time.getUTCMonth() > 0 ? ` ${time.getUTCFullYear()}` : ""}</text>)}
        <polyline class="line" points={dates.map(at).join(" ")} />
        {dates.map((date) => <circle key={date.label} class="point" cx={x(date.moment)} cy={y(date.value)} r={dates.length > 200 ? 2 : 4}><title>{`${date.label}: ${date.value.toLocaleString("en")}`}</title></circle>)}
      </svg>}
    </div>
    <AsTable heads={heads} rows={dates} />
  </figure>;
}
