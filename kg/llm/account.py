"""What all processes of a build have spent together, in a file of SQLite: each takes what it needs before it asks.

What a request may cost at most is taken before it is sent, and what it did not need is given back: a budget is never
exceeded, however many ask at a time. It also has the one thing that all should know: that there is nobody to ask.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from kg import private
from kg.llm.budget import Budget

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS account (calls INTEGER, tokens INTEGER, money REAL, failures INTEGER, away TEXT);
INSERT INTO account SELECT 0, 0, 0.0, 0, '' WHERE NOT EXISTS (SELECT 1 FROM account);
"""
_TAKE: Final = """
UPDATE account SET calls = calls + 1, tokens = tokens + :tokens, money = money + :money
WHERE calls + 1 <= :most_calls AND tokens + :tokens <= :most_tokens AND money + :money <= :most_money
"""
_ALL: Final = 2**62
_FAILURES: Final = (
    3  # one after the other, from all processes, after which nobody is asked any more
)


class Account:
    """The account in the file at PATH, which is made where it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._opened() as file:
            file.executescript(_SCHEMA)

    @classmethod
    def fresh(cls) -> "Account":
        """Return a new account, whose file goes with this process."""
        return cls(private.of_process() / f"account-{uuid4().hex}.sqlite")

    @property
    def path(self) -> Path:
        """Where its file is, for other processes."""
        return self._path

    def take(self, budget: Budget, tokens: int, money: float) -> bool:
        """Take a call with at most so many TOKENS and so much MONEY; tell whether BUDGET has them."""
        limits = {
            "most_calls": _ALL if budget.calls is None else budget.calls,
            "most_tokens": _ALL if budget.tokens is None else budget.tokens,
            "most_money": float(_ALL) if budget.money is None else budget.money,
        }
        with self._opened() as file:
            taken = file.execute(_TAKE, {"tokens": tokens, "money": money, **limits})
            return taken.rowcount == 1

    def give_back(self, tokens: int, money: float) -> None:
        """Give back so many TOKENS and so much MONEY, which a call did not need."""
        with self._opened() as file:
            file.execute(
                "UPDATE account SET tokens = tokens - ?, money = money - ?", (tokens, money)
            )

    def failed(self, why: str, *, for_good: bool) -> None:
        """Note that a call has failed, and WHY; FOR_GOOD, or after a few of them, nobody is asked any more."""
        with self._opened() as file:
            file.execute("UPDATE account SET failures = failures + 1")
            needed = 0 if for_good else _FAILURES
            file.execute(
                "UPDATE account SET away = ? WHERE away = '' AND failures >= ?", (why, needed)
            )

    def answered(self) -> None:
        """Note that a call was answered."""
        with self._opened() as file:
            file.execute("UPDATE account SET failures = 0 WHERE failures > 0")

    @property
    def away(self) -> str:
        """Why nobody is asked any more; empty where somebody is."""
        with self._opened() as file:
            (found,) = file.execute("SELECT away FROM account").fetchone()
        return str(found)

    def begin(self) -> None:
        """Let a new build ask again; what was spent stays spent."""
        with self._opened() as file:
            file.execute("UPDATE account SET failures = 0, away = ''")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # Opened for each use: a call to a model takes a thousand times as long.
        file = sqlite3.connect(self._path, timeout=60.0, isolation_level=None)
        try:
            yield file
        finally:
            file.close()
