"""Which thing a pronoun or a definite noun phrase means, on parses written by hand."""

import pytest

from kg.extract import extract
from kg.extract.reading import Reading
from kg.extract.reference.coreference import coreference


@pytest.fixture
def meant(make_doc, ontology):
    """A function from a parse and one of its words to the words that it is taken to stand for."""

    def of(text: str | tuple[str, ...], word: str, **layers) -> list[str]:
        sentences = (text,) if isinstance(text, str) else text
        doc = make_doc(*sentences, **layers)
        found = coreference(Reading(doc, ontology))
        token = next(token for token in doc if token.text == word)
        reference = found.at(token)
        return [doc[i].text for i in reference.antecedents] if reference else []

    return of


# fmt: off
@pytest.mark.parametrize(("sentence", "word", "mentions", "wanted"), [
    ("Ana/NNP/nsubj>1 met/VBD/ROOT Tom/NNP/dobj>1 and/CC/cc>1 she/PRP/nsubj>5 left/VBD/conj>1", "she",
     {"Ana": "Person", "Tom": "Person"}, ["Ana"]),
    ("Ana/NNP/nsubj>1 met/VBD/ROOT Tom/NNP/dobj>1 and/CC/cc>1 he/PRP/nsubj>5 left/VBD/conj>1", "he",
     {"Ana": "Person", "Tom": "Person"}, ["Tom"]),
    ("Lee/NNP/nsubj>1 met/VBD/ROOT Kim/NNP/dobj>1 and/CC/cc>1 left/VBD/conj>1 him/PRP/dobj>4", "him",
     {"Lee": "Person", "Kim": "Person"}, ["Kim"]),
    ("Chevron/NNP/nsubj>1 said/VBD/ROOT it/PRP/nsubj>3 left/VBD/ccomp>1", "it", {"Chevron": "Company"}, ["Chevron"]),
    ("Tom/NNP/nsubj>1 said/VBD/ROOT it/PRP/nsubj>3 left/VBD/ccomp>1", "it", {"Tom": "Person"}, []),
    ("Chevron/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 it/PRP/nsubj>4 is=be/VBZ/conj>1 clear/JJ/acomp>4 that/IN/mark>8 "
     "Tom/NNP/nsubj>8 died/VBD/ccomp>4", "it", {"Chevron": "Company", "Tom": "Person"}, []),
    ("Chevron/NNP/nsubj>1 sued/VBD/ROOT its/PRP$/poss>3 owner/NN/dobj>1", "its", {"Chevron": "Company"}, ["Chevron"]),
    ("Chevron/NNP/nsubj>1 sued/VBD/ROOT it/PRP/dobj>1", "it", {"Chevron": "Company"}, []),
    ("Chevron/NNP/nsubj>1 sued/VBD/ROOT itself/PRP/dobj>1", "itself", {"Chevron": "Company"}, ["Chevron"]),
    ("Airbus/NNP/nsubj>4 and/CC/cc>0 its/PRP$/poss>3 chief/NN/conj>0 left/VBD/ROOT", "its",
     {"Airbus": "Company"}, ["Airbus"]),
    ("Shell/NNP/nsubj>1 met/VBD/ROOT rebels=rebel/NNS/dobj>1 and/CC/cc>1 they/PRP/nsubj>5 left/VBD/conj>1", "they",
     {"Shell": "Company"}, ["rebels"]),
])
def test_pronoun_means_what_agrees_and_is_present(sentence, word, mentions, wanted, meant):
    assert meant(sentence, word, mentions=mentions) == wanted


@pytest.mark.parametrize(("sentence", "word", "mentions", "wanted"), [
    ("Shell/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 the/DT/det>4 company/NN/nsubj>5 died/VBD/conj>1", "company",
     {"Shell": "Company"}, ["Shell"]),
    ("Kenya/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 the/DT/det>4 company/NN/nsubj>5 died/VBD/conj>1", "company",
     {"Kenya": "Country"}, []),
    ("Shell/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 a/DT/det>4 company/NN/nsubj>5 died/VBD/conj>1", "company",
     {"Shell": "Company"}, []),
    ("Shell/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 the/DT/det>5 other/JJ/amod>5 company/NN/nsubj>6 died/VBD/conj>1",
     "company", {"Shell": "Company"}, []),
    ("Shell/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 the/DT/det>4 company/NN/nsubj>7 that/WDT/nsubj>6 lied/VBD/relcl>4 "
     "died/VBD/conj>1", "company", {"Shell": "Company"}, []),
    ("Kenya/NNP/nsubj>3 and/CC/cc>0 Peru/NNP/conj>0 left/VBD/ROOT and/CC/cc>3 the/DT/det>7 two/CD/nummod>7 "
     "countries=country/NNS/nsubj>8 met/VBD/conj>3", "countries",
     {"Kenya": "Country", "Peru": "Country"}, ["Kenya", "Peru"]),
    ("Kenya/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 the/DT/det>5 two/CD/nummod>5 countries=country/NNS/nsubj>6 "
     "met/VBD/conj>1", "countries", {"Kenya": "Country"}, []),
])
def test_definite_noun_means_the_thing_of_its_class(sentence, word, mentions, wanted, meant):
    quantities = {"two": ("2", None)} if "two" in sentence else {}
    assert meant(sentence, word, mentions=mentions, quantities=quantities) == wanted


def test_noun_of_a_headline_is_named_by_the_body(meant):
    headline = "Airline/NN/nsubj>1 sues=sue/VBZ/ROOT Norway/NNP/dobj>1"
    body = "Wings/NNP/nsubj>5 ,/,/punct>0 an/DT/det>3 airline/NN/appos>0 ,/,/punct>0 sued/VBD/ROOT Norway/NNP/dobj>5"
    layers = {"mentions": {"Wings": "Company", "Norway": "Country"}, "headlines": 1}
    assert meant((headline, body), "Airline", **layers) == ["Wings"]


def test_first_person_is_the_speaker_and_we_whom_the_speaker_speaks_for(make_doc, ontology):
    quoted = (
        '"/``/punct>2 We/PRP/nsubj>2 left/VBD/ccomp>6 and/CC/cc>2 I/PRP/nsubj>5 lied=lie/VBD/conj>2 "/\'\'/punct>2 '
    )
    said = "said=say/VBD/ROOT Shell/NNP/compound>9 spokesman/NN/compound>10 Tom/NNP/nsubj>7"
    text = (quoted + said).replace("ccomp>6", "ccomp>7")
    doc = make_doc(
        text,
        mentions={"Shell": "Company", "spokesman": ("Position", "spokesperson"), "Tom": "Person"},
    )
    found = coreference(Reading(doc, ontology))
    meant = {t.text: [doc[i].text for i in r.antecedents] for t in doc if (r := found.at(t))}
    assert meant == {"We": ["Shell"], "I": ["Tom"], "spokesman": ["Tom"]}


def test_what_is_meant_is_a_mention_where_no_claim_speaks_of_it(make_doc, ontology):
    sentence = (
        "Chevron/NNP/nsubj>1 sank/VBD/ROOT as/IN/mark>5 its/PRP$/poss>4 hopes=hope/NNS/nsubj>5 "
        "faded=fade/VBD/advcl>1"
    )
    found = extract(make_doc(sentence, mentions={"Chevron": "Company"}), ontology).mentions
    assert [(m.text, m.name, m.steps) for m in found if m.text in ("Chevron", "its")] == [
        ("Chevron", "Chevron", ()),
        ("its", "Chevron", ('"its" is Chevron (pronoun)',)),
    ]


def test_a_position_beside_a_name_is_that_alone(make_doc, ontology):
    sentence = "Minister/NNP/compound>2 Ana/NNP/compound>2 Ruiz/NNP/nsubj>3 left/VBD/ROOT"
    doc = make_doc(sentence, mentions={"Minister": "Position", "Ana Ruiz": "Person"})
    assert [(m.text, m.type) for m in extract(doc, ontology).mentions] == [
        ("Minister", "Position"),
        ("Ana Ruiz", "Person"),
    ]


def test_a_noun_of_the_sentence_before_tells_no_gender(meant):
    sentences = (
        "Police/NNS/nsubj>1 met/VBD/ROOT a/DT/det>3 woman/NN/dobj>1",
        "Lee/NNP/nsubj>1 left/VBD/ROOT and/CC/cc>1 he/PRP/nsubj>4 died/VBD/conj>1",
    )
    assert meant(sentences, "he", mentions={"Lee": "Person"}) == ["Lee"]


def test_who_acts_with_others_is_not_the_one_it_is_done_to(meant):
    sentence = (
        "Kim/NNP/nsubj>3 and/CC/cc>0 sons=son/NNS/conj>0 met/VBD/ROOT guards=guard/NNS/dobj>3 "
        "and/CC/cc>3 beat/VBD/conj>3 them/PRP/dobj>6"
    )
    assert meant(sentence, "them", mentions={"Kim": "Person"}) == ["guards"]


def test_who_learns_something_of_himself_stands_behind_it(meant):
    sentence = (
        "After/IN/prep>8 learning=learn/VBG/pcomp>0 that/IN/mark>5 he/PRP/nsubj>5 would/MD/aux>5 "
        "lose/VB/ccomp>1 ,/,/punct>8 Tom/NNP/nsubj>8 left/VBD/ROOT"
    )
    assert meant(sentence, "he", mentions={"Tom": "Person"}) == ["Tom"]
