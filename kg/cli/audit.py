"""``kg audit``: claims of a store for people to judge, and what their judgements tell."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.words import writing
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.audit import Estimate, Precision

_SAMPLE: Final = 200
_SHOWN: Final = 20  # rows of a table


@click.command(
    short_help="Draw claims for people to judge; tell how many are right.",
    epilog="Example:  kg audit --store out/demo -o sheet.csv && kg audit --read sheet.csv",
)
@click.option("--store", type=Path, metavar="DIR", help="Draw claims of the store in this folder.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N",
              help=f"How many claims to draw.  [default: {_SAMPLE}]")  # fmt: skip
@click.option(
    "--seed", type=int, metavar="N", help="Another seed draws other claims.  [default: 0]"
)
@click.option("-o", "--output", type=Path, metavar="FILE", help="Write the sheet here, as CSV.")
@click.option("--read", "sheets", type=Path, multiple=True, metavar="FILE",
              help="A sheet that was judged; repeatable.")  # fmt: skip
@click.option("--calibrate", type=Path, metavar="FILE",
              help="Write the measured shares here, for kg build --calibration.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def audit(**options: Any) -> None:
    """Draw claims of a store into a sheet, for people to judge, or tell what a judged sheet says of the store.

    The sample is drawn from each kind of claims, by rule, status and confidence, so that the rare kinds are seen too.
    Write right, wrong or unclear into the column judgement. The same store and seed give the same sheet.
    """
    reads, draws = bool(options["sheets"]), options["store"] is not None
    if reads == draws:
        raise click.UsageError("give --store DIR with -o FILE, or --read FILE, one of the two")
    _check(options, ("calibrate", "as_json") if draws else ("sample", "seed", "output"))
    if draws:
        _draw(options)
    else:
        _read(options)


def _check(options: dict[str, Any], strangers: Iterable[str]) -> None:
    """Refuse the options that go with the other half of the command."""
    names = {"as_json": "--json"}
    for name in strangers:
        if options[name]:
            wrong = names.get(name, f"--{name}")
            right = "--read" if name in ("calibrate", "as_json") else "--store"
            raise click.UsageError(f"{wrong} goes with {right}")
    if options["store"] is not None and options["output"] is None:
        raise click.UsageError("where shall the sheet go? Give -o sheet.csv")


def _draw(options: dict[str, Any]) -> None:
    from kg.audit import draw_sheet
    from kg.files import write
    from kg.store import Embedded

    output = options["output"]
    wanted = options["sample"] or _SAMPLE
    with Embedded.read_only(options["store"]) as embedded:
        drawn, sheet = draw_sheet(embedded.store, wanted, seed=options["seed"] or 0)
    with writing(output):
        write(output, [sheet])
    click.echo(
        f"written: {output}, {counted(drawn, 'claim')}; judge them, then: kg audit --read {output}"
    )


def _read(options: dict[str, Any]) -> None:
    from kg.audit import calibrate, precision, read
    from kg.files import write

    rows = read(options["sheets"])
    shares = calibrate(rows) if options["calibrate"] else None
    found = precision(rows)
    if options["as_json"]:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(tables(found), nl=False)
    if shares is not None:
        output = options["calibrate"]
        with writing(output):
            write(output, (f"{line}\n".encode() for line in shares.lines()))
        click.echo(
            f"written: {output}; kg build --calibration {output} takes it", err=options["as_json"]
        )


def tables(found: "Precision") -> str:
    """Return what judged sheets tell as aligned tables."""
    told = ", ".join(f"{count:,} {word}" for word, count in found.judgements.items())
    lines = [f"judgements: {told}"]
    if found.whole is not None:
        whole = found.whole
        lines.append(
            f"right: {_percent(whole.share)} of {round(whole.claims):,} claims, "
            f"{_percent(whole.low)} to {_percent(whole.high)} with 95 % confidence, "
            f"standard error {_percent(whole.error)}"
        )
    if found.unseen:
        lines.append(
            f"nothing is said of {_percent(found.unseen)} of the store: kinds of claims of which none was judged"
        )
    for part, estimates in found.parts.items():
        lines += ["", *_table(part, estimates)]
    return "\n".join(lines) + "\n"


def _table(part: str, estimates: Iterable[tuple[str, "Estimate"]]) -> list[str]:
    head = (part, "claims", "judged", "right", "95 %")
    rows = [
        (name, f"{round(each.claims):,}", f"{each.judged:,}", _percent(each.share), _interval(each))
        for name, each in estimates
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows[:_SHOWN])
    ]
    left = len(rows) - _SHOWN
    return [*lines, f"… and {left:,} more; --json has all"] if left > 0 else lines


def _interval(each: "Estimate") -> str:
    return f"{_percent(each.low)} to {_percent(each.high)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


COMMANDS: Final = (audit,)
