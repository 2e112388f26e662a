"""Coreference within a document: which thing a name, a noun phrase or a pronoun means.

One pass from left to right over the expressions of the text, as in the multi-pass sieve of Lee et al. (2013) with the
surest step first for each: names by what ``kg.nlp`` knows of them, appositions and titles, nouns called so before,
the only thing of a class, pronouns. What remains open stays open: a wrong step makes a wrong fact.
"""

from kg.extract.reading import Reading
from kg.extract.reference.coreference.ranking import Ranker
from kg.extract.reference.coreference.resolve import APPOSITION, Coreference, Reference
from kg.extract.speech.quotes import quotations, statements

__all__ = ["APPOSITION", "Coreference", "Reference", "coreference"]


def coreference(reading: Reading, ranker: Ranker | None = None) -> Coreference:
    """Return the chains of the document of READING; RANKER chooses what a pronoun means, by default as learned."""
    speakers = {
        i: quotation.speaker
        for quotation in (*statements(reading), *quotations(reading))
        if quotation.speaker is not None
        for i in range(quotation.first, quotation.last)
    }
    return Coreference(reading, speakers, ranker)
