"""``kg build --shapes``: what is written and told, whoever reads the articles."""

import json

import pytest

SHAPES = """\
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix s: <https://a.example/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
s:charges a sh:NodeShape ; sh:targetClass kg:Charge ; sh:property [ sh:path kg:accused ; sh:maxCount 1 ;
    sh:message "one is charged at a time" ] .
"""
STORIES = (
    "Ana Ruiz and Leo Ott were charged with bribery in Quito on Monday.",
    "Eva Roth was charged with fraud in Lima on Friday.",
    "Sam Vega and Tom Lee were charged with arson in Quito on Tuesday.",
)


@pytest.fixture
def news(tmp_path):
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    lines = (
        json.dumps({"url": f"https://a.example/{n}", "text": text, "published": "2026-03-12"})
        for n, text in enumerate(STORIES)
    )
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_the_same_is_kept_out_by_one_worker_and_by_two(kg, news):
    given = (news / "news.jsonl", "--shapes", news / "shapes.ttl", "--json")
    written, told = [], []
    for workers in (1, 2):
        target = news / f"{workers}.nq"
        code, output, _ = kg("build", *given, "-o", target, "--workers", workers)
        assert code == 0
        told.append(json.loads(output))
        written.append(target.read_bytes())
    assert written[0] == written[1]
    why = "one is charged at a time (charges)"
    assert [each["withheld"] for each in told] == [{why: 2}] * 2
    assert [each["withheld_in"] for each in told] == [{why: STORIES[0]}] * 2
    facts = [
        line for line in written[0].decode().splitlines() if line.count("<https://a.example/") == 0
    ]
    charges = [line for line in facts if line.endswith("ontology#Charge> .")]
    assert len(charges) == 1
