"""What asking may cost, as a value: ``2,000 calls, 5M tokens, 3 USD``, at a price for a million tokens."""

import re
from dataclasses import dataclass
from typing import Final

from kg.errors import ConfigError

_MILLION: Final = 1_000_000
_SCALES: Final = {"": 1, "k": 1_000, "m": _MILLION}
_PART: Final = re.compile(r"([\d_,]*\.?\d+)\s*([kKmM]?)\s*(calls?|tokens?|[A-Z]{3})")
_PRICE: Final = re.compile(r"(\d*\.?\d+)\s*(?:/\s*(\d*\.?\d+))?\s*([A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost that are sent, and a million that are answered, in a CURRENCY.

    >>> Price.read("0.15/0.60 USD")
    Price(sent=0.15, answered=0.6, currency='USD')
    >>> Price.read("2 EUR").of(1_000, 500)
    0.003
    """

    sent: float = 0.0
    answered: float = 0.0
    currency: str = ""

    @classmethod
    def read(cls, text: str) -> "Price":
        """Return the price that TEXT tells: one number for both, or two with a stroke between them."""
        found = _PRICE.fullmatch(text.strip())
        if found is None:
            raise ConfigError(
                f"llm_price: {text!r} is no price of a million tokens; write it as in '0.15/0.60 USD': sent, answered"
            )
        sent, answered, currency = found.groups()
        return cls(float(sent), float(answered or sent), currency)

    def of(self, sent: int, answered: int) -> float:
        """Return what so many tokens SENT and ANSWERED cost."""
        return (sent * self.sent + answered * self.answered) / _MILLION


FREE: Final = Price()


@dataclass(frozen=True, slots=True)
class Budget:
    """How many calls, tokens and how much money a build may take; None: no end.

    >>> Budget.read("2,000 calls, 5M tokens, 3 USD", Price(0.15, 0.6, "USD"))
    Budget(calls=2000, tokens=5000000, money=3.0)
    >>> Budget.read("1.5k calls")
    Budget(calls=1500, tokens=None, money=None)
    """

    calls: int | None = None
    tokens: int | None = None
    money: float | None = None

    @classmethod
    def read(cls, text: str, price: Price = FREE) -> "Budget":
        """Return the budget that TEXT tells; money needs a PRICE in its currency."""
        given: dict[str, float] = {}
        for part in _parts(text):
            found = _PART.fullmatch(part)
            if found is None:
                raise ConfigError(
                    f"llm_budget: {part!r} is no part of a budget; write it as in '2,000 calls, 5M tokens, 3 USD'"
                )
            number, scale, unit = found.groups()
            amount = float(re.sub("[_,]", "", number)) * _SCALES[scale.lower()]
            name = unit if unit.isupper() else f"{unit.rstrip('s')}s"
            if name in given or (unit.isupper() and any(each.isupper() for each in given)):
                raise ConfigError(f"llm_budget: {text!r} gives {name} twice; give each once")
            given[name] = amount
        money = next((each for each in given if each.isupper()), None)
        if money is not None and money != price.currency:
            raise ConfigError(_unpriced(money, price))
        calls, tokens = (None if n not in given else int(given[n]) for n in ("calls", "tokens"))
        return cls(calls, tokens, None if money is None else given[money])

    def __str__(self) -> str:
        calls = [f"{self.calls:,} calls"] if self.calls is not None else []
        tokens = [f"{self.tokens:,} tokens"] if self.tokens is not None else []
        money = [f"{self.money:g} of money"] if self.money is not None else []
        return ", ".join((*calls, *tokens, *money)) or "no limit"


def _parts(text: str) -> list[str]:
    """Return the parts of TEXT, between which stand commas; one between digits is that of a number.

    >>> _parts("2,000 calls, 5M tokens")
    ['2,000 calls', '5M tokens']
    """
    return [part.strip() for part in re.split(r",(?!\d{3}\b)", text) if part.strip()] or [text]


def _unpriced(money: str, price: Price) -> str:
    if not price.currency:
        return (
            f"llm_budget: {money} needs the price of a million tokens; give it, as in --llm-price "
            f"'0.15/0.60 {money}'"
        )
    return f"llm_budget: it is in {money}, and the price in {price.currency}; give both in one currency"
