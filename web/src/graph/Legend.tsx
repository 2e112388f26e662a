/** What shapes and lines mean, and the keys. */
import { texts } from "../texts";
import { type Form, type Group, LINES, POINTS, SHAPES } from "./style";

const t = texts.graph;

function Outline({ group }: { group: Group }) {
  const { shape } = SHAPES[group];
  const corners = POINTS[shape];
  return <svg class={`sample ${group}`} viewBox="0 0 28 20" width="28" height="20" aria-hidden="true">
    {group === "Value" ? <text x="14" y="14" text-anchor="middle" font-size="12" font-style="italic">42</text>
      : shape === "ellipse" ? <ellipse cx="14" cy="10" rx="8" ry="8" />
      : corners ? <polygon points={corners.map(([x, y]) => `${14 + x * 8},${10 + y * 8}`).join(" ")} />
      : <rect x="5" y="2" width="18" height="16" rx="4" />}
  </svg>;
}

function Sample({ form }: { form: Form }) {
  const { dash, round, width, arrow, hollow } = LINES[form];
  return <svg class={`sample line ${form}`} viewBox="0 0 64 16" width="64" height="16" aria-hidden="true">
    <line x1="2" y1="8" x2="50" y2="8" stroke-width={width} stroke-dasharray={dash?.join(" ")} stroke-linecap={round ? "round" : undefined} />
    {arrow === "tee" ? <line x1="52" y1="2" x2="52" y2="14" stroke-width="2.5" />
      : arrow === "vee" ? <polygon class="full" points="60,8 48,3 51,8 48,13" />
      : <polygon class={hollow ? "hollow" : "full"} points="60,8 49,3 49,13" />}
    {arrow === "triangle-cross" && <line x1="46" y1="2" x2="46" y2="14" stroke-width="2.5" />}
  </svg>;
}

export function Legend() {
  return <details class="legend">
    <summary>{t.legend}</summary>
    <ul>{(Object.keys(SHAPES) as Group[]).map((group) => <li key={group}><Outline group={group} /> {t.groups[group]}</li>)}</ul>
    <ul>{(Object.keys(LINES) as Form[]).map((form) => <li key={form}><Sample form={form} /> {t.forms[form]}</li>)}</ul>
    <p>{t.legendEvents}</p>
    <p>{t.legendMarks}</p>
  </details>;
}

export function Keys() {
  return <details class="keys">
    <summary>{t.keys}</summary>
    <dl>{t.keyTable.map(([keys, what]) => <><dt>{keys}</dt><dd>{what}</dd></>)}</dl>
  </details>;
}
