"""A child process that reads texts which somebody pastes, and forgets them: ``trying MEMORY``."""

import json
import sys
from functools import partial
from typing import Any

from pyoxigraph import RdfFormat, serialize

from kg.errors import KgError
from kg.explore import Explorer
from kg.iri import BASE
from kg.pipeline.trial import Trial, Tried
from kg.query.bind import PREFIXES
from kg.query.stores import memory
from kg.serve.job import Job
from kg.serve.refusal import RefusedError
from kg.serve.worker import Answer, Output, serve


def main() -> None:
    """Read texts until the parent closes the pipe."""

    def prepare() -> Answer:
        return partial(_answer, Trial(BASE))

    serve(prepare, int(sys.argv[1]))


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
        "picture": explorer.view("picture", {"article": [article]}),
        "seconds": round(tried.seconds, 3),
        "triples": _trig(tried),
    }


def _trig(tried: Tried) -> str:
    written = serialize(tried.quads, format=RdfFormat.TRIG, prefixes=dict(PREFIXES))
    return written.decode() if written is not None else ""


if __name__ == "__main__":
    main()
