"""What ``kg build --replace`` tells of the texts that gave way to others."""

import json

import pytest

URL = "https://a.example/oil"
ONE = "Chevron exports Venezuelan oil to the United States."
TWO = "Norway bought ten ships from Brazil on Tuesday."


@pytest.fixture
def outlets(folder):
    lines = (json.dumps({"text": text, "url": URL}) for text in (ONE, TWO, TWO))
    (folder / "outlets.jsonl").write_text("\n".join(lines))


def rows(out):
    return [" ".join(line.split()) for line in out.splitlines()]


RULES = ("--extractors", "rules", "--replace")


def test_a_text_that_was_replaced_is_no_copy_and_is_named(outlets, act):
    done = act("build", "outlets.jsonl", *RULES)
    assert done.code == 0
    assert "replaced 1 outlets.jsonl:1 by outlets.jsonl:3" in rows(done.out)
    assert "copies 1 of other articles, word for word" in rows(done.out)
    report = json.loads(act("build", "outlets.jsonl", *RULES, "--json").out)
    assert report["replaced"] == [
        {"document": "outlets.jsonl:1", "by": "outlets.jsonl:3", "store": None}
    ]
    assert report["copies"] == 1


def test_a_text_of_the_store_that_was_replaced_is_named(outlets, folder, act):
    (folder / "other.jsonl").write_text(json.dumps({"text": ONE, "url": URL}))
    assert act("build", "outlets.jsonl", *RULES, "--store", "st", "-q").code == 0
    done = act("build", "other.jsonl", *RULES, "--store", "st")
    # The copy that tells most stands, whichever it is; of equal ones the first.
    assert "replaced 1 outlets.jsonl:2 in st by other.jsonl:1" in rows(done.out)
    again = act("build", "other.jsonl", *RULES, "--store", "st")
    assert not any(row.startswith("replaced") for row in rows(again.out))
