"""Predicates and their grammatical functions, by dependency parse.

A frame names the functions of the active voice: in *the mayor was charged by the court* the mayor is the object
and the court the subject. Relatives, controlled subjects, coordination and participles are followed here, so that
later modules need no syntax. The labels are those of spaCy's English models (CLEAR style).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.syntax import is_infinitive

SUBJECT: Final = "subject"
OBJECT: Final = "object"
RECIPIENT: Final = "recipient"
COMPLEMENT: Final = "complement"

RELATIVES: Final = frozenset({"who", "whom", "which", "that"})

# Verbs whose infinitive belongs to their object: "ordered the army to leave".
_OBJECT_CONTROL: Final = frozenset(
    (
        "advise allow appoint ask authorise authorize beg cause challenge choose command compel "
        "convince direct enable encourage expect force get help hire instruct invite lead let "
        "make oblige order permit persuade press pressure prompt push recruit remind request "
        "require summon teach tell urge want warn"
    ).split()
)
_PARTICLES: Final = frozenset({"away", "back", "down", "in", "off", "on", "out", "over", "up"})
_ADDRESSING: Final = {"call": "on", "appeal": "to", "prevail": "on"}
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_AUXILIARIES: Final = frozenset({"aux", "auxpass"})
_NO_PREDICATES: Final = frozenset(
    {"aux", "auxpass", "prep", "mark", "case"}
)  # "according to", "including"
# Behind these a gerund is done by the object of the verb: "accused him of taking".
_OBJECT_GERUNDS: Final = frozenset({"of", "for", "from", "into", "with"})
_NOT_PREPOSITIONS: Final = frozenset({"according", "as"})


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
    adjective: str | None = (
        None  # that completes the verb: the "guilty" of "find guilty", or "not guilty"
    )

    def add(self, function: str, head: Token) -> None:
        """Add HEAD and what is coordinated with it under FUNCTION."""
        heads = self.slots.setdefault(function, [])
        heads.extend(token for token in coordinated(head) if token not in heads)


def frames(doc: Doc) -> Iterator[Frame]:
    """Return the frame of every verb of DOC, in the order of the text."""
    built: dict[int, Frame] = {}
    for token in doc:
        if is_predicate(token):
            yield frame(token, built)


def is_predicate(token: Token) -> bool:
    """Tell whether TOKEN is a verb that can carry arguments: no auxiliary, no plain adjective."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in _NO_PREDICATES:
        return False
    return token.dep_ not in ("amod", "compound", "nmod") or any(True for _ in token.rights)


def frame(verb: Token, built: dict[int, Frame] | None = None) -> Frame:
    """Return the frame of one VERB; BUILT remembers the frames of its document."""
    known = {} if built is None else built
    found = known.get(verb.i)
    if found is None:
        # Remembered before its subject is looked for: a parse may send two verbs to each other for it.
        found = known[verb.i] = Frame(verb, phrasal_lemma(verb), passive=is_passive(verb))
        for child in verb.children:
            _child(found, child)
        _missing_object(found)
        _missing_subject(found, known)
    return found


def coordinated(head: Token) -> list[Token]:
    """Return HEAD and the nouns coordinated with it, in the order of the text.

    Without an "and" or "or" there is no coordination: "Rockville, Maryland" is one place within another.
    """
    found = [head]
    joined = False
    for token in found:
        joined = joined or any(child.dep_ == "cc" for child in token.rights)
        found.extend(
            child
            for child in token.rights
            if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX")
        )
    return found if joined else [head]


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
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass"):
            return True
        if child.dep_ in ("nsubj", "dobj"):
            return False
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "amod", "advcl", "relcl"):
        return not any(child.dep_ in _AUXILIARIES for child in verb.children)
    return (
        verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and verb.head.tag_ == "VBN"
        and is_passive(verb.head)
    )


def prepositional(token: Token) -> Iterator[tuple[str, Token]]:
    """Return the prepositions below TOKEN with the heads of their objects, clauses left out."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ"):
            name = child.lower_
            for below in child.children:
                if below.dep_ == "pobj":
                    yield name, below
                elif below.dep_ == "prep":
                    yield from (
                        (below.lower_, deeper) for deeper in below.children if deeper.dep_ == "pobj"
                    )


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else TOKEN itself."""
    if token.lower_ not in RELATIVES or token.tag_ not in ("WP", "WDT", "IN", "DT"):
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head
    return token


def _child(built: Frame, child: Token) -> None:
    dep = child.dep_
    if dep in _SUBJECTS:
        _subject(built, child)
    elif dep in ("dobj", "obj"):
        built.add(OBJECT, antecedent(child))
    elif dep in ("dative", "iobj") and child.pos_ != "ADP":
        built.add(RECIPIENT, antecedent(child))
    elif dep in ("oprd", "attr", "acomp") and child.pos_ == "ADJ":
        _completed(built, child)
    elif dep in ("oprd", "attr"):
        built.add(COMPLEMENT, child)
    elif dep in ("ccomp", "xcomp"):
        built.clauses.setdefault(COMPLEMENT, []).append(child)
    elif dep in ("prep", "agent", "dative"):
        _preposition(built, child)


def _completed(built: Frame, adjective: Token) -> None:
    """Add an adjective that completes the verb, and its prepositions: "found guilty of fraud"."""
    negated = any(child.dep_ == "neg" for child in adjective.children)
    negated = negated or built.token.doc[adjective.i - 1].lower_ == "not"
    built.adjective = f"not {adjective.lower_}" if negated else adjective.lower_
    for name, head in prepositional(adjective):
        built.add(name, antecedent(head))


def _subject(built: Frame, child: Token) -> None:
    passive = child.dep_ == "nsubjpass" or built.passive
    if not passive:
        built.add(SUBJECT, antecedent(child))
        return
    # "was given an award": the object stands behind the verb, and the subject received it.
    given = any(other.dep_ == "dobj" for other in built.token.rights)
    built.add(RECIPIENT if given else OBJECT, antecedent(child))


def _preposition(built: Frame, child: Token) -> None:
    name = child.lower_
    if name == "as" and name in built.slots:
        return  # "appointed A as minister and B as ambassador": the second office is not A's
    for below in child.children:
        if below.dep_ == "pobj":
            by_agent = child.dep_ == "agent" and built.passive
            built.add(SUBJECT if by_agent else name, antecedent(below))
        elif below.dep_ == "pcomp":
            built.clauses.setdefault(name, []).append(below)
        elif below.dep_ == "prep" and name not in _NOT_PREPOSITIONS:
            for deeper in below.children:
                if deeper.dep_ == "pobj":
                    built.add(below.lower_, antecedent(deeper))


def _missing_object(built: Frame) -> None:
    """Find the object of a participle behind its noun, of a reduced relative, and of coordinated verbs."""
    verb = built.token
    if OBJECT in built.slots:
        return
    if (verb.dep_ in ("acl", "amod") and built.passive) or (
        verb.dep_ == "relcl" and _is_reduced(built)
    ):
        built.add(OBJECT, verb.head)
    elif not built.passive:
        shared = next(
            (child for child in verb.rights if child.dep_ == "conj" and child.pos_ == "VERB"), None
        )
        # "attacked and killed civilians": nothing but the conjunction stands between the verbs.
        if shared is not None and all(
            doc_token.dep_ in ("cc", "advmod") for doc_token in verb.doc[verb.i + 1 : shared.i]
        ):
            for child in shared.rights:
                if child.dep_ == "dobj":
                    built.add(OBJECT, antecedent(child))


def _is_reduced(built: Frame) -> bool:
    """Tell whether a relative clause lacks its pronoun and its object: "the oil Chevron exports"."""
    if built.passive or SUBJECT not in built.slots or built.token.head.i > built.token.i:
        return False
    words = {child.lower_ for child in built.token.subtree}
    return not words & {"where", "when", "whose", "why", "who", "which"} and not any(
        child.dep_ in ("prep", "ccomp", "xcomp") for child in built.token.rights
    )


def _missing_subject(built: Frame, known: dict[int, Frame]) -> None:
    """Take the subject from the verb that governs this one, or from the noun that it describes."""
    verb = built.token
    surface = OBJECT if built.passive else SUBJECT
    if surface in built.slots or any(
        child.dep_ in _SUBJECTS or child.dep_ == "expl" for child in verb.lefts
    ):
        return
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        built.add(surface, verb.head)
    elif verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        for token in _inherited(verb, frame(verb.head, known)):
            built.add(surface, token)
    elif verb.dep_ == "ROOT" and is_infinitive(verb):
        # A headline, "UBS to buy Credit Suisse", where the parser takes the name for an adverb.
        built.slots.update({surface: [c for c in verb.lefts if c.text[0].isupper()][:1]})
    elif verb.dep_ == "pcomp" and verb.head.i < verb.i:
        for token in _of_gerund(verb, known):
            built.add(surface, token)


def _of_gerund(verb: Token, known: dict[int, Frame]) -> list[Token]:
    """Return who does what a gerund behind a preposition tells: of "accused traders of financing" the traders."""
    preposition, governor = verb.head, verb.head.head
    if governor.pos_ not in ("VERB", "AUX"):
        return [governor] if preposition.lower_ == "of" and governor.dep_ == "dobj" else []
    above = frame(governor, known)
    suffered = above.slots.get(OBJECT) if preposition.lower_ in _OBJECT_GERUNDS else None
    return suffered or _surface_subject(above)


def _inherited(verb: Token, above: Frame) -> list[Token]:
    """Return the subject that VERB takes from the frame ABOVE it."""
    if verb.dep_ == "conj":
        mixed = verb.tag_ == "VBG" and above.token.tag_ != "VBG"
        return [] if mixed or behind_content(verb) else _surface_subject(above)
    infinitive = is_infinitive(verb)
    suffered = above.slots.get(OBJECT) or above.slots.get(RECIPIENT) or _called_on(above)
    if suffered and not above.passive and infinitive:
        # "urged Israel to withdraw"; in "chose a firm to build it" nobody knows without the meaning.
        return suffered if _controls_object(above) else []
    if verb.dep_ == "xcomp":
        return _surface_subject(above)
    # An adverbial participle or purpose clause: "killing three", "to meet him". Finite clauses have their own subject.
    if infinitive or verb.tag_ == "VBG":
        return _surface_subject(above)
    # "Founded in 1984, the firm …", but not "Kenyans die from liquor, often sold at home".
    return _surface_subject(above) if verb.tag_ == "VBN" and verb.i < verb.head.i else []


def _controls_object(above: Frame) -> bool:
    lemma = above.token.lemma_.lower()
    return lemma in _OBJECT_CONTROL or lemma in _ADDRESSING


def _called_on(above: Frame) -> list[Token]:
    """Return who is to do it in "called on France to leave" and "appealed to France to leave"."""
    name = _ADDRESSING.get(above.token.lemma_.lower())
    return above.slots.get(name, []) if name is not None else []


def behind_content(verb: Token) -> bool:
    """Tell whether a coordinated VERB follows a clause below the first one: "said he was ill and returned".

    Who returned, he or the speaker, no parser tells well; the reader is not told either.
    """
    return any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.head.children)


def _surface_subject(above: Frame) -> list[Token]:
    if above.passive:
        return above.slots.get(OBJECT) or above.slots.get(RECIPIENT) or []
    return above.slots.get(SUBJECT) or []
