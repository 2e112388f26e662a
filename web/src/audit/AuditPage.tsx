/** The page /audit: a sample of claims, drawn from the store or opened from a file, for somebody to judge. */
import { useMemo, useState } from "preact/hooks";
import { auditPage, go, setParameters, useAddress } from "../address";
import type { About } from "../api";
import { Problem, useTitle, useView, Waiting } from "../shared/parts";
import { texts } from "../texts";
import "./audit.css";
import { OPENED, placeOf } from "./book";
import { Judging } from "./Judging";
import { type Drawn, ofServer, read, type Sheet } from "./sheet";

const SAMPLE = "200";
const SEED = "0";
const LONGEST = 50_000_000; // bytes of a file

/** A sheet that was opened from a file, and where what is judged in it is kept. */
interface Opened { name: string; sheet: Sheet; place: string }

export default function AuditPage({ about }: { about: About }) {
  const { search } = useAddress();
  const sample = search.get("sample") ?? undefined, seed = search.get("seed") ?? SEED;
  const { answer, error, waiting } = useView<Drawn>(sample && "audit", { sample, seed });
  const drawn = useMemo(() => answer && ofServer(answer), [answer]);
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<unknown>();
  const own = placeOf(about.base, sample ?? "", seed);
  useTitle(texts.audit.title);

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    try {
      if (file.size > LONGEST) throw new Error(texts.audit.large);
      const sheet = read(new Uint8Array(await file.arrayBuffer()));
      const place = drawn && haveSameClaims(sheet, drawn) ? own : OPENED;
      setOpened({ name: file.name, sheet, place });
      setProblem(undefined);
      setParameters({ at: undefined });
    } catch (wrong) { setProblem(new Error(`${file.name}: ${wrong instanceof Error ? wrong.message : String(wrong)}`)); }
  }
  function draw(event: SubmitEvent): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    setOpened(undefined);
    setProblem(undefined);
    go(auditPage(String(given.get("sample")), String(given.get("seed"))));
  }
  return <div class="audit">
    <h1>{texts.audit.title}</h1>
    {!sample && !opened && <p class="soft">{texts.audit.about}</p>}
    <form class="bar draw" onSubmit={draw} key={`${sample} ${seed}`}>
      <label>{texts.audit.sample} <input name="sample" type="number" required min={1} max={1000} defaultValue={sample ?? SAMPLE} /></label>
      <label title={texts.audit.seedAbout}>{texts.audit.seed} <input name="seed" type="number" required min={0} max={999_999_999} defaultValue={seed} /></label>
      <button type="submit" class={drawn || opened ? undefined : "first"}>{texts.audit.draw}</button>
      <label class="button file" title={texts.audit.openAbout}>{texts.audit.open}<input class="unseen" type="file" accept=".csv,text/csv" onChange={(event) => { void take(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} /></label>
      <span class="soft" role="status">{opened && texts.audit.of(opened.name)}</span>
    </form>
    {problem !== undefined && <Problem error={problem} />}
    <Rules open={!drawn && !opened} />
    {opened ? <Judging sheet={opened.sheet} place={opened.place} name={opened.name} onClose={() => { setOpened(undefined); setParameters({ at: undefined }); }} />
      : error ? <Problem error={error} />
      : waiting ? <Waiting />
      : drawn && <Judging sheet={drawn} place={own} />}
  </div>;
}

function haveSameClaims(one: Sheet, other: Sheet): boolean {
  const names = ({ rows }: Sheet): string => JSON.stringify(rows.map((row) => [row.article, row.claim]).sort());
  return names(one) === names(other);
}

function Rules({ open }: { open: boolean }) {
  return <details class="rules" open={open}><summary>{texts.audit.what}</summary>
    <dl>{texts.audit.rules.map(([name, rule]) => <><dt>{name}</dt><dd>{rule}</dd></>)}</dl>
  </details>;
}
