"""When relations hold or held, through the real model and network: invented sentences."""

import pytest

from kg import ontology
from kg.evaluate.reader import Reader, document
from kg.learned.runtime import load_reader
from kg.model import Mention, Relation


@pytest.fixture(scope="module")
def read():
    reader = Reader(network=load_reader(ontology.load()))

    def of(text: str) -> dict[str, str]:
        """Return what relations of TEXT are said of, with the times that their claims have."""
        [each] = reader.read([document("a", text, published="2026-03-12", headline_end=0)])
        found = {}
        for claim in each.extraction.claims:
            if isinstance(claim.content, Relation) and isinstance(claim.content.object, Mention):
                ends = (claim.held.start or "", claim.held.end or "") if claim.held else ()
                name = f"{claim.content.predicate} {claim.content.object.name}"
                found[name] = "/".join(dict.fromkeys(ends)) if ends else "always"
        return found

    return of


@pytest.mark.parametrize(("sentence", "said"), [
    # By the verb: at a time, in a stretch of time, since, and until.
    ("Lena Voss was chief executive of Nettvest in 2011.", {"headOf Nettvest": "2011"}),
    ("Tomas Brandt served as mayor of Bergen from 2004 to 2010.",
     {"holdsPosition mayor": "2004/2010", "headOf Bergen": "2004/2010"}),
    ("Nettvest has owned the Fjord Mine since 1999.", {"owns Fjord Mine": "1999/"}),
    ("Tomas Brandt was mayor until 2010.", {"holdsPosition mayor": "/2010"}),
    ("Lena Voss, who was mayor of Bergen between 1990 and 1994, is 60.", {"headOf Bergen": "1990/1994"}),
    # By the noun of the office.
    ("Lena Voss, chairman of Nettvest since 2009, left Oslo on Monday.",
     {"holdsPosition chairman": "2009/", "headOf Nettvest": "2009/"}),
    ("Tomas Brandt, mayor of Bergen from 1990 to 1994, died on Sunday.", {"headOf Bergen": "1990/1994"}),
    # Who became or was named something is it from then on; who resigned was it until then.
    ("In 2008, Tomas Brandt became a manager of Nettvest.", {"holdsPosition manager": "2008/"}),
    ("Lena Voss was appointed chairman of Nettvest in 2004.", {"headOf Nettvest": "2004/"}),
    ("Lena Voss resigned as chairman of Nettvest in 2004.", {"headOf Nettvest": "/2004"}),
    ("Lena Voss married Tomas Brandt in 1999.", {"spouseOf Tomas Brandt": "1999/"}),
    ("Lena Voss, who had been Norway's prime minister since her election in 2014, fell ill.",
     {"headOf Norway": "2014/"}),
    ("Lena Voss will be chairman of Nettvest from May.", {"headOf Nettvest": "2026-05/"}),
    # The time of another deed is none of it.
    ("On Monday, Tomas Brandt, the mayor of Bergen, was arrested.", {"headOf Bergen": "always"}),
    ("Tomas Brandt was mayor of Bergen when the bank collapsed in 2008.", {"headOf Bergen": "always"}),
    ("Until her appointment today, Lena Voss served as mayor of Bergen.", {"headOf Bergen": "always"}),
    ("Lena Voss first joined parliament in 1987, making her a member of the Labour Party.",
     {"memberOf Labour Party": "always"}),
])  # fmt: skip
def test_claims_of_relations_say_when_they_hold(read, sentence, said):
    found = read(sentence)
    assert {name: found.get(name) for name in said} == said
