"""Names as keys of look-up: what is spelled alike, what sounds alike, and what stands for longer names."""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse
from typing import Final

from kg import vocabulary

_LIGATURES: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "œ": "oe", "&": " and "}
)
_APOSTROPHES: Final = re.compile(r"['’`ʼʿʾ]s?\b|['’`ʼʿʾ]")
_INITIALS: Final = re.compile(r"\b(?:\w\.){2,}|\b\w\.")
_BETWEEN: Final = re.compile(r"[\W_]+")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_SINGLE: Final = re.compile(r"\b([a-z]) (?=[a-z]\b)")  # letters that stand alone, one after another
_LEGAL: Final = vocabulary.words("spelling", "legal_forms")
# British spelling, as the American one, and words that news shortens; names of bodies are printed in both ways.
_ISATION: Final = re.compile(r"isation(?=s?\b)")
_WRITTEN: Final = vocabulary.table("spelling", "written")
_CHANGED: Final = _ARTICLES.union(_WRITTEN)
# Letters and groups of them that transliterations of one name write now so, now so.
_BREATHED: Final = (
    ("tsch", "č"),
    ("sch", "s"),
    ("tch", "č"),
    ("dsh", "j"),
    ("dzh", "j"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "k"),
    ("ch", "č"),
    ("sh", "s"),
    ("zh", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
)
_PAIRS: Final = (("ck", "k"), ("ks", "x"), ("dj", "j"), ("qu", "k"))
_ONES: Final = str.maketrans("qcgwz", "kkkvs")
_SILENT: Final = str.maketrans("", "", "aeiouyh")
_DOUBLE: Final = re.compile(r"(.)\1+")
_LEAST_ACRONYM: Final = 3
_SMALL: Final = vocabulary.words("spelling", "left_out_of_initials")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return NAME without case, accents, points, hyphens and a leading article, in American spelling.

    >>> fold("The U.S."), fold("São Paulo"), fold("Côte d’Ivoire"), fold("AT&T")
    ('us', 'sao paulo', 'cote divoire', 'at and t')
    >>> fold("Ærø"), fold("ǼGIR"), fold("℡ ＆ Co")
    ('aero', 'aegir', 'tel and co')
    >>> fold("World Health Organisation"), fold("Centre for Defence"), fold("Dept. of Labour")
    ('world health organization', 'center for defense', 'department of labor')
    >>> fold("J. K. Rowling"), fold("J K Rowling"), fold("A Ruiz"), fold("A. Ruiz")
    ('jk rowling', 'jk rowling', 'ruiz', 'a ruiz')
    """
    text = name.casefold()
    is_initial = text.startswith("a. ")
    if _is_plain(text):
        words = text.split()
        if _CHANGED.isdisjoint(words) and "isation" not in text:  # as most names are
            return _together(" ".join(words))
    elif text.isascii():
        text = text.replace("&", " and ")
    else:
        parts = unicodedata.normalize("NFKD", text)  # an accent may stand on a ligature: "Ǽ", "Ǿ"
        plain = "".join(filterfalse(unicodedata.combining, parts))
        text = plain.casefold().translate(_LIGATURES)
    if not _is_plain(text):
        text = _INITIALS.sub(lambda match: match.group().replace(".", ""), text)
        text = _BETWEEN.sub(" ", _APOSTROPHES.sub(_possessive, text))
    words = text.split()
    while len(words) > 1 and words[0] in _ARTICLES and not is_initial:
        del words[0]
    text = _together(" ".join([_WRITTEN.get(word, word) for word in words]))
    return _ISATION.sub("ization", text) if "isation" in text else text


def _together(text: str) -> str:
    """Return TEXT with initials that stand apart as one word: some write "J. K.", some "JK"."""
    return _SINGLE.sub(r"\1", text)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace(" ", "").isalnum()


def _possessive(match: re.Match[str]) -> str:
    return match.group()[1:]  # "d'Ivoire" is one word, and so is "St Mary's"


def core(folded: str) -> str:
    """Return a FOLDED name without the legal form at its end; all of it where nothing else would be left.

    >>> core("chevron corp"), core("siemens ag"), core("the limited")
    ('chevron', 'siemens', 'the limited')
    """
    words = folded.split()
    while len(words) > 1 and words[-1] in _LEGAL and words[0] not in _ARTICLES:
        del words[-1]
    return " ".join(words)


def acronym(name: str) -> str | None:
    """Return the initials of a NAME of three or more words, folded, small words and a legal form left out; else None.

    >>> acronym("International Atomic Energy Agency"), acronym("Bank of England")
    ('iaea', None)
    """
    return initials(fold(name))


def initials(folded: str) -> str | None:
    """Return the same of a FOLDED name."""
    words = [word for word in core(folded).split() if word not in _SMALL]
    if len(words) < _LEAST_ACRONYM:
        return None
    found = "".join([word[0] for word in words])
    return found if found.isalpha() else None


@lru_cache(maxsize=65536)
def sound(folded: str) -> str:
    """Return the consonants of a FOLDED name's last word as transliterations agree on them, and who goes before it.

    Of the words before only the first sound of the first counts: given names are shortened and left out.

    >>> sound("muammar gaddafi"), sound("moammar kadhafi"), sound("mohammed bin salman"), sound("caracas")
    ('kdf m', 'kdf m', 'slmn m', 'krks')
    """
    words = folded.split()
    if not words:
        return ""
    last = _consonants(words[-1])
    return f"{last} {_consonants(words[0])[:1]}" if len(words) > 1 else last


@lru_cache(maxsize=8192)  # many places begin with the same word
def _consonants(word: str) -> str:
    if "h" in word:
        for written, heard in _BREATHED:
            word = word.replace(written, heard)
    for written, heard in _PAIRS:
        word = word.replace(written, heard)
    word = word.translate(_ONES)
    first, rest = word[:1], word[1:].translate(_SILENT)
    return _DOUBLE.sub(r"\1", ("" if first == "h" else first) + rest)
