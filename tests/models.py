"""Language models for the tests: invented ones behind a real server on loopback that speaks the OpenAI protocol."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
Reply = tuple[int, bytes, dict[str, str]]  # status, body, headers
Model = Callable[[str, Request], Any]  # the sentence and the whole request; what it proposes


@dataclass
class Answering:
    """A server of a model: its address, and all that it was asked, with the headers."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        return [asked(each)["sentence"] for each in self.requests]


def asked(request: Request) -> dict[str, str]:
    """What the user's message of a REQUEST has: the sentence and what stands around it."""
    found: dict[str, str] = json.loads(request["messages"][-1]["content"])
    return found


def completion(text: str, *, sent: int = 100, answered: int = 20) -> bytes:
    """An answer of the protocol with this TEXT."""
    usage = {"prompt_tokens": sent, "completion_tokens": answered, "total_tokens": sent + answered}
    message = {"role": "assistant", "content": text}
    return json.dumps({"choices": [{"index": 0, "message": message}], "usage": usage}).encode()


def error(status: int, message: str, **headers: str) -> Reply:
    return status, json.dumps({"error": {"message": message}}).encode(), headers


@contextmanager
def answering(reply: Callable[[Request], Reply]) -> Iterator[Answering]:
    """A server that answers each request with what REPLY makes of it."""
    served = Answering()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = {"path": self.path, **json.loads(body)}
            served.requests.append(request)
            served.headers.append(dict(self.headers.items()))
            status, content, headers = reply(request)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def proposing(model: Model) -> Iterator[Answering]:
    """A server of a MODEL that says, for a sentence, what it proposes."""

    def reply(request: Request) -> Reply:
        found = model(asked(request)["sentence"], request)
        text = found if isinstance(found, str) else json.dumps(found)
        return 200, completion(text), {}

    with answering(reply) as served:
        yield served


def relation(name: str, quote: str, subject: str, thing: str) -> dict[str, str]:
    return {"property": name, "quote": quote, "subject": subject, "object": thing}


def event(name: str, quote: str, words: str, **roles: str) -> dict[str, Any]:
    filled = [{"role": role, "words": filler} for role, filler in roles.items()]
    return {"event": name, "quote": quote, "words": words, "roles": filled}


def silent(sentence: str, request: Request) -> Any:
    """A model that never proposes anything."""
    return {"relations": [], "events": []}


def bad(sentence: str, request: Request) -> Any:
    """A model that proposes whatever may pass: each property of the prompt between each two names, both ways."""
    schema = request["response_format"]["json_schema"]["schema"]["properties"]
    properties = schema["relations"]["items"]["properties"]["property"]["enum"]
    names = list(dict.fromkeys(re.findall(r"(?:[A-Z][\w’'-]+ ?)+", sentence)))[:3]
    pairs = [(a.strip(), b.strip()) for a in names for b in names if a != b]
    every = [relation(name, sentence, *pair) for name in properties for pair in pairs]
    return {"relations": every[len(sentence) % 7 :: 7], "events": []}
