/** Small parts that every page uses. */
import type { ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type Article, ask, Failed, type Item, type Status } from "../api";
import { statusText, texts } from "../texts";
import { day } from "./day";
import { Links } from "./links";

export { day };

export function Waiting() {
  return <p class="waiting" role="status">{texts.waiting}</p>;
}

/** One sentence for an error, whatever it was. */
export function Problem({ error }: { error: unknown }) {
  const message = error instanceof Failed ? error.message : error instanceof Error ? error.message : String(error);
  return <div class="problem" role="alert"><h1>{texts.failed.title}</h1><p>{message}</p></div>;
}

/** What a view answers; undefined while it is asked for. Asked anew when the KEY of its values changes; without a VIEW nothing is asked. */
export function useView<T>(view: string | undefined, values: Record<string, string | number | string[] | undefined>): { answer?: T; error?: unknown; waiting: boolean } {
  const key = JSON.stringify([view, values]);
  const [state, set] = useState<{ key: string; answer?: T; error?: unknown }>({ key: "" });
  useEffect(() => {
    if (view === undefined) return;
    let current = true;
    ask<T>(view, values).then((answer) => current && set({ key, answer }), (error: unknown) => current && set({ key, error }));
    return () => { current = false; };
  }, [key]);
  return state.key === key ? { ...state, waiting: false } : { waiting: view !== undefined };
}

/** The title of the document, as the history of the browser shows it. */
export function useTitle(title: string | undefined): void {
  useEffect(() => { if (title) document.title = `${title} · ${texts.site.title}`; }, [title]);
}

/** How a claim stands: a sign and a word, so that colour is never all there is. */
export function Standing({ status, fact }: { status: Status; fact?: boolean }) {
  const unsure = status === "Asserted" && fact === false;
  const { name, about } = statusText(status);
  return <span class={`standing ${status}${unsure ? " unsure" : ""}`} title={unsure ? texts.claim.unsureAbout : about}>{unsure ? texts.claim.unsure : name}</span>;
}

/** How a link is opened that leads out of this page. */
const beside = ({ outside }: Links) => (outside ? { target: "_blank", rel: "noreferrer noopener" } : {});

/** A thing by its name, as a link to its page; a value as text. Left-to-right and right-to-left names keep to themselves. */
export function Named({ item }: { item: Item }) {
  const links = useContext(Links);
  const page = item.iri && links.thing(item.iri);
  if (!page) return <bdi class={item.iri ? undefined : "value"}>{item.label}</bdi>;
  return <a class="thing" data-kind={item.kind} href={page} title={item.kindLabel} {...beside(links)}><bdi>{item.label}</bdi></a>;
}

export function Listed({ items, and = ", " }: { items: Item[]; and?: string }) {
  return <>{items.map((item, i) => <>{i ? and : ""}<Named item={item} /></>)}</>;
}

/** An article by its title, outlet and day. */
export function ArticleLine({ article, at }: { article: Article; at?: string }) {
  const links = useContext(Links);
  const page = links.article(article.iri, at);
  const title = <bdi>{article.title}</bdi>;
  return <span class="article">{page ? <a href={page} {...beside(links)}>{title}</a> : title}
    {article.publisher && <> <bdi class="outlet">{article.publisher}</bdi></>}{article.published && <> <time dateTime={article.published}>{day(article.published)}</time></>}</span>;
}

export function Section({ title, id, children }: { title: ComponentChildren; id: string; children: ComponentChildren }) {
  return <section aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}
