"""Who says what, over a whole document: source, cue and content, whether or not a claim is found in it."""

import pytest

from kg.extract import extract

# fmt: off
SAID = "Berg/NNP/nsubj>1 said=say/VBD/ROOT"


@pytest.fixture
def attributed(make_doc, ontology):
    """A function from parses to attributions: source, cue, contents and kind of speech."""

    def of(*sentences, **layers):
        doc = make_doc(*sentences, **layers)

        def words(span):
            return None if span is None else doc.text[span.start : span.end]

        return [
            (words(each.source), words(each.cue), [words(span) for span in each.content], str(each.speech))
            for each in extract(doc, ontology).attributions
        ]

    return of


@pytest.mark.parametrize(("sentence", "wanted"), [
    (f"{SAID} Iran/NNP/nsubj>3 fell=fall/VBD/ccomp>1", ("Berg", "said", ["Iran fell"], "indirect")),
    ("Iran/NNP/nsubj>1 fell=fall/VBD/ccomp>5 ,/,/punct>5 two/CD/nummod>4 officials=official/NNS/nsubj>5 "
     "said=say/VBD/ROOT", ("two officials", "said", ["Iran fell"], "indirect")),
    ("Berg/NNP/nsubj>1 hopes=hope/VBZ/ROOT to/TO/aux>3 leave/VB/xcomp>1", ("Berg", "hopes", ["to leave"], "indirect")),
    ("According=accord/VBG/prep>5 to/IN/prep>0 Berg/NNP/pobj>1 ,/,/punct>5 Iran/NNP/nsubj>5 fell=fall/VBD/ROOT",
     ("Berg", "According to", ["Iran fell"], "indirect")),
    ("Iran/NNP/nsubjpass>2 was=be/VBD/auxpass>2 said=say/VBN/ROOT by/IN/agent>2 Berg/NNP/pobj>3 to/TO/aux>6 "
     "leave/VB/xcomp>2", ("Berg", "was said", ["Iran", "to leave"], "indirect")),
])
def test_attribution_has_source_cue_and_content(sentence, wanted, attributed):
    assert attributed(sentence) == [wanted]


def test_words_between_quotation_marks_are_direct_speech(attributed):
    quoted = ('"/``/punct>6 Iran/NNP/nsubj>2 attacked=attack/VBD/ccomp>6 Israel/NNP/dobj>2 ,/,/punct>6 '
              '"/\'\'/punct>6 said=say/VBD/ROOT Berg/NNP/nsubj>6 ././punct>6')
    assert attributed(quoted) == [("Berg", "said", ["Iran attacked Israel"], "direct")]


def test_passive_without_an_agent_has_no_source(attributed):
    sentence = "Berg/NNP/nsubjpass>2 was=be/VBD/auxpass>2 accused=accuse/VBN/ROOT of/IN/prep>2 theft/NN/pobj>3"
    assert attributed(sentence)[0][0] is None


def test_attribution_knows_whom_its_source_names(make_doc, ontology):
    doc = make_doc(f"{SAID} Iran/NNP/nsubj>3 fell=fall/VBD/ccomp>1", mentions={"Berg": ("Person", "Anna Berg")})
    [found] = extract(doc, ontology).attributions
    assert found.speaker.name == "Anna Berg"
# fmt: on
