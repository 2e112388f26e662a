"""The documentation as a site: it builds without a warning, its links lead somewhere, and nothing is missing."""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from lxml import html

import kg
from kg import cli, ontology, query

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow

# What a browser loads by itself; a link that a reader follows is none of it.
LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "embed": "src",
}
LOADING_LINKS = {
    "stylesheet",
    "icon",
    "shortcut icon",
    "preload",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
}


@dataclass
class Page:
    """What a page has: its anchors, where its links lead, and what it loads."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    text: str = ""


def read(path: Path) -> Page:
    tree = html.fromstring(path.read_bytes())
    page = Page(text=tree.text_content())
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        page.anchors.update(filter(None, (node.get("id"), node.get("name"))))
        if node.tag == "a" and node.get("href"):
            page.links.append(node.get("href"))
        if node.tag == "link" and (node.get("rel") or "").lower() in LOADING_LINKS:
            page.loads.append(node.get("href"))
        page.loads += filter(None, [node.get(LOADED.get(node.tag, "-")), node.get("srcset")])
        page.loads += re.findall(r"url\(([^)]*)\)", node.get("style") or "")
    return page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as ``make docs`` builds it."""
    folder = tmp_path_factory.mktemp("site")
    recipe = re.search(r"^docs:.*\n\t(.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]
    words = recipe.replace("$(BIN)/", "").replace("out/", f"{folder}/").split()
    assert "-W" in words
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words[1:]], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder / "docs"


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Page]:
    return {path.relative_to(site): read(path) for path in sorted(site.rglob("*.html"))}


def test_every_document_is_a_page(pages):
    documents = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    assert {path.with_suffix(".html") for path in documents} <= pages.keys()
    shown = pages[Path("project/contributing.html")].text
    assert "make test-quick" in shown
    assert "On the site" not in shown


def test_every_page_is_in_the_menu(pages):
    home = {link.partition("#")[0] for link in pages[Path("index.html")].links}
    decisions = {
        f"decisions/{link}" for link in pages[Path("decisions/index.html")].links if "/" not in link
    }
    own = {"search.html", "genindex.html", "py-modindex.html", "index.html"}
    assert {str(path) for path in pages} - own - home - decisions == set()


def test_links_and_anchors_lead_somewhere(pages, site):
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            there = path if not parts.path else (path.parent / unquote(parts.path))
            place = (site / there).resolve()
            if not place.is_file():
                wrong.append((str(path), link))
                continue
            found = pages.get(place.relative_to(site))
            anchor = unquote(parts.fragment)
            if found is not None and anchor and anchor not in found.anchors:
                wrong.append((str(path), link))
    assert wrong == []


def test_links_are_checked(pages):
    inside = [link for page in pages.values() for link in page.links if not urlsplit(link).scheme]
    assert len(inside) > 1000
    assert sum("#" in link for link in inside) > 500


def is_elsewhere(address: str) -> bool:
    parts = urlsplit(address.strip(" \"'"))
    return parts.scheme not in ("", "data") or bool(parts.netloc)


def test_pages_load_nothing_from_elsewhere(pages, site):
    loads = {(str(path), load) for path, page in pages.items() for load in page.loads}
    assert len(loads) > 100
    assert [each for each in loads if is_elsewhere(each[1])] == []
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        named = re.findall(r"url\(([^)]*)\)|@import\s+([^;]+)", text)
        assert [part for pair in named for part in pair if part and is_elsewhere(part)] == []


def test_scripts_fetch_nothing_from_elsewhere(site):
    for script in site.rglob("*.js"):
        text = script.read_text(encoding="utf-8", errors="replace")
        assert not re.search(r"(fetch|import|importScripts)\(\s*[\"'`]https?:", text), script


def every_command(command: click.Command, path: str) -> list[str]:
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [path, *(name for word, each in below for name in every_command(each, f"{path} {word}"))]


def test_reference_has_every_command(pages):
    page = pages[Path("reference/commands.html")]
    names = every_command(cli.commands, "kg")
    assert len(names) > 20
    assert [name for name in names if name.replace(" ", "-") not in page.anchors] == []
    options = {
        option for each in cli.commands.commands.values() for p in each.params for option in p.opts
    }
    assert [
        option for option in options if option.startswith("--") and option not in page.text
    ] == []


def test_reference_has_every_name_of_the_package(pages):
    page = pages[Path("reference/python.html")]
    assert [name for name in kg.__all__ if f"kg.{name}" not in page.anchors] == []
    methods = [name for name in vars(kg.Graph) if not name.startswith("_")]
    assert [name for name in methods if f"kg.Graph.{name}" not in page.anchors] == []


def test_reference_has_every_query(pages):
    assert set(query.names()) <= pages[Path("reference/queries.html")].anchors


@pytest.mark.parametrize("kind", ["classes", "properties"])
def test_reference_has_the_ontology(pages, kind):
    terms = getattr(ontology.load(), kind)
    page = pages[Path(f"reference/{kind}.html")]
    assert [name for name in terms if name.lower() not in page.anchors] == []
    assert [term.name for term in terms.values() if term.iri not in page.text] == []
    words = " ".join(page.text.split())
    assert [t.name for t in terms.values() if " ".join(t.comment.split()) not in words] == []
