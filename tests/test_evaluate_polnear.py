"""The measures of attribution: parts are compared by their heads."""

import pytest

from evaluation.polnear import TOGETHER, annotations, compare
from kg.evaluate.reader import Read
from kg.extract import extract

# "Anna Berg said Iran fell ." with its characters: Anna 0-4, Berg 5-9, said 10-14, Iran fell 15-24
SAID = (
    "Anna/NNP/compound>1 Berg/NNP/nsubj>2 said=say/VBD/ROOT Iran/NNP/nsubj>4 fell=fall/VBD/ccomp>2"
)


def brat(source: str, cue: str, content: str) -> str:
    parts = {"Source": source, "Cue": cue, "Content": content}
    spans = [
        f"T{i}\t{name} {place}\twords" for i, (name, place) in enumerate(parts.items()) if place
    ]
    roles = " ".join(f"{name}:T{i}" for i, (name, place) in enumerate(parts.items()) if place)
    return "\n".join([*spans, f"E1\tAttribution:T9 {roles}"])


@pytest.fixture
def right(make_doc, ontology):
    """A function from an annotation to the measures in which what is found is right."""

    def of(annotation: str) -> set[str]:
        doc = make_doc(SAID)
        read = Read(doc.user_data["kg"].document, doc, extract(doc, ontology))
        return {name for name, matches in compare(read, annotation, "a") if matches.right}

    return of


def test_parts_are_the_same_by_their_heads(right):
    found = right(brat("5 9", "10 14", "20 24"))
    assert TOGETHER in found
    assert "together (all words the same)" not in found


def test_all_words_may_be_the_same(right):
    assert "together (all words the same)" in right(brat("0 9", "10 14", "15 24"))


def test_missing_source_is_wrong(right):
    found = right(brat("", "10 14", "15 24"))
    assert TOGETHER not in found
    assert "content alone (head match)" in found


def test_content_that_lacks_the_head_is_wrong(right):
    assert "content alone (head match)" not in right(brat("5 9", "10 14", "15 19"))


def test_article_that_several_annotated_counts_once(tmp_path):
    folder = tmp_path / "attributions"
    folder.mkdir()
    for name in ("a_2016-01-01_x_b2", "a_2016-01-01_x_a1"):
        (folder / f"{name}.ann").touch()
    assert annotations(tmp_path) == {"a_2016-01-01_x": folder / "a_2016-01-01_x_a1.ann"}
