"""What asking may take: budgets and prices as they are written, and one account for all processes."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.llm.account import Account
from kg.llm.budget import Budget, Price

PRICE = Price(0.15, 0.6, "USD")


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("200 calls", Budget(calls=200)),
        ("1 call", Budget(calls=1)),
        ("2,000 calls, 5M tokens, 3 USD", Budget(2000, 5_000_000, 3.0)),
        ("0.5k calls,1_000_000 tokens", Budget(500, 1_000_000)),
        ("1,500,000 tokens", Budget(tokens=1_500_000)),
        (".25 USD", Budget(money=0.25)),
        ("0 calls", Budget(calls=0)),
    ],
)
def test_budget_is_read(text: str, budget: Budget) -> None:
    assert Budget.read(text, PRICE) == budget


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "'' is no part of a budget"),
        ("200", "'200' is no part of a budget"),
        ("200 cals", "'200 cals' is no part of a budget"),
        ("-1 calls", "'-1 calls' is no part"),
        ("5 calls, 6 calls", "gives calls twice"),
        ("3 USD, 2 EUR", "gives EUR twice"),
        ("3 EUR", "it is in EUR, and the price in USD"),
    ],
)
def test_budget_that_is_none_is_told(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        Budget.read(text, PRICE)
    assert told in str(error.value)
    assert "; " in str(error.value)


def test_money_needs_a_price() -> None:
    with pytest.raises(ConfigError, match=r"--llm-price '0\.15/0.60 USD'"):
        Budget.read("3 USD")


@pytest.mark.parametrize("text", ["", "0.15", "0.15/0.6", "cheap", "1/2/3 USD", "-1 USD", "1 usd"])
def test_price_that_is_none_is_told(text: str) -> None:
    with pytest.raises(ConfigError, match="is no price of a million tokens"):
        Price.read(text)


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path / "account.sqlite")


def test_account_stops_where_any_part_of_a_budget_would_be_exceeded(account: Account) -> None:
    budget = Budget(calls=3, tokens=250, money=1.0)
    assert account.take(budget, 100, 0.1)
    assert account.take(budget, 100, 0.1)
    assert not account.take(budget, 100, 0.1)
    account.give_back(60, 0.0)
    assert not account.take(budget, 50, 0.9)
    assert account.take(budget, 50, 0.1)
    assert not account.take(budget, 0, 0.0)


def test_budget_is_not_exceeded_however_many_ask_at_a_time(account: Account) -> None:
    others = [Account(account.path) for _ in range(8)]

    def ask(number: int) -> int:
        return sum(others[number].take(Budget(calls=50), 1, 0.0) for _ in range(20))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 50
    with sqlite3.connect(account.path) as file:
        assert file.execute("SELECT calls, tokens FROM account").fetchone() == (50, 50)
    file.close()


def test_after_three_failures_in_a_row_nobody_is_asked(account: Account) -> None:
    for _ in range(2):
        account.failed("late", for_good=False)
    account.answered()
    for _ in range(2):
        account.failed("late", for_good=False)
        assert account.away == ""
    Account(account.path).failed("late again", for_good=False)
    assert account.away == "late again"
    account.begin()
    assert account.away == ""


def test_what_is_refused_for_good_is_asked_once(account: Account) -> None:
    account.failed("no such model", for_good=True)
    account.failed("another", for_good=True)
    assert account.away == "no such model"
