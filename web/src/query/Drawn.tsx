/** An answer as a chart or on a map; what is drawn stands in the address. */
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import { setParameters } from "../address";
import { Bars } from "../charts/Bars";
import { Line } from "../charts/Line";
import type { Point } from "../charts/WorldMap";
import { Waiting } from "../shared/parts";
import { counted, texts } from "../texts";
import type { Row } from "./answers";
import type { Column } from "./columns";
import { called, type Setting } from "./iris";
import { useNames } from "./names";
import { choices, COUNT, guess, marks, place, points } from "./plots";
import { unnamed } from "./Rows";

interface Props { rows: Row[]; columns: Column[]; setting: Setting; search: URLSearchParams }
const MOST_NAMED = 900;
const COUNTED = "rows"; // how the number of rows is called in the address

export function Chart({ rows, columns, setting, search }: Props) {
  const number = search.get("y");
  const plan = guess(columns, rows, { by: search.get("x") ?? undefined, number: number === COUNTED ? COUNT : number ?? undefined });
  const by = columns.find((column) => column.name === plan?.by);
  const names = useNames(useMemo(() => (by ? unnamed(rows, [by], setting).slice(0, MOST_NAMED) : []), [rows, by]));
  const drawn = useMemo(() => plan && marks(rows, columns, plan, names, (iri) => called(iri, setting)), [rows, columns, plan?.by, plan?.number, names]);
  if (!plan || !by || !drawn) return <p class="soft">{texts.query.noChart}</p>;
  const offered = choices(columns);
  const counts = plan.number || texts.query.count;
  const title = texts.query.chartTitle(counts, plan.by, drawn.summed);
  return <>
    <div class="choices">
      <Choice label={texts.query.by} value={plan.by} options={offered.by.map(({ name }) => [name, name])} onChange={(value) => setParameters({ x: value })} />
      <Choice label={texts.query.number} value={plan.number || COUNTED} options={[...offered.numbers.map(({ name }): [string, string] => [name, name]), [COUNTED, texts.query.count]]} onChange={(value) => setParameters({ y: value })} />
    </div>
    {by.kind === "date" && drawn.marks.length > 1
      ? <Line title={title} heads={[plan.by, counts]} dates={drawn.marks.map((mark) => ({ label: mark.label, value: mark.value, moment: mark.moment! }))} />
      : <Bars title={title} heads={[plan.by, counts]} bars={drawn.marks} />}
    {drawn.left > 0 && <p class="soft">{texts.query.left(counted(drawn.left, "row"))}</p>}
  </>;
}

/** The map comes with the outlines of the countries, so it is loaded when it is wanted. */
export function Places({ rows, columns, setting, search }: Props) {
  const [WorldMap, setMap] = useState<{ is: ComponentType<{ points: Point[] }> }>();
  useEffect(() => { void import("../charts/WorldMap").then((module) => setMap({ is: module.WorldMap })); }, []);
  const where = place(columns);
  const numbers = choices(columns).numbers.map(({ name }) => name);
  const asked = search.get("size");
  const size = asked === "same" ? undefined : numbers.find((name) => name === asked) ?? numbers[0];
  const names = useNames(useMemo(() => (where?.thing ? unnamed(rows, [where.thing], setting).slice(0, MOST_NAMED) : []), [rows, where?.thing?.name]));
  const found = useMemo(() => points(rows, columns, size, names, (iri) => called(iri, setting)), [rows, columns, size, names]);
  return <>
    {numbers.length > 0 && <div class="choices">
      <Choice label={texts.query.size} value={size ?? "same"} options={[...numbers.map((name): [string, string] => [name, name]), ["same", texts.query.sameSize]]} onChange={(value) => setParameters({ size: value })} />
    </div>}
    {WorldMap ? <WorldMap.is points={found.points} /> : <Waiting />}
    {found.left > 0 && <p class="soft">{texts.query.left(counted(found.left, "row"))}</p>}
  </>;
}

function Choice({ label, value, options, onChange }: { label: string; value: string; options: [string, string][]; onChange: (value: string) => void }) {
  const id = useId();
  return <span><label for={id}>{label}</label> <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
    {options.map(([name, text]) => <option value={name}>{text}</option>)}
  </select></span>;
}
