/** The page of whatever has an IRI: an entity, an event, a claim, the ontology. */
import { useMemo, useState } from "preact/hooks";
import { graphPage, iriOf, queryPage, setParameters, useAddress } from "../address";
import { type About, type Claim, type Entity, type Fact, STATUSES, type Status } from "../api";
import { Timeline } from "../charts/Timeline";
import { WorldMap } from "../charts/WorldMap";
import { ClaimLine, showEvidence, together } from "../shared/ClaimLine";
import { EvidencePanel } from "../shared/EvidencePanel";
import { ArticleLine, Listed, Named, Problem, Section, useTitle, useView, Waiting } from "../shared/parts";
import { counted, statusText, texts } from "../texts";
import { written } from "../query/answers";
import { TermsList } from "./TermsList";

const SHOWN = 40;
const FEW = 15;

export default function ThingPage({ about }: { about: About }) {
  const { path, search } = useAddress();
  const iri = path === "/resource" ? search.get("iri") ?? "" : iriOf(path);
  if (iri === `${about.base}ontology` || iri.startsWith(`${about.base}ontology#`)) return <TermsList />;
  if (/\/(claim|event)\/[^/]+$/.test(iri)) return <Happening iri={iri} />;
  return <Thing iri={iri} />;
}

function Happening({ iri }: { iri: string }) {
  useTitle(texts.thing.event);
  return <div class="alone"><h1>{texts.thing.event}</h1><Actions iri={iri} /><EvidencePanel claims={[iri]} /></div>;
}

function Actions({ iri }: { iri: string }) {
  const data = (format: string) => `/resource?iri=${encodeURIComponent(iri)}&format=${format}`;
  return <p class="actions">
    <a class="button" href={graphPage(iri)}>{texts.thing.draw}</a>
    <a class="button" href={queryPage(`DESCRIBE ${written(iri)}`)}>{texts.thing.query}</a>
    {(["ttl", "jsonld", "nt"] as const).map((format) => <a key={format} class="button" href={data(format)} download={`thing.${format}`}>{texts.thing.formats[format]}</a>)}
  </p>;
}

function Thing({ iri }: { iri: string }) {
  const { answer, error, waiting } = useView<Entity>("entity", { iri });
  useTitle(answer?.label);
  if (error) return <Problem error={error} />;
  if (waiting || !answer) return <Waiting />;
  return <Shown entity={answer} />;
}

function Shown({ entity }: { entity: Entity }) {
  return <article class="entity">
    <header>
      <h1><bdi>{entity.label}</bdi> <span class="kind">{entity.kinds.map((kind) => kind.label).join(", ")}</span></h1>
      {entity.descriptions.length > 0 && <p class="lead"><bdi>{entity.descriptions.join("; ")}</bdi></p>}
      {entity.aliases.length > 0 && <p class="soft">{texts.thing.aliases} {entity.aliases.map((alias, i) => <>{i ? ", " : ""}<bdi>{alias}</bdi></>)}</p>}
      {entity.links.length > 0 && <p class="soft">{texts.thing.elsewhere} {entity.links.map((link, i) => <>{i ? ", " : ""}<a href={link.iri} target="_blank" rel="noreferrer noopener"><bdi>{link.iri.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "")}</bdi></a></>)}</p>}
      <Actions iri={entity.iri} />
    </header>
    <div class="columns aside">
      <div>
        <Section id="facts" title={texts.thing.facts}>{entity.facts.length ? <Facts entity={entity} /> : <p class="soft">{texts.thing.noFacts}</p>}</Section>
        <Section id="timeline" title={texts.thing.timeline}><Timeline claims={entity.claims} onSelect={(claim) => showEvidence([claim.id])} /></Section>
        <Claims entity={entity} />
      </div>
      <div>
        {entity.place && <Section id="map" title={texts.thing.map}><WorldMap height={220} points={[{ label: entity.label, ...entity.place }]} /></Section>}
        {entity.together.length > 0 && <Section id="together" title={texts.thing.together}><ul class="ranked">{entity.together.map((other) => <li key={other.iri}><Named item={other} /> <span class="kind">{counted(other.articles, "article")}</span></li>)}</ul></Section>}
        <Section id="articles" title={<>{texts.thing.articles} <span class="kind">{entity.appearsIn.length}</span></>}><Articles entity={entity} /></Section>
      </div>
    </div>
  </article>;
}

function Facts({ entity }: { entity: Entity }) {
  return <table class="facts"><tbody>{entity.facts.map((fact) => <FactRow key={`${fact.inverse}${fact.property}`} fact={fact} about={entity} />)}</tbody></table>;
}

function FactRow({ fact, about }: { fact: Fact; about: Entity }) {
  return <tr>
    <th scope="row">{fact.inverse ? <>… {fact.label} <bdi>{about.label}</bdi></> : fact.label}</th>
    <td><ul class="plain">{fact.items.map(({ item, by, claims, articles }) => <li><Named item={item} />{by.length > 0 && <span class="soft"> {texts.thing.by} <Listed items={by} /></span>} {claims.length > 0 && <button type="button" class="link" onClick={() => showEvidence(claims)}>{articles > 1 ? counted(articles, "article") : texts.claim.evidence}<span class="unseen"> {texts.thing.evidenceFor} {fact.label} {item.label}</span></button>}</li>)}</ul>
      {fact.more > 0 && <p class="soft">{texts.thing.more(fact.more)}</p>}</td>
  </tr>;
}

/** What is claimed of an entity, or by it, by status; the address has what is chosen. */
function Claims({ entity }: { entity: Entity }) {
  const { search } = useAddress();
  const wanted = search.get("status") as Status | "said" | null;
  const groups = useMemo(() => together(entity.claims), [entity]);
  const said = useMemo(() => groups.filter(([claim]) => claim!.speakers.some((speaker) => speaker.iri === entity.iri)), [groups]);
  const of = (status: Status): Claim[][] => groups.filter(([claim]) => claim!.status === status);
  const chosen = wanted === "said" ? said : wanted ? of(wanted) : groups;
  const choose = (status?: string) => setParameters({ status, all: undefined });
  const shown = search.get("all") ? chosen : chosen.slice(0, SHOWN);
  const others = entity.hasMore || entity.total > entity.claims.length;
  return <Section id="claims" title={texts.thing.claims}>
    <div class="bar" role="group" aria-label={texts.thing.byStatus}>
      <button type="button" aria-pressed={!wanted} onClick={() => choose()}>{texts.thing.every} {groups.length}</button>
      {STATUSES.filter((status) => of(status).length).map((status) => <button key={status} type="button" aria-pressed={wanted === status} onClick={() => choose(status)}>{statusText(status).name} {of(status).length}</button>)}
      {said.length > 0 && <button type="button" aria-pressed={wanted === "said"} onClick={() => choose("said")}>{texts.thing.says} {said.length}</button>}
    </div>
    {others && <p class="soft">{texts.thing.newestOnly(entity.claims.length, entity.total, entity.hasMore)}</p>}
    <ul class="claims">{shown.map(([claim, ...others]) => <ClaimLine key={claim!.id + claim!.article} claim={claim!} others={others} articles={entity.articles} about={entity.iri} sentence />)}</ul>
    {shown.length < chosen.length && <button type="button" onClick={() => setParameters({ all: "1" })}>{texts.thing.showAll(chosen.length)}</button>}
  </Section>;
}

/** The articles that name an entity, the newest first. */
function Articles({ entity }: { entity: Entity }) {
  const [all, setAll] = useState(false);
  const known = entity.appearsIn.flatMap((iri) => entity.articles[iri] ?? []);
  const shown = all ? known : known.slice(0, FEW);
  return <><ul class="plain">{shown.map((article) => <li key={article.iri}><ArticleLine article={article} /></li>)}</ul>
    {shown.length < known.length && <button type="button" onClick={() => setAll(true)}>{texts.thing.showAll(known.length)}</button>}</>;
}
