"""Answers that are kept, by everything that was sent: the same input gives the same graph, and costs once.

A file of SQLite in a folder that is the user's alone, as articles may be confidential. It may be removed at any time;
then models are asked once more, and may answer otherwise.
"""

import os
import sqlite3
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import private
from kg.closing import Closing
from kg.errors import ConfigError

FILE: Final = "answers.sqlite"
_FOLDER: Final = "llm"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, text TEXT NOT NULL, sent INTEGER, answered INTEGER)
"""
_VERSION: Final = 1
_ADVICE: Final = "give a folder of your own: --llm-cache DIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model has answered, and the tokens that were sent and answered for it."""

    text: str
    sent: int = 0
    answered: int = 0


class Answers(Closing):
    """The answers that are kept in FOLDER; without one, in the cache of the user."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = _place(folder)
        try:
            self._file = sqlite3.connect(
                self.path, timeout=60.0, isolation_level=None, check_same_thread=False
            )
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._file.execute(_SCHEMA)
            self._check_version()
            weakref.finalize(self, self._file.close)
        except sqlite3.Error as error:
            raise ConfigError(
                f"{self.path}: cannot be opened as the file of answers: {error}; remove or move it"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def find(self, key: str) -> Answer | None:
        """Return the answer to what KEY stands for, if it is there."""
        query = "SELECT text, sent, answered FROM answers WHERE key = ?"
        row = self._file.execute(query, (key,)).fetchone()
        return None if row is None else Answer(text=row[0], sent=row[1], answered=row[2])

    def put(self, key: str, answer: Answer) -> Answer:
        """Keep ANSWER under KEY, and return what is kept: of several that were asked at a time, the first."""
        self._file.execute(
            "INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?)",
            (key, answer.text, answer.sent, answer.answered),
        )
        return self.find(key) or answer

    def _check_version(self) -> None:
        (found,) = self._file.execute("PRAGMA user_version").fetchone()
        if found not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"its version is {found}, not {_VERSION}")
        self._file.execute(f"PRAGMA user_version = {_VERSION}")


def _place(folder: Path | None) -> Path:
    """Return where the file is, which nobody else can read or write."""
    if folder is not None:
        try:
            return _prepared(folder)
        except OSError as error:
            raise ConfigError(
                f"{folder}: answers cannot be kept there: {_why(error)}; {_ADVICE}"
            ) from error
    failure = ""
    for find in private.FOLDERS:
        try:
            place = find()
            if place.exists():
                private.keep_others_out(place)
            return _prepared(place / _FOLDER)
        except OSError as error:
            failure = _why(error)
    raise ConfigError(f"the cache folder: answers cannot be kept there: {failure}; {_ADVICE}")


def _prepared(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    if private.is_others(folder):
        raise PermissionError("others can write there")
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "rb"):
        pass  # made before SQLite does, whose files everybody may read
    if private.is_others(path):
        raise PermissionError(f"others can write to {path.name}")
    return path


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
