/** A text that one pastes or drops, and what it says, at once; nothing of it is kept. */
import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { About, Tried } from "../api";
import { tryText } from "../api";
import { Said, Speakers, When } from "../shared/ClaimLine";
import { Problem, Standing, useTitle } from "../shared/parts";
import { save } from "../shared/save";
import { Reading } from "../shared/Reading";
import { texts } from "../texts";

const LONGEST = 120_000; // bytes; the server takes a little more

/** What came of a text; drawn anew for another text alone, and not with each letter that is typed. */
class Result extends Component<{ tried: Tried }> {
  override shouldComponentUpdate(next: { tried: Tried }): boolean { return next.tried !== this.props.tried; }
  override render() { return <Reading page={this.props.tried.page} picture={this.props.tried.picture} hasEvidence={false} />; }
}

/** What a text says in the terms of one's own files, before all that it says. */
function Mine({ tried, files }: { tried: Tried; files: string[] }) {
  const claims = tried.page.claims.filter((claim) => tried.mine.includes(claim.id));
  return <section aria-labelledby="mine">
    <h2 id="mine">{texts.tries.mine(files)}</h2>
    {claims.length ? <ul class="claims">{claims.map((claim) => <li key={claim.id} class={`claim ${claim.status}${claim.fact ? " fact" : ""}`}>
      <p class="said"><Standing status={claim.status} fact={claim.fact} /> <Said claim={claim} /><When claim={claim} /><Speakers claim={claim} /></p>
    </li>)}</ul> : <p class="soft">{texts.tries.noneMine}</p>}
  </section>;
}

export default function TryPage({ about }: { about: About }) {
  const [text, setText] = useState("");
  const [title, setTitle] = useState("");
  const [tried, setTried] = useState<Tried>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController>(null);
  useTitle(texts.tries.title);
  // The model is loaded while one still types.
  useEffect(() => { if (about.tries) void fetch("/api/try").catch(() => undefined); return () => running.current?.abort(); }, []);
  if (!about.tries) return <Problem error={new Error(texts.tries.off)} />;

  async function read(): Promise<void> {
    running.current?.abort();
    const mine = running.current = new AbortController();
    if (new TextEncoder().encode(text).length > LONGEST) { setProblem(new Error(texts.tries.long)); return; }
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await tryText(text, title, mine.signal);
      setTried(answer);
      requestAnimationFrame(() => document.getElementById("tried")?.focus());
    } catch (error) { if (!mine.signal.aborted) { setProblem(error); setTried(undefined); } }
    finally { if (running.current === mine) setBusy(false); }
  }
  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > LONGEST) { setProblem(new Error(texts.tries.long)); return; }
    setText(await file.text());
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    void take(event.dataTransfer?.files[0]);
  }
  return <>
    <h1>{texts.tries.title}</h1>
    <p class="soft">{texts.tries.about}</p>
    <form class="try" onSubmit={(event) => { event.preventDefault(); void read(); }} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label for="try-title">{texts.tries.headline}</label>
      <input id="try-title" value={title} onInput={(event) => setTitle(event.currentTarget.value)} autocomplete="off" />
      <label for="try-text">{texts.tries.text}</label>
      <textarea id="try-text" rows={10} value={text} onInput={(event) => setText(event.currentTarget.value)} required maxLength={LONGEST}
        onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void read(); } }} />
      <div class="bar">
        <button type="submit" class="first" disabled={busy || !text.trim()}>{busy ? texts.tries.reading : texts.tries.read}</button>
        {busy && <button type="button" onClick={() => running.current?.abort()}>{texts.tries.stop}</button>}
        <label class="button file">{texts.tries.file}<input class="unseen" type="file" accept=".txt,.md,text/plain" onChange={(event) => void take(event.currentTarget.files?.[0])} /></label>
        <span class="soft" role="status">{tried && !busy ? texts.tries.took(tried.seconds, tried.page.claims.length) : ""}</span>
      </div>
    </form>
    {problem ? <Problem error={problem} /> : tried && <section id="tried" tabIndex={-1} aria-label={texts.tries.result}>
      <p class="actions"><button type="button" onClick={() => save(tried.triples, "text.trig", "application/trig")}>{texts.tries.trig}</button></p>
      {about.mine.length > 0 && <Mine tried={tried} files={about.mine} />}
      <Result tried={tried} />
    </section>}
  </>;
}
