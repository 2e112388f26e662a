/** One field over names, aliases and identifiers, with suggestions: a combobox as ARIA describes it. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { go, pageOf } from "../address";
import { ask, type Suggestion } from "../api";
import { counted, texts } from "../texts";

const PAUSE = 60; // milliseconds after a key before the server is asked

interface Props {
  small?: boolean;
  label?: string;
  value?: string;
  /** What is done with the thing that is chosen; its page is opened where nothing else is said. */
  onChoose?: (found: Suggestion) => void;
  kind?: string;
}

export function SearchBox({ small, label = "Search people, companies, places, events", value = "", onChoose, kind }: Props) {
  const id = useId();
  const [text, setText] = useState(value);
  const [found, setFound] = useState<Suggestion[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [none, setNone] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef("");
  /** For which text the suggestions are that are shown. */
  const told = useRef("");

  useEffect(() => {
    const wanted = text.trim();
    asked.current = wanted;
    if (!wanted) { setFound([]); setNone(false); return; }
    const timer = setTimeout(() => {
      ask<Suggestion[]>("suggest", { q: wanted, kind, limit: 10 }).then((answer) => {
        if (asked.current !== wanted) return;
        setFound(answer);
        setNone(!answer.length);
        setActive(-1);
        told.current = wanted;
      }, () => { if (asked.current === wanted) { setFound([]); told.current = ""; } });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, kind]);

  function choose(one: Suggestion | undefined): void {
    if (!one) return;
    setOpen(false);
    if (onChoose) { setText(""); onChoose(one); } else { setText(""); go(pageOf(one.iri)); document.getElementById("main")?.focus(); }
  }
  /** Choose what is marked, else the first that is found for what stands in the field now, and not for what stood there before. */
  async function enter(): Promise<void> {
    const wanted = text.trim();
    if (!wanted) return;
    if (told.current === wanted) { choose(found[active < 0 ? 0 : active]); return; }
    try {
      const answer = await ask<Suggestion[]>("suggest", { q: wanted, kind, limit: 10 });
      if (asked.current === wanted) choose(answer[0]);
    } catch { /* the field stays as it is */ }
  }
  function key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (found.length) setActive((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      void enter();
    } else if (event.key === "Escape") { setOpen(false); setActive(-1); }
  }
  const shown = open && (found.length > 0 || none);
  return <form class={small ? "search small" : "search"} role="search" aria-label={label} onSubmit={(event) => event.preventDefault()}>
    <label class={small ? "unseen" : ""} for={id}>{label}</label>
    <input list={undefined} ref={input} id={id} type="search" role="combobox" autocomplete="off" spellcheck={false} placeholder={small ? "Search" : "A name, an alias, an identifier"}
      aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      value={text} onInput={(event) => { setText(event.currentTarget.value); setOpen(true); }} onKeyDown={key}
      onFocus={() => setOpen(true)} onBlur={() => setTimeout(() => setOpen(false), 150)} />
    <ul id={`${id}-list`} role="listbox" aria-label="Suggestions" hidden={!shown}>
      {found.map((one, i) => <li id={`${id}-${i}`} key={one.iri} role="option" aria-selected={i === active} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(one)}>
        <bdi class="name">{one.label}</bdi> <span class="kind">{one.kindLabel}</span>
        {one.matched && <span class="matched"> also <bdi>{one.matched}</bdi></span>}
        <span class="line">{one.about && <><bdi>{one.about}</bdi> · </>}{counted(one.articles, "article")}</span>
      </li>)}
      {none && <li class="none" role="option" aria-selected={false} aria-disabled="true">{texts.site.nothing}</li>}
    </ul>
    <span class="unseen" role="status">{shown ? counted(found.length, "suggestion") : ""}</span>
  </form>;
}
