"""``kg ontology``: the ontology, and what is made of one of your own."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.drawterms import draw
from kg.cli.facts import table
from kg.cli.shaping import shapes
from kg.cli.suggest import suggest
from kg.cli.words import Nearest, nearest, own_terms
from kg.errors import OntologyError

if TYPE_CHECKING:
    from kg.model import Extraction, Filler
    from kg.ontology import ClassTerm, Entry, Ontology, PropertyTerm, Wording

_SHOWN: Final = 6  # words of a property that are shown without --all
_HELP: Final = ("-h", "--help")


class Words(Nearest):
    """The group of commands on the ontology, where a word stands for ``show WORD``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take ``kg ontology charge`` for ``kg ontology show charge``."""
        if not args or (args[0] not in (*self.list_commands(ctx), *_HELP)):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=Words,
    short_help="Show the ontology, all about a word, or what is made of one of your own.",
    epilog="Example:  kg ontology try mine.ttl 'Norwood Corp was acquired by Hale Group.'",
)
def ontology() -> None:
    """Show, check and try ontologies: ours, and any RDFS or OWL file of your own.

    kg ontology WORD stands for kg ontology show WORD.
    """


@ontology.command(
    short_help="Show the ontology, all about a word, or how a file of your own is read.",
    epilog="Example:  kg ontology show mine.ttl",
)
@click.argument("word", required=False)
@own_terms
@click.option("--all", "every", is_flag=True, help="Show all words that tell a property of yours.")
def show(word: str | None, files: tuple[Path, ...], every: bool) -> None:
    """Show the classes and properties, or all that there is about WORD: a term, a lemma, a name, or a file of your own.

    Of a file it shows which classes of kg its classes may be, and the words that tell each of its properties, the
    surest first.
    """
    from kg.ontology import load
    from kg.ontology.ready import names as ready

    if word is not None and (word in ready() or (Path(word).suffix and Path(word).is_file())):
        known = load(Path(word), *files)
        click.echo("\n".join(_own(known, every)))
        return
    known = load(*files)
    lines = list(_about(known, word) if word else _overview(known))
    if not lines:
        names = {name.casefold(): name for name in _names(known)}
        advice = nearest(word.casefold(), sorted(names)) if word else ""
        raise OntologyError(
            f"ontology: nothing is called {word!r}; {advice if 'mean' in advice else 'try kg ontology'}"
        )
    click.echo("\n".join(lines))


@ontology.command(
    short_help="Tell what is wrong with files of your own, and what no text can tell.",
    epilog="Example:  kg ontology check mine.ttl",
)
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE…")
def check(files: tuple[Path, ...]) -> None:
    """Tell what is wrong in FILE, and which of its terms no text can tell.

    Mistakes stop a build, and the exit code is 1; remarks do not.
    """
    from kg.ontology import problems, remarks

    wrong, said = problems(*files), remarks(*files)
    for line in wrong:
        click.echo(f"wrong   {line}")
    for line in said:
        click.echo(f"remark  {line}")
    if not wrong and not said:
        click.echo(f"{', '.join(map(str, files))}: nothing is wrong")
    sys.exit(1 if wrong else 0)


@ontology.command(
    "try",
    short_help="Show what a sentence says in the terms of a file of your own.",
    epilog="Example:  kg ontology try mine.ttl 'Norwood Corp was acquired by Hale Group.'",
)
@click.argument("file", type=Path)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--published", metavar="DATE", help="When the text appeared: tells what Tuesday means."
)
@click.option("--ours", is_flag=True, help="Show what is said in the terms of kg, too.")
def attempt(file: Path, text: Sequence[str], published: str | None, ours: bool) -> None:
    """Show what TEXT says in the terms of FILE, with the words that tell it, and what was refused and why."""
    from kg.evaluate.reader import Reader, document

    reader = Reader(ontology=[file])
    known = reader.ontology
    texts = (document(f"text-{n}", each, published=published) for n, each in enumerate(text, 1))
    for each, read in zip(text, reader.read(texts), strict=True):
        if len(text) > 1:
            click.echo(f"# {each}")
        lines = [*_told(read.extraction, known, ours)]
        if not lines:
            lines = [
                "nothing in your terms; what tells each property:  kg ontology show " + str(file)
            ]
        click.echo("\n".join(lines))


ontology.add_command(shapes)


# -- what a text says ------------------------------------------------------------------------------


def _told(found: "Extraction", known: "Ontology", ours: bool) -> Iterator[str]:
    rows = [
        *dict.fromkeys(_row(each, known) for each in found.claims if ours or _is_own(each, known))
    ]
    if rows:
        yield from table(("what", "of", "to", "status", "sure", "told by"), rows).splitlines()
    for rejected in found.rejections:
        if _is_own(rejected, known):
            row = _row(rejected, known)
            yield f"refused: {row[1]} {row[0]} {row[2]}: {rejected.reason}"


def _is_own(found: Any, known: "Ontology") -> bool:
    from kg.extract import term_of

    term = term_of(found, known)
    return term is not None and term.own


def _row(claim: Any, known: "Ontology") -> tuple[str, ...]:
    content = claim.content
    status, sure = getattr(claim, "status", ""), getattr(claim, "confidence", 0.0)
    said = ", ".join(each.name for each in getattr(claim, "speakers", ()))
    stands = f"{status} by {said}" if said else str(status)
    if hasattr(content, "subject"):
        label = known.properties[content.predicate].label
        return label, content.subject.name, _name(content.object), stands, f"{sure:.2f}", claim.rule
    roles = (f"{known.properties[a.role].label} {_name(a.filler)}" for a in content.arguments)
    label = known.classes[content.type].label
    return label, content.lemma, "; ".join(roles), stands, f"{sure:.2f}", claim.rule


def _name(value: "Filler") -> str:
    return str(getattr(value, "name", None) or value.text)


# -- a file of the user's --------------------------------------------------------------------------


def _own(known: "Ontology", every: bool) -> Iterator[str]:
    own = known.own
    yield "Classes"
    rows = []
    for name, term in sorted(known.classes.items()):
        if term.own:
            kind = own.events.get(name)
            if kind is not None:
                lemmas = (lemma.replace("_", " ") for lemma in kind.lemmas | kind.nouns)
                told = ", ".join(
                    (*(f"kg:{each}" for each in sorted(kind.classes)), *sorted(lemmas))
                )
                near = ", ".join(f"kg:{each}" for each in sorted(kind.near))
                told += f"; where two of its roles are filled, {near}" if near else ""
                rows.append((term.label, "events", f"told by {told}"))
            else:
                anchors = " or ".join(f"kg:{each}" for each in sorted(own.anchors.get(name, ())))
                rows.append(
                    (term.label, "things", anchors or "any but people, places and positions")
                )
    yield from table(("class", "of", "what of kg may be one"), rows).splitlines()
    yield ""
    yield "Properties"
    rows = []
    groups = [each for group in (own.same, own.verbs, own.nouns) for each in group.values()]
    wordings = sorted((w for group in groups for w in group), key=lambda w: (-w.score, w.word))
    for name, each in sorted(known.properties.items()):
        if each.own:
            words = [wording for wording in wordings if wording.term == name]
            rows.append((each.label, _ends(each, known), _words(each, words, known, every)))
    yield from table(("property", "from and to", "told by"), rows).splitlines()


def _ends(term: "PropertyTerm", known: "Ontology") -> str:
    def named(names: Any) -> str:
        found = (
            known.classes[each].label if each in known.classes else f"xsd:{each}" for each in names
        )
        return " or ".join(sorted(found)) or "anything"

    return f"{named(term.domain)} → {named(term.range | term.datatypes)}"


def _words(term: "PropertyTerm", words: "Sequence[Wording]", known: "Ontology", every: bool) -> str:
    if term.is_role:
        likes = {r.name: r for roles in known.own.roles.values() for r in roles}
        like = sorted(likes[term.name].ours) if term.name in likes else []
        return "a role" + (
            f" like kg:{', kg:'.join(like)}" if like else ", by its class and its words"
        )
    shown = words if every else words[:_SHOWN]
    told = ", ".join(f"{_word(each)} {each.score:.2f}" for each in shown)
    more = f" and {len(words) - len(shown)} more" if len(words) > len(shown) else ""
    return f"{told}{more}" or "nothing"


def _word(wording: "Wording") -> str:
    if wording.kind.value == "same":
        return f"kg:{wording.word}{' turned' if wording.inverse else ''}"
    ends = [each.lstrip("@") for each in (wording.subject[:1] + wording.object[:1])]
    return f"{' '.join((*wording.before, wording.word))} ({' → '.join(ends)})"


# -- the ontology ----------------------------------------------------------------------------------


def _names(known: "Ontology") -> set[str]:
    labels = {label for term in known.terms for label in term.labels}
    return {*known.classes, *known.properties, *(entry.lemma for entry in known.entries), *labels}


def _overview(known: "Ontology") -> Iterator[str]:
    groups = {
        "Classes": [c.name for c in known.classes.values() if not c.is_event],
        "Events": [c.name for c in known.classes.values() if c.is_event],
        "Direct properties": [p.name for p in known.properties.values() if p.is_direct],
        "Roles": [p.name for p in known.properties.values() if p.is_role],
    }
    for title, names in groups.items():
        yield f"{title} ({len(names)})"
        yield "  " + ", ".join(sorted(names))
    kinds = Counter(entry.kind.value for entry in known.entries)
    yield f"Lexicon ({len(known.entries):,})"
    yield "  " + ", ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items()))
    yield f"Gazetteer ({len(known.terms):,})"


def _about(known: "Ontology", word: str) -> Iterator[str]:
    folded = word.casefold()
    terms: list[ClassTerm | PropertyTerm] = [*known.classes.values(), *known.properties.values()]
    for term in terms:
        if folded in (term.name.casefold(), term.label.casefold()):
            yield from _term(term)
    for entry in known.entries:
        if folded in (entry.lemma.casefold(), entry.name.casefold()) or word == entry.evokes:
            yield from _entry(entry)
    for named in known.terms:
        if folded in {label.casefold() for label in named.labels}:
            yield f"gaz:{named.key}  {named.type}  {', '.join(sorted(named.labels))}"


def _term(term: "ClassTerm | PropertyTerm") -> Iterator[str]:
    parents = f" below {', '.join(term.parents)}" if term.parents else ""
    yield f"kg:{term.name}{parents}"
    yield f"  {term.comment}"
    domain, values = (getattr(term, name, ()) for name in ("domain", "range"))
    if domain or values:
        yield f"  from {_any(domain)} to {_any(values)}"


def _any(names: Any) -> str:
    return " or ".join(sorted(names)) or "anything"


def _entry(entry: "Entry") -> Iterator[str]:
    meaning = f"evokes {entry.evokes}" if entry.evokes else ""
    if entry.status:
        meaning = f"makes its {entry.complement or 'complement'} {entry.status.value}"
    yield f"lex:{entry.name}  {entry.kind.value} {entry.lemma!r}  {meaning}"
    if entry.slots:
        yield "  " + "; ".join(f"{function}: {role}" for function, role in entry.slots.items())
    yield f"  “{entry.example}”"


ontology.add_command(draw)
ontology.add_command(suggest)

COMMANDS: Final = (ontology,)
