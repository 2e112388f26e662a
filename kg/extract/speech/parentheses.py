"""Reports within a sentence that no clause carries: "…, it was rumoured, …" and "…, invoices among the files show"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Span, Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.extract.speech.cues import speaks
from kg.extract.speech.quotemarks import Quotation
from kg.model import Status

_SHOWING: Final = vocabulary.words("speech", "showing")
_DOUBTING: Final = (Status.REPORTED, Status.ALLEGED, Status.HYPOTHETICAL)
_NEAR: Final = 12  # tokens between the last comma and the end


def parentheses(reading: Reading) -> Iterator[Quotation]:
    """Return the sentences that such a report covers."""
    for sent in reading.doc.sents:
        for token in sent:
            if _is_impersonal(token, reading):
                yield Quotation(sent.start, sent.end, token.i, None)
        if (closing := _closing(sent, reading)) is not None:
            yield closing


def _is_impersonal(verb: Token, reading: Reading) -> bool:
    """Tell whether VERB is the "rumoured" of an "it was rumoured" between commas, with no clause of its own."""
    subjects = [child for child in verb.lefts if child.dep_ == "nsubjpass" and child.lower_ == "it"]
    if verb.tag_ != "VBN" or not subjects:
        return False
    if any(child.dep_ in ("ccomp", "csubj", "mark") for child in verb.rights):
        return False
    doc, first = verb.doc, subjects[0].i
    enclosed = doc[first - 1].text == "," and doc[verb.i + 1].text in (",", ".") if first else False
    attitudes = reading.ontology.attitudes(verb.lemma_.lower(), "verb")
    return enclosed and any(entry.status in _DOUBTING for entry in attitudes)


def _closing(sent: Span, reading: Reading) -> Quotation | None:
    """Return what stands before the comma of a report that ends its sentence and that the parser did not see."""
    words = [token for token in sent if not (token.is_punct or token.is_space)]
    if len(words) < 3 or words[-1].lower_ not in _SHOWING:
        return None
    verb = words[-1]
    seen = verb.pos_ == "VERB" and any(child.dep_ in ("ccomp", "nsubj") for child in verb.children)
    commas = [token.i for token in sent if token.text == "," and token.i < verb.i]
    if (seen and speaks(reading, verb)) or not commas or verb.i - commas[-1] > _NEAR:
        return None
    named = [t for t in sent.doc[commas[-1] + 1 : verb.i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not named or commas[-1] <= sent.start:
        return None
    return Quotation(sent.start, commas[-1], verb.i, _first_head(named).i)


def _first_head(nouns: list[Token]) -> Token:
    """Return the head of the first noun phrase: what its modifiers hang on."""
    head = nouns[0]
    while head.dep_ in ("compound", "nmod", "amod", "poss") and head.head in nouns:
        head = head.head
    return head
