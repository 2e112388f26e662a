"""Rows of answers: cells as text, and for each claim in a row whose word it is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pyoxigraph import NamedNode

from kg.assist import shapes
from kg.assist.asking import Asking, Rows
from kg.assist.quoting import SENTENCE, plain, quoted
from kg.assist.statements import cited, fitting, more, shown, source, statement
from kg.query.bind import Term
from kg.query.formats import plain as written

_CELL: Final = 500
_CLAIMS: Final = 200  # that are looked up for one answer
_EACH: Final = 3  # claims of one row
_LABEL: Final = "Label"
_RECORDS: Final = ("/claim/", "/event/")

Cells = dict[str, Term | None]


class Standings:
    """What is known of the claims and the articles in some rows."""

    def __init__(self, page: Any, named: Mapping[str, Sequence[str]]) -> None:
        self.articles = page["articles"]
        self._claims: dict[str, list[shapes.Statement]] = {}
        for claim in page["claims"]:
            said = statement(claim, page["articles"])
            for name in {claim["id"], claim.get("event", "")} & named.keys():
                self._claims.setdefault(name, []).append(said)

    def of(self, names: Sequence[str], article: str) -> list[shapes.Statement]:
        """Return the claims called NAMES, those of ARTICLE where they are known from there."""
        found = [said for name in names for said in self._claims.get(name, ())]
        here = [said for said in found if said.article.iri == article]
        return list({said.claim: said for said in here or found}.values())[:_EACH]


async def standings(
    asking: Asking, claims: Mapping[str, Sequence[str]], articles: Sequence[str]
) -> Standings:
    """Return what is known of CLAIMS, the names of which are the keys, and of ARTICLES."""
    values = [("claim", name) for name in list(claims)[:_CLAIMS]]
    values += [("article", name) for name in dict.fromkeys(articles)]
    page = {"claims": [], "articles": {}} if not values else await asking.view("claims", *values)
    return Standings(page, claims)


def records(cells: Cells) -> list[str]:
    """Return the names of the claims and events in CELLS."""
    found = [term.value for term in cells.values() if isinstance(term, NamedNode)]
    return [name for name in dict.fromkeys(found) if any(part in name for part in _RECORDS)]


def value(cells: Cells, column: str) -> str:
    """Return the cell of COLUMN as it is, "" where there is none."""
    term = cells.get(column)
    return written(term) if term is not None else ""


def row(
    cells: Cells, said: Sequence[shapes.Statement], found: Standings, otherwise: str = ""
) -> shapes.Row:
    """Return the row of CELLS in which SAID are the claims; OTHERWISE is its standing where there are none."""
    article = found.articles.get(value(cells, "article"))
    standing = list(dict.fromkeys(each.standing for each in said))
    return shapes.Row(
        standing=standing or ([otherwise] if otherwise else []),
        fact=all(each.fact for each in said) if said else None,
        cells={
            plain(name): plain(written(term), _CELL)
            for name, term in cells.items()
            if term is not None
        },
        sentence=plain(value(cells, "sentence"), SENTENCE) or (said[0].sentence if said else ""),
        article=source(article) if article else (said[0].article if said else None),
        claims=[each.claim for each in said],
    )


def answer(
    columns: Sequence[str], rows: Sequence[shapes.Row], left: int, note: str
) -> tuple[shapes.RowsAnswer, list[str]]:
    """Return ROWS as an answer, as many as fit; LEFT are left out before."""
    kept = list(fitting(rows, _lines))
    made = shapes.RowsAnswer(
        columns=[plain(each) for each in columns],
        rows=[each for each, _ in kept],
        left_out=left + len(rows) - len(kept),
        note=note,
    )
    told = [note]
    for number, (_, (first, *others)) in enumerate(kept, 1):
        told += [f"{number}. {first}", *others]
    told += ["no rows"] if not rows else []
    return made, [*told, *more(made.left_out, "row", "narrow it, or raise limit")]


def bare(found: Rows, note: str) -> tuple[shapes.RowsAnswer, list[str]]:
    """Return the answer to an ASK."""
    made = shapes.RowsAnswer(columns=[], rows=[], boolean=found.boolean, left_out=0, note=note)
    return made, [note, "yes" if found.boolean else "no"]


def _lines(each: shapes.Row) -> list[str]:
    apart = {"sentence", "article"} if each.sentence and each.article else set()
    names = [name for name in each.cells if name not in apart and not _is_label(name, each.cells)]
    cells = "; ".join(f"{name} {_cell(name, each.cells)}" for name in names)
    told = [f"{' / '.join(each.standing)}: {cells}" if each.standing else cells]
    if each.sentence:
        told.append(f"  sentence: {quoted(each.sentence, SENTENCE + 40)}")
    if each.article:
        told.append(f"  article: {cited(each.article)}")
    if each.claims:
        told.append(f"  claim: {', '.join(map(shown, each.claims))}")
    return told


def _is_label(name: str, cells: Mapping[str, str]) -> bool:
    return name.endswith(_LABEL) and name.removesuffix(_LABEL) in cells


def _cell(name: str, cells: Mapping[str, str]) -> str:
    text, label = cells[name], cells.get(name + _LABEL)
    is_iri = text.startswith(("http://", "https://", "urn:"))
    place = shown(text) if is_iri else quoted(text, _CELL + 40)
    return f"{quoted(label)} {place}" if label else place
