"""Labels of terms taken apart: their words, and the verbs that stand behind nouns and participles.

Verbs and nouns of verbs are those of PropBank's rolesets (``ontology/rolesets.tsv``); irregular forms and nouns for
who does something stand in ``ontology/words/wordings.toml``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from kg import vocabulary
from kg.rolesets import rolesets

Form = Literal["base", "s", "ed", "ing"]

_IRREGULAR: Final = vocabulary.table("wordings", "irregular")
_DOING: Final = vocabulary.table("wordings", "doers")
_NO_DOERS: Final = vocabulary.words("wordings", "no_doers")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+(?:st|nd|rd|th)?|[^\W\d_]+")
_VOWELS: Final = "aeiou"
_DOERS: Final = ("er", "or", "ar")
_OF_OR: Final = ("ate", "ct", "edit", "vest", "sess")
_DOUBLING: Final = re.compile(r"[^aeiou]*[aeiou][bdgmnpt]")  # "run", not "lead"
_DONE_TO: Final = "ee"
_SHORTEST: Final = 3


def words(label: str) -> tuple[str, ...]:
    """Return the words of a LABEL or of a local name, in small letters.

    >>> words("academicStaffSize"), words("birth place"), words("has_ISBN-Number")
    (('academic', 'staff', 'size'), ('birth', 'place'), ('has', 'isbn', 'number'))
    """
    return tuple(word.lower() for word in _WORD.findall(label.replace("'s", "")))


@dataclass(frozen=True, slots=True)
class Verbal:
    """The verb behind a word, and the form that it has there."""

    lemma: str
    form: Form


@cache
def verbs() -> frozenset[str]:
    """Return the verbs of PropBank, without their particles."""
    every = (alias for each in rolesets().values() for alias in each.aliases)
    return frozenset(
        word for word, _, part in (a.rpartition("/") for a in every) if part == "v" and word
    )


@cache
def deeds() -> Mapping[str, str]:
    """Return the verb of each noun that PropBank knows as a noun of it: "publication" and "publish"."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for roleset in rolesets().values():
        own = [alias[:-2] for alias in roleset.aliases if alias.endswith("/v")]
        for alias in roleset.aliases:
            if alias.endswith("/n") and own:
                found[alias[:-2]].append((-roleset.count, own[0]))
    return {noun: min(own)[1] for noun, own in found.items()}


def verbal(word: str) -> Verbal | None:
    """Return the verb that WORD is a form of, if it is one.

    >>> [(found.lemma, found.form) for word in ("acquired", "born", "plays") if (found := verbal(word))]
    [('acquire', 'ed'), ('bear', 'ed'), ('play', 's')]
    >>> verbal("city") is None
    True
    """
    irregular = _IRREGULAR.get(word)
    if irregular is not None:
        return Verbal(irregular, "ed")
    for ending, form in (("ed", "ed"), ("ing", "ing"), ("s", "s"), ("", "base")):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            for stem in _stems(word[: len(word) - len(ending)], ending):
                if stem in verbs():
                    return Verbal(stem, form)  # type: ignore[arg-type]
    return None


def _stems(stem: str, ending: str) -> Iterator[str]:
    """Yield what a verb may be called whose form is STEM with an ENDING."""
    if ending == "s":
        yield stem
        if stem.endswith("ie"):
            yield f"{stem[:-2]}y"
        elif stem.endswith("e"):
            yield stem[:-1]
        return
    if not ending:
        yield stem
        return
    if stem.endswith("i") and ending == "ed":
        yield f"{stem[:-1]}y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        yield from (stem, stem[:-1])
        return
    yield from (f"{stem}e", stem)


def doer(noun: str) -> str | None:
    """Return the verb of what somebody does whom NOUN calls so.

    >>> doer("director"), doer("founder"), doer("author"), doer("owner"), doer("member"), doer("river")
    ('direct', 'found', 'write', 'own', None, None)
    """
    known = _DOING.get(noun)
    if known is not None:
        return known
    if noun in _NO_DOERS:
        return None
    for ending in _DOERS:
        if noun.endswith(ending) and len(noun) - len(ending) >= _SHORTEST:
            for stem in _stems(noun[: -len(ending)], "ed"):
                if stem in verbs():
                    return stem
    return None


def doers_of(verb: str) -> Iterator[str]:
    """Yield the nouns for who does what a VERB tells.

    >>> list(doers_of("direct")), list(doers_of("win")), list(doers_of("operate")), list(doers_of("employ"))
    (['director'], ['champion', 'victor', 'winner'], ['operator'], ['employer'])
    """
    known = [noun for noun, own in _DOING.items() if own == verb]
    if verb.endswith(_OF_OR):
        formed = f"{verb.removesuffix('e')}or"
    elif verb.endswith("e"):
        formed = f"{verb}r"
    else:
        doubled = _DOUBLING.fullmatch(verb) is not None
        formed = f"{verb}{verb[-1:] if doubled else ''}er"
    if doer(formed) == verb or formed in _DOING:
        known.append(formed)
    yield from dict.fromkeys(known)


def done_to(noun: str) -> str | None:
    """Return the verb of what is done to somebody whom NOUN calls so: "employee" and "employ"."""
    stem = noun.removesuffix(_DONE_TO)
    if stem == noun:
        return None
    return next((each for each in (f"{stem}e", stem) if each in verbs()), None)


def singular(noun: str) -> str:
    """Return a NOUN that may stand in the plural in the singular.

    >>> singular("floors"), singular("cities"), singular("class"), singular("crew"), singular("series")
    ('floor', 'city', 'class', 'crew', 'series')
    """
    if noun.endswith("ies") and len(noun) > 5 and noun != "series":
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "series")):
        return noun[:-1]
    return noun
