import { render } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import "./app.css";
import { followLinks, setBase, setParameters, useAddress } from "./address";
import { type About, ask } from "./api";
import { EvidencePanel } from "./shared/EvidencePanel";
import { Problem, Waiting } from "./shared/parts";
import { SearchBox } from "./shared/SearchBox";
import { texts } from "./texts";

type Page = ComponentType<{ about: About }>;
/** Each page is loaded when it is opened first. */
const pages: [RegExp, () => Promise<{ default: Page }>][] = [
  [/^\/$/, () => import("./pages/HomePage")],
  [/^\/read$/, () => import("./pages/ArticlePage")],
  [/^\/graph$/, () => import("./graph/GraphPage")],
  [/^\/query$/, () => import("./query/QueryPage")],
  [/^\/audit$/, () => import("./audit/AuditPage")],
  [/^\/try$/, () => import("./pages/TryPage")],
  [/./, () => import("./pages/ThingPage")],
];

function App() {
  const { path, search } = useAddress();
  const [about, setAbout] = useState<About>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    ask<About>("about").then((found) => { setBase(found.base); setAbout(found); }, setProblem);
  }, []);
  // Links of the query page that this one replaced.
  const evidence = search.getAll("evidence");
  const old = path === "/" && search.get("query");
  useEffect(() => { if (old) location.replace(`/query?query=${encodeURIComponent(old)}`); }, [old]);
  return <>
    <a class="skip" href="#main">{texts.site.skip}</a>
    <header class="top">
      <a class="brand" href="/">{texts.site.title}</a>
      {path !== "/" && <SearchBox small />}
      <nav aria-label="Pages">
        <a href="/graph" aria-current={path === "/graph" ? "page" : undefined}>{texts.site.graph}</a>
        <a href="/query" aria-current={path === "/query" ? "page" : undefined}>{texts.site.query}</a>
        <a href="/audit" aria-current={path === "/audit" ? "page" : undefined}>{texts.site.audit}</a>
        {about?.tries && <a href="/try" aria-current={path === "/try" ? "page" : undefined}>{texts.site.tryIt}</a>}
      </nav>
    </header>
    <main id="main" tabIndex={-1}>
      {problem ? <Problem error={problem} /> : about && !old ? <Shown path={path} address={search.toString()} about={about} /> : <Waiting />}
    </main>
    {about && evidence.length > 0 && <EvidencePanel claims={evidence} onClose={() => setParameters({ evidence: undefined }, "push")} />}
  </>;
}

function Shown({ path, address, about }: { path: string; address: string; about: About }) {
  const load = pages.find(([pattern]) => pattern.test(path))![1];
  const [shown, setShown] = useState<{ load: typeof load; page: Page }>();
  const [failed, setFailed] = useState<unknown>();
  const [error, reset] = useErrorBoundary();
  useEffect(() => {
    let current = true;
    load().then((module) => { if (current) { setFailed(undefined); setShown({ load, page: module.default }); } }, (reason: unknown) => { if (current) setFailed(reason); });
    return () => { current = false; };
  }, [load]);
  useEffect(() => { if (error) reset(); }, [path, address]);
  if (failed || error) return <Problem error={failed ?? error} />;
  if (shown?.load !== load) return <Waiting />;
  return <shown.page about={about} />;
}

followLinks();
render(<App />, document.getElementById("app")!);
