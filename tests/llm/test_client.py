"""Asking over HTTP, by a real server on loopback: what is sent, where the key goes, and what is asked again."""

import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from models import Reply, Request, answering, completion, error

from kg.endpoint import Credentials, Endpoint
from kg.errors import EndpointError
from kg.llm import tries
from kg.llm.client import Client, ModelError, PassingError, completions
from kg.llm.tries import Tries

REQUEST: Request = {
    "model": "m",
    "messages": [{"role": "system", "content": "Told."}, {"role": "user", "content": "{}"}],
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "p", "schema": {"type": "object"}},
    },
}
OK: Reply = (200, completion('{"relations": []}', sent=11, answered=3), {})


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "_PAUSES", (0.0, 0.0))


def ask(endpoint: Endpoint, request: Request = REQUEST) -> Any:
    with Client(endpoint) as client:
        return Tries(client.send).ask(request)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("http://h:1", "http://h:1/v1/chat/completions"),
        ("http://h:1/", "http://h:1/v1/chat/completions"),
        ("http://h:1/v1", "http://h:1/v1/chat/completions"),
        ("http://h:1/openai/v1/", "http://h:1/openai/v1/chat/completions"),
        ("http://h:1/v1/chat/completions", "http://h:1/v1/chat/completions"),
    ],
)
def test_any_address_of_a_server_leads_to_its_chats(address: str, url: str) -> None:
    assert completions(address) == url


def test_request_is_sent_as_it_is_and_the_answer_comes_with_its_tokens() -> None:
    with answering(lambda request: OK) as server:
        found = ask(Endpoint(server.url))
    assert (found.text, found.sent, found.answered) == ('{"relations": []}', 11, 3)
    assert server.requests == [{"path": "/v1/chat/completions", **REQUEST}]
    assert "Authorization" not in server.headers[0]


def test_key_goes_along_and_not_where_a_redirect_leads() -> None:
    with answering(lambda request: OK) as other:
        gone = (307, b"", {"Location": f"{other.url}/v1/chat/completions"})
        with (
            answering(lambda request: gone) as server,
            pytest.raises(
                ModelError, match=f"it redirects to {other.url}.*; give that address"
            ) as raised,
        ):
            ask(Endpoint(server.url, credentials=Credentials(token="s3cret")))
        assert server.headers[0]["Authorization"] == "Bearer s3cret"
        assert other.requests == []
    assert "s3cret" not in str(raised.value)


def test_key_does_not_travel_in_the_clear_to_another_machine() -> None:
    plain = Endpoint("http://models.example/v1", credentials=Credentials(token="s3cret"))
    with pytest.raises(EndpointError, match="the key would travel in the clear; use https"):
        Client(plain)
    Client(replace(plain, insecure=True)).close()
    Client(replace(plain, address="https://models.example/v1")).close()
    Client(Endpoint("http://models.example/v1")).close()


def test_netrc_and_proxies_are_not_asked_for_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password s3cret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with answering(lambda request: OK) as server:
        ask(Endpoint(server.url))
    assert "Authorization" not in server.headers[0]


def forms(server: Any) -> list[str | None]:
    return [each.get("response_format", {}).get("type") for each in server.requests]


def test_server_without_schemas_is_asked_for_any_json_then_for_text() -> None:
    def reply(request: Request) -> Reply:
        if "response_format" in request:
            return error(400, f"unknown response_format {request['response_format']['type']}")
        return OK

    with answering(reply) as server, Client(Endpoint(server.url)) as client:
        asking = Tries(client.send)
        asking.ask(REQUEST)
        asking.ask(REQUEST)
    assert forms(server) == ["json_schema", "json_object", None, None]
    told = server.requests[-1]["messages"][0]["content"]
    assert told.startswith("Told.\n")
    assert told.endswith('Answer with JSON alone, by this schema:\n{"type": "object"}')


def test_fields_that_a_server_does_not_take_are_left_out_or_renamed() -> None:
    def reply(request: Request) -> Reply:
        for field in ("max_tokens", "temperature", "seed"):
            if field in request:
                return error(400, f"Unsupported parameter: '{field}'")
        return OK

    request = {**REQUEST, "max_tokens": 9, "temperature": 0, "seed": 0}
    with answering(reply) as server, Client(Endpoint(server.url)) as client:
        asking = Tries(client.send)
        asking.ask(request)
        asking.ask(request)
    assert len(server.requests) == 5
    assert server.requests[-1] == {
        "path": "/v1/chat/completions",
        **REQUEST,
        "max_completion_tokens": 9,
    }


def test_server_that_refuses_whatever_is_asked_is_left() -> None:
    with (
        answering(lambda request: error(400, "bad response_format, seed, max_tokens")) as server,
        pytest.raises(ModelError, match="HTTP 400: bad response_format") as raised,
    ):
        ask(Endpoint(server.url), {**REQUEST, "max_tokens": 9, "seed": 0})
    assert raised.value.for_good
    assert len(server.requests) == 5


def test_refusal_about_something_else_is_not_taken_for_a_form() -> None:
    with (
        answering(lambda request: error(400, "the prompt is too long")) as server,
        pytest.raises(
            ModelError, match="HTTP 400: the prompt is too long; check --llm and --llm-model"
        ) as raised,
    ):
        ask(Endpoint(server.url))
    assert raised.value.for_good
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "set KG_LLM_KEY"),
        (403, "another KG_LLM_KEY"),
        (404, "--llm-model"),
        (413, "--only-mine"),
    ],
)
def test_what_is_refused_is_not_asked_again(status: int, advice: str) -> None:
    with (
        answering(lambda request: error(status, "no")) as server,
        pytest.raises(ModelError, match=f"HTTP {status}: no; .*{advice}") as raised,
    ):
        ask(Endpoint(server.url))
    assert raised.value.for_good
    assert len(server.requests) == 1


def test_what_passes_is_asked_again() -> None:
    replies = iter([error(503, "loading"), error(429, "slowly", **{"Retry-After": "0"}), OK])
    with answering(lambda request: next(replies)) as server:
        assert ask(Endpoint(server.url)).sent == 11
    assert len(server.requests) == 3


def test_what_does_not_pass_is_told_in_one_line() -> None:
    with (
        answering(lambda request: error(500, "out of\nmemory")) as server,
        pytest.raises(PassingError, match="HTTP 500: out of memory; look into its log"),
    ):
        ask(Endpoint(server.url))
    assert len(server.requests) == 3


def test_nobody_at_an_address_is_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(PassingError, match=r"cannot be reached: .*refused; is the server running"):
        ask(Endpoint(f"http://127.0.0.1:{port}"))


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<html>It works!</html>", b"[]", b"{}", b'{"choices": []}', b"\xff\xfe"),
        *(b'{"choices": [{"message": null}]}', b"[" * 100_000, b'{"choices": {"message": 1}}'),
    ],
)
def test_answer_that_is_none_of_the_protocol_is_told(body: bytes) -> None:
    with (
        answering(lambda request: (200, body, {})) as server,
        pytest.raises(ModelError, match="its answer is none of the OpenAI protocol"),
    ):
        ask(Endpoint(server.url))


@pytest.mark.parametrize(
    "usage",
    [None, {}, [], {"prompt_tokens": "x"}, {"prompt_tokens": -5}, {"prompt_tokens": 10**30}],
)
def test_wrong_counts_of_tokens_do_no_harm(usage: Any) -> None:
    body = json.dumps({"choices": [{"message": {"content": "{}"}}], "usage": usage}).encode()
    with answering(lambda request: (200, body, {})) as server:
        assert 0 <= ask(Endpoint(server.url)).sent <= 10**9


def test_content_that_is_no_text_is_an_empty_answer() -> None:
    body = json.dumps(
        {"choices": [{"message": {"content": None, "tool_calls": [{"function": "rm"}]}}]}
    )
    with answering(lambda request: (200, body.encode(), {})) as server:
        assert ask(Endpoint(server.url)).text == ""


def test_answer_that_is_too_large_is_not_read_to_its_end() -> None:
    with (
        answering(lambda request: (200, b" " * (3 << 20), {})) as server,
        pytest.raises(ModelError, match="larger than 1,048,576 bytes"),
    ):
        ask(Endpoint(server.url))


@pytest.mark.parametrize("drip", [False, True])
def test_server_that_is_too_slow_is_left(drip: bool) -> None:
    over = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            while drip and not over.wait(0.1):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return
            over.wait(10)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Slow) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        began = time.monotonic()
        try:
            with pytest.raises(
                ModelError, match=r"no answer in 0\.5 s; allow more time with --llm-timeout"
            ):
                ask(Endpoint(f"http://127.0.0.1:{server.server_port}", timeout=0.5))
            assert time.monotonic() - began < 5
        finally:
            over.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server behind TLS, and the certificate that it shows, which nobody vouches for."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip

    class Secure(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(OK[1])

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(("127.0.0.1", 0), Secure) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}", certificate
        server.shutdown()
        thread.join()


def test_certificates_say_whom_to_trust(secure: tuple[str, Path]) -> None:
    url, certificate = secure
    with pytest.raises(
        ModelError, match=r"its certificate is not trusted: .*; give --llm-certificates FILE"
    ) as raised:
        ask(Endpoint(url))
    assert raised.value.for_good
    assert ask(Endpoint(url, certificates=certificate)).sent == 11


def test_library_is_imported_late() -> None:
    code = "import sys, kg.pipeline, kg.llm.client; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
