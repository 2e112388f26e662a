import type { About, Dispute, Home, Ranked, Article } from "../api";
import { articlePage } from "../address";
import { ClaimLine, showEvidence } from "../shared/ClaimLine";
import { ArticleLine, Listed, Named, Problem, Section, Standing, useTitle, useView, Waiting } from "../shared/parts";
import { SearchBox } from "../shared/SearchBox";
import { counted, texts } from "../texts";

export default function HomePage(_: { about: About }) {
  const { answer, error } = useView<Home>("home", {});
  useTitle(texts.home.title);
  return <>
    <h1 class="unseen">{texts.site.title}</h1>
    <div class="hero"><SearchBox label={texts.home.search} />{answer && <Counts home={answer} />}</div>
    {error ? <Problem error={error} /> : answer ? <Shown home={answer} /> : <Waiting />}
  </>;
}

function Counts({ home: { counts } }: { home: Home }) {
  return <p class="counts soft">{counted(counts.articles, "article")} of {counted(counts.outlets, "outlet")} · {counted(counts.entities, "thing")} · {counted(counts.facts, "fact")} · {counted(counts.claims, "claim")}</p>;
}

function Shown({ home }: { home: Home }) {
  const ranked: [string, string, Ranked[]][] = [["people", texts.home.people, home.people], ["bodies", texts.home.bodies, home.bodies], ["places", texts.home.places, home.places]];
  return <>
    <div class="columns three">{ranked.map(([id, title, items]) => items.length > 0 && <Section id={id} title={title}><Most items={items} /></Section>)}</div>
    <div class="columns two">
      {home.events.length > 0 && <Section id="events" title={texts.home.events}><ul class="claims">{home.events.map((claim) => <ClaimLine key={claim.id} claim={claim} articles={home.articles} />)}</ul></Section>}
      <div>
        {home.disputes.length > 0 && <Section id="disputes" title={texts.home.disputes}><ul class="disputes">{home.disputes.map((dispute) => <Disputed dispute={dispute} articles={home.articles} />)}</ul></Section>}
        <Section id="newest" title={texts.home.newest}><ul class="plain">{home.newest.map((article) => <li key={article.iri}><ArticleLine article={article} /></li>)}</ul></Section>
      </div>
    </div>
  </>;
}

function Most({ items }: { items: Ranked[] }) {
  return <ol class="ranked">{items.map((item) => <li key={item.iri}><Named item={item} /> <span class="kind">{item.kindLabel}, {counted(item.articles, "article")}</span></li>)}</ol>;
}

function Disputed({ dispute, articles }: { dispute: Dispute; articles: Record<string, Article> }) {
  return <li><button type="button" class="link" onClick={() => showEvidence(dispute.statements.map((each) => each.claim))}><bdi>{dispute.label}</bdi></button>
    <ul class="plain">{dispute.statements.map((each) => <li><Standing status={each.status} />{each.speakers.length > 0 && <> <Listed items={each.speakers} /></>} <q><bdi>{each.sentence}</bdi></q> <a class="soft" href={articlePage(each.article)}><bdi>{articles[each.article]?.publisher ?? articles[each.article]?.title}</bdi></a></li>)}</ul>
  </li>;
}
