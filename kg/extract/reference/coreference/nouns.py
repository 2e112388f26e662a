"""Which thing a definite noun phrase means: the one called so before, or the only one of its class."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg import vocabulary
from kg.extract.reference.coreference.chains import Chain
from kg.extract.reference.coreference.expressions import (
    COUNTS,
    FORMER,
    Expression,
    Kind,
    is_anaphoric,
)
from kg.ontology import Ontology

_NEAR: Final = 4  # sentences
_CLEAR: Final = 1.3
_BESIDE_PEOPLE: Final = ("Country", "Organization")  # that "the two" may be
_SIDES: Final = vocabulary.words("bodies", "both_sides")
_SETS: Final = ("Country", "Company", "Person", "City", "Organization")
_WHOLE: Final = vocabulary.words("bodies", "whole_governments")
_CENTRAL: Final = (("bank", "of"), ("national", "bank"), ("central", "bank"))
_ARTICLES: Final = frozenset({"a", "an"})
_HEADS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(offices.split())
    for name, offices in vocabulary.table("offices", "heads").items()
}
_LEADING: Final = vocabulary.words("offices", "leaders")
_BELOW: Final = vocabulary.words("offices", "below")
_UNREAL: Final = frozenset({"could", "might", "would"})
_ASSEMBLIES: Final = vocabulary.words("bodies", "assemblies")
_NAMED_SO: Final = vocabulary.words("bodies", "named_so")
_NO_ASSEMBLIES: Final = vocabulary.words("bodies", "no_assemblies")


def same_noun(
    noun: Expression, chains: Iterable[Chain], sentence: int, ontology: Ontology
) -> tuple[Chain, str] | None:
    """Return the thing that was called by the NOUN before, and how that is known."""
    if not is_anaphoric(noun):
        return None
    found: list[tuple[float, int, Chain]] = []
    for chain in chains:
        last = chain.last(noun.place)
        if last is None or chain.plural != noun.plural or not _suits(noun, chain, ontology):
            continue
        if chain.named and ontology.is_general(noun.lemma):
            continue  # "the country" is the one spoken of, not any that was once called so
        if all(map(_is_unreal, (e for e, _ in chain.members))):
            continue  # "it would have become the third storm" names no storm
        called = _is_called(noun, chain) or not chain.concepts.isdisjoint(_offices(noun))
        if called and _modified_alike(noun, chain):
            found.append((chain.standing(noun.place, sentence), last[0].place, chain))
    if not found:
        return None
    best = max(found, key=lambda each: each[:2])[2]
    return best, "called so before"


def _is_unreal(expression: Expression) -> bool:
    """Tell whether an EXPRESSION says what something is not, or only would be."""
    verb = expression.head.head
    said = expression.kind is Kind.NOUN and expression.head.dep_ in ("attr", "oprd")
    return said and any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _UNREAL) for c in verb.lefts
    )


def _is_called(noun: Expression, chain: Chain) -> bool:
    """Tell whether a thing was called by the NOUN before, and not only as "the vice president"."""
    so = [e for e, _ in chain.members if e.kind is Kind.NOUN and e.lemma == noun.lemma]
    lower = bool(so) and all(_BELOW & (e.modifiers - noun.modifiers) for e in so)
    return noun.lemma in chain.nouns and not lower and not _is_deputy(noun, chain)


def _is_deputy(noun: Expression, chain: Chain) -> bool:
    """Tell whether a thing holds but an office below that of the NOUN: the deputy prime minister."""
    if noun.concept is None or noun.concept in chain.concepts:
        return False
    office = f"-{noun.concept}"
    higher = (c.removesuffix(office) for c in chain.concepts if c.endswith(office))
    return any(rank.rpartition("-")[2] in _BELOW for rank in higher)


def _offices(noun: Expression) -> frozenset[str]:
    """Return the offices that a NOUN may mean: a head of state is a president or a king."""
    if noun.concept is None:
        return frozenset()
    return _HEADS.get(noun.concept, frozenset()) | {noun.concept}


def _suits(noun: Expression, chain: Chain, ontology: Ontology) -> bool:
    """Tell whether the class and the gender of a chain do not speak against the NOUN."""
    if noun.gender is not None and chain.gender is not None and noun.gender != chain.gender:
        return False
    if noun.number is not None:
        return any(e.number == noun.number for e, _ in chain.members)
    kind, own = chain.type or "Topic", noun.type or "Topic"
    if "Topic" in (kind, own):
        return not chain.named or own != "Topic" or noun.lemma in chain.nouns
    return ontology.is_a(kind, own) or ontology.is_a(own, kind)


def _modified_alike(noun: Expression, chain: Chain) -> bool:
    """Tell whether nothing that is said of the NOUN is new: "the first plane" is not the second."""
    known = {word for e, _ in chain.members for word in (*e.modifiers, *_words(e))}
    return noun.modifiers <= known | chain.home


def _words(expression: Expression) -> tuple[str, ...]:
    """Return what the name of an expression says of it; a "Bank of Ghana" is a central bank."""
    words = tuple(expression.mention.name.lower().split()) if expression.mention else ()
    return (*words, "central") if words[:2] in _CENTRAL or words[:1] == ("reserve",) else words


def only_one(
    noun: Expression, chains: Iterable[Chain], sentence: int, ontology: Ontology
) -> tuple[Chain, str] | None:
    """Return the named thing of the class of the NOUN that is most present: the company, the country, the woman.

    A noun that tells more than a class ("the airline") means one that is called so; it does not come here unless there
    is only one thing of its class in the whole text so far.
    """
    if not is_anaphoric(noun) or noun.plural or noun.type in (None, "Topic"):
        return None
    general = ontology.is_general(noun.lemma)
    if noun.type == "Person" and not (general or noun.lemma in _LEADING):
        return None
    fitting = [chain for chain in chains if _is_possible(noun, chain, ontology)]
    if not general and len(fitting) != 1:
        return None
    found = []
    for chain in fitting:
        last = chain.last(noun.place)
        if last is not None and sentence - last[1] <= _NEAR:
            found.append((chain.presence(noun.place, sentence), last[0].place, chain))
    found.sort(key=lambda each: (-each[0], -each[1]))
    if not found or (len(found) > 1 and found[0][0] < _CLEAR * found[1][0]):
        return None
    return found[0][2], f"the {noun.type} spoken of"


def described_group(
    noun: Expression, chains: Iterable[Chain], sentence: int, ontology: Ontology
) -> tuple[Chain, str] | None:
    """Return the body without a name that a general NOUN means: "a smuggling ring … the group"."""
    if (
        not is_anaphoric(noun)
        or noun.plural
        or noun.modifiers
        or not ontology.is_general(noun.lemma)
    ):
        return None
    found = []
    for chain in chains:
        last = chain.last(noun.place)
        fits = chain.type not in (None, "Topic") and ontology.is_a(
            chain.type or "", noun.type or ""
        )
        if last is None or chain.plural or not fits or sentence - last[1] > _NEAR:
            continue
        found.append((chain.presence(noun.place, sentence), last[0].place, chain))
    found.sort(key=lambda each: (-each[0], -each[1]))
    if not found or (len(found) > 1 and found[0][0] < _CLEAR * found[1][0]):
        return None
    best = found[0][2]
    new = any(child.lower_ in _ARTICLES for child in best.first.head.lefts)
    return (best, f"the {noun.type} spoken of") if not best.named and new else None


def named_next(
    name: Expression, chains: Iterable[Chain], sentence: int, sentences: Mapping[int, int]
) -> Chain | None:
    """Return the only person without a name of the sentence before that an office tells, and that NAME can be."""
    if name.type != "Person" or name.head.dep_ not in ("nsubj", "nsubjpass"):
        return None
    if name.mention is None or " " not in name.mention.name:
        return None
    near = [
        c for c in chains if (last := c.last(name.place)) and last[1] in (sentence, sentence - 1)
    ]
    persons = [c for c in near if c.type == "Person" and not c.plural]
    if len(persons) != 1 or persons[0].named or not persons[0].concepts:
        return None
    office = persons[0].first
    acts = office.definite and office.head.dep_ in ("nsubj", "nsubjpass")
    same = persons[0].gender in (None, name.gender) or name.gender is None
    return persons[0] if acts and same and sentences[office.place] == sentence - 1 else None


def is_meant(noun: Expression, chain: Chain, ontology: Ontology) -> bool:
    """Tell whether a NOUN for bodies in general, such as "company", may mean a named thing spoken of before."""
    alone = is_anaphoric(noun) and not noun.plural and noun.type not in (None, "Topic", "Person")
    return alone and ontology.is_general(noun.lemma) and _is_possible(noun, chain, ontology)


def _is_possible(noun: Expression, chain: Chain, ontology: Ontology) -> bool:
    """Tell whether a named thing spoken of before can be meant: class, gender, and what is said of it, agree."""
    if chain.last(noun.place) is None or not chain.named or chain.plural:
        return False
    if not _is_of_class(noun, chain, ontology):
        return False
    if noun.lemma in _LEADING and not chain.concepts:
        return False
    if noun.lemma == "government" and _WHOLE.isdisjoint(_words(chain.first)):
        return False  # no ministry is the government
    if noun.lemma in _NAMED_SO and noun.lemma not in (*_words(chain.first), *chain.nouns):
        return False  # the embassy is not the only other body of a state in the text
    if noun.lemma in _NO_ASSEMBLIES and not _ASSEMBLIES.isdisjoint(_words(chain.first)):
        return False
    known = chain.home | set(_words(chain.first))
    same_gender = noun.gender is None or chain.gender in (None, noun.gender)
    return noun.modifiers - noun.home <= known and same_gender and _at_home(noun, chain)


def _at_home(noun: Expression, chain: Chain) -> bool:
    """Tell whether the country said of the NOUN may be that of the chain: nobody has told of another one."""
    return not noun.home or not chain.home or noun.home <= chain.home


def _is_of_class(noun: Expression, chain: Chain, ontology: Ontology) -> bool:
    kind, own = chain.type or "Topic", noun.type or "Topic"
    if not ontology.is_general(noun.lemma):
        return kind == own
    # "the group" may be a company, a party or a gang; "the company" no ministry.
    return ontology.is_a(kind, own)


def several(
    noun: Expression, chains: Iterable[Chain], sentence: int, ontology: Ontology
) -> Sequence[Chain]:
    """Return the things that a counted plural means: of "the two countries" the last two spoken of."""
    wanted = noun.number
    counted = noun.definite or any(child.lower_ in ("all", "both") for child in noun.head.lefts)
    if not noun.plural or wanted is None or wanted > 4 or not counted or noun.modifiers:
        return ()
    single = "Person" if noun.type == "PeopleGroup" else noun.type
    if any(child.dep_ in ("prep", "relcl") for child in noun.head.rights):
        return ()
    body = single is not None and ontology.is_a(single, "Organization")
    kinds = (single,) if single is not None and (single in _SETS or body) else ()
    if noun.head.lower_ in COUNTS or noun.lemma in _SIDES:
        kinds = (*kinds, *_BESIDE_PEOPLE)
    found = (_last(wanted, kind, noun.place, chains, sentence, ontology) for kind in kinds)
    return next(filter(None, found), ())


def _last(
    wanted: int, kind: str, place: int, chains: Iterable[Chain], sentence: int, ontology: Ontology
) -> Sequence[Chain]:
    """Return as many things of a KIND as WANTED, the last spoken of before PLACE; none where others are as near."""
    near = []
    for chain in chains:
        last = chain.last(place)
        if last is None or not chain.named or chain.plural or chain.type is None:
            continue
        if ontology.is_a(chain.type, kind) and sentence - last[1] <= _NEAR:
            near.append((chain.presence(place, sentence), chain))
    near.sort(key=lambda each: -each[0])
    chosen = [chain for _, chain in near[:wanted]]
    if len(chosen) < wanted or (
        len(near) > wanted and near[wanted][0] * _CLEAR > near[wanted - 1][0]
    ):
        return ()
    return sorted(chosen, key=lambda chain: chain.first.place)


def is_name_noun(expression: Expression) -> bool:
    """Tell whether an expression is a noun written like a name: "the Commission"."""
    return expression.kind is Kind.NOUN and expression.head.pos_ == "PROPN"


def is_called_so(chain: Chain, noun: Expression) -> bool:
    """Tell whether the text calls a thing by NOUN, and by all the words before it."""
    office = noun.concept is not None and noun.concept in chain.concepts
    said = noun.modifiers - noun.home - FORMER
    return office or (noun.lemma in chain.nouns and not said)
