/** The query page: named questions with their parameters, queries in SPARQL, and their answers. */
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { go, queryPage, useAddress } from "../address";
import { type About, ask as askView, Failed, type Terms } from "../api";
import { useTitle } from "../shared/parts";
import { texts } from "../texts";
import { termOptions } from "./completion";
import { Editor } from "./Editor";
import { Parameters } from "./Parameters";
import { placeIn, pointedAt, titleOf } from "./place";
import "./query.css";
import { type Question, Questions } from "./Questions";
import { Result, statusOf } from "./Result";
import { type Run, useRun } from "./running";

const FIRST = `# What the articles assert of people
SELECT ?person ?personLabel ?predicate ?object ?objectLabel
WHERE {
  ?person a kg:Person ; rdfs:label ?personLabel ; ?predicate ?object .
  ?object rdfs:label ?objectLabel .
}
ORDER BY ?personLabel ?predicate ?objectLabel
LIMIT 100
`;

/** A text from the server; its own sentence where it refuses. */
async function read(address: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(address, { signal });
  const text = await response.text();
  if (!response.ok) throw new Failed(response.status, text.trim() || `HTTP ${response.status}`);
  return text;
}
let listed: Promise<Question[]> | undefined;
function listQuestions(): Promise<Question[]> {
  listed ??= read("/queries").then((text) => JSON.parse(text) as Question[]);
  listed.catch(() => { listed = undefined; });
  return listed;
}

export default function QueryPage({ about }: { about: About }) {
  const { search } = useAddress();
  const id = useId();
  const [questions, setQuestions] = useState<Question[]>([]);
  const [unlisted, setUnlisted] = useState<string>();
  const [terms, setTerms] = useState<Terms>();
  const [text, setText] = useState("");
  const [given, setGiven] = useState({ text: "" });
  const put = useCallback((query: string): void => { setText(query); setGiven({ text: query }); }, []);
  const [goTo, setGoTo] = useState(0);
  const { run, ask, stop, forget } = useRun();
  const setting = useMemo(() => ({
    base: about.base, prefixes: about.prefixes, labels: new Map(terms ? [...terms.classes, ...terms.properties].map(({ iri, label }) => [iri, label]) : []),
  }), [about, terms]);
  const answerTitle = useRef<HTMLHeadingElement>(null);
  const questionTitle = useRef<HTMLHeadingElement>(null);
  /** What gets the focus when the next answer is there, because the reader asked for it. */
  const lead = useRef<"answer" | "question">(undefined);

  useEffect(() => {
    listQuestions().then(setQuestions, (error: unknown) => setUnlisted(error instanceof Failed ? error.message : texts.query.gone));
    askView<Terms>("terms").then(setTerms, () => undefined); // the page does without
  }, []);

  const typed = search.get("query");
  const name = typed === null ? search.get("question") : null;
  const question = questions.find((one) => one.name === name);
  const values = useMemo(() => Object.fromEntries((question?.params ?? []).flatMap((param) => { const value = search.get(param.name); return value ? [[param.name, value]] : []; })), [question, search]);
  const key = JSON.stringify([typed, name, values]);

  const done = useCallback((found: Run | undefined): void => {
    if (!found) return;
    if (found.state !== "stopped" && lead.current === "answer") answerTitle.current?.focus();
    lead.current = undefined;
  }, []);
  const start = useCallback((anew: boolean): void => {
    if (typed !== null) {
      put(typed);
      void ask(typed, anew).then(done);
    } else if (question) {
      if (lead.current === "question") { lead.current = undefined; questionTitle.current?.focus(); }
      if (question.params.some((param) => param.required && !values[param.name])) { put(question.text); forget(); return; }
      void ask(async (signal) => {
        const given = new URLSearchParams(values);
        const bound = await read(`/queries/${encodeURIComponent(question.name)}${given.size ? `?${given}` : ""}`, signal);
        put(bound);
        return bound;
      }, anew).then(done);
    } else if (name === null) { put(FIRST); forget(); }
  }, [key, question]);
  useEffect(() => start(false), [start]);
  useTitle(question?.title ?? (typed === null ? undefined : titleOf(typed)) ?? texts.query.title);

  /** Run what stands in the editor and put it into the address, so that it can be shared. */
  function runText(now: string): void {
    const same = typed ?? (run.state === "answered" || run.state === "failed" ? run.query : undefined);
    if (now === same) start(true); else go(queryPage(now), "push");
  }
  function askQuestion(given: Record<string, string>): void {
    lead.current = "answer";
    const before = location.pathname + location.search;
    const search = new URLSearchParams({ question: question!.name, ...given });
    for (const kept of ["view"]) { const value = new URLSearchParams(location.search).get(kept); if (value) search.set(kept, value); }
    go(`/query?${search}`);
    if (before === location.pathname + location.search) start(true);
  }

  const place = run.state === "failed" && run.query === text ? placeIn(run.message) : undefined;
  const spot = useMemo(() => place, [place?.line, place?.column, run]);
  const options = useMemo(() => (terms ? termOptions(terms) : []), [terms]);
  const status = { idle: "", stopped: texts.query.stopped, asking: texts.query.asking, failed: "", answered: "" }[run.state] || (run.state === "answered" ? statusOf(run.answer) : "");
  return <div class={question ? "query asked" : "query"}>
    <Questions questions={questions} chosen={name ?? undefined} folded={name !== null || typed !== null} onChoose={(chosen) => {
      lead.current = "question";
      const address = `/query?question=${encodeURIComponent(chosen)}`;
      if (address === location.pathname + location.search) start(true); else go(address);
    }} />
    <div class="column">
      {name !== null && questions.length > 0 && !question && <p class="wrong" role="alert">{texts.query.unknown(name)}</p>}
      {unlisted && <p class="wrong" role="alert">{unlisted}</p>}
      {question
        ? <Parameters question={question} values={values} terms={terms} prefixes={about.prefixes} heading={questionTitle} onAsk={askQuestion} />
        : <h1>{(typed !== null && titleOf(typed)) || texts.query.title}</h1>}
      {!question && typed === null && <p class="soft">{texts.query.intro}</p>}
      <Folding folded={question !== undefined} title={texts.query.editor} id={`${id}-editor`}>
        <Editor given={given} terms={options} prefixes={about.prefixes} place={spot} goTo={goTo} onChange={setText} onRun={runText} />
        <div class="bar">
          <button type="button" class={question ? undefined : "first"} onClick={() => { lead.current = "answer"; runText(text); }}>{texts.query.run}</button>
          {run.state === "asking" && <button type="button" onClick={stop}>{texts.query.stop}</button>}
          <p class="keys">{texts.query.keys}</p>
        </div>
      </Folding>
      <section aria-labelledby={`${id}-answer`} aria-busy={run.state === "asking"} class="answer">
        <h2 id={`${id}-answer`} ref={answerTitle} tabIndex={-1} class={run.state === "idle" ? "unseen" : undefined}>{texts.query.answer}</h2>
        <p role="status" class="status">{status}</p>
        {run.state === "failed" && <Mistake message={run.message} query={run.query} onGo={spot && (() => setGoTo(goTo + 1))} />}
        {run.state === "answered" && <Result answer={run.answer} query={run.query} search={search} setting={setting} />}
      </section>
    </div>
  </div>;
}

/** The editor; below the form of a question it is folded away, so that the answer is seen at once. */
function Folding({ folded, title, id, children }: { folded: boolean; title: string; id: string; children: ComponentChildren }) {
  if (!folded) return <section aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
  return <details class="sparql"><summary id={id}>{title}</summary>{children}</details>;
}

/** What went wrong in one sentence, and the line of the query that it is about. */
function Mistake({ message, query, onGo }: { message: string; query: string; onGo?: () => void }) {
  const place = placeIn(message);
  const line = place && pointedAt(query, place);
  return <div class="wrong" role="alert">
    <p>{message}</p>
    {line !== undefined && <pre>{line}</pre>}
    {onGo && <button type="button" onClick={onGo}>{texts.query.goTo(place!.line)}</button>}
  </div>;
}
