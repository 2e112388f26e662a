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


@pytest.mark.parametrize(("sentence", "wanted"), [
    # Verbs of praise and blame, names that are given, adjectives, nouns, an unknown verb over a clause.
    ("Berg/NNP/nsubj>1 praised=praise/VBD/ROOT the/DT/det>3 deal/NN/dobj>1", ("Berg", "praised", ["the deal"])),
    ("Berg/NNP/nsubj>1 called=call/VBD/ROOT it/PRP/dobj>1 a/DT/det>4 mistake/NN/oprd>1",
     ("Berg", "called", ["it a mistake"])),
    ("They/PRP/nsubj>1 read=read/VBD/ROOT Berg/NNP/poss>4 's/POS/case>2 claim/NN/dobj>1 that/IN/mark>7 "
     "Iran/NNP/nsubj>7 fell=fall/VBD/acl>4", ("Berg", "claim", ["that Iran fell"])),
    ("Berg/NNP/nsubj>1 mumbled=mumble/VBD/ROOT that/IN/mark>4 Iran/NNP/nsubj>4 fell=fall/VBD/ccomp>1",
     ("Berg", "mumbled", ["that Iran fell"])),
    ("Berg/NNP/nsubj>1 called=call/VBD/ROOT for/IN/prep>1 peace/NN/pobj>2", ("Berg", "called for", ["peace"])),
    ("Berg/NNP/nsubj>3 has=have/VBZ/aux>3 repeatedly/RB/advmod>3 denied=deny/VBN/ROOT it/PRP/dobj>3",
     ("Berg", "has repeatedly denied", ["it"])),
    ("Berg/NNP/nsubj>3 have=have/VBP/aux>3 not/RB/neg>3 said=say/VBN/ROOT when/WRB/advmod>6 they/PRP/nsubj>6 "
     "left=leave/VBD/advcl>3", ("Berg", "have not said", ["when they left"])),
])
def test_many_words_attribute(sentence, wanted, attributed):
    assert [found[:3] for found in attributed(sentence)] == [wanted]


def test_adjective_attributes_with_its_copula(attributed):
    sentence = ("Berg/NNP/nsubj>1 is=be/VBZ/ROOT certain/JJ/acomp>1 that/IN/mark>5 Iran/NNP/nsubj>5 "
                "fell=fall/VBD/ccomp>2")
    assert attributed(sentence)[0][:3] == ("Berg", "is certain", ["that Iran fell"])


@pytest.mark.parametrize("sentence", [
    # Nobody wants, called a meeting, saw something happen.
    "To/TO/aux>1 praise/VB/csubj>3 it/PRP/dobj>1 helps=help/VBZ/ROOT",
    "Berg/NNP/nsubj>1 called=call/VBD/ROOT a/DT/det>3 meeting/NN/dobj>1",
    "Berg/NNP/nsubj>1 knew=know/VBD/ROOT Iran/NNP/nsubj>3 fall/VB/ccomp>1",
])
def test_these_words_attribute_nothing(sentence, attributed):
    assert attributed(sentence) == []


def test_participle_behind_a_comma_has_the_speaker_of_the_clause(attributed):
    sentence = (f"{SAID} Iran/NNP/nsubj>3 fell=fall/VBD/ccomp>1 ,/,/punct>3 arguing=argue/VBG/advcl>3 that/IN/mark>8 "
                "it/PRP/nsubj>8 lost=lose/VBD/ccomp>5")
    assert [found[:3] for found in attributed(sentence)] == [
        ("Berg", "said", ["Iran fell"]), ("Berg", "arguing", ["that it lost"])]


def test_coordinated_verb_of_the_same_tense_has_the_first_speaker(attributed):
    sentence = (f"{SAID} Iran/NNP/nsubj>3 fell=fall/VBD/ccomp>1 and/CC/cc>3 warned=warn/VBD/conj>3 that/IN/mark>8 "
                "it/PRP/nsubj>8 lost=lose/VBD/ccomp>5")
    assert [found[0] for found in attributed(sentence)] == ["Berg", "Berg"]


def test_what_stands_within_a_quotation_does_not_reach_out_of_it(attributed):
    quoted = ('"/``/punct>8 Today/NN/npadvmod>4 I/PRP/nsubj>4 really/RB/advmod>4 think/VBP/ccomp>8 ,/,/punct>4 '
              '"/\'\'/punct>8 Berg/NNP/nsubj>8 said=say/VBD/ROOT Iran/NNP/nsubj>10 fell=fall/VBD/ccomp>4')
    assert [found[1] for found in attributed(quoted)] == ["said"]


@pytest.mark.parametrize("paragraph", [
    "BERG/NNP/nsubj>3 :/:/punct>3 Iran/NNP/nsubj>3 fell=fall/VBD/ROOT",
    "Anna/NNP/compound>1 Berg/NNP/nsubj>4 :/:/punct>4 Iran/NNP/nsubj>4 fell=fall/VBD/ROOT",
])
def test_label_says_who_speaks(paragraph, attributed):
    found = attributed(paragraph, mentions={"Anna Berg": "Person"})
    assert [(each[1], each[2], each[3]) for each in found] == [(":", ["Iran fell"], "direct")]


def test_place_is_no_speaker_of_a_label(attributed):
    assert attributed("Iran/NNP/nsubj>3 :/:/punct>3 rebels=rebel/NNS/nsubj>3 fell=fall/VBD/ROOT",
                      mentions={"Iran": "Country"}) == []


def test_signature_says_who_spoke(attributed):
    sentence = ('"/``/punct>2 Iran/NNP/nsubj>2 fell=fall/VBD/ROOT ././punct>2 "/''/punct>2 –/:/punct>2 '
                'Anna/NNP/compound>7 Berg/NNP/appos>2')
    assert attributed(sentence) == [("Anna Berg", "–", ["Iran fell"], "direct")]


def test_sources_of_a_source_speak(make_doc, ontology):
    doc = make_doc(
        "According=accord/VBG/prep>8 to/IN/prep>0 figures=figure/NNS/pobj>1 released=release/VBN/acl>2 by/IN/agent>3 "
        "Berg/NNP/pobj>4 ,/,/punct>8 Iran/NNP/nsubj>8 fell=fall/VBD/ROOT", mentions={"Berg": "Person"})
    [found] = extract(doc, ontology).attributions
    assert found.speaker.name == "Berg"


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
