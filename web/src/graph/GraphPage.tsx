/** The page /graph: pictures of things, of an article, or of what a query found. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { setParameters, useAddress } from "../address";
import { type About, ask, type Picture } from "../api";
import { showEvidence } from "../shared/ClaimLine";
import { Problem, useTitle, Waiting } from "../shared/parts";
import { SearchBox } from "../shared/SearchBox";
import { texts } from "../texts";
import { GraphView } from "./GraphView";
import { merge } from "./picture";

/** How many claims of each thing are drawn, those that connect most. */
const LIMITS = [60, 150, 400, 1000];
const around = (iri: string, limit: number): Promise<Picture> => ask<Picture>("picture", { iri: [iri], limit });

/** All that an address asks for. Each thing is asked for by itself, so that one thing more costs one question more. */
function pictures(from: string[], article: string | undefined, things: string[], limit: number): Promise<Picture[]> {
  const all = [...new Set([...things, ...from])];
  return Promise.all([
    ...(article ? [ask<Picture>("picture", { article })] : []),
    ...(things.length || from.length > 1 ? [ask<Picture>("picture", { iri: all, among: "1" })] : []),
    ...from.map((iri) => around(iri, limit)),
  ]);
}

export default function GraphPage(_: { about: About }) {
  const { search } = useAddress();
  const from = search.getAll("from"), things = search.getAll("things"), article = search.get("article") ?? undefined;
  const limit = LIMITS.find((each) => each === Number(search.get("limit"))) ?? LIMITS[0]!;
  const key = JSON.stringify([from, article, things, limit]);
  const nothing = !from.length && !things.length && !article;
  const [state, setState] = useState<{ key: string; picture?: Picture; error?: unknown }>({ key: "" });
  const first = useRef<string[] | undefined>(undefined);
  // What the page began with, not what was expanded since.
  const start = useMemo(() => {
    const wanted = [...things, ...from];
    const kept = first.current?.filter((iri) => wanted.includes(iri)) ?? [];
    return (first.current = kept.length ? kept : article ? things : wanted);
  }, [key]);
  useEffect(() => {
    if (nothing) { setState({ key }); return; }
    let current = true;
    pictures(from, article, things, limit).then((found) => current && setState({ key, picture: merge(...found) }), (error: unknown) => current && setState({ key, error }));
    return () => { current = false; };
  }, [key]);
  const { picture, error } = state;
  const names = article ? picture?.articles[article]?.title : start.flatMap((iri) => picture?.nodes.find((node) => node.iri === iri)?.label ?? []).join(", ");
  useTitle(names ? `${texts.graph.title}: ${names}` : texts.graph.title);

  /** Show only what the things have to do with each other, or all that is known of each. */
  function only(wanted: boolean): void {
    const all = [...new Set([...things, ...from])];
    setParameters({ things: wanted ? all : undefined, from: wanted ? undefined : all }, "push");
  }
  function add(iri: string): void {
    if (things.length && !from.length) { setParameters({ things: [...things.filter((one) => one !== iri), iri] }, "push"); return; }
    first.current = [...(first.current ?? []).filter((one) => one !== iri), iri]; // a start like the others
    setParameters({ from: [...from.filter((one) => one !== iri), iri] }, "push");
  }
  if (nothing) return <>
    <h1>{texts.graph.title}</h1>
    <p>{texts.graph.begin}</p>
    <SearchBox label={texts.graph.searchFirst} onChoose={(found) => add(found.iri)} />
  </>;
  return <div class="graph-page">
    <div class="head"><h1>{texts.graph.title}{names && <>: <bdi>{names}</bdi></>}</h1>{from.length > 0 && <label>{texts.graph.limit} <select value={limit} onChange={(event) => setParameters({ limit: event.currentTarget.value === String(LIMITS[0]) ? undefined : event.currentTarget.value }, "push")}>
        {LIMITS.map((each) => <option key={each} value={each}>{each.toLocaleString("en")}</option>)}
      </select></label>}
      {from.length + things.length > 1 && !article && <label><input type="checkbox" checked={!from.length} onChange={() => only(from.length > 0)} /> {texts.graph.only}</label>}
      <SearchBox label={texts.graph.add} onChoose={(found) => add(found.iri)} /></div>
    {error !== undefined ? <Problem error={error} /> : !picture ? <Waiting />
      : <GraphView picture={picture} start={start} stateInAddress onExpand={(iri) => around(iri, limit)} onEvidence={(claims) => showEvidence(claims)} />}
  </div>;
}
