/** The graph view in a notebook: one picture and what is said in it, in a frame of its own that asks nobody. */
import { render } from "preact";
import { useMemo, useState } from "preact/hooks";
import "../app.css";
import type { Article, Claim, Picture } from "../api";
import { GraphView } from "../graph/GraphView";
import { Said, Speakers, When } from "../shared/ClaimLine";
import { Links } from "../shared/links";
import { ArticleLine, Standing } from "../shared/parts";
import { texts } from "../texts";
import "./notebook.css";

interface Given {
  picture: Picture;
  claims: Claim[];
  start: string[];
  /** Where things and articles are in the web, by their IRIs. */
  links: Record<string, string>;
}

function Evidence({ claims, articles, onClose }: { claims: Claim[]; articles: Record<string, Article>; onClose: () => void }) {
  return <section class="told" aria-labelledby="evidence-title">
    <div class="bar"><h2 id="evidence-title">{texts.evidence.title}</h2><button type="button" onClick={onClose}>{texts.evidence.close}</button></div>
    <ul class="claims">{claims.map((claim) => <li key={claim.id + claim.article} class={`claim ${claim.status}${claim.fact ? " fact" : ""}`}>
      <p class="said"><Standing status={claim.status} fact={claim.fact} /> <Said claim={claim} /><When claim={claim} /><Speakers claim={claim} /></p>
      {claim.evidence.map((each) => <blockquote><bdi>{each.sentence}</bdi></blockquote>)}
      {articles[claim.article] && <p class="source"><ArticleLine article={articles[claim.article]!} /></p>}
    </li>)}</ul>
  </section>;
}

function Shown({ given: { picture, claims, start, links } }: { given: Given }) {
  const [asked, setAsked] = useState<string[]>([]);
  const known = useMemo(() => new Map(Object.entries(links)), [links]);
  const found = (iri: string): string | undefined => known.get(iri);
  const told = claims.filter((claim) => asked.includes(claim.id));
  return <Links.Provider value={{ thing: found, article: found, outside: true }}>
    <GraphView picture={picture} start={start} compact onEvidence={setAsked} onSelect={() => setAsked([])} />
    {told.length > 0 && <Evidence claims={told} articles={picture.articles} onClose={() => setAsked([])} />}
  </Links.Provider>;
}

const app = document.getElementById("app")!;
const given = JSON.parse(document.getElementById("given")!.textContent) as Given;
app.replaceChildren(); // the picture that stood here until now
render(<Shown given={given} />, app);
