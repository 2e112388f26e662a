"""Terms of the user's own: what their labels say of how English tells them.

An ontology that comes without lexicon entries is read by its labels. A label such as *acquired by*, *birth place* or
*number of floors* is taken apart (``labels``); what it is made of says which verbs and nouns tell the property, and
where its two ends stand beside them (``wordings``). What its classes mean in terms of ours is told by their labels,
too (``anchors``).
"""

from kg.ontology.own.terms import WHEN, WHERE, EventKind, FrameLike, Kind, Own, RoleLike, Wording

__all__ = ["WHEN", "WHERE", "EventKind", "FrameLike", "Kind", "Own", "RoleLike", "Wording"]
