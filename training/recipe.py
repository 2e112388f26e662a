"""The recipe: what is learned in which order, how often and how fast."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

VERSION: Final = "2026.4"
SEED: Final = 20260312


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the training; PASSES says how often each source is read."""

    name: str
    passes: Mapping[str, float]
    words: int = 900  # of a batch, padding counted
    words_of: Mapping[str, int] = field(default_factory=dict)  # where a source has other batches
    until: Mapping[str, float] = field(default_factory=dict)  # the part of the way where it is read
    encoder_rate: float = 1e-4
    head_rate: float = 6e-4
    renamed: frozenset[str] = frozenset(
        {"corpus", "real"}
    )  # sources whose names are changed at each pass
    half: bool = True  # bfloat16 where it does no harm


# Small batches where each sentence says much and there are few of them. What teaches other labels comes first, so that
# the last and smallest steps are for our own and for running text; silver, which knows only a part, before gold.
_PASSES: Final = {
    "propbank": 3.0,
    "treebank": 5.0,
    "nouns": 2.0,
    "broadcast": 0.5,
    "corpus": 5.0,
    "real": 10.0,
    "chains": 1.0,
    "knowledgenet": 2.0,
    "tekgen": 3.0,
    "redocred": 1.0,
    "typere": 0.5,
    "re3d": 1.5,
    "lexicon": 2.0,
    "wikinews": 1.0,
}
_WORDS: Final = {"corpus": 450, "real": 450, "lexicon": 450, "tekgen": 600, "knowledgenet": 600}
_UNTIL: Final = {
    "propbank": 0.8,
    "nouns": 0.9,
    "broadcast": 0.4,
    "tekgen": 0.9,
    "knowledgenet": 0.8,
    "lexicon": 0.8,
    "redocred": 0.5,
    "typere": 0.5,
    "re3d": 0.5,
    "wikinews": 0.5,
}
# The rate goes up and down three times. The first stage is short, the last has what our own labels are learned from.
_FIRST: Final = {
    "propbank": 0.5,
    "treebank": 2.0,
    "nouns": 0.5,
    "broadcast": 0.2,
    "corpus": 1.0,
    "real": 4.0,
    "knowledgenet": 0.3,
    "tekgen": 0.4,
    "redocred": 0.1,
    "typere": 0.1,
    "re3d": 0.2,
    "lexicon": 0.5,
    "wikinews": 0.2,
}
_SECOND: Final = {
    "propbank": 1.0,
    "treebank": 2.5,
    "nouns": 0.7,
    "broadcast": 0.1,
    "corpus": 2.0,
    "real": 6.0,
    "chains": 0.5,
    "knowledgenet": 0.7,
    "tekgen": 1.0,
    "redocred": 0.2,
    "typere": 0.1,
    "re3d": 0.4,
    "lexicon": 1.0,
    "wikinews": 0.4,
}
_THIRD: Final = {
    "propbank": 0.15,
    "treebank": 0.4,
    "corpus": 1.5,
    "real": 2.5,
    "chains": 0.15,
    "knowledgenet": 0.2,
    "tekgen": 0.3,
}
STAGES: Final = (
    Stage(name="first", passes=_FIRST, words_of=_WORDS, until=_UNTIL),
    Stage(name="second", passes=_SECOND, words_of=_WORDS, until=_UNTIL),
    Stage(
        name="third",
        passes=_THIRD,
        words_of=_WORDS,
        until=_UNTIL,
        encoder_rate=5e-5,
        head_rate=3e-4,
    ),
)
# The teacher has ten times the parameters: smaller steps, and what it needs least is read less often.
TEACHER: Final = (
    Stage(
        name="teacher",
        passes={**_PASSES, "tekgen": 2.0, "lexicon": 1.0},
        words_of=_WORDS,
        until=_UNTIL,
        encoder_rate=5e-5,
    ),
)
# A pupil reads what its teacher told of real sentences along with all that people have annotated.
PUPIL: Final = (
    Stage(
        name="pupil",
        passes={**_PASSES, "told": 2.0},
        words_of=_WORDS,
        until={**_UNTIL, "told": 0.95},
    ),
)
