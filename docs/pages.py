"""The pages of the site: what they show of other documents, and where their links lead.

A page with ``<!-- page: ../../CONTRIBUTING.md -->`` shows that document. ``<!-- listing: commands -->`` stands for
what ``listings`` makes. Links to a document that has a page lead there; of links to other files of the project, such as
the folders of tests, only the words stay, for the site has no copy of them.
"""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SHOWN = re.compile(r"^<!-- page: (\S+) -->$", re.MULTILINE)
LISTING = re.compile(r"^<!-- listing: (\S+) -->$", re.MULTILINE)
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)\s]*)?\)")
BLOCK = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)
PICTURES = re.compile(r"(?:^```mermaid$.*?^```$\s*)+", re.MULTILINE | re.DOTALL)


@cache
def homes() -> Mapping[Path, str]:
    """Return the page of each document: of those in docs, and of those that a page shows."""
    found = {path: str(path.relative_to(DOCS).with_suffix("")) for path in DOCS.rglob("*.md")}
    for path, name in list(found.items()):
        shown = SHOWN.search(path.read_text(encoding="utf-8"))
        if shown:
            found[(path.parent / shown[1]).resolve()] = name
    return {**found, ROOT / "README.md": "index", DOCS / "decisions": "decisions/index"}


def prepared(name: str, text: str, listings: Mapping[str, Callable[[], str]]) -> str:
    """Return what Sphinx reads of the page NAME: other documents and LISTINGS filled in, links mended."""
    place = DOCS / f"{name}.md"
    shown = SHOWN.search(text)
    if shown:
        place = (place.parent / shown[1]).resolve()
        text = place.read_text(encoding="utf-8")
    parts = BLOCK.split(text)  # prose, block, prose, …
    parts[::2] = [linked(part, place.parent, name) for part in parts[::2]]
    text = PICTURES.sub(_picture(name), "".join(parts))
    return LISTING.sub(lambda found: listings[found[1]](), text)


def _picture(name: str) -> str:
    """Return what stands in place of a picture of Mermaid, which only a script from elsewhere could draw."""
    return f"The reference has [the tree of all classes]({_way(name, 'reference/classes')}).\n\n"


def linked(text: str, folder: Path, name: str) -> str:
    """Return TEXT of a document in FOLDER with links that lead where they should from the page NAME."""

    def mended(found: re.Match[str]) -> str:
        words, target, anchor = found.groups(default="")
        there = (folder / target).resolve()
        home = homes().get(there) or homes().get(there / "README.md")
        if home is not None:
            return f"[{words}]({_way(name, home)}{anchor})"
        if there.is_relative_to(DOCS) and there.is_file():
            return f"[{words}]({os.path.relpath(there, (DOCS / name).parent)})"
        return words

    return LINK.sub(mended, text)


def _way(name: str, home: str) -> str:
    return os.path.relpath(DOCS / f"{home}.md", (DOCS / name).parent)
