/** The picture as a list: all visible statements, for those who do not see or use the canvas. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Standing } from "../shared/parts";
import { texts } from "../texts";
import { oneLine } from "./picture";
import type { Row } from "./words";

const t = texts.graph;
const FIRST = 200;

export function StatementTable({ rows, at, onSelect }: { rows: Row[]; at: Set<string>; onSelect: (at: string) => void }) {
  const [all, setAll] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const shown = all ? rows : rows.slice(0, FIRST);
  const first = rows.find((row) => at.has(row.at))?.at;
  useEffect(() => {
    // Only the list scrolls to the row, not the page.
    const row = box.current?.querySelector<HTMLElement>("[aria-current]");
    if (!row || !box.current || box.current.contains(document.activeElement)) return;
    const { offsetTop, offsetHeight } = row;
    const { scrollTop, clientHeight } = box.current;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) box.current.scrollTop = offsetTop - clientHeight / 2;
  }, [first]);
  return <div class="statements" ref={box} tabIndex={0} role="region" aria-label={t.list}>
    <table>
      <caption class="unseen">{t.list}</caption>
      <thead><tr><th scope="col">{t.columns.subject}</th><th scope="col">{t.columns.says}</th><th scope="col">{t.columns.object}</th><th scope="col">{t.columns.status}</th><th scope="col">{t.columns.speakers}</th></tr></thead>
      <tbody>{shown.map((row) => <tr key={row.at} aria-current={at.has(row.at) || undefined} onClick={() => onSelect(row.at)}>
        <td><button type="button" class="plain" onClick={(event) => { event.stopPropagation(); onSelect(row.at); }}><bdi>{row.subject.map((node) => oneLine(node.label)).join(", ")}</bdi></button></td>
        <td>{row.says}</td><td><bdi>{row.object}</bdi></td><td><Standing status={row.status} fact={row.fact} /></td><td><bdi>{row.speakers.join(", ")}</bdi></td>
      </tr>)}</tbody>
    </table>
    {shown.length < rows.length && <button type="button" onClick={() => setAll(true)}>{t.showAll(rows.length)}</button>}
  </div>;
}
