"""Files for bulk loaders, read by the loaders themselves where they are installed."""

import configparser
import csv
import errno
import gzip
import hashlib
import json
import os
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib
import servers
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.rdf import Statements, restate, serialize
from kg.rdf.bulk import LOADERS
from kg.rdf.bulk.loaders import Kind
from kg.rdf.bulk.statistics import Statistics
from kg.rdf.lines import lines_of
from kg.store import Embedded

RDF = [name for name, each in LOADERS.items() if each.kind is Kind.RDF]
XSD = "http://www.w3.org/2001/XMLSchema#"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
FACTS = "https://w3id.org/news-kg/graph/facts"
KG = rdflib.Namespace("https://w3id.org/news-kg/ontology#")
DATASET = rdflib.URIRef("https://w3id.org/news-kg/dataset")


@pytest.fixture(scope="module")
def quads(write, stories):
    found = set()
    for story in stories.values():
        each = write(story)
        found.update(each.facts, each.graph)
    return found


@pytest.fixture(scope="module")
def store(write, stories, tmp_path_factory):
    path = tmp_path_factory.mktemp("bulk") / "store"
    with Embedded.open(path) as embedded:
        embedded.add(write(story) for story in stories.values())
    return path


def facts_in(quads, graph):
    """The quads with the facts in a named graph."""
    place = NamedNode(graph)
    return {q if isinstance(q.graph_name, NamedNode) else Quad(*q.triple, place) for q in quads}


def shards(folder):
    return sorted((folder / "data").glob("part-*.gz"))


def packed(path):
    return gzip.decompress(path.read_bytes()).decode()


# The files


def test_shards_are_sorted_through_all_files_and_have_the_size_that_is_asked_for(
    kg, store, quads, tmp_path
):
    assert kg("bulk", "tdb2", "--store", store, "-o", tmp_path / "out", "--shard-size", 50)[0] == 0
    parts = [packed(path).splitlines() for path in shards(tmp_path / "out")]
    assert [len(part) for part in parts[:-1]] == [50] * (len(parts) - 1)
    assert 0 < len(parts[-1]) <= 50
    assert [line for part in parts for line in part] == sorted(f"{quad} ." for quad in quads)


def test_store_and_files_in_any_order_give_the_same_bytes(kg, store, quads, tmp_path):
    ordered = sorted(quads, key=str)
    for name, part in (("a.trig", ordered[::2]), ("b.nq", ordered[1::2])):
        (tmp_path / name).write_bytes(serialize(part, name[2:]))
    kg("bulk", "graphdb", "--store", store, "-o", tmp_path / "one")
    kg("bulk", "graphdb", tmp_path / "b.nq", tmp_path / "a.trig", "-o", tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("loader", sorted(LOADERS))
def test_each_loader_gets_the_same_bytes_every_time_and_its_commands(loader, kg, store, tmp_path):
    code, out, _ = kg("bulk", loader, "--store", store, "-o", tmp_path / "out")
    first = contents(tmp_path / "out")
    assert code == 0
    assert first[Path("load.sh")].decode() in out
    assert os.access(tmp_path / "out" / "load.sh", os.X_OK)
    subprocess.run(["sh", "-n", tmp_path / "out" / "load.sh"], check=True)
    kg("bulk", loader, "--store", store, "-o", tmp_path / "out")
    assert contents(tmp_path / "out") == first


@pytest.mark.parametrize("loader", sorted(LOADERS))
def test_commands_name_files_that_are_there(loader, kg, store, tmp_path):
    kg("bulk", loader, "--store", store, "-o", tmp_path, "--shard-size", 40)
    text = (tmp_path / "load.sh").read_text().replace("'", " ").replace(",", " ").replace("=", " ")
    named = [word for word in text.split() if word.startswith("data/") and len(word) > 5]
    for word in named:
        assert list(tmp_path.glob(word)), word
    if loader in ("tdb2", "graphdb", "oxigraph", "neo4j", "graphml"):
        assert named


def test_checksums_are_those_of_all_other_files(kg, store, tmp_path):
    kg("bulk", "qlever", "--store", store, "-o", tmp_path / "out", "--shard-size", 60)
    folder = tmp_path / "out"
    lines = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert {name: digest for digest, name in lines} == {
        str(name): hashlib.sha256(written).hexdigest()
        for name, written in contents(folder).items()
        if str(name) != "SHA256SUMS"
    }


def test_turtle_shards_have_the_facts_and_each_subject_once(kg, store, quads, tmp_path):
    kg("bulk", "tdb2", "--store", store, "-o", tmp_path, "--syntax", "turtle", "--shard-size", 20)
    parts = [set(pyoxigraph.parse(packed(p), format=RdfFormat.TURTLE)) for p in shards(tmp_path)]
    assert len(parts) > 3
    assert set().union(*parts) == {q for q in quads if isinstance(q.graph_name, DefaultGraph)}
    subjects = [quad for part in parts for quad in {quad.subject for quad in part}]
    assert len(subjects) == len(set(subjects))


def test_virtuoso_has_the_facts_in_a_graph_of_their_own(kg, store, quads, tmp_path):
    kg("bulk", "virtuoso", "--store", store, "-o", tmp_path / "out")
    (part,) = shards(tmp_path / "out")
    assert set(pyoxigraph.parse(packed(part), format=RdfFormat.N_QUADS)) == facts_in(quads, FACTS)
    kg("bulk", "virtuoso", "--store", store, "-o", tmp_path / "out", "--facts-graph", "urn:x:f")
    (part,) = shards(tmp_path / "out")
    found = set(pyoxigraph.parse(packed(part), format=RdfFormat.N_QUADS))
    assert found == facts_in(quads, "urn:x:f")
    assert "'urn:x:f'" in (tmp_path / "out" / "load.sh").read_text()


def test_names_that_are_made_begin_with_the_base(kg, store, tmp_path):
    kg("bulk", "virtuoso", "--store", store, "-o", tmp_path, "--base", "https://example.org/")
    assert " <https://example.org/graph/facts> ." in packed(shards(tmp_path)[0])
    assert "@prefix ds: <https://example.org/dataset#> ." in (tmp_path / "void.ttl").read_text()


def test_commands_are_right_whatever_the_names(kg, store, tmp_path):
    odd = "urn:x:o'$HOME"
    kg("bulk", "virtuoso", "--store", store, "-o", tmp_path / "one", "--facts-graph", odd)
    shown = tmp_path / "isql"
    shown.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    shown.chmod(0o755)
    run = subprocess.run([tmp_path / "one/load.sh"], env={**os.environ, "ISQL": str(shown)},
                         check=True, capture_output=True, text=True)  # fmt: skip
    data = tmp_path / "one/data"
    assert f"EXEC=ld_dir('{data}', 'part-*.nq.gz', 'urn:x:o''$HOME')" in run.stdout.splitlines()
    kg("bulk", "qlever", "--store", store, "-o", tmp_path / "two", "--title", "$1 a day")
    parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    parser.read(tmp_path / "two/Qleverfile")
    assert parser["data"]["description"] == "$1 a day"
    assert parser["index"]["cat_input_files"] == "zcat data/part-*.nq.gz"


def test_empty_dataset_is_one_empty_file(kg, tmp_path):
    (tmp_path / "empty.nq").write_text("")
    code, out, _ = kg("bulk", "tdb2", tmp_path / "empty.nq", "-o", tmp_path / "out")
    assert (code, [packed(path) for path in shards(tmp_path / "out")]) == (0, [""])
    assert "0 facts in 0 triples, in 1 file\n" in out


def test_blank_nodes_of_other_files_get_names_that_do_not_change(kg, tmp_path):
    (tmp_path / "blank.ttl").write_text("<urn:x:a> <urn:x:b> [ <urn:x:c> <urn:x:d> ] .")
    kg("bulk", "tdb2", tmp_path / "blank.ttl", "-o", tmp_path / "out")
    assert packed(shards(tmp_path / "out")[0]).count("_:c14n0") == 2


@pytest.mark.parametrize("loader", RDF)
def test_rdf12_is_refused_where_it_is_not_known_to_be_read(loader, kg, quads, tmp_path):
    path = tmp_path / "rdf12.nq"
    path.write_bytes(serialize(restate(quads, Statements.RDF12), "nq"))
    code, _, err = kg("bulk", loader, path, "-o", tmp_path / "out")
    if LOADERS[loader].rdf12:
        assert code == 0
    else:
        assert (code, err.count("\n")) == (1, 1)
        assert "convert the files first: kg convert --statements reification" in err
        assert sorted(each.name for each in tmp_path.iterdir()) == ["rdf12.nq"]


# The folder


def test_folder_with_something_else_is_refused_and_left_alone(kg, store, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    code, _, err = kg("bulk", "tdb2", "--store", store, "-o", tmp_path)
    assert (code, err) == (
        1,
        f"kg: {tmp_path}: has something else in it, such as mine.txt; name a new or empty folder\n",
    )
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_folder_of_another_run_is_replaced_as_a_whole(kg, store, tmp_path):
    kg("bulk", "tdb2", "--store", store, "-o", tmp_path / "out", "--shard-size", 20)
    assert len(shards(tmp_path / "out")) > 1
    kg("bulk", "graphml", "--store", store, "-o", tmp_path / "out")
    assert shards(tmp_path / "out") == []
    assert [each.name for each in tmp_path.iterdir()] == ["out"]
    (tmp_path / "out" / "data" / "mine.txt").write_text("mine")
    assert kg("bulk", "tdb2", "--store", store, "-o", tmp_path / "out")[0] == 1


def test_run_that_fails_leaves_what_was_there(kg, store, tmp_path):
    kg("bulk", "tdb2", "--store", store, "-o", tmp_path / "out")
    before = contents(tmp_path / "out")
    (tmp_path / "bad.nq").write_text("<urn:x:a> <urn:x:b> .\n")
    code, _, err = kg("bulk", "tdb2", tmp_path / "bad.nq", "-o", tmp_path / "out")
    assert (code, "bad.nq:1: not N-Quads" in err) == (1, True)
    assert contents(tmp_path / "out") == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bad.nq", "out"]


def test_folder_that_cannot_get_its_name_leaves_what_was_there(kg, store, tmp_path, monkeypatch):
    output = tmp_path / "out"
    kg("bulk", "tdb2", "--store", store, "-o", output)
    before, rename = contents(output), Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name == ".out.part":
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    code, _, err = kg("bulk", "neo4j", "--store", store, "-o", output)
    told = f"kg: {output}: cannot be written: input/output error; give another --output\n"
    assert (code, err) == (1, told)
    assert contents(output) == before
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_folder_of_a_run_that_was_killed_between_two_names_comes_back(kg, store, tmp_path):
    output = tmp_path / "out"
    kg("bulk", "tdb2", "--store", store, "-o", output)
    before = contents(output)
    output.rename(tmp_path / ".out.old")
    assert kg("bulk", "tdb2", tmp_path / "missing.nq", "-o", output)[0] == 1
    assert contents(output) == before
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (
            ("virtuso", "--store", "x"),
            1,
            "virtuso: no loader is called that; did you mean 'virtuoso'?",
        ),
        (("tdb2",), 2, "give FILES or --store DIR, one of the two"),
        (("tdb2", "--store", "no/such"), 1, "no/such: no store is there"),
        (("neo4j", "--store", "x", "--syntax", "turtle"), 1, "neo4j: it takes no Turtle"),
        (("tdb2", "--store", "x", "--license", "CC BY"), 2, "--license: 'CC BY' is no IRI"),
    ],
)
def test_wrong_use_is_one_line(arguments, code, told, kg, tmp_path):
    got, _, err = kg("bulk", *arguments, "-o", tmp_path / "out")
    assert (got, told in err, (tmp_path / "out").exists()) == (code, True, False)


def test_help_has_a_line_for_every_loader(kg):
    _, out, _ = kg("bulk", "--help")
    named = [line.split()[0] for line in out.splitlines() if line.startswith("    ")]
    assert named[: len(LOADERS)] == list(LOADERS)


# The description


@pytest.fixture
def described(kg, store, tmp_path):
    options = ("--title", "Ruiz and others", "--creator", "News Desk", "--shard-size", 60)
    where = ("--license", "https://example.org/licence", "--published-at", "https://example.org/d/")
    kg("bulk", "graphdb", "--store", store, "-o", tmp_path / "out", *options, *where)
    return rdflib.Graph().parse(tmp_path / "out" / "void.ttl")


def number(graph, subject, predicate):
    return graph.value(subject, predicate).toPython()


def test_description_counts_what_is_there(described, quads):
    facts = [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    assert number(described, DATASET, VOID.triples) == len(quads)
    assert number(described, DATASET, VOID.distinctSubjects) == len({q.subject for q in quads})
    assert number(described, DATASET, VOID.distinctObjects) == len({q.object for q in quads})
    assert number(described, DATASET, VOID.properties) == len({q.predicate for q in quads})
    assert number(described, DATASET, VOID.documents) == 3
    assert number(described, DATASET + "#facts", VOID.triples) == len(facts)


def test_description_counts_each_class_and_property_with_its_label(described, quads):
    people = {
        quad.subject
        for quad in quads
        if isinstance(quad.graph_name, DefaultGraph) and quad.object == NamedNode(KG.Person)
    }
    parts = set(described.subjects(VOID["class"], KG.Person))
    (part,) = parts & set(described.objects(DATASET + "#facts", VOID.classPartition))
    assert number(described, part, VOID.entities) == len(people)
    assert str(described.value(part, rdflib.RDFS.label)) == "person"
    claims = {q.subject for q in quads if q.object == NamedNode(KG.Claim)}
    part = described.value(predicate=VOID["class"], object=KG.Claim)
    assert (DATASET, VOID.classPartition, part) in described
    assert number(described, part, VOID.entities) == len(claims)
    part = described.value(predicate=VOID.property, object=KG.chargedWith)
    charged = sum(quad.predicate == NamedNode(KG.chargedWith) for quad in quads)
    assert number(described, part, VOID.triples) == charged
    assert str(described.value(part, rdflib.RDFS.label)) == "charged with"


def test_description_has_sources_and_licence_and_creator(described):
    (source,) = described.objects(DATASET, DCTERMS.source)
    assert str(described.value(source, DCTERMS.title)) == "Articles of Example Press"
    assert number(described, source, VOID.documents) == 1
    assert str(described.value(DATASET, DCTERMS.license)) == "https://example.org/licence"
    creator = described.value(DATASET, DCTERMS.creator)
    assert str(described.value(creator, rdflib.FOAF.name)) == "News Desk"
    ontology = rdflib.URIRef("https://w3id.org/news-kg/ontology")
    assert "LICENSE-2.0" in described.value(ontology, DCTERMS.license)


def test_description_has_each_file_with_size_and_checksum(described, tmp_path):
    files = {path.name: path.read_bytes() for path in shards(tmp_path / "out")}
    found = {}
    for part in described.objects(DATASET, DCAT.distribution):
        checksum = described.value(part, SPDX.checksum)
        name = str(described.value(part, DCTERMS.title))
        assert str(described.value(part, DCAT.downloadURL)) == f"https://example.org/d/{name}"
        found[name] = (
            number(described, part, DCAT.byteSize),
            str(described.value(checksum, SPDX.checksumValue)).lower(),
        )
    assert len(files) > 1
    assert found == {
        name: (len(written), hashlib.sha256(written).hexdigest()) for name, written in files.items()
    }


def test_description_has_no_blank_node_and_a_rapper_reads_it(described, tmp_path):
    assert not any(isinstance(term, rdflib.BNode) for triple in described for term in triple)
    if servers.program("rapper"):
        path = tmp_path / "out" / "void.ttl"
        run = subprocess.run(["rapper", "-q", "-c", "-i", "turtle", path], capture_output=True)
        assert (run.returncode, run.stderr) == (0, b"")


def test_links_to_other_datasets_are_counted_by_where_they_lead(kg, tmp_path):
    path = tmp_path / "same.ttl"
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix kg: <https://w3id.org/news-kg/ontology#> .\n"
        "<urn:x:a> a kg:Country ; owl:sameAs <http://www.wikidata.org/entity/Q1>, <https://other.example/2> ."
    )
    kg("bulk", "tdb2", path, "-o", tmp_path / "out")
    described = rdflib.Graph().parse(tmp_path / "out" / "void.ttl")
    links = set(described.subjects(rdflib.RDF.type, VOID.Linkset))
    assert {
        str(described.value(described.value(link, VOID.objectsTarget), VOID.uriSpace)): number(
            described, link, VOID.triples
        )
        for link in links
    } == {"http://www.wikidata.org/entity/": 1, "https://other.example/": 1}


def test_example_resources_are_things_of_the_data(described, quads):
    examples = {NamedNode(each) for each in described.objects(DATASET, VOID.exampleResource)}
    assert len(examples) == 3
    assert examples <= {quad.subject for quad in quads}


def test_entities_are_the_nodes_of_the_property_graph(kg, store, described, tmp_path):
    kg("bulk", "graphml", "--store", store, "-o", tmp_path / "ml")
    read = networkx.read_graphml(tmp_path / "ml/data/graph.graphml", force_multigraph=True)
    assert number(described, DATASET, VOID.entities) == len(read.nodes)


def test_statistics_do_not_depend_on_where_a_batch_ends(quads, tmp_path, monkeypatch):
    counted = []
    for batch in (7, 10_000):
        monkeypatch.setattr("kg.rdf.bulk.statistics._BATCH", batch)
        each = Statistics()
        assert len(list(each.count(lines_of(lambda: quads, tmp_path)))) == len(quads)
        counted.append(each)
    assert counted[0] == counted[1]


# Property graphs


def test_neo4j_gets_headers_of_their_own_and_packed_rows(kg, store, tmp_path):
    kg("bulk", "neo4j", "--store", store, "-o", tmp_path, "--shard-size", 10)
    head = next(csv.reader([(tmp_path / "data/nodes-header.csv").read_text()]))
    assert (head[0], head[-1]) == ("iri:ID", ":LABEL")
    parts = sorted((tmp_path / "data").glob("nodes-*.csv.gz"))
    rows = [row for part in parts for row in csv.reader(packed(part).splitlines())]
    assert len(parts) > 1
    assert {len(row) for row in rows} == {len(head)}


def test_neptune_gets_the_header_in_each_file(kg, store, tmp_path):
    kg("bulk", "neptune-csv", "--store", store, "-o", tmp_path, "--shard-size", 10)
    heads = {packed(part).splitlines()[0] for part in (tmp_path / "data").glob("edges-*.csv.gz")}
    assert len(heads) == 1
    assert heads.pop().startswith("~id,~from,~to,~label,")


def test_claims_are_edges_only_if_asked_for(kg, store, tmp_path):
    def types(*options):
        kg("bulk", "neo4j", "--store", store, "-o", tmp_path / "out", *options)
        rows = csv.reader(packed(tmp_path / "out/data/edges-00001.csv.gz").splitlines())
        return {row[-1] for row in rows}

    plain = types()
    assert "CLAIM" not in plain
    assert types("--claims") == plain | {"CLAIM"}


# The loaders themselves


def test_oxigraph_loads_what_was_written(kg, store, quads, tmp_path):
    found = servers.program("oxigraph")
    if found is None:
        pytest.skip("the oxigraph command is not installed")
    kg("bulk", "oxigraph", "--store", store, "-o", tmp_path / "out", "--shard-size", 80)
    loaded = tmp_path / "loaded"
    path = f"{Path(found).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "LOCATION": str(loaded), "PATH": path}
    subprocess.run([tmp_path / "out/load.sh"], check=True, capture_output=True, env=env)
    assert set(pyoxigraph.Store.read_only(str(loaded))) == quads


def test_tdb2_loads_what_was_written(kg, store, quads, jena, tmp_path):
    kg("bulk", "tdb2", "--store", store, "-o", tmp_path / "out", "--shard-size", 80)
    place = f"--loc={tmp_path / 'DB2'}"
    jena("tdb2.tdbloader", place, *shards(tmp_path / "out"))
    dumped = jena("tdb2.tdbdump", place, "--output=nq")
    assert set(pyoxigraph.parse(dumped, format=RdfFormat.N_QUADS)) == quads
    counted = jena("tdb2.tdbquery", place, "--results=csv", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert counted.split() == ["n", str(sum(isinstance(q.graph_name, DefaultGraph) for q in quads))]


def test_tdb2_loads_the_turtle_of_the_facts(kg, store, quads, jena, tmp_path):
    kg("bulk", "tdb2", "--store", store, "-o", tmp_path / "out", "--syntax", "turtle")
    place = f"--loc={tmp_path / 'DB2'}"
    jena("tdb2.tdbloader", place, *shards(tmp_path / "out"))
    dumped = jena("tdb2.tdbdump", place, "--output=nq")
    facts = {quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    assert set(pyoxigraph.parse(dumped, format=RdfFormat.N_QUADS)) == facts


def asked(server, question):
    """The rows of an answer of Virtuoso."""
    query = urllib.parse.urlencode({"query": question, "format": "application/sparql-results+json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{server.url}?{query}", timeout=60) as answer:
        return json.load(answer)["results"]["bindings"]


def term(value):
    """A term of an answer; Virtuoso writes booleans as numbers."""
    if value["type"] == "uri":
        return NamedNode(value["value"])
    datatype = value.get("datatype")
    text = value["value"]
    if datatype == f"{XSD}boolean":
        text = "true" if text == "1" else "false"
    return Literal(
        text, language=value.get("xml:lang"), datatype=NamedNode(datatype) if datatype else None
    )


@pytest.mark.parametrize("syntax", ["nquads", "turtle"])
def test_virtuoso_loads_what_was_written(
    syntax, kg, store, quads, virtuoso_server, tmp_path_factory
):
    out = tmp_path_factory.mktemp("bulk-virtuoso") / "out"  # below a folder of DirsAllowed
    graph = f"urn:x:facts:{syntax}"
    kg("bulk", "virtuoso", "--store", store, "-o", out, "--syntax", syntax, "--facts-graph", graph,
       "--shard-size", 80)  # fmt: skip
    if syntax == "turtle":
        names = {path.name for path in (out / "data").iterdir()}
        assert {f"{path.name}.graph" for path in shards(out)} <= names
    wanted = facts_in(quads, graph)
    if syntax == "turtle":
        wanted = {quad for quad in wanted if quad.graph_name == NamedNode(graph)}
    env = {
        **os.environ,
        "ISQL": "isql-vt",
        "SERVER": f"127.0.0.1:{virtuoso_server.sql}",
        "PASSWORD": str(virtuoso_server.password),
    }
    names = sorted({quad.graph_name.value for quad in wanted})
    clear = [f"SPARQL CLEAR GRAPH <{name}>" for name in names]
    servers.isql(virtuoso_server, *clear, "DELETE FROM DB.DBA.LOAD_LIST")
    try:
        run = subprocess.run([out / "load.sh"], check=True, capture_output=True, text=True, env=env)
        assert "part-" not in run.stdout + run.stderr  # a file that could not be loaded
        found = set()
        for name in names:
            for row in asked(virtuoso_server, f"SELECT * {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"):
                found.add(Quad(*(term(row[key]) for key in "spo"), NamedNode(name)))
    finally:
        servers.isql(virtuoso_server, *clear)  # other tests have the same server
    assert found == wanted
