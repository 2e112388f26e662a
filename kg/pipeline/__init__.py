"""build(): articles in, RDF out. The only module that knows all the stages.

sources -> Document -> nlp -> Doc -> extract -> Claim -> link -> Entity -> rdf -> Quad -> store
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from kg.boundary import here
from kg.errors import ConfigError
from kg.extract import EXTRACTORS
from kg.iri import BASE
from kg.learned.choice import SMALL
from kg.llm.options import LanguageModel
from kg.model import LINK_CONFIDENCE, Document
from kg.ontology import vocabulary
from kg.pipeline import kept, limits
from kg.pipeline.graph import Graph
from kg.pipeline.opening import open
from kg.pipeline.report import Failure, Report, Tally
from kg.pipeline.running import Progress, Run, Stopped
from kg.pipeline.settings import checked
from kg.rdf import Provenance
from kg.sources import NEWEST, PAUSE, Day, Text, Web, articles, covers, require

__all__ = ["Failure", "Graph", "Report", "Stopped", "Tally", "build", "open"]


Source = str | Path | Document


def build(
    *sources: Source | list[Source] | tuple[Source, ...],
    texts: Iterable[Text] = (),
    ontology: Sequence[Path | str] = (),
    base: str = BASE,
    provenance: Provenance | str = Provenance.FULL,
    workers: int | None = 1,
    model: str | None = None,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    store: Path | str | None = None,
    replace: bool = False,
    extractors: Sequence[str] = EXTRACTORS,
    network: Path | str = SMALL,
    kb: Path | str | None = None,
    enrich: bool = False,
    only_mine: bool = False,
    llm: LanguageModel | None = None,
    shapes: Path | str | None = None,
    with_ontology: bool = True,
    link_confidence: float = LINK_CONFIDENCE,
    calibration: Path | str | None = None,
    newest: int = NEWEST,
    pause: float = PAUSE,
    document_timeout: float | None = None,
    document_memory: float | None = None,
    follow_links: bool = False,
    progress: Progress | None = None,
    missing_ok: bool = False,
) -> Graph:
    """Build the graph of all SOURCES and TEXTS; what cannot be read is in the report, and the rest goes on.

    A source is a file, a folder, a pattern such as ``news/**/*.html``, the address of a web page, a feed or a sitemap,
    ``@outlets.txt`` for a file of addresses, a document, or a list of such; what is named and not there raises before
    anything is done, unless MISSING_OK. Of a feed or a sitemap the NEWEST articles are fetched, with a PAUSE of seconds
    between two requests to a server. A link that leads out of a folder is a failure, unless FOLLOW_LINKS. A text is a
    string, a document, or a dictionary like a line of JSON Lines. DATE is the publication date of those that have none.

    With a STORE, articles that it has unchanged are not read again, a file that changed replaces what the store had of
    it, and the graph returned is the whole store's. A second text of one name fails, or with REPLACE takes the place of
    the first. ENCODING is that of all files, where they do not show it. EXTRACTORS say who looks for claims: "rules",
    "network", or what another package publishes. WORKERS are processes; None takes as many as the machine has
    cores and memory for. Each 40,000 characters of a document, or less, may take DOCUMENT_TIMEOUT seconds, and each
    million DOCUMENT_MEMORY gigabytes beside the model, on Linux; what takes more is a failure, and so is what kills the
    process that reads it, which is then one beside this. NETWORK is
    "small", the one that comes along, "base", the larger one that ``make train TEACHER=yes`` makes, or a folder of
    weights. KB is a knowledge base of your own to look names up in, or "small" for the places and terms alone of the
    one that comes along. What a name means is claimed (``owl:sameAs``) where it is at least as probable as
    LINK_CONFIDENCE; else it stays a candidate. CALIBRATION is a table that ``kg audit --calibrate`` wrote: the
    confidence of a claim is then the measured share of such claims that are right. The part of the ontology that the
    graph uses goes along, unless WITH_ONTOLOGY is false. With ENRICH, so does what the knowledge base says of linked
    entities, in a graph of its own: description, country, bodies, years of birth and death. With ONLY_MINE, claims are
    made in the terms of the files of ONTOLOGY alone, and not in ours beside them. LLM is a language model of yours that
    is asked where "llm" is among the EXTRACTORS: what it proposes and the text holds up becomes claims, and no facts.
    SHAPES is a file of SHACL: a claim that violates it in its article is kept out of the facts.

    >>> import kg
    >>> graph = kg.build(texts=["Ana Ruiz was charged with bribery in Quito on Monday."], date="2026-03-12")
    >>> [row["day"] for row in graph.query("SELECT ?day { ?event a kg:Charge ; kg:time ?day }").records()]
    [datetime.date(2026, 3, 9)]
    """
    if workers is not None and workers < 1:
        raise ConfigError(f"workers: {workers} is too few; use 1 or more")
    wanted = checked(
        ontology=ontology,
        base=base,
        provenance=provenance,
        model=model,
        extractors=extractors,
        network=network,
        kb=kb,
        link_confidence=link_confidence,
        calibration=calibration,
        enrich=enrich,
        only_mine=only_mine,
        llm=llm,
        shapes=shapes,
    )
    settings = kept.begun(wanted)
    if store is not None and settings.provenance is Provenance.NONE:
        raise ConfigError(
            "store: without provenance no document could be changed or removed; use full or compact"
        )
    named = list(_each(sources))
    if not named and isinstance(texts, list | tuple) and not texts:
        raise ConfigError("build: nothing is named; give files, folders or documents, or texts=[…]")
    if not missing_ok:
        _require(named)
    known = vocabulary.vocabulary(*settings.ontology) if with_ontology else {}
    with kept.reader(settings, limits.checked(document_timeout, document_memory)) as reader:
        run = Run(settings, workers, known, progress, reader)
        found = articles(
            *named,
            texts=texts,
            base=base,
            date=date,
            fields=fields,
            encoding=encoding,
            replace=replace,
            english=True,
            total=run.expect,
            settled=None if store is None else run.settled,
            pages=Web.beside(store, newest=newest, pause=pause, told=run.fetching),
            within=reader or here,
            follow_links=follow_links,
        )
        with closing(found):
            return (
                run.in_memory(found)
                if store is None
                else run.into(Path(store), found, replace, _covered(named))
            )


def _each(sources: Iterable[Source | list[Source] | tuple[Source, ...]]) -> Iterator[Source]:
    for source in sources:
        if isinstance(source, list | tuple):
            yield from source
        else:
            yield source


def _require(sources: Iterable[Source]) -> None:
    for source in sources:
        if not isinstance(source, Document):
            require(source)


def _covered(sources: Iterable[Source]) -> Callable[[Path], bool] | None:
    """Return a function that tells whether any of SOURCES stands for the file at a path; None if none can be gone."""
    named = [
        covers(each)
        for each in sources
        if not (isinstance(each, Document) or each == "-" or Path(each).is_file())
    ]
    return (lambda path: any(covered(path) for covered in named)) if named else None
