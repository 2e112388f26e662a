"""Pictures drawn without a browser: what is said of some things, or in an article, as one SVG and as statements.

from kg.explore.drawing import draw

draw(Explorer(store), ["Nicolás Maduro"]).save("maduro.svg")
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg import files
from kg.errors import QueryError
from kg.explore import Explorer
from kg.explore.drawing.folded import folded, trimmed
from kg.explore.drawing.layout import MOST
from kg.explore.drawing.shown import drawing_html, picture_html
from kg.explore.drawing.svg import in_words, svg
from kg.explore.picture import LIMIT
from kg.explore.reader import WIKIDATA
from kg.explore.shapes import Claim, Picture
from kg.plurals import counted
from kg.query import Parameter
from kg.query.ask import to_thing

__all__ = ["EVENTS", "Drawing", "Statement", "draw"]

EVENTS: Final = ("nodes", "edges")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a picture says in one place: the statement, how it stands, who says so, and in which words."""

    statement: str
    status: str
    is_fact: bool
    speakers: tuple[str, ...]  # outermost first
    sentence: str
    article: str
    title: str  # of the article


class Drawing:
    """A picture of a part of a graph: draws itself in a notebook, and is written as an SVG.

    >>> drawing = graph.about("Ana Ruiz")
    >>> drawing
    <Drawing of Ana Ruiz: 5 nodes, 4 edges>
    >>> {each.status for each in drawing.statements}
    {'Asserted'}
    """

    def __init__(
        self, explorer: Explorer, picture: Picture, title: str, about: Iterable[str] = ()
    ) -> None:
        self._explorer = explorer
        self.title = title
        self.about = tuple(about)
        self.picture, self._left = trimmed(picture, MOST)

    def __repr__(self) -> str:
        nodes, edges = len(self.picture["nodes"]), len(self.picture["edges"])
        return f"<Drawing of {self.title}: {counted(nodes, 'node')}, {counted(edges, 'edge')}>"

    @cached_property
    def svg(self) -> str:
        """The picture as SVG: no script, nothing fetched, the same bytes every time.

        >>> graph.about("Ana Ruiz").svg.startswith("<svg ")
        True
        """
        return svg(
            self.picture,
            self._explorer.reader.ontology,
            title=self.title,
            about=self.about,
            links=self.links,
            note=self._note,
        )

    @property
    def _note(self) -> str:
        more = sum(self.picture["more"].values())
        parts = [counted(more, "claim")] if more else []
        parts += [counted(self._left, "node")] if self._left else []
        return (
            f"{' and '.join(parts)} more {'is' if more + self._left == 1 else 'are'} not drawn"
            if parts
            else ""
        )

    @cached_property
    def description(self) -> str:
        """The picture in words, as a screen reader tells it.

        >>> graph.about("Ana Ruiz").description.partition(":")[0]
        '4 things and 1 event'
        """
        return in_words(self.picture, self._explorer.reader.ontology)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims behind the picture, as the explorer shows them.

        >>> [(each["typeLabel"], each["status"]) for each in graph.about("Ana Ruiz").claims]
        [('charge', 'Asserted'), ('held position', 'Asserted')]
        """
        claims = self._explorer.claims
        articles = {each for edge in self.picture["edges"] for each in edge["articles"]}
        names = {name for edge in self.picture["edges"] for name in edge["claims"]}
        places = [
            place
            for name in sorted(names)
            for place in claims.places(NamedNode(name))
            if place[1].value in articles
        ]
        return tuple(claims.told(places))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the picture says, facts first, with the sentence of each.

        >>> graph.about("Ana Ruiz").statements[0].sentence
        'Former minister Ana Ruiz was charged with bribery in Quito on Wednesday.'
        """
        made = [
            Statement(
                statement=claim["label"],
                status=claim["status"],
                is_fact=claim["fact"],
                speakers=tuple(each["label"] for each in (*claim["relays"], *claim["speakers"])),
                sentence=claim["evidence"][0]["sentence"] if claim["evidence"] else "",
                article=claim["article"],
                title=self._explorer.reader.article(NamedNode(claim["article"]))["title"],
            )
            for claim in self.claims
        ]
        return tuple(sorted(made, key=_order))

    @cached_property
    def links(self) -> dict[str, str]:
        """Where things and articles are in the web: Wikidata's page, the publisher's.

        >>> sorted(graph.about("Ana Ruiz").links)
        ['https://news.example/ruiz', 'https://w3id.org/news-kg/entity/Quito_Q2900']
        """
        reader = self._explorer.reader
        made = {}
        for each in self.picture["nodes"]:
            known = reader.wikidata(NamedNode(each["iri"])) if "iri" in each else None
            if known is not None:
                made[each["id"]] = f"{WIKIDATA}{known}"
        for iri, article in self.picture["articles"].items():
            address = article.get("url", "" if iri.startswith(reader.base) else iri)
            if address:
                made[iri] = address
        return made

    def save(self, path: Path | str) -> Path:
        """Write the picture to PATH, whole or not at all.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     graph.about("Ana Ruiz").save(f"{folder}/ruiz.svg").name
        'ruiz.svg'
        """
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        files.write(target, [self.svg.encode()])
        return target

    @property
    def html(self) -> str:
        """The picture alone as HTML: the graph view of the explorer in a frame, or the still picture.

        >>> graph.about("Ana Ruiz").html.count("<iframe ")
        1
        """
        return picture_html(self)

    def _repr_svg_(self) -> str:
        """Return the picture, for a notebook that shows no HTML."""
        return self.svg

    def _repr_html_(self) -> str:
        """Return the picture and what it says, for a notebook."""
        return drawing_html(self)


def draw(
    explorer: Explorer,
    about: Sequence[str] | str = (),
    *,
    article: str | None = None,
    limit: int | None = None,
    events: str = "nodes",
) -> Drawing:
    """Return a drawing of what is said ABOUT things, of what an ARTICLE tells, or of what is connected most.

    Things are labels, other names or IRIs. LIMIT is how many claims are drawn of each thing; EVENTS are nodes, or
    edges between those who take part. Raises QueryError for what the graph does not have.
    """
    if events not in EVENTS:
        raise QueryError(f"events: {events!r} is unknown; have: {', '.join(EVENTS)}")
    if limit is not None and limit < 1:
        raise QueryError(f"limit: {limit} claims are no picture; give 1 or more")
    names = [about] if isinstance(about, str) else list(about)
    if article is not None and names:
        raise QueryError("draw: of an article or of things? Give one of them")
    drawing = _drawn(explorer, names, article, limit or LIMIT)
    if events == "edges":
        return Drawing(explorer, folded(drawing.picture), drawing.title, drawing.about)
    return drawing


def _drawn(explorer: Explorer, names: Sequence[str], article: str | None, limit: int) -> Drawing:
    reader, pictures = explorer.reader, explorer.pictures
    if article is not None:
        page = explorer.article(article)["article"]
        return Drawing(explorer, pictures.of_article(page["iri"]), page["title"])
    if not names:
        return Drawing(explorer, pictures.overall(limit), "The most connected claims")
    things = list(dict.fromkeys(_things(explorer, names)))
    title = ", ".join(reader.label(NamedNode(thing)) for thing in things)
    return Drawing(explorer, pictures.around(things, limit), title, things)


def _things(explorer: Explorer, names: Sequence[str]) -> Iterator[str]:
    param = Parameter("entity", "entity", "an entity, by label or IRI", required=True)
    for name in names:
        found = to_thing(explorer.reader.store, name, param)
        is_there = (
            pattern
            for pair in ((found, None), (None, found))
            for pattern in explorer.reader.quads(pair[0], None, pair[1], None)
        )
        if next(is_there, None) is None:
            raise QueryError(
                f"entity: the graph says nothing of {found.value}; give a label or an IRI of it"
            )
        yield found.value


def _order(each: Statement) -> tuple[bool, str, str, str]:
    return not each.is_fact, each.statement, each.article, each.sentence
