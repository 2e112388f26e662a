from evaluation.alignment import Alignment
from evaluation.meantime import Article, EntityMention, EventMention, Participant
from evaluation.participants import Participants, compared
from kg.evaluate.reader import Read
from kg.extract import extract
from kg.extract.reading import Reading

# fmt: off
SENTENCE = ("Lund/NNP/nsubj>3 and/CC/cc>0 Kestrel/NNP/conj>0 bought=buy/VBD/ROOT ships=ship/NNS/dobj>3 "
            "that/WDT/nsubj>6 sank=sink/VBD/relcl>4 near/IN/prep>6 rocks=rock/NNS/pobj>7")
# fmt: on


def marked(doc, cls, name, words, **more):
    start = doc.text.index(words)
    return cls(id=name, words=(), start=start, end=start + len(words), **more)


def an_article(doc, participants):
    return Article(
        name="1_Ships",
        corpus="ferries",
        document=doc.user_data["kg"].document,
        words=(),
        annotated_end=len(doc.text),
        mentions=(
            marked(doc, EntityMention, "1", "Lund and Kestrel", kind="CONJ"),
            marked(doc, EntityMention, "2", "ships"),
            marked(doc, EntityMention, "3", "that"),
        ),
        events=(
            marked(doc, EventMention, "4", "bought", pos="VERB"),
            marked(doc, EventMention, "5", "sank", pos="VERB"),
        ),
        times=(),
        amounts=(),
        participants=participants,
        links=(),
        marked={},
    )


def test_participants_are_compared_by_event_head_and_role(make_doc, ontology):
    doc = make_doc(SENTENCE, mentions={"Lund": "Company", "Kestrel": "Company"})
    article = an_article(
        doc,
        (
            Participant("4", "1", "Arg0"),
            Participant("4", "2", "Arg1"),
            Participant("5", "3", "Arg1"),
            Participant("5", "2", "Argm-LOC"),
        ),
    )
    aligned = Alignment(Read(article.document, doc, extract(doc, ontology)))
    reading = Reading(doc, ontology)
    gold, found, parts = compared(article, aligned, reading)
    # Two who buy, a pronoun that is the ships, and rocks that nobody marked.
    assert gold == {(3, 0, "ARG0"), (3, 2, "ARG0"), (3, 4, "ARG1"), (6, 4, "ARG1")}
    assert found == gold
    assert parts == {3: "VERB", 6: "VERB"}
    scores = Participants()
    scores.add(article, aligned, reading)
    assert next((m.name, m.value) for m in scores.measures()) == ("participants with roles", 1.0)
    assert scores.nouns.gold == 0
