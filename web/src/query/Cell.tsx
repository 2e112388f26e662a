/** One value of an answer: a link to a page, a number, or text. Nothing of it is ever read as HTML. */
import { useContext, useState } from "preact/hooks";
import { Links } from "../shared/links";
import type { Status } from "../api";
import { Standing } from "../shared/parts";
import { STATUS_TEXTS, texts } from "../texts";
import { type Row, type Term, textOf } from "./answers";
import { type Column, momentOf, type Names, numberOf, wordsOf } from "./columns";
import { called, everything, hasSentences, isOutside, linkOf, type Prefixes, type Setting, sentences, short } from "./iris";

const LONG = 400; // characters after which a value is folded
const NAME = 160; // characters of the name of a link that are shown

export function Cell({ row, column, names, setting }: { row: Row; column: Column; names: Names; setting: Setting }) {
  const term = row[column.name];
  if (!term) return <td />;
  const standing = term.type === "uri" && statusOf(textOf(term), setting.prefixes);
  if (standing) return <td><Standing status={standing} /></td>;
  if (term.type === "uri") return <td class="thing"><Link iri={textOf(term)} words={wordsOf(row, column, names, (iri) => called(iri, setting))} column={column.name} setting={setting} /></td>;
  const label = column.label && textOf(row[column.label]);
  const text = term.type === "triple" ? tripleText(term, setting.prefixes) : textOf(term);
  const language = term["xml:lang"];
  return <td class={numberOf(term) !== undefined ? "number" : momentOf(term) !== undefined ? "date" : text.length > 60 ? "text" : undefined}>
    <Long text={label || text} language={language} />{language && language !== "en" && <span class="kind"> {language}</span>}
  </td>;
}

/** The name of a status of ours. */
function statusOf(iri: string, { kg }: Prefixes): Status | undefined {
  const name = kg && iri.startsWith(kg) ? iri.slice(kg.length) : "";
  return Object.hasOwn(STATUS_TEXTS, name) ? name as Status : undefined;
}

function tripleText(term: Term, prefixes: Prefixes): string {
  if (typeof term.value === "string") return term.type === "uri" ? short(term.value, prefixes) : term.value;
  return [term.value.subject, term.value.predicate, term.value.object].map((part) => tripleText(part, prefixes)).join(" ");
}

function Long({ text, language }: { text: string; language?: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= LONG) return <bdi lang={language}>{text}</bdi>;
  return <>
    <div class={open ? "long open" : "long"} dir="auto" lang={language}>{open ? text : text.slice(0, 1500)}</div>
    <button type="button" class="small" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? texts.query.less : texts.query.more}</button>
  </>;
}

function Link({ iri, words, column, setting: { base, prefixes } }: { iri: string; words: string; column: string; setting: Setting }) {
  const brief = short(iri, prefixes);
  const { outside } = useContext(Links);
  const named = <bdi>{words.length > NAME ? `${words.slice(0, NAME)}…` : words}</bdi>;
  if (outside) return <>
    {isOutside(iri, base) ? <a href={iri} rel="noreferrer noopener" target="_blank">{named}</a> : named}
    {words !== brief && brief !== iri && <span class="iri">{brief}</span>}
  </>;
  const term = prefixes.kg !== undefined && iri.startsWith(prefixes.kg);
  return <>
    <a href={linkOf(iri, column, base)} title={iri.length < 300 ? iri : undefined}>{named}</a>
    {!term && hasSentences(iri) && <span class="more about">{" "}
      <a href={sentences(iri, prefixes)} aria-label={texts.query.aboutThing(texts.query.sentences, words)}>{texts.query.sentences}</a>{" "}
      <a href={everything(iri, prefixes)} aria-label={texts.query.aboutThing(texts.query.facts, words)}>{texts.query.facts}</a></span>}
    {isOutside(iri, base) && (brief === iri || brief.startsWith("wd:")) && <span class="more">{" "}
      <a href={iri} rel="noreferrer noopener" target="_blank" aria-label={texts.query.outsideLabel(iri)}>{texts.query.outside} ↗</a></span>}
    {words !== brief && !term && brief !== iri && <span class="iri">{brief}</span>}
  </>;
}
