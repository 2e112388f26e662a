/** Names of things that a query asked no label for: they are asked for in a second query. */
import { useEffect, useState } from "preact/hooks";
import { post, ROW_FILES, type Row, textOf, written } from "./answers";
import type { Names } from "./columns";

const AT_A_TIME = 300;
const kept = new Map<string, string>(); // "" for a thing without a name, so that it is asked for once

async function name(iris: string[]): Promise<void> {
  const query = `SELECT DISTINCT ?thing ?label { VALUES ?thing { ${iris.map(written).join(" ")} } { ?thing rdfs:label ?label } UNION { GRAPH ?article { ?thing rdfs:label ?label } } UNION { GRAPH ?thing { ?thing schema:headline ?label } } }`;
  const answer = await (await post(query, ROW_FILES.JSON[1])).json() as { results: { bindings: Row[] } };
  for (const iri of iris) kept.set(iri, "");
  for (const row of answer.results.bindings) kept.set(textOf(row.thing), textOf(row.label));
}

/** The names of the things; more of them as they become known. */
export function useNames(iris: string[]): Names {
  const [names, set] = useState<Names>(new Map());
  const key = iris.join(" ");
  useEffect(() => {
    let current = true;
    const tell = (): void => { if (current) set(new Map(iris.flatMap((iri) => (kept.get(iri) ? [[iri, kept.get(iri)!] as const] : [])))); };
    const missing = [...new Set(iris)].filter((iri) => !kept.has(iri));
    if (iris.length) tell();
    void (async () => {
      for (let i = 0; current && i < missing.length; i += AT_A_TIME) {
        try { await name(missing.slice(i, i + AT_A_TIME)); } catch { return; /* the rows stand without names too */ }
        tell();
      }
    })();
    return () => { current = false; };
  }, [key]);
  return names;
}
