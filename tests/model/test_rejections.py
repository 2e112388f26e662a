"""Nothing vanishes: a verb tells something, gives words to somebody, or is rejected with a reason."""

import pytest

from kg import ontology
from kg.evaluate.reader import Reader, document
from kg.learned.runtime import load_reader
from kg.model import Event

TEXT = (
    "Ana Ruiz sold the mill on Monday. Tom Hale said that nobody knew who did it. Removing the roof took months. "
    "The visitors seemed to like it. To win again would be an honor. He slept, and they ate it."
)


@pytest.fixture(scope="module")
def read():
    reader = Reader(network=load_reader(ontology.load()))
    [found] = reader.read([document("a", TEXT, published="2026-03-12", headline_end=0)])
    return found


def words(read, items):
    spans = (item.content.trigger for item in items if isinstance(item.content, Event))
    return {TEXT[span.start : span.end] for span in spans}


def test_each_verb_is_told_or_heard_or_rejected(read):
    told = words(read, read.extraction.claims)
    heard = {TEXT[each.cue.start : each.cue.end] for each in read.extraction.attributions}
    rejected = words(read, read.extraction.rejections)
    verbs = {token.text for token in read.doc if token.pos_ == "VERB"}
    assert verbs - told - heard - rejected == set()
    assert {"sold"} <= told
    assert {"said"} <= heard


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        ("did", "nothing takes part of which the text says what it is"),
        ("Removing", "nobody and nothing is named that does it or to which it happens"),
    ],
)
def test_a_verb_is_rejected_for_what_it_lacks(read, verb, reason):
    reasons = [
        each.reason
        for each in read.extraction.rejections
        if isinstance(each.content, Event)
        and TEXT[each.content.trigger.start : each.content.trigger.end] == verb
    ]
    assert reasons == [reason]
