"""Text2KGBench: triples of a given ontology, sentence by sentence (Mihindukulasooriya et al. 2023).

The relations of its Wikidata half were trained. Those of its DBpedia half were not: the network reads their names and
what they hold between, and nothing else. Beside it stands what a build says in the terms of each ontology of that half,
of which it has the labels alone (``evaluation.ownterms``).

The official measure averages over sentences, then over ontologies, and leaves out predicted triples whose relation no
gold triple of the sentence has; the strict one counts every triple once over all sentences. Names are compared without
spaces and case, dates in the form of the set (*01 January 1986* for a year).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any, Final, Protocol

from spacy.tokens import Doc

from kg.evaluate.measures import Matches, Measure
from kg.evaluate.reader import Reader
from kg.learned.found import Found, Paired
from kg.learned.reader import NetworkReader, Thresholds
from kg.learned.runtime import load_reader, manifest
from kg.nlp.network import as_sentence

LEAST: Final = 0.05
TRAINED: Final = "wikidata_tekgen"
UNSEEN: Final = "dbpedia_webnlg"
_OFFICIAL: Final = 0.42
_STRICT: Final = 0.34
_LABELS: Final = 0.22  # zero-shot, by labels alone
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)

Triple = tuple[str, str, str]
Load = Callable[[str], NetworkReader]  # the network, asked for the labels of an ontology


@dataclass(frozen=True, slots=True)
class Cut:
    """Which pairs become triples: those that score LEAST, and SHARE of the best of their sentence."""

    least: float = 0.5
    share: float = 0.5

    def __call__(self, pairs: Iterable[Paired]) -> list[Paired]:
        """Return the pairs that are good enough."""
        found = list(pairs)
        bar = max(self.least, self.share * max((p.score for p in found), default=0.0))
        return [pair for pair in found if pair.score >= bar]


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the official and the strict F1, and the official one of each ontology."""
    cut = Cut(**manifest()["schemes"]["tekgen"])
    least = Thresholds(pair=LEAST)
    found = answers(folder / TRAINED, reader, lambda name: load_reader(
        reader.ontology, scheme=f"tekgen:{name}", thresholds=least))  # fmt: skip
    yield from measures(dict(found), cut)
    unseen = folder / UNSEEN
    if unseen.is_dir():
        found = answers(unseen, reader, lambda name: load_reader(
            reader.ontology, words=asked(unseen, name), between=between(unseen, name), thresholds=least))  # fmt: skip
        yield from overall(dict(found), Cut(), (
            "relations never seen, asked by words, official F1",
            "relations never seen, strict micro F1",
        ))  # fmt: skip
        from evaluation.ownterms import told

        yield from overall(dict(told(unseen, reader)), Cut(), (
            "relations never seen, told by their labels, official F1",
            "relations never seen, told by their labels, strict micro F1",
        ), (_LABELS, None))  # fmt: skip


def asked(folder: Path, ontology: str) -> dict[str, str]:
    """Return what the relations of an ONTOLOGY are asked by: their names, and what they hold between."""
    return relation_words(_read(folder, ontology), _spaced)


def between(folder: Path, ontology: str) -> dict[str, tuple[str, str]]:
    """Return the names of domain and range of each relation of an ONTOLOGY."""
    return _ends(_read(folder, ontology))


def _read(folder: Path, ontology: str) -> Any:
    path = folder / "ontologies" / f"{ontology}_ontology.json"
    return json.loads(path.read_text(encoding="utf-8"))


def relation_words(ontology: Any, spelt: Callable[[str], str] = str) -> dict[str, str]:
    """Return the words of each relation of an ONTOLOGY of the set, names as SPELT: "director: film to person"."""
    return {
        label: f"{spelt(label)}: {spelt(subject)} to {spelt(thing)}"
        for label, (subject, thing) in _ends(ontology).items()
    }


def _ends(ontology: Any) -> dict[str, tuple[str, str]]:
    names = {concept["qid"]: concept["label"] for concept in ontology["concepts"]}
    return {
        each["label"]: (
            names.get(each["domain"], "thing"),
            names.get(each["range"], each["range"] or "value"),
        )
        for each in ontology["relations"]
    }


def _spaced(name: str) -> str:
    """Return a NAME in words.

    >>> _spaced("academicStaffSize")
    'academic staff size'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is found in one sentence, and what is right."""

    doc: Doc
    found: Found
    gold: frozenset[Triple]

    def triples(self, cut: Cut) -> set[Triple]:
        """Return the triples that are found, as the set writes them."""
        return {
            (self._name(pair.subject), pair.label, self._name(pair.object))
            for pair in cut(self.found.pairs)
        }

    def _name(self, words: tuple[int, int]) -> str:
        return as_written(self.doc[words[0] : words[1]].text)


class Answered(Protocol):
    """What is found in one sentence, whoever found it, and what is right."""

    @property
    def gold(self) -> frozenset[Triple]:
        """What is right."""
        ...

    def triples(self, cut: Cut) -> set[Triple]:
        """Return the triples that are found and good enough, as the set writes them."""
        ...


def answers(folder: Path, reader: Reader, load: Load) -> Iterator[tuple[str, list[Answer]]]:
    """Yield the name of each ontology below FOLDER with what is found in its test sentences."""
    for path in sorted((folder / "ground_truth").glob("*.jsonl")):
        name = path.stem.removeprefix("ont_").removesuffix("_ground_truth")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        docs = list(reader.parsed(row["sent"] for row in rows))
        network = load(name)
        begin = process_time()
        found = network.read([as_sentence(list(doc)) for doc in docs], {})
        reader.seconds += process_time() - begin
        gold = [
            frozenset((t["sub"].strip('"'), t["rel"], t["obj"].strip('"')) for t in row["triples"])
            for row in rows
        ]
        yield name, [Answer(*each) for each in zip(docs, found, gold, strict=True)]


def measures(found: dict[str, list[Answer]], cut: Cut) -> Iterator[Measure]:
    """Yield the measures of what is FOUND and good enough, and of each ontology."""
    names = ("triples of the ontology, official F1", "triples of the ontology, strict micro F1")
    yield from overall(found, cut, names, (_OFFICIAL, _STRICT))
    for name, answers in sorted(found.items()):
        precision, recall, f1 = _averages(answers, cut)
        yield Measure(
            name=f"official F1: {name}",
            value=f1,
            precision=precision,
            recall=recall,
            gold=len(answers),
        )


def overall(
    found: Mapping[str, Sequence[Answered]],
    cut: Cut,
    names: tuple[str, str],
    goals: tuple[float | None, float | None] = (None, None),
) -> Iterator[Measure]:
    """Yield the official and the strict F1 of all ontologies, by their NAMES and with their GOALS."""
    rows = [_averages(answers, cut) for answers in found.values()]
    precision, recall, f1 = (sum(row[i] for row in rows) / max(1, len(rows)) for i in range(3))
    yield Measure(
        name=names[0],
        value=f1,
        precision=precision,
        recall=recall,
        gold=sum(map(len, found.values())),
        goal=goals[0],
    )
    every = (_matches(answer, cut) for answers in found.values() for answer in answers)
    yield sum(every, Matches()).measure(names[1], goals[1])


def _averages(answers: Sequence[Answered], cut: Cut) -> tuple[float, float, float]:
    rows = []
    for answer in answers:
        relations = {relation for _, relation, _ in answer.gold}
        kept = {_key(t) for t in answer.triples(cut) if t[1] in relations}
        gold = {_key(t) for t in answer.gold}
        each = Matches(len(kept & gold), len(kept), len(gold))
        rows.append((each.precision, each.recall, each.f1))
    size = max(1, len(rows))
    first, second, third = (sum(row[i] for row in rows) / size for i in range(3))
    return first, second, third


def _matches(answer: Answered, cut: Cut) -> Matches:
    got, gold = {_key(t) for t in answer.triples(cut)}, {_key(t) for t in answer.gold}
    return Matches(len(got & gold), len(got), len(gold))


def _key(triple: Triple) -> str:
    return "".join(re.sub(r"[_\s]+", "", part).lower() for part in triple)


def as_written(name: str) -> str:
    """Return a NAME of a text as the set writes it: dates in full, numbers without commas.

    >>> as_written("1986"), as_written("March 1986"), as_written("March 5, 1986"), as_written("1,200")
    ('01 January 1986', '01 March 1986', '05 March 1986', '1200')
    """
    words = re.findall(r"\w+", name)
    numbers = [word for word in words if word.isdigit()]
    months = [word for word in words if word.lower() in _MONTHS]
    years = [number for number in numbers if len(number) == 4]
    if len(years) == 1 and len(words) == len(numbers) + len(months) and len(months) < 2:
        days = [number for number in numbers if len(number) < 3]
        month = months[0].capitalize() if months else "January"
        if len(days) < 2 and (months or not days):
            return f"{int(days[0]) if days else 1:02} {month} {years[0]}"
    if re.fullmatch(r"\d{1,3}(,\d{3})+", name):
        return name.replace(",", "")
    return name
