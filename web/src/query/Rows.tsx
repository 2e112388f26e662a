/** The rows of an answer as a table: sorted by any column, two hundred at a time. */
import { useMemo, useRef } from "preact/hooks";
import { texts } from "../texts";
import { type Row, textOf } from "./answers";
import { Cell } from "./Cell";
import { type Column, nextOrder, type Order, ROWS_A_PAGE, sorted, windowOf } from "./columns";
import { linkOf, type Setting } from "./iris";
import { useNames } from "./names";

const NAMED_TO_SORT = 3000;
const NO_NAMES = new Map<string, string>();

interface Props {
  rows: Row[];
  columns: Column[];
  order?: Order;
  page: number;
  setting: Setting;
  onOrder: (order: Order | undefined) => void;
  onPage: (page: number) => void;
}

/** The things of a column that the query asked no label for, and that may have one. */
export function unnamed(rows: Row[], columns: Column[], { base, prefixes }: Setting): string[] {
  const found = new Set<string>();
  for (const column of columns)
    for (const row of rows) {
      const term = row[column.name];
      if (term?.type !== "uri" || (column.label && row[column.label])) continue;
      const iri = textOf(term);
      if ((iri.startsWith(base) && !(prefixes.kg && iri.startsWith(prefixes.kg)) && !iri.includes("#")) || linkOf(iri, column.name, base).startsWith("/read?")) found.add(iri);
    }
  return [...found];
}

export function Rows({ rows, columns, order, page, setting, onOrder, onPage }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const toSort = useMemo(() => {
    const found = order ? unnamed(rows, columns.filter((column) => column.name === order.column), setting) : [];
    return found.length <= NAMED_TO_SORT ? found : [];
  }, [rows, columns, order?.column]);
  const sortNames = useNames(toSort);
  const ordered = useMemo(() => sorted(rows, columns, order, toSort.length ? sortNames : NO_NAMES), [rows, columns, order?.column, order?.descending, toSort.length ? sortNames : NO_NAMES]);
  const shown = windowOf(page, rows.length);
  const part = useMemo(() => ordered.slice(shown.start, shown.end), [ordered, shown.start, shown.end]);
  const names = useNames(useMemo(() => unnamed(part, columns, setting), [part, columns]));
  const turn = (to: number): void => { onPage(to); if (box.current) box.current.scrollTop = 0; box.current?.scrollIntoView({ block: "nearest" }); };
  return <>
    {rows.length > ROWS_A_PAGE && <Pages {...shown} n={rows.length} onPage={turn} />}
    <div class="scroll" ref={box} tabIndex={0} role="region" aria-label={texts.query.table}>
      <table aria-rowcount={rows.length + 1}>
        <thead><tr>{columns.map(({ name, kind }) => <th key={name} scope="col" class={kind === "number" ? "number" : undefined} aria-sort={order?.column !== name ? undefined : order.descending ? "descending" : "ascending"}>
          <button type="button" onClick={() => onOrder(nextOrder(order, name))}>{name}<span aria-hidden="true" class="arrow">{order?.column !== name ? "" : order.descending ? " ↓" : " ↑"}</span></button>
        </th>)}</tr></thead>
        <tbody>{part.map((row, i) => <tr key={shown.start + i} aria-rowindex={shown.start + i + 2}>
          {columns.map((column) => <Cell key={column.name} row={row} column={column} names={names} setting={setting} />)}
        </tr>)}</tbody>
      </table>
    </div>
  </>;
}

function Pages({ page, pages, start, end, n, onPage }: { page: number; pages: number; start: number; end: number; n: number; onPage: (page: number) => void }) {
  const button = (to: number, text: string) => <button type="button" aria-disabled={to === page} onClick={() => { if (to !== page) onPage(to); }}>{text}</button>;
  const written = (number: number): string => number.toLocaleString("en");
  return <div class="pages" role="group" aria-label={texts.query.pages}>
    {button(1, texts.query.first)}{button(Math.max(1, page - 1), texts.query.previous)}
    <span role="status">{texts.query.shownRows(written(start + 1), written(end), written(n))}</span>
    {button(Math.min(pages, page + 1), texts.query.next)}{button(pages, texts.query.last)}
  </div>;
}
