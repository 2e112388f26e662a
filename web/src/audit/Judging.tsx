/** One claim of a sheet after the other, and what somebody says of it. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { setParameters, useAddress } from "../address";
import { showEvidence } from "../shared/ClaimLine";
import { save } from "../shared/save";
import { statusText, texts } from "../texts";
import { type Book, filled, keyOf, NONE, useBook } from "./book";
import { Claim } from "./Claim";
import { type Command, commandOf, keysAreOn, switchKeys } from "./keys";
import { isJudgement, type Judgement, JUDGEMENTS, type Row, type Sheet, written } from "./sheet";
import { Summary } from "./Summary";

const NAME = "sheet.csv";
/** What one step has changed: how it was before, and where. */
interface Step { before: Book; at: number }
interface Props { sheet: Sheet; place: string; name?: string; onClose?: () => void }

export function Judging({ sheet, place, name, onClose }: Props) {
  const { search } = useAddress();
  const { book, kept, change } = useBook(place, sheet.rows);
  const [past, setPast] = useState<Step[]>([]);
  const [hasKeys, setHasKeys] = useState(keysAreOn);
  const rows = useMemo(() => filled(sheet.rows, book), [sheet, book]);
  const card = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const remark = useRef<HTMLInputElement>(null);
  const given = Number(search.get("at")) - 1;
  const at = rows[given] ? given : Math.max(0, rows.findIndex((row) => !row.judgement));
  const row = rows[at]!;
  useLayoutEffect(() => {
    setPast([]);
    // From here on the claim is that of the address, whatever is judged.
    if (!rows[given]) setParameters({ at: String(at + 1) });
    heading.current?.focus({ preventScroll: true }); // and not in a field, where keys are letters
  }, [sheet]);

  function show(next: number): void {
    if (!rows[next]) return;
    setParameters({ at: String(next + 1), evidence: undefined });
    if (!card.current?.contains(document.activeElement) || document.activeElement === remark.current) heading.current?.focus({ preventScroll: true });
    if (card.current && card.current.getBoundingClientRect().top < 0) card.current.scrollIntoView();
  }
  function put(entries: Book): void {
    const before = Object.fromEntries(Object.keys(entries).map((key) => [key, book[key] ?? NONE]));
    setPast([...past, { before, at }]);
    change(entries);
  }
  function judge(judgement: Judgement): void {
    put({ [keyOf(row)]: { judgement, remark: row.remark! } });
    const open = (each: Row, i: number): boolean => i !== at && !each.judgement;
    const behind = rows.findIndex((each, i) => i > at && open(each, i));
    const next = behind < 0 ? rows.findIndex(open) : behind;
    if (next >= 0) show(next);
  }
  function undo(): void {
    const last = past.at(-1);
    if (!last) return;
    setPast(past.slice(0, -1));
    // A remark that was written since stays.
    change(Object.fromEntries(Object.entries(last.before).map(([key, entry]) => [key, { ...entry, remark: book[key]?.remark || entry.remark }])));
    show(last.at);
  }
  function act(command: Command): void {
    if (isJudgement(command)) judge(command);
    else if (command === "next") show(at + 1);
    else if (command === "previous") show(at - 1);
    else if (command === "undo") undo();
    else if (command === "evidence") { if (search.has("evidence")) setParameters({ evidence: undefined }); else showEvidence([row.claim!]); }
    else remark.current?.focus();
  }
  // Before anything is painted: the next key may come sooner, and must not judge the claim that was shown before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const command = hasKeys ? commandOf(event) : undefined;
      if (command) { event.preventDefault(); act(command); }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
  return <>
    <Progress rows={rows} />
    {!kept && <p class="problem" role="alert">{texts.audit.notKept}</p>}
    <section class="card" ref={card} aria-labelledby="claim-title">
      <div class="bar">
        <h2 id="claim-title" ref={heading} tabIndex={-1}>{texts.audit.claim(at + 1, rows.length)}{row.judgement && <span class={`judged ${row.judgement}`}>{texts.audit.judgements[row.judgement as Judgement]}</span>}</h2>
        <button type="button" aria-disabled={at === 0} onClick={() => act("previous")}>{texts.audit.previous} <kbd>k</kbd></button>
        <button type="button" aria-disabled={at === rows.length - 1} onClick={() => act("next")}>{texts.audit.next} <kbd>j</kbd></button>
      </div>
      <p class="unseen" role="status">{statusText(row.status!).name}: {row.says}</p>
      <Claim row={row} />
      <label class="remark"><span>{texts.audit.remark} <kbd>m</kbd></span> <input ref={remark} value={row.remark} placeholder={texts.audit.remarkAbout} autocomplete="off" maxLength={2000}
        onInput={(event) => change({ [keyOf(row)]: { judgement: row.judgement as Judgement | "", remark: event.currentTarget.value } })}
        onKeyDown={(event) => { if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); heading.current?.focus(); } }} /></label>
      <div class="bar answers" role="group" aria-label={texts.audit.answers}>
        {JUDGEMENTS.map((each) => <button key={each} type="button" class={each} aria-pressed={row.judgement === each} onClick={() => judge(each)}>{texts.audit.judgements[each]} <kbd>{each[0]}</kbd></button>)}
        <button type="button" class="undo" aria-disabled={!past.length} onClick={undo}>{texts.audit.undo} <kbd>z</kbd></button>
      </div>
    </section>
    <p class="actions">
      <button type="button" onClick={() => save(written({ ...sheet, rows }), name ?? NAME, "text/csv")}>{texts.audit.save}</button>
      <button type="button" onClick={() => put(Object.fromEntries(rows.map((each) => [keyOf(each), NONE])))}>{texts.audit.forget}</button>
      {onClose && <button type="button" onClick={onClose}>{texts.audit.close}</button>}
    </p>
    <Summary rows={rows} />
    <details class="keys"><summary>{texts.audit.keys}</summary><dl>{texts.audit.keyTable.map(([key, what]) => <><dt>{key}</dt><dd>{what}</dd></>)}</dl>
      <label><input type="checkbox" checked={hasKeys} onChange={(event) => { setHasKeys(event.currentTarget.checked); switchKeys(event.currentTarget.checked); }} /> {texts.audit.keysOn}</label></details>
  </>;
}

function Progress({ rows }: { rows: Row[] }) {
  const number = (word: Judgement): number => rows.filter((row) => row.judgement === word).length;
  const [right, wrong, unclear] = [number("right"), number("wrong"), number("unclear")];
  const done = right + wrong + unclear;
  return <div class="progress">
    <progress max={rows.length} value={done} aria-label={texts.audit.progress} />
    <p role="status"><b>{texts.audit.judged(done, rows.length)}</b> <span class="soft">{texts.audit.counts(right, wrong, unclear)}</span>{done === rows.length && <> {texts.audit.all}</>}</p>
  </div>;
}
