"""The network over a parsed document, also as a spaCy component: ``nlp.add_pipe("kg_network")``."""

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology as ontologies
from kg.learned.features import Sentence
from kg.learned.layer import LAYER, DocumentRead, SentenceRead
from kg.learned.reader import NetworkReader
from kg.learned.runtime import load_reader


def read_network(doc: Doc, reader: NetworkReader, asked: Sequence[int] | None = None) -> Doc:
    """Read the sentences of a parsed DOC, lay what is found over it, and return it.

    ASKED are the tokens whose PropBank arguments are wanted; without them, those that look like predicates.
    """
    kept = [[token for token in sent if not token.is_space] for sent in doc.sents]
    kept = [tokens for tokens in kept if tokens]
    wanted: dict[int, list[int]] | None = None
    if asked is not None:
        place = {token.i: (n, k) for n, tokens in enumerate(kept) for k, token in enumerate(tokens)}
        wanted = {n: [] for n in range(len(kept))}
        for i in asked:
            if i in place:
                wanted[place[i][0]].append(place[i][1])
    found = reader.read([as_sentence(tokens) for tokens in kept], wanted)
    sentences = (
        SentenceRead(tuple(token.i for token in tokens), each)
        for tokens, each in zip(kept, found, strict=True)
    )
    doc.user_data[LAYER] = DocumentRead(
        sentences=tuple(sentences),
        version=reader.version,
        calibration=reader.calibration,
        limits=reader.limits,
    )
    return doc


def as_sentence(tokens: Sequence[Token]) -> Sentence:
    """Return TOKENS as the network takes them; a head that is not among them counts as a root."""
    place = {token.i: k for k, token in enumerate(tokens)}
    return Sentence(
        tuple(token.text for token in tokens),
        tuple(token.tag_ for token in tokens),
        tuple(token.dep_ for token in tokens),
        tuple(place.get(token.head.i, k) for k, token in enumerate(tokens)),
        tuple(token.lemma_.lower() for token in tokens),
    )


@Language.factory("kg_network", default_config={"ontology": []})
def create(nlp: Language, name: str, ontology: list[str]) -> "NetworkComponent":
    """Return the component; ONTOLOGY are files of terms of one's own."""
    return NetworkComponent(load_reader(ontologies.load(*map(Path, ontology))))


class NetworkComponent:
    """Reads each document that passes with the network."""

    def __init__(self, reader: NetworkReader) -> None:
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Lay what the network finds over DOC."""
        return read_network(doc, self.reader)
