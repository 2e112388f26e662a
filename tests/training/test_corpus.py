"""The corpus is what its README says: without mistakes, large enough, and it has examples of everything."""

from collections import Counter
from pathlib import Path

import pytest

from evaluation import corpus
from evaluation.corpus import Said, Tally, add
from evaluation.corpusfile import PARTS, Passage, load, read
from evaluation.corpuswords import Words
from kg import ontology as ontologies
from kg.learned.labels import pair_words
from kg.model import Status
from training.agreement import SECOND, compared
from training.count import CORPUS, ENOUGH, coverage

ONTOLOGY = ontologies.load()
SENTENCES = 2_500
PASSAGES = 150


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    found, mistakes = read(CORPUS, ONTOLOGY)
    assert mistakes == []
    return found


def test_the_corpus_is_large_enough(passages: tuple[Passage, ...]) -> None:
    alone = sum(len(passage.sentences) == 1 for passage in passages)
    assert alone >= SENTENCES
    assert len(passages) - alone >= PASSAGES


def test_no_text_stands_there_twice(passages: tuple[Passage, ...]) -> None:
    texts = Counter(sentence.text for passage in passages for sentence in passage.sentences)
    assert [text for text, count in texts.items() if count > 1] == []


def test_everything_has_enough_examples(passages: tuple[Passage, ...]) -> None:
    counts = coverage(passages, ONTOLOGY)
    found = {n: c for n, c in ONTOLOGY.classes.items() if c.is_event and not c.general}
    learned = {name: term for name, term in found.items() if not term.by_rules}
    groups = {n for n, c in learned.items() if c.parents == ("Event",)}
    classes = set(learned) - groups - {"Event"}
    asked = {name: ONTOLOGY.properties[name] for name in pair_words(ONTOLOGY)}
    roles = {name for name, term in asked.items() if term.is_role}
    direct = {name for name, term in asked.items() if term.is_direct}
    assert [name for name in sorted(classes) if counts["classes"][name] < ENOUGH] == []
    assert [name for name in sorted(roles) if counts["roles"][name] < ENOUGH] == []
    assert [name for name in sorted(direct) if counts["properties"][name] < ENOUGH] == []
    assert all(count >= ENOUGH for count in counts["statuses"].values())


def test_the_parts_have_the_sizes_that_they_should(passages: tuple[Passage, ...]) -> None:
    shares = Counter(passage.part for passage in passages)
    assert set(shares) == set(PARTS)
    assert 0.12 < shares["test"] / len(passages) < 0.18
    assert 0.07 < shares["dev"] / len(passages) < 0.13


def test_hard_negatives_are_many(passages: tuple[Passage, ...]) -> None:
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert sum(bool(sentence.traps) for sentence in sentences) > len(sentences) / 3


def lines(tmp_path: Path, text: str) -> tuple[tuple[Passage, ...], list[str]]:
    path = tmp_path / "some.txt"
    path.write_text(text, encoding="utf-8")
    return read(path, ONTOLOGY)


def test_a_sentence_is_read_by_its_words(tmp_path: Path) -> None:
    (passage,), mistakes = lines(
        tmp_path,
        "> Oslo said the port at Oslo had exported gas.\n"
        "City: Oslo#1; Oslo#2\nFacility: port\nCommodity: gas\n"
        "[Reported; Oslo#1] exported: Export{exporter: Oslo#2; commodity: gas}\n"
        "! gas — locatedIn — Oslo#2\n",
    )
    assert len(mistakes) == 1
    assert "locatedIn is not said of Commodity" in mistakes[0]
    (stated,) = passage.sentences[0].stated
    assert stated.roles[0] == ("exporter", Words(22, 26))
    assert stated.speaker == Words(0, 4)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("City: Bergen", "'Bergen' does not stand in the sentence as whole words"),
        ("City: Oslo", "'Oslo' stands there 2 times; write Oslo#1 or so"),
        ("Town: Oslo#1", "'Town' is no class of the ontology"),
        ("F exported: Exports{}", "'Exports' is no class of the ontology; did you mean 'Export'?"),
        (
            "F exported: Export{exportr: gas}",
            "'exportr' is no role of the ontology; did you mean 'exporter'?",
        ),
        ("F exported: Export{commodity: gas}", "'gas' is not marked; add a line with its class"),
        (
            "F gas is exported",
            "is no claim; write word: Class{role: words} or subject — property — object",
        ),
        ("[Rumoured] exported: Export{}", "'Rumoured' is no status"),
        ("exported: Export{}", "is neither marks nor claim; begin with F, P or [Status]"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    _, mistakes = lines(tmp_path, f"> Oslo said the port at Oslo had exported gas.\n{line}\n")
    assert len(mistakes) == 1
    assert f"{tmp_path}/some.txt:2: " in mistakes[0]
    assert message in mistakes[0]


def test_a_predicate_has_whole_phrases_as_arguments(tmp_path: Path) -> None:
    (passage,), mistakes = lines(
        tmp_path,
        "> The Senate passed a bill that names the office, he said.\n"
        "P [Reported; he] passed: pass.01{ARG1: a bill … office; ARG0: The Senate}\n"
        "P names: name.01{ARG0: a bill; R-ARG0: that; ARG1: the office}\n",
    )
    assert mistakes == []
    (sentence,) = passage.sentences
    passed, names = sentence.predicates
    said = [(label, words.of(sentence.text)) for label, words in passed.arguments]
    assert said == [("ARG0", "The Senate"), ("ARG1", "a bill that names the office")]
    assert (passed.roleset, passed.trigger.of(sentence.text)) == ("pass.01", "passed")
    assert (passed.status, names.status) == (Status.REPORTED, None)
    assert passed.speaker is not None
    assert passed.speaker.of(sentence.text) == "he"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("P passed: pass{ARG0: Senate}", "is no predicate; write P word: lemma.01"),
        ("P passed: pass.01{agent: Senate}", "is no argument; write one of ARG0"),
        ("P passed: pass.01{ARG0: Senate; ARG1: The Senate}", "'The Senate' and 'Senate' overlap"),
        ("P passed: pass.01{ARG1: bill … Senate}", "'Senate' does not stand behind 'bill'"),
        ("P passed: pass.77{}", "'pass.77' is no roleset; did you mean pass.01 or pass.02"),
        ("P passed: pass.01{ARG4: The Senate}", "pass.01 has no ARG4, only ARG0, ARG1, ARG2"),
        ("P [Maybe] passed: pass.01{}", "'Maybe' is no status"),
        ("P voted: vote.01{}", "'voted' does not stand in the sentence"),
    ],
)
def test_a_mistake_in_a_predicate_is_told(tmp_path: Path, line: str, message: str) -> None:
    _, mistakes = lines(tmp_path, f"> The Senate passed a bill.\n{line}\n")
    assert len(mistakes) == 1
    assert message in mistakes[0]


def test_articles_that_were_printed_stand_apart(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("> It rained.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("> It snowed.\n", encoding="utf-8")
    assert [(p.text, p.is_real) for p in load(tmp_path, ONTOLOGY)] == [
        ("It snowed.", False),
        ("It rained.", True),
    ]


def test_a_passage_has_chains_across_its_sentences(tmp_path: Path) -> None:
    (passage,), mistakes = lines(
        tmp_path,
        "@ 2026-03-12\n> Ana Ruiz resigned.\nPerson: Ana Ruiz\nF resigned: Resignation{person: Ana Ruiz}\n"
        "> She denies it.\n= 1 Ana Ruiz | 2 She\n",
    )
    assert mistakes == []
    assert passage.published == "2026-03-12"
    assert passage.text == "Ana Ruiz resigned. She denies it."
    assert passage.chains == (((0, Words(0, 8)), (1, Words(0, 3))),)


def test_a_headline_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    (passage,), _ = lines(
        tmp_path,
        "> Minister quits\n> Ana Ruiz resigned.\nPerson: Ana Ruiz\nF resigned: Resignation{person: Ana Ruiz}\n",
    )
    assert passage.text == "Minister quits\n\nAna Ruiz resigned."
    assert passage.text[: passage.headline_end] == "Minister quits"
    (event,) = corpus.annotated(passage, ONTOLOGY)
    assert event.trigger is not None
    assert passage.text[slice(*event.trigger)] == "resigned"


def test_a_pronoun_is_right_for_what_it_means() -> None:
    text = "Ana Ruiz and her brother Leo"
    gold = Said("relativeOf", None, (("subject", (25, 28)), ("object", (0, 8))), Status.ASSERTED)

    def found(
        start: int, end: int, means: dict[tuple[int, int], tuple[tuple[int, int], ...]]
    ) -> Said:
        ends = (("subject", (25, 28)), ("object", (start, end)))
        return Said("relativeOf", None, ends, Status.ASSERTED, means=means)

    her = text.index("her")
    right, wrong = Tally(), Tally()
    add(right, [gold], [found(her, her + 3, {(her, her + 3): ((0, 8),)})], ONTOLOGY)
    add(wrong, [gold], [found(her, her + 3, {})], ONTOLOGY)
    assert (right.properties.f1, wrong.properties.f1) == (1.0, 0.0)


def test_two_annotators_agree_on_most_and_not_on_all() -> None:
    first, second = load(CORPUS, ONTOLOGY), load(SECOND, ONTOLOGY)
    for is_real, classes in ((False, 0.75), (True, 0.7)):
        chosen = [passage for passage in first if passage.is_real == is_real]
        found = {m.name: m for m in compared(chosen, second, ONTOLOGY)}
        assert found["event classes"].gold > 300
        assert classes < found["event classes"].value < 0.95
    assert found["predicates"].gold > 1_500
    assert 0.9 < found["predicates"].value < 1.0
    same = {m.name: m.value for m in compared(second, second, ONTOLOGY)}
    assert (same["event classes"], same["roles of events"], same["predicates"]) == (1.0, 1.0, 1.0)


def test_most_real_sentences_have_predicates(passages: tuple[Passage, ...]) -> None:
    real = [sentence for p in passages if p.is_real for sentence in p.sentences]
    assert sum(bool(sentence.predicates) for sentence in real) >= 1_900


def test_a_block_without_a_sentence_is_told(tmp_path: Path) -> None:
    _, mistakes = lines(tmp_path, "@ 2026-03-12\n")
    assert mistakes == [
        f"{tmp_path}/some.txt:1: the block has no sentence; begin one with '> TEXT'"
    ]
