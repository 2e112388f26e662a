"""Speech on the surface: what stands between quotation marks or before *…, officials said*, and who says it."""

import pytest

from kg.extract.reading import Reading
from kg.extract.speech.quotes import asides, quotations, statements

# fmt: off
QUOTED = ('"/``/punct>8 Iran/NNP/nsubj>2 attacked=attack/VBD/ccomp>8 Israel/NNP/dobj>2 ,/,/punct>8 "/\'\'/punct>8 '
          'Anna/NNP/compound>7 Berg/NNP/nsubj>8 said=say/VBD/ROOT ././punct>8')
UNCLAIMED = '"/``/punct>2 It/PRP/nsubj>2 seized=seize/VBD/ROOT all/DT/det>4 Haifa/NNP/dobj>2 "/\'\'/punct>2'
OPEN = ('Berg/NNP/nsubj>1 said=say/VBD/ROOT :/:/punct>1 "/``/punct>1 Iran/NNP/nsubj>5 attacked=attack/VBD/ccomp>1 '
        'Israel/NNP/dobj>5 today/NN/npadvmod>5 ././punct>1')
PLAIN = "Nothing/NN/nsubj>1 happened=happen/VBD/ROOT since/RB/advmod>1 ././punct>1"


@pytest.fixture
def quoted(make_doc, ontology):
    """A function from parses to their direct speech: the words and the speaker."""
    return lambda *sentences, **layers: shown(make_doc(*sentences, **layers), ontology, quotations)


@pytest.fixture
def reported(make_doc, ontology):
    """A function from parses to what an aside covers: the words and the speaker."""
    return lambda *sentences, **layers: shown(make_doc(*sentences, **layers), ontology, asides)


@pytest.fixture
def stated(make_doc, ontology):
    """A function from parses to the statements that a colon announces: the words and the speaker."""
    return lambda *sentences, **layers: shown(make_doc(*sentences, **layers), ontology, statements)


def shown(doc, ontology, find):
    return [
        (doc[each.first : each.last].text, None if each.speaker is None else doc[each.speaker].text)
        for each in find(Reading(doc, ontology))
    ]


@pytest.mark.parametrize(("sentence", "wanted"), [
    (QUOTED, [("Iran attacked Israel,", "Berg")]),
    (OPEN + ' "/\'\'/punct>1', [("Iran attacked Israel today.", "Berg")]),
    (QUOTED.replace('"', "'").replace("/''''/", "/''/"), [("Iran attacked Israel,", "Berg")]),
    ('Berg/NNP/nsubj>1 laughed=laugh/VBD/ROOT and/CC/cc>1 said=say/VBD/conj>1 "/``/punct>3 Iran/NNP/nsubj>6 '
     'attacked=attack/VBD/ccomp>3 Israel/NNP/dobj>6 today/NN/npadvmod>6 "/\'\'/punct>3',
     [("Iran attacked Israel today", "Berg")]),
    ('"/``/punct>7 Iran/NNP/nsubj>2 attacked=attack/VBD/ccomp>7 Israel/NNP/dobj>2 ,/,/punct>7 "/\'\'/punct>7 '
     'was=be/VBD/auxpass>7 reported=report/VBN/ROOT by/IN/agent>7 Berg/NNP/pobj>8',
     [("Iran attacked Israel,", "Berg")]),
])
def test_quotation_has_its_words_and_its_speaker(sentence, wanted, quoted):
    assert quoted(sentence) == wanted


@pytest.mark.parametrize("sentence", [
    'The/DT/det>4 "/``/punct>4 peace/NN/nmod>4 "/\'\'/punct>4 plan/NN/nsubj>5 angered=anger/VBD/ROOT Iran/NNP/dobj>5',
    'Iran/NNP/nsubj>1 saw=see/VBD/ROOT "/``/punct>6 a/DT/det>6 great/JJ/amod>6 long/JJ/amod>6 war/NN/dobj>1 '
    '"/\'\'/punct>6',
    "Nothing/NN/nsubj>1 happened=happen/VBD/ROOT",
])
def test_words_held_at_a_distance_are_no_speech(sentence, quoted):
    assert quoted(sentence) == []


def test_inches_are_no_quotation_marks(quoted):
    sentence = ('It/PRP/nsubj>1 has=have/VBZ/ROOT 13/CD/nummod>4 "/\'\'/punct>4 screens=screen/NNS/dobj>1 '
                'that/WDT/nsubj>6 weigh/VBP/relcl>4 15/CD/nummod>8 "/\'\'/dobj>6 or/CC/cc>8 more/JJR/conj>8')
    assert quoted(sentence) == []


def test_quotation_that_only_closes_began_with_its_paragraph(quoted):
    closing = QUOTED.removeprefix('"/``/punct>8 ')
    shifted = "Today/NN/npadvmod>2 " + closing
    assert quoted(shifted) == [("Today Iran attacked Israel,", "Berg")]


def test_quotation_takes_its_verb_from_a_sentence_that_only_says_who_spoke(quoted):
    question = '"/``/punct>2 Iran/NNP/nsubj>2 attacked=attack/VBD/ROOT Israel/NNP/dobj>2 ?/./punct>2 "/\'\'/punct>2'
    assert quoted(question, "Berg/NNP/nsubj>1 asked=ask/VBD/ROOT ././punct>1") == [("Iran attacked Israel?", "Berg")]


def test_quotation_without_a_verb_goes_on_from_the_one_before(quoted):
    assert quoted(QUOTED, UNCLAIMED)[1] == ("It seized all Haifa", "Berg")


@pytest.mark.parametrize(("sentences", "paragraphs"), [
    ((UNCLAIMED,), (0,)),
    ((QUOTED, PLAIN, PLAIN, UNCLAIMED), (0,)),
    ((QUOTED, PLAIN, UNCLAIMED), (0, 1, 2)),
])
def test_quotation_far_from_any_verb_has_no_speaker(sentences, paragraphs, quoted):
    assert quoted(*sentences, paragraphs=paragraphs)[-1] == ("It seized all Haifa", None)


def test_quotation_left_open_ends_with_its_paragraph(quoted):
    assert quoted(OPEN, PLAIN, paragraphs=(0, 1)) == [("Iran attacked Israel today.", "Berg")]


def test_quotation_runs_over_paragraphs_that_open_it_again(quoted):
    again = f'"/``/punct>2 {PLAIN.replace(">1", ">2")}'
    assert quoted(OPEN, again, paragraphs=(0, 1)) == [
        ("Iran attacked Israel today.", "Berg"), ("Nothing happened since.", "Berg")]


def test_quotation_runs_on_where_the_next_paragraph_closes_first(quoted):
    closing = f'{PLAIN} "/\'\'/punct>1'
    assert quoted(OPEN, closing, paragraphs=(0, 1))[1] == ("Nothing happened since.", "Berg")


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("Iran/NNP/nsubj>1 attacked=attack/VBD/ccomp>5 Israel/NNP/dobj>1 ,/,/punct>5 officials=official/NNS/nsubj>5 "
     "said=say/VBD/ROOT ././punct>5",
     [("Iran attacked Israel", "officials")]),
    ("Iran/NNP/nsubj>1 attacked=attack/VBD/ccomp>4 Israel/NNP/dobj>1 ,/,/punct>4 said=say/VBD/ROOT Berg/NNP/nsubj>4",
     [("Iran attacked Israel", "Berg")]),
    ("Iran/NNP/nsubj>1 attacked=attack/VBD/ccomp>5 Israel/NNP/dobj>1 ,/,/punct>5 officials=official/NNS/nsubj>5 "
     "said=say/VBD/ROOT ,/,/punct>5 and/CC/cc>1 seized=seize/VBD/conj>1 Haifa/NNP/dobj>8",
     [("Iran attacked Israel", "officials"), ("and seized Haifa", "officials")]),
    ("According=accord/VBG/prep>5 to/IN/prep>0 Berg/NNP/pobj>1 ,/,/punct>5 Iran/NNP/nsubj>5 attacked=attack/VBD/ROOT "
     "Israel/NNP/dobj>5",
     [("According to Berg, Iran attacked Israel", "Berg")]),
])
def test_aside_covers_what_it_reports(sentence, wanted, reported):
    assert reported(sentence) == wanted


@pytest.mark.parametrize("sentence", [
    # A verb with content of its own, one that is no speech, one without a comma, one without a subject.
    "Iran/NNP/nsubj>1 fell=fall/VBD/ROOT ,/,/punct>1 and/CC/cc>1 Berg/NNP/nsubj>5 said=say/VBD/conj>1 so/RB/advmod>5 "
    "that/IN/mark>8 it/PRP/nsubj>9 fell=fall/VBD/ccomp>5",
    "Iran/NNP/nsubj>1 fell=fall/VBD/ccomp>4 ,/,/punct>4 Berg/NNP/nsubj>4 ran=run/VBD/ROOT",
    "Officials=official/NNS/nsubj>1 said=say/VBD/ROOT Iran/NNP/nsubj>3 fell=fall/VBD/ccomp>1",
    "Iran/NNP/nsubj>1 fell=fall/VBD/ROOT ,/,/punct>1 said=say/VBD/dep>1",
])
def test_aside_needs_a_speech_verb_that_looks_back(sentence, reported):
    assert reported(sentence) == []
# fmt: on


ANNOUNCED = "Berg/NNP/nsubj>1 said=say/VBD/ROOT :/:/punct>1"


def test_statement_behind_a_colon_goes_on_over_paragraphs(stated):
    assert stated(ANNOUNCED, PLAIN, PLAIN, paragraphs=(0, 1, 2)) == [
        ("Nothing happened since.", "Berg"),
        ("Nothing happened since.", "Berg"),
    ]


def test_heading_of_a_statement_announces_it(stated):
    owned = "Berg/NNP/poss>2 's/POS/case>0 statement/NN/ROOT :/:/punct>2"
    assert stated(owned, PLAIN, paragraphs=(0, 1)) == [("Nothing happened since.", "Berg")]
    assert stated(owned.replace("statement", "plan"), PLAIN, paragraphs=(0, 1)) == []


def test_statement_ends_with_quotation_marks(stated):
    assert stated(ANNOUNCED, QUOTED, PLAIN, paragraphs=(0, 1, 2)) == []


def test_paragraph_without_a_colon_announces_nothing(stated):
    assert stated(PLAIN, PLAIN, paragraphs=(0, 1)) == []
