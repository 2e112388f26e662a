"""What a frame is made of: the names of grammatical functions, and the steps through a parse that all of them take.

The labels are those of spaCy's English models (CLEAR style).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.propbank import table
from kg.extract.grammar.syntax import in_headline, word_before

SUBJECT: Final = "subject"
OBJECT: Final = "object"
RECIPIENT: Final = "recipient"
COMPLEMENT: Final = "complement"
WHERE: Final = "where"

_NO_PEOPLE: Final = frozenset({"FAC", "GPE", "LOC", "ORG"})  # as spaCy calls them
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})  # as the parser labels them
RELATIVES: Final = vocabulary.words("pronouns", "relatives")

_PARTICLES: Final = vocabulary.words("grammar", "particles")
_TURNING: Final = "on"  # this particle makes another verb of a verb
_STOPS: Final = frozenset({".", "!", "?", '"', "”", "'"})
COMPLEX: Final = vocabulary.words("prepositions", "complex")
_OF_OBJECTS: Final = vocabulary.words("control", "of_objects_alone")
_KNOWING: Final = vocabulary.words("speech", "knowing")
_EXEMPLIFYING: Final = vocabulary.words("prepositions", "exemplifying")
PLURAL: Final = frozenset({"NNS", "NNPS"})
_STANDINGS: Final = frozenset({"place", "spot"})
_AUXILIARIES: Final = frozenset({"aux", "auxpass"})


@dataclass(slots=True)
class Frame:
    """A predicate, and for each grammatical function the heads of what fills it, coordination spread out."""

    token: Token
    lemma: str
    slots: dict[str, list[Token]] = field(default_factory=dict)
    clauses: dict[str, list[Token]] = field(default_factory=dict)
    roles: dict[str, list[Token]] = field(default_factory=dict)  # what a support verb says itself
    passive: bool = False
    carrier: Token | None = None  # of a noun: the support verb that carries it
    remnant: Token | None = None  # of a clause without its verb: the first noun of what is left
    adjective: str | None = (
        None  # that completes the verb: the "guilty" of "find guilty", or "not guilty"
    )

    @property
    def core(self) -> list[Token]:
        """The heads of its subject and of its object."""
        return [head for name in (SUBJECT, OBJECT) for head in self.slots.get(name, ())]

    def add(self, function: str, head: Token) -> None:
        """Add HEAD and what is coordinated with it under FUNCTION; of a relative pronoun what it stands for."""
        heads = self.slots.setdefault(function, [])
        heads.extend(t for t in self._shared(antecedent(head)) if t not in heads)

    def _shared(self, head: Token) -> list[Token]:
        """Return HEAD and what is coordinated with it; in "Egypt, which …, and Qatar" the relative is Egypt's."""
        relative = next((c for c in head.rights if c.dep_ == "relcl"), None)
        if relative is None or self.token not in relative.subtree:
            return coordinated(head)
        return [each for each in coordinated(head) if each.i < relative.i]


def predicate_names(frame: Frame) -> list[str]:
    """Return what the predicate of FRAME may be called in the lexicon, the most special first.

    "win contract" and "file for bankruptcy" come before "win" and "file", "step down" before "step".
    """
    lemma = frame.token.lemma_.lower()
    names = [] if frame.adjective is None else [f"{lemma} {frame.adjective}"]
    for function, heads in frame.slots.items():
        if function != SUBJECT:
            joint = "" if function == OBJECT else f" {function}"
            told = (head.lemma_.lower() for head in heads if not is_placing(head))
            names.extend(f"{frame.lemma}{joint} {lemma}" for lemma in told)
    names.extend(f"{frame.lemma} {deed}" for deed in deeds_behind(frame.token))
    alone = frame.passive and "with" not in frame.slots
    passive = [f"be {frame.token.lower_}"] if alone else []  # "be charged", with no more
    bare = [] if frame.lemma.split()[1:] == [_TURNING] else [lemma]  # "passed on" is not "passed"
    return list(dict.fromkeys((*names, frame.lemma, *bare, *passive)))


def is_placing(noun: Token) -> bool:
    """Tell whether a NOUN is the place that somebody takes among others: "fourth place"; not "in the first place"."""
    if noun.lemma_.lower() not in _STANDINGS or noun.tag_ != "NN":
        return False
    ranks = [child.lower_ for child in noun.lefts if child.ent_type_ == "ORDINAL"]
    article = any(child.lower_ == "the" for child in noun.lefts)
    return bool(ranks) and not (article and ranks == ["first"])


def deeds_behind(verb: Token) -> Iterator[str]:
    """Yield the prepositions and gerunds behind VERB: the "with find" of "charged with finding a solution"."""
    for child in verb.rights:
        if child.dep_ == "prep":
            for deed in child.rights:
                if deed.dep_ == "pcomp":
                    yield f"{child.lower_} {deed.lemma_.lower()}"


def coordinated(head: Token) -> list[Token]:
    """Return HEAD and the nouns coordinated with it, in the order of the text, and those of a plural that are named.

    Without an "and" or "or" there is no coordination: "Rockville, Maryland" is one place within another.
    """
    return [*_joined(head), *members(head)]


def members(group: Token) -> list[Token]:
    """Return the heads of the names that a text gives of a GROUP: "five people, including Ana Ruiz and Tom Hale"."""
    if group.tag_ not in PLURAL:
        return []
    behind = group.right_edge.i + 1
    apposed = (word for child in group.rights for word in child.lefts)
    around = (*group.rights, *apposed, *group.doc[behind : behind + 2])
    first = next(filter(None, map(_introduced, around)), None)
    return _joined(first) if first is not None and first.pos_ == "PROPN" else []


def _introduced(word: Token) -> Token | None:
    """Return what a WORD gives as one of a group: what stands behind "including", "such as", before "among them"."""
    if word.lower_ in _EXEMPLIFYING or f"{word_before(word)} {word.lower_}" in _EXEMPLIFYING:
        return next((child for child in word.rights if child.dep_ in ("pobj", "dobj")), None)
    among = word.lower_ == "among" and any(child.lower_ == "them" for child in word.rights)
    return word.head if among and word.head.i > word.i else None


def _joined(head: Token) -> list[Token]:
    found = [head]
    joined = False
    for token in found:
        joined = joined or any(child.dep_ == "cc" for child in token.rights)
        found.extend(
            child
            for child in token.rights
            if (child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX")) or _goes_on(child)
            if child.left_edge.lower_ != "not"  # "the Iraqis, not the Americans"
        )
    return found if joined else [head]


def _goes_on(apposed: Token) -> bool:
    """Tell whether an apposition only goes on with a list: "Lund of Utah, Diaz of Ohio and Roe", "a year, a fine"."""
    if apposed.dep_ != "appos" or not any(child.dep_ == "conj" for child in apposed.rights):
        return False
    head = apposed.head
    persons = head.ent_type_ == apposed.ent_type_ == "PERSON"
    counted = head.tag_ == "NN" and any(child.tag_ == "CD" for child in head.lefts)
    return persons or counted


def phrasal_lemma(verb: Token) -> str:
    """Return the lemma of VERB with its particle: "step down"."""
    particle = next((child for child in verb.rights if _is_particle(child)), None)
    lemma = verb.lemma_.lower()
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def _is_particle(child: Token) -> bool:
    """Tell whether CHILD belongs to its verb; "down" in "stepped down as" is often taken for an adverb."""
    beside = child.i == child.head.i + 1 and child.dep_ == "advmod"
    return child.dep_ == "prt" or (beside and child.lower_ in _PARTICLES)


def is_passive(verb: Token) -> bool:
    """Tell whether VERB is passive: by its auxiliary, or as a past participle behind its noun."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"auxpass", "nsubjpass"}:
        return True
    if "dobj" in labels or verb.tag_ not in ("VBN", "VBD"):
        return False
    if "nsubj" in labels and not labels & _AUXILIARIES and _is_clipped(verb, labels):
        return True
    if "nsubj" in labels or (verb.tag_ == "VBD" and verb.dep_ != "acl"):
        return _is_bidden(verb, labels)
    if verb.dep_ in ("acl", "acomp", "amod", "advcl", "relcl"):
        return not any(child.dep_ in _AUXILIARIES for child in verb.children)
    return (
        verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and verb.head.tag_ == "VBN"
        and is_passive(verb.head)
    )


def _is_bidden(verb: Token, labels: set[str]) -> bool:
    """Tell whether a participle that is tagged as a past goes on with a passive: "was freed and ordered to return"."""
    lacks = "xcomp" in labels and verb.lemma_.lower() in _OF_OBJECTS
    return lacks and verb.dep_ == "conj" and not labels & SUBJECTS and is_passive(verb.head)


def _is_clipped(verb: Token, labels: set[str]) -> bool:
    """Tell whether a passive lacks its auxiliary: "saw the ship raised", "Minister held over bribes".

    The second is a headline, whose active verbs stand in the present; many a participle is taken for a past tense
    there. What merely happens is not passive: "Prices fallen".
    """
    if "ccomp" in labels:
        return False
    if verb.dep_ == "ccomp":
        return verb.tag_ == "VBN"
    if verb.dep_ != "ROOT":
        return False
    happens = table().role((phrasal_lemma(verb), verb.lemma_.lower()), "v", "subject alone") == "1"
    unstopped = verb.tag_ == "VBN" and verb.sent[-1].text not in _STOPS
    return (in_headline(verb) or unstopped) and not happens


def is_raising(frame: Frame) -> bool:
    """Tell whether a passive only says how its clause came to be known: "was found to have left" is no discovery."""
    clauses = frame.clauses.get(COMPLEMENT, ())
    told = any(child.dep_ == "aux" and child.tag_ == "TO" for c in clauses for child in c.lefts)
    return frame.passive and told and frame.lemma in _KNOWING


def is_announced(verb: Token) -> bool:
    """Tell whether an infinitive is all the verb that a headline has, hung on its subject: "Pope to leave Rome"."""
    noun = verb.head
    behind = verb.dep_ in ("relcl", "acl") and noun.dep_ == "ROOT" and verb.tag_ in ("VB", "VBN")
    return behind and in_headline(verb) and verb.left_edge.i == noun.i + 1


def prepositional(token: Token) -> Iterator[tuple[str, Token]]:
    """Return the prepositions below TOKEN with the heads of their objects, clauses left out."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ"):
            name = child.lower_
            for below in child.children:
                if below.dep_ == "pobj" and below.lower_ not in COMPLEX:
                    yield name, below
                elif below.dep_ == "prep":
                    yield from (
                        (below.lower_, deeper) for deeper in below.children if deeper.dep_ == "pobj"
                    )


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or behind a home that the parser takes for it, else TOKEN."""
    if token.pos_ == "PROPN":
        return _behind_home(token)
    if token.lower_ not in RELATIVES or token.tag_ not in ("WP", "WDT", "IN", "DT"):
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            noun = above.head
            if noun.dep_ in ("appos", "conj") and any(c.dep_ == "neg" for c in noun.lefts):
                noun = noun.head  # "the Iraqis - not the Americans - who must decide"
            return _person(noun) if token.lower_ == "who" else noun
    return token


def _person(noun: Token) -> Token:
    """Return NOUN, or whoever is named with a body or a place: "a director of the Bank of Peru, who was cared for"."""
    above = noun
    while above.ent_type_ in _NO_PEOPLE and above.dep_ in ("pobj", "prep", "compound"):
        above = above.head
        if above.dep_ == "prep":
            above = above.head
    return above if above.pos_ in ("NOUN", "PROPN") and above.ent_type_ not in _NO_PEOPLE else noun


def _behind_home(name: Token) -> Token:
    """Return the noun that is meant where its home stands before it between commas: "an Akron, Ohio, man"."""
    if not any(child.lower_ in ("a", "an") for child in name.lefts):
        return name
    behind = [child for child in name.subtree if child.dep_ == "appos" and child.tag_ == "NN"]
    found = next((c for c in behind if c.nbor(-1).text == "," and not any(c.lefts)), None)
    return name if found is None else found
