/** One claim in a line: what, who and whom, how it stands, who says so, in which article; and a button to its evidence. */
import { setParameters } from "../address";
import type { Article, Claim, Item, Role } from "../api";
import { texts } from "../texts";
import { ArticleLine, day, Listed, Named, Standing } from "./parts";

/** Roles from this rank on say where, how and why. */
const OTHER_ROLES = 4;
/** Roles that the time of the line tells already. */
const TIMES = new Set(["time", "startTime", "endTime"]);

/** Show the evidence of claims beside the page; the address has it, so that a link shows it too. */
export function showEvidence(claims: string[]): void {
  setParameters({ evidence: claims }, "push");
}

export function Speakers({ claim }: { claim: Claim }) {
  if (!claim.speakers.length) return null;
  return <span class="speakers"> {texts.claim.saidBy} <Listed items={claim.speakers} />{claim.relays.length > 0 && <> {texts.claim.relayedBy} <Listed items={claim.relays} /></>}</span>;
}

/** When an event took place, or since when and until when a relation holds. */
export function When({ claim }: { claim: Claim }) {
  const { start, end, validFrom, validUntil } = claim;
  if (start) return <time dateTime={start}> {!end || day(start) === day(end) ? day(start) : `${day(start)} – ${day(end)}`}</time>;
  if (validFrom || validUntil) return <time> {validFrom ? day(validFrom) : "…"} – {validUntil ? day(validUntil) : "…"}</time>;
  return null;
}

/** What a claim says, in the order of a sentence: who does it, what happens, and to whom; all else by its role. ABOUT is not repeated as a link. */
export function Said({ claim, about }: { claim: Claim; about?: string }) {
  const named = (item: Item) => item.iri && item.iri === about ? <b><bdi>{item.label}</bdi></b> : <Named item={item} />;
  const listed = (items: Item[]) => items.map((item, i) => <>{i ? ", " : ""}{named(item)}</>);
  if (claim.kind === "relation") return <>{named(claim.subject!)} <i>{claim.ended ? `${texts.claim.once} ` : ""}{claim.typeLabel}</i> {named(claim.object!)}</>;
  const { doing, done, others } = ordered(claim);
  return <>{doing && <span class="role" title={doing.label}>{listed(doing.items)} </span>}<b class="event" title={claim.typeLabel}>{happening(claim)}</b>
    {done && <span class="role" title={done.label}> {listed(done.items)}</span>}{others.map((role) => <span class="role"> <i>{role.label}</i> {listed(role.items)}</span>)}</>;
}

/** What happens, by the verb where only a general class names it: "deny", "charge". */
function happening(claim: Claim): string {
  const title = claim.label.split(":")[0]!.trim() || claim.typeLabel;
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/** Who does it, to whom or what it is done, and all other roles; times are told apart. */
function ordered(claim: Claim): { doing?: Role; done?: Role; others: Role[] } {
  const roles = (claim.roles ?? []).filter((role) => !TIMES.has(role.role));
  const doing = roles.find((role) => role.rank === 0);
  const done = roles.find((role) => role !== doing && role.rank < OTHER_ROLES);
  return { doing, done, others: roles.filter((role) => role !== doing && role !== done) };
}

/** Claims that say the same of the same standing, by the same speakers, as one: one line, and all of their sentences. */
export function together(claims: Claim[]): Claim[][] {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const said = claim.kind === "relation" ? [claim.subject!.iri, claim.type, claim.object!.iri ?? claim.object!.label] : [claim.event];
    const key = JSON.stringify([claim.status, claim.ended, claim.speakers.map((speaker) => speaker.iri), said]);
    found.set(key, [...(found.get(key) ?? []), claim]);
  }
  return [...found.values()];
}

interface Props { claim: Claim; others?: Claim[]; articles: Record<string, Article>; about?: string; selected?: boolean; onSelect?: (claim: Claim) => void; sentence?: boolean; noArticle?: boolean }

export function ClaimLine({ claim, others = [], articles, about, selected, onSelect, sentence, noArticle }: Props) {
  const all = [claim, ...others];
  const told = [...new Set(all.map((each) => each.article))].flatMap((iri) => articles[iri] ?? []);
  return <li class={`claim ${claim.status}${claim.fact ? " fact" : ""}`} aria-current={selected ? "true" : undefined} id={`claim-${claim.id.split("/").pop()}`}>
    <p class="said"><Standing status={claim.status} fact={claim.fact} /> <Said claim={claim} about={about} /><When claim={claim} /><Speakers claim={claim} /></p>
    {sentence && claim.evidence.map((each) => <blockquote class="quoted"><bdi>{each.sentence}</bdi></blockquote>)}
    <p class="source">
      {told[0] && !noArticle && <ArticleLine article={told[0]} at={claim.id} />}{told.length > 1 && <span class="soft">{texts.claim.further(told.length - 1)}</span>}
      <button type="button" class="link" onClick={() => showEvidence(all.map((each) => each.id))}>{all.length > 1 ? texts.claim.sentences(all.length) : texts.claim.evidence}<span class="unseen">: {claim.label}</span></button>
      {onSelect && <button type="button" class="link" onClick={() => onSelect(claim)}>{texts.claim.show}<span class="unseen">: {claim.label}</span></button>}
    </p>
  </li>;
}
