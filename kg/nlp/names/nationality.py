"""Nationalities: "Venezuelan" stands for Venezuela, "Venezuelans" for people."""

from spacy.tokens import Token

from kg.nlp.names.gazetteer import Gazetteer, Match
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words


def lay_nationalities(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Add the nationalities; one within a longer name belongs to that name."""
    for match in gazetteer.demonyms(words):
        others = layer.over(match.first, match.last)
        if any(not _yields(other, match) for other in others):
            continue
        if (candidate := _candidate(match, words)) is not None:
            layer.put(candidate)


def _yields(other: Candidate, match: Match) -> bool:
    """Tell whether a name found before is no more than the nationality, or a group that it names."""
    inside = match.first <= other.first and other.last <= match.last
    return other.key is None and (inside or other.type == "PeopleGroup")


def _candidate(match: Match, words: Words) -> Candidate | None:
    first, last, known = match.first, match.last, match.known
    if not words.is_capitalised(last - 1):
        return None
    text = words.text(first, last)
    head = words.doc[last - 1]
    if known.type == "PeopleGroup":
        step = [] if text == known.name else [f'"{text}" → {known.name} (people)']
        return Candidate(first, last, known.type, 1.0, known.name, known.key, step)
    if _modifies(head) or (head.tag_ == "JJ" and head.dep_ in ("acomp", "attr", "oprd")):
        step = [f'"{text}" → {known.name} (nationality)']
        return Candidate(first, last, known.type, 1.0, known.name, known.key, step)
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "into") and not _has_article(head):
        return None  # a language: "said in Spanish"
    if head.tag_ in ("NN", "NNP") and _has_article(head, "a", "an", "one"):
        step = [f'"{text}" is of {known.name}']
        return Candidate(first, last, "Person", 0.0, text, None, step, described=True)
    return Candidate(
        first, last, "PeopleGroup", 1.0, text, None, [f'"{text}" are people of {known.name}']
    )


def _modifies(token: Token) -> bool:
    """Tell whether TOKEN stands before the noun that it says something of."""
    if token.dep_ in ("amod", "compound", "nmod", "npadvmod", "nummod") and token.head.i > token.i:
        return True
    if token.dep_ in ("conj", "punct") and token.head.i < token.i and token.tag_ in ("JJ", "NNP"):
        return _modifies(token.head)
    following = token.i + 1
    if token.tag_ not in ("JJ", "NNP", "NN") or following >= len(token.doc):
        return False
    after = token.doc[following]
    noun = after.tag_ in ("NN", "NNS", "NNP", "NNPS") and after.head.i >= token.i
    return noun or after.text == "-"


def _has_article(token: Token, *articles: str) -> bool:
    wanted = articles or ("the", "a", "an")
    return any(child.lower_ in wanted for child in token.lefts)
