"""What pronouns mean is learned from articles whose annotation stands where it says."""

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.extract.reference.coreference.ranking import likelihoods, weights
from training.pronouns import FOLDER, Choice, fit
from training.sources.pronouns import articles, gum, parse

ARTICLE = """\
# https://example.org/a
@ 2009-05-27
>> Ruiz sues Kestrel
>
> She says it owes her money. They met, and it rained.
She@19: Ruiz@0
it@28: Kestrel@10
They@47: Ruiz@0 + Kestrel@10
it@61: -
"""
CONLLU = """\
# newdoc id = GUM_news_a
# meta::dateCreated = 2017-07-18
# newpar
# newpar_block = head (1 s)
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new
2\tRuiz\tRuiz\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No

# newpar
# newpar_block = p (1 s)
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv)
2\tsold\tsell\tVERB\tVBD\t_\t0\troot\t_\t_
3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\tEntity=(2-object-new)
4\tagain\tagain\tADV\tRB\t_\t2\tadvmod\t_\tSpaceAfter=No
"""


def test_article_has_its_text_and_what_its_pronouns_mean() -> None:
    article = parse("a", ARTICLE)
    assert article.text.startswith("Ruiz sues Kestrel\n\nShe says it")
    assert (article.headline, article.published) == (17, "2009-05-27")
    assert article.meant == {19: [(0,)], 28: [(10,)], 47: [(0,), (10,)], 61: []}
    assert article.document().title == "Ruiz sues Kestrel"


@pytest.mark.parametrize(("line", "error"), [
    ("it@29: Kestrel@10", "a.txt:7: 'it' does not stand at 29, but 't '; correct it"),
    ("it@28: Kestrel@11", "a.txt:7: 'Kestrel' does not stand at 11, but 'estrel\\n'; correct it"),
    ("it is Kestrel", "a.txt:7: 'it is Kestrel' is no answer; write WORD@AT: WORD@AT"),
])  # fmt: skip
def test_mistake_is_named(line: str, error: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse("a", ARTICLE.replace("it@28: Kestrel@10", line))
    assert str(caught.value) == error


def test_words_of_gum_stand_in_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(CONLLU)
    [article] = gum(tmp_path)
    assert article.text == "Ana Ruiz left\n\nShe sold it again"
    assert article.published == "2017-07-18"
    assert article.meant == {15: [(0, 4)], 24: []}


def test_annotated_articles_are_without_mistakes() -> None:
    read = list(articles(FOLDER))
    meant = [things for article in read for things in article.meant.values()]
    assert len(meant) > 1_400
    assert any(len(things) > 1 for things in meant)
    assert len({article.text for article in read}) == len(read)


def test_weights_make_what_is_right_likely() -> None:
    near, far = {"near": 1.0}, {"far": 1.0}
    weight = fit([Choice([near, far, {}], [0])] * 20 + [Choice([far, near, {}], [0])] * 5)
    assert weight["near"] > weight["far"] > 0
    likely = likelihoods([near, far, {}], weight)
    assert sum(likely) == pytest.approx(1)
    assert likely[0] > likely[1] > likely[2]


def test_table_has_the_signs_that_matter() -> None:
    table = weights()
    assert table["distance 0"] > table["distance 2"]
    assert table["filler"] > 1
    assert table["possessor below subject 0"] > table["possessor below subject 2"]
