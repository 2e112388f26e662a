import { graphPage, useAddress } from "../address";
import type { About, ArticlePage as Page, Picture } from "../api";
import { day, Named, Problem, useTitle, useView, Waiting } from "../shared/parts";
import { Reading } from "../shared/Reading";
import { texts } from "../texts";

export default function ArticlePage(_: { about: About }) {
  const { search } = useAddress();
  const iri = search.get("article") ?? "";
  const { answer, error, waiting } = useView<Page>("article", { iri });
  const picture = useView<Picture>("picture", { article: iri });
  useTitle(answer?.article.title);
  if (error) return <Problem error={error} />;
  if (waiting || !answer) return <Waiting />;
  const { article } = answer;
  return <article class="article-page">
    <h1><bdi>{article.title}</bdi></h1>
    <p class="soft">{article.publisher && <bdi>{article.publisher}</bdi>}{article.author && <> · <bdi>{article.author}</bdi></>}{article.published && <> · <time dateTime={article.published}>{day(article.published)}</time></>}{article.place && <> · <Named item={article.place} /></>}</p>
    <p class="actions">
      {article.url && /^https?:/.test(article.url) && <a class="button" href={article.url} target="_blank" rel="noreferrer noopener">{texts.reading.original}</a>}
      <a class="button" href={graphPage().replace("?", `?article=${encodeURIComponent(iri)}`)}>{texts.thing.draw}</a>
      <a class="button" href={`/store?graph=${encodeURIComponent(iri)}`} download="article.ttl" data-outside>{texts.thing.formats.ttl}</a>
    </p>
    <Reading page={answer} picture={picture.answer} hasEvidence />
  </article>;
}
