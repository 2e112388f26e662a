"""Proposals for the lexicon: verbs of a user's articles that map to nothing, and what they may mean.

    found = Suggester([Path("mine.ttl")]).suggest(documents)
    print(found[0].word, found[0].meanings[0].term)

A proposal is an entry with a sentence that it was tried on; a person accepts it, and the next build reads it.
"""

from kg.suggest.entries import Entry, added, entry
from kg.suggest.finding import Suggester, Suggestion
from kg.suggest.meanings import Meaning
from kg.suggest.sentences import MOST, sentences

__all__ = ["MOST", "Entry", "Meaning", "Suggester", "Suggestion", "added", "entry", "sentences"]
