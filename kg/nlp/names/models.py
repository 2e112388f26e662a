"""Models of what firms make: "Airbus A380" is one name, and "A380s" stand for it further on."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.nlp.names.layer import Layer
from kg.nlp.names.naming import Name, Names
from kg.nlp.names.parting import Spans
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_MODEL: Final = re.compile(r"[A-Z]{1,4}-?\d\d[\w-]*|[A-Z]{2,4}-?\d|\d{3}-\d{2,3}\w*")
_MAKER: Final = "Company"
_MADE: Final = ("Product", "Weapon")
_SHORTEST: Final = 3  # letters and digits
_PLURAL: Final = re.compile(r"\ds")


def lay_models(layer: Layer, spans: Spans, words: Words) -> None:
    """Lay the names of models over those of their makers before them: "Airbus A330-200"."""
    for maker in list(layer):
        i = maker.last
        if i >= len(words.texts) or not _is_maker(maker, spans) or i in words.starts:
            continue
        behind = layer.over(i, i + 1)
        if _MODEL.fullmatch(words.texts[i]) and all(each.last == i + 1 for each in behind):
            layer.put(Candidate(maker.first, i + 1, "Product", maker.weight))
        elif behind and behind[0].first == i and _is_model(behind[0], words):
            layer.put(Candidate(maker.first, behind[0].last, "Product", maker.weight))


def _is_maker(candidate: Candidate, spans: Spans) -> bool:
    known = spans.get((candidate.first, candidate.last))
    return candidate.type == _MAKER or (known is not None and known.kind == _MAKER)


def _is_model(candidate: Candidate, words: Words) -> bool:
    """Tell whether the recogniser takes a name for a product's, and it begins with a word that has digits."""
    has_digits = any(c.isdigit() for c in words.texts[candidate.first])
    return candidate.type == "Product" and candidate.name is None and has_digits


def point_models(names: Names) -> None:
    """Let what a model is called without its maker stand for it, in the plural too."""
    models: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if len(name.words) > 1 and names.is_any(name.type, *_MADE):
            if _PLURAL.fullmatch(name.text[-2:]):
                name.label = name.text[:-1]
            models[name.text.split()[-1].removesuffix("s")].append(name)
    for model, full in sorted(models.items()):
        is_one = len({name.preferred for name in full}) == 1
        if is_one and len(model) >= _SHORTEST and any(c.isdigit() for c in model):
            _point(full[0], (model, f"{model}s"), names)


def _point(full: Name, short: Iterable[str], names: Names) -> None:
    for model in short:
        words = _words(model, full)
        if " ".join(words) not in names:
            names.table[" ".join(words)] = Name(model, words, in_body=full.in_body)
        name = names.table.get(" ".join(words))
        if name is not None and name.full is None:
            name.point(full, "model")


def _words(model: str, full: Name) -> tuple[str, ...]:
    """Return the words of a MODEL, as they are at the end of the FULL name: "A330", "-" and "200"."""
    for first in range(len(full.words)):
        joined = "".join(full.words[first:])
        if joined.removesuffix("s") == model.removesuffix("s"):
            last = full.words[-1].removesuffix("s") + model[len(model.removesuffix("s")) :]
            return (*full.words[first:-1], last)
    return (model,)
