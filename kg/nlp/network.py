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
    read_networks([doc], reader, asked)
    return doc


def read_networks(
    docs: Sequence[Doc], reader: NetworkReader, asked: Sequence[int] | None = None
) -> None:
    """Read the sentences of parsed DOCS, and lay what is found over them: over all, or over none if that fails.

    ASKED are the tokens of each whose PropBank arguments are wanted. An answer does not depend on what is read with it.
    """
    kept = [_sentences(doc) for doc in docs]
    every = [tokens for sentences in kept for tokens in sentences]
    wanted = None if asked is None else _asked(every, frozenset(asked))
    among = {n: [k for k, t in enumerate(tokens) if _may_tell(t)] for n, tokens in enumerate(every)}
    read = [as_sentence(tokens) for tokens in every]
    found = iter(reader.read(read, wanted, among=among, senses=True))
    for doc, sentences in zip(docs, kept, strict=True):
        doc.user_data[LAYER] = DocumentRead(
            sentences=tuple(
                SentenceRead(tuple(token.i for token in tokens), next(found))
                for tokens in sentences
            ),
            version=reader.version,
            calibration=reader.calibration,
            precedence=reader.precedence,
        )


def _may_tell(token: Token) -> bool:
    """Tell whether the arguments of a word are of use where nobody asks for others: of a verb over no clause."""
    over_clause = any(child.dep_ == "ccomp" for child in token.children)  # "said that": speech
    return token.pos_ == "VERB" and token.lemma_ != "be" and not over_clause


def _sentences(doc: Doc) -> list[list[Token]]:
    """Return the sentences of DOC without spaces, and without those that have nothing else."""
    kept = ([token for token in sent if not token.is_space] for sent in doc.sents)
    return [tokens for tokens in kept if tokens]


def _asked(sentences: Sequence[Sequence[Token]], asked: frozenset[int]) -> dict[int, list[int]]:
    """Return the places of the ASKED tokens in each of the SENTENCES that has some."""
    found: dict[int, list[int]] = {}
    if asked:
        for n, tokens in enumerate(sentences):
            if own := [k for k, token in enumerate(tokens) if token.i in asked]:
                found[n] = own
    return found


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
