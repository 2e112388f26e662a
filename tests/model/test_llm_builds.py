"""Builds with a language model, as a user meets them: invented models behind a real server on loopback."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from models import Answering, Reply, Request, answering, asked, completion, error, relation

import kg
from kg.llm import LanguageModel

TEXTS = [
    f"Ana Ruiz praised Hale Group number {n} in Quito. It rained on Monday in Madrid."
    for n in range(30)
]
OPTIONS: dict[str, Any] = {"date": "2026-03-12", "extractors": ("rules", "llm"), "kb": "small"}


class Switch:
    """A model that praises turn into work for; a switch turns it off."""

    def __init__(self) -> None:
        self.off: Reply | None = None

    def __call__(self, request: Request) -> Reply:
        if self.off is not None:
            return self.off
        sentence = asked(request)["sentence"]
        found = (
            [relation("worksFor", sentence, "Ana Ruiz", "Hale Group")]
            if "praised" in sentence
            else []
        )
        return 200, completion(json.dumps({"relations": found, "events": []})), {}


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def server(switch: Switch) -> Iterator[Answering]:
    with answering(switch) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, text in enumerate(TEXTS[:2]):
        path = tmp_path / "news" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path / "news"


def command(folder: Path, server: Answering, *more: object) -> tuple[object, ...]:
    options = ("--date", "2026-03-12", "--extractors", "rules,llm", "--kb", "small")
    cache = folder.parent / "answers"
    return (
        "build",
        folder,
        *options,
        "--llm",
        server.url,
        "--llm-model",
        "m",
        "--llm-cache",
        cache,
        *more,
    )


def test_several_processes_give_the_bytes_of_one_and_answers_are_kept(
    server: Answering, tmp_path: Path
) -> None:
    model = LanguageModel(server.url, "m", cache=tmp_path / "answers", budget="60 calls")
    several = kg.build(texts=TEXTS, workers=2, llm=model, **OPTIONS)
    report = several.report.proposals
    assert report is not None
    assert (report.asked, report.calls, report.missing, report.claimed) == (60, 60, 0, 30)
    one = kg.build(texts=TEXTS, workers=1, llm=model, **OPTIONS)
    assert one.quads == several.quads
    assert one.report.proposals is not None
    assert (one.report.proposals.calls, one.report.proposals.cached) == (0, 60)
    assert len(server.requests) == 60


def test_budget_holds_for_all_processes_together(server: Answering, tmp_path: Path) -> None:
    model = LanguageModel(server.url, "m", cache=tmp_path / "answers", budget="25 calls")
    report = kg.build(texts=TEXTS, workers=2, llm=model, **OPTIONS).report
    assert report.documents == 30
    assert report.proposals is not None
    assert (report.proposals.calls, report.proposals.missing) == (25, 35)
    assert len(server.requests) == 25


def test_dry_run_prints_what_is_sent_then(server: Answering, folder: Path, kg: Any) -> None:
    code, out, err = kg(*command(folder, server, "--dry-run", "--json"))
    assert (code, server.requests) == (0, [])
    assert err.startswith("4 requests, of which 0 have answers that are kept; ")
    assert err.endswith("nothing was sent\n")
    told = [json.loads(line) for line in out.splitlines()]
    assert {each["url"] for each in told} == {f"{server.url}/v1/chat/completions"}
    assert [Path(each["source"]).name for each in told] == ["0.txt", "0.txt", "1.txt", "1.txt"]
    code, out, err = kg(*command(folder, server))
    assert code == 0
    sent = [
        {name: value for name, value in each.items() if name != "path"} for each in server.requests
    ]
    assert [each["request"] for each in told] == sent
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in out.splitlines()}
    assert rows["asked"] == "4 of 4 sentences answered by m"
    assert rows["proposed"] == "2 2 are new claims, 0 said by rules or network, too"
    assert rows["calls"] == "4 400 tokens sent, 80 answered; 0 answers were kept from before"
    code, out, _ = kg(*command(folder, server, "-n"))
    assert out.count("(its answer is kept: not sent again)") == 4
    assert "Propose what the value" in out
    assert len(server.requests) == 4


def test_build_goes_on_without_the_server_and_asks_again_later(
    server: Answering, switch: Switch, folder: Path, kg: Any
) -> None:
    store = folder.parent / "store"
    switch.off = error(404, "no such model")
    code, out, _ = kg(*command(folder, server, "--store", store))
    assert code == 0
    assert ["asked", "0", "of", "4", "sentences"] in [each.split()[:5] for each in out.splitlines()]
    (line,) = [each for each in out.splitlines() if each.startswith("llm: ")]
    assert line.startswith("llm: 4 sentences without an answer: http://127.0.0.1:")
    assert "HTTP 404: no such model; nothing is at this address" in line
    assert line.endswith("; all else is whole, and the same command asks again")
    assert len(server.requests) == 1
    switch.off = None
    _, out, _ = kg(*command(folder, server, "--store", store, "--json"))
    report = json.loads(out)
    assert (report["documents"], report["anew"]) == (2, {"llm": 2})
    assert (report["proposals"]["claimed"], report["proposals"]["missing"]) == (2, 0)
    _, out, _ = kg(*command(folder, server, "--store", store, "--json"))
    report = json.loads(out)
    assert (report["documents"], report["unchanged"], report["proposals"]) == (0, 2, None)
    shutil.rmtree(folder.parent / "answers")
    _, out, _ = kg(*command(folder, server, "--store", store, "--llm-model", "n", "--json"))
    assert json.loads(out)["anew"] == {"llm": 2}
