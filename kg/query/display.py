"""Answers and explanations as HTML for notebooks: nothing from the network, scripts in frames alone, texts escaped."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.iri import BASE
from kg.notebook import framed
from kg.query.bind import PREFIXES
from kg.query.values import to_python

if TYPE_CHECKING:
    from kg.query.answers import Answer
    from kg.query.explain import Explanation, Known, Quote

SHOWN: Final = 10  # rows of a table
_TAKEN: Final = 1000  # rows that can be sorted in a notebook
_TOO_FEW: Final = 2  # rows that are no chart
_TALLEST: Final = 34  # em
_CELL: Final = "text-align:left;vertical-align:top;max-width:32em;overflow-wrap:break-word"
_FAINT: Final = "opacity:0.65;font-size:90%"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, more: str = "") -> str:
    """Return a table of ROWS of text, with what is left out said below; a line break in a cell begins a faint line.

    >>> "&lt;b&gt;" in table(["name"], [["<b>"]])
    True
    """
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    below = f"<p>{faint(more)}</p>" if more else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def counts(rows: Iterable[tuple[str, str, str]]) -> str:
    """Return a table of names, numbers, and what is to be said of them."""
    lines = (
        f'<tr><th scope="row" style="{_CELL}">{escape(name)}</th>'
        f'<td style="text-align:right;vertical-align:top">{escape(number)}</td>'
        f'<td style="{_CELL}">{escape(about)}</td></tr>'
        for name, number, about in rows
    )
    return f"<table><tbody>{''.join(lines)}</tbody></table>"


def block(title: str, content: str) -> str:
    """Return CONTENT, which is HTML, under a TITLE, which is text."""
    return f"<div><p><strong>{escape(title)}</strong></p>{content}</div>"


def faint(text: str) -> str:
    """Return TEXT in a colour that steps back."""
    return f'<span style="{_FAINT}">{escape(text)}</span>'


def left_out(count: int) -> str:
    """Return that COUNT rows more are not shown; nothing where there are none.

    >>> left_out(3), left_out(0)
    ('and 3 more', '')
    """
    return f"and {count:,} more" if count > 0 else ""


def _cell(text: str) -> str:
    first, *others = text.split("\n")
    below = "".join(f"<br>{faint(line)}" for line in others)
    return f'<td style="{_CELL}">{escape(first)}{below}</td>'


def answer_html(found: "Answer") -> str:
    """Return the first rows of an answer."""
    from kg.query.answers import Answer, cells

    if found.boolean is not None:
        return block("Answer", f"<p>{'yes' if found.boolean else 'no'}</p>")
    if found.triples is not None:
        first = Answer(triples=found.triples[:SHOWN])
        more = left_out(len(found) - SHOWN)
        shown = f"<pre>{escape(first.to_turtle())}</pre>{faint(more) if more else ''}"
        return block(f"{len(found):,} triples", shown)
    columns, rows = cells(Answer(columns=found.columns, rows=found.rows[:SHOWN]))
    title = f"{len(found):,} rows" if len(found) != 1 else "1 row"
    shown = table(columns, rows, more=left_out(len(found) - SHOWN))
    return block(title, _framed(found, title, shown) if _has_more_to_see(found) else shown)


def _has_more_to_see(found: "Answer") -> bool:
    """Whether a table of the first rows leaves something out: other rows, or a chart of numbers and days."""
    first = found.rows[:SHOWN]
    numbers = (isinstance(to_python(term), int | float | date) for row in first for term in row)
    return len(found) > SHOWN or (len(found) > _TOO_FEW and any(numbers))


def _framed(found: "Answer", title: str, still: str) -> str:
    """Return the answer as the query page shows it: sorted by any column, as a chart or on a map."""
    from kg.query.answers import Answer

    taken = Answer(columns=found.columns, rows=found.rows[:_TAKEN])
    given = {
        "names": list(found.columns),
        "rows": json.loads(taken.to_json())["results"]["bindings"],
        "all": len(found),
        "base": BASE,
        "prefixes": dict(PREFIXES),
    }
    height = min(_TALLEST, 8 + 3 * len(found))
    return framed("answer", given, title=title, still=still, height=height)


def explanation_html(found: "Explanation") -> str:
    """Return the sentences behind what is said, then what the name may mean, then what was not taken."""
    from kg.query.answers import short_iri

    parts = [_quote(quote) for quote in found.quotes[:SHOWN]]
    if not found.quotes:
        who = "No article" if found.known else "Nothing in the graph"
        parts.append(f"<p>{who} says so.</p>")
    elif more := left_out(len(found.quotes) - SHOWN):
        parts.append(f"<p>{faint(more)}</p>")
    if found.known:
        known = [(each.statement, ", ".join(each.sources), each.base) for each in found.known]
        parts.append(block("The knowledge base says", table(("statement", "from", "graph"), known)))
    if found.meanings:
        rows = [(m.confidence, m.label, m.key, m.reason) for m in found.meanings[:SHOWN]]
        columns = ("confidence", "meaning", "key", "reason")
        parts.append(block("What the name may mean", table(columns, rows)))
    if found.rejected:
        rejected = [(r.statement, r.reason, r.rule, flat(r.sentence)) for r in found.rejected]
        columns = ("statement", "reason", "rule", "sentence")
        parts.append(block("Read, but not taken", table(columns, rejected)))
    return block(f"Why the graph says so of {short_iri(found.subject)}", "".join(parts))


def _quote(quote: "Quote") -> str:
    place = f"{quote.article}, characters {quote.start} to {quote.end}"
    lines = "".join(f"<br>{faint(line)}" for line in (place, standing(quote), *quote.steps))
    sentence = _marked(flat(quote.sentence), quote.cue)
    return f"<p>{escape(quote.statement)}</p><blockquote>“{sentence}”{lines}</blockquote>"


def _marked(sentence: str, cue: str) -> str:
    """Return SENTENCE with the words that decided its status marked.

    >>> _marked("It denied < that.", "denied")
    'It <mark>denied</mark> &lt; that.'
    """
    before, found, after = sentence.partition(cue) if cue else (sentence, "", "")
    mark = f"<mark>{escape(found)}</mark>" if found else ""
    return f"{escape(before)}{mark}{escape(after)}"


def explanation_text(found: "Explanation") -> str:
    """Return an explanation as ``kg why`` prints it."""
    from kg.query.answers import short_iri

    lines = [line for quote in found.quotes for line in _quoted(quote)]
    if not found.quotes:
        who = "no article says so" if found.known else "nothing in the graph says so"
        lines.append(f"{who} of {short_iri(found.subject)}\n\n")
    for (base, sources), group in _by_base(found.known):
        lines.append(f"The knowledge base says, in the graph {base}:\n")
        lines += [f"  {known.statement}\n" for known in group]
        lines.append(f"  from {', '.join(sources)}\n\n")
    if found.meanings:
        lines.append("What the name may mean:\n")
    for meaning in found.meanings:
        lines += [
            f"  {meaning.confidence:<5}  {meaning.label} ({meaning.key}): {meaning.reason}\n",
            f"         in {meaning.article}\n",
        ]
    if found.meanings:
        lines.append("\n")
    if found.rejected:
        lines.append("Read, but not taken:\n")
    for rejected in found.rejected:
        lines += [
            f"  {rejected.statement}: {rejected.reason} ({rejected.rule})\n",
            f"    “{flat(rejected.sentence)}”\n",
        ]
    return "".join(lines)


def _by_base(
    known: "Sequence[Known]",
) -> "Iterator[tuple[tuple[str, tuple[str, ...]], list[Known]]]":
    """Yield what is known by the graph and the sources that say so."""
    for key, group in groupby(known, key=lambda each: (each.base, each.sources)):
        yield key, list(group)


def _quoted(quote: "Quote") -> list[str]:
    return [
        f"{quote.statement}\n",
        f"    “{flat(quote.sentence)}”\n",
        f"    {quote.article}, characters {quote.start} to {quote.end}\n",
        f"    {standing(quote)}\n",
        *(f"    {step}\n" for step in quote.steps),
        "\n",
    ]


def standing(quote: "Quote") -> str:
    """Return how a claim stands, by whose word, and what found it."""
    said = f", said by {' through '.join(reversed(quote.speakers))}" if quote.speakers else ""
    cue = f", cue {quote.cue!r}" if quote.cue else ""
    cue += f", qualified by {quote.qualifier!r}" if quote.qualifier else ""
    cue += f", kept out of the facts: {quote.withheld}" if quote.withheld else ""
    return f"{quote.status}{said}; by {quote.rule}, confidence {quote.confidence}{cue}"


def flat(sentence: str) -> str:
    """Return a sentence on one line."""
    return " ".join(sentence.split())
