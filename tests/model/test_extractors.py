"""Who looks for claims: our own two, and what other packages publish."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest
from spacy.tokens import Doc

from kg.errors import ConfigError
from kg.extract import EXTRACTORS, chosen, extractors
from kg.layers import Annotations
from kg.model import Claim, Mention, Relation, Span, Status
from kg.ontology import Ontology
from kg.pipeline import build


def test_both_of_ours_read_where_nobody_chooses() -> None:
    assert list(chosen(EXTRACTORS)) == ["rules", "network"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("rule",), "extractors: 'rule' is none; did you mean 'rules'?"),
        (("zzz",), "extractors: 'zzz' is none; have: rules, network, llm"),
        ((), "extractors: none is chosen; have: rules, network, llm"),
    ],
)
def test_an_unknown_name_is_told_at_once(names: tuple[str, ...], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        build("nowhere", extractors=names)
    assert str(error.value) == message


def every_city_is_in_norway(doc: Doc, ontology: Ontology) -> Iterator[Claim]:
    """An extractor of somebody else: simple, and sometimes wrong."""
    layers: Annotations = doc.user_data["kg"]
    mentions = [a.value for a in layers.mentions if isinstance(a.value, Mention)]
    for city in (m for m in mentions if ontology.is_a(m.type, "City")):
        for country in (m for m in mentions if m.type in ("Country", "Commodity")):
            whole = Span(layers.document.id, 0, len(layers.document.text))
            relation = Relation(city, "locatedIn", country)
            yield Claim(content=relation, evidence=whole, status=Status.ASSERTED, rule="guess")


def test_claims_of_others_pass_the_same_gate(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    point = EntryPoint("guess", f"{__name__}:every_city_is_in_norway", extractors.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _: every_city_is_in_norway)
    monkeypatch.setattr(extractors, "entry_points", lambda group: [point])
    text = tmp_path_factory.mktemp("articles") / "a.txt"
    text.write_text("A trader from Oslo brought cocaine to Norway on Monday, police said.\n")
    graph = build(text, extractors=("guess",))
    facts = graph.serialize("nt")
    assert "locatedIn> <https://w3id.org/news-kg/entity/Norway" in facts
    assert "locatedIn> <https://w3id.org/news-kg/entity/cocaine" not in facts
