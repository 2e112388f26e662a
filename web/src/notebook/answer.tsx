/** The answer to a query in a notebook: its rows sorted by any column, as a chart, or on a map. */
import { render } from "preact";
import "../app.css";
import { useAddress } from "../address";
import type { Row } from "../query/answers";
import type { Prefixes } from "../query/iris";
import "../query/query.css";
import { Result } from "../query/Result";
import { Links } from "../shared/links";
import { counted, texts } from "../texts";
import "./notebook.css";

interface Given { names: string[]; rows: Row[]; all: number; base: string; prefixes: Prefixes }

const nowhere = (): undefined => undefined;

function Shown({ given: { names, rows, all, base, prefixes } }: { given: Given }) {
  const { search } = useAddress();
  return <Links.Provider value={{ thing: nowhere, article: nowhere, outside: true }}>
    {all > rows.length && <p class="soft">{texts.query.firstRows(rows.length.toLocaleString("en"), counted(all, "row"))}</p>}
    <div class="query"><section class="answer"><Result answer={{ form: "rows", names, rows, seconds: 0 }} query="" search={search} setting={{ base, prefixes }} /></section></div>
  </Links.Provider>;
}

const app = document.getElementById("app")!;
const given = JSON.parse(document.getElementById("given")!.textContent) as Given;
app.replaceChildren();
render(<Shown given={given} />, app);
