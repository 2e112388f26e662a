"""The words that spaCy's lemmatiser knows, by part of speech: a dictionary of English that comes with the pipeline."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from spacy.language import Language


def tables(nlp: Language) -> tuple[Any, Any] | None:
    """Return the lemmatiser's tables of lemmas and of irregular forms, which may be changed; None where it has none."""
    lookups: Any = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return None
    return lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")


@lru_cache(4)  # parts of speech; a model that is done with is let go
def lemmas(nlp: Language, part: str) -> frozenset[str]:
    """Return the lemmas of a PART of speech: "noun", "verb", "adj" or "adv"."""
    found = tables(nlp)
    return frozenset(found[0].get(part, ())) if found is not None else frozenset()


@lru_cache(4)  # parts of speech; a model that is done with is let go
def irregular(nlp: Language, part: str) -> Mapping[str, list[str]]:
    """Return the irregular forms of a PART of speech, with their lemmas."""
    found = tables(nlp)
    return dict(found[1].get(part, {})) if found is not None else {}


def base(nlp: Language, form: str, part: str) -> str:
    """Return the lemma of a FORM of a PART of speech: that of the dictionary, else by the first rule that fits."""
    known = lemmas(nlp, part)
    if found := irregular(nlp, part).get(form):
        return found[0]
    ends = [(form[: -len(old)] + new) for old, new in _rules(nlp, part) if form.endswith(old)]
    return next((each for each in (form, *ends) if each in known), form)


@lru_cache(4)  # parts of speech; a model that is done with is let go
def _rules(nlp: Language, part: str) -> tuple[tuple[str, str], ...]:
    """Return how the forms of a PART of speech end, and the lemmas of these."""
    lookups: Any = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_rules"):
        return ()
    return tuple((old, new) for old, new in lookups.get_table("lemma_rules").get(part, ()) if old)
