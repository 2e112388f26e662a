"""Writes ``ontology/pronouns.tsv``: how much each sign tells for or against it that a pronoun means a thing.

    python -m training.pronouns ../shared/data ontology/pronouns.tsv

It learns from the articles of ``training/coreference``, in which people marked what each pronoun means, and from GUM's
articles of Wikinews (Zeldes 2017; annotation CC BY 4.0, text CC BY 2.5). It prints how well pronouns are understood in
each tenth of the articles by the weights that the other nine give. Two minutes on one core.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg import ontology as ontologies
from kg.extract.reading import Reading
from kg.extract.reference.coreference import Coreference, coreference
from kg.extract.reference.coreference.chains import Chain
from kg.extract.reference.coreference.expressions import Kind
from kg.extract.reference.coreference.ranking import Ranker
from kg.extract.reference.coreference.signs import Around, Signs, of_chain, of_nothing
from kg.learned.runtime import load_reader
from kg.nlp import annotate, load_model
from kg.ontology import Ontology
from training.sources.pronouns import Article, articles, gum

FOLDER: Final = Path(__file__).parent / "coreference"
_PARTS: Final = 10
_PENALTY: Final = 2.0  # on half the square of each weight
_ROUNDS: Final = 3  # in each, pronouns further up mean what the weights of the one before say
_KEPT: Final = 0.005  # weights nearer to 0 are left out
_HEAD: Final = """\
# How much each sign tells for or against it that a pronoun means a thing: kg/extract/reference/coreference/signs.py.
# Made by python -m training.pronouns from training/coreference and from GUM's articles of Wikinews (CC BY 4.0).
"""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """What competes for a pronoun, the last of it nothing, and which of it is right."""

    rivals: list[Signs]
    right: list[int]


@dataclass(slots=True)
class Outcome:
    """How many pronouns mean the right thing or a wrong one, of how many that mean something."""

    right: int = 0
    wrong: int = 0
    wanted: int = 0

    def add(self, result: bool | None, *, wanted: bool) -> None:
        """Count a pronoun; RESULT is None where it is taken to mean nothing."""
        self.right += result is True
        self.wrong += result is False
        self.wanted += wanted

    def __str__(self) -> str:
        """Show precision, recall and F1."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.wanted)
        f1 = 2 * self.right / max(1, self.right + self.wrong + self.wanted)
        return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {self.wanted:,}"


class Recorder(Ranker):
    """Keeps what competes for each pronoun, and chooses as the product does."""

    def __init__(self, weight: Weights) -> None:
        """Choose by WEIGHT."""
        super().__init__(weight)
        self.made: list[tuple[int, list[Chain], list[Signs]]] = []

    def best(self, around: Around, chains: Sequence[Chain], ontology: Ontology) -> Chain | None:
        """Return what the pronoun means, and keep what competed."""
        rivals = [*(of_chain(around, chain, ontology) for chain in chains), of_nothing(around)]
        self.made.append((around.pronoun.place, list(chains), rivals))
        return self.chosen(chains, rivals)


class Text:
    """An annotated article, and its tokens."""

    def __init__(self, article: Article, reading: Reading) -> None:
        """Look for the tokens of what is meant in READING."""
        place = {reading.word(token).start: token.i for token in reading.doc}
        self.reading = reading
        self.part = hashlib.sha256(article.name.encode()).digest()[0] % _PARTS
        self.meant: dict[int, list[set[int]]] = {
            place[at]: [{place[each] for each in group if each in place} for group in groups]
            for at, groups in article.meant.items()
            if at in place
        }

    def choices(self, weight: Weights) -> Iterator[Choice]:
        """Yield the choices that are made by WEIGHT, but those between things of which none is right."""
        recorder = Recorder(weight)
        coreference(self.reading, recorder)
        for place, chains, rivals in recorder.made:
            groups = self.meant.get(place)
            if groups is None or len(groups) > 1:
                continue
            right = [i for i, c in enumerate(chains) if groups and _places(c) & groups[0]]
            if right or not groups:
                yield Choice(rivals, right or [len(chains)])

    def results(self, weight: Weights) -> Iterator[tuple[str, bool | None, bool]]:
        """Yield for each pronoun whether it means the right thing by WEIGHT, and whether it should mean one."""
        known = coreference(self.reading, Ranker(weight))
        for place, groups in self.meant.items():
            wanted = set[int]().union(*groups)
            yield self.reading.doc[place].lower_, _result(known, place, wanted), bool(wanted)


def _places(chain: Chain) -> set[int]:
    return {e.place for e, _ in chain.members if e.kind is not Kind.PRONOUN}


def _result(known: Coreference, place: int, wanted: set[int]) -> bool | None:
    reference = known.references.get(place)
    if reference is None:
        return None
    chains = (known.chain_at(each) for each in reference.antecedents)
    return any(chain is not None and _places(chain) & wanted for chain in chains)


def texts(found: Iterable[Article]) -> list[Text]:
    """Return the articles that were FOUND, annotated as those of a build are."""
    ontology = ontologies.load()
    kept = list(found)
    documents = (article.document() for article in kept)
    docs = annotate(documents, load_model(None), ontology, load_reader(ontology))
    return [Text(a, Reading(doc, ontology)) for a, doc in zip(kept, docs, strict=True)]


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weights that make what is right likely, and are not large (maximum likelihood, L2)."""
    names = sorted({name for c in choices for signs in c.rivals for name in signs})
    column = {name: i for i, name in enumerate(names)}
    tables = [(_table(c.rivals, column), c.right) for c in choices]

    def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = _PENALTY * (weight @ weight) / 2, _PENALTY * weight
        for table, right in tables:
            score = table @ weight
            share = np.exp(score - score.max())
            share /= share.sum()
            among = np.zeros_like(share)
            among[right] = share[right] / share[right].sum()
            total -= np.log(share[right].sum())
            gradient = gradient + table.T @ (share - among)
        return total, gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {n: round(float(w), 3) for n, w in zip(names, found, strict=True) if abs(w) >= _KEPT}


def _table(rivals: Sequence[Signs], column: Mapping[str, int]) -> NDArray[np.float64]:
    found = np.zeros((len(rivals), len(column)))
    for row, signs in enumerate(rivals):
        for name, value in signs.items():
            found[row, column[name]] = value
    return found


def learn(read: Sequence[Text]) -> dict[str, float]:
    """Return the weights that the texts READ give."""
    weight: dict[str, float] = {}
    for _ in range(_ROUNDS):
        weight = fit([choice for text in read for choice in text.choices(weight)])
    return weight


def held_out(read: Sequence[Text]) -> dict[str, Outcome]:
    """Return how well the pronouns of each part of READ are understood by what the other parts give."""
    found = {name: Outcome() for name in ("all", "he, she", "it", "they")}
    for part in range(_PARTS):
        weight = learn([text for text in read if text.part != part])
        for word, result, wanted in (
            each for text in read if text.part == part for each in text.results(weight)
        ):
            kind = "it" if word[:2] == "it" else "they" if word[:3] == "the" else "he, she"
            found["all"].add(result, wanted=wanted)
            found[kind].add(result, wanted=wanted)
    return found


def main(data: Path, table: Path) -> None:
    """Measure what the data below DATA and our own give, and write the TABLE of all of them."""
    read = texts([*articles(FOLDER), *gum(data / "gum-news")])
    for kind, outcome in held_out(read).items():
        print(f"{kind}: {outcome}", flush=True)
    rows = (f"{sign}\t{weight:g}\n" for sign, weight in sorted(learn(read).items()))
    table.write_text(_HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
