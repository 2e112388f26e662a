/** Small parts that every page uses. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { articlePage, pageOf } from "../address";
import { type Article, ask, Failed, type Item, type Status } from "../api";
import { statusText, texts } from "../texts";
import { day } from "./day";

export { day };

export function Waiting() {
  return <p class="waiting" role="status">{texts.waiting}</p>;
}

/** One sentence for an error, whatever it was. */
export function Problem({ error }: { error: unknown }) {
  const message = error instanceof Failed ? error.message : error instanceof Error ? error.message : String(error);
  return <div class="problem" role="alert"><h1>{texts.failed.title}</h1><p>{message}</p></div>;
}

/** What a view answers; undefined while it is asked for. Asked anew when the KEY of its values changes. */
export function useView<T>(view: string, values: Record<string, string | number | string[] | undefined>): { answer?: T; error?: unknown; waiting: boolean } {
  const key = JSON.stringify([view, values]);
  const [state, set] = useState<{ key: string; answer?: T; error?: unknown }>({ key: "" });
  useEffect(() => {
    let current = true;
    ask<T>(view, values).then((answer) => current && set({ key, answer }), (error: unknown) => current && set({ key, error }));
    return () => { current = false; };
  }, [key]);
  return state.key === key ? { ...state, waiting: false } : { waiting: true };
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

/** A thing by its name, as a link to its page; a value as text. Left-to-right and right-to-left names keep to themselves. */
export function Named({ item }: { item: Item }) {
  if (!item.iri) return <bdi class="value">{item.label}</bdi>;
  return <a class="thing" data-kind={item.kind} href={pageOf(item.iri)} title={item.kindLabel}><bdi>{item.label}</bdi></a>;
}

export function Listed({ items, and = ", " }: { items: Item[]; and?: string }) {
  return <>{items.map((item, i) => <>{i ? and : ""}<Named item={item} /></>)}</>;
}

/** An article by its title, outlet and day. */
export function ArticleLine({ article, at }: { article: Article; at?: string }) {
  return <span class="article"><a href={articlePage(article.iri, at)}><bdi>{article.title}</bdi></a>
    {article.publisher && <> <bdi class="outlet">{article.publisher}</bdi></>}{article.published && <> <time dateTime={article.published}>{day(article.published)}</time></>}</span>;
}

export function Section({ title, id, children }: { title: ComponentChildren; id: string; children: ComponentChildren }) {
  return <section aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}
