"""What the rules say where they are sure: the lexicon's own examples, and articles of Wikinews (CC BY 2.5).

Only what is found is taught; what the rules do not find is exactly what the network is for.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Span as TokenSpan

from kg.evaluate.lexicon import of_the_lexicon
from kg.evaluate.reader import document
from kg.extract import extract
from kg.layers import Annotations
from kg.learned.features import WORDS
from kg.model import (
    Claim,
    Document,
    Event,
    Filler,
    Mention,
    Quantity,
    Relation,
    Span,
    Status,
    Time,
    Words,
)
from kg.nlp import annotate
from kg.ontology import Ontology
from training.examples import Example, Range, normal, part_of, sentence
from training.sources.corpus import SCHEME

_SURE: Final = 0.8
_STATUSES: Final = {status: place for place, status in enumerate(Status)}
_UNREAD: Final = 6  # one article of so many is kept from training, to be read as unseen


def lexicon(nlp: Language, ontology: Ontology) -> Iterator[Example]:
    """Yield the examples of the lexicon's entries; each says what its entry means, checked by a test."""
    texts = sorted({entry.example for entry in ontology.entries if entry.example})
    yield from _examples("lexicon", map(_document, texts), nlp, ontology, others=0.3, unpaired=0.5)


def wikinews(path: Path, nlp: Language, ontology: Ontology) -> Iterator[Example]:
    """Yield the sentences of the articles in PATH (JSON lines) in which the rules found something."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    documents = (_document(row["text"]) for row in rows if not is_unread(row["url"]))
    yield from _examples("wikinews", documents, nlp, ontology, others=0.1, unpaired=0.1)


def is_unread(url: str) -> bool:
    """Tell whether the article at URL is kept from training."""
    return int(sha256(url.encode()).hexdigest(), 16) % _UNREAD == 0


def _document(text: str) -> Document:
    return document(sha256(text.encode()).hexdigest()[:12], text)


def _examples(
    source: str,
    documents: Iterable[Document],
    nlp: Language,
    ontology: Ontology,
    *,
    others: float,
    unpaired: float,
) -> Iterator[Example]:
    for doc in annotate(documents, nlp, ontology):
        layers: Annotations = doc.user_data["kg"]
        found = of_the_lexicon(extract(doc, ontology).claims)
        claims = [claim for claim in found if claim.confidence >= _SURE]
        places = {layers.span(t.idx, t.idx + len(t)).start: t.i for t in doc if not t.is_space}
        for sent in doc.sents:
            part = part_of(normal(doc.text))
            made = Example(
                source,
                sent.text,
                sentence(sent),
                part,
                others=others,
                scheme=SCHEME,
                unpaired=unpaired,
            )
            for annotation in (*layers.mentions, *layers.times, *layers.quantities):
                if sent.start <= annotation.first and annotation.last <= min(
                    sent.end, sent.start + WORDS
                ):
                    at = (annotation.first - sent.start, annotation.last - sent.start)
                    made.mentions[at] = (_type(annotation.value),)
            for claim in claims:
                _teach(made, claim, sent, places, ontology)
            if made.pairs:
                yield made


def _teach(
    made: Example, claim: Claim, sent: TokenSpan, places: dict[int, int], ontology: Ontology
) -> None:
    standing = (_STATUSES[claim.status], claim.ended)
    for label, left, right in _ends(made, claim, sent, places):
        if left is not None and right is not None and left != right:
            symmetric = ontology.properties[label].symmetric
            made.say(left, right, label, standing, symmetric=symmetric)


def _ends(
    made: Example, claim: Claim, sent: TokenSpan, places: dict[int, int]
) -> Iterator[tuple[str, Range | None, Range | None]]:
    """Yield the roles or the property of a CLAIM, by words; its mentions and its word are marked in what is MADE."""

    def marked(filler: Filler) -> Range | None:
        place = _range(filler.span, sent, places)
        if place is not None and not isinstance(filler, Words):
            made.mentions.setdefault(place, (_type(filler),))
        return place

    content = claim.content
    if isinstance(content, Relation):
        yield content.predicate, marked(content.subject), marked(content.object)
    elif isinstance(content, Event):
        trigger = _range(content.trigger, sent, places)
        if trigger is None:
            return
        word = trigger[0]
        made.events[word] = content.type
        made.statuses[word] = _STATUSES[claim.status]
        made.predicates[word] = True
        for argument in content.arguments:
            yield argument.role, (word, word + 1), marked(argument.filler)


def _range(span: Span, sent: TokenSpan, places: dict[int, int]) -> Range | None:
    inside = [i for start, i in places.items() if span.start <= start < span.end]
    if not inside or min(inside) < sent.start or max(inside) >= min(sent.end, sent.start + WORDS):
        return None
    return min(inside) - sent.start, max(inside) + 1 - sent.start


def _type(value: Mention | Time | Quantity) -> str:
    match value:
        case Mention():
            return value.type
        case Time():
            return "Time"
        case Quantity():
            return "Quantity"
