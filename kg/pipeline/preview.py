"""What a build would send to a language model, without sending it."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.llm.cache import Answers
from kg.llm.client import completions
from kg.llm.prompt import Prompt, key
from kg.model import Document
from kg.nlp import annotate
from kg.pipeline.asking import sentences, vocabulary
from kg.pipeline.settings import Settings, checked
from kg.pipeline.stages import Stages
from kg.pipeline.whole import Whole
from kg.sources import Day, SourceFailure, Web, articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A request about a sentence of SOURCE that would go to URL, or whose answer is KEPT."""

    source: str
    url: str
    request: dict[str, Any]
    kept: bool

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(json.dumps(self.request, ensure_ascii=False).encode())


def unsent(
    *sources: str | Path | Document,
    failed: Callable[[str], object],
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    replace: bool = False,
    newest: int,
    pause: float,
    follow_links: bool = False,
    **settings: Any,
) -> Iterator[Unsent]:
    """Yield the requests of a build of SOURCES with SETTINGS, which are those of ``kg.build``, in their order.

    FAILED is told of what cannot be read.
    """
    wanted = checked(**settings)
    if wanted.llm is None:
        raise ConfigError(
            "dry_run: no language model is asked; give --extractors rules,network,llm"
        )
    found = articles(
        *sources,
        base=wanted.base,
        date=date,
        fields=fields,
        encoding=encoding,
        replace=replace,
        english=True,
        pages=Web.beside(None, newest=newest, pause=pause, told=lambda done, total: None),
        follow_links=follow_links,
    )

    def documents() -> Iterator[Document]:
        for each in found:
            if isinstance(each, Document):
                yield each
            elif isinstance(each, SourceFailure):
                failed(each.message)

    with closing(found):
        yield from _requests(documents(), wanted)


def _requests(documents: Iterator[Document], settings: Settings) -> Iterator[Unsent]:
    assert settings.llm is not None  # noqa: S101 - see unsent
    stages = Stages(replace(settings, llm=None))
    terms = vocabulary(stages.ontology, only_mine=settings.only_mine)
    prompt, url = Prompt(settings.llm.model, terms), completions(settings.llm.endpoint.url)
    read = Whole().sections(each for each in documents if not each.retracted)
    with Answers(settings.llm.cache) as answers:
        for doc in annotate(read, stages.nlp, stages.ontology, stages.network, stages.known):
            for asked in sentences(doc, stages.ontology):
                request = prompt.request(asked)
                kept = answers.find(key(request)) is not None
                source = doc.user_data["kg"].document.source
                yield Unsent(source=source, url=url, request=request, kept=kept)
