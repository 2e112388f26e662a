import xml.etree.ElementTree as ET

import pytest

from evaluation.detokenize import detokenize
from evaluation.meantime import Participant, article
from kg.model import SegmentKind

SENTENCES = (
    "Harbour buys ferry",
    "March 3 , 2025",
    "Harbour , a port , bought a ferry for $ 2 million on Monday .",
    "It will sail soon .",
)
MARKED = """
<ENTITY_MENTION m_id="1" syntactic_type="NAM" head=""><token_anchor t_id="1"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="2" syntactic_type="NAM" head="Harbour"><token_anchor t_id="8"/><token_anchor t_id="9"/>
<token_anchor t_id="10"/><token_anchor t_id="11"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="3"><token_anchor t_id="23"/></ENTITY_MENTION>
<EVENT_MENTION m_id="4" pos="VERB" certainty="CERTAIN" polarity="POS" time="NON_FUTURE" tense="PAST" aspect="NONE">
<token_anchor t_id="13"/></EVENT_MENTION>
<TIMEX3 m_id="5" type="DATE" value="2025-03-03" functionInDocument="CREATION_TIME"><token_anchor t_id="4"/>
<token_anchor t_id="5"/><token_anchor t_id="6"/><token_anchor t_id="7"/></TIMEX3>
<TIMEX3 m_id="6" type="DATE" value="2025-03-03" functionInDocument="NONE"><token_anchor t_id="21"/></TIMEX3>
<TIMEX3 m_id="9" type="DATE" value="2025" functionInDocument="NONE"/>
<VALUE m_id="10" type="MONEY"><token_anchor t_id="17"/><token_anchor t_id="18"/><token_anchor t_id="19"/></VALUE>
<ENTITY m_id="7" ent_type="ORG" instance_id="ORG1" TAG_DESCRIPTOR="Harbour"/>
<EVENT m_id="8" class="OTHER" TAG_DESCRIPTOR="buy"/>
"""
RELATIONS = """
<REFERS_TO r_id="1"><source m_id="1"/><source m_id="2"/><target m_id="7"/></REFERS_TO>
<REFERS_TO r_id="2"><source m_id="4"/><target m_id="8"/></REFERS_TO>
<HAS_PARTICIPANT r_id="3" sem_role="Arg0" sem_role_framework="PROPBANK"><source m_id="4"/><target m_id="2"/>
</HAS_PARTICIPANT>
<TLINK r_id="4" reltype="IS_INCLUDED"><source m_id="4"/><target m_id="6"/></TLINK>
"""


@pytest.fixture(scope="module")
def harbour():
    words = [(word, s) for s, sentence in enumerate(SENTENCES) for word in sentence.split()]
    tokens = "".join(
        f'<token t_id="{i}" sentence="{s}" number="{i - 1}">{word}</token>'
        for i, (word, s) in enumerate(words, 1)
    )
    xml = f"<Document>{tokens}<Markables>{MARKED}</Markables><Relations>{RELATIONS}</Relations></Document>"
    return article(ET.fromstring(xml), "1_Harbour", "ferries")


def test_article_is_a_headline_a_line_with_the_date_and_prose(harbour):
    document = harbour.document
    parts = [(s.kind, document.text[s.start : s.end].strip()) for s in document.segments]
    assert parts == [
        (SegmentKind.HEADLINE, "Harbour buys ferry"),
        (SegmentKind.DATELINE, "March 3, 2025"),
        (
            SegmentKind.BODY,
            "Harbour, a port, bought a ferry for $2 million on Monday. It will sail soon.",
        ),
    ]
    assert document.published == "2025-03-03"


def test_marked_words_are_found_in_the_text(harbour):
    text = harbour.document.text
    assert [text[m.start : m.end] for m in harbour.mentions] == ["Harbour", "Harbour, a port", "It"]
    assert [text[e.start : e.end] for e in harbour.events] == ["bought"]
    assert [text[t.start : t.end] for t in harbour.times] == ["", "March 3, 2025", "Monday"]
    assert [text[a.start : a.end] for a in harbour.amounts] == ["$2 million"]


def test_mentions_of_one_instance_corefer(harbour):
    assert [[m.id for m in chain] for chain in harbour.chains] == [["1", "2"], ["3"]]
    assert harbour.mentions[1].type == "ORG"
    start, end = harbour.mentions[1].head
    assert harbour.document.text[start:end] == "Harbour"


def test_attributes_that_say_nothing_are_none(harbour):
    [event] = harbour.events
    assert (event.certainty, event.tense, event.aspect, event.type) == (
        "CERTAIN",
        "PAST",
        None,
        "OTHER",
    )


def test_relations_name_what_is_marked(harbour):
    [found] = harbour.participants
    assert found == Participant("4", "2", "Arg0")
    assert harbour.marked[found.filler].kind == "NAM"
    assert [(link.source, link.target, link.type) for link in harbour.links] == [
        ("4", "6", "IS_INCLUDED")
    ]


def test_what_follows_the_last_attribute_is_not_annotated_in_full(harbour):
    text = harbour.document.text
    assert harbour.is_annotated(text.index("Monday"))
    assert not harbour.is_annotated(text.index("It will"))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("He 's at 5 % - or 6 .", "He's at 5% - or 6."),
        ('" Yes , " said she .', '"Yes," said she.'),
        ("up to US$ 40 billion [ and / or more ]", "up to US$40 billion [and/or more]"),
        ("I' m sure", "I'm sure"),
    ],
)
def test_text_is_spaced_as_printed(tokens, text):
    assert detokenize(tokens.split())[0] == text
