"""Asks a model about the sentences of a document, one after the other: what is kept is not asked again."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.closing import Closing
from kg.llm.account import Account
from kg.llm.answer import proposals
from kg.llm.cache import Answer, Answers
from kg.llm.client import Client, ModelError
from kg.llm.layer import Answered, ProposalLayer
from kg.llm.options import Asking
from kg.llm.prompt import MOST_TOKENS, Asked, Prompt, key
from kg.llm.schema import Vocabulary
from kg.llm.tries import Tries
from kg.proposals import Usage

_BYTES: Final = 3  # of a token, where a server does not count them


class SpentError(ModelError):
    """The budget does not have what one more request may take."""


class Asker(Closing):
    """Asks one model in the terms of one VOCABULARY, within one budget."""

    def __init__(self, asking: Asking, vocabulary: Vocabulary) -> None:
        self._asking = asking
        self._prompt = Prompt(asking.model, vocabulary)
        self._answers = Answers(asking.cache)
        self._account = Account(asking.account)
        self._client = Client(asking.endpoint)
        self._tries = Tries(self._send)
        self._spent: Counter[str] = Counter()
        self._trouble = ""

    def close(self) -> None:
        """Let go of the connection and of the kept answers."""
        self._client.close()
        self._answers.close()

    def ask(self, sentences: Iterable[Asked]) -> ProposalLayer:
        """Return what is proposed of SENTENCES, and what that took; what cannot be asked is counted as missing."""
        self._spent, self._trouble = Counter(), ""
        answered = tuple(self._answered(sentences))
        cost = self._asking.price.of(self._spent["tokens_in"], self._spent["tokens_out"])
        usage = Usage(
            model=self._asking.model,
            currency=self._asking.price.currency,
            **self._spent,
            cost=cost,
            trouble=self._trouble,
        )
        return ProposalLayer(answered=answered, usage=usage)

    def _answered(self, sentences: Iterable[Asked]) -> Iterator[Answered]:
        for asked in sentences:
            self._spent["asked"] += 1
            answer = self._answer(self._prompt.request(asked))
            if answer is None:
                self._spent["missing"] += 1
                continue
            found = proposals(answer.text)
            if found is None:
                self._spent["unreadable"] += 1
            elif found:
                yield Answered(asked.first, found)

    def _answer(self, request: dict[str, Any]) -> Answer | None:
        """Return the answer to REQUEST, kept or new; None where nobody gives one."""
        name = key(request)
        if (kept := self._answers.find(name)) is not None:
            self._spent["cached"] += 1
            return kept
        if away := self._account.away:
            self._trouble = away
            return None
        try:
            answer = self._tries.ask(request)
        except ModelError as error:
            self._trouble = str(error)
            if not isinstance(error, SpentError):
                self._account.failed(str(error), for_good=error.for_good)
            return None
        self._account.answered()
        return self._answers.put(name, answer)

    def _send(self, request: dict[str, Any]) -> Answer:
        """Send one REQUEST, within the budget."""
        price, size = self._asking.price, len(json.dumps(request, ensure_ascii=False).encode())
        most = price.of(size, MOST_TOKENS)
        # No token is shorter than a byte, so that this is the most that it can take.
        if not self._account.take(self._asking.budget, size + MOST_TOKENS, most):
            raise SpentError(f"llm_budget: {self._asking.budget} do not last for one more request")
        sent = told = 0
        try:
            answer = self._client.send(request)
            sent = answer.sent or size // _BYTES
            told = answer.answered or len(answer.text.encode()) // _BYTES
        finally:
            self._account.give_back(size + MOST_TOKENS - sent - told, most - price.of(sent, told))
            self._spent.update(calls=1, tokens_in=sent, tokens_out=told)
        return answer
