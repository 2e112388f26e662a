r"""The bulk loaders that there are: what each takes, and the commands that load a folder there.

What each of them takes, by its own documentation:

- Virtuoso: ``ld_dir`` registers packed files by a pattern; a file beside it, its name and ``.graph``, names the
  graph of a Turtle file; no graph of N-Quads is the default graph, so the facts get one of their own
  (http://vos.openlinksw.com/owiki/wiki/VOS/VirtBulkRDFLoader).
- Jena TDB2: ``tdb2.tdbloader`` reads packed files of any syntax, into a database that no server has open
  (https://jena.apache.org/documentation/tdb2/tdb2_cmds.html).
- GraphDB: ``importrdf preload`` makes a repository anew from packed files while the server is down
  (https://graphdb.ontotext.com/documentation/10.1/loading-data-using-importrdf.html).
- Neptune: the loader takes all files below an address in S3, packed or not; what has no graph goes to
  ``http://aws.amazon.com/neptune/vocab/v01/DefaultNamedGraph``, or to ``namedGraphUri``
  (https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load.html).
- QLever: ``qlever index`` reads a stream of N-Quads, as the Qleverfile says; a query without a graph sees all graphs
  (https://github.com/qlever-dev/qlever-control).
- Oxigraph: ``oxigraph load`` reads packed files and RDF 1.2 (https://github.com/oxigraph/oxigraph/tree/main/cli).
- Neo4j: ``neo4j-admin database import full``; an array's delimiter cannot be escaped, so it is a character of no text
  (https://neo4j.com/docs/operations-manual/current/import/).
- Neptune again, as a property graph: an edge's property has one value, and ``;`` in an array is written ``\;``
  (https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-gremlin.html).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from shlex import quote
from types import MappingProxyType
from typing import Final

from kg.errors import ConfigError

FACTS: Final = (
    "graph/facts"  # below the base: the graph of the facts where the default graph is of no use
)
ARRAY: Final = "\N{SYMBOL FOR UNIT SEPARATOR}"  # between the values of an array of Neo4j


class Kind(StrEnum):
    """What a loader takes."""

    RDF = "rdf"
    NEO4J = "neo4j"
    GREMLIN = "gremlin"
    GRAPHML = "graphml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """A bulk loader: what it takes, and the shell commands that load the files, with their comments."""

    name: str
    title: str
    commands: str
    kind: Kind = Kind.RDF
    names_facts: bool = False  # the facts need a named graph
    rdf12: bool = False


_S3: Final = """\
# BUCKET is s3://bucket/folder in the region of the cluster, ROLE the IAM role that may read it; every file below
# data/ is loaded, and nothing else may lie there.
aws s3 sync data "$BUCKET"
curl -X POST -H 'Content-Type: application/json' "https://$ENDPOINT:8182/loader" -d '{{
  "source": "'"$BUCKET"'", "format": "{format}", "iamRoleArn": "'"$ROLE"'", "region": "'"$REGION"'",
  "failOnError": "TRUE", "parallelism": "HIGH"
}}'
# The answer has a loadId: curl "https://$ENDPOINT:8182/loader/$LOAD_ID" says how far it is.
"""

_LOADERS: Final = (
    Loader(
        name="virtuoso",
        title="Virtuoso",
        names_facts=True,
        commands="""\
# data/ must be readable for the server and below a folder of DirsAllowed in virtuoso.ini. The client is called
# isql-vt on Debian: ISQL=isql-vt.
${{ISQL:-isql}} "${{SERVER:-localhost:1111}}" dba "${{PASSWORD:-dba}}" VERBOSE=OFF \\
    EXEC="ld_dir('$PWD/data', '{pattern}', '{facts}')" \\
    EXEC="rdf_loader_run()" \\
    EXEC="checkpoint" \\
    EXEC="SELECT ll_file, ll_error FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL"
""",
    ),
    Loader(
        name="tdb2",
        title="Jena TDB2",
        commands="""\
# No Fuseki may have the database open; then: fuseki-server --loc "$LOCATION" /news
tdb2.tdbloader --loc "${{LOCATION:-DB2}}" {files}
""",
    ),
    Loader(
        name="graphdb",
        title="GraphDB",
        commands="""\
# The server must be down, and the repository there, made in the Workbench; preload writes it anew and infers nothing
# (importrdf load does).
importrdf preload -f -i "${{REPOSITORY:-news}}" {files}
""",
    ),
    Loader(name="neptune", title="Neptune, as RDF", commands=_S3.replace("{format}", "{neptune}")),
    Loader(
        name="qlever",
        title="QLever",
        commands="""\
# What to index and how is in the Qleverfile beside this script.
qlever index
qlever start
""",
    ),
    Loader(
        name="oxigraph",
        title="Oxigraph",
        rdf12=True,
        commands="""\
# No server may have the folder open; then: oxigraph serve --location "$LOCATION"
oxigraph load --location "${{LOCATION:-oxigraph}}" --file {files}
""",
    ),
    Loader(
        name="neo4j",
        title="Neo4j",
        kind=Kind.NEO4J,
        commands="""\
# The database must not be there yet, or add --overwrite-destination; the server must be down.
neo4j-admin database import full "${{DATABASE:-neo4j}}" \\
    --array-delimiter=U+241F \\
    --nodes={nodes} \\
    --relationships={edges}
# Then, so that names are found at once:
#   CREATE CONSTRAINT FOR (n:Entity) REQUIRE n.iri IS UNIQUE;
#   CREATE FULLTEXT INDEX names FOR (n:Entity) ON EACH [n.name, n.aliases];
""",
    ),
    Loader(
        name="neptune-csv",
        title="Neptune, as a property graph",
        kind=Kind.GREMLIN,
        commands=_S3.replace("{format}", "csv"),
    ),
    Loader(
        name="graphml",
        title="Gephi, yEd, Cytoscape, igraph or NetworkX",
        kind=Kind.GRAPHML,
        commands="""\
# Most open data/graph.graphml from their menu. In Python, without a file: graph.to_networkx().
python -c "import networkx; print(networkx.read_graphml('data/graph.graphml', force_multigraph=True))"
""",
    ),
)
LOADERS: Final[Mapping[str, Loader]] = MappingProxyType({each.name: each for each in _LOADERS})

QLEVERFILE: Final = """\
[data]
NAME        = news
DESCRIPTION = {title}
FORMAT      = {format}

[index]
INPUT_FILES     = {pattern}
CAT_INPUT_FILES = zcat ${{INPUT_FILES}}
SETTINGS_JSON   = {{ "num-triples-per-batch": 1000000 }}

[server]
PORT = 7019

[runtime]
SYSTEM = docker
IMAGE  = docker.io/adfreiburg/qlever:latest
"""


def loader(name: str) -> Loader:
    """Return the loader called NAME.

    >>> loader("virtuso")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: virtuso: no loader is called that; did you mean 'virtuoso'?
    """
    if name in LOADERS:
        return LOADERS[name]
    near = get_close_matches(name, LOADERS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(LOADERS)}"
    raise ConfigError(f"{name}: no loader is called that; {hint}")


def script(
    chosen: Loader, files: Sequence[str], *, facts_graph: str | None = None, turtle: bool = False
) -> str:
    """Return the shell script that loads FILES, whose names are relative to it.

    >>> print(script(LOADERS["oxigraph"], ["data/part-00001.nq.gz"]).splitlines()[-1])
    oxigraph load --location "${LOCATION:-oxigraph}" --file data/part-00001.nq.gz
    """
    commands = chosen.commands.format(
        files="data/part-*.ttl.gz" if turtle else "data/part-*.nq.gz",
        pattern="part-*.ttl.gz" if turtle else "part-*.nq.gz",
        neptune="turtle" if turtle else "nquads",
        facts=_in_sql(facts_graph or ""),
        nodes=quote(",".join(name for name in files if name.startswith("data/nodes"))),
        edges=quote(",".join(name for name in files if name.startswith("data/edges"))),
    )
    if len(files) == 1:
        commands = commands.replace("data/part-*.nq.gz", files[0])
    head = f"#!/bin/sh\n# Loads this folder into {chosen.title}; run it, or copy from it.\n"
    return f'{head}set -e\ncd "$(dirname "$0")"\n\n{commands}'


def _in_sql(name: str) -> str:
    """Return an IRI as it stands in a string of SQL, in a string of the shell."""
    return name.replace("'", "''").replace("$", "\\$")
