"""Keeps the quick tests quick: a test of that group that loads the language model fails and says where it belongs.

The tests' own process imports this, and each Python that they start, as its folder is in their PYTHONPATH.
"""

import os
import sys

GROUP = "KG_TEST_GROUP"  # of the test that runs


def refuse(what: str, mark: str) -> None:
    """Fail if the test that runs is of the quick group."""
    assert os.environ.get(GROUP) != "quick", (
        f"a test of the quick group {what}: mark it @pytest.mark.{mark}, or put it where all are marked so"
    )


class RefuseTheModel:
    """An importer that finds nothing by itself."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name.startswith("en_core_web_"):
            refuse("loads the language model", "model")


sys.meta_path.insert(0, RefuseTheModel)
