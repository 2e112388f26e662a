"""Things from elsewhere: tables, dumps of Wikidata, rows of queries."""

import bz2
import gzip
import json
from pathlib import Path

import pytest

from kg import ontology as ontologies
from kg.errors import ConfigError
from kg.link.kb import Name, NameKind, rows, tables, wikidata

ONTOLOGY = ontologies.load()


def table(folder: Path, text: str, name: str = "things.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_says_what_its_columns_say(tmp_path):
    path = table(
        tmp_path,
        "id,name,aliases,demonyms,type,description,count,sameAs,lat,lon,within\n"
        "p1,Larn,Laarn|Larne,Larner,city,a port,40,https://a.example/larn,54.9,-5.8,Q27\n",
    )
    (thing,) = tables.read(path, ONTOLOGY, {})
    assert (thing.key, thing.label, thing.type, thing.count) == ("p1", "Larn", "City", 40)
    assert thing.names == (Name("Laarn"), Name("Larne"), Name("Larner", NameKind.DEMONYM))
    assert (thing.point, thing.within) == ((54.9, -5.8), ("Q27",))
    assert thing.same_as == ("https://a.example/larn",)


def test_ids_of_wikidata_stand_for_themselves(tmp_path):
    (thing,) = tables.read(table(tmp_path, "qid\tlabel\nQ7\tLarn\n", "t.tsv"), ONTOLOGY, {})
    assert thing.same_as == ("http://www.wikidata.org/entity/Q7",)
    assert thing.type == "Entity"


def test_columns_of_other_names_are_said(tmp_path):
    path = table(tmp_path, "nr,wer\n7,Ana Ruiz\n")
    (thing,) = tables.read(path, ONTOLOGY, {"key": "nr", "label": "wer"})
    assert (thing.key, thing.label) == ("7", "Ana Ruiz")


def test_a_packed_table_is_read(tmp_path):
    path = tmp_path / "t.tsv.gz"
    path.write_bytes(gzip.compress(b"id\tname\n1\tAna Ruiz\n2\tPiet Vos\n"))
    assert [thing.label for thing in tables.read(path, ONTOLOGY, {})] == ["Ana Ruiz", "Piet Vos"]


def test_rows_of_one_key_are_one_thing(tmp_path):
    path = table(tmp_path, "id,name,alias\n1,Ana Ruiz,A. Ruiz\n1,Ana Ruiz,Dr Ruiz\n2,Piet Vos,\n")
    one, _ = tables.read(path, ONTOLOGY, {})
    assert one.names == (Name("A. Ruiz"), Name("Dr Ruiz"))


@pytest.mark.parametrize(
    ("text", "fields", "message"),
    [
        ("nr,name\n1,Ana\n", {}, "no column for key; say which: --field key=NAME"),
        ("id,name\n1,Ana\n", {"labl": "name"}, "did you mean 'label'?"),
        ("id,name\n1,Ana\n", {"label": "nam"}, "has no column 'nam'; did you mean 'name'?"),
        ("id,name\n1,Ana\n,Piet\n", {}, "row 2: has no key"),
        ("id,name\n1,\n", {}, "row 1: 1 has no name"),
        ("id,name,lat\n1,Larn,north\n", {}, "row 1: latitude is 'north', which is no number"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_place(text, fields, message, tmp_path):
    path = table(tmp_path, text)
    with pytest.raises(ConfigError, match=r"things\.csv|--field") as caught:
        list(tables.read(path, ONTOLOGY, fields))
    assert message in str(caught.value)


def test_a_table_of_another_encoding_is_told(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("id,name\n1,José\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        list(tables.read(path, ONTOLOGY, {}))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("city", "City"),
        ("https://w3id.org/news-kg/ontology#Court", "Court"),
        ("http://xmlns.com/foaf/0.1/Person", "Person"),
        ("organisation", "Organization"),
        ("human", "Person"),
        ("gadget", "Entity"),
    ],
)
def test_classes_of_others_are_ours_where_their_names_are(said, meant):
    (thing,) = rows.things([{"key": "1", "label": "X", "type": said}], ONTOLOGY, "here")
    assert thing.type == meant


def test_events_are_no_things():
    found = [{"key": "1", "label": "Strike at Larn", "type": "Protest"}]
    assert list(rows.things(found, ONTOLOGY, "here")) == []


# --- dumps of Wikidata


def statement(value, rank="normal", **qualifiers):
    return {
        "rank": rank,
        "mainsnak": {"datavalue": {"value": value}},
        **({"qualifiers": qualifiers} if qualifiers else {}),
    }


def item(number, label, kinds, links=1, **claims):
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {"en": {"language": "en", "value": label}} if label else {},
        "descriptions": {"en": {"language": "en", "value": f"what {label} is"}},
        "aliases": {"en": [{"language": "en", "value": f"Old {label}"}]},
        "claims": {"P31": [statement({"id": kind}) for kind in kinds], **claims},
        "sitelinks": {f"x{n}wiki": {} for n in range(links)} | {"enwikiquote": {}},
    }


LARN = item(
    1,
    "Larn",
    ["Q515"],
    links=7,
    P625=[statement({"latitude": 54.9, "longitude": -5.8})],
    P17=[statement({"id": "Q8"}, P582=[{}]), statement({"id": "Q9"})],
    P1566=[statement("12345")],
)
DUMP = [
    LARN,
    item(2, "Ana Ruiz", ["Q5"]),
    item(3, "some film", ["Q11424"]),
    item(4, "", ["Q5"]),
    item(5, "Larn Holdings", ["Q4830453", "Q783794"]),
]


def dump(path: Path) -> Path:
    lines = (
        "[\n" + ",\n".join(json.dumps(entity, separators=(",", ":")) for entity in DUMP) + "\n]\n"
    )
    packed = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)
    path.write_bytes(packed(lines.encode()))
    return path


@pytest.mark.parametrize("name", ["d.json", "d.json.gz", "d.json.bz2"])
def test_a_dump_gives_what_is_of_a_wanted_class_and_has_a_label(name, tmp_path):
    found = [
        thing for _, thing in wikidata.read(dump(tmp_path / name), wikidata.classes()) if thing
    ]
    assert [(thing.key, thing.label, thing.type) for thing in found] == [
        ("Q1", "Larn", "City"),
        ("Q2", "Ana Ruiz", "Person"),
        ("Q5", "Larn Holdings", "Company"),
    ]


def test_a_thing_of_a_dump_is_whole(tmp_path):
    _, thing = next(
        pair for pair in wikidata.read(dump(tmp_path / "d.json"), wikidata.classes()) if pair[1]
    )
    assert thing.names == (Name("Old Larn"),)
    assert thing.description == "what Larn is"
    assert thing.count == 7  # Wikipedias, not Wikiquote
    assert thing.point == (54.9, -5.8)
    assert thing.within == ("Q9",)  # it left Q8
    assert thing.same_as == (
        "http://www.wikidata.org/entity/Q1",
        "https://sws.geonames.org/12345/",
    )


def test_a_dump_is_read_on_from_a_line(tmp_path):
    path = dump(tmp_path / "d.json.gz")
    all_lines = list(wikidata.read(path, wikidata.classes()))
    rest = list(wikidata.read(path, wikidata.classes(), after=2))
    assert rest == [pair for pair in all_lines if pair[0] > 2]


def test_a_dump_can_be_narrowed(tmp_path):
    path = dump(tmp_path / "d.json")
    people = [t.key for _, t in wikidata.read(path, {"Q5": "Person"}) if t]
    known = [t.key for _, t in wikidata.read(path, wikidata.classes(), least=5) if t]
    assert (people, known) == (["Q2"], ["Q1"])


def test_a_dump_that_is_cut_off_is_told(tmp_path):
    path = dump(tmp_path / "d.json.gz")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ConfigError, match=r"d\.json\.gz.*load it again"):
        list(wikidata.read(path, wikidata.classes()))


def test_a_line_that_is_no_entity_is_told(tmp_path):
    path = tmp_path / "d.json"
    path.write_text('[\n{"id": "Q5", \n]\n')
    with pytest.raises(ConfigError, match=r"d\.json, line 2: is no JSON"):
        list(wikidata.read(path, wikidata.classes()))


def test_classes_of_the_table_exist():
    assert set(wikidata.classes().values()) <= set(ONTOLOGY.classes)
