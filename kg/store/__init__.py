"""Stores: the embedded one, and graphs at endpoints that are brought to what it has.

The embedded store has the facts once, a graph a document, and knows which document supports which
fact. ``push`` and ``compare`` plan what an endpoint lacks, and ``carry_out`` writes it.
"""

from kg.store.difference import Change, changes
from kg.store.embedded import Embedded
from kg.store.exchange import Exchange, exchange, ledger_beside
from kg.store.layout import Graphs, Layout, layout_for
from kg.store.ledger import Ledger
from kg.store.local import Local
from kg.store.notes import Note
from kg.store.push import Plan, carry_out, compare, push
from kg.store.remote import Remote
from kg.store.written import Written, watched

__all__ = [
    "Change",
    "Embedded",
    "Exchange",
    "Graphs",
    "Layout",
    "Ledger",
    "Local",
    "Note",
    "Plan",
    "Remote",
    "Written",
    "carry_out",
    "changes",
    "compare",
    "exchange",
    "layout_for",
    "ledger_beside",
    "push",
    "watched",
]
