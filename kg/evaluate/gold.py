"""Our own articles: what is found in them beside what a careful reader writes down (``tests/gold``).

The lines have the classes and properties of the lexicon. So general events, qualities and descriptions count neither
as right nor as wrong, unless some line of the folder names a general class or ``description``; traps catch them, too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.evaluate.goldfile import Demand, Line, is_quantity, is_time, load
from kg.evaluate.goldmatch import Matcher, Said, said
from kg.evaluate.lexicon import of_the_lexicon
from kg.evaluate.measures import Matches, Measure, macro_f1
from kg.evaluate.reader import Reader
from kg.model import DESCRIPTION, Claim, Document
from kg.ontology import Ontology
from kg.sources import read

RoleTest = Callable[[str], bool]

_PRECISION: Final = 0.90
_RECALL: Final = 0.60
_STATUS: Final = 0.85


@dataclass(frozen=True, kw_only=True)
class Article:
    """The lines of gold of one article, and the claims that were found in it."""

    name: str
    lines: tuple[Line, ...]
    claims: tuple[Claim, ...]
    matcher: Matcher
    text: str = ""
    named: frozenset[str] = frozenset()  # general classes and properties that gold has all the same

    @cached_property
    def wanted(self) -> tuple[Line, ...]:
        """The lines that must be found."""
        return tuple(line for line in self.lines if line.demand is Demand.WANTED)

    @cached_property
    def found(self) -> tuple[Said, ...]:
        """What was found of what gold writes down, each once."""
        return tuple(said(of_the_lexicon(self.claims, self.named)))

    @cached_property
    def facts(self) -> tuple[Said, ...]:
        """What was found to be so, each once."""
        return tuple(each for each in self.found if each.is_fact)

    @cached_property
    def pairs(self) -> tuple[tuple[Line, Said], ...]:
        """The wanted lines whose content was found, however it stands, each with the claim nearest to it."""
        pairs = ((line, self._nearest(line)) for line in self.wanted)
        return tuple((line, each) for line, each in pairs if each is not None)

    def is_right(self, each: Said) -> bool:
        """Tell whether gold has what EACH says: content, status and speaker."""
        return any(
            self.matcher.says(line, each) and self.matcher.agrees(line, each)
            for line in self.lines
            if line.demand is not Demand.TRAP
        )

    def has(self, line: Line) -> bool:
        """Tell whether LINE was found: content, status and speaker."""
        return any(
            self.matcher.finds(line, each) and self.matcher.agrees(line, each)
            for each in self.found
        )

    def caught(self, trap: Line) -> Said | None:
        """Return what was found although the pattern TRAP forbids it."""
        return next((each for each in said(self.claims) if self.matcher.catches(trap, each)), None)

    def traps_failed(self) -> Iterator[tuple[Line, Said]]:
        """Yield the traps that caught something."""
        for line in self.lines:
            if line.demand is Demand.TRAP and (each := self.caught(line)) is not None:
                yield line, each

    def values(self, is_value: RoleTest) -> Matches:
        """Return how the values of some roles agree, in the events that are found when values are left out."""
        total = Matches()
        for line in self.wanted:
            near = [e for e in self.found if self.matcher.finds(line, e, self._is_thing)]
            if not line.is_event or not near:
                continue
            best = max(near, key=lambda each: self._rank(line, each))
            slots = [slot for slot in line.slots if is_value(slot.roles[0])]
            arguments = [a for a in best.arguments if is_value(a.role)]
            right = sum(1 for a in arguments if any(self.matcher.fills(s, a) for s in slots))
            total += Matches(right, len(arguments), len(slots))
        return total

    def _is_thing(self, role: str) -> bool:
        ontology = self.matcher.ontology
        return not (is_time(role, ontology) or is_quantity(role, ontology))

    def _nearest(self, line: Line) -> Said | None:
        """Return the claim with the content of LINE; not one that is right because of another line."""
        near = [each for each in self.found if self.matcher.finds(line, each)]
        near = [e for e in near if self.matcher.agrees(line, e) or not self.is_right(e)]
        return max(near, key=lambda each: self._rank(line, each), default=None)

    def _rank(self, line: Line, each: Said) -> tuple[bool, bool, int]:
        is_so = each.claim.status is line.status
        return self.matcher.agrees(line, each), is_so, self.matcher.shared(line, each)


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield what the articles in FOLDER say of facts, status, speakers, arguments and traps."""
    known = list(articles(folder, reader))
    yield from _facts(known)
    yield _claims(known)
    yield from _beside(known)
    yield from _values(known, reader.ontology)
    traps = [line for each in known for line in each.lines if line.demand is Demand.TRAP]
    failed = sum(1 for each in known for _ in each.traps_failed())
    yield Measure(
        name="traps failed", value=failed, gold=len(traps), goal=0.0, lower_is_better=True
    )


def articles(folder: Path, reader: Reader) -> Iterator[Article]:
    """Yield the articles in FOLDER, each with its gold and with what is found in it."""
    paths = sorted(folder.glob("*.gold"))
    texts = [path.with_suffix(".md") for path in paths]
    for path, text in zip(paths, texts, strict=True):
        if not text.exists():
            raise SourceError(f"{path}: there is no {text.name} beside it; write the article")
    gold = [load(path, reader.ontology) for path in paths]
    matcher = Matcher(reader.ontology)
    named = frozenset(general_kinds(gold, reader.ontology))
    found = reader.read(_document(text) for text in texts)
    for path, lines, each in zip(paths, gold, found, strict=True):
        yield Article(
            name=path.stem,
            lines=lines,
            claims=each.extraction.claims,
            matcher=matcher,
            text=each.document.text,
            named=named,
        )


def general_kinds(gold: Iterable[Iterable[Line]], ontology: Ontology) -> Iterator[str]:
    """Yield which general classes and properties in the words of the text the lines of GOLD name."""
    for kind in (kind for lines in gold for line in lines for kind in line.kinds):
        known = ontology.classes.get(kind)
        if kind == DESCRIPTION or (known is not None and known.general):
            yield kind


def _document(path: Path) -> Document:
    [document] = read(path)
    if not isinstance(document, Document):
        raise SourceError(document.message)
    return document


def _facts(known: Sequence[Article]) -> Iterator[Measure]:
    predicted = [each.is_right(fact) for each in known for fact in each.facts]
    wanted = [each.has(line) for each in known for line in each.wanted if line.is_fact]
    measure = _measure("facts", predicted, wanted)
    yield measure
    for name, value, goal in (
        ("facts, precision", measure.precision, _PRECISION),
        ("facts, recall", measure.recall, _RECALL),
    ):
        yield Measure(name=name, value=value or 0.0, gold=len(wanted), goal=goal)


def _claims(known: Sequence[Article]) -> Measure:
    predicted = [each.is_right(found) for each in known for found in each.found]
    return _measure("claims", predicted, [each.has(line) for each in known for line in each.wanted])


def _measure(name: str, predicted: Sequence[bool], wanted: Sequence[bool]) -> Measure:
    """Return the F1 of which PREDICTED claims are right and which WANTED lines are found: not one to one."""
    precision = Matches(sum(predicted), len(predicted)).precision
    recall = Matches(sum(wanted), 0, len(wanted)).recall
    total = precision + recall
    return Measure(
        name=name,
        value=2 * precision * recall / total if total else 0.0,
        precision=precision,
        recall=recall,
        gold=len(wanted),
    )


def _beside(known: Sequence[Article]) -> Iterator[Measure]:
    """Yield how status, speakers and arguments are, where the content is found."""
    pairs = [(each.matcher, *pair) for each in known for pair in each.pairs]
    labels = sorted({line.status for each in known for line in each.wanted})
    status = macro_f1(((line.status, found.claim.status) for _, line, found in pairs), labels)
    yield Measure(name="status, macro F1", value=status, gold=len(pairs), goal=_STATUS)
    heard = [matcher.speaks(line, found) for matcher, line, found in pairs if line.speakers]
    yield _share("speaker, accuracy", sum(heard), len(heard))
    events = [(matcher, line, found) for matcher, line, found in pairs if line.is_event]
    filled = sum(matcher.shared(line, found) for matcher, line, found in events)
    yield _share("arguments, recall", filled, sum(len(line.slots) for _, line, _ in events))


def _share(name: str, right: int, total: int) -> Measure:
    return Measure(name=name, value=right / total if total else 0.0, gold=total)


def _values(known: Sequence[Article], ontology: Ontology) -> Iterator[Measure]:
    for name, test in (("times", is_time), ("amounts", is_quantity)):
        matches = (each.values(partial(test, ontology=ontology)) for each in known)
        yield sum(matches, Matches()).measure(name)


def errors(folder: Path, reader: Reader) -> Iterator[str]:
    """Yield, by article, what is missed, wrong or forbidden in the articles in FOLDER."""
    for article in articles(folder, reader):
        yield f"== {article.name}"
        yield from listing(article)


def listing(article: Article) -> Iterator[str]:
    """Yield what is missed, wrong or forbidden in one article."""
    near = {line.number: found for line, found in article.pairs}
    for line in article.wanted:
        found = near.get(line.number)
        if found is None:
            yield f"missed   {line.text}"
        elif not article.matcher.agrees(line, found):
            yield f"status   {line.text}\n    found {found}"
    for each in article.found:
        if not article.is_right(each):
            word = "wrong   " if each.is_fact else "other   "
            yield f"{word} {each}\n    in {_sentence(article, each)}"
    for trap, found in article.traps_failed():
        yield f"trap     {trap.text}\n    found {found}\n    in {_sentence(article, found)}"


def _sentence(article: Article, found: Said) -> str:
    span = found.claim.evidence
    return " ".join(article.text[span.start : span.end].split())
