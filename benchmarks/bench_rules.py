"""What each family of rules is worth: each is switched off once, on our own articles and on all the facts of others.

The texts are annotated once; what changes is what ``kg.extract`` makes of them. A family without which nothing gets
worse should go, unless it is for forms that gold is too small to have: ``--articles`` counts what it alone tells of
other articles, and ``--claims`` writes that down, to be read.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from benchmarks.table import show
from kg.evaluate import articlefacts, gold
from kg.evaluate.goldmatch import said
from kg.evaluate.measures import Measure
from kg.evaluate.reader import Read, Reader
from kg.extract import extract
from kg.learned.runtime import load_reader
from kg.model import Document
from kg.nlp import annotate
from kg.sources import read

_OWN: Final = "kg.extract"
_IN: Final = "interpretation"


def _nothing(*_: Any, **__: Any) -> Iterator[Any]:
    return iter(())


def _first(_: Any, given: Any, *__: Any) -> Any:
    return given


def _listed(_: Any, given: Iterable[Any]) -> list[Any]:
    return list(given)


def _none(*_: Any) -> None:
    return None


def _false(*_: Any) -> bool:
    return False


# Each family: what it reads, the module and the name by which it is called there, what stands in for it.
FAMILIES: Final[tuple[tuple[str, str, str, Callable[..., Any]], ...]] = (
    ("verbs of the lexicon", "extractor", "Extractor._verb", _none),
    ("nouns of the lexicon", "extractor", "Extractor._noun", _none),
    ("headlines without a verb", "extractor", "verbless", _nothing),
    ("relational nouns", f"{_IN}.relations", "_Finder._relational", _nothing),
    ("offices", f"{_IN}.offices", "Offices.at", _nothing),
    ("nations and parties of people", f"{_IN}.offices", "Offices.origin", _nothing),
    ("nations before names", f"{_IN}.offices", "Offices.demonym", _nothing),
    ("seats", f"{_IN}.offices", "Offices.seat", _nothing),
    ("ages", f"{_IN}.ages", "Ages.at", _nothing),
    ("homes of bodies", f"{_IN}.homes", "Homes.at", _nothing),
    ("homes of people", f"{_IN}.relations", "residence", _nothing),
    ("parts and sites", f"{_IN}.wholes", "Wholes.at", _nothing),
    ("places within places", f"{_IN}.relations", "_Finder._within", _nothing),
    ("relational adjectives", f"{_IN}.adjectives", "Adjectives.at", _nothing),
    ("dates of lives", "extractor", "lives", _nothing),
    ("descriptions", f"{_IN}.descriptions", "Descriptions.__iter__", _nothing),
    ("qualities", f"{_IN}.qualities", "Qualities.__iter__", _nothing),
    ("events of general classes", f"{_IN}.general", "GeneralReader.besides", _nothing),
    ("general roles of other events", f"{_IN}.general", "GeneralReader.fill", _none),
    ("contents", "predications.embedded", "Embedded.link", _listed),
    ("adjuncts by rules", "predications.adjuncts", "Adjuncts.of", _nothing),
    ("adjuncts by the network", "predications.predicates", "Predications.modifiers", _nothing),
    ("events of the network", f"{_IN}.network", "Network.interpretation", _none),
    ("relations of the network", f"{_IN}.network", "Network.relations", _nothing),
    ("roles that the network adds", f"{_IN}.network", "Network.complete", _first),
    ("status by the network", f"{_IN}.network", "Network.reviewed", lambda *a: a[-1]),
    ("classes that the network denies", f"{_IN}.network", "Network.contradicts", _false),
    ("pronouns and descriptions", "reference.fillers", "Fillers._referred", _none),
    ("governments by their capitals", "reference.metonymy", "Metonymy.acting", _none),
    ("public acts told by who does them", "extractor", "declared", lambda _, verdict, __: verdict),
    ("clauses without their verb", f"{_IN}.gaps", "Gaps.of", _nothing),
    ("magnitudes", f"{_IN}.events", "magnitudes", lambda *_: {}),
)


class Kept(Reader):
    """A reader that annotates each text once."""

    def __init__(self) -> None:
        super().__init__()
        self.network = load_reader(self.ontology)
        self._docs: dict[tuple[str, ...], list[Any]] = {}

    def read(self, documents: Iterable[Document]) -> Iterator[Read]:
        """Yield what each of the DOCUMENTS says, in their order."""
        given = list(documents)
        key = tuple(each.id for each in given)
        if key not in self._docs:
            docs = annotate(given, self.nlp, self.ontology, self.network, self.known)
            self._docs[key] = list(docs)
        for doc in self._docs[key]:
            found = extract(doc, self.ontology, self.extractors)
            yield Read(doc.user_data["kg"].document, doc, found)


@contextmanager
def without(module: str, name: str, instead: Callable[..., Any]) -> Iterator[None]:
    """Let INSTEAD stand in for what is called NAME in a module of ``kg.extract``."""
    owner: Any = import_module(f"{_OWN}.{module}")
    *path, last = name.split(".")
    for part in path:
        owner = getattr(owner, part)
    known = getattr(owner, last)
    setattr(owner, last, instead)
    try:
        yield
    finally:
        setattr(owner, last, known)


def measured(reader: Reader, own: Path, facts: Path | None) -> list[float]:
    """Return F1 of facts and of claims on our OWN articles, and what is found of all FACTS, where they are there."""
    values = _values(gold.run(own, reader))
    found = [values["facts"], values["claims"]]
    if facts is not None:
        asked = _values(articlefacts.run(facts, reader))
        found += [asked["found"], asked["claims that tell one"]]
    return found


def told(reader: Reader, documents: Iterable[Document]) -> Counter[tuple[str, str]]:
    """Return the claims of each of the DOCUMENTS, in words."""
    found = reader.read(documents)
    return Counter((e.document.id, str(each)) for e in found for each in said(e.extraction.claims))


def _values(measures: Iterable[Measure]) -> dict[str, float]:
    return {each.name: each.value for each in measures}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold"))
    parser.add_argument("--facts", type=Path, help="a folder of articles with all their facts")
    parser.add_argument(
        "--articles", nargs="*", default=(), help="articles whose claims are counted"
    )
    parser.add_argument(
        "--claims", type=Path, help="write here what each family adds and keeps out"
    )
    given = parser.parse_args()
    documents = [each for each in read(*given.articles) if isinstance(each, Document)]
    reader = Kept()
    whole, all_claims = measured(reader, given.gold, given.facts), told(reader, documents)
    heads = ("facts, F1", "claims, F1", "found", "claims that tell one")[: len(whole)]
    rows = [{"family": "with all", **dict(zip(heads, map(_number, whole), strict=True))}]
    if documents:
        rows[0]["claims"] = f"{all_claims.total():,}"
    lines: list[str] = []
    for title, module, name, instead in FAMILIES:
        with without(module, name, instead):
            each, claims = measured(reader, given.gold, given.facts), told(reader, documents)
        changes = (f"{value - known:+.3f}" for value, known in zip(each, whole, strict=True))
        rows.append({"family": f"without {title}", **dict(zip(heads, changes, strict=True))})
        if documents:
            added, kept_out = all_claims - claims, claims - all_claims
            rows[-1]["claims"] = f"-{added.total():,} +{kept_out.total():,}"
            lines += (f"{title}\tadds\t{where}\t{what}\n" for where, what in sorted(added))
            lines += (f"{title}\tkeeps out\t{where}\t{what}\n" for where, what in sorted(kept_out))
    show({"Rule families": rows})
    if given.claims is not None:
        given.claims.write_text("".join(lines), encoding="utf-8")


def _number(value: float) -> str:
    return f"{value:.3f}"


if __name__ == "__main__":
    main()
