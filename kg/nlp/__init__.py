"""From a document to a spaCy ``Doc`` with mentions, times and quantities laid over its tokens."""

from kg.nlp.annotate import annotate
from kg.nlp.language import installed, load_model

__all__ = ["annotate", "installed", "load_model"]
