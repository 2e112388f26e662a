"""Names that go over from one section of a long article to the next: who was called John Smith is Smith later."""

from collections.abc import Container, Mapping
from typing import Final

from kg.nlp.names.naming import Name, Names

_FULL: Final = 2  # words


class Carried:
    """The names of the sections of one article that were read before, with all that spoke for their classes."""

    def __init__(self) -> None:
        self._document = ""
        self._names: dict[str, Name] = {}
        self._persons: dict[str, list[str]] = {}  # full names, by their first and last words
        self._bodies: dict[str, list[str]] = {}  # full names, by each of their words
        self._acronyms: dict[str, str] = {}

    def over_to(self, document: str) -> None:
        """Forget everything where DOCUMENT is another one."""
        if document != self._document:
            self._document = document
            for kept in (self._names, self._persons, self._bodies, self._acronyms):
                kept.clear()

    def recall(self, names: Names, acronyms: dict[str, str], words: Container[str]) -> None:
        """Add what was known of NAMES, and the full names that some of the section's WORDS may stand for."""
        if not self._names:
            return
        for name in list(names.table.values()):
            if (before := self._names.get(name.text)) is not None:
                _add(name, before)
            if (full := self._acronyms.get(name.text)) is not None:
                acronyms.setdefault(name.text, full)
                self._again(full, names)
            for text in self._bodies.get(name.words[0], ()) if len(name.words) < _FULL else ():
                self._again(text, names)
        for word, persons in self._persons.items():
            for text in persons if word in words else ():
                self._again(text, names)

    def _again(self, text: str, names: Names) -> None:
        known = self._names.get(text)
        if known is not None and " ".join(known.words) not in names:
            name = names.add(text, known.words, known.type, 0.0)
            name.in_body = known.in_body
            _add(name, known)

    def keep(self, names: Names, acronyms: Mapping[str, str]) -> None:
        """Remember the NAMES of a section, and its ACRONYMS."""
        for name in names:
            if name.is_given or not name.votes:
                continue
            is_new = name.text not in self._names
            self._names[name.text] = name
            if is_new and len(name.words) >= _FULL and name.full is None:
                if names.is_any(name.type, "Person"):
                    for word in {name.words[0], name.words[-1]}:
                        self._persons.setdefault(word, []).append(name.text)
                elif names.is_any(name.type, "Organization"):
                    for word in set(name.words):
                        self._bodies.setdefault(word, []).append(name.text)
        self._acronyms.update(acronyms)


def _add(name: Name, before: Name) -> None:
    """Let what spoke for the class of a name BEFORE speak for it again."""
    for now, then in (
        (name.votes, before.votes),
        (name.evidence, before.evidence),
        (name.told, before.told),
    ):
        for kind, weight in then.items():
            now[kind] = now.get(kind, 0.0) + weight
    name.titled = name.titled or before.titled
    name.related = name.related or before.related
    name.places += before.places
    name.occurrences += before.occurrences
