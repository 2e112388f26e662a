import pytest

from kg.nlp.sentences import limit_starts

FORCED, FREE, FORBIDDEN = True, None, False


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("He left. She stayed.", "She", FORCED),
        ('"It is so." He left.', "He", FORCED),
        ('"Is it so?" Bob asked.', "Bob", FREE),
        ("He saw Gen. Marks go.", "Marks", FORBIDDEN),
        ("He saw J. Marks go.", "Marks", FORBIDDEN),
        ("He saw Lt. Col. Marks go.", "Marks", FORBIDDEN),
        ("He lives in the U.S. She stayed.", "She", FREE),
        ("He went home Yesterday night", "Yesterday", FORBIDDEN),
        ("It fell, Then it rose", "Then", FORBIDDEN),
        ("It ended. iPhone sales fell.", "iPhone", FREE),
        ("Yahoo! shares fell.", "shares", FORBIDDEN),
        ('He called it "Fine" again.', "Fine", FORBIDDEN),
    ],
)
def test_sentence_starts(nlp, text, word, expected):
    doc = nlp.make_doc(text)
    limit_starts(doc, [0])
    assert next(t for t in doc if t.text == word).is_sent_start is expected


def test_a_closing_quote_stays_with_its_sentence(nlp):
    doc = nlp.make_doc('He said "no." Then he left.')
    limit_starts(doc, [0])
    assert [t.text for t in doc if t.is_sent_start] == ["He", "Then"]


def test_a_paragraph_begins_a_sentence(nlp):
    doc = nlp.make_doc("Oil rises Prices went up")
    assert limit_starts(doc, [0, 10]) == (0, 2)
    assert [t.i for t in doc if t.is_sent_start] == [0, 2]


def lengths(doc):
    starts = [t.i for t in doc if t.is_sent_start]
    return [end - start for start, end in zip(starts, [*starts[1:], len(doc)], strict=True)]


@pytest.mark.parametrize("words", ["he said ", "killed ", "and Norway ", "Ana Ruiz, ", "Is it? "])
def test_no_sentence_is_longer_than_prose_has_them(nlp, words):
    doc = nlp.make_doc(words * 1500)
    limit_starts(doc, [0])
    assert max(lengths(doc)) <= 400


def test_a_sentence_that_is_too_long_ends_where_one_may_else_behind_a_comma(nlp):
    doc = nlp.make_doc(f'{"he said " * 150}"Why?" Bob asked {"and left " * 150}')
    limit_starts(doc, [0])
    assert [t.text for t in doc if t.is_sent_start] == ["he", "Bob"]
    doc = nlp.make_doc(f"{'he said ' * 150}, she left {'and came ' * 150}")
    limit_starts(doc, [0])
    assert [t.text for t in doc if t.is_sent_start] == ["he", "she"]


def test_a_long_sentence_of_prose_stays_whole(nlp):
    doc = nlp.make_doc(f"The court ruled that {'the firm, which sold oil, ' * 50}must pay.")
    limit_starts(doc, [0])
    assert [t.i for t in doc if t.is_sent_start] == [0]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("U.S.-led strikes", ["U.S.", "-", "led", "strikes"]),
        ("Col. Ray", ["Col.", "Ray"]),
        ("the U.N. said", ["the", "U.N.", "said"]),
    ],
)
def test_tokens_of_abbreviations(nlp, text, tokens):
    assert [t.text for t in nlp.make_doc(text)] == tokens
