"""Possessives that have lost their apostrophe: the "Jacksons" of *Jacksons arrest*."""

from kg.nlp.names.naming import Names
from kg.nlp.words import Words


def point_possessives(names: Names, words: Words) -> None:
    """Let them stand for the name without the "s"."""
    for token in words.doc:
        owner = names.table.get(token.text[:-1]) if token.text.endswith("s") else None
        bare = token.dep_ == "poss" and not any(child.tag_ == "POS" for child in token.children)
        if owner is None or not bare:
            continue
        name = names.table.get(token.text) or names.add(token.text, (token.text,), owner.type, 0.0)
        name.in_body = name.in_body or owner.in_body
        name.point(owner, "possessive without an apostrophe")
