/** One value of an answer: a link to a page, a number, or text. Nothing of it is ever read as HTML. */
import { useState } from "preact/hooks";
import { texts } from "../texts";
import { type Row, type Term, textOf } from "./answers";
import { type Column, momentOf, type Names, numberOf, wordsOf } from "./columns";
import { everything, hasSentences, isOutside, linkOf, type Prefixes, sentences, short, shown } from "./iris";

export interface Setting { base: string; prefixes: Prefixes }
const LONG = 400; // characters after which a value is folded
const NAME = 160; // characters of the name of a link that are shown

export function Cell({ row, column, names, setting }: { row: Row; column: Column; names: Names; setting: Setting }) {
  const term = row[column.name];
  if (!term) return <td />;
  if (term.type === "uri") return <td class="thing"><Link iri={textOf(term)} words={wordsOf(row, column, names, (iri) => shown(iri, setting.prefixes))} column={column.name} setting={setting} /></td>;
  const label = column.label && textOf(row[column.label]);
  const text = term.type === "triple" ? tripleText(term, setting.prefixes) : textOf(term);
  const language = term["xml:lang"];
  return <td class={numberOf(term) !== undefined ? "number" : momentOf(term) !== undefined ? "date" : text.length > 60 ? "text" : undefined}>
    <Long text={label || text} language={language} />{language && language !== "en" && <span class="kind"> {language}</span>}
  </td>;
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
  const term = prefixes.kg !== undefined && iri.startsWith(prefixes.kg);
  return <>
    <a href={linkOf(iri, column, base)} title={iri.length < 300 ? iri : undefined}><bdi>{words.length > NAME ? `${words.slice(0, NAME)}…` : words}</bdi></a>
    {!term && hasSentences(iri) && <span class="more">{" "}
      <a href={sentences(iri, prefixes)} aria-label={texts.query.aboutThing(texts.query.sentences, words)}>{texts.query.sentences}</a>{" "}
      <a href={everything(iri, prefixes)} aria-label={texts.query.aboutThing(texts.query.facts, words)}>{texts.query.facts}</a></span>}
    {isOutside(iri, base) && (brief === iri || brief.startsWith("wd:")) && <span class="more">{" "}
      <a href={iri} rel="noreferrer noopener" target="_blank" aria-label={texts.query.outsideLabel(iri)}>{texts.query.outside} ↗</a></span>}
    {words !== brief && !term && brief !== iri && <span class="iri">{brief}</span>}
  </>;
}
