"""The numbers that claims tell, and those that they lose."""

from kg.counts import Counts as Counted
from kg.extract import extract
from kg.pipeline.report import Counts, tally

# fmt: off
NAMES = {"Iran": ("Country", "Iran", "IR"), "Israel": ("Country", "Israel", "IL")}
SENTENCE = ("Iran/NNP/nsubj>1 attacked=attack/VBD/ROOT Israel/NNP/dobj>1 with/IN/prep>1 40/CD/nummod>5 "
            "drones=drone/NNS/pobj>3 from/IN/prep>1 3/CD/nummod>8 bases=base/NNS/pobj>6 ,/,/punct>1 "
            "9/CD/nummod>11 years=year/NNS/npadvmod>12 on/RB/advmod>1")
# fmt: on


def test_numbers_of_a_predicate_are_told_or_lost(make_doc, ontology):
    doc = make_doc(SENTENCE, mentions=NAMES, quantities={"40": "40", "3": "3", "9": "9"})
    said = extract(doc, ontology)
    told, lost = (
        {doc.text[s.start : s.end] for s in spans} for spans in (said.numbers, said.numbers_lost)
    )
    assert (told, lost) == ({"40"}, {"3", "9"})


def test_report_counts_numbers(make_doc, ontology):
    doc = make_doc(SENTENCE, mentions=NAMES, quantities={"40": "40", "3": "3", "9": "9"})
    counts = Counts()
    for _ in range(2):
        counts.add(tally(doc.user_data["kg"].document, [extract(doc, ontology)], {}, ontology))
    report = counts.report(Counted())
    assert (report.numbers, report.numbers_lost) == (6, 4)
