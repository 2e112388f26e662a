"""What every stage of one build is told; small, so that a worker process gets it whole. Loads no library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import calibration as calibrations
from kg.calibration import GIVEN, Calibration
from kg.errors import ConfigError
from kg.extract import EXTRACTORS, LLM, published
from kg.iri import BASE, check_base
from kg.learned.choice import SMALL, WEIGHTS, weights
from kg.link.kb.choice import Choice, chosen
from kg.llm.options import Asking, LanguageModel
from kg.model import LINK_CONFIDENCE
from kg.ontology import ready
from kg.rdf import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of a build that change what comes out of an article."""

    model: str | None = None
    ontology: tuple[Path, ...] = ()
    base: str
    provenance: Provenance = Provenance.FULL
    extractors: tuple[str, ...] = EXTRACTORS
    network: Path = WEIGHTS  # the folder of its weights
    knowledge: Choice = field(default_factory=Choice)  # what names are looked up in
    link_confidence: float = LINK_CONFIDENCE  # what is less probable stays a candidate
    calibration: Calibration = GIVEN  # the measured confidences of claims
    enrich: bool = False  # what the knowledge base says of linked entities goes along
    only_mine: bool = False  # claims in the terms of the user's ontology alone
    llm: Asking | None = None  # the language model that is asked, where it is among the extractors
    shapes: Path | None = None  # what facts must keep to


def checked(
    *,
    ontology: Sequence[Path | str] = (),
    base: str = BASE,
    provenance: Provenance | str = Provenance.FULL,
    model: str | None = None,
    extractors: Sequence[str] = EXTRACTORS,
    network: Path | str = SMALL,
    kb: Path | str | None = None,
    link_confidence: float = LINK_CONFIDENCE,
    calibration: Path | str | None = None,
    enrich: bool = False,
    only_mine: bool = False,
    llm: LanguageModel | None = None,
    shapes: Path | str | None = None,
) -> Settings:
    """Return the settings that the options of ``kg.build`` stand for; raise ConfigError where one is wrong.

    >>> checked(provenance="some")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: provenance: 'some' is not a density; have: full, compact, none
    """
    density = _density(provenance)
    if enrich and density is Provenance.NONE:
        raise ConfigError(
            "enrich: without provenance there are facts alone, and no graphs; use full or compact"
        )
    if only_mine and not ontology:
        raise ConfigError(
            "only_mine: no ontology of yours is named; name one, as in --ontology mine.ttl"
        )
    return Settings(
        model=model,
        ontology=tuple(ready.found(path) for path in ontology),
        base=check_base(base),
        provenance=density,
        extractors=tuple(published(extractors)),
        network=weights(str(network)),
        knowledge=chosen(kb),
        link_confidence=_probability(link_confidence),
        calibration=GIVEN if calibration is None else calibrations.read(Path(calibration)),
        enrich=enrich,
        only_mine=only_mine,
        llm=_asking(llm) if LLM in extractors else None,
        shapes=None if shapes is None else _shapes(Path(shapes)),
    )


def _asking(llm: LanguageModel | None) -> Asking:
    if llm is None:
        raise ConfigError(
            "llm: no model is named; give its server and its name, as in --llm http://localhost:8080 --llm-model gemma"
        )
    return llm.checked()


def _shapes(path: Path) -> Path:
    """Return the PATH of shapes that can be read; they are tried before any article is."""
    from kg.validate import Shapes

    Shapes(path).check()
    return path


def _probability(given: float) -> float:
    if not 0 <= given <= 1:
        raise ConfigError(f"link_confidence: {given} is no probability; use a number from 0 to 1")
    return given


def _density(provenance: Provenance | str) -> Provenance:
    try:
        return Provenance(provenance)
    except ValueError:
        known = ", ".join(member.value for member in Provenance)
        raise ConfigError(f"provenance: {provenance!r} is not a density; have: {known}") from None
