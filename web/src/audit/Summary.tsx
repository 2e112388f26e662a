/** What the judgements say of the store: folded, so that nobody judges with an eye on it. */
import { useMemo, useState } from "preact/hooks";
import { statusText, texts } from "../texts";
import { by, type Estimate, estimate, unseen } from "./estimate";
import type { Row } from "./sheet";

export function Summary({ rows }: { rows: Row[] }) {
  const [open, setOpen] = useState(false);
  return <details class="summary" onToggle={(event) => setOpen(event.currentTarget.open)}><summary>{texts.audit.summary}</summary>{open && <Told rows={rows} />}</details>;
}

function Told({ rows }: { rows: Row[] }) {
  const [whole, parts, lost] = useMemo(() => [estimate(rows), by(rows, (row) => row.status!), unseen(rows)] as const, [rows]);
  if (!whole) return <p class="soft">{texts.audit.noSummary}</p>;
  const { columns } = texts.audit;
  return <>
    <p class="soft">{texts.audit.summaryAbout}{lost > 0 && <> {texts.audit.unseen(percent(lost))}</>}</p>
    <table><thead><tr>{Object.entries(columns).map(([name, title]) => <th scope="col" class={name === "part" ? undefined : "number"}>{title}</th>)}</tr></thead>
      <tbody><Line name={texts.audit.whole} told={whole} />{parts.map(([status, told]) => <Line key={status} name={statusText(status).name} told={told} />)}</tbody></table>
  </>;
}

function Line({ name, told }: { name: string; told: Estimate }) {
  return <tr><th scope="row">{name}</th><td class="number">{Math.round(told.claims).toLocaleString("en")}</td><td class="number">{told.judged.toLocaleString("en")}</td>
    <td class="number">{percent(told.share)}</td><td class="number">{percent(told.low)} to {percent(told.high)}</td></tr>;
}

/** A share as kg audit --read writes it. */
const percent = (share: number): string => `${(100 * share).toFixed(1)}\u00a0%`;
