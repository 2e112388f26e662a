"""Articles that nobody wrote, as the quads that a build would make of them: who is named, what they are, how old."""

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import iri
from kg.store import Embedded

PREFIXES = "".join(f"@prefix {name}: <{start}> .\n" for name, start in iri.VOCABULARIES.items())
PREFIXES += f"@prefix ent: <{iri.BASE}entity/> .\n"
COUNTRIES = ("Norland", "Sudland")
# Who there may be: the local name, the class, the label, and what else is said wherever it is named.
THINGS = {
    "Ana_Ruiz.person": ("Person", "Ana Ruiz", ""),
    "Ana_Ruis.person": ("Person", "Ana Ruis", ""),
    "A_Ruiz.person": ("Person", "A. Ruiz", ""),
    "Ana_Maria_Ruiz.person": ("Person", "Ana Maria Ruiz", "kg:holdsPosition ent:judge.position ;"),
    "Ruiz.person": ("Person", "Ruiz", "kg:holdsPosition ent:judge.position ;"),
    "Luis_Ruiz.person": ("Person", "Luis Ruiz", ""),
    "Luis_Ruiz_Q5": ("Person", "Luis Ruiz", "owl:sameAs wd:Q5 ;"),
    "LGF.organization": ("Organization", "LGF", ""),
    "Larn_Grain_Federation.organization": ("Organization", "Larn Grain Federation", ""),
    "Lund_Grain_Federation.organization": ("Organization", "Lund Grain Federation", ""),
    "Larn_Grain_Federation_Q9": (
        "Organization",
        "Larn Grain Federation",
        'owl:sameAs wd:Q9 ; skos:altLabel "LGF"@en ;',
    ),
    "Acme.company": ("Company", "Acme", ""),
    "Acme_Corp.company": ("Company", "Acme Corp", ""),
    "Quito.city": ("City", "Quito", ""),
    "wheat.commodity": ("Commodity", "wheat", ""),
    "judge.position": ("Position", "judge", ""),
    "Norland": ("Country", "Norland", ""),
    "Sudland": ("Country", "Sudland", ""),
}
PEOPLE = [name for name, (type, _, _) in THINGS.items() if type == "Person"]


@dataclass(frozen=True)
class Article:
    """What one article says: whom it names, where they are from, and how old they are."""

    number: int
    names: frozenset[str]
    citizens: dict[str, str]
    ages: dict[str, int]
    year: int

    @property
    def iri(self) -> str:
        return f"https://news.example/{self.number}"

    def quads(self) -> tuple[list[Quad], list[Quad]]:
        said = {name: value for name, value in self.citizens.items() if name in self.names}
        old = {name: value for name, value in self.ages.items() if name in self.names}
        names = self.names | set(said.values())
        facts = [
            f'ent:{name} {THINGS[name][2]} a kg:{THINGS[name][0]} ; rdfs:label "{THINGS[name][1]}"@en .'
            for name in sorted(names)
        ]
        facts += [f"ent:{name} kg:citizenOf ent:{value} ." for name, value in said.items()]
        facts += [f"ent:{name} kg:age {value} ." for name, value in old.items()]
        claims = [("citizenOf", name, f"ent:{value}") for name, value in said.items()]
        claims += [("age", name, str(value)) for name, value in old.items()]
        graph = [
            f'<{self.iri}> a schema:NewsArticle ; schema:datePublished "{self.year}-05-01"^^xsd:date ; '
            f"schema:mentions {', '.join(f'ent:{name}' for name in sorted(names))} ."
        ]
        graph += [
            f"<{self.iri}#{at}> a kg:Claim ; rdf:subject ent:{name} ; rdf:predicate kg:{property} ; "
            f"rdf:object {value} ; kg:status kg:Asserted ."
            for at, (property, name, value) in enumerate(claims)
        ]
        text = f"{PREFIXES}{''.join(facts)} GRAPH <{self.iri}> {{ {''.join(graph)} }}"
        found = list(parse(text, format=RdfFormat.TRIG))
        return (
            [quad for quad in found if not isinstance(quad.graph_name, NamedNode)],
            [quad for quad in found if isinstance(quad.graph_name, NamedNode)],
        )


def write(store: Embedded, *articles: Article) -> None:
    for each in articles:
        store.replace(each.iri, *each.quads())
