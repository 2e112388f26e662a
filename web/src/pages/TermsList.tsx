import { useEffect } from "preact/hooks";
import type { Terms } from "../api";
import { Problem, Section, useTitle, useView, Waiting } from "../shared/parts";
import { texts } from "../texts";

/** The classes and properties of the ontology, each at its own address. */
export function TermsList() {
  const { answer, error } = useView<Terms>("terms", {});
  useTitle(texts.terms.title);
  useEffect(() => { if (answer && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(); }, [answer]);
  if (error) return <Problem error={error} />;
  if (!answer) return <Waiting />;
  return <><h1>{texts.terms.title}</h1>{([["classes", texts.terms.classes, answer.classes], ["properties", texts.terms.properties, answer.properties]] as const).map(([id, title, terms]) => <Section id={id} title={title}>
    <dl class="terms">{terms.map((term) => <div key={term.iri} id={term.name}><dt>{term.name} <span class="kind">{term.label}{term.parents.length > 0 && <> · {term.parents.join(", ")}</>}</span></dt><dd>{term.comment}</dd></div>)}</dl>
  </Section>)}</>;
}
