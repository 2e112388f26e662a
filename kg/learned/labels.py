"""What the network can answer: kinds of mentions, roles, and the words by which it is asked for labels."""

from typing import Final

from kg.model import Status
from kg.ontology import Ontology

# The kinds of mentions: classes of the ontology, and the two kinds of values.
TYPES: Final = (
    "Person PeopleGroup Organization Company GovernmentBody Court ArmedForce PoliticalParty MediaOrganization "
    "CriminalGroup Country City Region Place BodyOfWater Facility Position Offence Commodity Product Vehicle Weapon "
    "Law CreativeWork Topic Disease Time Quantity"
).split()
ROLES: Final = (
    "ARG0 ARG1 ARG2 ARG3 ARG4 ARG5 ARGM-ADJ ARGM-ADV ARGM-CAU ARGM-COM ARGM-DIR ARGM-DIS ARGM-EXT ARGM-GOL "
    "ARGM-LOC ARGM-LVB ARGM-MNR ARGM-MOD ARGM-NEG ARGM-PRD ARGM-PRP ARGM-REC ARGM-TMP "
    "R-ARG0 R-ARG1 R-ARG2 R-ARGM"
).split()
# Tags of words: none, then for each role that it begins there, and that it goes on.
TAGS: Final = ["O", *(f"{mark}-{role}" for role in ROLES for mark in "BI")]
STATUSES: Final = tuple(Status)


def class_words(ontology: Ontology) -> dict[str, str]:
    """Return the words by which each class of events is asked for.

    General classes are left out: the network has not learned them, and the roleset of a predicate tells its own. So
    are those that only rules find.
    """
    return {
        name: f"{term.label}: {term.comment}"
        for name, term in sorted(ontology.classes.items())
        if term.is_event and not (term.general or term.by_rules or term.own) and name != "Event"
    }


def pair_words(ontology: Ontology) -> dict[str, str]:
    """Return the words by which each role and each direct property is asked for.

    General roles are left out: the network has not learned them, and the roleset of a predicate gives them to its
    arguments. So are properties whose values are words of the text, of which a pair of mentions has none, and those
    that only rules read.
    """
    return {
        name: f"{'role ' if term.is_role else ''}{term.label}: {term.comment}"
        for name, term in sorted(ontology.properties.items())
        if (term.is_role or term.is_direct) and not (term.general or term.by_rules or term.own)
        if term.datatype != "langString"
    }
