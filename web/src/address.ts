/** Addresses of pages: each thing has one, and it carries the whole state of what is shown. */
import { useLayoutEffect, useState } from "preact/hooks";

const OWN = /^(?:article|claim|entity|event|predicate|resolution|value)\/[^/?#]+$/;
let base = "https://w3id.org/news-kg/";
export const setBase = (found: string): void => { base = found; };

/** The page of a thing: its own path where its IRI is of this graph. */
export function pageOf(iri: string): string {
  const path = iri.startsWith(base) ? iri.slice(base.length) : "";
  if (path === "ontology" || path.startsWith("ontology#")) return `/${path}`;
  // Anything else below the base might be read as another host or another folder: "//host", "..".
  return OWN.test(path) ? `/${path.split("/").map(encodeURIComponent).join("/")}` : `/resource?iri=${encodeURIComponent(iri)}`;
}
/** The page of an article; AT is the claim or the sentence that is shown in it. */
export const articlePage = (iri: string, at?: string): string => `/read?article=${encodeURIComponent(iri)}${at ? `&at=${encodeURIComponent(at)}` : ""}`;
export const graphPage = (...iris: string[]): string => `/graph?${iris.map((iri) => `from=${encodeURIComponent(iri)}`).join("&")}`;
export const auditPage = (sample: string, seed: string): string => `/audit?sample=${encodeURIComponent(sample)}&seed=${encodeURIComponent(seed)}`;
export const queryPage = (query: string): string => `/query?query=${encodeURIComponent(query)}`;
/** The IRI that a path stands for. */
export const iriOf = (path: string): string => base + path.slice(1).split("/").map(decodeURIComponent).join("/");

const CHANGED = "kg:address";
/** A frame in a notebook has no address of its own: what would stand in it is kept here. */
let kept = "";
const hasAddress = (): boolean => location.protocol !== "about:";
const parameters = (): URLSearchParams => new URLSearchParams(hasAddress() ? location.search : kept);
/** Go to a page of the explorer without loading it anew. */
export function go(address: string, how: "push" | "replace" = "push"): void {
  if (address === location.pathname + location.search + location.hash) return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", address);
  dispatchEvent(new Event(CHANGED));
}
export interface Address { path: string; search: URLSearchParams }
const here = (): Address => ({ path: location.pathname, search: parameters() });
export function useAddress(): Address {
  const [address, set] = useState(here);
  // Before anything is painted, and once more then: a reader on a slow machine may go back before effects have run.
  useLayoutEffect(() => {
    const look = (): void => set((before) => {
      const now = here();
      return before.path === now.path && before.search.toString() === now.search.toString() ? before : now;
    });
    addEventListener("popstate", look);
    addEventListener(CHANGED, look);
    look();
    return () => { removeEventListener("popstate", look); removeEventListener(CHANGED, look); };
  }, []);
  return address;
}
/** Names with their values; undefined and "" take a name away. */
export type Pairs = Record<string, string | string[] | undefined>;

/** The parameters of SEARCH with other VALUES. */
export function withPairs(search: URLSearchParams, values: Pairs): URLSearchParams {
  const changed = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    changed.delete(name);
    for (const each of Array.isArray(value) ? value : value ? [value] : []) changed.append(name, each);
  }
  return changed;
}
/** Change parameters of the address. */
export function setParameters(values: Pairs, how: "push" | "replace" = "replace"): void {
  const search = withPairs(parameters(), values);
  if (!hasAddress()) { kept = search.toString(); dispatchEvent(new Event(CHANGED)); return; }
  go(`${location.pathname}${search.size ? `?${search}` : ""}`, how);
}

/** Follow links inside the explorer without loading; all others are the browser's. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin || link.dataset.outside !== undefined) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}
