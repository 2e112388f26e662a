"""Articles of an object store in a store: what changed there is read again, and takes the place of what was."""

import json

DAM = b"Dam breaks\n\nThe dam near Lesk broke on Monday, killing two people, officials said.\n"
FIRE = b"Fire in Lesk\n\nAna Ruiz was charged with arson in Lesk on Tuesday, the police said.\n"
TRIAL = b"Fire in Lesk\n\nAna Ruiz was acquitted of arson in Lesk on Friday, the court said.\n"


def documents(kg, store) -> list[str]:
    _, listed, _ = kg("query", "documents", "--store", store, "--format", "csv")
    return sorted(line for line in listed.splitlines()[1:])


def test_a_changed_object_replaces_its_article_and_no_object_is_gone(kg, bucket, tmp_path):
    bucket("news/dam.txt", DAM)
    bucket("news/fire.txt", FIRE)
    store = tmp_path / "store"
    code, told, _ = kg("build", "s3://archive/news/", "--store", store, "--workers", 1)
    before = documents(kg, store)
    assert (code, len(before)) == (0, 2), told
    bucket("news/fire.txt", TRIAL)
    code, told, errors = kg("build", "s3://archive/news/", "--store", store, "--workers", 1)
    after = documents(kg, store)
    assert (code, len(after), len({*before} & {*after})) == (0, 2, 1), told
    assert "gone" not in told + errors
    code, told, _ = kg("build", "s3://archive/news/", "--store", store, "--workers", 1, "--json")
    assert (code, json.loads(told)["unchanged"]) == (0, 2)
    code, _, _ = kg("remove", "s3://archive/news/dam.txt", "--store", store)
    assert (code, len(documents(kg, store))) == (0, 1)
