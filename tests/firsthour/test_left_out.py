"""What of a folder is not read is told, and named."""

import json

import pytest


@pytest.fixture
def papers(folder):
    for name in ("report.pdf", "story.docx", "pic.png", "notes", ".hidden", "deep/Other.PDF"):
        path = folder / "a" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Chile fined the miner Codelco in Santiago on Friday.\n")


def test_files_of_a_folder_that_are_left_out_are_counted_by_suffix(papers, act):
    done = act("build", "a/", "--extractors", "rules")
    assert done.code == 0
    assert done.out.splitlines()[-1] == (
        "5 files of a/ left out: 2 .pdf, 1 .docx, 1 .png, 1 without suffix; "
        "name a file itself to have it read"
    )
    assert "left out" not in act("build", "a", "-q").out


def test_json_names_the_files_that_are_left_out(papers, act):
    found = json.loads(act("build", "a", "a/notes", "--extractors", "rules", "--json").out)
    files = ["a/deep/Other.PDF", "a/pic.png", "a/report.pdf", "a/story.docx"]
    assert found["documents"] == 2
    assert found["left_out"] == [{"folder": "a", "files": files}]


def test_files_are_counted_once_in_folders_within_folders(papers, act):
    found = json.loads(act("build", "a", "a/deep", ".", "--json", "--extractors", "rules").out)
    files = [file for each in found["left_out"] for file in each["files"]]
    assert sum("Other" in file for file in files) == 1
