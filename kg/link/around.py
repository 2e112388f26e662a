"""What stands right around a name: the title before it, what is told of it behind it, the people it is counted among.

"Finnish driver Kimi Larn", "Kimi Larn, the chief executive of Acme, said", "her coach, Kimi Larn", "Larn (R-Ohio)".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg import vocabulary
from kg.link.kb.fold import fold
from kg.link.occupations import fields, sure

_BEFORE: Final = 90  # characters that are looked at
_BEHIND: Final = 110
_TITLE: Final = 7  # words before a name
_TOLD: Final = 10  # words behind it
_ENDS: Final = re.compile(r"[,;:!?\"”“()\[\]—–]|\.(?=\s|$)")
_SHORTENED: Final = re.compile(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,4}\.")  # "U.S.", "Sen."
_NUMBER: Final = re.compile(r",? ?(?:aged? )?\d{1,2},? ?(?:years old,? )?")
_APPOSED: Final = re.compile(
    r", (?:who (?:is|was) |then |now )?(?=(?:a|an|the|one|its|his|her|their|whose|former)\b|\w)"
)
_IS: Final = re.compile(r" (?:is|was|became|remains) (?:a|an|the|one of) ")
_BRACKET: Final = re.compile(r" \(([^()]{1,60})\)")
_AGED: Final = re.compile(r", (?:(?:M\.?D\.?|Ph\.?D\.?|Esq\.?|Jr\.?|Sr\.?), )?(?:aged? )?\d{1,2}\b")
_RESIDENT: Final = re.compile(
    r",? ?(?:aged? )?\d{1,2},? (?:years old,? )?(?:both |all )?(?:of|from) "
)
_GENERATION: Final = re.compile(r",? (Jr|Sr)\b")
_ARTICLES: Final = ("a ", "an ", "the ")
_STOPS: Final = vocabulary.words("linking", "ends_of_titles")
_TOWN: Final = re.compile(
    r" of [A-Z][\w.-]+(?: [A-Z][\w.-]+)?, [A-Z][a-z]*(?:\.|(?: [A-Z][a-z]+)?[,;)]| \w+ed\b)"
)
_SHARED: Final = re.compile(r"\b(\w+s) (?:[A-Z][\w.'’-]+,? ){1,8}and $")  # "Senators Ana Ruiz and "
_DATELINE: Final = re.compile(r"(?:^|\n)\W*$")  # what stands before one
_BEGINS: Final = re.compile(r",? (?:[(\-–—]|[A-Z][\w'’.]*\s)")  # an article behind a dateline
_TOWN_BEFORE: Final = re.compile(r"\b[A-Z][\w'’.-]*[\w'’], ?$")
_ALSO: Final = re.compile(
    r"\b(?:a\.?k\.?a\.?|a/k/a|also known as|alias),? [\"“'‘]?$", re.IGNORECASE
)
_ELSEWHERE: Final = re.compile(
    r"\bNew Mexico\b|\bto (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)?"
)  # "envoy to Larn"
_SENTENCE: Final = re.compile(r"(?:[;:!?\n]|(?<![A-Z])\.)(?=\s|$)|[\"“”()]")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the mentions of one thing: folded WORDS, FIELDS of occupations, keys of PEOPLES.

    A RESIDENT is told by age and town ("Kimi Larn, 42, of Tulsa"), as nobody is whom readers know.
    """

    words: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()  # fields of words that have no other
    peoples: frozenset[str] = frozenset()
    resident: bool = False
    aged: bool = False  # told by age
    generation: str = ""  # "jr" or "sr", behind the name
    dateline: bool = False  # in capitals at the beginning of a line: "PARIS (AP)"
    behind_town: bool = False  # shortened behind a name and a comma, as a state is: "Larn, Pa."
    alias: bool = False  # told as a name that somebody uses, too: "aka Big L"
    with_article: bool = False  # "the Dow"


NOTHING: Final = Around()
NO_BODIES: Final[Mapping[str, str]] = {}


def around(
    text: str,
    places: Iterable[tuple[int, int]],
    peoples: Mapping[str, str],
    bodies: Mapping[str, str] = NO_BODIES,
) -> Around:
    """Return what stands around the PLACES of a name in TEXT.

    PEOPLES are keys of countries by their folded names, BODIES are fields in which bodies are at work by theirs: a
    chairman of a firm is no politician.

    >>> found = around("Finnish driver Kimi Larn won.", [(15, 24)], {"finnish": "Q33"})
    >>> sorted(found.words), sorted(found.fields), sorted(found.peoples)
    (['driver', 'finnish'], ['sport/racing'], ['Q33'])
    """
    parts: list[str] = []
    resident = aged = dateline = behind_town = alias = with_article = False
    generation = ""
    for start, end in places:
        before = text[max(0, start - _BEFORE) : start]
        dateline |= _is_dateline(text, start, end)
        behind_town |= "." in text[start:end] and _TOWN_BEFORE.search(before) is not None
        alias |= _ALSO.search(before) is not None
        with_article |= before.endswith(("the ", "The "))
        if match := _GENERATION.match(text, end):
            generation = match[1].casefold()
        parts += filter(None, (_title(before), *_told(text, end)))
        resident |= bool(_RESIDENT.match(text, end) or _TOWN.match(text, end))
        aged |= _AGED.match(text, end) is not None
    plain = Around(
        resident=resident,
        aged=aged,
        generation=generation,
        dateline=dateline,
        behind_town=behind_town,
        alias=alias,
        with_article=with_article,
    )
    if not parts:
        return plain
    words = frozenset(word for part in parts for word in fold(part).split())
    owners = {word for part in parts for word in fold(_ELSEWHERE.sub(" ", part)).split()}
    certain = [{*sure(part), *_at(part, bodies)} for part in parts]
    return replace(
        plain,
        words=words,
        fields=frozenset(
            field
            for part, own in zip(parts, certain, strict=True)
            for field in (own if own > sure(part) else fields(part))
        ),
        sure=frozenset().union(*certain),
        peoples=frozenset(peoples[word] for word in owners if word in peoples),
    )


def _is_dateline(text: str, start: int, end: int) -> bool:
    """Tell whether the words from START to END of TEXT are where it was written.

    >>> _is_dateline("LARN - A jury met.", 0, 4), _is_dateline("LARN won.", 0, 4)
    (True, False)
    """
    is_first = text[start:end].isupper() and _DATELINE.search(text, max(0, start - 3), start)
    return bool(is_first and _BEGINS.match(text, end))


def _at(part: str, bodies: Mapping[str, str]) -> Iterator[str]:
    """Yield the fields of the words in PART that the BODIES named there make sure.

    >>> sorted(_at("the chairman of Credit Larn", {"credit larn": "business"}))
    ['business']
    >>> sorted(_at("a lawyer of Credit Larn", {"credit larn": "business"}))
    []
    """
    own = fields(part)
    words = f" {fold(part)} "
    for body, field in bodies.items():
        if field in own and f" {body} " in words:
            yield field


def _title(before: str) -> str:
    """Return the title at the end of what stands BEFORE a name.

    >>> _title("It was won by Liverpool striker "), _title("He met her coach, "), _title("They saw ")
    ('Liverpool striker', 'He met her coach', '')
    """
    before = before.rpartition("\n")[2]
    is_apposed = before.endswith(", ")
    if not is_apposed and not before.endswith(" "):
        return ""
    words: list[str] = []
    for word in reversed(before.removesuffix(" ").removesuffix(",").split(" ")[1 - _TITLE * 2 :]):
        if "\n" in word or (_ENDS.search(word) and not _SHORTENED.fullmatch(word)):
            break
        if word in _STOPS or len(words) == _TITLE:
            break
        words.insert(0, word)
    if not words:
        shared = _SHARED.search(before)
        return shared[1] if shared is not None and fields(shared[1]) else ""
    title = " ".join(words)
    head = words[-1]
    if is_apposed:
        return title if fields(head) and head.islower() else ""
    return title if fields(head) or head[:1].isupper() or _SHORTENED.fullmatch(head) else ""


def _told(text: str, end: int) -> Iterable[str]:
    """Yield what is told behind a name that ends at END: in apposition, in brackets, as a predicate.

    >>> list(_told("Larn, 29, a striker for Rovers, scored.", 4)), list(_told("Larn (R-Ohio) spoke.", 4))
    (['a striker for Rovers'], ['R-Ohio'])
    """
    behind = text[end : end + _BEHIND]
    if match := _BRACKET.match(behind):
        yield match[1]
        behind = behind[match.end() :]
    number = _NUMBER.match(behind) if behind[:1] in ", " else None
    if number and number.end() > 2:
        behind = ", " + behind[number.end() :]
    apposed = _APPOSED.match(behind)
    match = apposed or _IS.match(behind)
    if match:
        rest = behind[match.end() :]
        stop = _SENTENCE.search(rest)
        rest = rest[: stop.start()] if stop else rest
        if apposed:
            rest = rest.partition(", ")[0]
        told = " ".join(rest.split()[:_TOLD])
        if match is not apposed or fields(told) or told.startswith(_ARTICLES):
            yield told
