"""Where each microsecond of a word goes, from text to N-Quads, with rules and network.

The functions that make up the stages are wrapped by a clock of processor time; the time of one that is called within
another counts for the inner one alone. What spaCy takes alone, on the same texts, is measured in turns with it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from statistics import median
from time import process_time
from typing import Any, Final

import spacy

from benchmarks.corpus import Options, articles, name, options, words
from benchmarks.table import Rows, show
from kg.iri import BASE
from kg.learned.runtime import OnnxRuntime
from kg.model import Document
from kg.nlp.language import DEFAULT
from kg.nlp.reading import read
from kg.pipeline.built import Built
from kg.pipeline.settings import Settings
from kg.pipeline.stages import Stages
from kg.rdf import serialize

# Stages in their order, each with the module and the name by which it is called there.
_STAGES: Final = (
    ("text laid out and cut into tokens", "kg.nlp.annotate", "_laid_out"),
    ("spaCy", "kg.nlp.annotate", "_pipe"),
    ("network: Python around it", "kg.nlp.annotate", "read_networks"),
    ("times", "kg.nlp.annotate", "find_times"),
    ("quantities", "kg.nlp.annotate", "find_quantities"),
    ("mentions", "kg.nlp.annotate", "find_mentions"),
    ("coreference", "kg.extract.reference.fillers", "coreference"),
    ("claims, by rules and network", "kg.pipeline.stages", "extract"),
    ("links", "kg.pipeline.stages", "mentions"),
    ("RDF", "kg.pipeline.stages", "to_quads"),
)
_GRAPHS: Final = {
    "encode": "network: encoder and heads on words",
    "pairs": "network: heads on mentions and pairs",
    "roles": "network: PropBank arguments",
}
_REST: Final = "all else"
_WRITING: Final = "N-Quads written"


class Clock:
    """Seconds of processor time by stage; only the innermost stage runs."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stack: list[str] = []
        self._since = process_time()

    def _lap(self) -> None:
        now = process_time()
        self.seconds[self._stack[-1] if self._stack else _REST] += now - self._since
        self._since = now

    @contextmanager
    def stage(self, label: str) -> Iterator[None]:
        """Give the time within to LABEL."""
        self._lap()
        self._stack.append(label)
        try:
            yield
        finally:
            self._lap()
            self._stack.pop()

    def timed(self, label: str | Callable[..., str], work: Callable[..., Any]) -> Any:
        """Return WORK with its time given to LABEL, or to what LABEL says of its arguments."""

        def run(*args: Any, **options: Any) -> Any:
            with self.stage(label if isinstance(label, str) else label(*args)):
                return work(*args, **options)

        return run


def measure(chosen: Options) -> dict[str, Rows]:
    """Measure what each stage takes of a word."""
    documents = articles(chosen.articles)
    title = f"Stages: {len(documents)} articles of {name()}"
    return {title: stages(documents, chosen.rounds)}


def stages(documents: list[Document], rounds: int) -> Rows:
    """Return microseconds a word by stage: medians of ROUNDS, after one for nothing."""
    bare = spacy.load(DEFAULT)
    texts = [read(document).text for document in documents]
    stages = Stages(Settings(base=BASE))
    taken: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        begin = process_time()
        for _ in bare.pipe(texts, batch_size=64):
            pass
        alone = process_time() - begin
        seconds = _run(stages, documents)
        if number:
            taken["spaCy alone"].append(alone)
            for label in (*(label for label, *_ in _STAGES), *_GRAPHS.values(), _WRITING, _REST):
                taken[label].append(seconds[label])
    total = words(documents)
    spent = {label: 1e6 * median(each) / total for label, each in taken.items()}
    alone = spent.pop("spaCy alone")
    whole = sum(spent.values())
    rows = [*spent.items(), ("together", whole), ("bare spaCy on the same texts", alone)]
    return [
        {
            "stage": label,
            "microseconds a word": round(each, 1),
            "share": round(each / whole, 3),
            "of bare spaCy": round(each / alone, 2),
        }
        for label, each in rows
    ]


def _run(stages: Stages, documents: list[Document]) -> dict[str, float]:
    clock = Clock()
    link = stages.link
    with _wrapped(clock):
        stages.link = clock.timed("links", link)
        with clock.stage(_REST):
            built = [each for each in stages.run(documents) if isinstance(each, Built)]
        with clock.stage(_WRITING):
            for each in built:
                serialize([*each.quads.facts, *each.quads.graph], "nquads")
    stages.link = link
    return clock.seconds


@contextmanager
def _wrapped(clock: Clock) -> Iterator[None]:
    kept: list[tuple[Any, str, Any]] = []

    def wrap(owner: Any, attribute: str, label: str | Callable[..., str]) -> None:
        kept.append((owner, attribute, getattr(owner, attribute)))
        setattr(owner, attribute, clock.timed(label, kept[-1][-1]))

    for label, module, attribute in _STAGES:
        wrap(import_module(module), attribute, label)
    wrap(OnnxRuntime, "_run", lambda _, graph, *__: _GRAPHS[graph])
    try:
        yield
    finally:
        for owner, attribute, value in kept:
            setattr(owner, attribute, value)


if __name__ == "__main__":
    asked = options("Measure where the time of a build goes")
    results = measure(asked)
    print(json.dumps(results, indent=2)) if asked.json else show(results)
