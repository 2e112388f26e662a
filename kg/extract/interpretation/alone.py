"""Which predicates tell something although too little takes part in them: "the statue was removed in May"."""

from typing import Final

from kg import vocabulary
from kg.extract.grammar.frames import COMPLEMENT
from kg.extract.interpretation.events import EventReader
from kg.extract.interpretation.general import SAYING_LITTLE, General
from kg.extract.predications.adjuncts import Adjuncts
from kg.extract.predications.predicates import Predications

_PHASES: Final = vocabulary.words("events", "phases")


class Alone:
    """Tells of the predicates of one document whether what stands beside the one that takes part is enough."""

    def __init__(self, events: EventReader, predications: Predications, adjuncts: Adjuncts) -> None:
        self._events = events
        self._predications = predications
        self._adjuncts = adjuncts

    def tells(self, each: General, *, content: bool) -> bool:
        """Tell whether EACH says something: it has a clause as its CONTENT, a place or a time, or is a whole clause."""
        placed = self._is_placed(each)
        if is_phase(each):  # "began to fall" tells that it fell; but "the campaign began in May"
            return placed and COMPLEMENT not in each.found.frame.clauses
        return content or placed or each.whole

    def _is_placed(self, each: General) -> bool:
        """Tell whether the text says when, where or how much of it, of one that takes part.

        Of verbs such as "have" and "get" that is enough only with who has or gets it.
        """
        token = each.found.frame.token
        if not each.acts and token.lemma_.lower() in SAYING_LITTLE:
            return False
        told = (argument.role for argument in self._events.event(each.found).arguments)
        around = (a for a in self._adjuncts.of(token, ()) if each.acts and a.role != "manner")
        modifiers = (*self._predications.modifiers(token), *around)
        modified = any(a.role == "rank" or " " in a.filler.text for a in modifiers)
        return modified or any(role not in each.found.roles for role in told)


def is_phase(each: General) -> bool:
    """Tell whether a verb only says how far something has come: "began", "kept"."""
    return each.found.frame.lemma in _PHASES
