"""Paragraphs that are not prose: bylines, credits, captions, copyright lines, dates, noise; and what they tell."""

import re
from dataclasses import dataclass
from typing import Final

from kg.model import SegmentKind
from kg.sources import dates, noise, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a paragraph is, and what it tells of the article."""

    kind: SegmentKind
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    published: str | None = None  # as written
    updated: str | None = None  # as written


_YEAR: Final = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?"
_SIGN: Final = r"(?:©|\([cC]\)|&copy;)"
_COPYRIGHT: Final = re.compile(
    rf"(?:(?:Content |All content )?(?:(?i:copyright)\s*(?:{_SIGN}\s*)?(?:{_YEAR}),?|(?i:copyright)\s*{_SIGN}|©|{_SIGN}\s*(?={_YEAR}))"
    rf"\s*(?:{_YEAR},?\s*)?(?:by\s+)?)(?P<owner>[^\W_][^;|]*?)?(?P<rest>(?:\.(?=\s|$)|;|\||,?\s*(?i:all rights).*|$).*)"
)
_OWNER: Final = re.compile(
    r"(?:(?:[^\W\d_a-z]\S*|\d+|of|the|and|for|by|&|\S+\.[a-z]{2,4})(?:\s+|$)){0,10}"
)
_RIGHTS: Final = re.compile(
    r"(?i:all rights reserved|(?:this|the) (?:material|content|article|story)(?: or any part of it)? (?:may|must|cannot|can) ?not be (?:published|reproduced"
    r"|copied|broadcast|rewritten|redistributed)|no part of this (?:publication|article|site|website|material)|(?:unauthori[sz]ed )?(?:reproduction|republication"
    r"|distribution)\b.{0,60}\b(?:prohibited|forbidden|permission))"
)
_BY: Final = re.compile(
    r"(?:(?:Written|Reported|Words|Story|Text|Article|Analysis)\s+)?(?:by|By|BY)[\s:]+(?=\S)"
)
_UNSIGNED: Final = re.compile(rf"{people.NAME}\s*[,|•·]")
_DATE_AHEAD: Final = re.compile(
    r"[\s,|•·(–—-]+(?=(?:(?:[Ll]ast )?[Uu]pdated|[Pp]ublished|[Pp]osted|[A-Z][a-z]{2,8}|\d)\b)"
)
_ROLE: Final = (
    r"(?:reporting|writing|editing|research|graphics|translation|production|photography|compiling)"
)
_ROLES: Final = re.compile(
    rf"(?i:(?:(?:additional|further|with|and|some)\s+)*{_ROLE}(?:\s*(?:,|/|and|&)\s*(?:(?:additional|further)\s+)?{_ROLE})*\s+by"
    r"|(?:with\s+)?(?:contributions|files|reporting)\s+from|(?:edited|compiled|produced|translated|researched)\s+by):?\s+"
)
_CLAUSES: Final = re.compile(rf"[;.]\s+(?=(?i:additional|further|with|edited|compiled|{_ROLE})\b)")
_CONTRIBUTED: Final = re.compile(
    r"(?P<who>[^\W\d_a-z].{2,300}?)(?:,)? (?:(?:also )?contributed(?P<what>(?: (?:reporting|research|writing|to (?:this|the) (?:report|story|article|piece)))*)"
    r"|reported|reports)(?: from (?P<place>[^\W\d_a-z][^.;]{1,60}))?[.)]*"
)
_WRITERS: Final = re.compile(
    r"^(?i:the )?(?:[A-Z][\w’'.]*\s+){0,3}?(?i:(?:news |staff |special )?(?:writers?|reporters?|journalists?|correspondents?|staffers?|photographers?|producers?))\s+"
    r"|^(?i:the )?[A-Z][\w ]{1,30}?['’]s? (?=[A-Z])"
)
_FILE: Final = re.compile(
    r"(?:FILE|File|HANDOUT)(?:[ -](?:PHOTO|photo|PICTURE|picture|IMAGE|image))?\s*(?:[-–—]+|:)\s+\S.*|FILE(?: PHOTO)?"
)
_CREDIT: Final = re.compile(
    r"(?i:photos?|images?|pictures?|photographs?|photo credit|image credit|picture credit|caption|photo illustration|illustration|credit|video)\s*:\s*\S.{0,250}"
    rf"|(?i:photos?|images?|pictures?|video) (?i:by|courtesy of) {people.NAME}(?:\s?/.{{1,40}})?"
    r"|(?i:image|media|photo) (?:(?i:source|caption|copyright)\s*[,:]\s*\S|(?i:caption|copyright) (?=[A-Z])).{1,300}"
)
_AGENCY_CREDIT: Final = r"(?:AP|AFP|EPA|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|iStock|Alamy|Unsplash|Xinhua|Bloomberg|Anadolu(?: Agency)?)"
_CREDIT_END: Final = re.compile(
    rf".*\((?:(?:AP |AFP |Reuters )?[Pp]hotos?(?: (?:by|courtesy|via)|[/:])[^()]*|(?:Image|Picture|Photograph|Illustration)(?: (?:by|courtesy|via)|:)[^()]*"
    rf"|[^()/]{{2,60}}/\s?{_AGENCY_CREDIT}[^()]{{0,40}}|[^()]{{2,60}} via {_AGENCY_CREDIT}|{_AGENCY_CREDIT}/[^()]{{2,60}})\)[.”\"]?"
    rf"|.*\bREUTERS/[A-Z][^.]{{2,60}}|(?:[\w’'. -]{{2,40}}/)?(?:Getty Images|Shutterstock|iStock|EPA|Alamy|Unsplash)(?:/[\w’'. -]{{2,40}})?"
)
_LABELLED: Final = re.compile(
    r"(?i:(?P<new>(?:first |originally )?(?:published|posted|publication date|date published|issued)|date)|(?P<changed>(?:last )?(?:updated|modified|edited)|last update))"
    r"(?:\s+(?:on|at))?\s*[:|]?\s+(?P<when>.+)"
)
_STAMPS: Final = re.compile(
    r"\s*[|•·/]\s*|\s+[–—-]\s+|[;,]?\s+(?=(?:[Ll]ast )?[Uu]pdated|UPDATED|[Pp]ublished|PUBLISHED)"
)
_SIGN_OFF: Final = re.compile(r"[\W_]*(?P<name>\w[\w/ -]*?\w)(?: (?:[Ww]riters?|[Ss]taff))?[\W_]*")


def classify(line: str, *, edge: bool) -> Finding | None:
    """Return what a paragraph, on one LINE, is; None for prose. Bylines stand at an EDGE of an article only."""
    plain = line.strip().strip("*_").strip()
    found = _stamp(plain) or _copyright(plain) or _contributor(plain, edge=edge) or _caption(plain)
    if found is None and edge:
        found = _byline(plain) or _sign_off(plain)
    if found is None and noise.is_noise(line):
        found = Finding(kind=SegmentKind.NOISE)
    return found


def stands_alone(line: str) -> bool:
    """Tell whether a LINE begins something that is no prose, so that it can't go on with the line before."""
    if _FILE.match(line) or line.startswith(
        ("Copyright ©", "©", "(Reporting by", "Additional reporting by")
    ):
        return True
    return (
        len(line) <= 120
        and (_stamp(line) or _byline(line) or noise.is_noise(line) or None) is not None
    )


def _stamp(text: str) -> Finding | None:
    """Return a line of dates: ``March 01, 2008``, ``Published … | Updated …``."""
    if len(text) > 160 or not any(c.isdigit() for c in text):
        return None
    if dates.is_stamp(text):
        return Finding(kind=SegmentKind.DATELINE, published=text)
    dated = [_LABELLED.fullmatch(piece.strip(" ,")) for piece in _STAMPS.split(text)]
    if not all(match and dates.is_stamp(match["when"]) for match in dated):
        return None
    when = {"new" if match["new"] else "changed": match["when"] for match in dated if match}
    return Finding(kind=SegmentKind.NOISE, published=when.get("new"), updated=when.get("changed"))


def _copyright(text: str) -> Finding | None:
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


def _byline(text: str) -> Finding | None:
    """Return ``By JANE DOE, Associated Press``, or ``Jane Doe, BBC News`` without its *By*."""
    if len(text) > 160 or (text.endswith((".", "?", "!")) and not text.endswith("Jr.")):
        return None
    signed, when = _without_date(text)
    by = _BY.match(signed)
    listed = people.parts(signed[by.end() :] if by else signed)
    authors = [people.person(part) for part in listed]
    others = [part for part, author in zip(listed, authors, strict=True) if author is None]
    agency = next((name for part in others if (name := people.agency(part))), None)
    named = any(authors) or agency if by else _UNSIGNED.match(signed) and authors[0] and others
    if not named or not all(people.is_aside(part) for part in others):
        return None
    names = tuple(author.partition(" (")[0] for author in authors if author)
    return Finding(kind=SegmentKind.BYLINE, authors=names, agency=agency, published=when)


def _without_date(text: str) -> tuple[str, str | None]:
    """Return a byline and the date that follows it."""
    for match in _DATE_AHEAD.finditer(text):
        if stamp := _stamp(text[match.end() :].strip("() ")):
            return text[: match.start()], stamp.published or stamp.updated
    return text, None


def _sign_off(text: str) -> Finding | None:
    """Return an agency's name alone: ``Associated Press Writer``, ``(AFP)``."""
    match = _SIGN_OFF.fullmatch(text) if len(text) <= 40 else None
    agency = people.agency(match["name"]) if match else None
    return Finding(kind=SegmentKind.BYLINE, agency=agency) if agency else None


def _contributor(text: str, *, edge: bool) -> Finding | None:
    """Return ``Additional reporting by J. Smith in Doha; Editing by A. Lee`` and the like."""
    plain = text.strip("()[] ").rstrip(".")
    if len(plain) > 400:
        return None
    if _ROLES.match(plain):
        names = _credited(plain)
    else:
        names = _contributing(plain, edge=edge and text.endswith("."))
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
    names = _persons(_WRITERS.sub("", match["who"]))
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


def _caption(text: str) -> Finding | None:
    if len(text) <= 800 and (
        _FILE.fullmatch(text) or _CREDIT.fullmatch(text) or _CREDIT_END.fullmatch(text)
    ):
        return Finding(kind=SegmentKind.CAPTION)
    return None
