"""Options of a build for a language model, before anything is read: nothing is sent unless somebody asks for it."""

import importlib
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from models import answering, error

from kg import cluster
from kg.cli import commands, look
from kg.cli.config import defaults
from kg.errors import ConfigError
from kg.evaluate.reader import Reader
from kg.llm import LanguageModel
from kg.llm.account import Account
from kg.llm.budget import Budget
from kg.pipeline import kept
from kg.pipeline.fingerprint import Fingerprints
from kg.pipeline.settings import checked

WAITED = """
import itertools, time
from kg.pipeline.bounds import Bounds, paused
with Bounds(seconds=1.0).kept():
    with paused():
        time.sleep(1.6)
    print("waited", flush=True)
    max(itertools.repeat(0, 10**14))
"""


def test_model_that_is_not_among_the_extractors_is_not_asked() -> None:
    with answering(lambda request: error(500, "no")) as server:
        assert checked(llm=LanguageModel(server.url, "m")).llm is None
    assert server.requests == []


def test_extractor_without_a_model_is_told() -> None:
    with pytest.raises(
        ConfigError, match="llm: no model is named; give its server and its name, as in --llm "
    ):
        checked(extractors=("rules", "llm"))


def test_fingerprint_of_an_article_knows_which_model_is_asked() -> None:
    def part(name: str | None) -> str | None:
        llm = LanguageModel("http://localhost:1", name) if name else None
        settings = checked(extractors=("rules", "llm") if name else ("rules",), llm=llm)
        return Fingerprints(settings)._shared.get("llm")

    assert part(None) is None
    assert part("m") == part("m") != part("n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--extractors", "llm"), "llm: no model is named"),
        (("--extractors", "llm", "--llm", "localhost:1"), "llm_model: no model is named"),
        (
            ("--dry-run",),
            "dry_run: no language model is asked; give --extractors rules,network,llm",
        ),
        (("--extractors", "llm", "--spark", "local", "-o", "out"), "does not go with --spark"),
        (("--extractors", "lmm"), "extractors: 'lmm' is none; did you mean 'llm'?"),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], told: str, kg, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("It rained.")
    code, out, err = kg("build", article, *arguments)
    assert code in (1, 2)
    assert out == ""
    assert told in err.splitlines()[-1]


@pytest.mark.parametrize(
    "line",
    [
        'llm = "http://elsewhere.example"',
        'llm-model = "dear"',
        'llm-budget = "1M calls"',
        'llm-cache = "theirs"',
        'llm-key = "k"',
        "llm-insecure = true",
        'llm-certificates = "theirs.pem"',
        'extractors = ["rules", "llm"]',
        'extractors = "rules, llm"',
    ],
)
def test_file_of_the_folder_cannot_have_sentences_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kg.toml"
    path.write_text(f"[build]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"say kg --config kg\.toml build"):
        defaults(commands)
    assert len(defaults(commands, path)["build"]) == 1  # where it is named


def test_waiting_for_a_model_takes_no_time_of_the_document() -> None:
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", WAITED], capture_output=True, text=True, check=False
    )
    assert ended.stdout == "waited\n"
    assert ended.returncode != 0
    assert time.monotonic() - began < 20


def test_doctor_tells_whether_a_model_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert look.llm() == (True, f"httpx {version('httpx')}")

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(look, "version", missing)
    well, told = look.llm()
    assert well is None
    assert told.endswith("pip install 'news-kg[llm]'")


def test_missing_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def missing(name: str, package: str | None = None) -> Any:
        if name == "httpx":
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr("kg.errors.import_module", missing)
    with pytest.raises(ConfigError) as raised:
        LanguageModel("http://localhost:1", "m").checked()
    assert str(raised.value) == "httpx: it is not installed; pip install 'news-kg[llm]'"


def test_builds_one_after_the_other_have_one_budget_and_ask_again_each_time() -> None:
    def begin() -> Path:
        model = LanguageModel("http://localhost:1", "m")
        settings = kept.begun(checked(extractors=("rules", "llm"), llm=model))
        assert settings.llm is not None
        return settings.llm.account

    with kept.keeping():
        first = begin()
        Account(first).failed("nobody is there", for_good=True)
        assert Account(first).take(Budget(calls=1), 0, 0.0)
        assert begin() == first
        assert Account(first).away == ""
        assert not Account(first).take(Budget(calls=1), 0, 0.0)
    assert begin() != first


def test_what_asks_no_model_says_so() -> None:
    with pytest.raises(ConfigError, match="extractors: llm is asked by kg build alone"):
        Reader(extractors=("rules", "llm"))
    with pytest.raises(ConfigError, match="no language model is asked on Spark"):
        cluster.build(
            output="nowhere",
            extractors=("rules", "llm"),
            llm=LanguageModel("http://localhost:1", "m"),
        )
