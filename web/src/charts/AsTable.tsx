import { useContext } from "preact/hooks";
import { Links } from "../shared/links";
import { texts } from "../texts";

/** What a chart shows, as a table that is opened on demand. */
export function AsTable({ heads, rows }: { heads: [string, string]; rows: { label: string; value: number; iri?: string }[] }) {
  const links = useContext(Links);
  const page = (iri: string | undefined) => iri && links.thing(iri);
  return <details class="as-table">
    <summary>{texts.charts.asTable}</summary>
    <div class="scroll" tabIndex={0} role="region" aria-label={texts.charts.asTable}>
      <table>
        <thead><tr><th scope="col">{heads[0]}</th><th scope="col" class="number">{heads[1]}</th></tr></thead>
        <tbody>{rows.map((row) => <tr>
          <th scope="row">{page(row.iri) ? <a href={page(row.iri)}><bdi>{row.label}</bdi></a> : <bdi>{row.label}</bdi>}</th>
          <td class="number">{row.value.toLocaleString("en")}</td>
        </tr>)}</tbody>
      </table>
    </div>
  </details>;
}
