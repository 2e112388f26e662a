"""HTTP to a model: one request at a time, over the protocol of OpenAI, by httpx.

The key goes to the server whose address was given and nowhere else: no redirect is followed, and netrc is not asked.
"""

import time
import weakref
from typing import TYPE_CHECKING, Any, Final

from kg import jsontext
from kg.closing import Closing
from kg.endpoint import Endpoint
from kg.endpoint.credentials import without
from kg.errors import EndpointError, library
from kg.llm.cache import Answer

if TYPE_CHECKING:
    import httpx

_MOST_TOKENS: Final = 10**9  # that an answer can tell of
_LARGEST: Final = 1 << 20  # bytes of an answer
_PASSING: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_FORMS: Final = frozenset({400, 404, 415, 422, 501})  # a form of answers that is not known there
# What a server says that does not know a field of the request, or the form of answers that it asks for.
_FORMED: Final = (
    "response_format",
    "schema",
    "grammar",
    "json_object",
    "max_tokens",
    "temperature",
    "seed",
)
_SHOWN: Final = 200  # characters of what a server says
_PATH: Final = "/chat/completions"
_ADVICE: Final = {
    401: "set KG_LLM_KEY",
    403: "this key may not do that; set another KG_LLM_KEY",
    404: "nothing is at this address, or it has no such model; check --llm and --llm-model",
    413: "the request is too large for it; give an ontology of fewer terms and --only-mine",
}


class ModelError(EndpointError):
    """A model that cannot be asked; FOR_GOOD says that asking again will not help."""

    def __init__(self, message: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


class PassingError(ModelError):
    """A failure that may be over in a moment, in so many seconds."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class FormError(ModelError):
    """A server does not know a field of the request, or the form of answers that it asks for."""


class Client(Closing):
    """A conversation with the server of one model."""

    def __init__(self, endpoint: Endpoint) -> None:
        found: Any = library("httpx", "llm")
        self.url = completions(endpoint.url)
        self._endpoint = endpoint
        key = endpoint.credentials.token if endpoint.credentials is not None else None
        if key and self.url.startswith("http:") and not (endpoint.is_local or endpoint.insecure):
            raise EndpointError(
                f"{without(self.url)}: the key would travel in the clear; use https, or say --llm-insecure"
            )
        self._client: httpx.Client = found.Client(
            headers={
                "User-Agent": "news-kg",
                **({"Authorization": f"Bearer {key}"} if key else {}),
            },
            verify=_trusted(endpoint),
            timeout=found.Timeout(endpoint.timeout, connect=min(endpoint.timeout, 10.0)),
            follow_redirects=False,
            trust_env=not endpoint.is_local,  # a proxy is not on the way to this machine
        )
        weakref.finalize(
            self, self._client.close
        )  # who asks for a whole build ends with its process
        self._failures = (found.HTTPError, found.InvalidURL)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def send(self, request: dict[str, Any]) -> Answer:
        """Return the answer to a REQUEST, which is sent once; raise ModelError where there is none."""
        deadline = time.monotonic() + self._endpoint.timeout
        try:
            with self._client.stream("POST", self.url, json=request) as response:
                whole = self._whole(response, deadline)
        except self._failures as error:
            raise self._unreachable(error) from error
        if response.status_code != 200:
            raise self._refused(response, whole)
        return self._answer(whole)

    def _whole(self, response: "httpx.Response", deadline: float) -> bytes:
        """Return the body of an answer; a slow drip has no more time than one that is whole at once."""
        found = bytearray()
        for chunk in response.iter_bytes():
            found += chunk
            if len(found) > _LARGEST:
                raise ModelError(
                    f"{self.url}: the answer is larger than {_LARGEST:,} bytes; check the server"
                )
            if time.monotonic() > deadline:
                raise self._late()
        return bytes(found)

    def _unreachable(self, error: Exception) -> ModelError:
        from httpx import ConnectError, TimeoutException

        if isinstance(error, TimeoutException):
            return self._late()
        said = " ".join(str(error).split())[:_SHOWN] or type(error).__name__
        if "CERTIFICATE" in said.upper():
            advice = "give --llm-certificates FILE if it is your own"
            return ModelError(
                f"{self.url}: its certificate is not trusted: {said}; {advice}", for_good=True
            )
        kind = "cannot be reached" if isinstance(error, ConnectError) else "the answer broke off"
        return PassingError(f"{self.url}: {kind}: {said.lower()}; is the server running?")

    def _late(self) -> ModelError:
        seconds = self._endpoint.timeout
        return ModelError(
            f"{self.url}: no answer in {seconds:g} s; allow more time with --llm-timeout"
        )

    def _refused(self, response: "httpx.Response", body: bytes) -> ModelError:
        status = response.status_code
        said = _said(body) or response.reason_phrase
        message = f"{self.url}: HTTP {status}: {said}"
        if 300 <= status < 400:
            target = response.headers.get("Location", "")[:_SHOWN]
            return ModelError(
                f"{self.url}: it redirects to {target}; give that address", for_good=True
            )
        if status in _FORMS and _is_of_form(said):
            return FormError(message)
        if status in _PASSING:
            return PassingError(f"{message}; look into its log", _asked_pause(response))
        advice = f"; {_ADVICE[status]}" if status in _ADVICE else "; check --llm and --llm-model"
        return ModelError(f"{message}{advice}", for_good=True)

    def _answer(self, body: bytes) -> Answer:
        try:
            found = jsontext.loads(body)
            text = found["choices"][0]["message"]["content"]
            usage = found.get("usage") or {}
            sent, answered = (_count(usage, n) for n in ("prompt_tokens", "completion_tokens"))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise ModelError(
                f"{self.url}: its answer is none of the OpenAI protocol; check the address",
                for_good=False,
            ) from error
        return Answer(text=text if isinstance(text, str) else "", sent=sent, answered=answered)


def completions(address: str) -> str:
    """Return where chats are completed, of a server at ADDRESS: its root, its version, or the service itself.

    >>> completions("http://localhost:8080"), completions("https://api.example/v1/")
    ('http://localhost:8080/v1/chat/completions', 'https://api.example/v1/chat/completions')
    """
    plain = address.rstrip("/")
    if plain.endswith(_PATH):
        return plain
    scheme, host, path = plain.partition("://")[0], plain.partition("://")[2], ""
    host, slash, path = host.partition("/")
    return f"{scheme}://{host}{slash}{path}{'' if path else '/v1'}{_PATH}"


def _count(usage: Any, name: str) -> int:
    found = usage.get(name)
    return max(0, min(found, _MOST_TOKENS)) if isinstance(found, int) else 0


def _trusted(endpoint: Endpoint) -> Any:
    import ssl

    if endpoint.certificates is None:
        return True
    return ssl.create_default_context(cafile=str(endpoint.certificates))


def _said(body: bytes) -> str:
    """Return what the body of a refusal says, in one line."""
    text = body[: 1 << 14].decode("utf-8", "replace")
    try:
        found = jsontext.loads(text)
        error = found.get("error", found) if isinstance(found, dict) else {}
        text = str(error.get("message") or text) if isinstance(error, dict) else str(error)
    except ValueError:
        pass
    return " ".join(text.split())[:_SHOWN]


def _is_of_form(said: str) -> bool:
    """Tell whether what a server SAID is about a field of the request, or the form of answers that it asks for."""
    return any(word in said.lower() for word in _FORMED)


def _asked_pause(response: "httpx.Response") -> float:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else 0.0
