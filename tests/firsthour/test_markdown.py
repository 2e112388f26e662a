"""Markdown, as a user meets it at the command line."""

import re
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Quad, parse

Run = Callable[..., tuple[int, str, str]]
PLAIN = """Banker held in Madrid

By Mia Holt

MADRID, March 4, 2026 (Reuters) - Police in Madrid arrested the banker Piet Vos of Acme Corp on Monday.

Edison & Co bought the plant in Como for 3 million euros, the company said. Vos denies the charges.

"He is innocent," said his lawyer, Ana Roos.

Acme Corp exports copper to Norway.
"""
MARKED = """# Banker held in **Madrid**

*By Mia Holt*

MADRID, March 4, 2026 (Reuters) - Police in [Madrid](https://m.example/a_(b)) arrested the banker **Piet Vos** of
[Acme Corp][acme] on *Monday*.

Edison &amp; Co bought the plant in [Como](https://c.example "The lake") for 3 million euros, the
company said.[^1] *Vos* denies the charges.

> "He is innocent," said his lawyer, **Ana Roos**.

![The plant](plant.png)

<!-- more -->

- Acme Corp exports *copper* to __Norway__.

[acme]: https://acme.example
"""
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
KG = "https://w3id.org/news-kg/ontology#"


def build(kg: Run, folder: Path, name: str, text: str) -> set[Quad]:
    folder.mkdir()
    (folder / name).write_text(text)
    assert kg("build", folder / name, "-o", folder / "a.nq", "-q") == (0, "", "")
    return set(parse(path=folder / "a.nq"))


def test_markdown_says_what_its_plain_text_says(tmp_path, kg):
    plain = build(kg, tmp_path / "p", "story.txt", PLAIN)
    marked = build(kg, tmp_path / "m", "story.md", MARKED)
    in_file = {
        quad for quad in marked if "InFile" in f"{quad.predicate.value} {quad.subject}"
    }  # and what the ontology says of them
    assert len(plain) > 100
    ours = {quad for quad in marked - in_file if not quad.predicate.value.endswith("textDigest")}
    theirs = {quad for quad in plain if not quad.predicate.value.endswith("textDigest")}
    assert ours == theirs


def test_sentences_are_prose_and_stand_in_the_file(tmp_path, kg):
    quads = build(kg, tmp_path / "m", "story.md", MARKED)
    found: dict[str, dict[str, str]] = {}
    for quad in quads:
        if "#char=" in str(quad.subject):
            found.setdefault(str(quad.subject), {})[quad.predicate.value] = str(
                getattr(quad.object, "value", "")
            )
    sentences = [each for each in found.values() if f"{KG}beginInFile" in each]
    assert len(sentences) >= 5
    for each in sentences:
        words = each[f"{NIF}anchorOf"]
        assert not set("*_[]") & set(words)
        assert len(words) == int(each[f"{NIF}endIndex"]) - int(each[f"{NIF}beginIndex"])
        place = slice(int(each[f"{KG}beginInFile"]), int(each[f"{KG}endInFile"]))
        assert MARKED[place][:3] == words[:3]
        assert re.findall("[A-Za-z]+", MARKED[place])[-1] == re.findall("[A-Za-z]+", words)[-1]


def test_why_and_validate_take_what_markdown_gave(tmp_path, kg):
    build(kg, tmp_path / "m", "story.md", MARKED)
    graph = tmp_path / "m" / "a.nq"
    code, out, err = kg("why", "Acme Corp", "exportsTo", "--data", graph)
    assert (code, err) == (0, "")
    assert "Acme Corp exports copper to Norway." in out
    assert kg("validate", graph)[0] == 0
