"""Names that stand for another body where somebody acts: a capital for its government, a town for its university."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.model import Mention
from kg.places import with_article

GOVERNING: Final = vocabulary.words("bodies", "governments")
_SCHOOLS: Final = vocabulary.ordered("bodies", "schools_of_towns")
_SITES: Final = ("City", "Place", "Region")


class Metonymy:
    """Finds what the names of one document stand for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._schools = {name: school for school in self._names() for name in _towns(school)}

    def _names(self) -> Iterator[Mention]:
        values = (annotation.value for annotation in self.reading.layers.mentions)
        return (v for v in values if isinstance(v, Mention) and v.name.startswith(_SCHOOLS))

    def government(self, head: Token) -> Mention | None:
        """Return the government that a country or a leader names: "the Obama administration"; one, not several."""
        if head.lemma_.lower() not in GOVERNING or head.tag_ == "NNS":
            return None
        for child in head.lefts:
            annotation = self.reading.mention_at.get(child.i)
            if annotation is None or not isinstance(annotation.value, Mention):
                continue
            value = annotation.value
            if value.type == "Country":
                name = f"Government of {with_article(value.name)}"
            elif value.type == "Person":
                name = f"{value.name} {head.lemma_.lower()}"
            else:
                continue
            first, last = annotation.first, head.i + 1
            return Mention(
                span=self.reading.span(first, last),
                text=self.reading.text(first, last),
                type="GovernmentBody",
                name=name,
                steps=(*value.steps, f'"{self.reading.text(first, last)}" → {name}'),
            )
        return None

    def governed(self, head: Token) -> Token | None:
        """Return the word for the first of the countries of whose governments HEAD speaks: "*Dutch* governments"."""
        for child in head.lefts:
            annotation = self.reading.mention_at.get(child.i)
            if annotation is not None and getattr(annotation.value, "type", None) == "Country":
                return child
        return None

    def acting(self, found: Mention, role: str) -> Mention | None:
        """Return who acts where the name of a town does: "Beijing denied", "Groningen is in talks"."""
        ontology = self.reading.ontology
        if found.type not in _SITES or not ontology.is_a(role, "agent"):
            return None
        school = self._schools.get(found.name)
        if school is not None:
            step = f'"{found.text}" → {school.name} (the town acts)'
            return replace(school, span=found.span, text=found.text, steps=(*found.steps, step))
        state = ontology.state_governed_from(found.name) if found.type != "Place" else None
        if state is None:
            return None
        name = f"Government of {with_article(state.label)}"
        step = f'"{found.text}" → {name} (its capital acts)'
        return replace(
            found, type="GovernmentBody", name=name, concept=None, steps=(*found.steps, step)
        )


def _towns(school: Mention) -> Iterator[str]:
    yield from (school.name.removeprefix(p) for p in _SCHOOLS if school.name.startswith(p))
