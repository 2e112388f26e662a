"""The sheet of an audit: claims as rows of a CSV file, with two empty columns in which somebody judges them."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from kg.audit.draw import Drawn
from kg.cells import harmless
from kg.explore import Explorer, words
from kg.store import notes

COLUMNS: Final = (
    *("says", "status", "speaker", "before", "sentence", "after", "judgement", "remark"),
    *("outlet", "published", "fact", "predicate", "rule", "confidence", "measured", "stratum"),
    *("in_store", "in_sample", "drawn", "article", "claim"),
)
_PART: Final = "calibration"  # of the fingerprint that the ledger has of each article


def rows(explorer: Explorer, drawn: Collection[Drawn]) -> Iterator[dict[str, str]]:
    """Yield a row of the sheet for each claim that was DRAWN."""
    for each in drawn:
        claim, article = explorer.claims.claim(each.place), each.place[1]
        about = explorer.reader.article(article)
        before, after = _neighbours(explorer, each)
        confidence = claim.get("confidence")
        yield {
            "says": words.says(claim),
            "status": claim["status"],
            "speaker": words.speaker(claim),
            "before": before,
            "sentence": words.joined(found["sentence"] for found in claim["evidence"]),
            "after": after,
            "judgement": "",
            "remark": "",
            "outlet": words.outlet(about),
            "published": about.get("published", ""),
            "fact": _yes(claim["fact"]),
            "predicate": claim["type"],
            "rule": claim.get("rule", ""),
            "confidence": f"{confidence:g}" if confidence is not None else "",
            "measured": _yes(_is_measured(explorer, article.value)),
            "stratum": str(each.stratum),
            "in_store": str(each.in_store),
            "in_sample": str(each.in_sample),
            "drawn": str(len(drawn)),
            "article": article.value,
            "claim": claim["id"],
        }


def _yes(told: bool) -> str:
    return "yes" if told else "no"


def _is_measured(explorer: Explorer, article: str) -> bool:
    """Tell whether the confidences of ARTICLE are those of a table of measured shares."""
    note = notes.read(explorer.reader.store, article)
    return note is not None and note.parts.get(_PART, "none") != "none"


def _neighbours(explorer: Explorer, drawn: Drawn) -> tuple[str, str]:
    """Return the sentences before and behind the first sentence of a claim."""
    claim, article = drawn.place
    places = sorted(
        (each["start"], each["end"]) for each in explorer.claims.evidence(claim, article)
    )
    if not places:
        return "", ""
    before, behind = explorer.articles.around(article, *places[0])
    return words.flat(before or ""), words.flat(behind or "")


def written(found: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Yield the bytes of a sheet: UTF-8 with the mark by which spreadsheets know it, no cell that they would run."""
    yield "\ufeff".encode()
    for row in ({name: name for name in COLUMNS}, *found):
        line = io.StringIO()
        csv.writer(line).writerow([harmless(row[name]) for name in COLUMNS])
        yield line.getvalue().encode()
