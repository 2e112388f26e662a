"""Articles that name the chief executives of a firm, and an ontology by which it has one, as Turtle."""

from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

PREFIXES = """\
@prefix : <https://example.org/deals#> .
@prefix ent: <https://w3id.org/news-kg/entity/> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FIRMS = """\
<https://example.org/deals> a owl:Ontology .
:Firm a owl:Class ; rdfs:label "firm" .
:Manager a owl:Class ; rdfs:label "manager" ; owl:disjointWith :Firm .
:chief a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:label "chief executive" ;
    rdfs:domain :Firm ; rdfs:range :Manager ; owl:inverseOf :leads .
:leads a owl:ObjectProperty ; rdfs:label "leads" .
"""


def triples(turtle: str) -> set[str]:
    found = parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    return {str(quad.triple) for quad in found}


def article(number: int, person: str, status: str = "Asserted") -> tuple[Quad, ...]:
    """An article that says that PERSON is the chief executive of Norwood; if it asserts that, the fact too."""
    iri, name = f"https://a.example/{number}", person.replace("_", " ")
    sentence = f"{name} is the chief executive of Norwood."
    place = f"<{iri}#char=0,{len(sentence)}>"
    claimed = f"""<{iri}> {{
      <{iri}> a schema:NewsArticle ; schema:datePublished "2026-03-0{number}"^^xsd:date .
      <https://w3id.org/news-kg/claim/{number}> a kg:Claim ; rdf:subject ent:Norwood.company ; rdf:predicate :chief ;
        rdf:object ent:{person}.person ; kg:status kg:{status} ; kg:rule "label:chief" ; kg:evidence {place} .
      {place} nif:anchorOf "{sentence}" }}
    ent:Norwood.company a kg:Company ; rdfs:label "Norwood" .
    <https://w3id.org/news-kg/ontology> {{ kg:Company rdfs:subClassOf kg:Organization }}
    ent:{person}.person a kg:Person ; rdfs:label "{name}" .
    """
    fact = f"ent:Norwood.company :chief ent:{person}.person ." if status == "Asserted" else ""
    return tuple(parse((PREFIXES + claimed + fact).encode(), format=RdfFormat.TRIG))


@dataclass(frozen=True)
class Written:
    """A document as a store takes it."""

    document: str
    quads: tuple[Quad, ...]

    @property
    def shared(self) -> list[Quad]:
        return [quad for quad in self.quads if quad.graph_name == DefaultGraph()]

    @property
    def graph(self) -> list[Quad]:
        return [quad for quad in self.quads if quad.graph_name == NamedNode(self.document)]
