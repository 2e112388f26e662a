"""Reads one annotated document with the rules and with the network, and keeps what comes of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import filterfalse
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.coverage import numbers
from kg.extract.datelines import places
from kg.extract.decide import CONFIDENCE, Candidate, Decisions
from kg.extract.extractors import LLM, NETWORK, RULES, Part
from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame, frames
from kg.extract.grammar.functions import is_raising, predicate_names
from kg.extract.grammar.syntax import in_headline, is_over, word_before
from kg.extract.grammar.verbless import verbless
from kg.extract.interpretation.aliases import Aliases
from kg.extract.interpretation.alone import Alone, is_phase
from kg.extract.interpretation.descriptions import Descriptions, hedged
from kg.extract.interpretation.events import EventReader, Interpretation
from kg.extract.interpretation.gaps import Gaps
from kg.extract.interpretation.general import NAME, General, GeneralReader
from kg.extract.interpretation.happened import UNSURE, UNTOLD, declared, is_realised, is_told
from kg.extract.interpretation.lives import lives
from kg.extract.interpretation.network import Network
from kg.extract.interpretation.qualifiers import Qualifiers
from kg.extract.interpretation.qualities import Qualities
from kg.extract.interpretation.relations import relations
from kg.extract.interpretation.seen import Evoking
from kg.extract.interpretation.shortcuts import idiom, shortcuts
from kg.extract.owning import in_own_terms
from kg.extract.predications.adjuncts import Adjuncts, told_once
from kg.extract.predications.arguments import Arguments
from kg.extract.predications.carriers import carries, is_carrier, may_happen
from kg.extract.predications.descriptors import descriptor
from kg.extract.predications.embedded import Embedded
from kg.extract.predications.nominals import noun_frames
from kg.extract.predications.predicates import Predications
from kg.extract.predications.scores import beside_scores
from kg.extract.proposing import Proposing
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found
from kg.extract.results import mentions
from kg.extract.standing.anchoring import settled
from kg.extract.standing.attribution import attributions, voices
from kg.extract.standing.status import Judge
from kg.extract.standing.verdict import Verdict
from kg.extract.untold import unread, untold
from kg.model import DESCRIPTION, Content, Event, Extraction, Span, Status
from kg.ontology import Entry
from kg.proposals import Proposals

_PRONOUNS: Final = vocabulary.words("pronouns", "open")
_LONE: Final = "too little takes part to say anything"
_OTHERWISE: Final = "the network reads an event of another class here"
_ONCE: Final = vocabulary.words("offices", "formerly")


class Extractor:
    """Reads one document; the claims gather in the order of the text."""

    def __init__(self, reading: Reading, extractors: Mapping[str, Part | None]) -> None:
        self.reading = reading
        self.extractors = extractors
        self.fillers = Fillers(reading)
        self.voices = voices(reading)
        self.judge = Judge(reading, self.fillers, self.voices)
        self.events = EventReader(reading, self.fillers)
        self.qualifiers = Qualifiers(reading, self.fillers)
        self.predications = Predications(reading, Arguments(reading, self.fillers))
        self.adjuncts = Adjuncts(reading)
        self.general = GeneralReader(reading, self.fillers, self.predications)
        self.alone = Alone(self.events, self.predications, self.adjuncts)
        self.gaps = Gaps(reading, self.fillers)
        self.network = Network(reading, self.fillers) if NETWORK in extractors else None
        self.embedded = Embedded(reading)
        self.told: set[int] = set()  # the words whose events are claimed
        # Those of which the network has an event with one participant, and no other rule may have more.
        self.bare: dict[int, tuple[Evoking, Interpretation]] = {}
        self.decisions = Decisions(reading, self.qualifiers, self.embedded)
        self.unknown: Counter[str] = Counter()

    def run(self) -> Extraction:
        """Return what the document says."""
        if RULES in self.extractors:
            self._rules()
        if self.network is not None:
            self._by_network(self.network)
        if RULES in self.extractors:
            self._descriptions()
            self._by_roleset()
        if self.network is not None:
            self._rest(self.network)
        in_own_terms(self.reading, self.events, self.judge, self.decisions)
        for part in filter(None, self.extractors.values()):
            self._of_others(part)
        claims, rejections = self.decisions.outcome()
        told, lost = numbers(self.reading, claims)
        mentioned = mentions(self.reading, self.fillers, claims, rejections)
        became = Proposals()
        if LLM in self.extractors:  # beside what was decided, which it cannot change
            apart = Decisions(self.reading, self.qualifiers, self.embedded)
            proposing = Proposing(self.reading, self.fillers, self.judge, apart, mentioned)
            became = proposing.add(claims, rejections)
        return Extraction(
            mentions=mentioned,
            claims=tuple(claims),
            rejections=tuple(rejections),
            sentences=tuple(self.reading.evidence(sent[0]) for sent in self.reading.sentences()),
            attributions=attributions(self.reading, self.fillers, self.voices),
            numbers=told,
            numbers_lost=lost,
            unknown=dict(sorted(self.unknown.items())),
            dateline=places(self.reading.document, mentioned, self.reading.ontology),
            became=became,
        )

    def _rules(self) -> None:
        waiting: list[Frame] = []
        for frame in (*frames(self.reading.doc), *verbless(self.reading)):
            if may_happen(frame, self.reading):
                waiting.append(frame)
            else:
                self._verb(frame)
        for frame in noun_frames(self.reading):
            self._noun(frame)
        for frame in filterfalse(self._carries, waiting):
            self._verb(frame)
        for found in relations(self.reading, self.fillers):
            self._relation(found)
        for content, event, token in lives(self.reading, self.decisions):
            rule, confidence = "life-dates", CONFIDENCE["other"]
            self._add(content, token, self.judge.scope(token), rule, confidence, event=event)

    def _by_network(self, network: Network) -> None:
        """Add the events of words that no rule read, and the relations that no rule found."""
        for evoking in network.evoking.values():
            if evoking.token.i in self.told:
                continue
            best = network.interpretation(evoking)
            if best is not None:
                self.general.fill(best)
                self.bare[evoking.token.i] = evoking, best
                if best.participants > 1:
                    self._network_event(network, evoking.token)
        rule = network.rule("relations")
        for pair in untold(network.relations(), self.decisions, self.reading):
            found = pair.found
            verdict = network.standing(self.judge.scope(found.anchor), pair.status)
            self._add(found.relation, found.anchor, verdict, rule, pair.chance, ended=found.ended)

    def _rest(self, network: Network) -> None:
        """Add what nothing else tells: events of one thing, and what is likelier than not and no fact."""
        for token in [evoking.token for evoking, _ in self.bare.values()]:
            if token.i not in self.told:
                self._network_event(network, token)
        for evoking, found in unread(network, self.told):
            self.general.fill(found)
            verdict = network.verdict(evoking, self.judge)
            self._event(found, verdict, NETWORK, evoking.confidence)

    def _network_event(self, network: Network, token: Token, *, sure: bool = True) -> None:
        evoking, best = self.bare.pop(token.i)
        chance = evoking.chance if sure else min(evoking.chance, CONFIDENCE["general"])
        self._event(best, network.verdict(evoking, self.judge), NETWORK, chance)

    def _of_others(self, part: Part) -> None:
        """Add the claims of an extractor of another package, if they pass."""
        for claim in part(self.reading.doc, self.reading.ontology):
            self.decisions.claim(claim)

    def _verb(self, frame: Frame) -> None:
        if is_carrier(frame, self.reading):
            return
        best = None
        for name in predicate_names(frame):
            best = best or self.events.interpret(frame, self.reading.ontology.verbs(name))
        verdict = self.judge.verdict(frame.token)
        is_event = best is not None and not is_raising(frame)
        if best is not None and is_event:
            self._event(best, verdict, "verb")
        self._stative(frame, verdict, beside=is_event)

    def _stative(self, frame: Frame, verdict: Verdict, *, beside: bool) -> None:
        """Add what a relational verb states; BESIDE an event of ours, only what it states in the user's terms."""
        ontology = self.reading.ontology
        senses = map(ontology.statives, predicate_names(frame))
        found = next(filter(None, senses), ())
        # The position that somebody holds is read itself, with all that it is named with.
        entries = [e for e in found if e.evokes != "holdsPosition"]
        if beside:
            entries = [e for e in entries if e.evokes and ontology.properties[e.evokes].own]
        token = frame.token
        once = any(child.lower_ in _ONCE for child in token.lefts) or is_over(token)
        once = once or (token.dep_ == "acl" and word_before(token) == "then")
        once = once or (token.dep_ == "xcomp" and token.head.lower_ == "used")  # "used to work for"
        past = once or (frame.token.tag_ == "VBD" and not in_headline(frame.token))
        for entry in entries:
            for relation in self.events.stative(frame, entry):
                ended = past and ontology.properties[relation.predicate].ended_as is not None
                rule, confidence = f"lexicon:{entry.name}", CONFIDENCE["verb"]
                apart = self.qualifiers.of_known(frame.slots.get(OBJECT, ()))
                if self._add(relation, token, verdict, rule, confidence, ended=ended, apart=apart):
                    self.told.add(token.i)

    def _carries(self, frame: Frame) -> bool:
        return carries(frame, self.told | self.bare.keys(), self.reading)

    def _noun(self, frame: Frame) -> None:
        if frame.token.i in self.told:
            return  # the "trial" of "go on trial"
        best = self.events.interpret(frame, self.reading.ontology.nouns(frame.lemma))
        if best is None:
            return
        self.general.fill(best)
        if not is_told(best) and not (best.participants and frame.carrier is not None):
            rule = f"lexicon:{best.entry.name}"
            self.decisions.reject(self.events.event(best), frame.token, rule, UNTOLD)
            return
        verdict = self.judge.nominal(frame.token)
        if verdict.status is Status.ASSERTED and not is_realised(frame.token, self.reading):
            rule = f"lexicon:{best.entry.name}"
            self.decisions.reject(self.events.event(best), frame.token, rule, UNSURE)
            return
        self._event(best, verdict, "noun")

    def _event(
        self, best: Interpretation, verdict: Verdict, kind: str, chance: float | None = None
    ) -> None:
        token = best.frame.token
        published = self.reading.document.published
        rule = f"lexicon:{best.entry.name}"
        if self.network is not None and kind != NETWORK:
            if self.network.contradicts(token, best.entry.evokes or ""):
                self.decisions.reject(self.events.event(best), token, rule, _OTHERWISE)
                return
            best = self.network.complete(best)
            verdict = self.network.reviewed(token, verdict)
        elif self.network is not None:
            rule = self.network.rule("events")
        self.general.fill(best)
        event, verdict = settled(self.events.event(best), verdict, token, published)
        event = self._modified(event, token, best.entry)
        confidence = self._confidence(best.frame, kind, chance)
        verdict = declared(event, verdict, self.reading)
        for role, mention in best.refused:
            self.decisions.refuse(event, role, mention, token, rule)
        self._tell(best, event, verdict, rule, confidence)

    def _confidence(self, frame: Frame, kind: str, chance: float | None = None) -> float:
        """Return how sure an event is that a rule of this KIND read, or the network with this CHANCE."""
        known = CONFIDENCE[kind] if chance is None else chance
        return min(known, CONFIDENCE["open"]) if self._is_unsaid(frame) else known

    def _is_unsaid(self, frame: Frame) -> bool:
        """Tell whether the one who acts, or whom it happens to, is only a pronoun that nobody can resolve."""
        heads = (head for name in (SUBJECT, OBJECT) for head in frame.slots.get(name, ()))
        return any(h.lower_ in _PRONOUNS and self.fillers.at(h) is None for h in heads)

    def _modified(self, event: Event, token: Token, entry: Entry | None = None) -> Event:
        """Return EVENT with how, when, where and why its predicate TOKEN is said to hold, in words."""
        taken = [argument.filler.span for argument in event.arguments]
        kinds = descriptor(token, taken, self.reading, entry.lemma if entry is not None else "")
        event = replace(event, arguments=(*event.arguments, *kinds))
        carrier = self.general.carrier(token)
        token = token if carrier is None else carrier  # "made the comments in an interview"
        if token.pos_ not in ("VERB", "AUX"):
            return event
        known = entry.slots.values() if entry is not None else ()
        modifiers = self.predications.modifiers(token)
        found = beside_scores(told_once(event.arguments, modifiers, known))
        spans = [argument.filler.span for argument in found]
        return replace(event, arguments=found + tuple(self.adjuncts.of(token, spans)))

    def _relation(self, found: Found) -> None:
        verdict = (
            self.judge.verdict(found.anchor)
            if found.asserted_by_verb
            else self.judge.scope(found.anchor)
        )
        if found.rule == DESCRIPTION:
            verdict = hedged(found.relation, verdict, self.reading)
        self._add(
            found.relation,
            found.anchor,
            verdict,
            found.rule,
            CONFIDENCE["other"],
            ended=found.ended,
            apart=found.qualifier,
        )

    def _descriptions(self) -> None:
        """Add what things are said to be and to be like."""
        for found in Descriptions(self.reading, self.fillers):
            self._relation(found)
        for found in Aliases(self.reading, self.fillers):  # whoever speaks: the outlet calls it so
            self._add(found.relation, found.anchor, Verdict(), found.rule, CONFIDENCE["other"])
            self.told.add(found.anchor.i)
        related = self.decisions.related()
        qualities = Qualities(self.reading, self.fillers, self.predications, related)
        for said in qualities:
            confidence = CONFIDENCE["agreed" if said.whole else "general"]
            standing = self.judge.verdict if said.by_verb else self.judge.scope
            event = self._modified(said.event, said.token)
            verdict = said.standing(standing(said.token))
            if verdict is not None and self._add(event, said.token, verdict, "quality", confidence):
                self.told.add(said.token.i)
        self.told |= qualities.told

    def _by_roleset(self) -> None:
        """Add, as events of general classes, what predicates tell that neither lexicon nor network has read."""
        lone: list[General] = []
        for each in self.general.besides(frozenset(self.told)):
            frame = each.found.frame
            if is_raising(frame) or self._carries(frame):
                continue
            if self.network is not None and (bare := self.bare.get(frame.token.i)) is not None:
                known = bare[1].participants
                self.general.merge(bare[1], each)
                sure = each.sure or bare[1].participants == known
                self._network_event(self.network, frame.token, sure=sure)
            elif each.alone:
                lone.append(each)
            else:
                self._of_roleset(each, self.judge.verdict(frame.token))
        for each in self.general.nouns(self.told | self.bare.keys()):
            self._of_roleset(each, self.judge.nominal(each.found.frame.token))
        self._lone(lone)
        for found, reason in self.general.passed_over:
            self._pass_over(found, NAME, reason)

    def _lone(self, lone: list[General]) -> None:
        """Add those with one participant that tell something nonetheless."""
        heads = self.told | {each.found.frame.token.i for each in lone}
        for each in reversed(lone):  # the content of one may be told by another behind it
            token = each.found.frame.token
            joined = token.dep_ == "xcomp" and token.head.i in heads
            tells = self.alone.tells(each, content=self.embedded.has_content(token, self.told))
            if (tells or (joined and not is_phase(each))) and token.i not in self.bare:
                self._of_roleset(each, self.judge.verdict(token))
            else:
                self._pass_over(each.found, f"roleset:{each.roleset}", _LONE)

    def _pass_over(self, found: Interpretation, rule: str, reason: str) -> None:
        """Record why a predicate tells nothing, but for one that only says how far another has come, or who speaks."""
        token = found.frame.token
        known = self.told | self.bare.keys() | self.voices.drafts.keys()
        if token.i not in known and not is_raising(found.frame):
            self.decisions.pass_over(self.events.event(found), token, rule, reason)

    def _of_roleset(self, each: General, verdict: Verdict) -> None:
        token = each.found.frame.token
        self.unknown[each.found.frame.lemma] += 1
        published = self.reading.document.published
        event, verdict = settled(self.events.event(each.found), verdict, token, published)
        event = replace(self._modified(event, token), predicate=each.roleset)
        confidence = CONFIDENCE["agreed" if each.sure else "general"]
        rule = f"roleset:{each.roleset}"
        self._tell(each.found, event, verdict, rule, confidence)

    def _tell(
        self, found: Interpretation, event: Event, verdict: Verdict, rule: str, confidence: float
    ) -> None:
        """Add an EVENT with the relations that it implies, and those of clauses that go on with it without a verb."""
        token = found.frame.token
        more = ((each, self.events.event(each)) for each in self.gaps.of(found))
        for each, told in ((found, event), *more):
            told = replace(told, predicate=event.predicate)
            if self._add(told, token, verdict, rule, confidence):
                self.told.update((token.i, *idiom(each, self.reading.ontology)))
                for relation in shortcuts(each, self.reading.ontology):
                    self._add(relation, token, verdict, rule, confidence, event=told)

    def _add(
        self,
        content: Content,
        token: Token,
        verdict: Verdict,
        rule: str,
        confidence: float,
        *,
        event: Event | None = None,
        ended: bool = False,
        apart: Span | None = None,
    ) -> bool:
        """Hand in a candidate; tell whether it passed."""
        candidate = Candidate(content, token, verdict, rule, confidence, event, ended, apart)
        return self.decisions.take(candidate)
