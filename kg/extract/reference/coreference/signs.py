"""Signs for and against it that a pronoun means a thing that the text speaks of.

Most of them are those that Lappin and Leass (1994) weighed by hand: how near it is, in which grammatical function, in a
clause above, and whether such a thing does what the verb tells. ``ranking`` has their weights.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import OBJECT, SUBJECT, frame
from kg.extract.grammar.functions import SUBJECTS, phrasal_lemma
from kg.extract.grammar.propbank import table
from kg.extract.reference.coreference.chains import Chain, function, is_aside
from kg.extract.reference.coreference.expressions import POSSESSIVES, Expression, Kind
from kg.ontology import Ontology

_ACTING: Final = vocabulary.words("speech", "of_agents")
_HARMING: Final = vocabulary.words("pronouns", "harming")
_SEEMING: Final = vocabulary.words("pronouns", "seeming")
_SAYING: Final = _ACTING | vocabulary.words("speech", "talking")
_TIMES: Final = vocabulary.words("pronouns", "times")
_HOW: Final = frozenset({"by", "in"})
_AGENTS: Final = ("Agent", "Country", "PeopleGroup", "Person")
_KINDS: Final = (
    "Person",
    "PeopleGroup",
    "Organization",
    "Country",
    "Place",
    "Event",
    "CreativeWork",
    "Law",
    "Product",
)
_FOR: Final = ("for", "over")
_FUNCTIONS: Final = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "poss": "possessor",
    "pobj": "oblique",
}
_MODIFIERS: Final = ("compound", "amod", "nmod")
_CLAUSES: Final = ("ccomp", "xcomp", "csubj", "advcl")
_TOPICS: Final = {0: "topic here", 1: "topic before"}  # by how many sentences ago
_FARTHEST: Final = 4
_HIGHEST: Final = 2

Signs = dict[str, float]  # how strong each is, by its name


@dataclass(slots=True)
class Around:
    """A pronoun, and what is known of its place before anything is said of what it means."""

    pronoun: Expression
    sentence: int
    filler: bool = False  # it looks like an "it" that only fills a place
    teller: Chain | None = None  # who says what it is the subject of
    owner: Chain | None = None  # what its noun is joined to: "Airbus and its chief"
    speakers: Mapping[int, int] = field(default_factory=dict)  # who speaks, for each quoted word
    above: Mapping[int, str] = field(init=False)  # how far above it subjects and objects stand
    blamed: frozenset[int] = field(init=False)  # who suffers something "for his handling of it"

    def __post_init__(self) -> None:
        """Look at the clauses around it once."""
        self.above = _above(self.pronoun.head)
        self.blamed = frozenset(_blamed(self.pronoun.head))

    @property
    def person(self) -> str:
        """The pronoun without its case: "he" for "her", "it" for "its", "they" for "them"."""
        if self.pronoun.type == "Person":
            return "he"
        return "they" if self.pronoun.plural else "it"

    @property
    def part(self) -> str:
        """What the pronoun is in its clause."""
        head = self.pronoun.head
        if head.lower_ in POSSESSIVES:
            return "possessor"
        return "subject" if head.dep_ in SUBJECTS else "object"


def of_chain(around: Around, chain: Chain, ontology: Ontology) -> Signs:
    """Return the signs for and against it that the pronoun means CHAIN, with how strong each is."""
    place = around.pronoun.place
    last = chain.last(place)
    if last is None:
        return {}
    found = dict.fromkeys(_told(around, chain, last[0], ontology), 1.0)
    found |= dict.fromkeys(_of_place(around, chain, *last), 1.0)
    found["often"] = math.log(sum(1 for _ in chain.before(place)))
    found["presence"] = math.log1p(chain.presence(place, around.sentence)) / 3
    found["words between"] = math.log1p(place - last[0].place) / 3
    return found


def _of_place(around: Around, chain: Chain, last: Expression, spoken: int) -> Iterator[str]:
    """Yield what tells where CHAIN was spoken of: how far away, in which part, in a clause above the pronoun."""
    distance, part = around.sentence - spoken, around.part
    yield f"distance {min(distance, _FARTHEST)}"
    by = last.head.dep_ == "pobj" and last.head.head.dep_ == "agent"
    before = "agent" if by else _FUNCTIONS.get(function(last.head), "other")
    yield f"last {before}"
    yield f"{part} last {before}"
    if distance == 0 and _is_nearest(last.head, around.pronoun.head):
        yield f"{part} nearest noun"
    here = (e.place for e, sentence in chain.members if sentence == around.sentence)
    yield from (f"{part} {around.above[i]}" for i in here if i in around.above)
    if last.kind is Kind.PRONOUN and distance <= 1:
        yield f"{around.person} goes on {distance}"
    if last.head.dep_ in _MODIFIERS:
        yield "modifier"
    yield from _of_clauses(around, chain, spoken)


def _of_clauses(around: Around, chain: Chain, spoken: int) -> Iterator[str]:
    """Yield which clauses spoke of CHAIN: the main one, here or just before; where it was last, one beside it."""
    for member, sentence in chain.before(around.pronoun.place):
        if sentence == spoken and is_aside(member.head):
            yield "aside"
        if _is_topic(member.head) and around.sentence - sentence in _TOPICS:
            yield _TOPICS[around.sentence - sentence]


def _told(around: Around, chain: Chain, last: Expression, ontology: Ontology) -> Iterator[str]:
    """Yield what tells what CHAIN is, and whether the pronoun stands where such a thing stands."""
    person, part, kind = around.person, around.part, chain.type or "Topic"
    agent = "agent" if any(ontology.is_a(kind, one) for one in _AGENTS) else "thing"
    yield f"{person} {'named' if chain.named else 'noun'}"
    if not chain.named:
        yield from _determined(chain.first)
    if person == "he":
        yield "gender known" if chain.gender else "gender unknown"
    else:
        group = next((one for one in _KINDS if ontology.is_a(kind, one)), "thing")
        yield f"{person} {group}{' plural' if chain.plural else ''}"
        if part == "possessor":
            yield f"{person} owns {agent}"
        if around.pronoun.head.dep_ == "nsubj":
            yield from _acting(around, agent)
    yield from _of_verb(around.pronoun.head, chain, last, agent)
    yield from _speaking(around, chain)
    if part == "possessor" and around.blamed.intersection(e.place for e, _ in chain.members):
        yield "blamed"
    if around.owner is chain:
        yield "joined"


def _speaking(around: Around, chain: Chain) -> Iterator[str]:
    """Yield what tells who speaks: here, in the sentences before, and in quotation marks."""
    person = around.person
    if around.part == "subject" and around.pronoun.head.head.lemma_.lower() in _SAYING:
        yield from _goes_on_saying(around, chain)
    if around.teller is chain:
        yield "teller"
        yield f"{person} teller"
    speaker = around.speakers.get(around.pronoun.place)
    if speaker is not None:
        before = chain.before(around.pronoun.place)
        quoted = any(around.speakers.get(e.place) == speaker for e, _ in before)
        yield "quoted before" if quoted else "not quoted before"


def _goes_on_saying(around: Around, chain: Chain) -> Iterator[str]:
    """Yield whether CHAIN has spoken in the sentences before: "Ruiz spoke to reporters. He said …"."""
    for member, sentence in chain.before(around.pronoun.place):
        told = member.head.dep_ in SUBJECTS and member.head.head.lemma_.lower() in _SAYING
        if told and around.sentence - sentence <= 1:
            yield f"spoke {around.sentence - sentence}"


def _acting(around: Around, agent: str) -> Iterator[str]:
    """Yield whether a subject is one of a verb that somebody does: "they estimated"; by AGENT who or what it is."""
    verb = around.pronoun.head.head
    yield f"{around.person} acts {agent}"
    if verb.lemma_.lower() in _ACTING:
        yield f"speaks {agent}"
    names = (phrasal_lemma(verb), verb.lemma_.lower())
    yield f"{'does' if table().role(names, 'v', 'subject') == '0' else 'undergoes'} {agent}"


def _of_verb(pronoun: Token, chain: Chain, last: Expression, agent: str) -> Iterator[str]:
    """Yield what the verb tells: of disasters, "it killed nine people", of what goes on in the passive."""
    verb = pronoun.head.lemma_.lower()
    if pronoun.dep_ == "nsubj" and verb in _HARMING:
        yield f"harms {agent}"
    if last.head.dep_ == pronoun.dep_ == "nsubjpass":
        yield "passive goes on"
    if _is_manner(chain.first.head):
        yield "manner"


def _determined(noun: Expression) -> Iterator[str]:
    """Yield how the words before a NOUN introduce it."""
    lefts = [child.dep_ for child in noun.head.lefts]
    if "nummod" in lefts:
        yield "counted"
    if noun.definite:
        yield "definite"
    elif "det" in lefts:
        yield "indefinite"
    else:
        yield "owned" if "poss" in lefts else "bare"


def of_nothing(around: Around) -> Signs:
    """Return the signs that the pronoun means nothing that the text names."""
    return dict.fromkeys(_empty(around), 1.0)


def _empty(around: Around) -> Iterator[str]:
    head = around.pronoun.head
    yield f"nothing {around.person}"
    if around.person != "it":
        return
    if around.filler:
        yield "filler"
    if head.dep_ == "dobj":
        yield "it object"
    if any(child.dep_ in _CLAUSES for child in head.head.rights):
        yield "it clause"
    if head.dep_ in SUBJECTS:
        yield from _copular(head.head)


def _copular(verb: Token) -> Iterator[str]:
    """Yield what a VERB with the subject "it" is: "it is time to", "it is a flag", "it became clear"."""
    if verb.lemma_ in _SEEMING:
        yield "it seems"
    if verb.lemma_ == "be":
        yield "it is"
        if any(child.dep_ == "attr" for child in verb.rights):
            yield "it is a thing"
        if any(child.lemma_ in _TIMES for child in verb.rights):
            yield "it is time"


def _above(head: Token) -> dict[int, str]:
    """Return how far above the pronoun HEAD the subjects and objects of its clauses stand, by place."""
    found: dict[int, str] = {}
    level = 0
    for verb in head.ancestors:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
            continue
        built = frame(verb)
        own = level == 0 and head.dep_ in SUBJECTS and head.head == verb
        if not own:
            actors = built.slots.get(OBJECT if built.passive else SUBJECT, [])
            suffering = [] if built.passive else built.slots.get(OBJECT, [])
            far = min(level, _HIGHEST)
            for tokens, name in ((actors, "subject"), (suffering, "object")):
                for token in tokens:
                    found.setdefault(token.i, f"below {name} {far}")
        if own or verb.dep_ not in ("xcomp", "conj"):
            level += 1
    return found


def _blamed(head: Token) -> Iterator[int]:
    """Yield where those stand to whom something is done for what HEAD owns: "dismissed Hale for his handling of it".

    Or for what they did to it: "jailed Hale for killing his wife".
    """
    noun = head.head
    if noun.dep_ == "dobj" and noun.head.dep_ == "pcomp":
        noun = noun.head
    if head.dep_ == "poss" and noun.dep_ in ("pcomp", "pobj") and noun.head.lower_ in _FOR:
        verb = noun.head.head
        if verb.pos_ == "VERB":
            yield from (token.i for token in frame(verb).slots.get(OBJECT, ()))


def _is_nearest(head: Token, pronoun: Token) -> bool:
    """Tell whether no other noun phrase stands between HEAD and PRONOUN."""
    between = pronoun.doc[head.i + 1 : pronoun.i]
    return not any(t.pos_ in ("NOUN", "PROPN") and t.dep_ not in _MODIFIERS for t in between)


def _is_topic(head: Token) -> bool:
    """Tell whether HEAD is the subject of a main clause."""
    return head.dep_ in SUBJECTS and head.head.dep_ == "ROOT"


def _is_manner(noun: Token) -> bool:
    """Tell whether a bare NOUN behind a preposition says how: "in stages", "by hand"."""
    bare = noun.tag_ in ("NN", "NNS") and not any(noun.children)
    return bare and noun.dep_ == "pobj" and noun.head.lower_ in _HOW
