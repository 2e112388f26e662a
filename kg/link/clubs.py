"""Clubs and college teams that go by a place or a university: "Larn State lost to Nordvik" in a report of a match."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg import vocabulary
from kg.link.kb.fold import fold
from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.lookup import Known as Named
from kg.link.kb.thing import NameKind, Thing
from kg.link.names import Known
from kg.link.occupations import spoken
from kg.link.teams import as_team, plays
from kg.model import Document, Mention
from kg.topics import Topic, topic

_WORDS: Final = vocabulary.table("sports", "sports")
_SPORTS: Final = frozenset(_WORDS.values())
_NEAR: Final = re.compile(
    r"(?:'s|’s)?(?: (?:versus|vs\.?|v\.?|and|against|over)(?: [A-Z]\w+){1,3})? "
    r"(?:(?P<sport>football|basketball|baseball|hockey) (?:game|team|coach|fans?|player|program|match|season)|"
    r"recruiters?|quarterback|linebacker|running back|tailback|point guard|cheerleaders?)\b"
)
_COLLEGE: Final = vocabulary.words("bodies", "schools")
_PLACES: Final = frozenset({"City", "Region", "Place"})
_GO_BY: Final = frozenset({"City", "Region", "Place", "University"})
_AHEAD: Final = (
    3.0  # how many times more often a team must be meant than others of its name and sport
)


class Clubs:
    """Finds the teams that an article speaks of by the names of their towns, states and universities."""

    def __init__(self, knowledge: KnowledgeBase | None) -> None:
        self._knowledge = knowledge

    def __call__(
        self, mentions: Iterable[Mention], known: Mapping[Mention, Known], document: Document
    ) -> Iterator[tuple[Mention, Known]]:
        """Yield the MENTIONS in DOCUMENT that are teams; KNOWN has what the names mean by themselves."""
        if self._knowledge is None:
            return
        words = fold(document.text).split()
        sports = {_WORDS[field] for field in spoken(document.text) if field in _WORDS}
        is_report = topic(document.text) is Topic.SPORT
        for mention in mentions:
            if not mention.named or mention.type not in _GO_BY:
                continue
            before = known.get(mention, Known())
            near = _near(document.text, mention)
            is_about = is_report or mention.type == "University"
            own = {near} if near else (sports if is_about else set())
            if not own or not (near or _is_playing(document.text, mention, before.thing)):
                continue
            team = _team(self._knowledge.named(mention.text.removesuffix("'s")), own, words)
            if team is not None:
                yield mention, as_team(team, before)


def _near(text: str, mention: Mention) -> str:
    """Return the sport whose game or team is named right behind MENTION in TEXT; "" for none."""
    match = _NEAR.match(text, mention.span.end)
    if match is None:
        return ""
    return match["sport"] or ("basketball" if match[0].endswith("guard") else "football")


def _is_playing(text: str, mention: Mention, thing: Thing | None) -> bool:
    """Tell whether MENTION, which means THING by itself, is a team in a report of a match."""
    is_place = mention.type in _PLACES or (thing is not None and thing.type in _PLACES)
    if is_place:
        return plays(text, mention.span.start, mention.span.end)
    return not _COLLEGE.intersection(fold(mention.text).split())


def _team(named: Sequence[Named], sports: set[str], words: Sequence[str]) -> Thing | None:
    """Return the team that is meant among those NAMED so that play one of SPORTS, in an article of these WORDS.

    It is the one whose byname the article has, else one that is meant much more often than the others.
    """
    found = {
        each.thing.key: each
        for each in reversed(named)
        if each.thing.type == "SportsTeam"
        and sports.intersection(_told(each.thing))
        and set(fold(each.name.name).split()) <= set(fold(each.thing.label).split())
    }
    spoken_of = [
        each.thing for each in found.values() if (own := _byname(each)) and own <= set(words)
    ]
    if len(spoken_of) == 1:
        return spoken_of[0]
    whole = [e.thing for e in found.values() if e.name.kind is not NameKind.PART]
    ranked = sorted(whole, key=lambda thing: (-thing.count, thing.key))
    if len(ranked) > 1 and ranked[0].count < _AHEAD * ranked[1].count:
        return None
    return ranked[0] if ranked else None


def _told(team: Thing) -> list[str]:
    return fold(f"{team.label} {team.description}").split()


def _byname(named: Named) -> set[str]:
    """Return the words of a team's label that are neither its place nor its sport: "red sox"."""
    return set(fold(named.thing.label).split()) - set(fold(named.name.name).split()) - _SPORTS
