"""A child process that reads texts which somebody pastes, and forgets them: ``trying FILE… MEMORY``.

FILES are the user's own, in whose terms the texts are read, too.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.errors import KgError
from kg.explore import Explorer
from kg.explore.claims import CLAIMED_TYPE, PREDICATE
from kg.explore.reader import TYPE
from kg.explore.shapes import Claim
from kg.iri import BASE
from kg.pipeline.trial import Trial, Tried
from kg.query.bind import PREFIXES
from kg.query.stores import memory
from kg.serve.job import Job
from kg.serve.refusal import RefusedError
from kg.serve.worker import Answer, Output, serve

_TELLING: Final = frozenset({PREDICATE, TYPE, CLAIMED_TYPE})


def main() -> None:
    """Read texts until the parent closes the pipe."""

    def prepare() -> Answer:
        return partial(_answer, Trial(BASE, files))

    *given, memory = sys.argv[1:]
    files = [Path(each) for each in given]
    serve(prepare, int(memory))


def _answer(trial: Trial, job: Job, out: Output) -> None:
    sent = dict(job.values)
    try:
        tried = trial.read(sent.get("text", ""), sent.get("title", ""), sent.get("date") or None)
    except KgError as error:
        raise RefusedError(400, str(error)) from error
    out.write(
        json.dumps(_shown(trial, tried), ensure_ascii=False, allow_nan=False).encode(
            "utf-8", "replace"
        )
    )


def _shown(trial: Trial, tried: Tried) -> dict[str, Any]:
    store = memory(tried.quads)
    explorer = Explorer(store, trial.ontology)
    article = tried.document.id
    page = explorer.view("article", {"iri": [article]})
    text = tried.document.text
    page["text"] = [{"start": 0, "end": len(text), "text": text}]
    return {
        "page": page,
        "mine": _mine(trial, tried, page["claims"]),
        "picture": explorer.view("picture", {"article": [article]}),
        "seconds": round(tried.seconds, 3),
        "triples": _trig(tried),
    }


def _mine(trial: Trial, tried: Tried, claims: Sequence[Claim]) -> list[str]:
    """Return which of CLAIMS are in the user's terms: a property of theirs, or an event of a class of theirs."""
    known = trial.ontology
    own = {NamedNode(term.iri) for term in known.classes.values() if term.own}
    own |= {NamedNode(term.iri) for term in known.properties.values() if term.own}
    told = {
        quad.subject.value
        for quad in tried.quads
        if quad.predicate in _TELLING and quad.object in own and isinstance(quad.subject, NamedNode)
    }
    return [claim["id"] for claim in claims if {claim["id"], claim.get("event", "")} & told]


def _trig(tried: Tried) -> str:
    written = serialize(tried.quads, format=RdfFormat.TRIG, prefixes=dict(PREFIXES))
    return written.decode() if written is not None else ""


if __name__ == "__main__":
    main()
