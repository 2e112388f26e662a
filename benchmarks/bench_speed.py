"""Words per second from text to graph, against spaCy alone with the same model and the same texts.

The ways take turns and medians are compared, in seconds of processor time: another program on the machine slows a
clock on the wall, but not that. Loading the model and the ontology is told apart from the work, as it does not grow.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time
from typing import Any

import spacy
from spacy.language import Language

from benchmarks.corpus import Options, articles, name, options, words
from benchmarks.table import Rows, show
from kg import ontology as ontologies
from kg.extract import RULES
from kg.iri import BASE
from kg.learned.runtime import load_reader
from kg.model import Document
from kg.nlp import load_model
from kg.nlp.language import DEFAULT
from kg.nlp.reading import read
from kg.pipeline import build
from kg.pipeline.settings import Settings
from kg.pipeline.stages import Stages
from kg.rdf import Provenance, serialize


def measure(chosen: Options) -> dict[str, Rows]:
    """Measure speed, growth and density."""
    documents = articles(chosen.articles)
    return {
        f"Speed: {len(documents)} articles of {name()}": speed(documents, chosen.rounds),
        "Start: what is loaded before the first article": start(chosen.rounds),
        "Growth: time for twice and four times as many articles": growth(chosen),
        "Density: what provenance weighs": density(documents),
    }


def speed(documents: list[Document], rounds: int) -> Rows:
    """Compare spaCy alone with all stages and with a whole build."""
    nlp = spacy.load(DEFAULT)
    stages = Stages(Settings(base=BASE))
    rules = Stages(Settings(base=BASE, extractors=(RULES,)))
    texts = [read(document).text for document in documents]
    ways: dict[str, Callable[[], object]] = {
        "spaCy alone": lambda: _exhaust(nlp, texts),
        "kg, all stages": lambda: list(stages.run(documents)),
        "kg, all stages, rules alone": lambda: list(rules.run(documents)),
        "kg.build, loading included": lambda: build(*documents),
    }
    for way in ways.values():
        way()  # once for nothing: caches, lazy imports
    times: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for label, way in ways.items():
            times[label].append(_seconds(way))
    total = words(documents)
    spent = {label: median(cpu for cpu, _ in taken) for label, taken in times.items()}
    return [
        {
            "way": label,
            "words": total,
            "seconds": round(median(wall for _, wall in taken), 2),
            "CPU seconds": round(spent[label], 2),
            "words per CPU second": round(total / spent[label]),
            "share of spaCy": round(spent["spaCy alone"] / spent[label], 2),
        }
        for label, taken in times.items()
    ]


def start(rounds: int) -> Rows:
    """Measure how long each part takes to load, imports done."""
    ontology = ontologies.load()
    parts: dict[str, Callable[[], object]] = {
        "spaCy's pipeline": load_model,
        "ontology": ontologies.load,
        "network": lambda: load_reader(ontology),
    }
    return [
        {"part": part, "seconds": round(median(_seconds(load)[0] for _ in range(rounds)), 3)}
        for part, load in parts.items()
    ]


def growth(chosen: Options) -> Rows:
    """Build N, 2N and 4N articles: the time for an article must not grow with their number."""
    loading = median(_seconds(lambda: build(_short()))[0] for _ in range(chosen.rounds))
    rows: list[dict[str, Any]] = []
    for factor in (1, 2, 4):
        documents = articles(chosen.articles * factor)
        taken = _seconds(lambda: build(*documents))[0]  # noqa: B023
        per_word = 1e6 * (taken - loading) / words(documents)
        first = rows[0]["microseconds a word"] if rows else per_word
        rows.append(
            {
                "articles": len(documents),
                "words": words(documents),
                "CPU seconds": round(taken, 2),
                "microseconds a word": round(per_word, 1),
                "against the first": round(per_word / first, 2),
            }
        )
    return rows


def density(documents: Sequence[Document]) -> Rows:
    """Count triples and bytes for each density of provenance."""
    rows = []
    for provenance in Provenance:
        graph = build(*documents, provenance=provenance)
        size = len(serialize(graph.quads, "nquads", provenance=provenance))
        rows.append(
            {
                "provenance": provenance.value,
                "facts": graph.report.facts,
                "triples": graph.report.triples,
                "triples per fact": round(graph.report.triples_per_fact, 2),
                "N-Quads, kB": round(size / 1000),
            }
        )
    return rows


def _exhaust(nlp: Language, texts: Sequence[str]) -> None:
    for _ in nlp.pipe(texts, batch_size=64):
        pass


def _seconds(way: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the processor, and those on the wall."""
    cpu, wall = process_time(), perf_counter()
    way()
    return process_time() - cpu, perf_counter() - wall


def _short() -> Document:
    document = articles(1)[0]
    return replace(
        document, text="It rained.", segments=(replace(document.segments[0], start=0, end=10),)
    )


if __name__ == "__main__":
    asked = options("Measure how fast articles become a graph")
    results = measure(asked)
    print(json.dumps(results, indent=2)) if asked.json else show(results)
