"""Commands that write, with what they begin with; and what must hold of each after a fault."""

import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from invented import THINGS, Article, write

from faults import Ended, undisturbed
from kg.errors import StoreError
from kg.store import Embedded

ARTICLES: Final = [
    Article(n, frozenset(sorted(THINGS)[n : n + 8]), {sorted(THINGS)[n]: "Norland"}, {}, 2020)
    for n in range(8)
]
TEXT: Final = (
    "Police in Madrid arrested the banker Piet Vos on Monday, {n} days after Norway bought ships from Brazil. "
    "Acme Corp. of Oslo was charged with fraud on March {n}, 2026."
)
_BUILD: Final = ("--extractors", "rules", "--kb", "small", "--workers", "1")
_SHEET: Final = "sheet.csv"
_THINGS: Final = (
    "SELECT * FROM (SELECT key, type, label FROM thing) JOIN (SELECT count(*) FROM name)"
)
_OF_RUNS: Final = re.compile(
    r"ledger#stamp|/resolution> <urn:news-kg:ledger#resolved>|store#counts>"
)
_ARTICLE: Final = re.compile(r" <((?:https://news\.example/|\S+/document/)[^>]*)>$")
_AT_END: Final = re.compile(r"ontology#(?:copyOf|versionOf)>")
_ONE_LINE: Final = re.compile(r"(?:kg:|\d\d:\d\d:\d\d ) [^\n]+\n")  # the latter of kg watch
Content = bytes | frozenset[str]
Contents = dict[str, Content]


@dataclass(frozen=True, slots=True)
class Scene:
    """A command of kg in a folder that PREPARE fills.

    ONCE says that a second run has nothing left to do and says so; KEEPS, what a run that fails leaves for the next.
    """

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    once: bool = False
    keeps: str = ""

    @property
    def command(self) -> tuple[str, ...]:
        """The command line."""
        return sys.executable, "-m", "kg", *self.arguments


def fill(folder: Path, articles: Sequence[Article] = ARTICLES, name: str = "news") -> None:
    """Write ARTICLES into the store NAME in FOLDER."""
    with Embedded.open(folder / name) as store:
        write(store, *articles)


def _old(name: str) -> Callable[[Path], None]:
    """A store, and a file of before called NAME."""

    def prepare(folder: Path) -> None:
        fill(folder)
        (folder / name).write_text("old\n")

    return prepare


def _sheet(folder: Path) -> None:
    fill(folder)
    _run(folder, "audit", "--store", "news", "-o", _SHEET)
    sheet = (folder / _SHEET).read_text(encoding="utf-8-sig")
    (folder / _SHEET).write_text(sheet.replace(",,", ",right,", 9), encoding="utf-8-sig")


def _quads(folder: Path) -> None:
    fill(folder)
    _run(folder, "export", "--store", "news", "-o", "news.nq")


def _bulk(loader: str) -> Callable[[Path], None]:
    """A folder that an earlier run of LOADER wrote of fewer articles."""

    def prepare(folder: Path) -> None:
        fill(folder, ARTICLES[:2], "fewer")
        _run(folder, "bulk", loader, "--store", "fewer", "-o", "bulk")
        shutil.rmtree(folder / "fewer")
        fill(folder)

    return prepare


def _tables(folder: Path) -> None:
    fill(folder, ARTICLES[:2], "fewer")
    _run(folder, "export", "--store", "fewer", "--parquet", "tables")
    shutil.rmtree(folder / "fewer")
    fill(folder)


def _things(folder: Path) -> None:
    (folder / "people.csv").write_text("key,label,type\np1,Piet Vos,Person\n")
    _run(folder, "kb", "import", "people.csv", "--kb", "own.kb", "--from", "nothing")
    rows = "".join(f"p{n},Piet Vos {n},Person\n" for n in range(400))
    (folder / "people.csv").write_text(f"key,label,type\n{rows}")


def _dump(folder: Path) -> None:
    items = (
        {
            "id": f"Q{n}",
            "labels": {"en": {"value": f"Town {n}"}},
            "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q515"}}}}]},
        }
        for n in range(900_001, 912_001)
    )
    lines = ",\n".join(json.dumps(item, separators=(",", ":")) for item in items)
    (folder / "dump.json").write_text(f"[\n{lines}\n]\n")


def _resolved(folder: Path) -> None:
    fill(folder, ARTICLES[:5])
    _run(folder, "resolve", "--store", "news")
    fill(folder, ARTICLES[5:])


def _news(folder: Path, numbers: Sequence[int] = range(1, 5)) -> None:
    (folder / "articles").mkdir(exist_ok=True)
    for n in numbers:
        (folder / "articles" / f"{n}.txt").write_text(TEXT.format(n=n))


def _old_graph(folder: Path) -> None:
    _news(folder)
    (folder / "graph.trig").write_text("old\n")


def _built(folder: Path) -> None:
    _news(folder, range(1, 4))
    _run(folder, "build", "articles", "--store", "news", *_BUILD)
    (folder / "articles" / "1.txt").unlink()
    (folder / "articles" / "2.txt").write_text(TEXT.format(n=20))
    _news(folder, (4, 5))


QUICK: Final = (
    Scene("export", ("export", "--store", "news", "-o", "graph.nq"), _old("graph.nq")),
    Scene("draw", ("draw", "--store", "news", "-o", "graph.svg"), _old("graph.svg")),
    Scene("parquet", ("export", "--store", "news", "--parquet", "tables"), _tables),
    Scene("convert", ("convert", "news.nq", "-o", "more/news.trig"), _quads),
    Scene("convert sorted", ("convert", "news.nq", "-o", "news.nq.gz"), _quads),
    Scene("bulk", ("bulk", "virtuoso", "--store", "news", "-o", "bulk"), _bulk("virtuoso")),
    Scene("bulk neo4j", ("bulk", "neo4j", "--store", "news", "-o", "bulk"), _bulk("neo4j")),
    Scene("audit", ("audit", "--store", "news", "-o", _SHEET), _old(_SHEET)),
    Scene("calibrate", ("audit", "--read", _SHEET, "--calibrate", "shares.tsv"), _sheet),
    Scene("kb import", ("kb", "import", "people.csv", "--kb", "own.kb"), _things),
    Scene(
        "kb dump",
        ("kb", "import", "dump.json", "--kb", "own.kb", "--from", "nothing"),
        _dump,
        once=True,
        keeps=".own.kb.part",
    ),
    Scene("resolve", ("resolve", "--store", "news", "--review", "review.csv"), fill),
    Scene("resolve again", ("resolve", "--store", "news"), _resolved),
    Scene("rewrite", ("resolve", "--store", "news", "--rewrite", "one.nq"), _old("one.nq")),
    Scene("remove", ("remove", "https://news.example/1", "--store", "news"), fill, once=True),
)
MODEL: Final = (
    Scene("build", ("build", "articles", "-o", "graph.trig", *_BUILD), _old_graph),
    Scene("build store", ("build", "articles", "--store", "out/news", *_BUILD), _news),
    Scene("build again", ("build", "articles", "--store", "news", *_BUILD), _built),
    Scene("watch", ("watch", "articles", "--store", "news", "--once", *_BUILD), _built),
    Scene("kb build", ("kb", "build", "--small", "-o", "own.kb"), lambda folder: None),
)


def _run(folder: Path, *arguments: str) -> None:
    ended = undisturbed(
        (sys.executable, "-m", "kg", *arguments), cwd=folder, env=environment(folder)
    )
    assert ended.code == 0, ended


def environment(folder: Path) -> dict[str, str]:
    """Variables of a command in FOLDER, where its temporary files lie, too."""
    return {**os.environ, "TMPDIR": str(folder / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command with a fault ended, and what did not go as it must."""

    ended: Ended
    wrong: list[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene that is set: what is there before, and after an undisturbed run."""

    scene: Scene
    before: Path
    after: Contents

    @classmethod
    def of(cls, scene: Scene, folder: Path) -> "Stage":
        """Set SCENE in FOLDER."""
        before, done = folder / "before", folder / "done"
        (before / "tmp").mkdir(parents=True)
        scene.prepare(before)
        shutil.copytree(before, done)
        _run(done, *scene.arguments)
        return cls(scene, before, contents(done))

    def play(self, fault: Callable[..., Ended], place: Path) -> Outcome:
        """Run the command at PLACE with FAULT, and then without; the outcome says what did not go as it must."""
        shutil.copytree(self.before, place)
        where = {"cwd": place, "env": environment(place)}
        before = contents(place)
        ended = fault(self.scene.command, **where)
        try:
            now = contents(place)
        except (StoreError, OSError, sqlite3.Error) as error:
            return Outcome(ended, [f"what is left cannot be opened: {error!r}"])
        wrong = [] if ended.was_killed else [*self._told(ended, before, now)]
        wrong += [
            f"half: {name}"
            for name in before.keys() | self.after.keys()
            if not _is_whole(now.get(name), before.get(name), self.after.get(name))
        ]
        again = undisturbed(self.scene.command, **where)
        if again.code and not (self.scene.once and now == self.after):
            wrong.append(f"the next run ended with {again.code}: {again.err}")
        return Outcome(ended, [*wrong, *self._other(contents(place))])

    def _told(self, ended: Ended, before: Contents, now: Contents) -> Iterator[str]:
        """Yield what is wrong with what a command said that was not killed, and with what it left."""
        kept = {self.scene.keeps} if ended.code else set()
        if litter := now.keys() - before.keys() - self.after.keys() - kept:
            yield f"left: {sorted(litter)}"
        if ended.code == 0 and now != self.after:
            yield "said that all is well, but it is not"
        if "Traceback" in ended.err and not ended.struck_a_stream:
            yield f"a traceback: {ended.err}"
        elif ended.code and not ended.struck_a_stream and not _ONE_LINE.fullmatch(ended.err):
            yield f"more or less than one line: {ended.err}"

    def _other(self, then: Contents) -> Iterator[str]:
        """Yield what a run after the fault has made otherwise than an undisturbed one."""
        for name in sorted(then.keys() | self.after.keys()):
            found, wanted = then.get(name), self.after.get(name)
            if isinstance(found, frozenset) and isinstance(wanted, frozenset):
                if found != wanted:
                    yield f"the next run made another {name}: {sorted(found ^ wanted)[:4]}"
            elif found != wanted:
                there = "left" if wanted is None else "made another"
                yield f"the next run {there} {name}"


def _is_whole(now: Content | None, before: Content | None, after: Content | None) -> bool:
    """Tell whether something is as it was BEFORE or as it is to be AFTER; of a store, each article."""
    if now in (before, after):
        return True
    if not isinstance(now, frozenset):
        return (
            now is None and before is None and isinstance(after, frozenset)
        )  # a store is made first
    whole = [_articles(each) for each in (before, after) if isinstance(each, frozenset)]
    return all(
        any(lines == other.get(article, set()) for other in whole)
        for article, lines in _articles(now).items()
    )


def _articles(lines: frozenset[str]) -> dict[str, set[str]]:
    """Return the LINES of the graph of each article, without what is found out of them all at the end."""
    found: dict[str, set[str]] = {}
    for line in lines:
        article = _ARTICLE.search(line)
        if article and not _AT_END.search(line):
            found.setdefault(article[1], set()).add(line)
    return found


def contents(folder: Path) -> Contents:
    """What is in FOLDER: files by their bytes, a store by its lines, a state of SQLite by its presence."""
    found: Contents = {}
    for path in sorted(folder.iterdir()):
        name = path.name
        if (path / "CURRENT").is_file() and not name.startswith("."):
            found[name] = _graph(path)
        elif path.is_dir():
            found |= {f"{name}/{each}": value for each, value in contents(path).items()}
            found.setdefault(name, b"")
        elif name.endswith((".resolution", ".ledger")):
            found[name] = _rows(path, "PRAGMA integrity_check")
        elif name.endswith(".kb"):
            found[name] = frozenset({*_rows(path, _THINGS), *_rows(path, "PRAGMA integrity_check")})
        else:
            found[name] = path.read_bytes()
    return found


def _graph(store: Path) -> frozenset[str]:
    """All that STORE has, and how much it says that is; but not when files changed, and what runs were before."""
    with Embedded.read_only(store) as embedded:
        lines = (line for line in map(str, embedded.store) if not _OF_RUNS.search(line))
        return frozenset((str(embedded.totals()), *lines))


def _rows(path: Path, select: str) -> frozenset[str]:
    with closing(sqlite3.connect(path)) as file:
        return frozenset(map(str, file.execute(select)))
