"""The mentions of a document: spaCy's names mended, the gazetteer's names and nouns laid over them."""

from collections.abc import Callable, Iterable
from typing import Final

from spacy.tokens import Doc

from kg.layers import Annotation
from kg.model import Mention, Span
from kg.nlp.names import evidence, kinds
from kg.nlp.names.aliases import point_aliases
from kg.nlp.names.articles import opens_with_article
from kg.nlp.names.bodies import point_bodies
from kg.nlp.names.carried import Carried
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.layer import Layer
from kg.nlp.names.members import lay_members
from kg.nlp.names.models import point_models
from kg.nlp.names.naming import Name, Names
from kg.nlp.names.nationality import lay_nationalities
from kg.nlp.names.nouns import lay_nouns
from kg.nlp.names.overlay import lay_names, spread
from kg.nlp.names.persons import bearer_at, point_persons
from kg.nlp.names.possessives import point_possessives
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words, words_of

_CLITICS: Final = ("MD", "POS", "VBD", "VBP", "VBZ")
MakeSpan = Callable[[int, int], Span]


def find_mentions(
    doc: Doc,
    gazetteer: Gazetteer,
    headline_end: int,
    values: Iterable[Annotation],
    make_span: MakeSpan,
    text: str,
    carried: Carried | None = None,
) -> tuple[Annotation, ...]:
    """Return the mentions in DOC, ordered, none over another or over one of the VALUES.

    TEXT is that of the document, MAKE_SPAN leads from the characters of DOC to it. CARRIED has the names of the
    sections of a long document that were read before.
    """
    words = words_of(doc, headline_end)
    layer, acronyms = lay_names(words, gazetteer)
    _drop_pronouns(layer, words)
    _clear(layer, values)
    names = _settle(layer, acronyms, words, gazetteer, carried or Carried())
    spread(layer, names.table, words)
    _drop_doubtful(layer, names, words)
    _clear(layer, values)
    lay_nationalities(layer, words, gazetteer)
    lay_members(layer, words)
    lay_nouns(layer, words, gazetteer)
    _clear(layer, values)
    return tuple(
        Annotation(c.first, c.last, _mention(c, layer, names, words, make_span, text))
        for c in layer
    )


def _clear(layer: Layer, values: Iterable[Annotation]) -> None:
    """Take away what stands on a time or a quantity."""
    for value in values:
        for candidate in layer.over(value.first, value.last):
            layer.remove(candidate)


def _drop_pronouns(layer: Layer, words: Words) -> None:
    """Take away pronouns with their verb, which a brand may be called: "It's"."""
    for candidate in list(layer):
        if words.tags[candidate.first] == "PRP" and words.tags[candidate.last - 1] in _CLITICS:
            layer.remove(candidate)


def _settle(
    layer: Layer, acronyms: dict[str, str], words: Words, gazetteer: Gazetteer, carried: Carried
) -> Names:
    """Return the table of the names in the layer, with their classes and bearers."""
    names = Names(gazetteer, words.topic)
    for candidate in layer:
        name = _add(candidate, names, words)
        name.occurrences += 1
        name.places += evidence.stands_as_place(candidate.first, words)
        if candidate.name is None:
            for kind, weight in evidence.votes(candidate, words, gazetteer):
                name.tell(kind, weight * candidate.weight)
                name.titled = name.titled or (kind == "Person" and weight >= evidence.TITLE)
            for kind, weight in evidence.opinions(candidate, words):
                name.add_evidence(kind, weight * candidate.weight)
    for short, full in acronyms.items():
        _add_acronym(short, full, names)
    carried.recall(names, acronyms, set(words.texts))
    names.settle_types()
    point_persons(names)
    names.point_acronyms(acronyms)
    point_possessives(names, words)
    point_aliases(layer, names, words)
    point_bodies(names)
    point_models(names)
    for name in names:
        name.type = name.resolve().type
    carried.keep(names, acronyms)
    return names


def _add_acronym(short: str, full: str, names: Names) -> None:
    """Add the name that an acronym is SHORT for, which may be only a part of a longer name: its FULL form."""
    if full not in names and any(name.text.endswith(f" {full}") for name in names):
        names.add(full, tuple(full.split()), "Organization", 0.0)
    if full in names:
        names.add(short, (short,), "Organization", 0.0)


def _add(candidate: Candidate, names: Names, words: Words) -> Name:
    parts = tuple(words.texts[candidate.first : candidate.last])
    text = words.text(candidate.first, candidate.last)
    if candidate.name is None:
        name = names.add(text, parts, candidate.type, candidate.weight)
    else:
        name = names.know(text, parts, candidate.type, candidate.name, candidate.key)
    if candidate.first >= words.headline_end and not name.in_body:
        name.in_body, name.first = True, candidate.first
        name.related = evidence.follows_kin(candidate.first, words, names.ontology)
    return name


def _drop_doubtful(layer: Layer, names: Names, words: Words) -> None:
    """Take away what only a headline in capitals has, where nothing else speaks for it."""
    for candidate in list(layer):
        if candidate.name is not None:
            continue
        name = names.of(words.joined(candidate.first, candidate.last))
        if name.type == "Person" and len(name.text) < 3 and not name.titled:
            layer.remove(candidate)
        if not words.in_title(candidate.first):
            continue
        plausible = len(name.words) > 1 and kinds.is_given(name.words[0], names.ontology)
        if not (name.in_body or name.full is not None or name.key is not None or plausible):
            layer.remove(candidate)


def _mention(
    candidate: Candidate,
    layer: Layer,
    names: Names,
    words: Words,
    make_span: MakeSpan,
    text: str,
) -> Mention:
    own = words.text(candidate.first, candidate.last)
    kind, name, key, steps = candidate.type, candidate.name, candidate.key, list(candidate.steps)
    if name is None:
        full, step = bearer_at(
            names.of(words.joined(candidate.first, candidate.last)), candidate.first
        )
        kind, name, key = full.type, full.preferred, full.key
        steps += [step] if step else []
    elif own.casefold() != name.casefold() and not steps and kind != "Position":
        steps.append(f'"{own}" → {name} (gazetteer)')
    begin = candidate.first - opens_with_article(
        candidate.first, kind, layer, words, names.ontology
    )
    first, last = words.doc[begin], words.doc[candidate.last - 1]
    span = make_span(first.idx, last.idx + len(last))
    return Mention(
        span=span,
        text=text[span.start : span.end],
        type=kind,
        name=name,
        named=not candidate.described,
        concept=key,
        steps=tuple(steps),
    )
