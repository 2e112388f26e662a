"use strict";
const prefixes = "PREFIXES";
const ontology = prefixes.kg;
const rowsShown = 2000;
const labelsAsked = 300;
const first = `# What the articles assert of people
SELECT ?person ?personLabel ?predicate ?object ?objectLabel
WHERE {
  ?person a kg:Person ; rdfs:label ?personLabel ; ?predicate ?object .
  ?object rdfs:label ?objectLabel .
}
ORDER BY ?personLabel ?predicate ?objectLabel
LIMIT 100
`;

const at = (id) => document.getElementById(id);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const page = (query) => `/?query=${encodeURIComponent(query)}`;
const homes = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);

/** An IRI as a reader wants it: names of the ontology bare, others with their prefix. */
function short(iri) {
  if (iri.startsWith(ontology)) return iri.slice(ontology.length);
  const home = homes.find(([, start]) => iri.startsWith(start) && iri.length > start.length);
  return home ? `${home[0]}:${iri.slice(home[1].length)}` : iri;
}

/** The IRI of a web page by its host and its last words; the whole of it is in the link. */
function shown(iri) {
  const brief = short(iri);
  if (brief !== iri || !/^https?:/.test(iri)) return brief;
  const [, host, path] = /^https?:\/\/([^/?#]+)(.*)$/.exec(iri) ?? [null, iri, ""];
  const last = path.replace(/\/$/, "").split("/").pop();
  try { return last ? `${host}: ${decodeURIComponent(last).replaceAll("_", " ")}` : host; } catch { return iri; }
}

/** Whether something is told of a thing: entities, events and predicates have sentences, whatever the base of the graph is. */
const hasSentences = (iri) => /\/(entity|event|predicate)\/[^/]+$/.test(iri) && !iri.startsWith(prefixes.wd);

/** An IRI as it stands in a query; what may not stand there is escaped. */
const written = (iri) => `<${iri.replace(/[<>"{}|^`\\\u0000-\u0020]/g, encodeURIComponent)}>`;

const everything = (iri) => `# Everything about ${short(iri)}
SELECT ?subject ?subjectLabel ?predicate ?object ?objectLabel ?article
WHERE {
  { VALUES ?subject { ${written(iri)} } ?subject ?predicate ?object }
  UNION { VALUES ?object { ${written(iri)} } ?subject ?predicate ?object }
  UNION { VALUES ?subject { ${written(iri)} } GRAPH ?article { ?subject ?predicate ?object } }
  OPTIONAL { ?subject rdfs:label ?subjectLabel }
  OPTIONAL { ?object rdfs:label ?objectLabel }
}
ORDER BY ?article ?predicate ?subjectLabel ?objectLabel
`;

const sentences = (iri) => `# The sentences about ${short(iri)}, and by whose word they stand
SELECT DISTINCT ?status ?speaker ?speakerLabel ?sentence ?article
WHERE {
  {
    GRAPH ?article { ?claim ?role ${written(iri)} ; kg:status ?status ; kg:evidence ?evidence }
  } UNION {
    ?event ?role ${written(iri)} .
    GRAPH ?article { ?claim kg:event ?event ; kg:status ?status ; kg:evidence ?evidence }
  }
  GRAPH ?article { ?evidence nif:anchorOf ?sentence }
  OPTIONAL { GRAPH ?article { ?claim kg:attributedTo ?speaker } ?speaker rdfs:label ?speakerLabel }
}
ORDER BY ?article ?sentence
`;

// -- asking ------------------------------------------------------------------------------------

let running = null;
let asked = "";

const isGraph = (query) => {
  const bare = query.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<[^<>\s]*>|#[^\n]*/g, " ");
  const form = /(?:^|[\s}>])(select|ask|construct|describe)(?=[\s{*(?$<]|$)/i.exec(bare);
  return !!form && /construct|describe/i.test(form[1]);
};
const rowTypes = { json: "application/sparql-results+json", csv: "text/csv" };
const graphTypes = { ttl: "text/turtle", jsonld: "application/ld+json" };

async function post(query, accept, signal) {
  const response = await fetch("/sparql", {
    method: "POST", body: query, signal,
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
  });
  if (!response.ok) throw new Error((await response.text()).trim() || `HTTP ${response.status}`);
  return response;
}

async function run(query) {
  running?.abort();
  const mine = running = new AbortController();
  asked = query;
  begin();
  const start = performance.now();
  try {
    const graph = isGraph(query);
    const response = await post(query, graph ? graphTypes.ttl : rowTypes.json, mine.signal);
    const answer = graph ? await response.text() : await response.json();
    const took = `${((performance.now() - start) / 1000).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} s`;
    if (running === mine) (graph ? showGraph : showRows)(answer, took);
  } catch (error) {
    if (running !== mine) return;
    if (error.name === "AbortError") at("status").textContent = "Stopped.";
    else fail(error instanceof TypeError ? "The answer broke off, or the server is gone; narrow the query or try again." : error.message, query);
  } finally {
    if (running === mine) { running = null; at("stop").hidden = true; document.body.removeAttribute("aria-busy"); }
  }
}

function begin() {
  at("status").textContent = "Asking …";
  at("error").hidden = true;
  at("downloads").hidden = true;
  at("answer").replaceChildren();
  at("stop").hidden = false;
  document.body.setAttribute("aria-busy", "true");
}

/** Show what went wrong and, where the server says at which place, that place of the query. */
function fail(message, query = "") {
  at("status").textContent = "";
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? [];
  const place = line && query.split("\n")[line - 1];
  at("error").textContent = place === undefined || !line ? message : `${message}\n\n${place}\n${" ".repeat(column - 1)}▲`;
  at("error").hidden = false;
}

/** Put a query into the editor, which grows with it, within reason. */
function type(query) {
  at("query").value = query;
  at("query").rows = Math.min(24, Math.max(8, query.split("\n").length));
}

/** Run what stands in the editor and put it into the address, so that it can be shared. */
function go(query) {
  type(query);
  if (new URLSearchParams(location.search).get("query") !== query) history.pushState(null, "", page(query));
  document.title = `${/^#\s*(.+)/.exec(query)?.[1] ?? "Ask the graph"}`;
  return run(query);
}

// -- showing -----------------------------------------------------------------------------------

const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

function showGraph(turtle, took) {
  at("status").textContent = `Turtle, ${counted(new Blob([turtle]).size, "byte", "bytes")} in ${took}`;
  offer({ Turtle: ["ttl", graphTypes.ttl], "JSON-LD": ["jsonld", graphTypes.jsonld] });
  at("answer").replaceChildren(make("pre", { textContent: tidy(turtle) || "# no triples", tabIndex: 0 }));
}

/** Turtle without the prefixes that it does not use: a server that streams has to declare them all. */
function tidy(turtle) {
  const lines = turtle.split("\n");
  const body = lines.filter((line) => !line.startsWith("@prefix ")).join("\n");
  const used = lines.filter((line) => line.startsWith("@prefix ") && body.includes(line.split(" ")[1]));
  return body.trim() && [...used, "", body.trim()].join("\n");
}

function showRows(answer, took) {
  if ("boolean" in answer) {
    at("status").textContent = `Answered in ${took}`;
    at("answer").replaceChildren(make("p", { className: "yes", textContent: answer.boolean ? "Yes" : "No" }));
    return;
  }
  const { head: { vars }, results: { bindings } } = answer;
  const labels = vars.filter((name) => name.endsWith("Label") && vars.includes(name.slice(0, -5)));
  const columns = vars.filter((name) => !labels.includes(name));
  const part = bindings.length > rowsShown ? `, the first ${rowsShown.toLocaleString("en")} shown; the files have all` : "";
  at("status").textContent = `${counted(bindings.length, "row", "rows")} in ${took}${part}`;
  offer({ CSV: ["csv", rowTypes.csv], JSON: ["json", rowTypes.json] });
  if (!bindings.length) return;
  const body = make("tbody");
  for (const row of bindings.slice(0, rowsShown))
    body.append(make("tr", {}, ...columns.map((name) => cell(row[name], row[`${name}Label`], labels.includes(`${name}Label`)))));
  const head = make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col", textContent: name }))));
  const scroll = make("div", { className: "scroll", tabIndex: 0 }, make("table", {}, head, body));
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "Rows of the answer");
  at("answer").replaceChildren(scroll);
  nameThings();
}

function cell(term, label) {
  const td = make("td");
  if (!term) return td;
  if (term.type === "uri") return iriCell(td, term.value, label?.value);
  if (term.type === "triple") td.append(["subject", "predicate", "object"].map((part) => plain(term.value[part])).join(" "));
  else td.append(term.value);
  const datatype = term.datatype?.split("#")[1] ?? "";
  if (["integer", "decimal", "double"].includes(datatype)) td.className = "number";
  else if (term.value.length > 60) td.className = "text";
  if (term.type === "literal" && term["xml:lang"] && term["xml:lang"] !== "en") td.append(" ", make("span", { className: "kind", textContent: term["xml:lang"] }));
  return td;
}

const plain = (term) => (term.type === "uri" ? short(term.value) : term.value);

function iriCell(td, iri, label) {
  const name = make("a", { href: page(everything(iri)), textContent: label ?? shown(iri), title: `Everything about ${iri}` });
  td.append(name);
  if (iri.startsWith(ontology)) return td;
  const more = make("span", { className: "more" });
  if (hasSentences(iri)) more.append(make("a", { href: page(sentences(iri)), textContent: "sentences" }));
  else if (/^https?:\/\//.test(iri) && (short(iri) === iri || iri.startsWith(prefixes.wd))) more.append(make("a", { href: iri, rel: "noreferrer noopener", target: "_blank", textContent: "open ↗" }));
  if (more.firstChild) td.append(" ", more);
  if (label) td.append(make("span", { className: "iri", textContent: short(iri) }));
  else if (iri.startsWith(prefixes.ent.slice(0, -"entity/".length))) name.dataset.iri = iri;
  return td;
}

/** Give the things that the query asked no label for one, in a second question. */
async function nameThings() {
  const links = [...at("answer").querySelectorAll("a[data-iri]")];
  const iris = [...new Set(links.map((link) => link.dataset.iri))].slice(0, labelsAsked);
  if (!iris.length) return;
  try {
    const response = await post(`SELECT ?thing ?label { VALUES ?thing { ${iris.map(written).join(" ")} } ?thing rdfs:label ?label }`, rowTypes.json);
    const labels = new Map((await response.json()).results.bindings.map((row) => [row.thing.value, row.label.value]));
    for (const link of links.filter((one) => labels.has(one.dataset.iri))) {
      link.textContent = labels.get(link.dataset.iri);
      link.parentElement.append(make("span", { className: "iri", textContent: short(link.dataset.iri) }));
    }
  } catch { /* the rows stand without labels too */ }
}

function offer(files) {
  const query = asked;
  at("downloads").replaceChildren(...Object.entries(files).map(([name, [extension, type]]) => {
    const button = make("button", { type: "button", textContent: name });
    button.setAttribute("aria-label", `Download as ${name}`);
    button.addEventListener("click", () => download(query, extension, type));
    return button;
  }));
  at("downloads").hidden = false;
}

async function download(query, extension, type) {
  try {
    const address = URL.createObjectURL(await (await post(query, type)).blob());
    make("a", { href: address, download: `answer.${extension}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  } catch (error) { fail(error.message); }
}

// -- the named queries -------------------------------------------------------------------------

function choose(query, button) {
  for (const other of at("questions").querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  at("parameters-title").textContent = query.title;
  at("fields").replaceChildren(...query.params.map((param) => {
    const id = `param-${param.name}`;
    const input = make("input", { id, name: param.name, required: param.required, autocomplete: "off" });
    input.setAttribute("aria-describedby", `${id}-about`);
    const about = make("small", { id: `${id}-about`, textContent: param.about + (param.required ? "" : " (optional)") });
    return make("div", {}, make("label", { htmlFor: id, textContent: param.name }), input, about);
  }));
  at("parameters").hidden = false;
  at("parameters").dataset.name = query.name;
  type(query.text);
  const needed = query.params.some((param) => param.required);
  if (needed) at("fields").querySelector("input").focus();
  else go(query.text);
}

async function bound(event) {
  event.preventDefault();
  const values = new URLSearchParams([...new FormData(at("parameters"))].filter(([, value]) => value.trim()));
  begin();
  const response = await fetch(`/queries/${at("parameters").dataset.name}?${values}`);
  const text = await response.text();
  at("stop").hidden = true;
  document.body.removeAttribute("aria-busy");
  if (response.ok) go(text);
  else fail(text.trim());
}

async function list() {
  const queries = await (await fetch("/queries")).json();
  at("questions").replaceChildren(...queries.map((query) => {
    const button = make("button", { type: "button", textContent: query.title });
    button.addEventListener("click", () => choose(query, button));
    return make("li", {}, button);
  }));
}

// -- keys and addresses ------------------------------------------------------------------------

let leaving = false;
at("query").addEventListener("keydown", (event) => {
  const editor = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go(editor.value); }
  else if (event.key === "Escape") leaving = true;
  else if (event.key === "Tab" && !event.shiftKey && !leaving) {
    event.preventDefault();
    editor.setRangeText("  ", editor.selectionStart, editor.selectionEnd, "end");
  } else if (event.key !== "Shift") leaving = false;
});
at("query").addEventListener("blur", () => { leaving = false; });
at("editor").addEventListener("submit", (event) => { event.preventDefault(); go(at("query").value); });
at("parameters").addEventListener("submit", bound);
at("stop").addEventListener("click", () => running?.abort());
at("filter").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/);
  for (const item of at("questions").children)
    item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
});

function fromAddress() {
  const query = new URLSearchParams(location.search).get("query");
  type(query ?? first);
  if (query) go(query);
}
addEventListener("popstate", fromAddress);
list();
fromAddress();
