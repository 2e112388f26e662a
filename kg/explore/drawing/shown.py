"""A drawing in a notebook: the picture, then its statements with their sentences; all text escaped."""

import base64
from html import escape
from typing import TYPE_CHECKING, Final

from kg.notebook import framed
from kg.query.display import faint, flat, left_out

if TYPE_CHECKING:
    from kg.explore.drawing import Drawing, Statement

_SHOWN: Final = 20  # statements
_HEIGHT: Final = 40  # em, of the graph view
_WEB: Final = ("http://", "https://")


def picture_html(drawing: "Drawing") -> str:
    """Return the picture alone: the graph view of the explorer, or an image where no script runs."""
    given = {
        "picture": drawing.picture,
        "claims": drawing.claims,
        "start": list(drawing.about),
        "links": drawing.links,
    }
    data = base64.b64encode(drawing.svg.encode()).decode()
    image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(drawing.description)}">'
    return framed(
        "picture",
        given,
        title=drawing.title,
        still=f'<div style="overflow:auto;max-height:48em">{image}</div>',
        height=_HEIGHT,
        begin=drawing.svg,
    )


def drawing_html(drawing: "Drawing") -> str:
    """Return the picture and the first of its statements."""
    said = "".join(_said(each) for each in drawing.statements[:_SHOWN])
    more = left_out(len(drawing.statements) - _SHOWN)
    below = f"<p>{faint(more)}</p>" if more else ""
    return f"<div>{picture_html(drawing)}<ul>{said}</ul>{below}</div>"


def _said(each: "Statement") -> str:
    by = f", by {', '.join(each.speakers)}" if each.speakers else ""
    status = (
        each.status if each.is_fact or each.status != "Asserted" else "Asserted, no fact of its own"
    )
    title = escape(flat(each.title))
    if each.article.startswith(_WEB):
        title = f'<a href="{escape(each.article)}" rel="noopener noreferrer">{title}</a>'
    sentence = f"<br>“{escape(flat(each.sentence))}” {title}" if each.sentence else f"<br>{title}"
    return f"<li>{escape(flat(each.statement))} {faint(status + by)}{sentence}</li>"
