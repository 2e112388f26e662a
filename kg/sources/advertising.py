"""Blocks of web pages that sell or ask for something: advertisements, sponsored links, newsletters, cookies.

They go before the main text is looked for, with the brands that they name. A block is known by what its
page calls it (class, id, data attributes, label for screen readers) or by the label that it begins with.
What holds much of the page's prose stays, whatever it is called.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Words that names of classes and ids consist of. One is enough; "ad" in "adequate" or "header" is none.
_STRONG: Final = frozenset(
    """
    ad ads advert adverts advertisement advertisements advertising advertorial adslot adslots adunit
    adbox adblock adcontainer adwrapper adbanner adsense adsbygoogle adthrive googlead dfp outbrain
    taboola revcontent mgid zergnet sponsored promoted newsletter newsletters gdpr
    """.split()
)
# In an id, these may be a heading of the text: id="cookie-law".
_WEAK: Final = frozenset(
    "sponsor sponsors sponsorship promo promos promotion promotions promobox affiliate affiliates"
    " shopping cookie cookies consent".split()
)
_NOT_BEFORE: Final = frozenset("no non not has with without after before hide pre post".split())
_NOT_BEHIND: Final = frozenset("free disabled hidden none".split())
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMING: Final = ("data-testid", "data-component", "data-module", "data-type", "data-block", "name")
_AD_DATA: Final = re.compile(r"data-(?:ad|ads|ad-.+|adunit|google-query-id|taboola.*|outbrain.*)")
_AD_TAGS: Final = frozenset({"amp-ad", "amp-embed", "amp-sticky-ad", "ins"})
_KEPT: Final = frozenset("html body main article h1 h2 h3 h4 h5 h6 head title meta link".split())
_BLOCKS: Final = ("div", "aside", "section", "figure", "ul", "ol", "li", "table", "form")
_LABEL: Final = re.compile(
    r"(?:-+ ?)?(?:advertisement|advert|ads?|sponsored(?: (?:content|links?|post|stor(?:y|ies)))?"
    r"|promoted(?: (?:content|links?|stories))?|paid (?:content|post|partnership|partner content)"
    r"|partner content|from our (?:partners|sponsors?)|(?:presented|sponsored|brought to you) by\b.{0,60}"
    r"|ad content|advertiser content|affiliate links?|in association with\b.{0,60})(?: ?-+)?:?",
    re.IGNORECASE,
)
_ARIA: Final = re.compile(
    rf"{_LABEL.pattern}|(?:.{{0,30}}\b)?(?:newsletter|cookie)s?\b.{{0,40}}", re.IGNORECASE
)
_MUCH: Final = 0.4  # of a page's prose, which no advertisement has
_SENTENCE: Final = 100  # characters of a paragraph that says something
_LONG: Final = 600  # characters of a block that is known by its first words


def remove(tree: "HtmlElement") -> None:
    """Remove the blocks of a page's TREE that are no part of its article."""
    limit = _MUCH * max(1, _prose(tree))
    found = [each for each in _named(tree) if _prose(each) < limit and not _has_headline(each)]
    alike: Counter[str] = Counter()
    for element in found:
        alike[_name(element)] += _prose(element)
    # Where all that has one name is much, scripts put advertisements beside paragraphs called so.
    few = [each for each in found if alike[_name(each)] < limit]
    for element in [*few, *_labelled(tree)]:
        if element.getparent() is not None:
            element.drop_tree()


def _name(element: "HtmlElement") -> str:
    return next(filter(None, map(element.get, ("class", "id", "aria-label"))), "")


def _has_headline(element: "HtmlElement") -> bool:
    return element.find(".//h1") is not None


def _prose(element: "HtmlElement") -> int:
    """Return how many characters the paragraphs of an ELEMENT have."""
    return sum(len(each.text_content().strip()) for each in element.iter("p"))


def _named(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Yield the elements that the page calls advertisements and the like."""
    for element in tree.iter():
        tag = element.tag
        if isinstance(tag, str) and tag not in _KEPT and _is_named(element, tag):
            yield element


def _is_named(element: "HtmlElement", tag: str) -> bool:
    given = element.attrib
    if tag in _AD_TAGS and (tag != "ins" or "data-ad-client" in given or "data-ad-slot" in given):
        return True
    if tag != "p" and any(_AD_DATA.fullmatch(name) for name in given):
        return True
    if _ARIA.fullmatch(given.get("aria-label", "").strip()):
        return True
    if says_ad(given.get("class", ""), weak=True) or says_ad(given.get("id", ""), weak=False):
        return True
    return any(says_ad(given.get(name, ""), weak=False) for name in _NAMING)


def says_ad(names: str, *, weak: bool) -> bool:
    """Tell whether the NAMES of an element, apart by spaces, say that it sells something.

    >>> says_ad("story-ad ad-300x250", weak=False), says_ad("topAdSlot", weak=False)
    (True, True)
    >>> says_ad("adequate header ad-free has-ads shadow", weak=True), says_ad("cookie-law", weak=False)
    (False, False)
    """
    wanted = _STRONG | _WEAK if weak else _STRONG
    return any(_says_ad(name, wanted) for name in names.split())


def _says_ad(name: str, wanted: frozenset[str]) -> bool:
    words = [word.lower() for word in _WORD.findall(name)]
    return any(
        word in wanted
        and not (index and words[index - 1] in _NOT_BEFORE)
        and not (words[index + 1 : index + 2] and words[index + 1] in _NOT_BEHIND)
        for index, word in enumerate(words)
    )


def _labelled(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Yield the short blocks that begin with a label such as "Sponsored", and have no prose that is not linked."""
    for element in tree.iter(*_BLOCKS):
        first = next((text.strip() for text in element.itertext() if text.strip()), "")
        if not _LABEL.fullmatch(first) or _has_headline(element):
            continue
        prose = [
            len(each.text_content()) for each in element.iter("p") if each.find(".//a") is None
        ]
        if len(element.text_content()) <= _LONG and max(prose, default=0) < _SENTENCE:
            yield element
