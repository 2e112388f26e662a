"""Asking about sentences: what is kept is not asked again, and where asking stops, the rest is missing."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from models import Answering, Request, answering, completion, error, proposing, relation

from kg.errors import ConfigError, EndpointError
from kg.llm import LanguageModel, tries
from kg.llm.account import Account
from kg.llm.asker import Asker
from kg.llm.prompt import Asked
from kg.llm.schema import Vocabulary
from kg.ontology import Ontology, load

SENTENCES = [Asked(first=n, sentence=f"Ana owns house {n}.") for n in range(4)]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "_PAUSES", (0.0, 0.0))


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def owner(sentence: str, request: Request) -> Any:
    return {"relations": [relation("owns", sentence, "Ana", "house")], "events": []}


@pytest.fixture
def server() -> Iterator[Answering]:
    with proposing(owner) as found:
        yield found


def asker(ontology: Ontology, server: Answering, tmp_path: Path, **options: Any) -> Asker:
    model = LanguageModel(server.url, options.pop("model", "m"), cache=tmp_path, **options)
    return Asker(model.checked(), Vocabulary(ontology))


def test_each_sentence_is_asked_once_and_then_kept(ontology, server, tmp_path):
    with asker(ontology, server, tmp_path, price="1/2 USD") as first:
        found = first.ask(SENTENCES)
    assert [each.first for each in found.answered] == [0, 1, 2, 3]
    usage = found.usage
    assert (usage.asked, usage.calls, usage.cached, usage.missing) == (4, 4, 0, 0)
    assert (usage.tokens_in, usage.tokens_out, usage.cost) == (400, 80, pytest.approx(0.00056))
    with asker(ontology, server, tmp_path, price="1/2 USD") as second:
        again = second.ask(SENTENCES)
    assert again.answered == found.answered
    assert (again.usage.calls, again.usage.cached, again.usage.cost) == (0, 4, 0.0)
    assert len(server.requests) == 4


def test_another_model_is_asked_anew(ontology, server, tmp_path):
    for name in ("m", "n"):
        with asker(ontology, server, tmp_path, model=name) as each:
            each.ask(SENTENCES[:1])
    assert [each["model"] for each in server.requests] == ["m", "n"]


@pytest.mark.parametrize(
    ("budget", "price", "answered"),
    [("2 calls", None, 2), ("0 calls", None, 0), ("0.001 USD", "1 USD", 0)],
)
def test_budget_ends_the_asking_and_not_the_rest(
    ontology, server, tmp_path, budget, price, answered
):
    with asker(ontology, server, tmp_path, budget=budget, price=price) as each:
        usage = each.ask(SENTENCES).usage
    assert (usage.calls, usage.missing) == (answered, 4 - answered)
    assert "llm_budget" in usage.trouble
    assert len(server.requests) == answered


def test_tokens_that_were_not_needed_are_there_for_the_next(ontology, server, tmp_path):
    # Each request has 50,000 bytes, so that it may take as many tokens; it takes 120.
    with asker(ontology, server, tmp_path, budget="60k tokens") as each:
        assert each.ask(SENTENCES).usage.missing == 0
    with asker(ontology, server, tmp_path / "other", budget="20k tokens") as each:
        assert each.ask(SENTENCES).usage.missing == 4


def test_answers_that_are_kept_cost_nothing(ontology, server, tmp_path):
    with asker(ontology, server, tmp_path) as each:
        each.ask(SENTENCES[:2])
    with asker(ontology, server, tmp_path, budget="1 call") as each:
        usage = each.ask(SENTENCES).usage
    assert (usage.cached, usage.calls, usage.missing) == (2, 1, 1)


def test_again_and_again_counts_as_calls(ontology, tmp_path):
    replies = iter([error(503, "loading"), error(503, "loading"), error(503, "loading")])
    with (
        answering(lambda request: next(replies)) as server,
        asker(ontology, server, tmp_path, budget="2 calls") as each,
    ):
        usage = each.ask(SENTENCES[:1]).usage
    assert (usage.calls, usage.missing, len(server.requests)) == (2, 1, 2)
    assert "llm_budget" in usage.trouble


def test_server_that_is_away_is_left_alone_after_three_sentences(ontology, tmp_path):
    with (
        answering(lambda request: error(500, "no memory")) as server,
        asker(ontology, server, tmp_path) as each,
    ):
        usage = each.ask(SENTENCES).usage
        later = each.ask(SENTENCES).usage
    assert len(server.requests) == 9  # three times each
    assert (usage.missing, later.missing, later.calls) == (4, 4, 0)
    assert "HTTP 500: no memory" in later.trouble


def test_one_process_tells_the_others_that_nobody_is_there(ontology, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        model = LanguageModel(
            f"http://127.0.0.1:{probe.getsockname()[1]}", "m", cache=tmp_path
        ).checked()
    with Asker(model, Vocabulary(ontology)) as one, Asker(model, Vocabulary(ontology)) as other:
        one.ask(SENTENCES)
        usage = other.ask(SENTENCES).usage
    assert usage.calls == 0
    assert "cannot be reached" in usage.trouble
    assert "cannot be reached" in Account(model.account).away


def test_nonsense_is_kept_and_counted(ontology, tmp_path):
    with answering(lambda request: (200, completion("I'd rather not."), {})) as server:
        for calls in (2, 0):
            with asker(ontology, server, tmp_path) as each:
                found = each.ask(SENTENCES[:2])
            assert found.answered == ()
            assert (found.usage.unreadable, found.usage.missing, found.usage.calls) == (2, 0, calls)


def test_tokens_that_a_server_does_not_count_are_estimated(ontology, tmp_path):
    body = b'{"choices": [{"message": {"content": "{\\"relations\\": []}"}}]}'
    with (
        answering(lambda request: (200, body, {})) as server,
        asker(ontology, server, tmp_path) as each,
    ):
        usage = each.ask(SENTENCES[:1]).usage
    assert 5_000 < usage.tokens_in < 50_000
    assert usage.tokens_out == 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"model": " "}, "llm_model: no model is named; give its name as the server knows it"),
        (
            {"address": "https://u:p4ss@models.example"},
            "https://models.example: a user in the address is not used; set KG_LLM_KEY",
        ),
        ({"address": "ftp://h/"}, "'ftp://h/': no address of an endpoint"),
        (
            {"certificates": "nowhere.pem"},
            "nowhere.pem: not a file; give one with certificates as PEM",
        ),
        ({"price": "cheap"}, "llm_price: 'cheap' is no price"),
        ({"budget": "much"}, "llm_budget: 'much' is no part of a budget"),
    ],
)
def test_wrong_options_are_told_in_one_line(options: dict[str, str], message: str) -> None:
    with pytest.raises((ConfigError, EndpointError)) as raised:
        LanguageModel(**{"address": "http://localhost:1", "model": "m", **options}).checked()
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_key_is_that_of_the_environment_and_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LLM_KEY", "s3cret")
    monkeypatch.setenv("KG_TOKEN", "of an endpoint")
    asking = LanguageModel("https://models.example", "m").checked()
    assert asking.endpoint.credentials is not None
    assert asking.endpoint.credentials.token == "s3cret"
    assert "s3cret" not in repr(asking)
    monkeypatch.delenv("KG_LLM_KEY")
    assert LanguageModel("https://models.example", "m").checked().endpoint.credentials is None


def test_fingerprint_knows_the_model_and_no_address() -> None:
    one, same, other = (
        LanguageModel(f"http://localhost:{port}", name).checked()
        for port, name in ((1, "m"), (2, "m"), (1, "n"))
    )
    assert one.fingerprint == same.fingerprint != other.fingerprint
