"""What stands around an article and says nothing: buttons, links, navigation, appeals, notices.

Patterns must match a whole paragraph: one that is too greedy would delete facts, one
that is too shy costs a stray claim at most. Sentences that merely begin like a button are prose.
"""

import re
from typing import Final

from kg.sources import phrases

_LONGEST: Final = 500  # characters of a notice
_LIST_HEAD: Final = phrases.compiled(phrases.LISTS)
_PHRASE: Final = phrases.compiled(
    phrases.SHARING,
    phrases.JOINING,
    phrases.INTERRUPTIONS,
    phrases.NOTICES,
    phrases.LISTS,
)
_TAG: Final = (
    r"(?:tags?|topics?|filed under|category|categories|keywords|sections?|labels?|posted in)"
)
_TAGGING: Final = re.compile(rf"{_TAG}\b", re.IGNORECASE)
_READ: Final = r"read (?:more|also|next|on)|also read"
_LABEL: Final = re.compile(
    rf"(?i:{_TAG}|{_READ}|related(?: (?:article|story|stories|news|coverage))?|see also"
    r"|more(?: on this(?: story)?)?|don[’']t miss|must read|recommended|watch(?: more)?"
    r"|listen(?: now)?|(?:up )?next|go deeper|share this|follow)\s*[:|»›→]\s*(?P<rest>\S.*)"
)
STUB: Final = re.compile(  # a Markdown image, alone or as a link
    r"(?:\[\s*)?!\[[^\]]{0,400}\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,400}\")?\)(?:\s*\]\([^)]{0,2000}\))?"
)
_SYMBOLS: Final = re.compile(
    rf"(?:{STUB.pattern}\s*)+|(?:</?[a-zA-Z][^<>]*>\s*|<!--.*?-->\s*)+|(?:[\w -]{1, 25}[:–-]\s?)?<?(?:https?://|www\.)\S+>?"
    r"|(?:[@#]\w+[\s,|]*)+|\S+@\S+\.\w+|[\W_]+"
)
_LINK: Final = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^)]*\)")
_NAVIGATION: Final = re.compile(
    r"(?i:home|news|world|politics|business|sports?|opinion|culture|arts|technology|tech|science"
    r"|health|travel|weather|videos?|photos|live|menu|search|log ?in|sign in|subscribe|contact"
    r"|about(?: us)?|more|money|lifestyle|entertainment|local|us|u\.s\.|uk|africa|asia|europe"
    r"|americas|middle east|privacy|terms|rss|help|jobs|shop|newsletters?|podcasts?|markets)"
)
_BARS: Final = re.compile(r"\s+[|·•›»>/–—]\s+|\s*[|·•›»]\s*|\t+")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z@])")


def is_noise(line: str) -> bool:
    """Tell whether a paragraph, on one LINE, is no part of the article.

    >>> is_noise("Share this article · Sign up for our newsletter")
    True
    >>> is_noise("Share prices fell."), is_noise("Follow us on the long road to Kyiv.")
    (False, False)
    """
    if len(line) > _LONGEST:
        return False
    plain = _LINK.sub(r"\1", line).replace("**", "").replace("__", "")
    return (
        _matches(line)
        or _matches(plain)
        or _is_navigation(plain)
        or _all_match(_BARS.split(plain))
        or _all_match(_SENTENCES.split(plain))
    )


def heads_list(line: str) -> bool:
    """Tell whether LINE announces the titles of other stories.

    >>> heads_list("Most read:"), heads_list("Advertisement")
    (True, False)
    """
    return bool(_LIST_HEAD.fullmatch(_bare(line)))


def _all_match(pieces: list[str]) -> bool:
    return len(pieces) > 1 and all(_matches(piece) for piece in pieces if piece.strip())


def _matches(text: str) -> bool:
    text = text.strip()
    if _SYMBOLS.fullmatch(text) or _is_label(text):
        return True
    is_answer = text.endswith(".") and text.count(" ") < 2  # "No comment." is what somebody said
    return not is_answer and bool(_PHRASE.fullmatch(_bare(text)))


def _bare(text: str) -> str:
    """Return TEXT without emphasis, brackets around it, and its closing mark."""
    return text.strip(" *_[]").rstrip(".!…→»›:> ").strip()


def _is_label(text: str) -> bool:
    """Tell whether TEXT is a label with the title of another story, or with keywords."""
    match = _LABEL.fullmatch(text)
    if not match or len(text) > 200:
        return False
    rest = match["rest"]
    if _TAGGING.match(text):
        return not rest.endswith((".", "?", "!", "”", '"')) and len(rest) <= 150
    one_title = len(_SENTENCES.split(rest)) == 1
    return one_title and (not rest.endswith(".") or bool(re.match(_READ, text, re.IGNORECASE)))


def _is_navigation(text: str) -> bool:
    items = [item.strip() for item in _BARS.split(text) if item.strip()]
    known = sum(bool(_NAVIGATION.fullmatch(item)) for item in items)
    short = all(len(item.split()) <= 4 and not item.endswith(".") for item in items)
    return len(items) >= 3 and short and known >= max(2, len(items) // 3)
