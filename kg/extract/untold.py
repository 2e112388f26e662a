"""Which of the events and relations that the network sees tell something that nothing else does."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kg.extract.decide import Decisions
from kg.extract.interpretation.events import Interpretation
from kg.extract.interpretation.network import Network
from kg.extract.interpretation.officewords import is_part
from kg.extract.interpretation.seen import Evoking, Related
from kg.extract.reading import Reading
from kg.extract.results import statement

_PARTICLES: Final = frozenset({"ADP", "ADV", "PART"})
_TWO: Final = 2


def unread(network: Network, told: Collection[int]) -> Iterator[tuple[Evoking, Interpretation]]:
    """Yield the events of two or more things of words not yet TOLD that the NETWORK takes for likelier than not."""
    for place, evoking in network.evoking.items():
        token = evoking.token
        particle = token.pos_ in _PARTICLES and token.head.i in told  # "were down 4 percent"
        known = place in told or particle
        found = None if known else network.interpretation(evoking, sure=False)
        if found is not None and found.participants >= _TWO:
            yield evoking, found


def untold(pairs: Iterable[Related], decisions: Decisions, reading: Reading) -> Iterator[Related]:
    """Yield those of the PAIRS that no relation tells."""
    related, ontology = decisions.relations(), reading.ontology
    known = {statement(each, ontology) for each in related}
    for pair in pairs:
        found = pair.found
        said = statement(found.relation, ontology)
        if said not in known and not is_part(found.relation, related) and decisions.backs(found):
            known.add(said)
            yield pair
