"""Links for a reader to judge: a sentence, the name in it, and the thing of the knowledge base that was chosen.

    python -m benchmarks.read_links links --seed 1                  # 200 links, equal shares of each set of texts
    python -m benchmarks.read_links links --seed 1 --new            # of things that the small part does not have
    python -m benchmarks.read_links people --seed 1                 # 100 people whom one article names, linked or not

Nothing here is measured: whether a link is right, the reader says. Of people whom a single article of a set
names, hardly any is famous; those who are linked are marked.
"""

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from benchmarks.texts import SETS, Text, drawn, texts
from kg.link.kb import KnowledgeBase
from kg.link.kb.choice import chosen
from kg.ontology import load
from kg.pipeline import Graph, build

_BATCH: Final = 20  # articles that are built together
_EACH: Final = 3  # links of one article at most
# One pattern each, joined here: a server joins phrases and candidates of one article with those of all.
_PHRASES: Final = """
SELECT ?article ?start ?end ?words ?entity WHERE {
  GRAPH ?article {
    ?phrase a nif:Phrase ; nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?words ; itsrdf:taIdentRef ?entity
  }
} ORDER BY ?article ?start ?end ?entity
"""
_CANDIDATES: Final = """
SELECT ?article ?entity ?key ?confidence WHERE {
  GRAPH ?article { ?candidate kg:candidateFor ?entity ; kg:candidateKey ?key ; kg:confidence ?confidence }
}
"""
_TYPES: Final = "SELECT ?entity ?type { ?entity a ?type ; rdfs:label ?label }"
_NAME: Final = re.compile(r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*)+")
_ENDS: Final = re.compile(r"(?<=[\w”\")]{3}[.!?])\s+(?=[A-Z“\"])|\n")
_POINTING: Final = frozenset("he she it they we i his her their its my our this that the".split())


@dataclass(frozen=True, slots=True)
class Shown:
    """A name in its sentence, and the key of what it was linked to."""

    text: Text
    start: int
    end: int
    type: str
    key: str  # "" for what is not linked
    confidence: str

    @property
    def words(self) -> str:
        """The name."""
        return self.text["text"][self.start : self.end]

    def sentence(self) -> str:
        """Return the sentence, with the name marked."""
        text = self.text["text"]
        starts = [m.end() for m in _ENDS.finditer(text, 0, self.start)]
        begin = max([0, *starts])
        end = _ENDS.search(text, self.end)
        rest = text[self.end : end.start() if end else len(text)]
        return " ".join(f"{text[begin : self.start]}«{self.words}»{rest}".split())


def links(name: str, seed: int, kb: str | None) -> Iterator[list[Shown]]:
    """Yield the names in each text of a set, drawn by SEED, linked or not."""
    found = drawn(name, seed)
    while batch := list(islice(found, _BATCH)):
        graph = build(texts=batch, kb=kb)
        by_address = {text["url"]: text for text in batch}
        named: dict[str, list[Shown]] = {text["url"]: [] for text in batch}
        for article, each in _named(graph, by_address):
            named[article].append(each)
        yield from named.values()


def _named(graph: Graph, texts: Mapping[str, Text]) -> Iterator[tuple[str, Shown]]:
    types = {row["entity"]: row["type"].rpartition("#")[2] for row in graph.query(_TYPES).texts()}
    linked = {
        (row["article"], row["entity"]): (row["key"], row["confidence"])
        for row in graph.query(_CANDIDATES).texts()
        if row["entity"].endswith(f"_{row['key']}")
    }
    for row in graph.query(_PHRASES).texts():
        text, entity = texts[row["article"]], row["entity"]
        start, end = int(row["start"]), int(row["end"])
        is_name = row["words"][:1].isupper() and row["words"].casefold() not in _POINTING
        if is_name and entity in types and text["text"][start:end] == row["words"]:
            key, confidence = linked.get((row["article"], entity), ("", ""))
            yield row["article"], Shown(text, start, end, types[entity], key, confidence)


def some_links(seed: int, count: int, kb: str | None, known: KnowledgeBase | None) -> list[Shown]:
    """Return COUNT links, equal shares of each set; of what is KNOWN already, none."""
    chance, kept = random.Random(seed), []
    for name in SETS:
        share: list[Shown] = []
        for found in links(name, seed, kb):
            fresh = {each.key: each for each in reversed(found) if each.key}
            fresh = {key: each for key, each in fresh.items() if _is_new(key, known)}
            one_each = sorted(fresh.values(), key=lambda each: each.start)
            share += chance.sample(one_each, min(_EACH, len(one_each)))
            if len(share) >= count // len(SETS):
                break
        kept += share[: count // len(SETS)]
    return kept


def _is_new(key: str, known: KnowledgeBase | None) -> bool:
    return known is None or known.thing(key) is None


def some_people(seed: int, count: int, kb: str | None) -> list[Shown]:
    """Return COUNT people whose whole name one article has, and no other one of any set."""
    kept = []
    whole = "\n".join(text["text"] for name in SETS for text in texts(name)).casefold()
    for name in ("voa-sentences", "doj"):
        share: list[Shown] = []
        for found in links(name, seed, kb):
            people = {each.words: each for each in found if _is_whole(each)}
            once = _counts(people, found)
            share += [people[words] for words, own in once if whole.count(words.casefold()) == own]
            if len(share) >= count // 2:
                break
        kept += share[: count // 2]
    return kept


def _counts(names: Iterable[str], found: Sequence[Shown]) -> list[tuple[str, int]]:
    """Return how often each of NAMES stands in the text of what was FOUND there, sorted."""
    text = found[0].text["text"].casefold() if found else ""
    return sorted((name, text.count(name.casefold())) for name in names)


def _is_whole(shown: Shown) -> bool:
    return shown.type == "Person" and _NAME.fullmatch(shown.words) is not None


def tell(shown: Sequence[Shown], known: KnowledgeBase) -> None:
    """Print what is SHOWN, numbered, with what is KNOWN of each thing."""
    for number, each in enumerate(shown, start=1):
        print(f"[{number}] {each.text['url'].removeprefix('https://text.example/')}")
        print(f"    {each.sentence()}")
        thing = known.thing(each.key) if each.key else None
        if thing is None:
            print(f"    not linked ({each.type})\n")
            continue
        life = "–".join(str(year or "") for year in (thing.born, thing.died)).strip("–")
        said = "; ".join(filter(None, (thing.description, life)))
        print(f"    {each.confidence}  {thing.key}  {thing.type}  {thing.label}: {said}")
        print(f"    how often: {thing.count:,}\n")
    linked = sum(bool(each.key) for each in shown)
    print(f"{len(shown)} names, {linked} of them linked")


def main() -> None:
    """Draw, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("links", "people"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="how many (default: 200 links, 100 people)")
    parser.add_argument("--kb", help="a knowledge base, or small (default: what comes along)")
    parser.add_argument("--new", action="store_true", help="only what the small part has not")
    given: Any = parser.parse_args()
    ontology = load()
    known = chosen(given.kb).open(ontology)
    if given.what == "links":
        small = chosen("small").open(ontology) if given.new else None
        found = some_links(given.seed, given.count or 200, given.kb, small)
    else:
        found = some_people(given.seed, given.count or 100, given.kb)
    tell(found, known)


if __name__ == "__main__":
    main()
