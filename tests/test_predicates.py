"""Each predicate has a general class, each of its numbered arguments a role, and the tables name only what exists."""

import re

import pytest

from kg import data
from kg.ontology import load
from kg.predicates import Links, general_class, links, thematic_role
from kg.rolesets import rolesets

FOLDER = data.find("ontology") / "predicates"
LOADED = load()
ROLES = {name for name, term in LOADED.properties.items() if term.is_role}
KINDS = {"roleset", "verbnet", "framenet"}
EVENTS = {name for name, term in LOADED.classes.items() if term.is_event}


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


# What the tables say


@pytest.mark.parametrize(
    ("roleset", "kind"),
    [
        # by a line of their own
        ("sell.01", "Trade"),
        ("fall.01", "Decrease"),
        ("rise.01", "Increase"),
        ("say.01", "CommunicationEvent"),
        ("want.01", "Wish"),
        ("be.01", "Quality"),
        # by VerbNet, where most of several classes decide: kill.01 is in murder-42.1-1 and subjugate-42.3
        ("receive.01", "Obtaining"),
        ("kill.01", "ConflictEvent"),
        ("give.01", "Transfer"),
        ("own.01", "Possession"),
        ("take.01", "Obtaining"),
        ("arrest.01", "LegalEvent"),
        # by FrameNet, which is asked where VerbNet has nothing
        ("be.02", "Presence"),
        ("negotiate.01", "CommunicationEvent"),
    ],
)
def test_predicate_has_its_general_class(roleset, kind):
    assert general_class(roleset) == kind


@pytest.mark.parametrize("roleset", ["have.01", "be.03", "do.01", "make.LV"])
def test_auxiliary_and_light_verb_tell_of_no_event(roleset):
    assert general_class(roleset) is None


def test_predicate_that_no_table_knows_is_an_event_or_a_quality():
    assert "efficient.01" in rolesets()
    assert [general_class("efficient.01", part) for part in "vnj"] == ["Event", "Event", "Quality"]
    assert general_class("fall.01", "n") == general_class("fall.01", "j") == "Decrease"


@pytest.mark.parametrize(
    ("roleset", "roles"),
    [
        ("receive.01", "recipient theme source asset attribute"),
        ("sell.01", "agent theme recipient asset beneficiary"),
        ("say.01", "agent content recipient topic"),
        ("kill.01", "agent patient instrument"),
        ("fear.01", "experiencer stimulus beneficiary"),
        ("believe.01", "experiencer content attribute"),
        ("appoint.01", "agent theme result"),
        ("bribe.01", "agent patient result attribute"),
    ],
)
def test_arguments_have_their_roles(roleset, roles):
    kind = general_class(roleset)
    found = [thematic_role(roleset, str(number), kind) for number in range(6)]
    assert found == [*roles.split(), *[None] * (6 - len(roles.split()))]


def test_argument_that_falls_has_no_number_0():
    assert [thematic_role("fall.01", str(n), "Decrease") for n in range(5)] == [
        *(None, "theme", "extent", "source", "result")
    ]


def test_role_depends_on_the_class():
    # a function tag alone: PAG, for which VerbNet says nothing
    found = {kind: thematic_role("abandon.03", "0", kind) for kind in ("Ending", "Feeling", "Loss")}
    assert found == {"Ending": "agent", "Feeling": "experiencer", "Loss": "pivot"}


def test_unknown_roleset_has_no_roles_and_no_links():
    assert thematic_role("zigzag.99", "0", "Movement") is None
    assert links("zigzag.99") == Links()


def test_links_are_those_of_propbank():
    assert links("kill.01") == Links(("murder-42.1-1", "subjugate-42.3"), ("Killing",))


# What all of it has


def test_every_roleset_has_a_class_of_events_or_none():
    found = {general_class(name, part) for name in rolesets() for part in "vnj"}
    assert found - {None} <= EVENTS
    assert {term.name for term in LOADED.classes.values() if term.general} - found == {"State"}


def test_every_argument_has_a_role_of_the_ontology():
    wrong = [
        (each.id, role.number, kind)
        for each in rolesets().values()
        for kind in (general_class(each.id), "Event")
        for role in each.roles
        if kind and thematic_role(each.id, role.number, kind) not in ROLES
    ]
    assert wrong == []


# What the tables name


def test_classes_are_classes_of_events():
    named = {row[2] for row in rows("classes.tsv")} - {"-"}
    named |= {row[1] for row in rows("function-roles.tsv")} - {""}
    named |= {row[0] for row in rows("class-roles.tsv")} - {""}
    assert len(named) == 61
    assert named - EVENTS == set()


def test_roles_are_roles():
    named = {row[2] for name in ("roles.tsv", "function-roles.tsv") for row in rows(name)}
    named |= {row[2] for row in rows("class-roles.tsv")}
    everywhere = {row[1] for row in rows("class-roles.tsv") if not row[0]}  # renamed in any class
    named |= {row[1] for row in rows("verbnet-roles.tsv")} - {"-"} - everywhere
    assert {"agent", "content", "pivot"} <= named
    assert named - ROLES == set()


@pytest.mark.parametrize("name", ["links.tsv", "roles.tsv", "classes.tsv"])
def test_rolesets_exist(name):
    column = 1 if name == "classes.tsv" else 0
    named = {row[column] for row in rows(name) if column == 0 or row[0] == "roleset"}
    assert len(named) > 1000
    assert named - set(rolesets()) == set()


def test_arguments_exist():
    numbers = {(each.id, role.number) for each in rolesets().values() for role in each.roles}
    assert {(row[0], row[1]) for row in rows("roles.tsv")} - numbers == set()


def test_classes_of_verbnet_and_frames_are_linked():
    linked = [links(name) for name in rolesets()]
    frames = {frame for each in linked for frame in each.framenet}
    numbers = {re.sub(r"^[^\d]+-", "", link) for each in linked for link in each.verbnet}
    above = {re.sub(rf"(-\d+){{{n}}}$", "", number) for number in numbers for n in range(4)}
    named = {kind: {r[1] for r in rows("classes.tsv") if r[0] == kind} for kind in KINDS}
    assert named["framenet"] - frames == set()
    assert named["verbnet"] - above == set()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("classes.tsv", 2),
        ("roles.tsv", 2),
        ("class-roles.tsv", 2),
        ("function-roles.tsv", 2),
        ("verbnet-roles.tsv", 1),
        ("links.tsv", 1),
    ],
)
def test_nothing_stands_twice(name, keys):
    found = [tuple(row[:keys]) for row in rows(name)]
    assert sorted(found) == sorted(set(found))


def test_kinds_of_lines_are_known():
    assert {row[0] for row in rows("classes.tsv")} == KINDS


TABLES = sorted(FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("path", TABLES, ids=[path.name for path in TABLES])
def test_table_names_the_licence_of_what_it_is_made_of(path):
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] == "#"]
    named = re.findall(r"[\w./]+\.LICENSE", " ".join(head))
    assert named or path.name == "class-roles.tsv"
    assert [name for name in named if not (FOLDER / name).is_file()] == []
