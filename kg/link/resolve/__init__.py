"""One thing in several articles: which entities of a store are the same, and how sure that is."""

from kg.link.resolve.blocks import keys
from kg.link.resolve.cluster import Cluster, settle
from kg.link.resolve.compare import Comparison, compare, fit, weigh
from kg.link.resolve.profile import Profile, number
from kg.link.resolve.rarity import Rarity

__all__ = [
    "Cluster",
    "Comparison",
    "Profile",
    "Rarity",
    "compare",
    "fit",
    "keys",
    "number",
    "settle",
    "weigh",
]
