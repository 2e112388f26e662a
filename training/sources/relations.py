"""Public sets of relations between names: KnowledgeNet, Re-DocRED, TypeRE, re3d, and TekGen of Text2KGBench.

Each has labels of its own, told by their words; none of them says all that holds in a sentence.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from evaluation.text2kg import relation_words
from kg.learned.features import WORDS
from training.examples import Example, Range, parsed, parsed_words, part_of, sentence, words_of

_ORGANIZATIONS: Final = (
    "Organization Company GovernmentBody Court ArmedForce PoliticalParty MediaOrganization "
    "CriminalGroup"
).split()
_PLACES: Final = "Place Country City Region BodyOfWater Facility".split()
_THINGS: Final = "CreativeWork Product Vehicle Weapon Law Topic Commodity".split()
_TYPES: Final[dict[str, list[str]]] = {
    "PER": ["Person"],
    "ORG": _ORGANIZATIONS,
    "LOC": _PLACES,
    "TIME": ["Time"],
    "NUM": ["Quantity"],
    "Person": ["Person", "PeopleGroup"],
    "Organisation": [*_ORGANIZATIONS, "PeopleGroup"],
    "Organization": _ORGANIZATIONS,
    "Location": _PLACES,
    "Nationality": ["Country"],
    "Temporal": ["Time"],
    "Money": ["Quantity"],
    "Quantity": ["Quantity"],
    "Weapon": ["Weapon"],
    "Vehicle": ["Vehicle"],
    "MilitaryPlatform": ["Vehicle", "Weapon", "Facility"],
    "DocumentReference": ["CreativeWork", "Law"],
    "Work": _THINGS,
}
_HELD_BACK: Final = ("BBC Online",)  # not for commercial use
_FOLDS: Final = (1, 2, 3)
_SURE: Final = 0.5


@dataclass(slots=True)
class _Text:
    """A text with marks and pairs by its characters."""

    text: str
    key: str
    marks: dict[Range, str] = field(default_factory=dict)
    pairs: set[tuple[Range, str, Range]] = field(default_factory=set)
    asked: set[str] | None = None


def knowledgenet(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the sentences of folds 1 to 3; MIT."""
    found: dict[tuple[str, int], _Text] = {}
    for name in ("knowledgenet_facts.jsonl", "knowledgenet_negatives.jsonl"):
        for row in _rows(folder / name):
            if row["fold"] not in _FOLDS:
                continue
            first = row["passage_start"]
            text = found.setdefault((row["doc"], first), _Text(row["passage"], row["doc"]))
            text.asked = (text.asked or set()) | {row["property"]}
            if "subj_start" in row:
                ends = [
                    (row[f"{e}_start"] - first, row[f"{e}_end"] - first) for e in ("subj", "obj")
                ]
                text.marks.update(dict.fromkeys(ends, ""))
                text.pairs.add((ends[0], row["property"], ends[1]))
    yield from _by_characters("knowledgenet", found.values(), nlp, others=0.05, unpaired=1.0)


def tekgen(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the training sentences of TekGen, where the names of their triples stand in them; CC BY-SA 4.0."""
    for path in sorted((folder / "wikidata_tekgen" / "train").glob("*.jsonl")):
        found: dict[str, _Text] = {}
        for row in _rows(path):
            text = found.setdefault(row["sent"], _Text(row["sent"], row["sent"]))
            ends = [place(row[name], row["sent"]) for name in ("sub_label", "obj_label")]
            subject, object = ends
            if subject is not None and object is not None and subject != object:
                text.marks.update({subject: "", object: ""})
                text.pairs.add((subject, row["rel_label"], object))
        texts = [text for text in found.values() if text.pairs]
        scheme = scheme_of(path)
        for example in _by_characters(scheme, texts, nlp, others=0.08, unpaired=0.12):
            example.source = "tekgen"
            yield example


def scheme_of(path: Path) -> str:
    """Return the name of the ontology that a file of TekGen belongs to.

    >>> scheme_of(Path("ont_1_movie_train.jsonl"))
    'tekgen:1_movie'
    """
    return "tekgen:" + path.stem.removeprefix("ont_").rsplit("_", 1)[0]


def tekgen_labels(folder: Path) -> dict[str, dict[str, str]]:
    """Return the words of the relations of each ontology, with what they hold between."""
    schemes: dict[str, dict[str, str]] = {}
    for path in sorted((folder / "wikidata_tekgen" / "ontologies").glob("*.json")):
        ontology = json.loads(path.read_text(encoding="utf-8"))
        schemes["tekgen:" + path.stem.removesuffix("_ontology")] = relation_words(ontology)
    return schemes


_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)


def place(name: str, text: str) -> Range | None:
    """Return where a NAME of a triple stands in TEXT, as it is or as people write it; None if nowhere.

    >>> place("01 January 1986", "It opened in 1986."), place("Paris, Texas", "born in Paris")
    ((13, 17), (8, 13))
    """
    for form in _forms(name):
        found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE)
        if found:
            return found.start(), found.end()
    return None


def _forms(name: str) -> Iterator[str]:
    yield name
    tight = re.sub(r"\s+([:,.)'’-])\s*", r"\1 ", name).strip()
    yield tight
    yield re.sub(r"\s*\([^)]*\)$", "", name)
    if "," in name:
        yield name.split(",")[0].strip()
    if date := re.fullmatch(r"(\d\d) (\w+) (\d{4})", name):
        day, month, year = date.groups()
        yield from (f"{int(day)} {month} {year}", f"{month} {int(day)}, {year}")
        if day == "01":
            yield f"{month} {year}"
            yield from [year] if month == "January" else []


def redocred(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the sentences of the dev documents; MIT, texts of Wikipedia CC BY-SA."""
    documents = json.loads((folder / "dev_revised.json").read_text(encoding="utf-8"))
    rows = [(d, i) for d in documents for i, words in enumerate(d["sents"]) if len(words) <= WORDS]
    docs = parsed_words((d["sents"][i] for d, i in rows), nlp)
    for doc, (document, index) in zip(docs, rows, strict=True):
        made = _example("redocred", doc, document["title"], others=0.5, unpaired=0.6)
        here = _mentioned(made, document, index)
        for label in document["labels"]:
            for subject, thing in product(here[label["h"]], here[label["t"]]):
                if subject != thing:
                    made.say(subject, thing, label["r"])
        if made.mentions:
            yield made


def _mentioned(made: Example, document: dict[str, Any], index: int) -> dict[int, list[Range]]:
    """Mark the mentions of a sentence in what is MADE, and return those of each entity by its number."""
    here: dict[int, list[Range]] = defaultdict(list)
    for number, mentions in enumerate(document["vertexSet"]):
        for mention in mentions:
            if mention["sent_id"] == index:
                at = (mention["pos"][0], mention["pos"][1])
                made.mentions[at] = tuple(_TYPES.get(mention["type"], ()))
                here[number].append(at)
    return here


def typere(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the sentences that do not come from KnowledgeNet; MIT."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for name in ("typere_dev.txt", "typere_test.txt"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = ast.literal_eval(line)
            if row["origin_dataset"] != "knowledgenet" and len(row["token"]) <= WORDS:
                found[tuple(row["token"])].append(row)
    docs = parsed_words(map(list, found), nlp)
    for doc, (words, rows) in zip(docs, found.items(), strict=True):
        made = _example("typere", doc, " ".join(words), others=0.05, unpaired=0.1)
        for row in rows:
            subject, object = (tuple(row[end]["pos"]) for end in ("h", "t"))
            for end, at in (("h", subject), ("t", object)):
                made.mentions[at] = tuple(_TYPES.get(row[end]["type"], ()))
            labels = made.pairs.setdefault((subject, object), set())
            if row["relation"] != "NA":
                labels.add(row["relation"])
        yield made


def re3d(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield the sentences of the sources that permit it: US public domain, Open Government Licence and the like."""
    found: dict[str, _Text] = {}
    for part in sorted(p for p in folder.iterdir() if p.is_dir() and p.name not in _HELD_BACK):
        for row in _rows(part / "documents.json"):
            found[row["_id"]] = _Text(row["text"], row["_id"])
        for row in _rows(part / "entities.json"):
            if row["confidence"] >= _SURE:
                found[row["documentId"]].marks[row["begin"], row["end"]] = row["type"]
        for row in _rows(part / "relations.json"):
            if row["confidence"] >= _SURE:
                text = found[row["documentId"]]
                ends = [(row[f"{e}Begin"], row[f"{e}End"]) for e in ("source", "target")]
                for end in ends:
                    text.marks.setdefault(end, "")
                text.pairs.add((ends[0], row["type"], ends[1]))
    yield from _by_characters("re3d", found.values(), nlp, others=0.5, unpaired=0.5)


def labels(schemes: Iterable[Example]) -> dict[str, dict[str, str]]:
    """Return the labels that the examples of each scheme have, as words: "PLACE_OF_BIRTH" is "place of birth"."""
    found: dict[str, set[str]] = defaultdict(set)
    for example in schemes:
        if example.scheme is not None:
            for names in example.pairs.values():
                found[example.scheme] |= names
    return {
        scheme: {name: _WIKIDATA.get(name) or in_words(name) for name in sorted(names)}
        for scheme, names in sorted(found.items())
    }


def in_words(name: str) -> str:
    """Return a label as words.

    >>> in_words("person_PlaceOfBirth"), in_words("DATE_FOUNDED"), in_words("InChargeOf")
    ('person place of birth', 'date founded', 'in charge of')
    """
    if not name.isupper():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return name.replace("_", " ").lower()


def _by_characters(
    scheme: str, texts: Iterable[_Text], nlp: Language, *, others: float, unpaired: float
) -> Iterator[Example]:
    kept = list(texts)
    for doc, text in zip(parsed((t.text for t in kept), nlp), kept, strict=True):
        for sent in doc.sents:
            made = _example(scheme, sent, text.key, others=others, unpaired=unpaired)
            made.asked = None if text.asked is None else frozenset(text.asked)
            at = {}
            for chars, type in text.marks.items():
                inside = sent.start_char <= chars[0] and chars[1] <= sent.end_char
                if inside and (words := words_of(sent, *chars)) is not None:
                    made.mentions[words] = tuple(_TYPES.get(type, ()))
                    at[chars] = words
            for subject, label, object in text.pairs:
                if subject in at and object in at and at[subject] != at[object]:
                    made.pairs.setdefault((at[subject], at[object]), set()).add(label)
            if made.mentions or made.asked:
                yield made


def _example(
    source: str, tokens: Doc | TokenSpan, key: str, *, others: float, unpaired: float
) -> Example:
    return Example(
        source,
        tokens.text,
        sentence(tokens),
        part_of(key),
        others=others,
        scheme=source,
        unpaired=unpaired,
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


# Labels of Wikidata that Re-DocRED gives by number only.
_WIKIDATA: Final = {
    "P6": "head of government", "P17": "country", "P19": "place of birth", "P20": "place of death",
    "P22": "father", "P25": "mother", "P26": "spouse", "P27": "country of citizenship",
    "P30": "continent", "P31": "instance of", "P35": "head of state", "P36": "capital",
    "P37": "official language", "P39": "position held", "P40": "child", "P50": "author",
    "P54": "member of sports team", "P57": "director", "P58": "screenwriter", "P69": "educated at",
    "P86": "composer", "P102": "member of political party", "P108": "employer",
    "P112": "founded by", "P118": "league", "P123": "publisher", "P127": "owned by",
    "P131": "located in the administrative territorial entity", "P136": "genre",
    "P137": "operator", "P140": "religion", "P150": "contains administrative territorial entity",
    "P155": "follows", "P156": "followed by", "P159": "headquarters location",
    "P161": "cast member", "P162": "producer", "P166": "award received", "P170": "creator",
    "P171": "parent taxon", "P172": "ethnic group", "P175": "performer", "P176": "manufacturer",
    "P178": "developer", "P179": "series", "P190": "sister city", "P194": "legislative body",
    "P205": "basin country", "P206": "located in or next to body of water", "P241": "military branch",
    "P264": "record label", "P272": "production company", "P276": "location", "P279": "subclass of",
    "P355": "subsidiary", "P361": "part of", "P364": "original language of work", "P400": "platform",
    "P403": "mouth of the watercourse", "P449": "original network", "P463": "member of",
    "P488": "chairperson", "P495": "country of origin", "P527": "has part",
    "P551": "residence", "P569": "date of birth", "P570": "date of death", "P571": "inception",
    "P576": "dissolved or abolished", "P577": "publication date", "P580": "start time",
    "P582": "end time", "P585": "point in time", "P607": "conflict", "P674": "characters",
    "P676": "lyrics by", "P706": "located on terrain feature", "P710": "participant",
    "P737": "influenced by", "P740": "location of formation", "P749": "parent organization",
    "P800": "notable work", "P807": "separated from", "P840": "narrative location",
    "P937": "work location", "P1001": "applies to jurisdiction", "P1056": "product or material produced",
    "P1198": "unemployment rate", "P1336": "territory claimed by", "P1344": "participant of",
    "P1365": "replaces", "P1366": "replaced by", "P1376": "capital of", "P1412": "languages spoken",
    "P1441": "present in work", "P3373": "sibling",
}  # fmt: skip
