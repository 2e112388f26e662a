"""From the tokens of a treebank back to a text as it is printed: which of them touch the one before."""

from collections.abc import Iterable
from typing import Final

# The Penn Treebank's own signs, and how they are printed.
_PRINTED: Final = {
    "``": '"',
    "''": '"',
    "#": "£",
    "`": "'",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
}
_TOUCHES_BEFORE: Final = frozenset(
    {",", ".", ";", ":", "!", "?", ")", "]", "%", "...", "''", "'", "”", "’", "/", "-RRB-", "-RSB-"}
)
_TOUCHES_AFTER: Final = frozenset(
    {"(", "[", "$", "US$", "£", "€", "#", "``", "`", "“", "‘", "/", "-LRB-", "-LSB-", "I'", "O'"}
)
_CLITICS: Final = frozenset(
    {"'s", "'S", "n't", "'ve", "'re", "'ll", "'d", "'m", "’s", "’ve", "’re"}
)


def detokenize(tokens: Iterable[str], text: str = "") -> tuple[str, list[tuple[int, int]]]:
    """Return TEXT with the TOKENS of one sentence behind it, and where in it each of them stands.

    >>> detokenize(["Airbus", "'", "jet", "(", "worth", "#", "13", "bn", ")", "did", "n't", "fly", "."])[0]
    "Airbus' jet (worth £13 bn) didn't fly."
    >>> detokenize(["He", "said", ":", "``", "No", "''", "."])
    ('He said: "No".', [(0, 2), (3, 7), (7, 8), (9, 10), (10, 12), (12, 13), (13, 14)])
    """
    places: list[tuple[int, int]] = []
    touches = True  # the one before: nothing stands between it and the next
    quoting = False
    for word in tokens:
        closing = word == '"' and quoting
        opening = word == '"' and not quoting
        if not (touches or closing or word in _TOUCHES_BEFORE or word in _CLITICS):
            text += " "
        start = len(text)
        text += _PRINTED.get(word, word)
        places.append((start, len(text)))
        touches = opening or word in _TOUCHES_AFTER
        quoting = opening or (quoting and not closing)
    return text, places
