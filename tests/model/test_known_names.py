"""What the default knowledge base helps to read, with the trained model."""

import pytest

from kg.evaluate.reader import Reader, document

MATCH = (
    "{} beat Chelsea 2-1 at Goodison Park on Saturday. The striker scored a goal in the first half of the match, and "
    "the midfielder equalised with a penalty after half-time. The coach praised the goalkeeper and the defender."
)
MARKET = (
    "Stocks fell on Monday. The {} lost 2 percent at the close as investors waited for earnings, and shares dropped. "
    "Traders said the index ended lower after the Federal Reserve raised interest rates."
)


@pytest.fixture(scope="module")
def classes():
    reader = Reader(extractors=("rules",))

    def classes(text: str) -> dict[str, str]:
        (read,) = reader.read([document("known", text)])
        return {each.text: each.type for each in read.extraction.mentions}

    return classes


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (MATCH.format("Everton"), "Everton", "SportsTeam"),
        (MATCH.format("Liverpool"), "Liverpool", "SportsTeam"),
        ("The mayor of Liverpool spoke to residents in Liverpool on Monday.", "Liverpool", "City"),
        ("Residents of Everton wrote to the mayor of Everton.", "Everton", "Place"),
        (MARKET.format("Hang Seng"), "Hang Seng", "StockIndex"),
        ("The firm opened a plant in Fort Wayne on Monday.", "Fort Wayne", "City"),
        ("Boeing said on Monday that it would cut jobs.", "Boeing", "Company"),
        ("Barack Obama spoke on Monday.", "Barack Obama", "Person"),
        ("Analysts at Morgan Stanley spoke on Monday.", "Morgan Stanley", "Company"),
        ("She studied at Drexel University in 1990.", "Drexel University", "University"),
        ("He worked for Bank of America until 2010.", "Bank of America", "Company"),
        ("Thomas Houston, 41, stood trial. Houston was convicted of fraud.", "Houston", "Person"),
        ("Thomas Houston, 41, lives in Houston, Texas. Houston was hit by a storm.", "Houston", "City"),
        ("Amnesty criticized Uri Geller and Steve Ballmer.", "Steve Ballmer", "Person"),
    ],
)  # fmt: skip
def test_names_have_the_class_of_what_is_known(classes, text, name, expected):
    assert classes(text).get(name) == expected


def test_two_places_and_two_names_stay_two(classes):
    found = classes("He moved from Fort Wayne, Indiana, to join Microsoft chief Steve Ballmer.")
    assert {"Fort Wayne", "Indiana", "Microsoft", "Steve Ballmer"} <= found.keys()
