"""A drawing in a notebook: the picture, then its statements with their sentences; no script, all text escaped."""

from html import escape
from typing import TYPE_CHECKING, Final

from kg.query.display import faint, flat, left_out

if TYPE_CHECKING:
    from kg.explore.drawing import Drawing, Statement

_SHOWN: Final = 20  # statements
_WEB: Final = ("http://", "https://")


def picture_html(drawing: "Drawing") -> str:
    """Return the picture alone, in a frame that a wide one is moved in."""
    return f'<div style="overflow:auto;max-height:48em">{drawing.svg}</div>'


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
