"""One thing in several articles: which entities of a store are the same, and how sure that is."""

from kg.link.resolve.cluster import Cluster, resolve
from kg.link.resolve.compare import Comparison, compare
from kg.link.resolve.profile import Profile

__all__ = ["Cluster", "Comparison", "Profile", "compare", "resolve"]
