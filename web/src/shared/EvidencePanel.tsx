/** What stands behind claims: the sentence in its place, who says so, how it was found, who says the same and who says otherwise. */
import { useEffect, useRef } from "preact/hooks";
import type { Article, Claim, Evidence, EvidencePage, Mention } from "../api";
import { texts } from "../texts";
import { ClaimLine, Said, Speakers, When } from "./ClaimLine";
import { ArticleLine, Listed, Named, Problem, Standing, useView, Waiting } from "./parts";

export function EvidencePanel({ claims, onClose }: { claims: string[]; onClose?: () => void }) {
  const { answer, error, waiting } = useView<EvidencePage>("evidence", { claim: claims });
  const panel = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    return () => { if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus(); };
  }, []);
  useEffect(() => {
    const close = (event: KeyboardEvent): void => { if (event.key === "Escape" && !event.defaultPrevented) onClose?.(); };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  });
  useEffect(() => { if (!waiting) panel.current?.focus(); }, [waiting, claims.join()]);
  return <aside ref={panel} class="evidence" tabIndex={-1} aria-labelledby="evidence-title">
    <div class="bar"><h2 id="evidence-title">{texts.evidence.title}</h2>{onClose && <button type="button" onClick={onClose}>{texts.evidence.close}</button>}</div>
    {waiting ? <Waiting /> : error ? <Problem error={error} /> : answer && <Shown page={answer} />}
  </aside>;
}

function Shown({ page }: { page: EvidencePage }) {
  return <>
    {page.claims.map((claim) => <Behind claim={claim} page={page} />)}
    {page.same.length > 0 && <><h3>{texts.evidence.same}</h3><ul class="claims">{page.same.map((claim) => <ClaimLine key={claim.id + claim.article} claim={claim} articles={page.articles} sentence />)}</ul></>}
    {page.otherwise.length > 0 && <><h3>{texts.evidence.otherwise}</h3><ul class="claims">{page.otherwise.map((claim) => <ClaimLine key={claim.id + claim.article} claim={claim} articles={page.articles} sentence />)}</ul></>}
  </>;
}

function Behind({ claim, page }: { claim: Claim; page: EvidencePage }) {
  return <article class={`behind ${claim.status}`}>
    <p class="said"><Standing status={claim.status} fact={claim.fact} /> <Said claim={claim} /><When claim={claim} /><Speakers claim={claim} /></p>
    {claim.evidence.map((each) => <Sentence evidence={each} page={page} article={page.articles[each.article]} cue={claim.cue} claim={claim.id} />)}
    <dl class="how">
      {claim.speakers.length > 0 && <><dt>{texts.evidence.speaker}</dt><dd><Listed items={claim.speakers} /></dd></>}
      {claim.cue && <><dt>{texts.evidence.cue}</dt><dd><bdi>{claim.cue}</bdi></dd></>}
      {claim.qualifier && <><dt>{texts.evidence.qualifier}</dt><dd><bdi>{claim.qualifier}</bdi></dd></>}
      {claim.rule && <><dt>{texts.evidence.rule}</dt><dd>{found(claim.rule)}</dd></>}
      {claim.sense && <><dt>{texts.evidence.sense}</dt><dd>{claim.sense}</dd></>}
      {claim.confidence !== undefined && <><dt>{texts.evidence.confidence}</dt><dd>{claim.confidence.toFixed(2)}</dd></>}
    </dl>
    <Steps mentions={claim.evidence.flatMap((each) => page.mentions[each.iri] ?? [])} />
  </article>;
}

/** "lexicon:charge" as a reader understands it. */
function found(rule: string): string {
  const [kind, ...rest] = rule.split(":");
  const name = rest.join(":");
  return kind === "network" ? `${texts.evidence.network} (${name})` : kind === "lexicon" ? `${texts.evidence.lexicon} “${name}”` : kind === "roleset" ? `${texts.evidence.roleset} ${name}` : `${texts.evidence.construction} “${rule.replaceAll("-", " ")}”`;
}

function Sentence({ evidence, page, article, cue, claim }: { evidence: Evidence; page: EvidencePage; article?: Article; cue?: string; claim: string }) {
  const around = page.context[evidence.iri];
  return <figure>
    <blockquote>
      {around?.before && <span class="around"><bdi>{around.before}</bdi> </span>}
      <mark class="words"><bdi>{cue ? marked(evidence.sentence, cue) : evidence.sentence}</bdi></mark>
      {around?.behind && <span class="around"> <bdi>{around.behind}</bdi></span>}
    </blockquote>
    {article && <figcaption><ArticleLine article={article} at={claim} /></figcaption>}
  </figure>;
}

/** The sentence with its cue set apart, where the cue stands in it as it is. */
function marked(sentence: string, cue: string) {
  const at = sentence.toLowerCase().indexOf(cue.toLowerCase());
  if (at < 0) return sentence;
  return <>{sentence.slice(0, at)}<strong>{sentence.slice(at, at + cue.length)}</strong>{sentence.slice(at + cue.length)}</>;
}

function Steps({ mentions }: { mentions: Mention[] }) {
  const told = mentions.filter((mention) => mention.steps.length);
  if (!told.length) return null;
  return <details><summary>{texts.evidence.steps}</summary><ul>{told.map((mention) => <li><Named item={mention} />: <bdi>{mention.steps.join("; ")}</bdi></li>)}</ul></details>;
}
