"""Trees that the parser gets wrong, as they stand when the pipeline is through with them."""

import random

import pytest

from kg.nlp.language import load_model


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.mark.parametrize(
    ("text", "noun", "dep", "above"),
    [
        ("A Glen Ridge, New Jersey man was jailed.", "man", "nsubjpass", "jailed"),
        (
            "A Glen Ridge, New Jersey, man was jailed yesterday, prosecutors said.",
            "man",
            "nsubjpass",
            "jailed",
        ),
        ("The Springfield, Illinois, carmaker sold the plant.", "carmaker", "nsubj", "sold"),
        ("Police arrested a Fort Worth, Texas, doctor.", "doctor", "dobj", "arrested"),
    ],
)
def test_town_hangs_on_the_noun_behind_its_state(nlp, text, noun, dep, above):
    doc = nlp(text)
    head = next(token for token in doc if token.text == noun)
    town = doc[next(token.i for token in doc if token.text == ",") - 1]
    assert (head.dep_, head.head.text) == (dep, above)
    assert (town.dep_, town.head) == ("nmod", head)


@pytest.mark.parametrize(
    "text", ["The man paid a customs officer.", "They paid another sports official."]
)
def test_plural_behind_an_article_of_one_belongs_to_the_noun_behind_it(nlp, text):
    doc = nlp(text)
    receiver = doc[-2]
    assert (receiver.dep_, receiver.head.text) == ("dobj", "paid")
    assert [child.dep_ for child in receiver.lefts] == ["det", "compound"]


def test_what_several_are_paid_is_no_part_of_their_name(nlp):
    doc = nlp("The firm paid the workers money.")
    assert [doc[4].dep_, doc[5].dep_] == ["dative", "dobj"]


@pytest.mark.parametrize(
    "text",
    ["The London, Paris and Rome offices closed.", "The Reds, Velmora fans, cheered the team."],
)
def test_other_names_before_a_comma_stay_where_they_are(nlp, text):
    doc = nlp(text)
    assert not any(token.dep_ == "appos" and token.head.dep_ == "nmod" for token in doc)


@pytest.mark.parametrize(
    ("text", "office", "task", "name"),
    [
        (
            "The U.S. ambassador to Syria Robert Ford said the war was lost.",
            "ambassador",
            "Syria",
            "Ford",
        ),
        (
            "Britain's minister for Europe Denis MacShane resigned.",
            "minister",
            "Europe",
            "MacShane",
        ),
    ],
)
def test_name_behind_an_office_stands_apart_from_what_the_office_is_for(
    nlp, text, office, task, name
):
    words = {token.text: token for token in nlp(text)}
    assert (words[name].dep_, words[name].head.text) == ("appos", office)
    assert (words[task].dep_, words[task].head.head.text) == ("pobj", office)


@pytest.mark.parametrize(
    "text",
    [
        "Velmora chairman and chief executive Tom Hale resigned.",
        "Actor and singer Ann Lee died on Monday.",
    ],
)
def test_two_titles_are_of_the_one_behind_them(nlp, text):
    doc = nlp(text)
    subject = next(token for token in doc if token.dep_ == "nsubj")
    assert subject.text in ("Hale", "Lee")
    assert [token.dep_ for token in subject.lefts if token.tag_ == "NN"] == ["compound"]


def test_office_with_an_article_is_somebody_else(nlp):
    doc = nlp("Police arrested the driver and passenger Tom Hale.")
    assert not any(token.text == "driver" and token.dep_ == "compound" for token in doc)


def test_score_is_one_thing_beside_the_beaten(nlp):
    words = {token.text: token for token in nlp("Liverpool beat Everton 3-1 on Sunday.")}
    assert words["Everton"].dep_ == "dobj"
    assert words["1"].head.text == "3"
    assert words["3"].head.text == "beat"


def test_magnitude_hangs_on_its_earthquake(nlp):
    doc = nlp("A magnitude 6.1 earthquake hit western Turkey, killing at least 40 people.")
    words = {token.text: token for token in doc}
    assert (words["earthquake"].dep_, words["magnitude"].head.text) == ("nsubj", "earthquake")


def test_participle_with_its_own_number_is_passive(nlp):
    words = {token.text: token for token in nlp("Two soldiers were killed and 14 wounded.")}
    assert (words["14"].dep_, words["14"].head.text) == ("nsubjpass", "wounded")


def test_list_behind_semicolons_is_coordinated(nlp):
    doc = nlp("The case was investigated by the FBI; the Coast Guard; and the State Police.")
    words = {token.text: token for token in doc}
    assert [words[each].dep_ for each in ("Guard", "Police")] == ["conj", "conj"]
    assert words["Guard"].head == words["Police"].head == words["FBI"]


@pytest.mark.parametrize(
    "text", ["Acme Corp exports copper to Norway.", "Velmora Steel exports copper to Norway."]
)
def test_sentence_of_a_name_and_a_thing_has_its_verb(nlp, text):
    doc = nlp(text)
    verb, thing = (next(t for t in doc if t.text == word) for word in ("exports", "copper"))
    assert (verb.dep_, thing.dep_, thing.head) == ("ROOT", "dobj", verb)
    assert [child.dep_ for child in verb.children] == ["nsubj", "dobj", "prep", "punct"]


@pytest.mark.parametrize(("text", "word", "dep", "above"), [
    # Subjects that stand before their verb and that the parser hangs elsewhere.
    ("A judge ruled the draft violated the law.", "draft", "nsubj", "violated"),
    ("Rescue workers have indicated a murder probe is ongoing.", "probe", "nsubj", "is"),
    ("The widow sued Nettvest, other banks and an insurer.", "banks", "conj", "Nettvest"),
    ("The authors used a mathematical model, a robot, and a kite.", "robot", "conj", "model"),
    ("Ruiz resigned as mayor of Lund and Hale was elected.", "Hale", "nsubjpass", "elected"),
    ("Police arrested Ruiz in May and Hale in June.", "Hale", "conj", "arrested"),
    ("Hale was sentenced to six months in prison, announced Attorney General Ann Lee.", "Lee", "nsubj", "announced"),
    ("Voss granted Angela Ronae Stanton a full and unconditional pardon.", "pardon", "dobj", "granted"),
    ("Kendabie, 27, was an assistant at B.I. Medical and Babanumi, 42, was a recruiter.", "Babanumi", "nsubj", "was"),
    ("Voss met Tom Hale on Monday and Ana Ruiz on Tuesday.", "Ruiz", "conj", "met"),
    ("They voted on Monday and Tuesday in Rome.", "Tuesday", "conj", "Monday"),
    ("One Democrat backed the bill and two Republicans opposed it.", "Republicans", "nsubj", "opposed"),
    ("Britain has, according to BBC, sent 120 soldiers.", "Britain", "nsubj", "sent"),
    ("On Election Night, Haskell, Jacques and Gleason used racial slurs.", "Haskell", "nsubj", "used"),
    # An object that the parser takes for another subject, and a wish with a passive.
    ("On Monday, Palestinian gunmen abducted BBC reporter Alan Johnston.", "Johnston", "dobj", "abducted"),
    ("The British want Lugovoi extradited.", "Lugovoi", "nsubjpass", "extradited"),
    # Members of lists.
    ("Robert Walker, Charnesha Alexander and Ladonna Conley were indicted.", "Alexander", "conj", "Walker"),
    ("Davis was accused of two counts of murder and carrying unlawful weapons.", "carrying", "pcomp", "of"),
    ("She was jailed for depriving a man of his rights and for obstructing justice.", "obstructing", "pcomp", "for"),
    ("The peacekeepers fired teargas and warning shots in response to the attacks.", "shots", "conj", "teargas"),
    ("Ten people were killed and several others injured.", "others", "nsubjpass", "injured"),
    ("Reps. Lena Voss and Tomas Brandt voted.", "Reps.", "compound", "Voss"),
    # What stands right before its verb, behind a phrase that opens the sentence.
    ("On Monday Smith will meet with Condoleezza Rice.", "Smith", "nsubj", "meet"),
    ("At the time of the landing Aldrin and Armstrong spoke to the president.", "Aldrin", "nsubj", "spoke"),
    ("At the Ritz-Carlton one person was killed.", "person", "nsubjpass", "killed"),
    ("At the Ritz-Carlton one person was killed.", "Carlton", "pobj", "At"),
    ("Although Jamaica was spared the storm, rains and tidal swells caused floods.", "rains", "nsubj", "caused"),
    # One of two subjects is an apposition.
    ("The judge presiding over the case, Bernard Schwartz, said he was sorry.", "Schwartz", "appos", "judge"),
    ("In the Afghan capital, Kabul, hundreds of people protested.", "Kabul", "appos", "capital"),
    ("Reports cite a Canadian, an American, and a Swede.", "American", "conj", "Canadian"),
    # An office with its field before a name.
    ("The case was handled by Deputy Chief for Litigation Peter J. Ainsworth.", "Ainsworth", "pobj", "by"),
    ("The case was handled by Deputy Chief for Litigation Peter J. Ainsworth.", "Litigation", "pobj", "for"),
    ("Sentencing for Judge Robert C. Nalley is due.", "Nalley", "pobj", "for"),
    # A passive of a headline.
    ("Fazlullah named Pakistan's new Taliban leader", "Fazlullah", "nsubjpass", "named"),
    # Nouns that the parser joins to the verb.
    ("Amnesty accuses China of shipping thousands of rifles and grenades to Nepal.", "grenades", "conj", "rifles"),
    # What only looks like such a slip.
    ("The men seen in Lund and Oslo were arrested.", "men", "nsubjpass", "arrested"),
    ("He met officials from France and Spain and was elected.", "Spain", "conj", "France"),
    ("They marched on the square, singing songs and burning the flag.", "burning", "conj", "singing"),
    ("Hale, a lawyer and critic of the mayor, died.", "lawyer", "appos", "Hale"),
])  # fmt: skip
def test_words_hang_where_they_belong(nlp, text, word, dep, above):
    token = next(token for token in nlp(text) if token.text == word)
    assert (token.dep_, token.head.text) == (dep, above)


@pytest.mark.parametrize("text", [
    "", "\n", "Ruiz", "Ana Ruiz", "for Ana Ruiz", "Sens.", "Reps. Ruiz", "of", "and", "and Ruiz", "said:", "On Monday",
    "On Monday Ruiz", "others", "Ruiz, Hale and Roe", "for Litigation Peter J. Ainsworth", "and carrying arms", "was",
])  # fmt: skip
def test_fragments_are_no_trouble(nlp, text):
    assert nlp(text).text == text


def test_no_mend_makes_a_circle(nlp):
    words = (
        "Ana Ruiz , and of for the Sens. said : Monday On was elected named leader carrying arms other groups a model"
        " 42 to accused who that has sent warning shots fired is not they its Iran - war prior others two both"
    ).split()
    rng = random.Random(7)
    for _ in range(200):
        doc = nlp(" ".join(rng.choice(words) for _ in range(rng.randint(1, 30))))
        for token in doc:
            above, steps = token, 0
            while above.head != above and steps <= len(doc):
                above, steps = above.head, steps + 1
            assert steps <= len(doc), doc.text
