/** A claim of a sheet as somebody reads it who judges: what it says, how it stands, and the sentence that it was read in. */
import { articlePage, pageOf } from "../address";
import type { Status } from "../api";
import { showEvidence } from "../shared/ClaimLine";
import { day, Standing } from "../shared/parts";
import { texts } from "../texts";
import { cut, type Row } from "./sheet";

export function Claim({ row }: { row: Row }) {
  return <div class="shown">
    <p class="how"><Standing status={row.status as Status} fact={row.fact === "yes"} />{row.speaker && <span> {texts.audit.saidBy} <bdi>{row.speaker}</bdi></span>}</p>
    <Says says={row.says!} />
    {row.sentence ? <blockquote>{row.before && <span class="around"><bdi>{row.before}</bdi> </span>}<mark class="words"><bdi>{row.sentence}</bdi></mark>{row.after && <span class="around"> <bdi>{row.after}</bdi></span>}</blockquote>
      : <p class="soft">{texts.audit.noSentence}</p>}
    <p class="source"><span>{row.outlet && <bdi class="outlet">{row.outlet}</bdi>}{row.published && <> <time dateTime={row.published}>{day(row.published)}</time></>}</span>
      <button type="button" class="link" onClick={() => showEvidence([row.claim!])}>{texts.audit.evidence}</button>
      <Beside href={articlePage(row.article!, row.claim)} text={texts.audit.inText} />
      <Beside href={pageOf(row.claim!)} text={texts.audit.page} /></p>
  </div>;
}

function Says({ says }: { says: string }) {
  const { relation, event, roles } = cut(says);
  return <div class="says">
    <p>{relation ? <><bdi>{relation[0]}</bdi> <i>{relation[1]}</i> <bdi>{relation[2]}</bdi></> : <b><bdi>{event}</bdi></b>}</p>
    {roles.length > 0 && <dl>{roles.map(({ role, items }) => <><dt>{role}</dt><dd><bdi>{items}</bdi></dd></>)}</dl>}
  </div>;
}

/** A link that leaves the claim where it is. */
function Beside({ href, text }: { href: string; text: string }) {
  return <a href={href} target="_blank" rel="noreferrer">{text}<span class="unseen"> {texts.audit.opens}</span></a>;
}
