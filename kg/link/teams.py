"""National teams: in a report of a match, a country that plays is its team ("England beat Samoa")."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from kg import vocabulary
from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.thing import Thing
from kg.link.names import Known
from kg.link.occupations import spoken
from kg.model import Document, Mention, Option

_TEAMS: Final = {
    sport: tuple(names.split(", "))
    for sport, names in vocabulary.table("sports", "national_teams").items()
}
_PLAYS: Final = re.compile(
    r"(?:'s|’s)?,? (?:beat|beats|have|had|are|were|will|won|wins|win|lost|lose|loses|play|plays|played|faces?|faced|"
    r"drew|draw|scored?|scores|led|lead|trailed|reached|advanced|qualified|thrashed|crushed|edged|defeated|defeats?|"
    r"great|international|legend|lock|flanker|striker|midfielder|defender|goalkeeper|captain|coach|fly-half|prop|winger|batsman|bowler|\d)\b"
)
_PLAYED: Final = re.compile(
    r"\b(?:beat|beating|beaten by|defeated|defeating|over|against|versus|vs\.?|v\.?|upset|thrashed|facing|faced?|"
    r"play|playing|lost to|drew with|drawn with|past|for) (?:the )?$"
)
_BEFORE: Final = 24  # characters
_OFTEN: Final = 2  # times that a country plays in a report
_SURE: Final = 0.9  # how often such a name means the team
_STATES: Final = frozenset({"Country", "Region"})
_WOMEN: Final = re.compile(r"\bwomen")


class Teams:
    """Finds the teams that an article speaks of by the names of their countries."""

    def __init__(self, knowledge: KnowledgeBase | None) -> None:
        self._knowledge = knowledge

    def __call__(
        self, known: Mapping[Mention, Known], document: Document
    ) -> Iterator[tuple[Mention, Known]]:
        """Yield the mentions in DOCUMENT that are teams; KNOWN has what the names mean by themselves."""
        sports = [sport for sport in _TEAMS if sport in spoken(document.text)]
        if self._knowledge is None or len(sports) != 1 or _WOMEN.search(document.text):
            return
        states = {m: each for m, each in known.items() if each.thing and each.thing.type in _STATES}
        playing = {m for m in states if plays(document.text, m.span.start, m.span.end)}
        often = Counter(_country(states[m]).key for m in playing)
        for mention, each in states.items():
            country = _country(each)
            before = document.text[max(0, mention.span.start - _BEFORE) : mention.span.start]
            # Who plays again and again is the team elsewhere in the report, too.
            is_team = often[country.key] >= _OFTEN and not _in(before)
            if mention in playing or is_team:
                team = self._team(mention.text, country.label, _TEAMS[sports[0]])
                if team is not None:
                    yield mention, as_team(team, each)

    def _team(self, text: str, label: str, teams: tuple[str, ...]) -> Thing | None:
        if self._knowledge is None or text not in (label, text.title()):
            return None
        for team in teams:
            for found in self._knowledge.named(f"{label} {team}"):
                if found.thing.type == "SportsTeam":
                    return found.thing
        return None


def as_team(team: Thing, before: Known) -> Known:
    """Return what is known of a mention that is a TEAM, by what was known of it BEFORE."""
    told = "its name plays in an article about matches"
    option = Option(key=team.key, label=team.label, confidence=_SURE, reason=told)
    others = (each for each in before.options if each.key != team.key)
    return Known(thing=team, options=(option, *others), type=team.type)


def _country(known: Known) -> Thing:
    if known.thing is None:
        raise ValueError("only what is known plays")
    return known.thing


def plays(text: str, start: int, end: int) -> bool:
    """Tell whether what is named from START to END of TEXT plays there.

    >>> plays("England beat Samoa.", 0, 7), plays("England beat Samoa.", 13, 18), plays("He is in Samoa.", 9, 14)
    (True, True, False)
    """
    before = text[max(0, start - _BEFORE) : start]
    return bool(_PLAYED.search(before) or (_PLAYS.match(text, end) and not _in(before)))


def _in(before: str) -> bool:
    return before.endswith(("in ", "from ", "of ", "at ", "to "))
