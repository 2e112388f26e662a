"""The targets of fuzzing, run on what once broke them and on what hypothesis thinks of; ``make fuzz`` goes further."""

from pathlib import Path

import pytest
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

KEPT = Path(__file__).parent / "fuzz" / "kept"
QUICK = sorted(set(TARGETS) - {"articles"})
WORDS = (
    *(
        "2026-03-12",
        "March 3, 2026",
        "By Ana Ruiz",
        "OSLO (Reuters) - ",
        "<p>",
        "</p>",
        "<!--",
        "{",
        '"text":',
        "\n\n",
    ),
    *(
        "@prefix",
        "SELECT ?s { GRAPH ?g {",
        "SERVICE",
        "\0",
        "\N{GRINNING FACE}",
        "'",
        "]]>",
        "%5B",
        "\u202e",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=9)), max_size=20).map("".join)
INPUTS = st.one_of(st.binary(max_size=200), TEXTS.map(str.encode))


def kept() -> list[object]:
    """What was found, by target; that of whole articles loads the language model."""
    return [
        pytest.param(
            *(path.parent.name, path),
            id=path.name,
            marks=pytest.mark.model if path.parent.name not in QUICK else (),
        )
        for path in sorted(KEPT.glob("*/*"))
    ]


@pytest.mark.parametrize(("name", "path"), kept())
def test_what_broke_a_target_once_breaks_it_no_more(name, path):
    TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", QUICK)
@settings(max_examples=60, deadline=None)
@given(data=INPUTS)
def test_a_target_holds_for_anything(name, data):
    TARGETS[name](data)


@pytest.mark.model
@settings(max_examples=40, deadline=None)
@given(data=TEXTS.map(str.encode))
def test_any_text_goes_all_the_way(data):
    TARGETS["articles"](data)
