"""Events of general classes, descriptions and qualities, through the real model and network: invented sentences."""

import pytest

from kg import ontology
from kg.evaluate.reader import Reader, document
from kg.learned.runtime import load_reader
from kg.model import Claim, Filler, Mention, Relation


@pytest.fixture(scope="module")
def read():
    reader = Reader(network=load_reader(ontology.load()))

    def of(text: str) -> list[str]:
        [each] = reader.read([document("a", text, published="2026-03-12", headline_end=0)])
        return [shown(claim) for claim in each.extraction.claims]

    return of


def shown(claim: Claim) -> str:
    """Return CLAIM as a line: an F for a fact, else status and speaker; for an event its class, and its roleset."""
    speaker = f"; {claim.speakers[-1].name}" if claim.speakers else ""
    start = "F" if claim.is_fact else f"[{claim.status.value}{speaker}]"
    start = "[ended]" if claim.ended else start
    content = claim.content
    if isinstance(content, Relation):
        ends = _name(content.subject), _name(content.object)
        return f"{start} {ends[0]} — {content.predicate} — {ends[1]}"
    kind = f"{content.type}.{content.predicate}" if content.predicate else content.type
    roles = ", ".join(f"{each.role}: {_name(each.filler)}" for each in content.arguments)
    return f"{start} {kind}{{{roles}}}"


def _name(filler: Filler) -> str:
    return filler.name if isinstance(filler, Mention) else filler.text


FACTS = [
    ("Lena Voss inherited the shipyard from her uncle.",
     "F Obtaining.inherit.01{recipient: Lena Voss, source: uncle, theme: shipyard}"),
    ("The gene TRV2 doubles the risk of heart failure.",
     "F Increase.double.01{cause: TRV2, theme: risk of heart failure}"),
    ("The ceremony took place in Oslo on Monday.", "F Occurrence{place: Oslo, theme: ceremony, time: Monday}"),
    # What a thing is said to be: in apposition, as a title, behind a copula.
    ("Nettvest, the grid operator, restored power to Bergen.", "F Nettvest — description — grid operator"),
    ("The Norwegian newspaper Dagavisen praised Lena Voss.", "F Dagavisen — description — Norwegian newspaper"),
    ("Tomas Brandt is a former judge on the Court of Appeal.",
     "F Tomas Brandt — description — former judge on the Court of Appeal"),
    ("Lena Voss stands as the sole heir of the shipyard.",
     "F Lena Voss — description — sole heir of the shipyard"),
    # And what it is like.
    ("Lena Voss was unhappy about the ruling.",
     "F Quality.be.01{attribute: unhappy about the ruling, theme: Lena Voss}"),
    ("The inmate Tomas Brandt was in stable condition.",
     "F Quality.be.01{attribute: in stable condition, theme: Tomas Brandt}"),
    ("The troops are in Mali.", "F Presence.be.01{place: Mali, theme: troops}"),
    # How, when and why, in words, of events of the lexicon too.
    ("Police quickly evacuated the school in Lund.",
     "F Evacuation{agent: Police, patient: school, place: Lund, manner: quickly}"),
    ("Nettvest has so far rejected the offer from Kestrel.", "F Refusal{agent: Nettvest, theme: offer, when: so far}"),
    # Who does what a noun tells, behind a copula; a company is what it stands as.
    ("The CIA was behind a drone strike last week at a docking area in Colombia.",
     "F Attack{agent: Central Intelligence Agency, place: docking area, place: Colombia, time: last week, "
     "vehicle: drone}"),
    ("Anna Holm, a former judge and the mayor of Lund, spoke.", "F Anna Holm — headOf — Lund"),
    ("Orlen stands as the sole major company exporting Norwegian gas to Poland.", "F Orlen — exportsTo — Poland"),
]  # fmt: skip

OTHERS = [
    ("Lena Voss did not inherit the shipyard.",
     "[Negated] Obtaining.inherit.01{recipient: Lena Voss, theme: shipyard}"),
    ("Ana Ruiz allegedly forged the letter.", "[Alleged] Wrongdoing.forge.01{agent: Ana Ruiz, theme: letter}"),
    ("Ruiz said that Brandt had forged the letter.",
     "[Reported; Ruiz] Creation.forge.02{agent: Brandt, product: letter}"),
    ("The newspaper Dagavisen says Lena Voss inherited the shipyard.",
     "[Reported; Dagavisen] Obtaining.inherit.01{recipient: Lena Voss, theme: shipyard}"),
    ("If elected, Lena Voss would lower the tax.",
     "[Hypothetical] Decrease{agent: Lena Voss, theme: tax, proviso: If elected}"),
    # Nothing takes part that can be told from others: no fact.
    ("A man forged a letter.", "[Asserted] Creation.forge.02{agent: man, product: letter}"),
    # Only the rules see the court, so nobody can be sure enough.
    ("Kestrel took on Daimon in court.",
     "[Asserted] Contest.take_on.21{agent: Kestrel, location: court, theme: Daimon}"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), FACTS)
def test_fact(sentence, wanted, read):
    assert wanted in read(sentence)


@pytest.mark.parametrize(("sentence", "wanted"), OTHERS)
def test_claim_that_is_no_fact(sentence, wanted, read):
    found = read(sentence)
    assert wanted in found
    assert [
        line for line in found if line.startswith("F ") and wanted.split("{")[0][-8:] in line
    ] == []


@pytest.mark.parametrize(("sentence", "word"), [
    # What only gives words to somebody, and what only describes a noun, is no event.
    ("Lena Voss said that the dam was safe.", "say.01"),
    ("The collapsing bank closed.", "collapse.01"),
    ("The judge accepted the plea following a short trial.", "follow.0"),
    # Particles decide the sense.
    ("The ceremony took place in Oslo.", "take_over.12"),
])  # fmt: skip
def test_no_event(sentence, word, read):
    assert [line for line in read(sentence) if word in line] == []


@pytest.mark.parametrize("sentence", [
    "Hale and his partners sold the mill.",
    "She beat Anna Holm (06-Feb, 04-Jun).",
    "He was treated for throat cancer in Lund.",
    "Lena Voss (no relation) spoke in Lund.",
])  # fmt: skip
def test_no_description(sentence, read):
    assert [line for line in read(sentence) if "description" in line] == []


@pytest.mark.parametrize(("sentence", "word"), [
    # A predicate of the object, what describes a common noun, what was so once.
    ("Lena Voss called the ruling a scandal.", "call.01"),
    ("Two economists polled by Norwood resigned.", "poll.01"),
    ("Tomas Brandt was a judge on the Court of Appeal.", "description"),
    # What stands before the first of several nouns is said of all, but of one with an article of its own.
    ("Tomas Brandt, former judge, mayor of Lund and member of Parliament, spoke.", "headOf"),
    ("Tomas Brandt, former judge, mayor of Lund and member of Parliament, spoke.", "mayor of Lund"),
])  # fmt: skip
def test_too_little_for_a_fact(sentence, word, read):
    found = [line for line in read(sentence) if word in line]
    assert [line for line in found if line.startswith("F ")] == []
