"""Noun phrases: where they begin and end, and what their heads can stand for."""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.extract.grammar.syntax import is_remnant
from kg.ontology import Ontology

_LEFT_OUT: Final = frozenset({"det", "predet", "punct", "cc", "preconj", "case", "neg", "prep"})
_INDEFINITE: Final = vocabulary.words("pronouns", "indefinite")
DENYING: Final = vocabulary.words("pronouns", "denying")
_NOBODY: Final = vocabulary.words("pronouns", "nobody")
_FILLING: Final = frozenset({"nsubj", "nsubjpass", "dobj"})
_SPANS: Final = vocabulary.words("time", "spans")
_MEASURES: Final = frozenset({"amount", "number", "quantity"})
_QUANTIFIERS: Final = vocabulary.words("pronouns", "quantifiers")
PREFIXES: Final = vocabulary.words("offices", "prefixes")
_ATTRIBUTIVE: Final = frozenset({"amod", "compound", "nmod"})
_PAST: Final = "VBD"  # which no word before a noun is, though the parser may take it for one
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_COMPLETED: Final = vocabulary.words("control", "completed")
CONTENTFUL: Final = vocabulary.words("control", "contentful")
INSTRUMENTS: Final = vocabulary.words("control", "instruments")
_WITH_INFINITIVES: Final = _COMPLETED | CONTENTFUL | INSTRUMENTS
_OF_NO_CLASS: Final = vocabulary.words("descriptions", "of_no_class")
_EXCEPTING: Final = ("all", "but")
_MAX_WORDS: Final = 12
_MAX_BEHIND: Final = 6
_MAX_COMPLETING: Final = 9
_COMPLETING: Final = vocabulary.words("prepositions", "completing")
_BEHIND_NOUNS: Final = frozenset({"acl", "appos", "cc", "prep", "relcl"})
_NOUNS: Final = ("NOUN", "PROPN")
_PLACES: Final = frozenset({"FAC", "GPE", "LOC"})
_SHARING: Final = vocabulary.words("descriptions", "sharing")
_TELLING: Final = vocabulary.words("prepositions", "verbs_about")
_GIVING: Final = vocabulary.words("prepositions", "verbs_with")
_TIMES: Final = ("DATE", "TIME")
_DATING: Final = vocabulary.words("prepositions", "dating")
_SITES: Final = vocabulary.words("places", "sites")


def is_partitive(head: Token) -> bool:
    """Tell whether HEAD takes some out of a known or counted group: "two of the officers", "two of 40 officers".

    That of "dozens of officers" is no group but the officers themselves.
    """
    counts = head.pos_ == "NUM" or head.lower_ in _QUANTIFIERS
    if not counts or (below := of(head)) is None:
        return False
    counted = any(child.dep_ == "nummod" and child.tag_ == "CD" for child in below.lefts)
    own = any(child.dep_ in ("det", "poss") for child in below.lefts)
    return below.tag_ == "PRP" or own or (counted and head.tag_ == "CD")


def is_measure(head: Token) -> bool:
    """Tell whether HEAD is how many there are, and not those themselves: "the number of strikes", not "a number of"."""
    measured = head.lemma_.lower() in _MEASURES and of(head) is not None
    return measured and any(child.lower_ == "the" for child in head.lefts)


def part_of(head: Token) -> Token:
    """Return the number that says how many of HEAD are meant, else HEAD: "300 of the | 400 | flights"."""
    group = head.head if head.dep_ == "nummod" else head
    number = group.head.head if group.dep_ == "pobj" and group.head.lower_ == "of" else head
    return number if number.tag_ == "CD" and is_partitive(number) else head


def is_nominal(head: Token) -> bool:
    """Tell whether HEAD can describe a thing: a noun, no pronoun, no span of time, no half of a hyphenated word."""
    if head.pos_ not in ("NOUN", "PROPN") or head.lower_ in _INDEFINITE | _SPANS:
        return False
    following = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    half = following is not None and is_joint(following) and not _completes(head)
    half = half and (behind(head) == head.i + 1 or head.lower_ in PREFIXES)
    return head.text[0].isalnum() and not half


def _completes(word: Token) -> bool:
    """Tell whether a WORD before a hyphen is the object or the agent of the participle behind it: "drug-smuggling"."""
    participle = word.head
    return participle.i == word.i + 2 and participle.lower_.endswith(("ing", "ed", "en"))


def behind(head: Token) -> int:
    """Return the token behind a noun and the words hyphenated to it: "sister-in-law", "editor-in-chief"."""
    doc, last = head.doc, head.i + 1
    if last + 3 < len(doc) and is_joint(doc[last]) and doc[last + 1].lower_ == "in":
        return last + 4 if is_joint(doc[last + 2]) else last
    return last


def phrase(head: Token) -> tuple[int, int]:
    """Return the token range of the noun phrase of HEAD: its modifiers, and an "of" phrase right behind it."""
    first = min((child.left_edge.i for child in head.lefts if _belongs(child)), default=head.i)
    while first > head.sent.start + 1 and is_joint(head.doc[first - 1]):
        first -= 2
    first = _behind_clause(first, head)
    while first < head.i and _opens(head.doc[first]):
        first += 1
    first = excepting(first, head)
    last = behind(head)
    follower = head.doc[last] if last < len(head.doc) else None
    if follower is not None and follower.lower_ == "of" and follower.head == head:
        behind_it = (c for c in follower.rights if c.dep_ == "pobj" and c.pos_ != "DET")
        # "of one | of its pipelines"
        named = ((of(c) or c) if is_partitive(c) else c for c in behind_it)
        done = (c for c in follower.rights if c.dep_ == "pcomp" and c.tag_ == "VBG")
        ends = (*(c.i + 1 for c in named), *(_done(c) for c in done))
        last = next(iter(ends), last)
    elif follower is not None and follower.pos_ == "ADJ" and _describes(follower, head):
        last = min(
            follower.right_edge.i + 1, last + _MAX_BEHIND
        )  # "people familiar with the matter"
    elif follower is not None and _is_open(head, follower):
        last = _completed(head, follower)
    if last - first > _MAX_WORDS:
        first, last = max(first, head.i - 4), head.i + 1
    return first, last


def excepting(first: int, head: Token) -> int:
    """Return where the phrase of HEAD begins with the "all but" before FIRST, where its number stands, or FIRST."""
    before = max(0, first - len(_EXCEPTING))
    return before if excepts(before, head) else first


def some_of(head: Token, last: Token) -> tuple[int, int]:
    """Return the words of what HEAD takes out of a group, up to the phrase of LAST: "all but | two of the officers"."""
    return excepting(phrase(head)[0], head), head.i + 1 if last == head else phrase(last)[1]


def excepts(first: int, head: Token) -> bool:
    """Tell whether the phrase of HEAD that begins at FIRST means all others: "all but two miners"."""
    return tuple(t.lower_ for t in head.doc[first : first + len(_EXCEPTING)]) == _EXCEPTING


def _opens(word: Token) -> bool:
    """Tell whether WORD only opens a phrase, whatever the parser takes it for: an article, a comma, "only the"."""
    if word.lower_ == "only" and word.nbor(1).tag_ == "DT":
        return True
    return word.dep_ in ("det", "punct", "cc", "predet") or word.text in (",", ";")


def _done(gerund: Token) -> int:
    """Return where what GERUND does ends: "the importance of strengthening air defense", without what follows."""
    things = (child for child in gerund.rights if child.dep_ == "dobj")
    return next((phrase(thing)[1] for thing in things), gerund.i + 1)


def _behind_clause(first: int, head: Token) -> int:
    """Return where a phrase begins that the parser begins in the clause before: "were both evacuated and | police"."""
    words = head.doc[first : head.i]
    before = [t for t in words if t.dep_ not in _ATTRIBUTIVE or _is_acting(t, first)]
    if not any(token.tag_ in _FINITE for token in before):
        return first
    return max(t.i + 1 for t in before if t.dep_ == "cc" or t.text == "," or t.tag_ in _FINITE)


def _is_acting(word: Token, first: int) -> bool:
    """Tell whether WORD is rather a verb with a name before it, from FIRST on: ", McArthur murdered | gay men"."""
    return word.tag_ == _PAST and any(t.pos_ == "PROPN" for t in word.doc[first : word.i])


def _is_open(head: Token, follower: Token) -> bool:
    """Tell whether what follows a noun may say what it is of: no noun for a place, which is somewhere for something."""
    lemma, word = head.lemma_.lower(), follower.lower_
    shared = word == "in" and lemma in _SHARING
    placed = shared and any(below.ent_type_ in _PLACES for below in follower.rights)
    opens = word in _COMPLETING or (shared and not placed)
    dated = word in _DATING and any(below.ent_type_ in _TIMES for below in follower.rights)
    opens = opens and not dated
    return head.pos_ == "NOUN" and lemma not in _SITES and opens and not _is_of_verb(head, word)


def _is_of_verb(noun: Token, word: str) -> bool:
    """Tell whether a preposition behind an object rather goes with its verb: "took it from", "charged him with"."""
    if is_remnant(noun.head, noun) and any(c.lower_ == word for c in noun.head.rights):
        return True
    if noun.dep_ != "dobj" or noun.head.pos_ != "VERB":
        return False
    verb = noun.head.lemma_.lower()
    told = word in ("about", "against") and verb in _TELLING  # "informed his counterpart about"
    return word == "from" or told or (word == "with" and verb in _GIVING)


def _completed(head: Token, follower: Token) -> int:
    """Return where what completes a noun ends: "an end to the peso's peg", "attempts to enter the zone"."""
    top = next((child for child in head.rights if child.left_edge == follower), None)
    last = head.i + 1
    said = ("acl", "relcl") if head.lemma_.lower() in _WITH_INFINITIVES else ("acl",)
    clause = follower.lower_ == "to" and top is not None and top.dep_ in said
    if top is None or not (top.dep_ == "prep" or clause):
        return last
    inside = {token.i for token in top.subtree}
    while last in inside and not _closes(head.doc[last]):
        last += 1
    return last if last - head.i - 1 <= _MAX_COMPLETING else _cut(head, top)


def _closes(word: Token) -> bool:
    """Tell whether a completion ends before WORD: a comma, or when it was."""
    dated = word.dep_ == "prep" and any(below.ent_type_ in _TIMES for below in word.rights)
    return dated or word.text in (",", ";", ":")


def _cut(head: Token, top: Token) -> int:
    """Return where a completion TOP of HEAD that is too long ends: "concern about the plan | to slow the growth of"."""
    found = (end for end, below in cuts(top) if end > top.i + 1 and below.lower_ != "of")
    return max(end for end in (head.i + 1, *found) if end - head.i - 1 <= _MAX_COMPLETING)


def cuts(top: Token) -> Iterator[tuple[int, Token]]:
    """Yield where the phrase of TOP may end, behind a noun, with what hangs there: "the result | in the north"."""
    doc = top.doc
    for below in top.subtree:
        end = below.left_edge.i
        end -= below.dep_ == "appos" and doc[end - 1].text == ","
        if below.dep_ in _BEHIND_NOUNS and end > 0 and doc[end - 1].pos_ in _NOUNS:
            yield end, below


def _describes(adjective: Token, head: Token) -> bool:
    """Tell whether an ADJECTIVE behind HEAD says which ones; "six workers dead" says what became of them."""
    return adjective.head == head and adjective.lower_ != "dead"


def tells_event(noun: Token, ontology: Ontology) -> bool:
    """Tell whether NOUN says that something happens: "settlement"; not the "leader" of something."""
    told = ontology.nouns(noun.lemma_.lower())
    return bool(told) and not any("bearer" in entry.slots for entry in told)


def is_joint(token: Token) -> bool:
    """Tell whether TOKEN is a hyphen inside a word that the tokeniser took apart: "re-run"."""
    return token.text in ("-", "–") and not token.whitespace_ and not token.nbor(-1).whitespace_


def _belongs(child: Token) -> bool:
    """Tell whether a word before the head of a noun phrase is part of its name: no article, no pronoun."""
    if child.dep_ == "poss":
        return child.pos_ not in ("PRON", "DET")
    return child.dep_ not in _LEFT_OUT and child.dep_ not in ("relcl", "appos")


def stretch(head: Token, apart: Iterable[Token]) -> tuple[int, int]:
    """Return the range of the words below HEAD that stand together with it, those below the tokens APART left out."""
    kept = {token.i for token in head.subtree}
    for child in apart:
        kept.difference_update(token.i for token in child.subtree)
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > head.i and head.doc[last].pos_ == "CCONJ":
        last -= 1  # what it joined is left out
    while first - 2 > head.sent.start and is_joint(head.doc[first - 1]):
        first -= 2  # "ill-prepared"
    if last + 2 < len(head.doc) and head.tag_ == "CD" and is_joint(head.doc[last + 1]):
        last += 2  # "52-48"
    return first, _bracketed(head.doc, first, last + 1)


def _bracketed(doc: Doc, first: int, last: int) -> int:
    """Return LAST, with the bracket that closes what the words from FIRST on open, or without what they open."""
    opened = next((i for i in range(first + 1, last) if doc[i].text == "("), None)
    if opened is None or any(token.text == ")" for token in doc[opened:last]):
        return last
    return last + 1 if last < len(doc) and doc[last].text == ")" else opened


def of(head: Token) -> Token | None:
    """Return the head of the "of" phrase behind HEAD, or of that with which a number's sentence opens."""
    for child in head.children if head.tag_ == "CD" else head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((below for below in child.rights if below.dep_ == "pobj"), None)
    return None


def counted_clauses(noun: Token) -> Iterator[Token]:
    """Yield the clauses behind the "of" of a noun: of "one count of operating a bank"."""
    below = (child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of")
    yield from (clause for each in below for clause in each.rights if clause.dep_ == "pcomp")


def noun_class(head: Token, ontology: Ontology) -> str:
    """Return the class of what the noun HEAD describes; "Topic" where nobody knows."""
    if head.doc[max(0, head.i - 2) : head.i + 2].text.lower() in _OF_NO_CLASS:
        return "Topic"
    single = head.lower_.removesuffix("s")  # a plural that was taken for a name keeps its "s"
    words = (head.lemma_.lower(), head.lower_, single)
    kind = next(filter(None, map(ontology.noun_kind, words)), None)
    if kind is None:
        return "Topic"
    plural = head.tag_ in ("NNS", "NNPS")
    return "PeopleGroup" if kind == "Person" and plural else kind


def participle_behind(noun: Token) -> Token | None:
    """Return the past participle behind NOUN and its "of": "deaths reported", "a case of measles found in Samoa"."""
    for head in (noun, of(noun)):
        for child in head.rights if head is not None else ():
            if child.dep_ == "acl" and child.tag_ == "VBN":
                return child
    return None


def is_nobody(head: Token) -> bool:
    """Tell whether HEAD says that what its verb tells holds of nobody: "nobody was hurt", "killed no one"."""
    no = head.lower_ == "one" and any(child.lower_ == "no" for child in head.lefts)
    alone = head.lower_ in _NOBODY and of(head) is None
    return head.dep_ in _FILLING and (no or alone)
