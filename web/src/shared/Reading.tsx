/** An article beside what was read in it: text, claims, graph and rejected candidates, each selecting the others. */
import { useMemo } from "preact/hooks";
import { setParameters, useAddress } from "../address";
import type { ArticlePage, Claim, Picture } from "../api";
import { GraphView } from "../graph/GraphView";
import { familyOf } from "../graph/style";
import { type Part, parts, type Piece } from "../pages/text";
import { counted, statusText, texts } from "../texts";
import { ClaimLine, showEvidence } from "./ClaimLine";
import { Named } from "./parts";

const TABS = ["claims", "graph", "rejected"] as const;
type Tab = (typeof TABS)[number];

interface Props { page: ArticlePage; picture?: Picture; hasEvidence: boolean }

export function Reading({ page, picture, hasEvidence }: Props) {
  const { search } = useAddress();
  const tab = (TABS as readonly string[]).includes(search.get("tab") ?? "") ? search.get("tab") as Tab : "claims";
  const at = search.get("at") ?? undefined;
  const selected = useMemo(() => at === undefined ? [] : page.claims.filter((claim) => claim.id === at || claim.event === at), [page, at]);
  const cut = useMemo(() => parts(page), [page]);
  const select = (claim?: Claim) => setParameters({ at: claim?.id === at ? undefined : claim?.id });
  function selectInGraph(id: string | undefined): void {
    const edge = picture?.edges.find((each) => each.id === id);
    const found = edge ? edge.claims[0] : page.claims.find((claim) => claim.event === id || claim.id === id)?.id;
    setParameters({ at: found });
  }
  const drawn = useMemo(() => {
    const claim = selected[0];
    if (!claim || !picture) return undefined;
    return picture.nodes.some((node) => node.id === claim.event) ? claim.event : picture.edges.find((edge) => edge.claims.includes(claim.id))?.id;
  }, [selected, picture]);
  return <div class="reading">
    <div class="text" aria-label={texts.reading.text} role="region">
      <Legend page={page} />
      <p class="words">{cut.map((part) => <Shown part={part} selected={selected} onSelect={select} />)}</p>
    </div>
    <div class="told">
      <div class="tabs" role="tablist" aria-label={texts.reading.told}>
        {TABS.map((name) => <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="told" tabIndex={tab === name ? 0 : -1}
          onClick={() => setParameters({ tab: name === "claims" ? undefined : name })} onKeyDown={(event) => tabKey(event, tab)}>
          {texts.reading.tabs[name]} {name === "claims" ? page.claims.length : name === "rejected" ? page.rejected.length : ""}</button>)}
      </div>
      <div id="told" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === "claims" && <ul class="claims">{page.claims.map((claim) => <ClaimLine key={claim.id} claim={claim} articles={page.articles} selected={selected.includes(claim)} onSelect={select} noArticle />)}</ul>}
        {tab === "graph" && picture && <GraphView picture={picture} compact selected={drawn} onSelect={selectInGraph} onEvidence={hasEvidence ? (claims) => showEvidence(claims) : undefined} />}
        {tab === "rejected" && <Rejections page={page} />}
      </div>
    </div>
  </div>;
}

function tabKey(event: KeyboardEvent, tab: Tab): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (!step) return;
  const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!;
  setParameters({ tab: next === "claims" ? undefined : next });
  requestAnimationFrame(() => document.getElementById(`tab-${next}`)?.focus());
}

function Legend({ page }: { page: ArticlePage }) {
  const kinds = new Set(page.mentions.map((mention) => familyOf(mention.kind)));
  return <ul class="legend" aria-label={texts.reading.legend}>{[...kinds].sort().map((kind) => <li key={kind}><mark class="mention" data-family={kind}>{texts.graph.groups[kind]}</mark></li>)}</ul>;
}

function Shown({ part, selected, onSelect }: { part: Part; selected: Claim[]; onSelect: (claim?: Claim) => void }) {
  if ("gap" in part) return <span class="gap" title={texts.reading.gap(part.gap)}> … </span>;
  const chosen = part.claims.some((claim) => selected.includes(claim));
  const inner = part.pieces.map((piece) => <Words piece={piece} />);
  if (!part.claims.length) return <span>{inner} </span>;
  const statuses = [...new Set(part.claims.map((claim) => claim.status))];
  return <span class={`sentence ${statuses[0]}`} data-chosen={chosen || undefined}>{inner}
    {" "}<button type="button" class="marks" aria-pressed={chosen} onClick={() => onSelect(chosen ? undefined : part.claims[0])}
      title={part.claims.map((claim) => `${statusText(claim.status).name}: ${claim.label}`).join("\n")}>
      {statuses.map((status) => <span class={`standing ${status}`}>{statusText(status).name}</span>)}<span class="unseen"> {counted(part.claims.length, "claim")}</span></button>{" "}
  </span>;
}

function Words({ piece }: { piece: Piece }) {
  if (!piece.mention) return <>{piece.text}</>;
  const { mention, inside } = piece;
  const told = [mention, ...inside].map((each) => `${each.label} (${each.kindLabel})`).join("; ");
  return <mark class="mention" data-family={familyOf(mention.kind)} title={told}><Named item={{ ...mention, label: piece.text }} /></mark>;
}

function Rejections({ page }: { page: ArticlePage }) {
  if (!page.rejected.length) return <p class="soft">{texts.reading.noRejected}</p>;
  return <><p class="soft">{texts.reading.rejectedAbout}</p><ul class="claims">{page.rejected.map((each) => <li class="claim rejected">
    <p class="said"><b>{each.typeLabel}</b> <bdi>{each.label}</bdi></p><p>{texts.reading.because} <bdi>{each.reason}</bdi></p>
    <blockquote><bdi>{each.sentence}</bdi></blockquote><p class="soft">{each.rule}</p></li>)}</ul></>;
}
