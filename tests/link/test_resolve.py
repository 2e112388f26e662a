"""Which entities of several articles are one, on invented profiles."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.resolve import Comparison, Profile, Rarity, compare, number, settle
from kg.ontology import load

ONTOLOGY = load()


def resolve(profiles, ontology, decided=None):
    """All with all, as a run does it with those that share a key."""
    known = {each.key: each for each in sorted(profiles, key=lambda each: each.key)}
    rarity, given = Rarity.of(known.values()), decided or {}
    apart = {pair for pair, same in given.items() if not same}
    compared = {
        pair: Comparison(1.0, ("somebody decided so",)) if pair in given else found
        for pair in combinations(known, 2)
        if pair not in apart
        and (pair in given or (found := compare(known[pair[0]], known[pair[1]], rarity, ontology)))
    }
    return settle(known, compared, apart, rarity)


def person(iri: str, label: str, *company: str, **fields) -> Profile:
    return thing(iri, label, "Person", *company, **fields)


def thing(iri: str, label: str, type: str, *company: str, **fields) -> Profile:
    facts = frozenset(fields.pop("facts", ()))
    return Profile(
        iri=iri,
        label=label,
        type=type,
        company=frozenset(map(number, company)),
        documents=frozenset({f"doc-{iri}"}),
        facts=facts,
        **fields,
    )


# Others, so that what is rare and what is not can be told apart.
NAMES = "Abel Boro Cato Dima Ezra Fynn Gero Hugo Ivar Jost Kuno Lope Mirt Nilo Odo Pim Quim Rolf Sven Toni".split()
CROWD = [
    person(f"crowd{n}", f"{name} {name}sen", f"place{n}", "all") for n, name in enumerate(NAMES)
]


def clusters(*profiles: Profile, **options) -> list[set[str]]:
    found = resolve([*profiles, *CROWD], ONTOLOGY, **options)
    return [{cluster.head, *cluster.others} for cluster in found.clusters]


def test_one_name_in_two_spellings_is_one_person():
    one = person("a", "Siti Fadila Supari", "jakarta", "flu")
    other = person("b", "Siti Fadilah Supari", "jakarta", "who")
    assert clusters(one, other) == [{"a", "b"}]


def test_a_family_name_alone_needs_support():
    full = person("a", "Ana Ruiz", "quito", "mines")
    alone = person("b", "Ruiz", "lisbon", "opera")
    assert clusters(full, alone) == []
    backed = person("c", "Ruiz", "quito", "mines", facts=[("holdsPosition", "minister")])
    minister = person("a", "Ana Ruiz", "quito", "mines", facts=[("holdsPosition", "minister")])
    assert clusters(minister, backed) == [{"a", "c"}]


def test_a_family_name_that_fits_two_people_is_neithers():
    facts = [("holdsPosition", "minister"), ("memberOf", "party")]
    ana = person("a", "Ana Ruiz", "quito", "mines", facts=facts)
    luis = person("b", "Luis Ruiz", "quito", "mines", facts=facts)
    alone = person("c", "Ruiz", "quito", "mines", facts=facts)
    assert clusters(ana, luis, alone) == []


def test_father_and_son_stay_two():
    son, father = (
        person("a", "Tom Hale Jr", "leeds", "bank"),
        person("b", "Tom Hale", "leeds", "bank"),
    )
    assert clusters(son, father) == []


def test_other_births_are_other_people():
    one = person("a", "Tom Hale", "leeds", "bank", born=frozenset({1950}))
    other = person("b", "Tom Hale", "leeds", "bank", born=frozenset({1981}))
    assert clusters(one, other) == []
    same = person("c", "Tom Hale", "leeds", "bank", born=frozenset({1951}))
    assert clusters(one, same) == [{"a", "c"}]


def test_another_nationality_needs_much_in_common():
    one = person("a", "Tom Hale", "leeds", facts=[("citizenOf", "Q145")])
    other = person("b", "Tom Hale", "perth", facts=[("citizenOf", "Q408")])
    assert clusters(one, other) == []


def test_two_known_things_are_never_one():
    one = thing("a", "Georgia", "Country", "tbilisi", ids={"wikidata": "Q230"})
    other = thing("b", "Georgia", "Region", "tbilisi", ids={"wikidata": "Q1428"})
    assert clusters(one, other) == []
    assert clusters(one, other, decided={("a", "b"): True}) == []


def test_two_known_things_are_never_one_through_a_third():
    one = thing("a", "Acme", "Company", "oil", ids={"wikidata": "Q1"})
    other = thing(
        "b", "Acme Steel", "Company", "oil", ids={"wikidata": "Q2"}, names=frozenset({"Acme"})
    )
    third = thing("c", "Acme", "Company", "oil")
    found = clusters(one, other, third)
    assert len(found) == 1
    assert not {"a", "b"} <= found[0]


def test_initials_and_legal_forms_are_no_other_body():
    full = thing("a", "Larn Harbour Docks Board", "Organization", "larn")
    initials = thing("b", "LHDB", "GovernmentBody", "larn")
    assert clusters(full, initials) == [{"a", "b"}]
    assert clusters(
        thing("a", "Acme Corp.", "Company", "oil"), thing("b", "Acme", "Company", "oil")
    ) == [{"a", "b"}]


def initials(article: str, *company: str) -> Profile:
    """LGF, as one article has it."""
    return Profile(
        iri="lgf",
        article=article,
        label="LGF",
        type="Organization",
        company=frozenset(map(number, company)),
        documents=frozenset({article}),
    )


def test_initials_of_two_bodies_are_told_apart_article_by_article():
    larn = thing("a", "Larn Grain Federation", "Organization", "ana", "quito", "wheat", "port")
    lund = thing("b", "Lund Grain Federation", "Organization", "piet", "leeds", "barley", "mill")
    one, two = initials("1", "ana", "quito", "wheat"), initials("2", "piet", "leeds", "mill")
    nobodys = initials("3", "zed")
    expected = [{"a", "lgf 1"}, {"b", "lgf 2"}]
    assert sorted(clusters(larn, lund, one, two, nobodys), key=sorted) == expected
    # Where there is but one body with these initials, they are one in all articles.
    assert clusters(larn, one, nobodys) == [{"a", "lgf 1", "lgf 3"}]


def test_two_bodies_are_not_one_by_initials_of_both():
    larn = thing("a", "Larn Grain Federation", "Organization", "ana", "quito")
    lund = thing("b", "Lund Grain Federation", "Organization", "ana", "quito")
    assert clusters(larn, lund, initials("1", "ana", "quito")) == []


def test_bodies_that_every_state_has_are_not_one_by_their_name():
    one = thing("a", "Supreme Court", "Court", "nairobi")
    other = thing("b", "Supreme Court", "Court", "oslo")
    assert clusters(one, other) == []


def test_a_person_is_no_place():
    assert clusters(person("a", "Georgia", "x"), thing("b", "Georgia", "Region", "x")) == []


def test_what_one_article_speaks_of_as_two_is_two():
    one, other = person("a", "A. Ruiz", "quito"), person("b", "Ana Ruiz", "quito")
    together = Profile(
        iri="b", label="Ana Ruiz", type="Person", company=other.company, documents=one.documents
    )
    assert clusters(one, other) == [{"a", "b"}]
    assert clusters(one, together) == []


def test_the_known_one_stands_for_the_cluster():
    known = thing("z", "Acme", "Company", "oil", ids={"wikidata": "Q1"})
    found = resolve([thing("a", "Acme", "Company", "oil"), known], ONTOLOGY)
    assert [cluster.head for cluster in found.clusters] == ["z"]


def test_doubtful_pairs_are_left_for_somebody_and_decisions_hold():
    one, other = person("a", "Tom Hale", "leeds"), person("b", "T. Hale", "perth")
    found = resolve([one, other, *CROWD], ONTOLOGY)
    assert list(found.doubtful) == [("a", "b")]
    assert found.clusters == ()
    assert clusters(one, other, decided={("a", "b"): True}) == [{"a", "b"}]
    after = resolve([one, other, *CROWD], ONTOLOGY, {("a", "b"): False})
    assert (after.doubtful, after.clusters) == ({}, ())


def test_reasons_say_why():
    one = person("a", "Siti Fadila Supari", "jakarta", "flu")
    other = person("b", "Siti Fadilah Supari", "jakarta", "who")
    ((_, why),) = resolve([one, other, *CROWD], ONTOLOGY).clusters[0].pairs.items()
    assert why.reasons == (
        "'Siti Fadila Supari' is like 'Siti Fadilah Supari'",
        "50% of what stands with them is the same",
    )


PROFILES = [
    person("a", "Ana Ruiz", "quito", "mines"),
    person("b", "A. Ruiz", "quito", "mines"),
    person("c", "Ana Ruis", "quito"),
    person("d", "Ana Ruiz", "perth", born=frozenset({1999})),
    thing("e", "Acme", "Company", "oil", ids={"wikidata": "Q1"}),
    thing("f", "Acme Inc", "Company", "oil", ids={"wikidata": "Q2"}),
    thing("g", "Acme", "Organization", "oil"),
]


@given(st.permutations(PROFILES))
def test_the_order_of_arrival_makes_no_difference(profiles):
    assert resolve(profiles, ONTOLOGY) == resolve(PROFILES, ONTOLOGY)


@pytest.mark.parametrize("name", ["Ana Ruiz", "Acme"])
def test_a_thing_alone_is_no_cluster(name):
    assert clusters(person("a", name, "quito")) == []
