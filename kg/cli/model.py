"""Options of ``kg build`` for a language model of one's own, and what is shown of asking it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.words import Command
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.llm import LanguageModel
    from kg.pipeline.preview import Unsent
    from kg.proposals import ProposalReport

_SHOWN: Final = 5


def language_model(command: Command) -> Command:
    """Give COMMAND the options that say which language model is asked, and what that may take."""
    options = (
        click.option("--llm", metavar="URL", envvar="KG_LLM",
                     help="The server of a language model that speaks the OpenAI protocol, for --extractors llm."),
        click.option("--llm-model", metavar="NAME", envvar="KG_LLM_MODEL", help="The model, as the server calls it."),
        click.option("--llm-key", metavar="KEY", help="Its key; KG_LLM_KEY is a safer place for it."),
        click.option("--llm-budget", metavar="TEXT",
                     help="Where asking stops, as in '2,000 calls, 5M tokens, 3 USD'; each part is optional."),
        click.option("--llm-price", metavar="TEXT",
                     help="What a million tokens cost, sent and answered, as in '0.15/0.60 USD'."),
        click.option("--llm-cache", type=Path, metavar="DIR", help="Where answers are kept, in place of the cache."),
        click.option("--llm-timeout", type=click.FloatRange(min=0.1), default=120.0, metavar="SECONDS",
                     show_default=True, help="How long one answer may take."),
        click.option("--llm-certificates", type=Path, metavar="FILE",
                     help="Certificates to trust for it, as PEM."),
        click.option("--llm-insecure", is_flag=True, help="Let the key travel over http to another machine."),
        click.option("-n", "--dry-run", is_flag=True,
                     help="Print what would be sent to the language model; send and write nothing."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def given(options: dict[str, Any]) -> "LanguageModel | None":
    """Return the language model that OPTIONS name; None where they name no server."""
    if options["llm"] is None:
        return None
    from kg.llm import LanguageModel

    return LanguageModel(
        options["llm"],
        options["llm_model"] or "",
        key=options["llm_key"],
        budget=options["llm_budget"],
        price=options["llm_price"],
        cache=options["llm_cache"],
        timeout=options["llm_timeout"],
        certificates=options["llm_certificates"],
        insecure=options["llm_insecure"],
    )


def show_unsent(found: Iterable["Unsent"], *, as_json: bool) -> None:
    """Print the requests FOUND that would be sent: the instructions once, then each sentence with what goes along."""
    total = kept = size = 0
    source = ""
    for each in found:
        if as_json:
            plain = {
                "source": each.source,
                "url": each.url,
                "kept": each.kept,
                "request": each.request,
            }
            click.echo(json.dumps(plain, ensure_ascii=False))
        else:
            if not total:
                click.echo("\n".join(_once(each)))
            if each.source != source:
                source = each.source
                click.echo(f"# {source}")
            note = "  (its answer is kept: not sent again)" if each.kept else ""
            click.echo(f"{each.request['messages'][-1]['content']}{note}")
        total, kept = total + 1, kept + each.kept
        size += 0 if each.kept else each.size
    left = f"{counted(total, 'request')}, of which {kept:,} have answers that are kept"
    click.echo(f"{left}; {size:,} bytes to send; nothing was sent", err=as_json)


def _once(first: "Unsent") -> Iterator[str]:
    body = {name: value for name, value in first.request.items() if name != "messages"}
    yield f"# POST {first.url}"
    yield first.request["messages"][0]["content"]
    yield f"# with each request: {json.dumps(body, ensure_ascii=False)}"


def rows(report: "ProposalReport") -> Iterator[tuple[str, str, str]]:
    """Yield what a build tells of the model that it asked, as rows of its table."""
    answered = report.asked - report.missing
    told = f"of {counted(report.asked, 'sentence')} answered by {report.model}"
    if report.unreadable:
        told += f", {report.unreadable:,} of the answers without proposals that can be read"
    yield "asked", f"{answered:,}", told
    new = f"{report.claimed:,} are new claims, {report.known:,} said by rules or network, too"
    yield "proposed", f"{report.proposed:,}", new
    refused = sum(report.refused.values())
    if refused:
        ranked = [f"{why} {count:,}" for why, count in list(report.refused.items())[:_SHOWN]]
        yield "refused", f"{refused:,}", f"of these: {', '.join(ranked)}"
    cost = f", {report.cost:.4f} {report.currency}" if report.currency else ""
    tokens = f"{report.tokens_in:,} tokens sent, {report.tokens_out:,} answered{cost}"
    yield "calls", f"{report.calls:,}", f"{tokens}; {report.cached:,} answers were kept from before"
