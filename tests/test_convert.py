"""Files in every syntax and every form of statements, read by parsers that are not ours."""

import gzip
import subprocess

import pyoxigraph
import pytest
import rdflib
import servers
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.errors import ConfigError, SourceError
from kg.rdf import Statements, restate, serialize
from kg.rdf.convert import convert
from kg.rdf.sort import sorted_lines
from kg.store import Embedded

RDFLIB = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[ .]:DeprecationWarning")
SYNTAXES = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
GRAPHS = {"trig", "nq", "jsonld"}
# What there is to write: classic reification everywhere, graphs where there are any, RDF 1.2 but for JSON-LD.
WRITABLE = [
    (form, suffix)
    for form in Statements
    for suffix in SYNTAXES
    if not (form is Statements.GRAPHS and suffix not in GRAPHS)
    and not (form is Statements.RDF12 and suffix == "jsonld")
]
FORM_1_1 = [pair for pair in WRITABLE if pair[0] is not Statements.RDF12]
RDFLIB_NAMES = {"jsonld": "json-ld", "rdf": "xml", "nq": "nquads", "ttl": "turtle"}
PREFIX = "@prefix x: <urn:x:> .\n"


@pytest.fixture(scope="module")
def files(quads, tmp_path_factory):
    """A file for each form and syntax that there is, written from TriG by the command."""
    folder = tmp_path_factory.mktemp("forms")
    source = folder / "source.trig"
    source.write_bytes(serialize(quads, "trig"))
    for form, suffix in WRITABLE:
        chunks = convert([source], SYNTAXES[suffix], statements=form)
        (folder / f"{form}.{suffix}").write_bytes(b"".join(chunks))
    return folder


def wanted(quads, form, suffix):
    """What a file must say: the graphs are lost where the syntax has none."""
    written = restate(quads, form)
    return written if suffix in GRAPHS else {Quad(*quad.triple) for quad in written}


def lines(quads):
    return sorted(f"{quad} ." for quad in quads)


# Each by whom it can be read


@pytest.mark.parametrize(("form", "suffix"), WRITABLE)
def test_pyoxigraph_reads_what_was_written(form, suffix, files, quads):
    read = pyoxigraph.parse(path=files / f"{form}.{suffix}", format=SYNTAXES[suffix])
    assert set(read) == wanted(quads, form, suffix)


@pytest.mark.parametrize(("form", "suffix"), WRITABLE)
def test_oxigraph_command_reads_what_was_written(form, suffix, files, quads, tmp_path):
    found = servers.program("oxigraph")
    if found is None:
        pytest.skip("the oxigraph command is not installed")
    target = tmp_path / "out.nq"
    where = ["--from-file", files / f"{form}.{suffix}", "--to-file", target]
    subprocess.run([found, "convert", *where], check=True, capture_output=True)
    assert sorted(target.read_text().splitlines()) == lines(wanted(quads, form, suffix))


@RDFLIB
@pytest.mark.parametrize(("form", "suffix"), FORM_1_1)
def test_rdflib_reads_what_was_written(form, suffix, files, quads, monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    name = RDFLIB_NAMES.get(suffix, suffix)
    dataset.parse(files / f"{form}.{suffix}", format=name)
    read = set()
    for subject, predicate, value, graph in dataset.quads():
        place = () if graph in (None, dataset.default_graph.identifier) else (term(graph),)
        read.add(Quad(term(subject), term(predicate), term(value), *place))
    assert read == wanted(quads, form, suffix)


def term(value):
    """A term of rdflib as one of ours."""
    if isinstance(value, rdflib.URIRef):
        return NamedNode(str(value))
    datatype = NamedNode(value.datatype) if value.datatype else None
    return Literal(str(value), datatype=datatype, language=value.language)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf"])
def test_rapper_reads_what_was_written(suffix, files, quads):
    if servers.program("rapper") is None:
        pytest.skip("rapper (raptor2-utils) is not installed")
    syntax = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}[suffix]
    path = files / f"reification.{suffix}"
    run = subprocess.run(
        ["rapper", "-q", "-i", syntax, "-o", "ntriples", path], check=True, capture_output=True
    )
    assert run.stderr == b""
    read = set(pyoxigraph.parse(run.stdout, format=RdfFormat.N_TRIPLES))
    assert read == wanted(quads, Statements.REIFICATION, suffix)


def test_riot_reads_what_was_written(files, quads, jena):
    # Debian's Jena lacks the parser of JSON that its reader of JSON-LD needs.
    for form, suffix in [pair for pair in FORM_1_1 if pair[1] != "jsonld"]:
        run = jena.run("riotcmd.riot", "--output=nq", files / f"{form}.{suffix}")
        assert (run.returncode, run.stderr) == (0, ""), (form, suffix)
        read = set(pyoxigraph.parse(run.stdout, format=RdfFormat.N_QUADS))
        assert read == wanted(quads, form, suffix), (form, suffix)


# From each to each


@pytest.mark.parametrize(("form", "suffix"), [pair for pair in WRITABLE if pair[1] in GRAPHS])
def test_every_file_with_graphs_leads_back_to_the_same_bytes(form, suffix, files):
    back = b"".join(
        convert([files / f"{form}.{suffix}"], RdfFormat.TRIG, statements=Statements.REIFICATION)
    )
    assert back == (files / "source.trig").read_bytes()


@pytest.mark.parametrize(("form", "suffix"), WRITABLE)
def test_file_converted_to_itself_has_the_same_bytes(form, suffix, files):
    path = files / f"{form}.{suffix}"
    assert b"".join(convert([path], SYNTAXES[suffix])) == path.read_bytes()
    assert b"".join(convert([path], SYNTAXES[suffix], statements=form)) == path.read_bytes()


def test_order_of_lines_does_not_matter(files, tmp_path):
    path = files / "reification.nq"
    shuffled = tmp_path / "shuffled.nq"
    shuffled.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True))))
    assert b"".join(convert([shuffled], RdfFormat.N_QUADS)) == path.read_bytes()
    assert (
        b"".join(convert([shuffled, path], RdfFormat.TRIG)) == (files / "source.trig").read_bytes()
    )


def test_blank_nodes_get_names_that_do_not_change(tmp_path):
    path = tmp_path / "blank.ttl"
    path.write_text(PREFIX + "x:a x:b [ x:c x:d ] .\n")
    first, again = (b"".join(convert([path], RdfFormat.N_QUADS)) for _ in range(2))
    assert first == again == (b"<urn:x:a> <urn:x:b> _:c14n0 .\n_:c14n0 <urn:x:c> <urn:x:d> .\n")
    blank = tmp_path / "blank.nq"
    blank.write_bytes(first.replace(b"c14n0", b"other"))
    assert b"".join(convert([blank], RdfFormat.N_QUADS)) == first
    assert b'"@id": "_:c14n0"' in b"".join(convert([blank], RdfFormat.JSON_LD))


def test_blank_nodes_of_two_files_are_two(tmp_path):
    paths = [tmp_path / "one.nq", tmp_path / "two.nq"]
    for path, value in zip(paths, ("1", "2"), strict=True):
        path.write_text(f'_:same <urn:x:p> "{value}" .\n')
    subjects = {
        line.split()[0] for line in b"".join(convert(paths, RdfFormat.N_QUADS)).splitlines()
    }
    assert len(subjects) == 2


def test_literals_keep_their_form(tmp_path):
    path = tmp_path / "exact.ttl"
    path.write_text(PREFIX + 'x:a x:b 01, "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n')
    assert b'"01"' in b"".join(convert([path], RdfFormat.N_QUADS))
    assert b"01, 1.50" in b"".join(convert([path], RdfFormat.TURTLE))


def test_direction_of_text_is_kept_in_every_syntax(tmp_path):
    path = tmp_path / "direction.ttl"
    path.write_text(PREFIX + 'x:a x:b "x"@ar--rtl .\n')
    wanted = set(pyoxigraph.parse(path=path))
    for syntax in SYNTAXES.values():
        written = b"".join(convert([path], syntax))
        assert set(pyoxigraph.parse(written, format=syntax)) == wanted, syntax


# The command


def test_command_writes_packed_files_that_are_the_same_every_time(kg, files, tmp_path):
    target = tmp_path / "out.nq.gz"
    assert kg("convert", files / "source.trig", "-o", target, "--statements", "rdf12") == (
        0,
        "",
        "",
    )
    first = target.read_bytes()
    assert gzip.decompress(first) == (files / "rdf12.nq").read_bytes()
    assert kg("convert", target, "-o", tmp_path / "again.nq.gz")[0] == 0
    assert (tmp_path / "again.nq.gz").read_bytes() == first


def test_command_writes_trig_to_standard_output(kg, files):
    code, out, _ = kg("convert", files / "rdf12.nq", "--statements", "rdf11")
    assert (code, out) == (0, (files / "source.trig").read_text())


def test_command_without_provenance_writes_the_facts_alone(kg, files, quads):
    for source in ("source.trig", "reification.nq", "graphs.nq"):
        _, out, _ = kg("convert", files / source, "--format", "nq", "--provenance", "none")
        assert out.splitlines() == lines(q for q in quads if isinstance(q.graph_name, DefaultGraph))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.ttl", PREFIX + "x:a x:b\n x:c\n x:d x:e .", "bad.ttl:4: not Turtle: "),
        ("bad.nq.gz", "no gzip", "bad.nq.gz: cannot be read: Not a gzipped file"),
        ("bad.jsonld", '{"a":', "bad.jsonld:1: not JSON-LD: "),
        ("bad.rdf", "<a>", "bad.rdf:1: not RDF/XML: "),
        ("bad.txt", "", "bad.txt: no RDF syntax is called that; "),
        ("relative.ttl", "<a> <b> <c> .", "relative.ttl:1: not Turtle: "),
    ],
)
def test_file_that_cannot_be_read_is_one_line(name, text, told, kg, tmp_path):
    (tmp_path / name).write_text(text)
    target = tmp_path / "out.nq"
    code, _, err = kg("convert", tmp_path / name, "-o", target)
    assert (code, err.count("\n")) == (1, 1)
    assert told in err
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_file_that_is_not_there_is_one_line(kg):
    code, _, err = kg("convert", "no/such.nq")
    assert (code, err) == (
        1,
        "kg: no/such.nq: cannot be read: No such file or directory; check the file\n",
    )


def test_base_that_is_no_iri_is_a_wrong_use(kg, files):
    code, _, err = kg("convert", files / "source.trig", "--base", "foo")
    assert (code, "--base: 'foo' is no IRI" in err) == (2, True)


def test_relative_iris_take_the_base(kg, tmp_path):
    (tmp_path / "relative.ttl").write_text("<a> <b> <c> .")
    _, out, _ = kg("convert", tmp_path / "relative.ttl", "--base", "urn:x:/", "--format", "nt")
    assert out == "<urn:x:/a> <urn:x:/b> <urn:x:/c> .\n"


@pytest.mark.parametrize(
    ("form", "suffix"), [("graphs", "ttl"), ("graphs", "nt"), ("rdf12", "jsonld")]
)
def test_form_that_the_syntax_cannot_say_is_one_line(form, suffix, kg, files, tmp_path):
    target = tmp_path / f"out.{suffix}"
    code, _, err = kg("convert", files / "source.trig", "-o", target, "--statements", form)
    assert (code, err.count("\n"), target.exists()) == (1, 1, False)
    assert "give --statements reification" in err


def test_named_graphs_of_claims_are_not_lost_in_silence(kg, files, tmp_path):
    code, _, err = kg("convert", files / "graphs.trig", "-o", tmp_path / "out.ttl")
    assert (code, err.count("\n")) == (1, 1)
    assert "which Turtle cannot carry; give --statements reification or rdf12" in err


def test_facts_alone_need_no_form_of_statements(kg, files):
    command = ("convert", files / "graphs.trig", "--format", "nt", "--provenance", "none")
    code, out, err = kg(*command)
    assert (code, err, out.count("\n") > 10) == (0, "", True)


def test_triple_terms_are_refused_in_json_ld(files):
    with pytest.raises(ConfigError, match="JSON-LD: it has no triple terms"):
        list(convert([files / "rdf12.trig"], RdfFormat.JSON_LD))


def test_packed_file_cut_short_is_told(tmp_path, files):
    cut = tmp_path / "cut.nq.gz"
    cut.write_bytes(gzip.compress((files / "reification.nq").read_bytes())[:-30])
    with pytest.raises(SourceError, match=r"cut\.nq\.gz: cannot be read: Compressed file ended"):
        list(convert([cut], RdfFormat.N_QUADS))


# Sorting


@pytest.mark.parametrize("run", [1, 300, 10**9])
def test_lines_are_sorted_on_disk_as_in_memory(run, tmp_path):
    given = [f"{number * 7919 % 501}é\n" for number in range(1_000)]
    assert list(sorted_lines(iter(given), tmp_path, run=run)) == sorted(set(given))
    assert list(tmp_path.iterdir()) == []


# What else writes files


@pytest.fixture
def store(tmp_path, write, stories):
    with Embedded.open(tmp_path / "store") as embedded:
        embedded.add(write(story) for story in stories.values())
    return tmp_path / "store"


@pytest.mark.parametrize(("form", "suffix"), [pair for pair in WRITABLE if pair[1] in GRAPHS])
def test_export_of_a_store_has_the_form_that_is_asked_for(form, suffix, kg, store, files, tmp_path):
    target = tmp_path / f"out.{suffix}"
    assert kg("export", "--store", store, "-o", target, "--statements", form)[0] == 0
    assert target.read_bytes() == (files / f"{form}.{suffix}").read_bytes()


def test_export_refuses_a_form_that_the_syntax_cannot_say(kg, store):
    code, _, err = kg("export", "--store", store, "--format", "nt", "--statements", "graphs")
    assert (code, err.count("\n")) == (1, 1)
    assert "N-Triples: it has no graphs to put statements in" in err
