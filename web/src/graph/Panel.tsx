/** What is selected, in words, and what can be done with it. */
import type { Article, Node } from "../api";
import { ArticleLine, day, Named, Standing } from "../shared/parts";
import { counted, texts } from "../texts";
import { oneLine } from "./picture";
import { fullName, type Row } from "./words";

const t = texts.graph;
const SHOWN = 12;

export interface Actions { expand?: () => void; collapse?: () => void; pin: () => void; hide: () => void }

function Subject({ row }: { row: Row }) {
  return <>{row.subject.map((node, i) => <>{i > 0 && ", "}<NodeName node={node} /></>)}</>;
}
function NodeName({ node }: { node: Node }) {
  return <Named item={{ label: oneLine(fullName(node)), iri: node.group === "value" ? undefined : node.iri, kind: node.kind, kindLabel: node.kindLabel }} />;
}

/** Statements as buttons that select them. */
export function RowButtons({ rows, onSelect }: { rows: Row[]; onSelect: (at: string) => void }) {
  return <ul class="rows">
    {rows.slice(0, SHOWN).map((row) => <li key={row.at}>
      <button type="button" class="plain" onClick={() => onSelect(row.at)}><bdi>{row.subject.map((node) => oneLine(node.label)).join(", ")}</bdi> <em>{row.says}</em> <bdi>{row.object}</bdi></button>
      {" "}{!row.fact && <Standing status={row.status} fact={row.fact} />}
    </li>)}
    {rows.length > SHOWN && <li class="soft">+{rows.length - SHOWN}</li>}
  </ul>;
}

interface NodeProps { node: Node; more: number; pinned: boolean; start: boolean; standing?: Row; rows: Row[]; actions: Actions; busy: boolean; onSelect: (at: string) => void; onEvidence?: () => void }

export function NodePanel({ node, more, pinned, start, standing, rows, actions, busy, onSelect, onEvidence }: NodeProps) {
  return <>
    <h2><NodeName node={node} /></h2>
    <p class="kind">{node.kindLabel}{node.articles !== undefined && <> · {counted(node.articles, "article")}</>}</p>
    {standing && <p><Standing status={standing.status} fact={standing.fact} /> {!standing.fact && <span class="soft">{t.noFact}</span>}</p>}
    {(node.start || node.end) && <p>{t.when}: <When node={node} /></p>}
    {start && <p class="soft">{t.start}</p>}
    {more > 0 && <p class="soft">{t.moreNotDrawn(more)}</p>}
    <p class="buttons">
      {actions.expand && <button type="button" onClick={actions.expand} disabled={busy}>{busy ? t.expanding : t.expand}</button>}
      {actions.collapse && <button type="button" onClick={actions.collapse}>{t.collapse}</button>}
      <button type="button" aria-pressed={pinned} onClick={actions.pin}>{pinned ? t.unpin : t.pin}</button>
      <button type="button" onClick={actions.hide}>{t.hide}</button>
      {onEvidence && <button type="button" onClick={onEvidence}>{t.evidence}</button>}
    </p>
    {rows.length > 0 && <><h3>{t.statements}</h3><RowButtons rows={rows} onSelect={onSelect} /></>}
  </>;
}

function When({ node }: { node: Node }) {
  const { start, end } = node;
  return <>{start && <time dateTime={start}>{day(start)}</time>}{start && end && end !== start && " – "}{end && end !== start && <time dateTime={end}>{day(end)}</time>}</>;
}

interface EdgeProps { row: Row; event?: Node; roles?: { label: string; node: Node }[]; articles: Record<string, Article>; onEvidence?: () => void; onBack?: () => void }

export function EdgePanel({ row, event, roles, articles, onEvidence, onBack }: EdgeProps) {
  return <>
    <h2 class="sentence"><Subject row={row} /> <em>{row.says}</em> {roles ? "" : row.objects.map((node) => <NodeName node={node} />)}</h2>
    <p><Standing status={row.status} fact={row.fact} /> {!row.fact && <span class="soft">{t.noFact}</span>}</p>
    {event && (event.start || event.end) && <p>{t.when}: <When node={event} /></p>}
    {roles && <><h3>{t.roles}</h3><dl>{roles.map(({ label, node }) => <><dt>{label}</dt><dd><NodeName node={node} /></dd></>)}</dl></>}
    {row.speakers.length > 0 && <p>{t.saidBy} <bdi>{row.speakers.join(", ")}</bdi></p>}
    {row.articles.length > 0 && <><h3>{t.articles}</h3><ul>{row.articles.map((iri) => articles[iri] && <li key={iri}><ArticleLine article={articles[iri]} /></li>)}</ul></>}
    <p class="buttons">
      {onEvidence && row.claims.length > 0 && <button type="button" class="first" onClick={onEvidence}>{t.evidence}</button>}
      {onBack && <button type="button" onClick={onBack}>{t.back}</button>}
    </p>
  </>;
}

export function BundlePanel({ ends, rows, onSelect, onEvidence }: { ends: [Node, Node]; rows: Row[]; onSelect: (at: string) => void; onEvidence?: () => void }) {
  return <>
    <h2><NodeName node={ends[0]} />, <NodeName node={ends[1]} /></h2>
    <p>{counted(rows.length, t.statement)}</p>
    <ul class="rows">{rows.map((row) => <li key={row.at}>
      <button type="button" class="plain" onClick={() => onSelect(row.at)}><bdi>{row.subject.map((node) => oneLine(node.label)).join(", ")}</bdi> <em>{row.says}</em> <bdi>{row.object}</bdi></button>
      {" "}<Standing status={row.status} fact={row.fact} />{row.speakers.length > 0 && <span class="soft"> {t.saidBy} <bdi>{row.speakers.join(", ")}</bdi></span>}
    </li>)}</ul>
    {onEvidence && <p class="buttons"><button type="button" class="first" onClick={onEvidence}>{t.evidence}</button></p>}
  </>;
}
