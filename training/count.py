"""Checks the corpus and counts what it covers.

    python -m training.count [FILE OR FOLDER]

Prints each mistake as one line, then how many positive examples each class of events, role, direct property and
status has. A direct property that abbreviates an event counts where the event has both of its roles.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from evaluation.corpus import abbreviated
from evaluation.corpusfile import Passage, read
from kg import ontology as ontologies
from kg.learned.labels import pair_words
from kg.ontology import Ontology

ENOUGH: Final = 25
CORPUS: Final = Path(__file__).parent / "corpus"


def coverage(passages: Iterable[Passage], ontology: Ontology) -> dict[str, Counter[str]]:
    """Return how often each class, role, property and status is stated."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("classes", "roles", "properties", "statuses")
    }
    for stated in (s for p in passages for sentence in p.sentences for s in sentence.stated):
        counts["statuses"][stated.status] += 1
        if stated.trigger is None:
            counts["properties"][stated.kind] += 1
            ended = ontology.properties[stated.kind].ended_as
            if stated.ended and ended:
                counts["properties"][ended] += 1
            continue
        counts["classes"][stated.kind] += 1
        counts["roles"].update(role for role, _ in stated.roles)
        counts["properties"].update(
            {name for name, subject, object in abbreviated(stated, ontology) if subject != object}
        )
    return counts


def _tell(counts: dict[str, Counter[str]], ontology: Ontology) -> None:
    learned = {n: c for n, c in ontology.classes.items() if c.is_event and not c.general}
    groups = {c.parents[0] for c in learned.values() if c.parents}
    asked = {name: ontology.properties[name] for name in pair_words(ontology)}
    known = {
        "classes": [n for n in learned if n not in groups],
        "roles": [name for name, term in asked.items() if term.is_role],
        "properties": [name for name, term in asked.items() if term.is_direct],
        "statuses": list(counts["statuses"]),
    }
    for what, counter in counts.items():
        names = sorted({*known[what], *counter}, key=lambda name: (counter[name], name))
        few = [f"{name} {counter[name]}" for name in names if counter[name] < ENOUGH]
        rest = [f"{name} {counter[name]}" for name in names if counter[name] >= ENOUGH]
        print(f"{what}, fewer than {ENOUGH}: {', '.join(few) or 'none'}")
        print(f"{what}, enough: {', '.join(rest)}")


def main() -> int:
    """Check and count what the command line names."""
    ontology = ontologies.load()
    passages, mistakes = read(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS, ontology)
    for mistake in mistakes:
        print(mistake)
    alone = sum(len(passage.sentences) == 1 for passage in passages)
    sentences = sum(len(passage.sentences) for passage in passages)
    print(
        f"{sentences} sentences, {len(passages) - alone} passages of several; {len(mistakes)} mistakes"
    )
    _tell(coverage(passages, ontology), ontology)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
