/** The named questions, found by their words. */
import { useId, useState } from "preact/hooks";
import { counted, texts } from "../texts";

export type ParameterKind = "entity" | "class" | "property" | "term" | "status" | "date" | "number" | "text";
export interface Parameter { name: string; kind: ParameterKind; about: string; required: boolean }
export interface Question { name: string; title: string; text: string; params: Parameter[] }

/** The questions that have every word of the filter in their title, name or parameters. */
export function matching(questions: Question[], filter: string): Question[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return questions.filter(({ name, title, params }) => {
    const text = `${title} ${name} ${params.map((param) => param.name).join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The list; where there is little room, it is FOLDED as soon as something is asked. */
export function Questions({ questions, chosen, folded, onChoose }: { questions: Question[]; chosen?: string; folded: boolean; onChoose: (name: string) => void }) {
  const id = useId();
  const [filter, setFilter] = useState("");
  const [open, setOpen] = useState(!folded);
  const found = matching(questions, filter);
  return <nav class={open ? "questions open" : "questions"} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{texts.query.questions}</h2>
    <button type="button" class="unfold" aria-expanded={open} aria-controls={`${id}-list`} onClick={() => setOpen(!open)}>{texts.query.questions}</button>
    <div id={`${id}-list`} class="list">
      <label class="unseen" for={`${id}-filter`}>{texts.query.filter}</label>
      <input id={`${id}-filter`} type="search" placeholder={texts.query.filter} autocomplete="off" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
      <p class={found.length ? "unseen" : "soft"} role="status">{!filter ? "" : found.length ? counted(found.length, "question") : texts.query.noQuestions}</p>
      <ul>{found.map((question) => <li key={question.name}>
        <a href={`/query?question=${encodeURIComponent(question.name)}`} aria-current={question.name === chosen ? "true" : undefined} onClick={(event) => {
          if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          setOpen(false);
          onChoose(question.name);
        }}>{question.title}</a>
      </li>)}</ul>
    </div>
  </nav>;
}
