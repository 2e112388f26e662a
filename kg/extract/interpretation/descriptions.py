"""What a text says that a thing is: the noun phrase behind a copula, in apposition to its name, or before it.

*Kavanaugh is a judge on the Court of Appeals*, *Nettvest, the grid operator*, *the Israeli newspaper Haaretz*.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import SUBJECT, frame, prepositional
from kg.extract.grammar.phrases import is_joint, is_nominal, noun_class, stretch, tells_event
from kg.extract.grammar.syntax import identifying, is_infinitive, is_ranked
from kg.extract.interpretation.kinds import Kinds
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import FORMER, Beside, Found
from kg.extract.reference.subjects import Bearer, Bearers, is_indefinite, of_several
from kg.extract.standing.verdict import Verdict
from kg.model import DESCRIPTION, Mention, Relation, Status, Words

_TAGS: Final = frozenset({"NN", "NNS"})
_SAID: Final = frozenset({"appos", "attr"})
_OF_OFFICE: Final = vocabulary.words("prepositions", "behind_names")
_APART: Final = frozenset({"acl", "advcl", "appos", "cc", "conj", "punct", "relcl"})
_LEAST: Final = 2  # words of what an office is of
_LONGEST: Final = 14  # words of a description
_LEFT_OUT: Final = frozenset({"relcl", "appos", "punct", "conj", "cc", "parataxis", "advcl"})
_OPENING: Final = frozenset({"det", "predet", "punct", "cc", "neg", "preconj"})
_ASIDE: Final = vocabulary.words("descriptions", "aside")
_BEFORE: Final = frozenset({"compound", "nmod", "amod"})
_ACTING: Final = ("Agent", "PeopleGroup")
_PEOPLES: Final = frozenset({"PeopleGroup", "Person", "PoliticalParty"})
_EMPTY: Final = vocabulary.words("descriptions", "empty")
_RECORDS: Final = vocabulary.words("descriptions", "records")


class Descriptions:
    """Finds the descriptions of the things of one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self.bearers = Bearers(reading, Beside(reading, fillers))
        self.kinds = Kinds(reading, self.bearers.beside)

    def __iter__(self) -> Iterator[Found]:
        for sent in self.reading.sentences():
            for token in sent:
                yield from self.kinds.of(token)
                if self._may_describe(token):
                    yield from self._of(token)
                elif token.dep_ in _BEFORE and self._is_office(token):
                    heads = self.bearers.beside.apposed(token)
                    yield from filter(None, (self._office(token, head) for head in heads))

    def _may_describe(self, noun: Token) -> bool:
        """Tell whether NOUN is a common noun that can say what something is."""
        titled = noun.tag_ == "NNP" and noun.dep_ in _SAID and self._is_office(noun)
        if noun.tag_ not in _TAGS and not titled and not self._is_one_of_a_people(noun):
            return False
        if noun.text.endswith(".") or not is_nominal(noun):
            return False
        if noun.lemma_.lower() in _EMPTY or _is_joined(noun) or self._is_note(noun):
            return False
        if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in noun.lefts):
            return False  # "his wife": a relation says whose
        return self.reading.quantity_of(noun) is None and self.reading.time_of(noun) is None

    def _is_note(self, noun: Token) -> bool:
        """Tell whether NOUN stands alone in brackets and is no kind of thing: the source of a picture, "(flickr)"."""
        beside = noun.doc[max(noun.i - 1, 0) : noun.i + 2]
        alone = beside[0].text == "(" and beside[-1].text == ")"
        return (
            alone
            and self.reading.class_of(noun) is None
            and noun_class(noun, self.reading.ontology) == "Topic"
        )

    def _is_one_of_a_people(self, noun: Token) -> bool:
        """Tell whether NOUN is for one of a people or a party, with more words: "an ethnic Kurd from Syria"."""
        found = self.reading.mention_at.get(noun.i)
        value = found.value if found is not None else None
        if not isinstance(value, Mention) or noun.dep_ not in _SAID or not is_indefinite(noun):
            return False
        alone = all(child.dep_ in _OPENING for child in noun.lefts) and not any(noun.rights)
        return value.text == noun.text and value.type in _PEOPLES and not alone

    def _is_office(self, token: Token) -> bool:
        """Tell whether TOKEN is the last word of the name of a position."""
        found = self.reading.mention_at.get(token.i)
        value = found.value if found is not None else None
        is_last = found is not None and found.last == token.i + 1
        return is_last and isinstance(value, Mention) and value.type == "Position"

    def _office(self, noun: Token, head: Token) -> Found | None:
        """Return the office before a name with what stands behind the name: "U.S. Attorney Ana Ruiz of Ohio"."""
        name, one = self.reading.mention_at.get(head.i), self.fillers.mention(head)
        if name is None or one is None or one.type != "Person" or not one.named:
            return None
        behind = (c for c in head.rights if c.dep_ == "prep" and c.i == name.last)
        body = next((c for c in behind if c.lower_ in _OF_OFFICE), None)
        if body is None or (head == noun.head and name.first != noun.i + 1):
            return None
        office = self.reading.mention_at[noun.i]
        others = (c for noun in body.rights for c in noun.rights if c.dep_ in _APART)
        first, (start, end) = self._before(office.first, head), stretch(body, others)
        named = any(token.pos_ == "PROPN" for token in noun.doc[start:end])
        if not named or not _LEAST <= end - start <= _LONGEST:
            return None  # "convicted President Ana Ruiz of genocide"
        title = self.reading.text(first, noun.i + 1)
        if noun.lower_.endswith("s") and isinstance(office.value, Mention):
            title = office.value.name
        words = Words(
            span=self.reading.span(min(first, head.i), end),
            text=f"{title} {self.reading.text(start, end)}",
        )
        former = self.bearers.beside.is_former(noun)
        return Found(Relation(one, DESCRIPTION, words), noun, DESCRIPTION, former)

    def _mention(self, token: Token) -> Mention | None:
        """Return the name that TOKEN is a part of."""
        annotation = self.reading.mention_at.get(token.i)
        value = annotation.value if annotation is not None else None
        return value if isinstance(value, Mention) and value.named else None

    def _of(self, noun: Token) -> Iterator[Found]:
        told: set[str] = set()
        if noun.dep_ == "appos" and _is_pair(noun) and _is_pair(noun.head):
            return  # "Ann and Tom Hale, a wife and husband": who is which, it does not say
        for bearer in (*self.bearers.of(noun), *_standing(noun)):
            one = self._bearer(noun, bearer)
            if one is None or one.name in told:
                continue
            words = self._words(noun, bearer)
            if words is not None and not self._is_empty(words, one, noun):
                told.add(one.name)
                relation = Relation(one, DESCRIPTION, words)
                ended = self._is_over(noun, bearer, words)
                yield Found(relation, bearer.anchor, DESCRIPTION, ended, bearer.by_verb)

    def _is_over(self, noun: Token, bearer: Bearer, words: Words) -> bool:
        """Tell whether it was so once, and WORDS do not say that themselves: "was a judge", not "a former judge"."""
        beside = self.bearers.beside
        verb = bearer.scene or (bearer.anchor if bearer.by_verb else None)
        if verb is not None and beside.is_past(verb):
            return True
        said = not FORMER.isdisjoint(words.text.lower().split())
        return beside.is_former(noun) and not said

    def _is_empty(self, words: Words, one: Mention, noun: Token) -> bool:
        """Tell whether WORDS say no more of ONE than its name, its class or its position: "the company"."""
        text = words.text.lower()
        record = noun.lemma_.lower() in _RECORDS and not is_indefinite(noun)  # "a key figure"
        if record and self.reading.ontology.is_a(one.type, "Agent"):
            return True
        if text == one.name.lower() or self.reading.ontology.is_general(words.text):
            return True
        if text == noun.lower_ and self.reading.ontology.relational(noun.lemma_.lower()):
            return True  # "son": whose, a relation says
        found = self.reading.mention_at.get(noun.i)
        own = found.value if found is not None else None
        if not isinstance(own, Mention) or text != own.text.lower():
            return False
        return self._is_office(noun) or own.type in _PEOPLES

    def _bearer(self, noun: Token, bearer: Bearer) -> Mention | None:
        """Return what NOUN describes, if it is a thing that the text knows by a name and can be such a thing."""
        if bearer.entry is not None or bearer.begun or bearer.over or bearer.head == noun:
            return None
        if bearer.scene is not None and noun.head.lower_ == "as":
            return None  # "As a child, Hale lived in Oslo"
        if noun.dep_ in _BEFORE and not self._is_title(noun, bearer.head):
            return None
        one = self.fillers.mention(bearer.head)
        if one is None or not (one.named or one.referring) or not one.name[0].isupper():
            return None
        return one if self._agrees(noun, bearer, one) else None

    def _is_title(self, noun: Token, head: Token) -> bool:
        """Tell whether a common NOUN stands right before the name of HEAD: "the grid operator Nettvest".

        A position before a name is read with the body that it belongs to.
        """
        name = self._mention(head)
        if name is None or name.type == "Position" or not name.text[0].isupper():
            return False
        beside = self.reading.mention_at[head.i].first == noun.i + 1
        gerund = noun.lower_.endswith("ing")  # "a dormitory housing Israelis"
        plain = noun.tag_ != "NNP" and not gerund and noun.i not in self.reading.mention_at
        return beside and plain

    def _agrees(self, noun: Token, bearer: Bearer, one: Mention) -> bool:
        """Tell whether what NOUN describes can be of the class of ONE: no person is a company."""
        is_a = self.reading.ontology.is_a
        kinds = [noun_class(noun, self.reading.ontology), one.type]
        if (
            noun.tag_ == "NNS"
            and one.type != "PeopleGroup"
            and not self._holds_of_each(noun, bearer)
        ):
            return False
        event = tells_event(noun, self.reading.ontology)
        second = noun.dep_ == "attr" and any(
            c.dep_ == "attr" for c in noun.head.rights if c.i < noun.i
        )
        behind = second or (noun.dep_ == "appos" and bearer.head.i < noun.i)
        if event and behind and any(is_a(one.type, kind) for kind in _ACTING):
            return False  # "housing Israelis, an attack that killed five"
        if kinds[0] in ("Topic", "Position"):
            return not is_a(one.type, "Place") or self._is_special(noun)
        own, other = ("Person" if kind == "PeopleGroup" else kind for kind in kinds)
        alike = any(is_a(own, k) and is_a(other, k) for k in ("Place", "Organization"))
        return alike or is_a(own, other) or is_a(other, own)

    def _holds_of_each(self, noun: Token, bearer: Bearer) -> bool:
        """Tell whether each of several is what a plural NOUN says: not "Lund and Diaz are brothers"."""
        return _is_shared(bearer) and not self.reading.ontology.relational(noun.lemma_.lower())

    def _is_special(self, noun: Token) -> bool:
        """Tell whether a definite NOUN is that of something with a name: "the county seat for Essex County"."""
        behind = (head for _, head in prepositional(noun) if self._mention(head) is not None)
        return any(child.lower_ == "the" for child in noun.lefts) and any(behind)

    def _words(self, noun: Token, bearer: Bearer) -> Words | None:
        """Return the phrase of NOUN without its article, without clauses and without the name of its BEARER."""
        head = bearer.head
        titled = noun.dep_ in _BEFORE
        around = self._around(noun, head)
        first, last = (self._before(noun.i, head), noun.i + 1) if titled else around
        beside = bearer.by_verb or bearer.scene is not None or self._is_beside(first, last, head)
        if not beside or last - first > _LONGEST or not noun.doc[first].text[0].isalnum():
            return None
        text = self.reading.text(first, last)
        if noun.tag_ == "NNS" and _is_shared(bearer):  # "Lund and Diaz are prosecutors"
            ahead = self.reading.text(first, noun.i + 1)
            text = ahead.removesuffix(noun.text) + noun.lemma_ + text.removeprefix(ahead)
        return Words(span=self.reading.span(first, last), text=text)

    def _is_beside(self, first: int, last: int, head: Token) -> bool:
        """Tell whether the name of HEAD stands right beside a phrase, or an age between them: "Hale, 42, a miner"."""
        name = self.reading.mention_at.get(head.i)
        start, end = (name.first, name.last) if name is not None else (head.i, head.i + 1)
        between = head.doc[end:first] if end <= first else head.doc[last:start]
        return all(t.is_punct or t.like_num or _opens(t) or self._is_also(t, head) for t in between)

    def _is_also(self, word: Token, head: Token) -> bool:
        """Tell whether a WORD is another name of what HEAD names: "Wireless Systems (WSL), a company"."""
        own, other = self._mention(head), self._mention(word)
        return own is not None and other is not None and own.name == other.name

    def _before(self, start: int, bearer: Token) -> int:
        """Return where a title begins that holds the token at START, its words hanging on the name behind it."""
        first = start
        while first > bearer.left_edge.i and self._goes_on(bearer.doc[first - 1]):
            first -= 1
        return first

    def _goes_on(self, before: Token) -> bool:
        """Tell whether a title begins with the word BEFORE, or even before it: not "May" of "in May tourist Hale"."""
        joined = before.dep_ in _BEFORE or is_joint(before)
        return joined and self.reading.time_of(before) is None

    def _around(self, noun: Token, bearer: Token) -> tuple[int, int]:
        """Return the range of the words of a noun phrase that stand together with NOUN."""
        apart = [c for c in noun.children if bearer in c.subtree or _is_apart(noun, c)]
        apart += [t for t in noun.subtree if t.dep_ == "relcl" and t.left_edge.nbor(-1).text == ","]
        first, last = stretch(noun, apart)
        doc = noun.doc
        while first < noun.i and _opens(doc[first]):
            first += 1
        while last > noun.i + 1 and (doc[last - 1].is_punct or doc[last - 1].is_space):
            last -= 1
        one = of_several(noun)
        return (first if one is None else one.i), last


def hedged(description: Relation, verdict: Verdict, reading: Reading) -> Verdict:
    """Return VERDICT on a DESCRIPTION that says itself how sure it is: "the presumptive nominee" is that."""
    cue, words = verdict.cue, description.object.span
    inside = cue is not None and reading.word(cue).within(words)
    if verdict.status is not Status.HYPOTHETICAL or not inside:
        return verdict
    return replace(verdict, status=Status.REPORTED if verdict.spoken else Status.ASSERTED)


def _opens(word: Token) -> bool:
    """Tell whether WORD only opens a phrase: an article, "also", but not the "second" of "the second largest"."""
    if word.dep_ == "advmod":
        return word.lower_ in _ASIDE
    return word.dep_ in _OPENING and not is_joint(word)


def _standing(noun: Token) -> Iterator[Bearer]:
    """Yield who is said to stand or serve as what NOUN describes."""
    verb = identifying(noun)
    if verb is not None and noun.dep_ == "pobj":
        yield from (Bearer(head, verb, by_verb=True) for head in frame(verb).slots.get(SUBJECT, ()))


def _is_apart(noun: Token, child: Token) -> bool:
    """Tell whether CHILD is no part of the description: a clause, but for "the first woman to lead it"."""
    if is_joint(child):
        return False
    return child.dep_ in _LEFT_OUT and not (is_ranked(noun) and is_infinitive(child))


def _is_shared(bearer: Bearer) -> bool:
    """Tell whether a copula says the same of several: "Lund and Diaz are prosecutors"."""
    return bearer.by_verb and len(frame(bearer.anchor).slots.get(SUBJECT, ())) > 1


def _is_pair(head: Token) -> bool:
    """Tell whether HEAD is one of two, the other coordinated with it."""
    return head.dep_ == "conj" or any(child.dep_ == "conj" for child in head.rights)


def _is_joined(noun: Token) -> bool:
    """Tell whether NOUN is coordinated with a name or a field: "Hale and his partners", "trade and industry chief"."""
    first = noun.head
    field = first.dep_ in _BEFORE and first.head.pos_ == "NOUN"
    return noun.dep_ == "conj" and (first.pos_ == "PROPN" or field)
