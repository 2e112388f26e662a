"""JSON that strangers wrote is refused by the count of its levels, before anything is parsed."""

import gc
import json
import weakref

import pytest

from kg import jsontext

WHOLE = "[" * jsontext.DEEPEST + "]" * jsontext.DEEPEST


@pytest.mark.parametrize(
    "text",
    ["1", "[]", '{"a": [null, "x"]}', WHOLE, "[" + "[]," * 999 + "1]", '["' + "[{" * 999 + '"]'],
)
def test_value_is_that_of_json(text: str) -> None:
    assert jsontext.loads(text) == json.loads(text)
    assert jsontext.loads(text.encode("utf-16")) == json.loads(text)


@pytest.mark.parametrize("text", [f"[{WHOLE}]", "[" * 100_000, '{"a":' * 50_000])
def test_deep_text_is_refused(text: str) -> None:
    with pytest.raises(jsontext.DeepError, match="256 levels"):
        jsontext.loads(text)
    with pytest.raises(jsontext.DeepError):
        jsontext.loads(text.encode())


@pytest.mark.parametrize(
    "text", ["", "{", '["\\', '["' + "\\" * 9999, '"' * 9999, "[}" * 9999, b"\xff\xfe["]
)
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"Expecting|Unterminated|Extra data|decode"):
        jsontext.loads(text)


def test_quotation_marks_do_not_hide_levels() -> None:
    assert jsontext.is_deep('["\\"[", ' * 300)
    assert not jsontext.is_deep('"\\"' + "[" * 300)


def test_what_the_collector_finishes_meanwhile_has_stack() -> None:
    """With `json.loads` alone, what is finished at the deepest level has no stack left and stays as it was."""
    finished = []

    class Ring:
        def __init__(self) -> None:
            self.itself = self
            weakref.finalize(self, lambda: finished.append(repr([[[1]]])))

    before = gc.get_threshold()
    gc.freeze()
    try:
        for objects in range(600, 1000):
            gc.collect()
            gc.set_threshold(objects)  # so that it collects at some level or other
            Ring()
            with pytest.raises(jsontext.DeepError):
                jsontext.loads("[" * 100_000)
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
        gc.collect()
    assert len(finished) == 400
