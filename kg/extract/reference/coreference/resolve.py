"""Goes through a document and decides for each expression which thing it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import SUBJECTS, coordinated
from kg.extract.grammar.syntax import in_headline
from kg.extract.reading import Reading
from kg.extract.reference.coreference.accused import Accused
from kg.extract.reference.coreference.chains import Chain
from kg.extract.reference.coreference.descriptions import describe, nouns_in, spoken_for
from kg.extract.reference.coreference.expressions import (
    OTHER,
    REFLEXIVES,
    Expression,
    Kind,
    beside,
    expressions,
)
from kg.extract.reference.coreference.nouns import (
    described_group,
    is_called_so,
    is_meant,
    named_next,
    only_one,
    same_noun,
    several,
)
from kg.extract.reference.coreference.pronouns import (
    agrees,
    candidates,
    is_accused,
    is_filler,
    joint_subject,
    reflexive,
    subject_ahead,
    told_above,
)
from kg.extract.reference.coreference.ranking import Ranker
from kg.extract.reference.coreference.signs import Around
from kg.extract.speech.cues import source

APPOSITION: Final = "apposition"  # how the one beside a name is known
_BESIDE: Final = frozenset({"advcl", "conj"})  # clauses that a subject does not bind
_HOMELANDS: Final = vocabulary.words("places", "homelands")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a head stands for: the heads of what names it best, several for "the two countries"."""

    antecedents: tuple[int, ...]
    how: str  # how that is known, in words


class Coreference:
    """The chains of one document, and what each pronoun and each definite noun phrase of it means."""

    def __init__(
        self,
        reading: Reading,
        speakers: Mapping[int, int] | None = None,
        ranker: Ranker | None = None,
    ) -> None:
        """Read a document; SPEAKERS gives for each token in direct speech the token of who speaks."""
        self.reading = reading
        self._ranker = ranker or Ranker()
        self.chains: list[Chain] = []
        self._meant: dict[int, tuple[tuple[Chain, ...], str]] = {}
        self._speakers = speakers or {}
        self._by_name: dict[tuple[str, str], Chain] = {}
        self._by_place: dict[int, Chain] = {}
        self._sentence = {
            token.i: number for number, sent in enumerate(reading.doc.sents) for token in sent
        }
        self._accused = Accused(reading)
        found = list(expressions(reading))
        self._names = {e.place: e for e in found if e.kind is Kind.NAME}
        self._described = describe(reading, found)
        self._waiting: dict[int, list[Expression]] = {}  # pronouns by what may be meant further on
        for expression in found:
            self._place(expression)
            self._resume(expression)
        for expression in found:
            if expression.first_person:  # who speaks may be named behind the quotation
                self._first_person(expression)
            elif expression.kind is Kind.NOUN and in_headline(expression.head):
                self._explained_below(expression)
            if expression.place not in self._meant:
                named = self._accused.named_below(expression, self.chains)
                if named is not None:
                    self._refer(expression, (named,), "the one whom the text accuses")
        for pronoun in [each for waiting in self._waiting.values() for each in waiting]:
            self._pronoun(pronoun)
        self.references = {
            place: Reference(tuple(chain.first.place for chain in chains), how)
            for place, (chains, how) in self._meant.items()
            if all(chain.first.place != place for chain in chains)
        }

    def at(self, token: Token) -> Reference | None:
        """Return what the head TOKEN stands for; None where it is a name or nobody knows."""
        return self.references.get(token.i)

    def chain_at(self, place: int) -> Chain | None:
        """Return the chain of the expression whose head stands at PLACE."""
        return self._by_place.get(place)

    def _place(self, expression: Expression) -> None:
        match expression.kind:
            case Kind.NAME:
                self._join(self._named(expression), expression)
            case Kind.NOUN:
                self._noun(expression)
            case Kind.PRONOUN if not expression.first_person:
                if (ahead := subject_ahead(expression.head)) is None:
                    self._pronoun(expression)
                else:
                    self._waiting.setdefault(ahead.i, []).append(expression)

    def _resume(self, expression: Expression) -> None:
        """Let the pronouns that have waited for EXPRESSION mean the same thing, if it can be that."""
        chain = self._by_place.get(expression.place)
        for pronoun in self._waiting.pop(expression.place, ()):
            if chain is not None and agrees(pronoun, chain, self.reading.ontology):
                self._refer(pronoun, (chain,), "pronoun")
                self._join(chain, pronoun)
            else:
                self._pronoun(pronoun)

    def _join(self, chain: Chain, expression: Expression) -> None:
        chain.add(expression, self._sentence[expression.place])
        self._by_place[expression.place] = chain

    def _new(self) -> Chain:
        chain = Chain()
        self.chains.append(chain)
        return chain

    def _named(self, expression: Expression) -> Chain:
        key = _key(expression)
        chain = self._by_name.get(key)
        if chain is None:
            chain = self._by_name[key] = self._described_before(expression) or self._new()
            description = self._described.get(key)
            if description is not None:
                chain.nouns |= description.nouns
                chain.concepts |= description.concepts
                chain.home |= description.home
                chain.gender = description.gender
            chain.nouns |= nouns_in(expression, self.reading.ontology)
        return chain

    def _described_before(self, name: Expression) -> Chain | None:
        """Return who was spoken of by office alone just before a NAME that nothing explains.

        News opens so: *… , the finance minister said. Elif Demir told reporters that …*.
        """
        key = _key(name)
        described = self._described.get(key)
        if described is None or described.nouns or described.concepts:
            return None
        chain = named_next(name, self.chains, self._sentence[name.place], self._sentence)
        if chain is not None:
            for member, _ in chain.members:
                self._refer(member, (chain,), "named right behind")
        return chain

    def _noun(self, noun: Expression) -> None:
        beside = self._beside(noun)
        if beside is not None:
            self._refer(noun, (beside,), APPOSITION)
            self._join(beside, noun)
            return
        if (country := self._country_of_owner(noun)) is not None:
            self._refer(noun, (country,), "its holder speaks for it")
            self._join(country, noun)
            return
        sentence = self._sentence[noun.place]
        ontology = self.reading.ontology
        objects = self._objects(noun)
        others = [chain for chain in self.chains if all(chain is not each for each in objects)]
        bound = self._binding(noun)
        free = [chain for chain in others if all(chain is not each for each in bound)]
        found = (
            same_noun(noun, others, sentence, ontology)
            or self._telling(noun)
            or only_one(noun, free, sentence, ontology)
            or described_group(noun, free, sentence, ontology)
            or self._accused.named_above(noun, free)
        )
        if found is not None:
            chain, how = found
            self._refer(noun, (chain,), how)
            self._join(chain, noun)
            return
        if sets := several(noun, self.chains, sentence, ontology):
            self._refer(noun, sets, "the last ones spoken of")
        self._join(self._new(), noun)

    def _telling(self, noun: Expression) -> tuple[Chain, str] | None:
        """Return the body that speaks, or for which somebody does, where what is said has a general NOUN for it.

        *Kestrel said the company would cut jobs; a spokeswoman for Kestrel said that the company would close.*
        """
        path = [noun.head, *noun.head.ancestors]
        verb = next((verb for below, verb in pairwise(path) if below.dep_ == "ccomp"), None)
        speaker = source(verb) if verb is not None else None
        chain = self._chain_of(speaker) if speaker is not None else None
        if speaker is None or chain is None:
            return None
        bodies = (chain, self._body(speaker, chain))
        fits = (b for b in bodies if b and is_meant(noun, b, self.reading.ontology))
        return next(((body, "the one that speaks") for body in fits), None)

    def _binding(self, noun: Expression) -> list[Chain]:
        """Return the chains of the subjects of the verbs above NOUN, which it cannot mean: "Hale said the man fled".

        The third principle of binding (Chomsky 1981): a noun phrase that is no pronoun is free.
        """
        found: list[Chain] = []
        path = [noun.head, *noun.head.ancestors]
        for below, verb in pairwise(path):
            for child in verb.children if below.dep_ not in _BESIDE else ():
                if child.dep_ in SUBJECTS and noun.head not in child.subtree:
                    found.extend(filter(None, map(self._chain_of, coordinated(child))))
        return found

    def _objects(self, noun: Expression) -> list[Chain]:
        """Return the chains of the objects of the verb whose subject NOUN is: "the inmate assaulted Hale"."""
        own = noun.head.head.rights if noun.head.dep_ in SUBJECTS else ()
        return list(filter(None, (self._chain_of(c) for c in own if c.dep_ == "dobj")))

    def _chain_of(self, head: Token) -> Chain | None:
        """Return the chain of what HEAD names or stands for, also where the name comes later."""
        named = self._names.get(head.i)
        chain = self._by_name.get(_key(named)) if named is not None else None
        return chain or self._by_place.get(head.i)

    def _country_of_owner(self, noun: Expression) -> Chain | None:
        """Return the state whose office the owner of a "country" holds: "the minister said her country would pay"."""
        if noun.lemma not in _HOMELANDS:
            return None
        for child in noun.head.lefts:
            owner = self._by_place.get(child.i) if child.dep_ == "poss" else None
            body = self._body(child, owner) if owner is not None else None
            if body is not None and body.type == "Country":
                return body
        return None

    def _beside(self, noun: Expression) -> Chain | None:
        """Return the chain of the name or noun that NOUN is in apposition to, or a title of."""
        for other in beside(noun.head):
            named = self._names.get(other.i)
            if named is not None:
                if self._is_title(noun, named):
                    return self._named(named)
            elif other.i in self._by_place and other.i < noun.place:
                chain = self._by_place[other.i]
                if self._is_title(noun, chain.first):
                    return chain
        return None

    def _is_title(self, noun: Expression, name: Expression) -> bool:
        """Tell whether NOUN and NAME can be one thing: "airline Emirates", not "oil minister" before a company."""
        kind, own = name.type or "Topic", noun.type or "Topic"
        is_a = self.reading.ontology.is_a
        return is_a(kind, own) or is_a(own, kind)

    def _pronoun(self, pronoun: Expression) -> None:
        if together := self._together(pronoun):
            self._refer(pronoun, together, "pronoun")
            return
        ontology = self.reading.ontology
        if pronoun.head.lower_ in REFLEXIVES:
            chain = reflexive(pronoun, self.chains)
        else:
            sentence, apart = self._sentence[pronoun.place], self._apart(pronoun)
            found = candidates(pronoun, sentence, self.chains, ontology, apart)
            chain = self._ranker.best(self._around(pronoun), found, ontology)
        if chain is not None:
            self._refer(pronoun, (chain,), "pronoun")
            self._join(chain, pronoun)

    def _around(self, pronoun: Expression) -> Around:
        """Return what is known of the place of PRONOUN."""
        return Around(
            pronoun=pronoun,
            sentence=self._sentence[pronoun.place],
            filler=is_filler(pronoun.head),
            teller=self._teller(pronoun),
            owner=self._owner(pronoun),
            speakers=self._speakers,
        )

    def _together(self, pronoun: Expression) -> list[Chain]:
        """Return the several subjects of the clause in which they own or say it: "Ruiz and Hale sold their house"."""
        if pronoun.plural and (verb := told_above(pronoun.head)) is not None:
            return self._all(source(verb))  # "Ruiz and Hale said they would leave"
        if pronoun.plural and (before := joint_subject(pronoun.head)) is not None:
            return self._all(before)  # "Ruiz and Hale are rich; they own a mine"
        if not pronoun.plural or pronoun.head.dep_ != "poss":
            return []
        verb = next((t for t in pronoun.head.ancestors if t.pos_ in ("AUX", "VERB")), pronoun.head)
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.i < pronoun.place), None)
        return self._all(subject if verb.i < pronoun.place else None)

    def _all(self, head: Token | None) -> list[Chain]:
        """Return the chains of all that HEAD is coordinated with, where they are several and all are known."""
        heads = coordinated(head) if head is not None else []
        found = [chain for chain in map(self._chain_of, heads) if chain is not None]
        return found if len(found) == len(heads) > 1 else []

    def _explained_below(self, noun: Expression) -> None:
        """Let a noun of the headline mean the one name of the body that is called so: "Chip maker sues rival"."""
        if noun.place in self._meant or noun.plural or noun.definite:
            return
        called = [chain for chain in self.chains if chain.named and is_called_so(chain, noun)]
        if not noun.modifiers.isdisjoint(OTHER):  # "Governor Hale resigns, new governor sworn in"
            called = [
                c for c in called if not any(e.head.sent == noun.head.sent for e, _ in c.members)
            ]
        if len(called) == 1 and self._is_title(noun, called[0].first):
            self._refer(noun, called, "the text below the headline names it")

    def _first_person(self, pronoun: Expression) -> None:
        """Let "I" mean who speaks, and "we" the body or the state that the speaker speaks for."""
        place = self._speakers.get(pronoun.place)
        chain = self._by_place.get(place) if place is not None else None
        if place is None or chain is None:
            return
        body = self._body(self.reading.doc[place], chain) if pronoun.plural else None
        how = "the speaker" if body is None else "the speaker speaks for it"
        self._refer(pronoun, (body or chain,), how)
        self._join(body or chain, pronoun)

    def _body(self, speaker: Token, chain: Chain) -> Chain | None:
        """Return what a speaker speaks for: the company of its chief, the state of its minister."""
        name = chain.first
        if name.mention is not None and not self.reading.ontology.is_a(name.type or "", "Person"):
            return None
        for head in (speaker, *(e.head for e, _ in chain.members)):
            for place in spoken_for(head, self.reading):
                if place in self._by_place:
                    return self._by_place[place]
        return None

    def _owner(self, pronoun: Expression) -> Chain | None:
        """Return the name that a possessive is joined to: "Airbus and its chief executive"."""
        noun = pronoun.head.head
        while noun.dep_ in ("compound", "nmod", "appos") and noun.head.i > pronoun.place:
            noun = noun.head
        if pronoun.head.dep_ != "poss" or noun.dep_ != "conj":
            return None
        chain = self._by_place.get(noun.head.i)
        return chain if chain is not None and self._may_be(pronoun, chain) else None

    def _teller(self, pronoun: Expression) -> Chain | None:
        """Return who speaks, where a pronoun is the subject of what is said: "Kestrel said it would cut jobs"."""
        verb = told_above(pronoun.head)
        if verb is None or is_accused(pronoun.head):
            return None
        speaker = source(verb)
        chain = self._by_place.get(speaker.i) if speaker is not None else None
        if speaker is None or chain is None or self._speakers.get(pronoun.place) == speaker.i:
            return None
        if self._may_be(pronoun, chain):
            return chain
        if is_filler(pronoun.head) or pronoun.place in self._speakers:
            return None
        body = self._body(speaker, chain)  # "a spokeswoman for Kestrel said that it would close"
        return body if body is not None and self._may_be(pronoun, body) else None

    def _may_be(self, pronoun: Expression, chain: Chain) -> bool:
        return pronoun.place not in [e.place for e, _ in chain.members] and agrees(
            pronoun, chain, self.reading.ontology
        )

    def _apart(self, pronoun: Expression) -> frozenset[int]:
        """Return the chains of who speaks and for whom: in direct speech "he" and "they" are somebody else."""
        place = self._speakers.get(pronoun.place)
        chain = self._by_place.get(place) if place is not None else None
        if place is None or chain is None:
            return frozenset()
        body = self._body(self.reading.doc[place], chain)  # of which the speaker says "we"
        return frozenset(map(id, (chain, body) if body is not None else (chain,)))

    def _refer(self, expression: Expression, chains: Sequence[Chain], how: str) -> None:
        self._meant[expression.place] = (tuple(chains), how)


def _key(name: Expression) -> tuple[str, str]:
    """Return what tells the chain of a NAME from others."""
    mention = name.mention
    return (mention.name, mention.type) if mention is not None else ("", "")
