"""Invented articles with what a careful reader finds in them, and the ontology of the package."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import commands
import groups
import pytest
import servers
import spacy
from commands import Run
from hypothesis import settings
from pyoxigraph import Quad
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg import private
from kg.evaluate.lexicon import of_the_lexicon
from kg.extract import extract
from kg.layers import Annotation, Annotations
from kg.link import NameLinker, mentions
from kg.link.kb import installed
from kg.model import (
    Argument,
    Bound,
    Claim,
    Content,
    Document,
    Event,
    Extraction,
    Filler,
    Mention,
    Quantity,
    Rejection,
    Relation,
    Segment,
    SegmentKind,
    Span,
    Status,
    Time,
    Words,
)
from kg.nlp.language import teach_tokenizer
from kg.ontology import Ontology, load
from kg.rdf import Quads, to_quads

# A busy machine must not fail a property; continuous integration must not say now this, now that.
settings.register_profile("kg", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kg")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(groups)  # not only for what lies in this folder


RUIZ = "https://news.example/ruiz"
GOMA = "https://news.example/goma"
TALKS = "https://news.example/talks"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder of the tests' own, where the knowledge base of what is installed is written once for all."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base  # by all workers
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
        # A process for each build would load the model each time; tests of the limit set one.
        patch.setenv("KG_DOCUMENT_TIMEOUT", "0")
        patch.setenv("KG_DOCUMENT_MEMORY", "0")
        yield


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of the test's own; the process has none that it made for a test before."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    private.of_process.cache_clear()
    yield tmp_path / "tmp"
    private.of_process.cache_clear()


@pytest.fixture(scope="session")
def default_base(cache: None) -> Path:
    """The default knowledge base in the cache of the tests; a command that writes it first would tell so."""
    return installed.default(load())


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs one command: its exit code, and what it printed on both streams."""
    monkeypatch.setenv("COLUMNS", "120")  # tables are as wide as the terminal

    def run(*arguments: object) -> tuple[int, str, str]:
        code = commands.run(*arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture(scope="session")
def nlp() -> Language:
    """English without a trained model, its tokens cut as ours are."""
    nlp = spacy.blank("en")
    teach_tokenizer(nlp)
    return nlp


class Story:
    """An article under construction; what is found in it is given by sentence and words."""

    def __init__(self, id: str, *sentences: str, **fields: Any) -> None:
        self.sentences = sentences
        text = "\n".join(sentences)
        segments = (Segment(0, len(text), SegmentKind.BODY),)
        self.document = Document(
            **{"id": id, "url": id, "text": text, "segments": segments, "source": "test", **fields}
        )
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self.rejections: list[Rejection] = []

    def sentence(self, index: int) -> Span:
        start = sum(len(sentence) + 1 for sentence in self.sentences[:index])
        return Span(self.document.id, start, start + len(self.sentences[index]))

    def span(self, index: int, words: str) -> Span:
        start = self.sentence(index).start + self.sentences[index].index(words)
        return Span(self.document.id, start, start + len(words))

    def mention(
        self, index: int, words: str, type: str, name: str | None = None, **fields: Any
    ) -> Mention:
        made = Mention(
            span=self.span(index, words), text=words, type=type, name=name or words, **fields
        )
        self.mentions.append(made)
        return made

    def time(self, index: int, words: str, start: str, end: str | None = None) -> Time:
        return Time(span=self.span(index, words), text=words, start=start, end=end or start)

    def quantity(self, index: int, words: str, value: str, **fields: Any) -> Quantity:
        return Quantity(span=self.span(index, words), text=words, value=value, **fields)

    def event(
        self, index: int, words: str, type: str, predicate: str | None = None, **roles: Any
    ) -> Event:
        arguments = tuple(
            Argument(role, filler)
            for role, fillers in roles.items()
            for filler in (fillers if isinstance(fillers, tuple) else (fillers,))
        )
        lemma = predicate.rpartition(".")[0] if predicate else words.split()[0]
        return Event(
            type=type,
            trigger=self.span(index, words),
            lemma=lemma,
            arguments=arguments,
            predicate=predicate,
        )

    def claim(
        self, index: int, content: Content, status: Status = Status.ASSERTED, **fields: Any
    ) -> Claim:
        made = Claim(
            **{
                "content": content,
                "evidence": self.sentence(index),
                "status": status,
                "rule": "test",
                "confidence": 0.9,
                **fields,
            }
        )
        self.claims.append(made)
        return made

    def extraction(self) -> Extraction:
        return Extraction(
            mentions=tuple(self.mentions),
            claims=tuple(self.claims),
            rejections=tuple(self.rejections),
            sentences=tuple(self.sentence(index) for index in range(len(self.sentences))),
        )


def _ruiz() -> Story:
    story = Story(
        RUIZ,
        "Ex-minister Ana Ruiz charged with bribery",
        "Ana Ruiz was charged with bribery in Madrid on March 11.",
        "Ruiz, 44, a former minister and ex-spokeswoman for the Verde Party, denied taking at least "
        "2 million euros from builder Obras SA.",
        "Her lawyers winced at the charge.",
        title="Ex-minister Ana Ruiz charged with bribery",
        publisher="Example Press",
        authors=("Jo Reyes",),
        agency="Wire",
        place="Madrid",
        contributors=("Lee Park",),
        published="2026-03-12",
    )
    headline, bribery = (
        story.mention(0, "Ana Ruiz", "Person"),
        story.mention(0, "bribery", "Offence"),
    )
    story.claim(0, Relation(headline, "chargedWith", bribery), confidence=0.8)
    ruiz, offence = story.mention(1, "Ana Ruiz", "Person"), story.mention(1, "bribery", "Offence")
    charge = story.event(
        1,
        "charged",
        "Charge",
        accused=ruiz,
        offence=offence,
        place=story.mention(1, "Madrid", "City"),
        time=story.time(1, "March 11", "2026-03-11"),
    )
    story.claim(1, charge, rule="lexicon:charge")
    story.claim(1, Relation(ruiz, "chargedWith", offence), event=charge, rule="lexicon:charge")
    short = story.mention(
        2, "Ruiz", "Person", "Ana Ruiz", steps=("'Ruiz' is short for 'Ana Ruiz'",)
    )
    story.claim(2, Relation(short, "age", story.quantity(2, "44", "44")))
    minister, party = (
        story.mention(2, "minister", "Position"),
        story.mention(2, "the Verde Party", "PoliticalParty", "Verde Party"),
    )
    story.claim(2, Relation(short, "holdsPosition", minister), ended=True)
    story.claim(2, Relation(short, "spokespersonFor", party), ended=True)
    euros = story.quantity(
        2, "at least 2 million euros", "2000000", unit="EUR", bound=Bound.AT_LEAST
    )
    obras = story.mention(2, "Obras SA", "Company")
    transfer = story.event(2, "taking", "Transfer", agent=obras, recipient=short, amount=euros)
    story.claim(2, transfer, Status.DENIED, speakers=(short,), cue=story.span(2, "denied"))
    lawyers = story.mention(3, "Her lawyers", "PeopleGroup", "lawyers of Ana Ruiz", named=False)
    wince = story.event(3, "winced", "BodilyEvent", "wince.01", patient=lawyers)
    story.claim(3, wince, confidence=0.5)
    judge = story.mention(3, "the charge", "Topic", named=False)
    story.mentions.remove(judge)
    story.rejections.append(
        Rejection(
            content=Relation(lawyers, "criticized", judge),
            evidence=story.sentence(3),
            rule="lexicon:wince",
            reason="the object of criticized cannot be a Topic",
        )
    )
    return story


def _goma() -> Story:
    story = Story(
        GOMA,
        "Rebels killed at least 14 civilians in Goma last week, the UN mission said, citing a doctor.",
        "Ana Ruiz visited Goma on 11 March.",
        published="2026-03-12T08:30:00+01:00",
    )
    rebels = story.mention(0, "Rebels", "ArmedForce", named=False)
    civilians = story.mention(0, "civilians", "PeopleGroup", named=False)
    mission = story.mention(0, "the UN mission", "Organization", "UN mission")
    doctor = story.mention(0, "a doctor", "Person", "doctor", named=False)
    goma = story.mention(0, "Goma", "City")
    killing = story.event(
        0,
        "killed",
        "Killing",
        agent=rebels,
        victim=civilians,
        count=story.quantity(0, "at least 14", "14", bound=Bound.AT_LEAST),
        place=goma,
        time=story.time(0, "last week", "2026-03-02", "2026-03-08"),
    )
    story.claim(0, killing, Status.REPORTED, speakers=(mission, doctor), cue=story.span(0, "said"))
    ruiz, place = story.mention(1, "Ana Ruiz", "Person"), story.mention(1, "Goma", "City")
    visit = story.event(
        1, "visited", "Visit", agent=ruiz, place=place, time=story.time(1, "11 March", "2026-03-11")
    )
    story.claim(1, visit)
    story.claim(1, Relation(ruiz, "visited", place), event=visit)
    return story


def _talks() -> Story:
    story = Story(
        TALKS,
        "Ruritania met Graustark on Monday.",
        "Ana Ruiz, charged with bribery in Madrid on 11 March, did not come.",
        published="2026-03-12",
    )
    ruritania, graustark = (
        story.mention(0, "Ruritania", "Country"),
        story.mention(0, "Graustark", "Country"),
    )
    meeting = story.event(
        0,
        "met",
        "Meeting",
        agent=(ruritania, graustark),
        time=story.time(0, "Monday", "2026-03-09"),
    )
    story.claim(0, meeting)
    story.claim(0, Relation(ruritania, "metWith", graustark), event=meeting)
    ruiz, bribery = story.mention(1, "Ana Ruiz", "Person"), story.mention(1, "bribery", "Offence")
    charge = story.event(
        1,
        "charged",
        "Charge",
        place=story.mention(1, "Madrid", "City"),
        time=story.time(1, "11 March", "2026-03-11"),
        offence=bribery,
        accused=ruiz,
    )
    story.claim(1, Relation(ruiz, "chargedWith", bribery), event=charge)
    story.claim(1, charge)
    return story


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="session")
def stories() -> dict[str, Story]:
    """The articles, by name: a charge, an attack that others report, talks."""
    return {"ruiz": _ruiz(), "goma": _goma(), "talks": _talks()}


@pytest.fixture(scope="session")
def write(ontology: Ontology) -> Callable[..., Quads]:
    """A function from a story to its quads."""

    def to(story: Story, **options: Any) -> Quads:
        extraction = story.extraction()
        entities = NameLinker(ontology)(mentions(extraction), story.document)
        return to_quads(story.document, extraction, entities, ontology, **options)

    return to


@pytest.fixture(scope="session")
def story() -> type[Story]:
    """The builder of articles."""
    return Story


# -- parses written by hand ----------------------------------------------------------------------

# What a word is by its tag; auxiliaries and conjunctions are told apart by their dependency.
_POS = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WDT", "WP$"), "PRON"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **{"DT": "DET", "CD": "NUM", "CC": "CCONJ", "TO": "PART", "POS": "PART", "MD": "AUX"},
}
_CLOSE_UP = frozenset({",", ".", "?", "!", ";", ":", "''", "POS", "-RRB-", "%"})
_OPENING = frozenset({"``", "-LRB-", "$"})


def _parsed(sentence: str) -> tuple[list[tuple[str, str, str, str, str]], list[int]]:
    """Return word, lemma, tag, part of speech and dependency of each token, and its head."""
    rows, heads = [], []
    for i, token in enumerate(sentence.split()):
        words, tag, arc = token.split("/")
        word, _, lemma = words.partition("=")
        dep, _, head = arc.partition(">")
        pos = _POS.get(tag, "PUNCT")
        if (dep in ("aux", "auxpass") and pos == "VERB") or (lemma or word) == "be":
            pos = "AUX"
        rows.append((word, lemma or word.lower(), tag, "SCONJ" if dep == "mark" else pos, dep))
        heads.append(int(head) if head else i)
    return rows, heads


def make_doc(
    *sentences: str,
    mentions: dict[str, Any] | None = None,
    times: dict[str, str] | None = None,
    quantities: dict[str, Any] | None = None,
    paragraphs: tuple[int, ...] = (0,),
    headlines: int = 0,
    published: str | None = "2026-03-12",
) -> Doc:
    """Return an annotated ``Doc`` of SENTENCES, parsed by hand: ``word=lemma/TAG/dependency>head``.

    A head is counted from 0 in its sentence. MENTIONS gives a class for words, or (class, name), or
    (class, name, key of the gazetteer); TIMES a day; QUANTITIES a value, or (value, unit).
    PARAGRAPHS names the sentences that begin one, HEADLINES how many sentences are the headline.
    """
    rows: list[tuple[str, str, str, str, str]] = []
    heads: list[int] = []
    starts: list[int] = []
    for sentence in sentences:
        parsed, arcs = _parsed(sentence)
        starts.append(len(rows))
        heads.extend(len(rows) + head for head in arcs)
        rows.extend(parsed)
    words, lemmas, tags, pos, deps = (list(column) for column in zip(*rows, strict=True))
    closes = [
        tag in _CLOSE_UP or word in ("n't", "-") for word, tag in zip(words, tags, strict=True)
    ]
    spaces = [
        tag not in _OPENING and word != "-" and not close
        for word, tag, close in zip(words, tags, [*closes[1:], True], strict=True)
    ]
    doc = Doc(
        Vocab(lex_attr_getters=LEX_ATTRS),
        words=words,
        spaces=spaces,
        tags=tags,
        pos=pos,
        lemmas=lemmas,
        deps=deps,
        heads=heads,
    )
    document = Document(
        id="https://news.example/parsed",
        text=doc.text,
        segments=(Segment(0, len(doc.text), SegmentKind.BODY),),
        source="parsed",
        published=published,
    )
    layers = _Layers(doc, document.id)
    doc.user_data["kg"] = Annotations(
        document=document,
        offsets=range(len(doc.text) + 1),
        headline_end=[*starts, len(rows)][headlines],
        paragraphs=tuple(starts[i] for i in paragraphs),
        mentions=layers.of(mentions or {}, layers.mention),
        times=layers.of(times or {}, layers.time),
        quantities=layers.of(quantities or {}, layers.quantity),
    )
    return doc


class _Layers:
    """Lays values over the words of one document, wherever they stand."""

    def __init__(self, doc: Doc, name: str) -> None:
        self.doc = doc
        self.name = name

    def of(self, values: dict[str, Any], make: Callable[[Span, str, Any], Any]) -> Any:
        found = []
        for words, value in values.items():
            size = len(words.split())
            for first in range(len(self.doc) - size + 1):
                tokens = self.doc[first : first + size]
                if [token.text for token in tokens] == words.split():
                    span = Span(self.name, tokens.start_char, tokens.end_char)
                    found.append(Annotation(first, first + size, make(span, tokens.text, value)))
        return tuple(sorted(found, key=lambda annotation: annotation.first))

    def mention(self, span: Span, text: str, value: Any) -> Mention:
        type, name, concept = (*((value,) if isinstance(value, str) else value), None, None)[:3]
        return Mention(span=span, text=text, type=type, name=name or text, concept=concept)

    def time(self, span: Span, text: str, value: str) -> Time:
        return Time(span=span, text=text, start=value, end=value)

    def quantity(self, span: Span, text: str, value: Any) -> Quantity:
        number, unit = (value, None) if isinstance(value, str) else value
        return Quantity(span=span, text=text, value=number, unit=unit)


def _shown(content: Content) -> str:
    if isinstance(content, Relation):
        return f"{content.subject.name} {content.predicate} {_filler(content.object)}"
    sense = f" {content.predicate}" if content.predicate else ""
    roles = sorted(f"{argument.role}: {_filler(argument.filler)}" for argument in content.arguments)
    return f"{content.type}{sense}({', '.join(roles)})"


def _filler(filler: Filler) -> str:
    match filler:
        case Mention(name=shown) | Time(start=shown) | Quantity(value=shown) | Words(text=shown):
            return str(shown)


def _written(claim: Claim) -> str:
    speakers = ", ".join(speaker.name for speaker in claim.speakers)
    ended = " (ended)" if claim.ended else ""
    return f"{claim.status}{f' [{speakers}]' if speakers else ''}: {_shown(claim.content)}{ended}"


@pytest.fixture(scope="session")
def read(ontology: Ontology) -> Callable[..., list[str]]:
    """A function from a parse written by hand to its claims, a line each: ``Asserted: Attack(target: Goma)``.

    They are those of the lexicon; ``read_general`` has the others.
    """

    def to(*sentences: str, **layers: Any) -> list[str]:
        claims = extract(make_doc(*sentences, **layers), ontology).claims
        return [_written(claim) for claim in of_the_lexicon(claims)]

    return to


@pytest.fixture(scope="session")
def read_general(ontology: Ontology) -> Callable[..., list[str]]:
    """A function from a parse written by hand to what it says beyond the lexicon, a line each, facts with a mark.

    ``fact Asserted: Event snub.01(agent: Ruiz, theme: Norway)``
    """

    def to(*sentences: str, **layers: Any) -> list[str]:
        claims = extract(make_doc(*sentences, **layers), ontology).claims
        known = set(of_the_lexicon(claims))
        general = [claim for claim in claims if claim not in known]
        return [f"{'fact ' if claim.is_fact else ''}{_written(claim)}" for claim in general]

    return to


@pytest.fixture(scope="session", name="make_doc")
def make_doc_fixture() -> Callable[..., Doc]:
    """The builder of parses written by hand."""
    return make_doc


@pytest.fixture(scope="session")
def quads(write: Callable[[Story], Quads], stories: dict[str, Story]) -> set[Quad]:
    """All that the invented articles become: their facts and their own graphs."""
    written = [write(story) for story in stories.values()]
    return {quad for each in written for quad in (*each.facts, *each.graph)}


@pytest.fixture(scope="session")
def running_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A real server of Oxigraph on disk, for all tests of a process."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture
def oxigraph_server(running_oxigraph: servers.Server) -> servers.Server:
    """A real server of Oxigraph on disk, with nothing in it."""
    return servers.empty(running_oxigraph)


@pytest.fixture(scope="session")
def running_object_store() -> Iterator[str]:
    """The address of a real server of S3, for all tests of a process."""
    with servers.object_store() as address:
        yield address


@pytest.fixture
def bucket(
    running_object_store: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, bytes], object]:
    """What puts objects into the empty bucket "archive" of a real server; the environment tells where it is."""
    obstore = pytest.importorskip("obstore", reason="pip install news-kg[objects]")
    from obstore.store import S3Store

    monkeypatch.setenv("AWS_ENDPOINT_URL", running_object_store)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    servers.put(f"{running_object_store}/archive")
    archive = S3Store("archive", client_options={"allow_http": True})
    obstore.delete(archive, [each["path"] for each in obstore.list(archive).collect()])
    return partial(obstore.put, archive)


@pytest.fixture(scope="session")
def running_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A real server of Virtuoso, for all tests of a process."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture
def virtuoso_server(running_virtuoso: servers.Server) -> servers.Server:
    """A real server of Virtuoso, with nothing in it but its own graphs."""
    return servers.empty(running_virtuoso)


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> servers.Jena:
    """Apache Jena's commands."""
    return servers.jena(tmp_path_factory.mktemp("jena"))
