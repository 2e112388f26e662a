"""Bylines, contributors and copyright lines: who wrote an article, who helped, whose it is."""

import re
from typing import Final

from kg.model import SegmentKind
from kg.sources import noise, people, stamps
from kg.sources.findings import Finding

# --- Copyright
_YEAR: Final = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?"
_SIGN: Final = r"(?:©|\([cC]\)|&copy;)"
_COPYRIGHT: Final = re.compile(
    rf"(?:(?:Content |All content )?(?:(?i:copyright)\s*(?:{_SIGN}\s*)?{_YEAR},?"
    rf"|(?i:copyright)\s*{_SIGN}|©|{_SIGN}\s*(?={_YEAR}))\s*(?:{_YEAR},?\s*)?(?:by\s+)?)"
    r"(?P<owner>[^\W_][^;|]*?)?(?P<rest>(?:\.(?=\s|$)|;|\||,?\s*(?i:all rights).*|$).*)"
)
_OWNER: Final = re.compile(  # nothing but capitals: "Copyright 2026 Act passes" is a sentence
    r"(?:(?:[^\W\d_a-z]\S*|\d+|of|the|and|for|by|&|\S+\.[a-z]{2,4})(?:\s+|$)){0,10}"
)
_RIGHTS: Final = re.compile(
    r"(?i:all rights reserved|(?:this|the) (?:material|content|article|story)"
    r"(?: or any part of it)? (?:may|must|can) ?not be (?:published|reproduced|copied|broadcast"
    r"|rewritten|redistributed)|no part of this (?:publication|article|site|website|material)"
    r"|(?:unauthori[sz]ed )?(?:reproduction|republication|distribution)\b.{0,60}"
    r"\b(?:prohibited|forbidden|permission))"
)

# --- Bylines
_BY: Final = re.compile(r"(?:(?:Written|Words|Story|Text|Analysis)\s+)?(?:by|By|BY)[\s:]+(?=\S)")
_UNSIGNED: Final = re.compile(rf"{people.NAME}\s*[,|•·]")
_FOR: Final = re.compile(r"\s+(?i:for|of)\s+(?:(?i:the)\s+)?(?=[A-Z])")
_DATE_AHEAD: Final = re.compile(
    r"[\s,|•·(–—-]+(?=(?:(?i:(?:last )?updated|published|posted)|[A-Z][a-z]{2,8}|\d{1,4}(?:st|nd|rd|th)?)\b)"
)
_LONGEST_DATED: Final = 80
_BEHIND_DATE: Final = re.compile(r"[\s,|•·–—/-]+(?=(?i:by)\s)")
_SIGN_OFF: Final = re.compile(r"[\W_]*(?P<name>\w[\w/ -]*\w)[\W_]*")

# --- Contributors
_ROLE: Final = (
    "(?:reporting|writing|editing|research|graphics|translation|production|photography|compiling)"
)
_ROLES: Final = re.compile(
    rf"(?i:(?:(?:additional|further|with|and|some)\s+)*{_ROLE}"
    rf"(?:\s*(?:,|/|and|&)\s*(?:(?:additional|further)\s+)?{_ROLE})*\s+by"
    r"|(?:with\s+)?(?:contributions|files|reporting)\s+from"
    r"|(?:edited|compiled|produced|translated|researched)\s+by):?\s+"
)
_CLAUSES: Final = re.compile(rf"[;.]\s+(?=(?i:additional|further|with|edited|compiled|{_ROLE})\b)")
_CONTRIBUTED: Final = re.compile(
    r"(?P<who>[^\W\d_a-z].{2,300}?)(?:,)? (?:(?:also )?contributed"
    r"(?P<what>(?: (?:reporting|research|writing|to (?:this|the) (?:report|story|article|piece)))*)"
    r"|reported|reports)(?: from (?P<place>[^\W\d_a-z][^.;]{1,60}))?[.)]*"
)
_EMPLOYER: Final = re.compile(
    r"^(?i:the )?(?:[A-Z][\w’'.]*\s+){0,3}?(?i:(?:news |staff |special )?(?:writers?|reporters?"
    r"|journalists?|correspondents?|staffers?|photographers?|producers?))\s+"
    r"|^(?i:the )?[A-Z][\w ]{1,30}?['’]s? (?=[A-Z])"
)


def copyright_line(text: str) -> Finding | None:
    """Return the owner that a copyright notice names.

    >>> copyright_line("© 2026 The Daily Example. All rights reserved.").publisher
    'The Daily Example'
    >>> copyright_line("Copyright law changed in 2026.") is None
    True
    """
    if len(text) > 600:
        return None
    match = _COPYRIGHT.fullmatch(text)
    owner = re.sub(rf",?\s*{_YEAR}$", "", match["owner"] or "").strip(" ,.") if match else ""
    if match and _is_boilerplate(match["rest"]) and _OWNER.fullmatch(owner):
        return Finding(kind=SegmentKind.COPYRIGHT, publisher=people.agency(owner) or owner or None)
    if _RIGHTS.match(text) and len(text) <= 300:
        return Finding(kind=SegmentKind.COPYRIGHT)
    return None


def _is_boilerplate(rest: str) -> bool:
    tail = rest.strip(" .;|,")
    return not tail or bool(_RIGHTS.search(tail)) or noise.is_noise(tail)


def byline(text: str) -> Finding | None:
    """Return whom ``By JANE DOE, Associated Press`` names, or ``Jane Doe, BBC News`` without *By*.

    >>> byline("By JANE DOE and John Roe, Associated Press").authors
    ('Jane Doe', 'John Roe')
    >>> byline("By Friday the court had ruled") is None
    True
    """
    if len(text) > 160 or (text.endswith((".", "?", "!")) and not text.endswith("Jr.")):
        return None
    signed, when = _without_date(text)
    by = _BY.match(signed)
    listed = people.parts(_FOR.sub(" | ", signed[by.end() :] if by else signed))
    authors = [people.person(part) for part in listed]
    others = [part for part, author in zip(listed, authors, strict=True) if author is None]
    agency = next((name for part in others if (name := people.agency(part))), None)
    named = any(authors) or agency if by else _UNSIGNED.match(signed) and authors[0] and others
    asides = [part for part in others if people.is_aside(part)]
    places = [part for part in others if asides and re.fullmatch(people.WORD, part)]
    if not named or {*asides, *places} != {*others}:
        return None
    names = tuple(author.partition(" (")[0] for author in authors if author)
    return Finding(kind=SegmentKind.BYLINE, authors=names, agency=agency, published=when)


def dated(text: str) -> Finding | None:
    """Return the date behind a name or a place, with its year: ``Jo Reyes, 17 February 2026``.

    >>> dated("London – 4 March 2026").published, dated("Paris, 2024 and after")
    ('4 March 2026', None)
    """
    name, when = _without_date(text) if len(text) <= _LONGEST_DATED else (text, None)
    is_name = bool(re.fullmatch(people.PLACE, name.strip()))
    if when is None or not is_name or not re.search(rf"\b{_YEAR}\b", when):
        return None
    return Finding(kind=SegmentKind.BYLINE, published=when)


def _without_date(text: str) -> tuple[str, str | None]:
    """Return a byline and the date that stands before or behind it."""
    for match in _BEHIND_DATE.finditer(text):
        if stamp := stamps.find(text[: match.start()]):
            return text[match.end() :], stamp.published or stamp.updated
    for match in _DATE_AHEAD.finditer(text):
        if stamp := stamps.find(text[match.end() :].strip("() ")):
            return text[: match.start()], stamp.published or stamp.updated
    return text, None


def sign_off(text: str) -> Finding | None:
    """Return an agency's name alone.

    >>> sign_off("Associated Press Writer").agency, sign_off("— AFP").agency
    ('Associated Press', 'Agence France-Presse')
    """
    match = _SIGN_OFF.fullmatch(text) if len(text) <= 40 else None
    agency = people.agency(match["name"]) if match else None
    return Finding(kind=SegmentKind.BYLINE, agency=agency) if agency else None


def contributor(text: str, *, edge: bool) -> Finding | None:
    """Return who helped; *Jane Doe reported from Doha.* counts at an EDGE of an article only.

    >>> contributor("Additional reporting by J. Smith in Doha.", edge=False).contributors
    ('J. Smith (Doha)',)
    >>> contributor("Reporting by the paper showed a loss.", edge=True) is None
    True
    """
    plain = text.strip("()[] ").rstrip(".")
    if len(plain) > 400:
        return None
    ended = text.endswith(".")
    names = _credited(plain) if _ROLES.match(plain) else _contributing(plain, edge=edge and ended)
    return None if names is None else Finding(kind=SegmentKind.CONTRIBUTOR, contributors=names)


def _credited(text: str) -> tuple[str, ...] | None:
    clauses = _CLAUSES.split(text)
    if not all(_ROLES.match(clause) for clause in clauses):
        return None
    return _persons("; ".join(_ROLES.sub("", clause, count=1) for clause in clauses))


def _contributing(text: str, *, edge: bool) -> tuple[str, ...] | None:
    match = _CONTRIBUTED.fullmatch(text)
    if not match or not (match["what"] or (match["place"] and edge)):
        return None
    names = _persons(_EMPLOYER.sub("", match["who"]))
    place = (match["place"] or "").strip()
    if names and len(names) == 1 and place and "(" not in names[0]:
        return (f"{names[0]} ({place})",)
    return names


def _persons(credit: str) -> tuple[str, ...] | None:
    """Return whom a CREDIT lists; None if it is not a list of persons, bodies and places."""
    names: list[str] = []
    for part in people.parts(credit.replace(";", ",")):
        if name := people.person(part) or people.agency(part):
            names.append(name)
        elif names and names[-1].endswith(")") and re.fullmatch(people.PLACE, part):
            names[-1] = f"{names[-1][:-1]}, {part})"  # "in Beirut, Lebanon"
        elif not people.is_aside(part):
            return None
    return tuple(dict.fromkeys(names))
