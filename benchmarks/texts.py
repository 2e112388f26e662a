"""Texts of several kinds of news, drawn by a seed: broadcasts, justice, Wikinews, senators.

They lie in the folder ``text`` of the directory in KG_DATA, else of ``shared/data`` beside the checkout.
"""

import gzip
import json
import os
import random
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

_CHECKOUT: Final = Path(__file__).resolve().parents[1]
_FEWEST: Final = 4  # sentences of a broadcast that are worth reading together
SETS: Final = ("voa-sentences", "doj", "wikinews-2019-2020", "senate")

Text = dict[str, str]  # url, text, published, as kg.build takes them


def folder() -> Path:
    """Return where the texts are."""
    return Path(os.environ.get("KG_DATA", _CHECKOUT.parent / "shared" / "data")) / "text"


def texts(name: str) -> list[Text]:
    """Return all texts of the set called NAME."""
    rows = _rows(folder() / f"{name}.jsonl.gz")
    if name == "voa-sentences":
        return list(_broadcasts(rows))
    return [_text(name, row["id"], row) for row in rows]


def drawn(name: str, seed: int) -> Iterator[Text]:
    """Yield the texts of a set in an order that SEED decides."""
    found = texts(name)
    random.Random(f"{seed} {name}").shuffle(found)
    yield from found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _broadcasts(rows: Iterator[dict[str, Any]]) -> Iterator[Text]:
    """Yield sentences that were told together as one text."""
    for number, group in groupby(rows, key=lambda row: row["approx_doc"]):
        sentences = [row["text"] for row in group]
        if len(sentences) >= _FEWEST:
            yield _text("voa-sentences", str(number), {"text": " ".join(sentences)})


def _text(name: str, number: str, row: Mapping[str, Any]) -> Text:
    # Without its title, so that places in the text are those of the graph.
    said = {key: row[key] for key in ("text", "published") if row.get(key)}
    return {"url": f"https://text.example/{name}/{number}", **said}
