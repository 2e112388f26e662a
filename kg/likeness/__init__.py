"""Which articles are copies or later versions of others, by their words: the same answer in any order of reading.

An article becomes a ``Profile``. An ``Index`` finds those that may be alike by MinHash, and ``relation`` decides for
each pair.
"""

from kg.likeness.index import Index
from kg.likeness.marks import MARKS, Mark, marked
from kg.likeness.profile import Profile, profile
from kg.likeness.rules import Kind, relation

__all__ = ["MARKS", "Index", "Kind", "Mark", "Profile", "marked", "profile", "relation"]
