"""From the head of a noun phrase to what it names: an entity, a described thing, a time, a number."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.appositions import apposed_late, names_other
from kg.extract.grammar.frames import coordinated
from kg.extract.grammar.phrases import (
    DENYING,
    excepts,
    is_measure,
    is_nobody,
    is_nominal,
    is_partitive,
    noun_class,
    of,
    phrase,
    some_of,
)
from kg.extract.grammar.syntax import predicated
from kg.extract.reading import Reading
from kg.extract.reference.coreference import coreference
from kg.extract.reference.metonymy import GOVERNING, Metonymy
from kg.extract.reference.offences import whole_offence
from kg.extract.reference.people import (
    are_named,
    counted,
    counted_phrase,
    deed,
    identified,
    is_named,
    is_post,
    nobody,
    nothing,
    one_named,
    others,
    overlooked,
    owned_by,
    owns_adjective,
    ranked,
    those,
    titled,
)
from kg.extract.speech.background import takes_up_a_clause
from kg.extract.speech.cues import author
from kg.model import Mention, Quantity, Time

_ADDRESSED: Final = "vocative"  # "Mr. Speaker, I oppose it"
_TRANSPARENT: Final = vocabulary.words("descriptions", "transparent")
_LISTED: Final = frozenset({"Offence", "Commodity"})
_COUNTED: Final = frozenset({"Vehicle", "Weapon"})
_PARTS: Final = vocabulary.words("bodies", "within_bodies")
_JOINING: Final = frozenset({",", "and", "or", "&"})
_LOCATING: Final = vocabulary.words("prepositions", "locating")
# "The governments of Brazil and Mexico", "the cities of Mecca and Medina".
_NAMED_BEHIND: Final = GOVERNING | vocabulary.words("places", "equated")
_COUNTS: Final = vocabulary.words("events", "counts")


class Fillers:
    """Finds what the heads of noun phrases stand for in one document; each head is looked at once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.coreference = coreference(reading)
        self.metonymy = Metonymy(reading)
        self._found: dict[int, Mention | Time | Quantity | None] = {}

    def at(self, head: Token) -> Mention | Time | Quantity | None:
        """Return what HEAD stands for; None for pronouns and other words without a referent of their own."""
        if head.i not in self._found:
            # While it is looked for: what leads back to itself is nothing.
            self._found[head.i] = None
            if not owns_adjective(head) and head.dep_ != _ADDRESSED:
                self._found[head.i] = self._find(head)
        return self._found[head.i]

    def mention(self, head: Token) -> Mention | None:
        """Return the entity that HEAD names or describes."""
        found = self.at(head)
        return found if isinstance(found, Mention) else None

    def fitting(self, head: Token, role: str) -> Mention | Time | Quantity | None:
        """Return what HEAD stands for if it can fill ROLE; a position stands for the person who holds it."""
        found = self.at(head)
        if (
            isinstance(found, Quantity)
            and (people := counted(head, found, role, self.reading.ontology)) is not None
        ):
            return people
        if not isinstance(found, Mention):
            return found
        accepts = self.reading.ontology.accepts
        if (government := self.metonymy.acting(found, role)) is not None:
            return government
        holder = (
            found.type == "Position"
            and "Position" not in self.reading.ontology.properties[role].range
        )
        if accepts(role, found.type) and not holder:
            return ranked(found, head, self.reading)
        for other in self._readings(head, found):
            if accepts(role, other.type):
                return other
        return self.number_of(head) if role == "count" else None  # "claimed 300 lives"

    def whole(self, head: Token, role: str) -> Mention | Time | Quantity | None:
        """Return what HEAD stands for in ROLE with what measures it: "the number of horses", not the horses."""
        measures = self._is_transparent(head) or is_measure(head)
        found = self._described(head) if measures else None
        if found is not None and self.reading.ontology.accepts(role, found.type):
            return found
        return self.fitting(head, role)

    def spread(self, head: Token) -> list[Token]:
        """Return the heads that HEAD really speaks of: the names beside a plural, what "dozens of" counts.

        *The oil companies Rosneft and Lukoil* are two companies; *the governments of Brazil and Mexico*
        and *the Brazilian and Mexican governments* are named by their countries.
        """
        if head.tag_ in ("NNS", "NNPS") and not is_named(head, self.reading):
            names = next((c for c in head.rights if c.dep_ == "appos"), None)
            if names is not None and are_named(head, names, self.reading):
                return coordinated(names)
            below = of(head) or self.metonymy.governed(head)
            if head.lemma_.lower() in _NAMED_BEHIND and below is not None:
                return coordinated(below)
        below = of(head)
        if below is not None and (self._is_transparent(head) or self._is_count(head, below)):
            return coordinated(below)
        return [*self._listed_before(head), head]

    def _listed_before(self, head: Token) -> list[Token]:
        """Return the kinds listed before HEAD that the parser took for its modifiers: "bribery and fraud"."""
        layer = self.reading.layers.mentions
        annotation = self.reading.mention_at.get(head.i)
        found: list[Token] = []
        while annotation is not None and isinstance(annotation.value, Mention):
            before = layer[layer.index(annotation) - 1] if annotation is not layer[0] else None
            if before is None or not isinstance(before.value, Mention):
                break
            between = {token.lower_ for token in head.doc[before.last : annotation.first]}
            root = head.doc[before.first : before.last].root
            kinds = before.value.type, annotation.value.type
            bodies = all(self.reading.ontology.is_a(kind, "Organization") for kind in kinds)
            same = bodies or kinds[0] == kinds[1] in _LISTED
            if not same or not between or between - _JOINING or not head.is_ancestor(root):
                break
            found.insert(0, root)
            annotation = before
        return found

    def _is_count(self, head: Token, below: Token) -> bool:
        """Tell whether HEAD only introduces an offence: "charges of fraud", "on suspicion of murder"."""
        found = self.reading.mention_at.get(below.i)
        offence = found is not None and getattr(found.value, "type", None) == "Offence"
        return offence and head.lemma_.lower() in _COUNTS

    def number_of(self, head: Token) -> Quantity | None:
        """Return the number that counts HEAD: "at least 14 civilians"; not "all but one victim"."""
        if excepts(phrase(head)[0], head):
            return None
        if (own := self.reading.quantity_of(head)) is not None and own.unit is None:
            return own
        for child in head.lefts:
            if child.dep_ in ("nummod", "amod", "quantmod", "det", "advmod"):
                found = self.reading.quantity_of(child)
                if found is not None and found.unit is None:
                    return found
        if (
            head.dep_ == "pobj"
            and head.head.lower_ == "of"
            and self._is_transparent(head.head.head)
        ):
            return self.number_of(head.head.head)
        return None

    def _find(self, head: Token) -> Mention | Time | Quantity | None:
        reading = self.reading
        if is_partitive(head) and (part := self._part(head)) is not None:
            return part
        if (head.pos_ == "PRON" and head.i not in reading.mention_at) or is_nobody(head):
            known = self._referred(head) or those(head, reading) or nothing(head, reading)
            return known or (nobody(head, self.reading) if is_nobody(head) else None)
        if (time := reading.time_of(head)) is not None:
            return time
        annotation = reading.mention_at.get(head.i)
        if annotation is not None and isinstance(annotation.value, Mention):
            owned = owned_by(head, annotation)
            return self.at(owned) if owned is not None else self._named(head, annotation.value)
        if self._is_transparent(head) and (content := of(head)) is not None:
            return self.at(content)
        if words := others(head, self.number_of(head), reading) or deed(head, reading):
            return words
        quantity = reading.quantity_of(head)
        if quantity is not None and (head.pos_ == "NUM" or quantity.unit is not None):
            return quantity
        return self._described(head)

    def _referred(self, head: Token) -> Mention | None:
        """Return what HEAD stands for by coreference: "it", "the company"; None for several things at once."""
        reference = self.coreference.at(head)
        if reference is None or len(reference.antecedents) != 1:
            return None
        antecedent = self.reading.doc[reference.antecedents[0]]
        found = self.mention(antecedent)
        if found is not None and found.type == "Position":
            found = next(iter(self._readings(antecedent, found)), found)  # who holds it
        return self._seen_as(found, head, reference.how) if found is not None else None

    def _seen_as(self, found: Mention, head: Token, how: str) -> Mention:
        """Return the thing that was FOUND as the words around HEAD mean it."""
        first, last = (head.i, head.i + 1) if head.pos_ == "PRON" else phrase(head)
        text = self.reading.text(first, last)
        step = f'"{text}" is {found.name} ({how})'
        return replace(
            found,
            span=self.reading.span(first, last),
            text=text,
            referring=True,
            steps=(*found.steps, step),
        )

    def share(self, head: Token) -> Mention | None:
        """Return a share of something as what it is, a thing of its own: "70 percent of those arrested"."""
        number, below = self.reading.quantity_of(head), of(head)
        if number is None or number.unit != "percent" or below is None:
            return None
        first, last = phrase(head)
        text, span = self.reading.text(first, last), self.reading.span(first, last)
        kind = noun_class(below, self.reading.ontology)
        return Mention(span=span, text=text, type=kind, name=text, named=False, number=number)

    def members(self, head: Token, role: str) -> list[Mention]:
        """Return the things that a plural stands for by coreference and that can fill ROLE: "the two countries"."""
        reference = self.coreference.at(head)
        if reference is None or len(reference.antecedents) < 2:
            return []
        accepts = self.reading.ontology.accepts
        found = (self.mention(self.reading.doc[place]) for place in reference.antecedents)
        return [
            self._seen_as(mention, head, reference.how)
            for mention in found
            if mention is not None and accepts(role, mention.type)
        ]

    def _named(self, head: Token, mention: Mention) -> Mention:
        """Return MENTION, or the name in apposition to a mere position or kind."""
        if mention.type in _COUNTED and mention.text[0].islower():
            # Two helicopters are not all helicopters.
            found = self._described(head) or mention
            return found if found.named else replace(found, type=mention.type)
        if mention.type == "Offence":
            return whole_offence(head, mention, self.reading)
        if mention.named and mention.type != "Position":
            return mention
        person = titled(head, self.reading) if mention.type == "Position" else None
        return person or self._apposed(head, mention.type) or self._referred(head) or mention

    def _part(self, head: Token) -> Mention | None:
        """Return the one of a group that is named, or some of it as a group of its own: "two of the officers"."""
        if (name := one_named(head, self.reading)) is not None:
            return self.mention(name)
        below = of(head)
        group = self.mention(below) if below is not None else None
        if below is None or group is None:
            return None
        if head.lower_ in DENYING:
            return group  # "none of the officers was hurt" tells of all of them
        behind = below.i > head.i  # else "of the 40 passengers, 22 were Cuban"
        words = some_of(head, below if behind else head)
        text, span = self.reading.text(*words), self.reading.span(*words)
        whole = self.reading.text(below.left_edge.i, phrase(below)[1])
        called, number = text if behind else f"{text} of {whole}", self.number_of(head)
        return Mention(
            span=span, text=text, type=group.type, name=called, named=False, number=number
        )

    def _described(self, head: Token) -> Mention | None:
        if not is_nominal(head):
            return self._referred(head)  # "the 61-year-old"
        kind = self.reading.kind_of(head, noun_class(head, self.reading.ontology))
        if (name := self._apposed(head, kind) or self._specified(head, kind)) is not None:
            return name
        if (name := self._identified(head, kind)) is not None:
            return name
        if (government := self.metonymy.government(head)) is not None:
            return government
        if (referred := self._referred(head)) is not None:
            return referred
        if head.pos_ == "PROPN" and (missed := overlooked(head, self.reading)) is not None:
            return missed
        first, last = counted_phrase(head, self.reading)
        opening = head.doc[first]
        if opening.lower_ in _LOCATING and opening.tag_ == "IN" and opening.dep_ != "quantmod":
            return None  # "Near Raqqa, 15 strikes …", where the parser takes it all for a name
        text = self.reading.text(first, last)
        return Mention(
            span=self.reading.span(first, last),
            text=text,
            type=kind,
            name=text.replace('"', ""),
            named=False,
            number=self.number_of(head),
        )

    def _specified(self, head: Token, kind: str) -> Mention | None:
        """Return the name that says which one: "the city of Kharkiv", "the Tenants' Voice group"."""
        before = self.reading.mention_at.get(head.i - 1)
        if before is not None and isinstance(before.value, Mention) and before.value.named:
            root = head.doc[before.first : before.last].root
            bare = root.dep_ in ("compound", "nmod", "poss") and head.nbor(-1).tag_ != "POS"
            general = self.reading.ontology.is_general(head.lemma_) and head.tag_ == "NN"
            general = general and head.lemma_ not in _PARTS
            a_body = self.reading.ontology.is_a(before.value.type, "Organization")
            if general and bare and a_body and self._compatible(kind, before.value.type):
                return before.value
        if not self.reading.ontology.is_a(kind, "Place") or (below := of(head)) is None:
            return None
        annotation = self.reading.mention_at.get(below.i)
        value = annotation.value if annotation is not None else None
        if isinstance(value, Mention) and value.named and self._compatible(kind, value.type):
            return replace(
                value, steps=(*value.steps, f'"{head.text} of {value.text}" is {value.name}')
            )
        return None

    def _apposed(self, head: Token, kind: str) -> Mention | None:
        """Return the named mention that stands in apposition to HEAD: "the company, Chevron, …"."""
        candidates = [child for child in head.rights if child.dep_ == "appos"]
        # "her running mate, the pastor David Uirab"
        candidates += [c for each in candidates for c in each.rights if c.dep_ == "appos"]
        if head.dep_ == "appos" and not takes_up_a_clause(head):
            candidates.append(head.head)
        if (late := apposed_late(head, self.reading)) is not None:
            candidates.append(late)
        for apposed in candidates:
            annotation = self.reading.mention_at.get(apposed.i)
            if annotation is None or not isinstance(annotation.value, Mention):
                continue
            value = annotation.value
            other = names_other(head, kind, value, self.reading.ontology)
            named = value.named and value.type != "Position" and not other
            if named and self._compatible(kind, value.type):
                return replace(
                    value, steps=(*value.steps, f'"{head.text}" is {value.name} (apposition)')
                )
        return self._unrecognised(head, kind)

    def _unrecognised(self, head: Token, kind: str) -> Mention | None:
        """Return a name that the recogniser missed right behind a noun: "the Danish firm Skovby", "her son, Tom"."""
        child = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if child is None or child.i in self.reading.mention_at:
            return None
        found = overlooked(child, self.reading)
        return found if found is not None and self._compatible(kind, found.type) else None

    def _identified(self, head: Token, kind: str) -> Mention | None:
        """Return the named subject that is said to be HEAD: "Guinea is the only country that exports bauxite"."""
        subject = predicated(head)
        if subject is None and kind != "Topic":
            subject = identified(head, self.reading)
        value = self.mention(subject) if subject is not None else None
        if value is None or not value.named or not self._compatible(kind, value.type):
            return None
        return replace(value, steps=(*value.steps, f'"{head.text}" is {value.name} (copula)'))

    def _compatible(self, kind: str, named: str) -> bool:
        is_a = self.reading.ontology.is_a
        return (
            is_a(kind, named)
            or is_a(named, kind)
            or (kind in ("Position", "Person") and named == "Person")
            or (kind == "Company" and named == "MediaOrganization")
            # "the intermediary, Silverline Consulting": nobody knows what an intermediary is
            or (kind == "Topic" and is_a(named, "Agent"))
        )

    def speaker(self, head: Token) -> Mention | None:
        """Return who speaks where HEAD is the subject of a speech verb."""
        found = self.mention(author(head))
        found = self.mention(head) if found and found.type == "City" else found  # "from Leeds"
        return (self.metonymy.acting(found, "agent") or found) if found is not None else None

    def _readings(self, head: Token, found: Mention) -> list[Mention]:
        """Return what else the words of FOUND can stand for where a role asks for something else."""
        if found.type == "Position" and is_nominal(head) and not is_post(head):
            words = phrase(head)
            span, text = self.reading.span(*words), self.reading.text(*words)
            kind = "PeopleGroup" if head.tag_ in ("NNS", "NNPS") else "Person"
            return [Mention(span=span, text=text, type=kind, name=text, named=False)]
        return []

    def _is_transparent(self, head: Token) -> bool:
        if of(head) is None or is_partitive(head) or is_measure(head):
            return False
        return head.lemma_.lower() in _TRANSPARENT or self.reading.quantity_of(head) is not None
