/** The answer to a query: what it is, in which views it can be seen, and its files. */
import { useContext, useMemo, useState } from "preact/hooks";
import { setParameters } from "../address";
import { Failed } from "../api";
import { Links } from "../shared/links";
import { counted, texts } from "../texts";
import { type Answer, download, GRAPH_FILES, ROW_FILES } from "./answers";
import { fold, orderFrom, orderWritten } from "./columns";
import { Chart, Places } from "./Drawn";
import { type Setting, thingsOf } from "./iris";
import { Picture } from "./Picture";
import { guess, place, things } from "./plots";
import { Rows } from "./Rows";
import { Turtle } from "./Turtle";

const DRAWN = 60; // things that a picture of the graph is opened with
type View = keyof typeof texts.query.views;

/** How long it took, as "0.05 s". */
const written = (seconds: number): string => `${seconds.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} s`;

export function statusOf(answer: Answer): string {
  if (answer.form === "boolean") return texts.query.answered(written(answer.seconds));
  if (answer.form === "graph") return texts.query.turtle(counted(answer.bytes, "byte"), written(answer.seconds));
  return texts.query.rows(counted(answer.rows.length, "row"), written(answer.seconds));
}

export function Result({ answer, query, search, setting }: { answer: Answer; query: string; search: URLSearchParams; setting: Setting }) {
  if (answer.form === "boolean") return <p class="yes">{answer.yes ? texts.query.yes : texts.query.no}</p>;
  if (answer.form === "graph") return <Graph answer={answer} query={query} search={search} setting={setting} />;
  return <Table answer={answer} query={query} search={search} setting={setting} />;
}

function Graph({ answer, query, search, setting }: { answer: Answer & { form: "graph" }; query: string; search: URLSearchParams; setting: Setting }) {
  const iris = useMemo(() => thingsOf(answer.turtle, setting.prefixes, DRAWN), [answer, setting.prefixes]);
  const views: View[] = iris.length > 1 ? ["graph", "turtle"] : ["turtle"];
  const view = views.find((one) => one === search.get("view")) ?? views[0]!;
  return <>
    <div class="bar"><Views views={views} view={view} usual={views[0]!} /><Files query={query} files={GRAPH_FILES} /></div>
    {view === "graph" ? <Picture iris={iris} more={iris.length === DRAWN} /> : <Turtle text={answer.turtle} />}
  </>;
}

/** The ways in which an answer can be seen; the usual one stands in no address. */
function Views({ views, view, usual }: { views: View[]; view: View; usual: View }) {
  if (views.length < 2) return null;
  return <span class="views" role="group" aria-label={texts.query.view}>
    {views.map((one) => <button key={one} type="button" aria-pressed={one === view} onClick={() => setParameters({ view: one === usual ? undefined : one }, "push")}>{texts.query.views[one]}</button>)}
  </span>;
}

function Table({ answer, query, search, setting }: { answer: Answer & { form: "rows" }; query: string; search: URLSearchParams; setting: Setting }) {
  const { rows } = answer;
  const columns = useMemo(() => fold(answer.names, rows), [answer]);
  const found = useMemo(() => things(rows, DRAWN), [rows]);
  const { outside } = useContext(Links); // in a notebook there is nobody to ask again
  const views = useMemo(() => {
    const list: View[] = ["table"];
    if (guess(columns, rows)) list.push("chart");
    if (rows.length && place(columns)) list.push("map");
    if (found.iris.length && !outside) list.push("graph");
    return list;
  }, [columns, rows, found, outside]);
  const view = views.find((one) => one === search.get("view")) ?? "table";
  return <>
    <div class="bar">
      <Views views={views} view={view} usual="table" />
      {!outside && <Files query={query} files={ROW_FILES} />}
    </div>
    {view === "chart" && <Chart rows={rows} columns={columns} setting={setting} search={search} />}
    {view === "map" && <Places rows={rows} columns={columns} setting={setting} search={search} />}
    {view === "graph" && <Picture {...found} />}
    {view === "table" && rows.length > 0 && <Rows rows={rows} columns={columns} setting={setting} order={orderFrom(search.get("sort"))} page={Number(search.get("page") ?? 1)}
      onOrder={(order) => setParameters({ sort: orderWritten(order), page: undefined })} onPage={(page) => setParameters({ page: page > 1 ? String(page) : undefined })} />}
  </>;
}

function Files({ query, files }: { query: string; files: Record<string, readonly [string, string]> }) {
  const [problem, setProblem] = useState<string>();
  return <span class="files" role="group" aria-label={texts.query.downloads}>
    {Object.entries(files).map(([name, [extension, type]]) => <button key={name} type="button" aria-label={texts.query.download(name)} onClick={() => {
      setProblem(undefined);
      download(query, extension, type).catch((error: unknown) => setProblem(error instanceof Failed ? error.message : texts.query.gone));
    }}>{name}</button>)}
    {problem && <span role="alert">{problem}</span>}
  </span>;
}
