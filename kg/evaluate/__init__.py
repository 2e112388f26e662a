"""How good it is on the articles of its users: what it finds, beside what a careful reader wrote down.

A set is a folder of annotated texts and a function from it to measures. The texts go through the same stages as
those of ``kg build``; nothing here changes what is found.
"""

from kg.evaluate.board import Board, Change, changes
from kg.evaluate.measures import Matches, Measure, Outcome
from kg.evaluate.reader import Reader
from kg.evaluate.sets import SETS, EvaluationSet, errors, evaluate, find

__all__ = [
    "SETS",
    "Board",
    "Change",
    "EvaluationSet",
    "Matches",
    "Measure",
    "Outcome",
    "Reader",
    "changes",
    "errors",
    "evaluate",
    "find",
]
