"""Whether a decoded text makes sense: accented letters and signs stand where some language puts them."""

import re
from typing import Final

# The letters beyond a-z that one word may hold, language by language.
_WESTERN: Final = tuple(
    map(
        frozenset,
        (
            *("àâæçéèêëîïôœùûü", "äöüß", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìîòóùí", "æøåéö", "åäöé"),
            *("áðéíóúýþæö", "äöåšž", "éëïóöüèêáí", "àçéèíïóòúü", "áéíóöúü", "šžýáéíóú", "öüçâî"),
        ),
    )
)
_CENTRAL: Final = tuple(
    map(
        frozenset,
        (
            *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț"),
            *("čćđšž", "äöüß", "ëç"),
        ),
    )
)
_TURKISH: Final = (frozenset("çğıöşüâîİ\u0307"),)
_CYRILLIC: Final = (frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"),)
ALPHABETS: Final = {
    "windows-1252": _WESTERN,
    "macintosh": _WESTERN,
    "iso-8859-15": _WESTERN,
    "cp850": _WESTERN,
    "windows-1250": _CENTRAL,
    "iso-8859-2": _CENTRAL,
    "windows-1254": _TURKISH,
    "windows-1251": _CYRILLIC,
    "koi8-r": _CYRILLIC,
}
_EAST_ASIAN: Final = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e“”‘’…·—]*")
_CYRILLIC_WORD: Final = re.compile(r"[\u0400-\u04ff]{3}")
_GLUED: Final = re.compile(r"[A-Za-z][\u3040-\ud7a3]|[\u3040-\ud7a3][A-Za-z]")
# At most this share of a word's letters lies beyond a-z: all of Łódź but one.
_SHARES: Final = {id(_WESTERN): 0.67, id(_CENTRAL): 0.75, id(_TURKISH): 0.67}
_WORD: Final = re.compile(r"[^\W\d_]+")
# Capitals that open names and sentences.
_INITIAL: Final = frozenset("ÀÁÂÄÅÆÇÉÍÎÑÓÖØÚÜŒŠŽÞÐ")
_NEVER_INITIAL: Final = frozenset("ĄĘŇŃŮŰŔĹĚ")
_VOWELS: Final = "aeiouyáâàãäåæéèêëíîïóôòõöøúùûüý"
# Letters that stand in one kind of place only; elsewhere they are another letter, decoded wrongly.
_MISPLACED: Final = re.compile(
    rf"ñ(?![{_VOWELS}])|ã(?!o|e|s?$)|õ(?!e)|æ$|[ìò](?=.)|aè|ù(?=.)|þ(?=$)|(?<=[^{_VOWELS}])þ"
    r"|(?<=[eiou])œ|ÿ",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(
    r"""
      (?<!\w)[“”‘’«»„‚‹›–—…•·†‡](?!\w)                  # by itself, or beside other marks
    | (?<![^\s(\[{/"'“‘«—–-])[“‘«„‚‹](?=\S)             # an opening mark, a word behind it
    | (?<=\S)[”»›](?=[\s\W]|$|s\b)                      # a closing mark, a word before it
    | (?<=\w)’(?=\w) | (?<!\w)’(?=\w) | (?<=[sxz\W\d])’   # an apostrophe
    | (?<=\w\w)—(?=\w\w) | (?<=\W[IaA\d])—(?=\w) | (?<=\w)—(?=[IaA\d]\b) | (?<=\w)—(?=\W) | (?<=\W)—(?=\w)
    | (?<=\w)–(?=[A-ZÀ-ÖØ-Ý\d]) | (?<=\w)–(?=\W) | (?<=\W)–(?=\w) | (?<=\d)–(?=\w) | (?<=[a-z]{3})–(?=[a-z]{5})
    | …|\xa0|\xad|№|©
    | [™®](?!\w)
    | [$£€¥](?=\s?\d) | (?<=\d)\s?[€£]                   # sums
    | (?<=\d)[½¼¾°²³ºª%‰¢] | (?<!\S)[½¼¾](?!\w) | (?<=[A-Za-z])²(?!\w) | (?<=\bn)[ºª°](?!\w)
    | (?<!\w)[¿¡](?=\w) | [§¶](?=\s?\d) | ×(?=\s?\d) | (?<!\S)[±×÷](?=\s) | ±(?=\d) | °\ ?(?=[CF]\b)
    | (?<!\S)Ó(?=\ [A-Z])                               # of Irish names
    """,
    re.VERBOSE,
)
_QUOTED: Final = re.compile(r"‘[^‘’]*(?:’\w[^‘’]*)*(?<=\w)’(?!\w)")


def is_plausible(text: str, encoding: str, tolerance: float = 0.0) -> bool:
    """Tell whether TEXT, decoded from ENCODING, has its letters and signs where they belong.

    TOLERANCE is the share of them that may not.

    >>> is_plausible("It’s a café in São Paulo, “he said”.", "windows-1252")
    True
    >>> is_plausible("a cafŽ in S‹o Paulo", "windows-1252"), is_plausible("in £ódŸ", "windows-1252")
    (False, False)
    """
    if encoding not in ALPHABETS:
        asian = _EAST_ASIAN.fullmatch("".join(char for char in text if ord(char) > 127))
        return bool(asian) and not _GLUED.search(text)
    rest = _SIGN.sub(" ", _QUOTED.sub(lambda match: match[0][1:-1], text))
    if ALPHABETS[encoding] is _CYRILLIC and not _CYRILLIC_WORD.search(rest):
        return False
    wrong = sum(not char.isalpha() and ord(char) > 127 for char in rest)
    words = [match[0] for match in _WORD.finditer(rest) if not match[0].isascii()]
    wrong_words = sum(not _is_word(word, encoding) for word in words)
    return wrong + wrong_words <= tolerance * (wrong + len(words))


def _is_word(word: str, encoding: str) -> bool:
    alphabets = ALPHABETS[encoding]
    lowered = word.lower()
    beyond = {char for char in lowered if ord(char) > 127}
    known = any(beyond <= alphabet for alphabet in alphabets)
    if not known or not (word.isupper() or _has_case_of_words(word, encoding)):
        return False
    if len(word) == 1 and alphabets is not _CYRILLIC:
        return word in "àáèéóöåÀ"
    foreign = sum(ord(char) > 127 for char in word)
    if alphabets is _CYRILLIC:
        return foreign == len(word)
    if foreign > max(1, _SHARES[id(alphabets)] * len(word)):
        return False
    return alphabets is not _WESTERN or not _MISPLACED.search(lowered)


def _has_case_of_words(word: str, encoding: str) -> bool:
    """Tell whether no capital beyond A-Z stands within a word, and those before it open words."""
    within = any(char.isupper() and ord(char) > 127 for char in word[1:])
    opens = ord(word[0]) < 128 or word[0].islower() or word[0] in _INITIAL
    if ALPHABETS[encoding] is not _WESTERN:
        opens = word[0] not in _NEVER_INITIAL
    return not within and opens
