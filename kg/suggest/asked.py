"""What the network takes two things at a verb for, when it is asked for the labels of a user's properties."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from kg.learned.reader import Thresholds
from kg.learned.runtime import load_reader
from kg.ontology import Ontology
from kg.suggest.predications import Predication

# The network was not trained on these labels: a single answer says little, and many of one word something.
_LEAST: Final = 0.05

Answers = Mapping[tuple[Predication, str, str, str], float]


def answers(found: Sequence[Predication], ontology: Ontology) -> Answers:
    """Return how likely a property of the user's stands between two functions of the predications FOUND.

    The key is the predication, the function of the subject, that of the object, and the property.
    """
    words = {
        name: f"{term.label}: {term.comment}" if term.comment else term.label
        for name, term in sorted(ontology.properties.items())
        if term.own and term.is_direct and not term.datatypes
    }
    if not words or not found:
        return {}
    reader = load_reader(ontology, words=words, thresholds=Thresholds(pair=_LEAST))
    scores: dict[tuple[Predication, str, str, str], float] = defaultdict(float)
    sentences = [each.tokens for each in found]
    for each, read in zip(found, reader.read(sentences), strict=True):
        functions = {end.place: end.function for end in each.ends}
        for pair in read.pairs:
            ends = functions.get(pair.subject_head), functions.get(pair.object_head)
            if not pair.is_role and ends[0] is not None and ends[1] is not None:
                key = (each, ends[0], ends[1], pair.label)
                scores[key] = max(scores[key], pair.score)
    return scores
