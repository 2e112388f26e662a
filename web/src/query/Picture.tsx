/** The things of an answer and what they have to do with each other, as a graph. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Picture as Told } from "../api";
import type { GraphViewProps } from "../graph/GraphView";
import { showEvidence } from "../shared/ClaimLine";
import { Problem, useView, Waiting } from "../shared/parts";
import { texts } from "../texts";

/** The graph view comes with its drawing library, so it is loaded when it is wanted. */
export function Picture({ iris, more }: { iris: string[]; more: boolean }) {
  const [View, setView] = useState<{ is: ComponentType<GraphViewProps> }>();
  useEffect(() => { void import("../graph/GraphView").then((module) => setView({ is: module.GraphView })); }, []);
  const { answer, error } = useView<Told>("picture", { iri: iris, among: "1" });
  if (error) return <Problem error={error} />;
  return <>
    <p><a href={`/graph?${new URLSearchParams(iris.map((iri) => ["things", iri]))}`}>{more ? texts.query.graphFirst(iris.length) : texts.query.graphOf(iris.length)}</a></p>
    {answer && View ? <View.is picture={answer} compact onEvidence={(claims) => showEvidence(claims)} /> : <Waiting />}
  </>;
}
