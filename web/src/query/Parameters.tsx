/** The parameters of a question as a form. It is no <form>: the search box inside it is one. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { STATUSES, type Suggestion, type Terms } from "../api";
import { SearchBox } from "../shared/SearchBox";
import { statusText, texts } from "../texts";
import { type Prefixes, shown } from "./iris";
import { useNames } from "./names";
import { written } from "./parameter";
import type { Parameter, Question } from "./Questions";

type Values = Record<string, string>;
interface Props {
  question: Question;
  values: Values;
  terms?: Terms;
  prefixes: Prefixes;
  heading: preact.RefObject<HTMLHeadingElement | null>;
  onAsk: (values: Values) => void;
}

export function Parameters({ question, values: asked, terms, prefixes, heading, onAsk }: Props) {
  const id = useId();
  const [values, setValues] = useState(asked);
  const [missing, setMissing] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const key = JSON.stringify([question.name, asked]);
  useEffect(() => { setValues(asked); setMissing(undefined); }, [key]);
  const set = (name: string) => (value: string): void => { setValues((before) => ({ ...before, [name]: value })); setMissing(undefined); };

  function submit(): void {
    const found: Values = {};
    for (const param of question.params) {
      const value = written(param, values[param.name] ?? "", terms, prefixes);
      if (value) found[param.name] = value;
      else if (param.required) {
        setMissing(texts.query.chooseFirst(param.name));
        box.current?.querySelector<HTMLElement>(`[data-param="${CSS.escape(param.name)}"] :is(input, select)`)?.focus();
        return;
      }
    }
    if ([...box.current!.querySelectorAll<HTMLInputElement>("input[pattern]")].every((input) => input.reportValidity())) onAsk(found);
  }
  function enter(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === "Enter" && !event.defaultPrevented && target.matches("input:not([role=combobox])")) { event.preventDefault(); submit(); }
  }
  return <div class="parameters" role="form" aria-labelledby={`${id}-title`} ref={box} onKeyDown={enter}>
    <h1 id={`${id}-title`} tabIndex={-1} ref={heading}>{question.title}</h1>
    {question.params.length > 0 && <div class="fields">
      {question.params.map((param) => <Field key={`${question.name} ${param.name} ${asked[param.name] ?? ""}`} param={param} value={values[param.name] ?? ""} terms={terms} prefixes={prefixes} onChange={set(param.name)} />)}
    </div>}
    {missing && <p class="missing" role="alert">{missing}</p>}
    {question.params.length > 0 && <button type="button" class="first" onClick={submit}>{texts.query.ask}</button>}
  </div>;
}

interface FieldProps { param: Parameter; value: string; terms?: Terms; prefixes: Prefixes; onChange: (value: string) => void }

function Field(props: FieldProps) {
  const { param, value, terms, onChange } = props;
  const id = useId();
  const about = <small id={`${id}-about`}>{param.about} ({param.required ? texts.query.required : texts.query.optional})</small>;
  if (param.kind === "entity") return <EntityField {...props} id={id} about={about} />;
  const common = { id, required: param.required, "aria-describedby": `${id}-about`, value };
  const typed = (event: { currentTarget: HTMLInputElement }): void => onChange(event.currentTarget.value);
  const input = (): preact.JSX.Element => {
    switch (param.kind) {
      case "status": return <select {...common} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{texts.query.anything}</option>
        {STATUSES.map((status) => <option value={status}>{statusText(status).name}</option>)}
      </select>;
      case "date": return <input {...common} type="text" autocomplete="off" pattern="-?\d{4,}(-\d{2}(-\d{2})?)?" title={texts.query.dateExample} placeholder="2026-01-31" onInput={typed} />;
      case "number": return <input {...common} type="text" inputMode="decimal" autocomplete="off" pattern="[+\-]?\d*\.?\d+" title={texts.query.numberExample} onInput={typed} />;
      case "class": case "property": case "term": return <>
        <input {...common} list={`${id}-list`} autocomplete="off" spellcheck={false} placeholder={param.kind === "property" ? "kg:memberOf" : "kg:Person"} onInput={typed} />
        <datalist id={`${id}-list`}>
          {[...(param.kind === "property" ? [] : terms?.classes ?? []), ...(param.kind === "class" ? [] : terms?.properties ?? [])].map((term) => <option value={`kg:${term.name}`} label={term.label}>{term.label}</option>)}
        </datalist>
      </>;
      default: return <input {...common} type="text" autocomplete="off" onInput={typed} />;
    }
  };
  return <div class="field" data-param={param.name}><label for={id}>{param.name}</label>{input()}{about}</div>;
}

/** An entity is chosen among suggestions and then shown by its name; what is sent is its IRI. */
function EntityField({ id, param, value, about, prefixes, onChange }: FieldProps & { id: string; about: preact.JSX.Element }) {
  const isIri = /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
  const names = useNames(isIri ? [value] : []);
  const [label, setLabel] = useState<{ iri: string; label: string }>();
  const [open, setOpen] = useState(!value);
  const box = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<"button" | "input">();
  useEffect(() => { if (!value) setOpen(true); else if (!box.current?.contains(document.activeElement) || isIri) setOpen(false); }, [value]);
  useEffect(() => { if (focus) { box.current?.querySelector<HTMLElement>(focus)?.focus(); setFocus(undefined); } }, [focus, open]);
  function choose(found: Suggestion): void {
    setLabel(found);
    onChange(found.iri);
    setOpen(false);
    setFocus("button");
  }
  const name = isIri ? names.get(value) ?? (label?.iri === value ? label.label : shown(value, prefixes)) : value;
  return <div class="field entity" data-param={param.name} role="group" aria-labelledby={open || !value ? undefined : `${id}-label`} aria-label={open || !value ? param.name : undefined} aria-describedby={`${id}-about`} ref={box}>
    {open || !value
      ? <div onInput={(event) => onChange((event.target as HTMLInputElement).value)}><SearchBox label={param.name} onChoose={choose} value={isIri ? "" : value} /></div>
      : <><span class="label" id={`${id}-label`}>{param.name}</span>
        <p class="chosen"><bdi title={value}>{name}</bdi> <button type="button" aria-label={texts.query.changeOf(param.name)} onClick={() => { onChange(""); setOpen(true); setFocus("input"); }}>{texts.query.change}</button></p></>}
    {about}
  </div>;
}
