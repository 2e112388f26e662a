"""infer(): what follows from the facts by an ontology, and what contradicts it, with the sentences that say so.

    from kg.infer import Profile, infer

    found = infer(store)               # of pyoxigraph
    found.entailed                     # triples that no article states
    found.contradictions               # each with the facts that clash, and their sentences

Facts are what the default graph of a store has: what outlets assert. No allegation takes part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Store, Triple

from kg.errors import StoreError
from kg.infer.contradictions import Clash, clashes
from kg.infer.evidence import Evidence, Fact, Sentence
from kg.infer.premises import Premises, premises
from kg.infer.proofs import Proofs
from kg.infer.reasoner import Profile, closure, telling

__all__ = ["LIMIT", "Contradiction", "Fact", "Inference", "Profile", "Sentence", "infer"]

# Facts that may take part: a reasoner holds them in memory, 1 KB each with what follows, and takes about a millisecond.
LIMIT: Final = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Facts that cannot all be so: by which RULE of OWL 2 RL, in words, and the FACTS with their sentences."""

    rule: str
    says: str
    things: tuple[str, ...]  # the IRIs of what it is about
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """What is ENTAILED by so many FACTS and no fact itself, and what contradicts."""

    facts: int
    entailed: frozenset[Triple]
    contradictions: tuple[Contradiction, ...]


def infer(
    store: Store,
    ontology: Sequence[Path] = (),
    *,
    profile: Profile = Profile.OWL_RL,
    merge: bool = False,
    limit: int = LIMIT,
    place: str = "store",
) -> Inference:
    """Return what follows from the facts of STORE by our ontology, that of the store, and files of ONTOLOGY.

    With MERGE, two values of a functional property are one thing, as OWL reads it; without, they contradict, since
    names are taken to be apart unless something says that they are the same. StoreError where more than LIMIT facts
    take part; PLACE is what its message calls the store. RDFS has no way to contradict itself.
    """
    given = premises(store, ontology, whole=merge)
    if len(given.facts) > limit:
        raise StoreError(
            f"{place}: {len(given.facts):,} facts take part, and more than {limit:,} may need much memory and time; "
            f"give --limit {len(given.facts)} to infer all the same"
        )
    found = closure(given, profile, merge=merge)
    wrong = tuple(_contradictions(store, given, found)) if profile is Profile.OWL_RL else ()
    return Inference(facts=len(given.facts), entailed=telling(found, given), contradictions=wrong)


def _contradictions(
    store: Store, given: Premises, found: frozenset[Triple]
) -> Iterator[Contradiction]:
    """Yield what contradicts, each once: what rests on the same facts is told where it is found first."""
    proofs, evidence = Proofs(given, found), Evidence(store, given)
    told: set[tuple[str, frozenset[Triple]]] = set()
    for clash in clashes(proofs.store):
        facts = _facts(clash, proofs)
        if (clash.check.rule, facts) not in told or not facts:
            told.add((clash.check.rule, facts))
            yield _contradiction(clash, facts, evidence)


def _facts(clash: Clash, proofs: Proofs) -> frozenset[Triple]:
    rests = (proofs.of(triple) for triple in clash.triples)
    return frozenset(fact for facts in rests for fact in facts or ())


def _contradiction(clash: Clash, facts: frozenset[Triple], evidence: Evidence) -> Contradiction:
    words = {name: evidence.label(term) for name, term in clash.terms.items()}
    about = (clash.terms[name] for name in ("x", "y") if name in clash.check.one)
    return Contradiction(
        rule=clash.check.rule,
        says=clash.check.says.format_map(words),
        things=tuple(str(getattr(term, "value", term)) for term in about),
        facts=tuple(evidence.fact(fact) for fact in sorted(facts, key=str)),
    )
