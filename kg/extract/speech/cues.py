"""Cues: the words that give what stands beside them to somebody, and whose words or thoughts it is."""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import is_passive
from kg.extract.grammar.syntax import is_finite, is_infinitive
from kg.extract.reading import Reading
from kg.ontology import Entry

_POS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
_VERBS: Final = ("VERB", "AUX")
_NOUNS: Final = ("NOUN", "PROPN", "PRON")
_SHARING: Final = frozenset({"conj", "advcl", "xcomp"})
_VOICING: Final = vocabulary.words("speech", "voicing")
_TEXTS: Final = vocabulary.words("speech", "texts")
_QUOTING: Final = vocabulary.words("speech", "quoting")
_SHARED_DEPTH: Final = 4
_PARTS: Final = frozenset({"prt", "prep"})
_FROM: Final = ("by", "from")
_MADE: Final = vocabulary.words("speech", "made")
_AROUND: Final = frozenset({"aux", "auxpass", "neg", "advmod"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes: with its particle or preposition, and the copula of an adjective."""

    token: Token
    part: Token | None = None
    copula: Token | None = None
    takes: frozenset[str | None] = frozenset()  # kinds of complement, as the lexicon has them

    @property
    def words(self) -> range:
        """The tokens of the cue: auxiliaries and adverbs before it, its particle or preposition right behind it."""
        first = self.token.i if self.copula is None else min(self.copula.i, self.token.i)
        base = self.copula or self.token
        while first > 0 and _belongs(self.token.doc[first - 1], base):
            first -= 1
        last = self.token.i
        if self.part is not None and self.part.i == last + 1:
            last = self.part.i
        return range(first, last + 1)


def _belongs(before: Token, verb: Token) -> bool:
    return (
        before.dep_ in _AROUND
        and before.head == verb
        and before.lower_ not in ("when", "how", "why", "where")
    )


def speaks(reading: Reading, token: Token) -> bool:
    """Tell whether TOKEN is a verb whose subject says what it governs."""
    return any(entry.speaks for entry in _entries(reading, token, "verb")[0])


def introduces(reading: Reading, token: Token) -> bool:
    """Tell whether TOKEN is a verb that can introduce direct speech, as many can that report no clause: "shouted"."""
    entries, _ = _entries(reading, token, "verb")
    return any(entry.speaks or entry.complement == "quotation" for entry in entries)


def cue(reading: Reading, token: Token) -> Cue | None:
    """Return the word TOKEN as a cue, if it is one."""
    pos = _POS.get(token.pos_)
    if pos is None:
        return None
    entries, part = _entries(reading, token, pos)
    if all(entry.complement == "quotation" for entry in entries):
        return Cue(token) if pos == "verb" and _is_unknown(reading, token) else None
    copula = token.head if pos == "adjective" else None
    if copula is not None and (token.dep_ != "acomp" or copula.pos_ not in _VERBS):
        return None
    if pos == "noun" and source(token) is None:
        return None
    if pos == "verb" and _is_bare(token) and source(token) is None:
        return None
    return Cue(token, part, copula, frozenset(entry.complement for entry in entries))


def _is_bare(verb: Token) -> bool:
    """Tell whether VERB has no tense and is no passive with an auxiliary: an infinitive, a gerund, a command."""
    return verb.tag_ in ("VB", "VBG", "VBN") and not is_finite(verb)


def _entries(reading: Reading, token: Token, pos: str) -> tuple[tuple[Entry, ...], Token | None]:
    """Return what the lexicon knows of TOKEN, with its particle or preposition first: "call for", "put it"."""
    lemma = token.lemma_.lower()
    for child in token.rights:
        if child.dep_ in _PARTS or child.lower_ == "it":
            found = reading.ontology.cues(f"{lemma} {child.lower_}", pos)
            if found:
                return found, child
    return reading.ontology.cues(lemma, pos), None


def _is_unknown(reading: Reading, verb: Token) -> bool:
    """Tell whether VERB is unknown and governs a finite clause behind it: then its subject says or thinks that."""
    if (
        verb.pos_ != "VERB"
        or not verb.is_alpha
        or reading.ontology.attitudes(verb.lemma_.lower(), "verb")
    ):
        return False
    return any(c.dep_ == "ccomp" and is_finite(c) for c in verb.rights) and source(verb) is not None


def source(cue: Token) -> Token | None:
    """Return the head of who speaks or thinks.

    That is the subject of a verb, its own or shared; who is behind a passive; who a noun belongs to or is by.
    """
    if cue.pos_ == "NOUN":
        return _owner(cue)
    if (quoted := _quoted(cue)) is not None:
        return quoted
    current = cue.head if cue.pos_ == "ADJ" else cue  # "is confident that"
    for _ in range(_SHARED_DEPTH):
        subject = None if is_passive(current) else _subject(current)
        own = subject or _agent(current)
        if own is not None or _is_passive(current):
            return own
        above = _sharing(current)
        if above is None:
            return _described(current)
        current = above
    return None


def _quoted(verb: Token) -> Token | None:
    """Return whose words are quoted by somebody else: "Interfax quotes Hale as saying", "Hale was quoted as saying"."""
    above = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or above.lemma_.lower() not in _QUOTING:
        return None
    wanted = "nsubjpass" if is_passive(above) else "dobj"
    return next((child for child in above.children if child.dep_ == wanted), None)


def author(head: Token) -> Token:
    """Return who is behind what HEAD calls a source: the ministry of "figures released by the ministry".

    So is whose words they are: Norcom of "Norcom's statement said", "a report on Monday by Norcom said".
    """
    if head.lemma_.lower() in _TEXTS:
        owners = [child for child in head.lefts if child.dep_ == "poss"]
        of_paper = head.lemma_.lower() == "editorial"  # what stands in it is its own word
        words = (*_FROM, "in") if of_paper else _FROM
        behind = (c for c in head.rights if c.dep_ in ("agent", "prep") and c.lower_ in words)
        owners.extend(noun for child in behind for noun in child.rights if noun.dep_ == "pobj")
        named = (owner for owner in owners if of_paper or owner.pos_ == "PROPN")
        if (owner := next(named, None)) is not None:
            return owner
    for child in head.rights:
        if child.dep_ == "acl" and child.lemma_.lower() in _MADE:
            return _agent(child) or head
    return head


def _owner(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    return _subject(noun.head) if is_voiced(noun) else _agent(noun)


def is_voiced(noun: Token) -> bool:
    """Tell whether a NOUN is what somebody lets know: "expressed hope that", "voiced fears that"."""
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in _VOICING


def _sharing(verb: Token) -> Token | None:
    """Return the verb whose subject VERB shares: a coordinated one, "left, saying", "began by saying"."""
    if verb.dep_ in _SHARING and verb.head.pos_ in _VERBS:
        return verb.head
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in _VERBS:
        return verb.head.head
    return None


def _subject(verb: Token) -> Token | None:
    """Return the subject of VERB, the nearest one if a broken parse gives it two."""
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    return min(subjects, key=lambda child: abs(child.i - verb.i), default=None)


def _agent(verb: Token) -> Token | None:
    """Return who is behind a passive or a noun: "was reported by officials", "a report by officials"."""
    for child in verb.rights:
        if child.dep_ == "agent" or (
            child.dep_ == "prep" and child.lower_ == "by" and verb.pos_ == "NOUN"
        ):
            return next((below for below in child.children if below.dep_ == "pobj"), None)
    return None


def _is_passive(verb: Token) -> bool:
    """Tell whether VERB is a passive, also in a participle: who is accused is not who accuses."""
    return is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl"))


def _described(verb: Token) -> Token | None:
    """Return the noun that a participle describes: "a letter saying that …"."""
    noun = verb.head
    described = verb.dep_ == "acl" and not is_infinitive(verb)  # not "cause to believe that"
    return noun if described and noun.pos_ in _NOUNS else None
