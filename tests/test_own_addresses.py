"""An article may not have an address among the IRIs of the graph."""

import pytest

from kg.sources import SourceFailure, read

TEXT = "The dam at Como will be raised by two metres, the canton said on Friday."


@pytest.mark.parametrize(
    "address",
    [
        "https://w3id.org/news-kg/article/fire",
        "http://W3ID.org/news-kg/entity/Chevron_Q319642",
        "https://w3id.org/news%2Dkg/ontology#Person",
        "https://my.example/kg/entity/x",
    ],
)
def test_an_article_that_takes_an_address_of_the_graph_is_refused(tmp_path, address):
    file = tmp_path / "a.txt"
    file.write_text(f"---\nurl: {address}\n---\n{TEXT}\n")
    (failure,) = read(file, base="https://my.example/kg/")
    assert isinstance(failure, SourceFailure)
    message = failure.message
    assert message.startswith(f"{file}: the address http")
    assert message.endswith("; give the article its own, or none")


def test_an_address_that_only_begins_alike_is_read(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(f"---\nurl: https://w3id.org/news-kg-of-others/a\n---\n{TEXT}\n")
    (document,) = read(file)
    assert document.id == "https://w3id.org/news-kg-of-others/a"
