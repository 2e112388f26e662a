"""The gold file and what is compared with it; claims are built by hand, no language model reads anything."""

from dataclasses import replace

import pytest

from kg import ontology
from kg.errors import SourceError
from kg.evaluate.gold import Article, _beside, _claims, _facts, _values, general_kinds, listing
from kg.evaluate.goldfile import Demand, Line, parse
from kg.evaluate.goldmatch import Matcher, head, said, words
from kg.model import (
    Argument,
    Bound,
    Claim,
    Event,
    Mention,
    Quantity,
    Relation,
    Span,
    Status,
    Time,
)

ONTOLOGY = ontology.load()
MATCHER = Matcher(ONTOLOGY)
SPAN = Span("d", 0, 9)


def gold(*lines: str) -> tuple[Line, ...]:
    return tuple(parse(lines, "x.gold", ONTOLOGY))


def thing(name: str, **more: object) -> Mention:
    return Mention(span=SPAN, text=name, type="Topic", name=name, **more)


def day(start: str | None, end: str | None = None) -> Time:
    return Time(span=SPAN, text="then", start=start, end=end or start)


def number(value: str, unit: str | None = None, bound: Bound = Bound.EXACT) -> Quantity:
    return Quantity(span=SPAN, text=value, value=value, unit=unit, bound=bound)


def claim(content: object, status: Status = Status.ASSERTED, *speakers: str, **more: object):
    said_by = tuple(thing(name) for name in speakers)
    return Claim(content=content, evidence=SPAN, status=status, rule="r", speakers=said_by, **more)


def relation(subject: str, predicate: str, thing_: str, *args: object, **more: object) -> Claim:
    return claim(Relation(thing(subject), predicate, thing(thing_)), *args, **more)


def event(type_: str, arguments: dict[str, object], *args: object) -> Claim:
    fillers = tuple(
        Argument(role, thing(each) if isinstance(each, str) else each)
        for role, each in arguments.items()
    )
    return claim(Event(type=type_, trigger=SPAN, lemma="x", arguments=fillers), *args)


def article(lines: list[str], *claims: Claim) -> Article:
    return Article(name="a", lines=gold(*lines), claims=claims, matcher=MATCHER, text="Some text.")


def finds(line: str, found: Claim) -> bool:
    return article([line], found).has(*gold(line))


def measured(lines: list[str], *claims: Claim) -> dict[str, float]:
    known = [article(lines, *claims)]
    measures = [*_facts(known), _claims(known), *_beside(known), *_values(known, ONTOLOGY)]
    return {each.name: each.value for each in measures}


# -- the file


def test_line_has_core_and_extra_roles():
    [line] = gold("F Charge{accused: Ana Ruiz; place: Madrid, time: 2026-03-11}")
    assert [(s.roles, s.fillers, s.core) for s in line.slots] == [
        (("accused",), ("Ana Ruiz",), True),
        (("place",), ("Madrid",), False),
        (("time",), ("2026-03-11",), False),
    ]


def test_comma_within_a_name_parts_no_roles():
    [line] = gold("F Meeting{agent: Paris, Texas, agent: Reno}")
    assert [slot.fillers for slot in line.slots] == [("Paris, Texas",), ("Reno",)]


def test_alternatives_of_classes_roles_fillers_and_speakers_are_read():
    [line] = gold("[Reported; police|officers] Attack|Killing{patient|place: Goma|town}")
    assert (line.kinds, line.speakers) == (("Attack", "Killing"), ("police", "officers"))
    assert (line.slots[0].roles, line.slots[0].fillers) == (("patient", "place"), ("Goma", "town"))


def test_ended_relation_is_read():
    [line] = gold("F ended Ana Ruiz — holdsPosition — minister")
    assert line.ended
    assert [slot.fillers for slot in line.slots] == [("Ana Ruiz",), ("minister",)]


@pytest.mark.parametrize(
    "text", ["! F Charge", "! F convictedOf", "! F Ruiz — convictedOf", "! [Reported; X] Charge{}"]
)
def test_traps_may_be_partial(text):
    assert gold(text)[0].demand is Demand.TRAP


def test_comments_and_blank_lines_are_no_claims():
    assert gold("# one", "", "? F A — owns — B")[0].number == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Charge{accused: A}", "x.gold:1: .* has no status"),
        ("F Charg{accused: A}", "did you mean 'Charge'"),
        ("F Charge{accusd: A}", "did you mean 'accused'"),
        ("F A — chargdWith — B", "did you mean 'chargedWith'"),
        ("[Reporte; A] Charge{accused: A}", "did you mean 'Reported'"),
        ("F Charge{accused}", "write role: filler"),
        ("F A — owns", "is no claim"),
        ("F Charge", "is no claim"),
        ("F ended Charge{accused: A}", "an event does not end"),
        ("F Killing{count: many}", "is no quantity"),
        ("F Killing{time: Monday}", "is no time"),
        ("F Charge|chargedWith{accused: A}", "neither an event nor a relation"),
    ],
)
def test_mistakes_are_told_with_their_line(text, message):
    with pytest.raises(SourceError, match=message):
        gold(text)


# -- names and values


@pytest.mark.parametrize(
    ("wanted", "name", "named", "same"),
    [
        ("Kestrel Corp", "the Kestrel Corp.", True, True),
        ("Ana Ruiz", "Ruiz", True, False),
        ("officers", "two officers", False, True),
        ("officers", "two officers", True, False),
        ("two officers", "three officers", False, False),
        ("officers of the guard", "officers", False, True),
        ("head of the guard", "guard", False, False),
    ],
)
def test_names_are_compared(wanted, name, named, same):
    assert (
        finds(
            f"F Trial{{defendant: {wanted}}}",
            event("Trial", {"defendant": thing(name, named=named)}),
        )
        is same
    )


def test_head_is_the_noun_before_the_preposition():
    assert head(words("up to 300 members of her party")) == "members"


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("2026-03", day("2026-03"), True),
        ("2026-03-01", day("2026-03"), False),
        ("2026-03-02/2026-03-08", day("2026-03-02", "2026-03-08"), True),
        ("2026-03-02", day("2026-03-02", "2026-03-08"), False),
        ("2019/", Time(span=SPAN, text="since 2019", start="2019", end=None), True),
        ("2019", Time(span=SPAN, text="since 2019", start="2019", end=None), False),
    ],
)
def test_times_are_compared_exactly(wanted, found, same):
    assert finds(f"F Trial{{time: {wanted}}}", event("Trial", {"time": found})) is same


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        (">=14", number("14", bound=Bound.AT_LEAST), True),
        (">=14", number("14"), False),
        ("5 USD", number("5", "USD"), True),
        ("5 USD", number("5", "EUR"), False),
        ("5 USD", number("6", "USD"), False),
    ],
)
def test_quantities_are_compared_with_unit_and_bound(wanted, found, same):
    assert finds(f"F Payment{{amount: {wanted}}}", event("Payment", {"amount": found})) is same


# -- claims


def test_event_needs_its_core_and_may_lack_extras():
    line = "F Charge{accused: A, offence: fraud; place: Rome}"
    assert finds(line, event("Charge", {"accused": "A", "offence": "fraud"}))
    assert finds(line, event("Charge", {"accused": "A", "offence": "fraud", "place": "Rome"}))
    assert not finds(line, event("Charge", {"accused": "A", "place": "Rome"}))


def test_argument_that_gold_lacks_makes_an_event_wrong():
    found = event("Charge", {"accused": "A", "place": "Rome"})
    assert not finds("F Charge{accused: A}", found)
    assert not finds("F Charge{accused: A; place: Oslo}", found)


@pytest.mark.parametrize(
    ("kind", "same"), [("Purchase", True), ("EconomicEvent", True), ("Sale", False)]
)
def test_class_above_or_below_will_do(kind, same):
    assert finds("F Acquisition{agent: A}", event(kind, {"agent": "A"})) is same


@pytest.mark.parametrize(("role", "same"), [("agent", True), ("buyer", True), ("seller", False)])
def test_role_above_or_below_will_do(role, same):
    assert finds("F Acquisition{buyer: A}", event("Acquisition", {role: "A"})) is same


@pytest.mark.parametrize(("role", "same"), [("theme", True), ("target", True), ("agent", False)])
def test_patient_and_theme_are_one(role, same):
    assert finds("F Criticism{patient: A}", event("Criticism", {role: "A"})) is same


def test_relation_has_a_direction():
    line = "F Kestrel — acquired — Daimon"
    assert finds(line, relation("Kestrel", "acquired", "Daimon"))
    assert not finds(line, relation("Daimon", "acquired", "Kestrel"))


def test_symmetric_relation_has_none():
    assert finds("F A — metWith — B", relation("B", "metWith", "A"))


@pytest.mark.parametrize(
    ("line", "ended"), [("F ended A — owns — B", True), ("F A — owns — B", False)]
)
def test_what_held_once_is_another_claim(line, ended):
    assert finds(line, relation("A", "owns", "B", ended=ended))
    assert not finds(line, relation("A", "owns", "B", ended=not ended))


def test_fact_is_found_as_a_fact_only():
    assert not finds("F A — owns — B", relation("A", "owns", "B", Status.REPORTED))


def test_nobody_asks_who_says_a_fact():
    assert finds("F A — owns — B", relation("A", "owns", "B", Status.ASSERTED, "police"))


def test_speaker_is_the_innermost():
    found = relation("A", "owns", "B", Status.REPORTED, "Reuters", "police")
    assert finds("[Reported; police] A — owns — B", found)
    assert not finds("[Reported; Reuters] A — owns — B", found)


def test_speaker_where_gold_has_none_is_wrong():
    assert not finds("[Alleged] A — owns — B", relation("A", "owns", "B", Status.ALLEGED, "police"))
    assert finds("[Alleged] A — owns — B", relation("A", "owns", "B", Status.ALLEGED))


def test_who_takes_part_may_be_the_speaker_where_gold_has_none():
    assert finds("[Planned] A — acquired — B", relation("A", "acquired", "B", Status.PLANNED, "A"))


def test_one_content_counts_once():
    one = relation("A", "owns", "the B.")
    assert len(list(said([one, relation("A", "owns", "B"), relation("A", "owns", "C")]))) == 2


def general(kind: str, confidence: float = 0.9) -> Claim:
    """Return a claim of an event of the class KIND, by the sense of its predicate."""
    who = Argument("agent", thing("Ana Ruiz"))
    content = Event(type=kind, trigger=SPAN, lemma="x", predicate="x.01", arguments=(who,))
    return replace(claim(content), confidence=confidence)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [((), 0), (("F Attack{agent: Ana Ruiz}",), 0), (("F Obtaining{agent: Ana Ruiz}",), 1)],
)
def test_events_of_general_classes_count_only_where_gold_names_such(lines, wanted):
    named = frozenset(general_kinds([gold(*lines)], ONTOLOGY))
    article = Article(
        name="x", lines=gold(*lines), claims=(general("Obtaining"),), matcher=MATCHER, named=named
    )
    assert len(article.found) == wanted


@pytest.mark.parametrize(("confidence", "caught"), [(0.9, True), (0.5, False)])
def test_trap_catches_facts_of_general_classes(confidence, caught):
    (trap,) = gold("! F Attack")
    claims = (general("Attack", confidence),)
    article = Article(name="x", lines=(trap,), claims=claims, matcher=MATCHER)
    assert (article.caught(trap) is not None) is caught


# -- traps


@pytest.mark.parametrize(
    ("trap", "caught"),
    [
        ("! F Attack", True),
        ("! F ConflictEvent", True),
        ("! F Killing", False),
        ("! F Attack{agent: Iran}", True),
        ("! F Attack{agent: Iran, place: Goma}", False),
        ("! F Attack{agent: Norway}", False),
        ("! [Reported] Attack", False),
        ("! [Denied] Attack", False),
    ],
)
def test_trap_catches_events(trap, caught):
    [line] = gold(trap)
    found = article([trap], event("Attack", {"agent": "Iran", "target": "Norway"}))
    assert (found.caught(line) is not None) is caught


@pytest.mark.parametrize(
    ("trap", "caught"),
    [
        ("! F owns", True),
        ("! F A — owns", True),
        ("! F A — owns — B", True),
        ("! F A — owns — C", False),
        ("! F B — owns", False),
        ("! F A — acquired", False),
        ("! F ended A — owns", False),
        ("! [Reported; police] A — owns", False),
    ],
)
def test_trap_catches_relations(trap, caught):
    [line] = gold(trap)
    assert (article([trap], relation("A", "owns", "B")).caught(line) is not None) is caught


@pytest.mark.parametrize(("speaker", "caught"), [("police", True), ("Ruiz", False)])
def test_trap_catches_a_wrong_speaker(speaker, caught):
    found = relation("A", "owns", "B", Status.REPORTED, speaker)
    [line] = gold("! [Reported; police] A — owns")
    assert (article([], found).caught(line) is not None) is caught


# -- measures


def test_facts_are_measured_both_ways():
    lines = ["F A — owns — B", "F A — owns — C", "? F A — owns — D", "[Reported] A — owns — E"]
    found = (relation("A", "owns", each) for each in "BDE")
    values = measured(lines, *found)
    assert values["facts, precision"] == pytest.approx(2 / 3)
    assert values["facts, recall"] == 0.5


def test_claims_need_status_and_speaker():
    lines = ["[Reported; police] A — owns — B", "[Alleged] A — owns — C"]
    right = relation("A", "owns", "B", Status.REPORTED, "police")
    wrong = relation("A", "owns", "C", Status.ALLEGED, "police")
    assert measured(lines, right, wrong)["claims"] == 0.5


def test_status_is_measured_where_the_content_is_found():
    lines = ["F A — owns — B", "[Planned] A — owns — C", "[Planned] A — owns — D"]
    values = measured(lines, relation("A", "owns", "B"), relation("A", "owns", "C"))
    assert values["status, macro F1"] == pytest.approx((2 / 3 + 0) / 2)


def test_claim_that_another_line_asks_for_is_no_wrong_status():
    lines = ["[Denied; A] A — owns — B", "[Reported; C] A — owns — B"]
    found = article(lines, relation("A", "owns", "B", Status.REPORTED, "C"))
    assert [line.number for line, _ in found.pairs] == [2]


def test_speakers_are_measured_where_gold_has_one():
    lines = ["[Reported; police] A — owns — B", "[Reported; army] A — owns — C", "F A — owns — D"]
    found = (relation("A", "owns", each, Status.REPORTED, "police") for each in "BCD")
    assert measured(lines, *found)["speaker, accuracy"] == 0.5


def test_arguments_are_measured_with_extras():
    lines = ["F Attack{agent: A; place: P, count: 3, time: 2026}"]
    assert (
        measured(lines, event("Attack", {"agent": "A", "place": "P"}))["arguments, recall"] == 0.5
    )


def test_values_are_measured_even_where_they_are_wrong():
    lines = ["F Attack{agent: A; count: 3, time: 2026}", "F Killing{agent: A; time: 2026}"]
    found = event("Attack", {"agent": "A", "count": number("3"), "time": day("2025")})
    values = measured(lines, found, event("Killing", {"agent": "A", "time": day("2026")}))
    assert (values["times"], values["amounts"]) == (0.5, 1.0)


def test_listing_tells_what_is_missed_wrong_and_caught():
    lines = ["F A — owns — B", "[Planned] A — owns — C", "! F A — owns — C"]
    found = [relation("A", "owns", "C"), relation("A", "owns", "D", Status.DENIED)]
    shown = list(listing(article(lines, *found)))
    assert [line.split()[0] for line in shown] == ["missed", "status", "wrong", "other", "trap"]
