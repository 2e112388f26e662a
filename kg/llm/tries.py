"""Asking again: what may pass is tried again; a server that does not know a form of answers is asked for another one.

Who knows JSON schemas answers by the schema; else any JSON object is asked for, and else any text. The schema then
stands in the instructions. What a server does not take beside that, such as a temperature, is left out.
"""

import json
import time
from collections.abc import Callable
from typing import Any, Final

from kg.llm.cache import Answer
from kg.llm.client import FormError, ModelError, PassingError

_PAUSES: Final = (0.5, 2.0)  # seconds before a second and a third try
_LONGEST_PAUSE: Final = 20.0  # that a server may ask for
# Fields that some servers do not take, and what they take in their place.
_FIELDS: Final = {"max_tokens": "max_completion_tokens", "temperature": None, "seed": None}
_SCHEMA, _OBJECT, _TEXT = "json_schema", "json_object", "text"

Request = dict[str, Any]


class Tries:
    """Asks by SEND, which sends one request; remembers which form of answers is known there."""

    def __init__(self, send: Callable[[Request], Answer]) -> None:
        self._send = send
        self._forms = [_SCHEMA, _OBJECT, _TEXT]  # that may be known there, the best first
        self._refused: set[str] = set()  # fields that are not taken there

    def ask(self, request: Request) -> Answer:
        """Return the answer to a REQUEST; raise ModelError where there is none."""
        while True:
            try:
                return self._again(_formed(self._taken(request), self._forms[0]))
            except FormError as refused:
                self._learn(refused)

    def _learn(self, refused: FormError) -> None:
        """Note what the server does not know by what it says; raise ModelError where nothing else can be tried."""
        named = (field for field in _FIELDS if field in str(refused).lower())
        field = next((each for each in named if each not in self._refused), None)
        if field is not None:
            self._refused.add(field)
        elif len(self._forms) > 1:
            del self._forms[0]
        else:
            raise ModelError(str(refused), for_good=True) from refused

    def _taken(self, request: Request) -> Request:
        """Return REQUEST without the fields that are not taken."""
        found = {name: value for name, value in request.items() if name not in self._refused}
        renamed = {_FIELDS[name]: request[name] for name in self._refused & request.keys()}
        return found | {name: value for name, value in renamed.items() if name}

    def _again(self, request: Request) -> Answer:
        for pause in _PAUSES:
            try:
                return self._send(request)
            except PassingError as passing:
                time.sleep(min(max(pause, passing.pause), _LONGEST_PAUSE))
        return self._send(request)


def _formed(request: Request, form: str) -> Request:
    """Return REQUEST as a server may know it that answers in this FORM."""
    if form == _SCHEMA:
        return request
    schema = json.dumps(request["response_format"]["json_schema"]["schema"], ensure_ascii=False)
    system, *others = request["messages"]
    told = f"{system['content']}\n\nAnswer with JSON alone, by this schema:\n{schema}"
    asked = {**request, "messages": [{**system, "content": told}, *others]}
    del asked["response_format"]
    return {**asked, "response_format": {"type": form}} if form == _OBJECT else asked
