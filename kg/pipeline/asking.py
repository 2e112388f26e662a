"""Which sentences of a document a language model is asked about, and what goes along with each."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.errors import ConfigError
from kg.extract.reading import Reading
from kg.llm import LAYER
from kg.llm.asker import Asker
from kg.llm.options import Asking
from kg.llm.prompt import Asked
from kg.llm.schema import Vocabulary
from kg.ontology import Ontology
from kg.pipeline.bounds import paused


def vocabulary(ontology: Ontology, *, only_mine: bool) -> Vocabulary:
    """Return the terms of ONTOLOGY that a model is asked for; raise ConfigError where there are none."""
    found = Vocabulary(ontology, only_mine=only_mine)
    if found.is_empty:
        raise ConfigError(
            "llm: your ontology has no property and no class of events to ask for; see kg ontology show FILE"
        )
    return found


class AskedDocuments:
    """Lays over documents what a model proposes of them; what cannot be asked is missing, and nothing else."""

    def __init__(self, asking: Asking, ontology: Ontology, *, only_mine: bool) -> None:
        self._ontology = ontology
        self._asker = Asker(asking, vocabulary(ontology, only_mine=only_mine))

    def lay(self, doc: Doc) -> Doc:
        """Return DOC with what is proposed of it; the time of waiting is not that of the document."""
        with paused():
            doc.user_data[LAYER] = self._asker.ask(sentences(doc, self._ontology))
        return doc


def sentences(doc: Doc, ontology: Ontology) -> Iterator[Asked]:
    """Yield the sentences of DOC as they stand in the article, each with its neighbours and the title."""
    reading = Reading(doc, ontology)
    text = reading.document.text
    title = " ".join((reading.document.title or "").split())
    places = [(sent.start, reading.evidence(sent[0])) for sent in reading.sentences()]
    told = [" ".join(text[place.start : place.end].split()) for _, place in places]
    for number, (first, _) in enumerate(places):
        yield Asked(
            first=first,
            sentence=told[number],
            before=told[number - 1] if number else "",
            after=told[number + 1] if number + 1 < len(told) else "",
            title=title if title != told[number] else "",
        )
