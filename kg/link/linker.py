"""Linking one document: what the gazetteer knows, then what the knowledge base has, each in the light of the rest."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg import plurals, vocabulary
from kg.iri import BASE
from kg.link.around import NOTHING, Around, around
from kg.link.bodies import Bodies
from kg.link.candidates import ANY, Candidate, Candidates, FromKnowledgeBase, lasting
from kg.link.clubs import Clubs
from kg.link.context import Context
from kg.link.decide import Decision, Question, reason
from kg.link.explained import explained
from kg.link.generic import is_body, is_part
from kg.link.kb.fold import fold
from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.thing import NameKind, Thing
from kg.link.names import Known, entities, meant_by, name_of, term_of
from kg.link.occupations import mentioned, spoken
from kg.link.teams import Teams
from kg.model import LINK_CONFIDENCE, Document, Entity, Mention, Option
from kg.ontology import Ontology, Term
from kg.topics import topic

_CAPITALIZED: Final = re.compile(r"\b[A-Z][a-z]{2,}\b")
_SHORT_NAMES: Final = re.compile(r"\bU\.S\.|\bU\.K\.|\bU[SK]\b")
_NEARLY: Final = 6  # how many times more often a country may be meant than a region of its name
_FITS: Final = 0.5  # of a class, at least, to be what a term of the gazetteer is
_RELATED: Final = 0.6  # of classes that are both of bodies
_OPTIONS: Final = 4
_WIDELY: Final = 10  # how often something is meant that is widely known
_TOLD: Final = 0.01  # what is less probable is not worth a word
_PLACE: Final = "Place"
_STATES: Final = frozenset({"Region", "Country"})
# Fields of those who hold posts there.
_AT_WORK: Final = {
    "ArmedForce": "military",
    "Company": "business",
    "Court": "law",
    "GovernmentBody": "politics",
    "PoliticalParty": "politics",
    "University": "academia",
}
_NOBODY: Final = vocabulary.words("titles", "nobody")
_BETWEEN: Final = ", "  # what stands between a place and what it lies in


@dataclass(slots=True)
class _Named:
    """The mentions of one name and class, and what they may mean."""

    names: tuple[str, ...]
    mentions: list[Mention]
    beside: dict[str, str] = field(default_factory=dict)  # keys of what stands right behind
    candidates: tuple[Candidate, ...] = ()
    around: Around = NOTHING

    def asked(self, context: Context) -> Question:
        """Return what is asked about the name in a CONTEXT."""
        return Question(tuple(self.candidates), context, self.beside, self.around)


class NameLinker:
    """Links by name: the gazetteer's terms, and a knowledge base where one is given."""

    def __init__(
        self,
        ontology: Ontology,
        base: str = BASE,
        knowledge: KnowledgeBase | None = None,
        candidates: Candidates | None = None,
        least: float = LINK_CONFIDENCE,
    ) -> None:
        """CANDIDATES may look somewhere else than in KNOWLEDGE; what is less probable than LEAST is not linked."""
        self.ontology = ontology
        self.base = base
        self.knowledge = knowledge
        if candidates is None and knowledge is not None:
            candidates = FromKnowledgeBase(knowledge, ontology)
        self._candidates = candidates
        self._least = least
        self._bodies = Bodies(ontology, knowledge)
        self._teams = Teams(knowledge)
        self._clubs = Clubs(knowledge)

    def __call__(self, mentions: Iterable[Mention], document: Document) -> Mapping[Mention, Entity]:
        """Return the entity of every one of the MENTIONS of DOCUMENT; their order does not matter."""
        every = sorted(set(mentions), key=lambda mention: (mention.span, repr(mention)))
        meant = meant_by(every)
        ordered = [mention for mention in every if mention not in meant]
        asked, sure, doubtful = self._apart(ordered)
        found = self._of_base(asked, sure, doubtful, document)
        known = {**sure, **doubtful}
        known |= {m: _kept(each, known.get(m)) for m, each in found.items()}
        known |= self._bodies(ordered, known, document.text)
        known |= dict(self._teams(known, document))
        known |= dict(self._clubs(ordered, known, document))
        known |= {m: known[other] for m, other in meant.items() if other in known}
        return entities(every, known, self.ontology, self.base)

    def _apart(
        self, mentions: Sequence[Mention]
    ) -> tuple[list[Mention], dict[Mention, Known], dict[Mention, Known]]:
        """Return the MENTIONS that are asked about, what terms some surely mean, and what others may mean."""
        known = {m: self._of_gazetteer(m) for m in mentions if term_of(m, self.ontology)}
        doubtful = {m: each for m, each in known.items() if self._has_namesakes(m, each)}
        sure = {m: each for m, each in known.items() if m not in doubtful}
        return [m for m in mentions if m not in sure and m.named], sure, doubtful

    def _has_namesakes(self, mention: Mention, known: Known) -> bool:
        """Tell whether the name of a country is that of a region elsewhere, too, which is spoken of nearly as often."""
        country, term = known.thing, known.term
        if country is None or term is None or country.type != "Country" or self.knowledge is None:
            return False
        if mention.text in term.demonyms:
            return False
        others = (
            other for other in self.knowledge.named(name_of(mention)) if other.thing != country
        )
        return any(
            other.name.kind is NameKind.LABEL
            and other.thing.type == "Region"
            and country.key not in other.thing.within
            and other.thing.count * _NEARLY >= country.count
            for other in others
        )

    def _of_gazetteer(self, mention: Mention) -> Known:
        term = term_of(mention, self.ontology)
        if term is None or self.knowledge is None:
            return Known(term)
        keys = filter(None, (f"gaz:{term.key}", term.wikidata))
        things = (self.knowledge.thing(key) for key in keys)
        own = next((thing for thing in things if thing is not None), None)
        is_known = own is None or not own.key.startswith("gaz:")
        # Many have an attorney general: the office of one country is none of the gazetteer's.
        is_office = self.ontology.is_a(term.type, "Position")
        if is_known or term.own or is_office or is_body(term.type, term.label):
            return Known(term, own)
        return Known(term, self._elsewhere(term) or own)

    def _elsewhere(self, term: Term) -> Thing | None:
        """Return what a TERM without an id of its own is in another source of the knowledge base."""
        if self._candidates is None:
            return None
        others = tuple(
            each
            for each in self._candidates(term.labels, term.type)
            if not each.known.thing.key.startswith("gaz:") and _may_be_term(each, term.type)
        )
        decision = Question(others).decided()
        meant = decision.ranked[0][0] if decision.ranked else None
        if meant is None or meant.likeness < 1.0:
            return None
        # A proper name of the gazetteer is that of something, so that it is asked only of what.
        none = decision.none if term.label[:1].islower() else 0.0
        chance = decision.ranked[0][1] / (1.0 - decision.none + none)
        return meant.known.thing if chance >= self._least else None

    def asked(
        self, mentions: Iterable[Mention], document: Document
    ) -> list[tuple[Question, Sequence[Mention]]]:
        """Return what is asked about each name in DOCUMENT, with its MENTIONS: for those who weigh signs anew."""
        ordered = sorted(set(mentions), key=lambda mention: (mention.span, repr(mention)))
        return list(self._asked(*self._apart(ordered), document))

    def _of_base(
        self,
        mentions: Sequence[Mention],
        known: Mapping[Mention, Known],
        doubtful: Collection[Mention],
        document: Document,
    ) -> dict[Mention, Known]:
        found: dict[Mention, Known] = {}
        for question, group in self._asked(mentions, known, doubtful, document):
            decision = question.decided()
            meant = decision.linked(self._least)
            thing = self._whole(meant.known.thing) if meant is not None else None
            options = _options(decision, question, self._least)
            found |= dict.fromkeys(group, Known(None, thing, tuple(options)))
        return found

    def _whole(self, thing: Thing) -> Thing:
        """Return THING with what all sources say of it: some may not have the name by which it was found."""
        whole = None if self.knowledge is None else self.knowledge.thing(thing.key)
        return thing if whole is None else whole

    def _asked(
        self,
        mentions: Sequence[Mention],
        known: Mapping[Mention, Known],
        doubtful: Collection[Mention],
        document: Document,
    ) -> Iterator[tuple[Question, Sequence[Mention]]]:
        """Yield what is asked about each name that has candidates, and its mentions."""
        if self._candidates is None:
            return
        groups = self._grouped(mentions, doubtful, self._candidates, document)
        if not groups:
            return
        behind = _behind(known, groups, document)
        peoples = self._peoples(document.text)
        bodies = self._bodies_at_work([*mentions, *known])
        for group in groups:
            group.beside |= {k: v for m in group.mentions for k, v in behind.get(m, {}).items()}
            places = ((m.span.start, m.span.end) for m in group.mentions)
            group.around = around(document.text, places, peoples, bodies)
        settled = [each.thing for each in known.values() if each.thing is not None]
        settled += self._countries(document.text, {name_of(mention) for mention in doubtful})
        empty = Context(
            words=frozenset(fold(document.text).split()),
            year=_year(document),
            topic=topic(document.text),
            fields=spoken(document.text),
            mentioned=mentioned(document.text),
        )
        # What is clear by itself helps with the rest.
        context = empty.knowing(settled)
        things = {id(group): _meant(group.asked(context)) for group in groups}
        for group in groups:
            others = (things[id(other)] for other in groups if other is not group)
            yield group.asked(empty.knowing([*settled, *filter(None, others)])), group.mentions

    def _countries(self, text: str, doubtful: Collection[str]) -> Iterator[Thing]:
        """Yield the countries whose names or adjectives stand in TEXT, mentions or not, but for DOUBTFUL names."""
        if self.knowledge is None:
            return
        for word in sorted(set(_CAPITALIZED.findall(text)).difference(doubtful)):
            named = (known.thing for known in self.knowledge.named(word))
            yield from (thing for thing in named if thing.type == "Country")

    def _bodies_at_work(self, mentions: Iterable[Mention]) -> dict[str, str]:
        """Return the fields in which the bodies among MENTIONS are at work, by their folded names."""
        return {
            fold(mention.text): field
            for mention in mentions
            for kind, field in _AT_WORK.items()
            if mention.named and self.ontology.is_a(mention.type, kind)
        }

    def _peoples(self, text: str) -> dict[str, str]:
        """Return the keys of the countries whose names or adjectives stand in TEXT, by these words, folded."""
        if self.knowledge is None:
            return {}
        return {
            fold(word): known.thing.key
            for word in sorted({*_CAPITALIZED.findall(text), *_SHORT_NAMES.findall(text)})
            for known in self.knowledge.named(word)
            if known.thing.type == "Country"
        }

    def _grouped(
        self,
        mentions: Sequence[Mention],
        doubtful: Collection[Mention],
        candidates: Candidates,
        document: Document,
    ) -> list[_Named]:
        """Return the mentions in DOCUMENT by name and class that have candidates."""
        grouped: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        initials = explained(document.text)
        year = _year(document)
        for mention in mentions:
            type = _PLACE if mention in doubtful else mention.type
            if is_body(type, name_of(mention)) or (type != "Person" and is_part(name_of(mention))):
                continue  # each state has one: whose it is, the places tell
            if fold(name_of(mention)) in _NOBODY:
                continue
            grouped[name_of(mention), type].append(mention)
        found = []
        for (name, type), own in sorted(grouped.items()):
            texts = Counter(mention.text for mention in own if mention.text[:1].isupper())
            written = (name, *sorted(texts))
            names = tuple(dict.fromkeys(filter(None, (initials.get(name), *written))))
            options, beside = candidates(names, type), dict[str, str]()
            if not options and _BETWEEN in name:  # "Paris, Texas" as one name
                first, _, rest = name.partition(_BETWEEN)
                options = candidates((first,), type)
                beside = {c.known.thing.key: rest for c in candidates((rest,), _PLACE)}
            if options:
                found.append(_Named(names, own, beside, lasting(options, year)))
        return found


def _may_be_term(candidate: Candidate, type: str) -> bool:
    """Tell whether a CANDIDATE may be what a term of class TYPE in the gazetteer names.

    What is listed there is widely known: something that hardly anybody means is a namesake, unless name and class are
    the same (the Alps). Languages and groups within them go by the names of peoples.
    """
    known, count = candidate.known, candidate.known.thing.count
    is_same = known.name.kind is NameKind.LABEL
    if type == "PeopleGroup":
        is_like = candidate.fit == 1.0 and count >= _WIDELY // 2
    else:
        is_like = known.thing.type == ANY or candidate.fit > _RELATED
    return candidate.fit >= _FITS and (count >= _WIDELY or (is_same and is_like))


def _kept(found: Known, before: Known | None) -> Known:
    """Return what was FOUND for a name, and of what was known BEFORE the term where it is the same thing.

    A country or a region, nobody knows which: a place.
    """
    if before is None or (found.thing is not None and found.thing != before.thing):
        return found
    return (
        replace(found, type=_PLACE)
        if found.thing is None
        else replace(before, options=found.options)
    )


def _meant(question: Question) -> Thing | None:
    meant = question.decided().meant
    return None if meant is None else meant.known.thing


def _year(document: Document) -> int | None:
    """Return the year in which DOCUMENT was published, where it is known."""
    return plurals.written((document.published or "")[:4])


def _behind(
    known: Mapping[Mention, Known], groups: Sequence[_Named], document: Document
) -> dict[Mention, dict[str, str]]:
    """Return the states that stand right behind each mention, by the keys of what they may mean: "Paris, Texas"."""
    keys: dict[int, dict[str, str]] = defaultdict(dict)
    for mention, thing in _things(known, groups):
        if thing.type in _STATES:
            keys[mention.span.start][thing.key] = thing.label
    lie = {
        m: {k for c in g.candidates for k in c.known.thing.within}
        for g in groups
        for m in g.mentions
    }
    countries = {t.key for _, t in _things(known, groups) if t.type == "Country"}
    return {
        mention: {
            key: text
            for key, text in keys.get(mention.span.end + len(_BETWEEN), {}).items()
            # "In Paris, Germany's minister": a country behind a town is not always that of the town.
            if key not in countries or key in lie[mention]
        }
        for mention in lie
        if document.text.startswith(_BETWEEN, mention.span.end)
    }


def _things(
    known: Mapping[Mention, Known], groups: Sequence[_Named]
) -> Iterator[tuple[Mention, Thing]]:
    """Yield mentions with the things that they mean or may mean."""
    for mention, each in known.items():
        if each.thing is not None:
            yield mention, each.thing
    for group in groups:
        for candidate in group.candidates:
            yield from ((mention, candidate.known.thing) for mention in group.mentions)


def _options(decision: Decision, question: Question, least: float) -> Iterable[Option]:
    """Return what was decided first, then what else was thought of."""
    linked = decision.linked(least)
    unsure = decision.meant if linked is None else None
    options = [
        Option(
            key=candidate.known.thing.key,
            label=candidate.known.thing.label,
            confidence=round(chance, 3),
            reason=reason(candidate, question)
            + (f"; less than {least:g}, so not linked" if candidate is unsure else ""),
        )
        for candidate, chance in decision.ranked[:_OPTIONS]
        if chance >= _TOLD
    ]
    none = Option(key="", label="", confidence=round(decision.none, 3))
    return [*options, none] if linked is not None else [none, *options]
