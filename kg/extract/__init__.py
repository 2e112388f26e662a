"""What a document says: annotated tokens in, claims out. The only stage that decides meaning.

``frames`` and ``nominals`` find predicates and their grammatical functions, ``fillers`` what those functions name,
``events`` and ``relations`` what the lexicon makes of them, ``network`` what the network saw beside it, ``status``
how each stands and who says it, ``gate`` what may pass. Every claim points to its sentence; what fails is kept with
the reason.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.extractors import EXTRACTORS, LLM, NETWORK, RULES, chosen, published
from kg.extract.yours import only_own, term_of
from kg.model import Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.ontology import Ontology

__all__ = [
    "EXTRACTORS",
    "LLM",
    "NETWORK",
    "RULES",
    "chosen",
    "extract",
    "only_own",
    "published",
    "term_of",
]


def extract(doc: "Doc", ontology: "Ontology", extractors: Sequence[str] = EXTRACTORS) -> Extraction:
    """Return all claims of an annotated document, the candidates that were refused, and what is unknown.

    The network speaks only where it was laid over DOC (``kg.nlp.network``), and so does a language model (``kg.llm``).
    """
    # Imported here, like all that loads spaCy: who has nothing to read must not wait for it.
    from kg.extract.extractor import Extractor
    from kg.extract.reading import Reading

    return Extractor(Reading(doc, ontology), chosen(extractors)).run()
