"""The page to type a query: one document that loads nothing from anywhere."""

import base64
import hashlib
import json
from importlib.resources import files
from typing import Final

from kg.query.bind import PREFIXES

_PARTS: Final = files(__name__)


def page() -> tuple[str, str]:
    """Return the page, and the Content-Security-Policy under which nothing but its own script runs."""
    style, script = _read("page.css"), _read("page.js")
    prefixes = json.dumps(dict(PREFIXES)).replace("<", "\\u003c")
    script = script.replace('"PREFIXES"', prefixes)
    html = _read("page.html").replace("/* style */", style).replace("/* script */", script)
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return html, policy


def _read(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
