"""The topic of an article by its own words."""

import pytest

from kg import data
from kg.topics import Topic, topic

MATCH = (
    "Larn beat Nordvik 3-1 at home on Saturday. The striker scored twice before half-time, and the visitors had a "
    "midfielder sent off. The coach said that his team deserved the win and a place in the quarter-finals of the cup."
)
MARKET = (
    "Stocks closed lower in Larn on Tuesday as traders waited for quarterly earnings. The benchmark index lost 1.2 "
    "percent, while government bond yields rose two basis points. Shares of banks fell most, analysts said."
)
OTHERS = (
    "The former striker was sent to prison for two years. The court found that he had hidden income from the state.",
    "The mayor said the city would sell its shares in the port and build a stadium. The council votes in May.",
    "The ruling party won the race for the presidency. Its candidate beat the former minister in the second round.",
    "The central bank raised interest rates, and the minister promised lower prices before the end of the year.",
    "",
)


@pytest.mark.parametrize(("text", "expected"), [(MATCH, Topic.SPORT), (MARKET, Topic.MARKET)])
def test_reports_of_matches_and_of_markets_are_told_by_their_words(
    text: str, expected: Topic
) -> None:
    assert topic(text) is expected
    assert topic(text.upper()) is expected


@pytest.mark.parametrize("text", OTHERS)
def test_other_articles_use_some_of_the_words_and_are_neither(text: str) -> None:
    assert topic(text) is Topic.OTHER


def test_few_words_of_a_topic_in_a_long_article_are_not_enough() -> None:
    filler = "The ministry published the report on schools and roads, and the council will talk about it. "
    assert topic(MATCH + filler * 20) is Topic.OTHER


def test_each_row_of_the_table_is_in_lower_case_short_and_there_once() -> None:
    lines = (data.find("ontology") / "topics.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert {row[0] for row in rows} == {Topic.SPORT, Topic.MARKET}
    assert all(row[1] == row[1].casefold() and len(row[1].split()) <= 3 for row in rows)
    assert {row[2] for row in rows} == {"1", "2", "3"}
    assert len({(kind, entry) for kind, entry, _ in rows}) == len(rows)
