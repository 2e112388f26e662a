"""Parts of the explorer in a notebook: each in a frame that can reach nothing, beside what is shown without scripts.

Notebooks show HTML in two ways. Where a notebook is trusted, the frame runs, and the still form is not shown; where
it is not, the notebook takes frames and styles away, and the still form is what is left.

The frame has no origin (``sandbox`` without ``allow-same-origin``), so its script sees neither the notebook nor its
server. Its policy lets one script run, the loader below by its digest, and loads nothing. ``make web`` builds them.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any, Final

from kg.iri import digest

_SANDBOX: Final = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
_LOADER: Final = """
const packed = Uint8Array.from(atob(document.getElementById("part").textContent), (c) => c.charCodeAt(0));
const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
new Response(unpacked).text().then((code) => (0, eval)(code));
"""
_POLICY: Final = (
    "default-src 'none'; script-src 'sha256-{digest}' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:"
)
_BUILT: Final = files(__name__) / "built"


def framed(
    part: str, given: Mapping[str, Any], *, title: str, still: str, height: int, begin: str = ""
) -> str:
    """Return a PART of the explorer, "picture" or "answer", as HTML for a notebook.

    GIVEN is what it shows, as plain values; STILL is HTML that shows the same without a script, and BEGIN what stands
    in the frame, HEIGHT em tall, until its script runs.

    >>> shown = framed("answer", {"names": [], "rows": []}, title="<No rows>", still="<p>None</p>", height=3)
    >>> shown.count("<script"), shown.count("<iframe "), "&lt;No rows&gt;" in shown
    (0, 1, True)
    """
    page = _page(part, _written(given), begin)
    name = f"kg-still-{digest(page)}"
    return (
        f'<div><style>.{name}{{display:none}}</style><iframe title="{escape(title)}" sandbox="{_SANDBOX}" '
        f'loading="lazy" style="width:100%;height:{height}em;border:0" srcdoc="{escape(page)}"></iframe>'
        f'<div class="{name}">{still}</div></div>'
    )


def _page(part: str, given: str, begin: str) -> str:
    loader = base64.b64encode(sha256(_LOADER.encode()).digest()).decode()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest=loader)}">'
        f"<style>{_built(f'{part}.css')}</style></head><body>"
        f'<div id="app">{begin}</div><script type="application/json" id="given">{given}</script>'
        f'<script type="text/plain" id="part">{_packed(part)}</script><script>{_LOADER}</script></body></html>'
    )


def _written(given: Mapping[str, Any]) -> str:
    text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # nothing in a text may end the element that it stands in


@cache
def _built(name: str) -> str:
    return (_BUILT / name).read_text(encoding="utf-8")


@cache
def _packed(part: str) -> str:
    return base64.b64encode(zlib.compress(_built(f"{part}.js").encode(), level=9)).decode()
