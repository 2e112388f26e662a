"""How a claim stands and who says it: decided once, here, for every extractor.

A verdict is read off the words above the predicate: its own negation and modals, then each governor in turn. What the
verbs, nouns, adjectives and adverbs do to their complement stands in the lexicon (``kg:AttitudeEntry``); the
classes follow the factive, implicative and non-factive predicates of Karttunen (1971) and Saurí and Pustejovsky (2009).
"""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import behind_content, is_passive
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.syntax import (
    has_passive,
    in_headline,
    in_scare_quotes,
    in_state,
    is_content,
    is_finite,
    is_future_in_past,
    is_infinitive,
    is_past,
    is_ranked,
    is_said_to,
)
from kg.extract.predications.nominals import answering
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.speech.background import is_background
from kg.extract.speech.cues import is_voiced
from kg.extract.standing import clauses, eventnouns
from kg.extract.standing.anchoring import said_at
from kg.extract.standing.attribution import Voices, heard, sayer
from kg.extract.standing.operators import (
    attitude,
    by_itself,
    denying,
    depicting,
    foretold,
    governing,
    governor,
    is_conditional,
    listed,
    result,
    titled,
)
from kg.extract.standing.verdict import RANK, Verdict, joined
from kg.model import Status
from kg.ontology import Entry

_VERBS: Final = ("VERB", "AUX")
_OWN: Final = ("aux", "auxpass", "neg")  # of a coordinated verb that shares no modal
_SPOKEN: Final = (Status.REPORTED, Status.ALLEGED, Status.DENIED)
_CHARGING: Final = vocabulary.words("prepositions", "charging")
_MEANS: Final = vocabulary.words("prepositions", "means")
_SHOWN: Final = vocabulary.words("events", "shown")
_TIMES: Final = vocabulary.words("time", "times_of_clauses")


class Judge:
    """Gives the verdicts of one document; a predicate is judged once."""

    def __init__(self, reading: Reading, fillers: Fillers, voices: Voices) -> None:
        self.reading = reading
        self.fillers = fillers
        self.voices = voices
        self._verdicts: dict[int, Verdict] = {}

    def verdict(self, token: Token) -> Verdict:
        """Return how the predicate TOKEN stands."""
        found = self._verdicts.get(token.i)
        if found is None:
            self._verdicts[token.i] = Verdict()  # a ring in a broken parse ends here
            found = self._verdicts[token.i] = self._quotation(token, self._syntax(token))
        return found

    def scope(self, token: Token) -> Verdict:
        """Return who says the words around TOKEN, whatever the verbs there do, and what its adjectives do: for titles.

        Only direct speech counts: within *officials said President X …* the title is the outlet's own description.
        What the title itself says is doubtful: *the alleged leader*, *the future chairman*.
        """
        own = titled(token, self.reading)
        return self._quotation(token, own) if token.i in self.voices.quoted else own

    def _syntax(self, token: Token) -> Verdict:
        own = by_itself(token, self.reading)
        if token.dep_ == "conj" and token.head.pos_ in _VERBS and token.pos_ in _VERBS:
            shared = self._shared(token)
            if shared.spoken and is_past(token.head.head) and is_future_in_past(token, own.cue):
                own = replace(own, status=Status.PLANNED)  # "said it had moved and would close"
            return own.below(shared)
        return self._above(token, own)

    def _shared(self, token: Token) -> Verdict:
        """Return what a coordinated verb shares with the first one: its governors, and its modals if it has none."""
        first = token.head
        while is_infinitive(first) and first.dep_ == "xcomp" and token.tag_ in ("VBD", "VBZ"):
            first = first.head
        if is_infinitive(token) and not is_infinitive(first):
            return self._above(first, Verdict(Status.PLANNED, cue=token))
        if behind_content(token) and (entry := governing(first, token, self.reading)) is not None:
            return self._governed(entry, first, token, Verdict())
        own = any(child.dep_ in SUBJECTS for child in token.children)
        independent = own or any(child.dep_ in _OWN for child in token.children)
        # "will make, sell and give"; "the right to dissolve it and appoint another"
        ahead = any(c.tag_ in ("MD", "TO") for v in (first, *first.conjuncts) for c in v.lefts)
        finite = token.tag_ in ("VBD", "VBZ") or (token.tag_ == "VBP" and not ahead)
        if independent or finite:
            return self._above(
                first, Verdict() if own else eventnouns.doubted(first, Verdict(), self.reading)
            )
        return clauses.beside_denial(first, token, self.verdict(first))

    def _told(self, inner: Verdict, speaker: Token | None, cue: Token | None = None) -> Verdict:
        """Return INNER as the words of SPEAKER."""
        inner = foretold(inner, self.reading)
        mention = heard(self.fillers.speaker(speaker), cue) if speaker is not None else None
        speakers = inner.speakers if mention is None else joined((mention,), inner.speakers)
        return replace(inner, speakers=speakers, spoken=True).under(
            clauses.told_by(mention), cue or speaker
        )

    def _above(self, token: Token, inner: Verdict) -> Verdict:
        """Return INNER under the governors of TOKEN."""
        head, dep = token.head, token.dep_
        if head is token or dep == "ROOT":
            return inner
        if dep in ("ccomp", "xcomp", "csubj", "csubjpass"):
            alone = clauses.of_subject(head, token)
            inner = inner.under(alone, head) if alone is not None else inner
            return self._complement(head, token, inner)
        if dep == "pcomp":
            return self._gerund(head, token, inner)
        if self._is_background(token):
            return inner
        if dep in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN"):
            return self._adnominal(head, token, inner)
        if dep == "advcl":
            return self._adverbial(head, token, inner)
        return self._around(token, inner)

    def _adnominal(self, noun: Token, token: Token, inner: Verdict) -> Verdict:
        """Return INNER behind a noun: "a plan to buy" stands under the plan, not "boats carrying drugs"."""
        if (entry := depicting(noun, token, self.reading)) is not None:
            return self._governed(entry, noun.head, token, inner)
        entry = attitude(noun.lemma_.lower(), "noun", self.reading)
        that = (c for c in token.lefts if c.lower_ == "that" and c.dep_ not in SUBJECTS)
        full = token.dep_ == "acl" and is_finite(token)
        full = full or any(that) or any(c.dep_ == "mark" for c in token.lefts)
        complement = is_infinitive(token) or full
        if entry is not None and complement and (above := denying(noun, self.reading)) is not None:
            return self._governed(above, noun.head, token, inner)
        if entry is not None and entry.status is not None and complement:
            return self._behind_noun(noun, entry.status, inner)
        if is_infinitive(token) and is_ranked(noun):
            return inner.below(self.verdict(noun.head)) if noun.head.pos_ in _VERBS else inner
        if entry is None and noun.lemma_.lower() not in _TIMES and is_content(token):
            inner = inner.under(Status.REPORTED, noun)  # "pronouncements that": never a fact
        if is_infinitive(token):  # "Chickens to be culled" is a plan in a headline
            ahead = Status.PLANNED if in_headline(token) else Status.HYPOTHETICAL
            inner = inner.under(ahead, token)
        return self._around(noun, inner)

    def _behind_noun(self, noun: Token, status: Status, inner: Verdict) -> Verdict:
        """Return INNER as what NOUN says, of which the lexicon has the STATUS."""
        if eventnouns.is_given_to_see(noun):  # "prosecutors presented evidence that he lied"
            told = self._told(inner, self.voices.source(noun.head), noun.head)
            return self._around(noun, told)
        if eventnouns.is_judged(noun):  # "it is never an easy decision to suspend the search"
            return self._around(noun, inner.under(Status.HYPOTHETICAL, noun))
        inner = inner.under(status, noun)
        said = status in _SPOKEN or is_voiced(noun)
        if said and (speaker := self.voices.source(noun)) is not None:
            inner = self._told(inner, speaker, noun)
        return inner.below(clauses.over_own(noun, self._nominal(noun, Verdict())))

    def _adverbial(self, head: Token, token: Token, inner: Verdict) -> Verdict:
        if is_infinitive(token) and (entry := result(head, token, self.reading)) is not None:
            return self._governed(entry, head, token, inner)
        if is_infinitive(token) and token.lemma_.lower() in _SHOWN:
            # "marched to demand": who marches, demands
            return inner.below(self.verdict(head))
        planned = by_itself(head, self.reading).status is Status.PLANNED
        if (status := clauses.beside(head, token, planned=planned)) is not None:
            inner = inner.under(status, token)
        elif not is_finite(token) and head.pos_ in _VERBS:
            # "was allegedly caught importing drugs": a participle shares the doubts about its verb.
            above = self.verdict(head)
            if above.status is not Status.NEGATED:
                return inner.below(above)
        return self._around(head, inner)

    def _gerund(self, preposition: Token, token: Token, inner: Verdict) -> Verdict:
        """Return INNER behind a preposition: "accused of taking", "without warning", "by selling"."""
        name, head = preposition.lower_, preposition.head
        if (status := clauses.of_gerund(head, token)) is not None:
            return self._around(head, inner.under(status, head))
        if head.dep_ in ("dobj", "nsubjpass") and governing(head.head, preposition, self.reading):
            head = head.head  # "accused traders of financing": the parser hangs "of" on the traders
        above = self.verdict(head) if name == "by" and head.pos_ == "VERB" else None
        if above is not None and above.status is not Status.NEGATED:
            return inner.below(above)  # "is said to have cheated by hiding income"
        if "instead" in (name, head.lower_) or name == "without" or head.lower_ == "short":
            inner = inner.under(Status.NEGATED, preposition)
        entry = governing(head, preposition, self.reading)
        if entry is not None and entry.status is not None:
            return self._governed(entry, head, token, inner)
        if name in _CHARGING and clauses.is_legal(head, self.reading):
            inner = inner.under(Status.ALLEGED, head)
        elif name in ("of", "on", "about", "at", "for", "against", "from", "to", "into"):
            inner = inner.under(Status.HYPOTHETICAL, preposition)
        return self._around(head, inner)

    def _complement(self, head: Token, token: Token, inner: Verdict) -> Verdict:
        """Return INNER as the complement of HEAD."""
        if token.i < head.i and ";" in {t.text for t in token.doc[token.i : head.i]}:
            return self._above(head, inner)  # two sentences with a semicolon between them
        if head.pos_ in ("AUX", "ADJ") and any(c.lower_ == "whether" for c in token.lefts):
            open_ = inner.under(Status.HYPOTHETICAL, token)  # "not clear whether"
            return self._around(head, open_)
        if (sharing := clauses.sharing(head, token)) is not None:
            return inner.below(self.verdict(sharing))
        entry = governing(head, token, self.reading)
        if entry is not None and entry.status is not None:
            return self._governed(entry, head, token, inner)
        is_clause = token.dep_ == "ccomp"
        if is_clause and token.i < head.i and not any(c.dep_ == "mark" for c in token.lefts):
            return self._above(head, inner)  # two sentences with a comma between them
        # An unknown verb over a clause: nothing is known of its truth, so it is never a fact.
        if is_clause and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            speaker = sayer(self.voices.source(head), token, self.fillers)
            told = is_finite(token)
            inner = self._told(inner, speaker, head) if told else inner.under(Status.REPORTED, head)
        elif is_infinitive(token):
            inner = inner.under(clauses.of_infinitive(head, token), head)
        return inner.below(self.verdict(head))

    def _governed(self, entry: Entry, head: Token, token: Token, inner: Verdict) -> Verdict:
        """Return INNER under HEAD, whose entry says what it does to its complement."""
        status = clauses.status_of(entry, head, token)
        above = self.verdict(head)
        open_ = eventnouns.holds(token, above.status) or clauses.is_let(head, status, above)
        if clauses.is_taken_for_so(entry, head, token):
            return self._above(head.head if head.dep_ == "acomp" else head, inner)
        if open_:
            return self._around(head, inner)
        if above.status is Status.NEGATED:
            # "did not say that" and "did not refuse to" leave it open; "did not manage to", "did not agree to" do not.
            weak = status in (*_SPOKEN, Status.HYPOTHETICAL, Status.NEGATED)
            status = Status.HYPOTHETICAL if weak else Status.NEGATED
        if status in _SPOKEN and is_past(head) and is_future_in_past(token, inner.cue):
            # "said it would": what it will do, told later
            inner = replace(inner, status=Status.PLANNED)
        own = inner.under(status, head)
        if Status.NEGATED not in (above.status, status):
            own = own.under(above.status, above.cue)
        speaker = self.voices.source(head)
        told = speaker is not None or not has_passive(head)
        # "if he promised to go": nobody speaks yet
        uttered = not is_conditional(head, self.reading)
        if entry.speaks and told and uttered and not is_said_to(head):
            own = self._told(own, speaker, head)
            own = replace(own, reported=own.reported or said_at(head, self.reading))
        elif status in _SPOKEN:
            own = replace(own, spoken=True)
        speakers = joined(above.speakers, own.speakers)
        return replace(own, speakers=speakers, spoken=own.spoken or above.spoken)

    def _around(self, token: Token, inner: Verdict) -> Verdict:
        """Return INNER with the speakers of what stands around it: a clause within speech is speech."""
        inner = eventnouns.doubted(token, inner, self.reading)
        if self._is_background(token):
            return inner
        while token.head is not token and token.dep_ not in ("ccomp", "ROOT"):
            if token.pos_ in ("VERB", "AUX") and token.dep_ in ("xcomp", "pcomp", "csubj"):
                break
            token = token.head
            inner = eventnouns.doubted(token, inner, self.reading)
            if self._is_background(token):
                return inner
        ends = token.dep_ in ("ccomp", "xcomp", "pcomp", "csubj")
        if not ends or not (above := self._above(token, Verdict())).spoken:
            return inner
        merged = inner.under(min(above.status, Status.REPORTED, key=RANK.__getitem__), above.cue)
        return merged.below(replace(above, status=Status.ASSERTED))

    def _is_background(self, clause: Token) -> bool:
        """Tell whether a CLAUSE within reported speech is the outlet's own word; in direct speech none is."""
        return clause.i not in self.voices.quoted and is_background(clause, self.reading)

    def nominal(self, noun: Token) -> Verdict:
        """Return how the event that a NOUN names stands: under its adjectives, its governors and their verdicts."""
        key = -1 - noun.i
        if key not in self._verdicts:
            self._verdicts[key] = Verdict()
            own = by_itself(noun, self.reading)
            own = own.under(Status.ALLEGED, noun) if in_scare_quotes(noun) else own
            found = self._nominal(noun, own)
            refused = eventnouns.is_refused(noun, found.cue, self.reading)
            if refused or eventnouns.is_made(noun, self.reading) or eventnouns.is_answered(noun):
                found = self._around(noun, own)
            if (copula := answering(noun)) is not None:  # "may be behind the attack"
                found = found.below(self.verdict(copula))
            self._verdicts[key] = self._quotation(noun, found)
        return self._verdicts[key]

    def _nominal(self, noun: Token, inner: Verdict) -> Verdict:
        head, dep = noun.head, noun.dep_
        inner = eventnouns.said_above(noun, eventnouns.said_behind(noun, inner, self.reading))
        if head is noun:
            return inner
        joined_to = self._joined(noun, inner) if dep in ("appos", "conj") else None
        if joined_to is not None:
            return joined_to
        if dep == "pobj":
            return self._nominal_under(governor(noun, self.reading), head, noun, inner)
        if dep in ("dobj", "nsubjpass", "attr", "oprd", "obj", "nsubj"):
            return self._nominal_under(head, noun, noun, inner)
        if dep in ("compound", "poss", "nmod", "appos") and head.pos_ in ("NOUN", "PROPN"):
            entry = attitude(head.lemma_.lower(), "noun", self.reading)
            if entry is not None and entry.status is not None:
                inner = inner.under(entry.status, head)
        return self._around(noun, inner)

    def _joined(self, noun: Token, inner: Verdict) -> Verdict | None:
        """Return INNER as what a list stands under in which NOUN stands: "accused of stalking, fraud and assault"."""
        head = noun.head
        if noun.dep_ == "appos":
            other = listed(noun)
            return None if other is head or other.pos_ != "NOUN" else self._nominal(other, inner)
        if head.dep_ == "pcomp":
            return self._gerund(head.head, head, inner)
        nominal = head.pos_ in ("NOUN", "PROPN") or head.dep_ == "pobj"
        return self._nominal(head, inner) if nominal else None

    def _nominal_under(self, head: Token, below: Token, noun: Token, inner: Verdict) -> Verdict:
        if below.lower_ == "under" and eventnouns.is_given(noun):
            return inner
        entry = governing(head, below, self.reading)
        if (
            entry is not None
            and entry.status is not None
            and entry.complement != "clause"
            and (noun.dep_ != "nsubj" or is_passive(head))
        ):
            return self._governed(entry, head, noun, inner)
        if noun.dep_ == "nsubj" and eventnouns.undoes(head, noun, self.reading):
            return self._around(head, inner.under(Status.NEGATED, head))
        if head.pos_ in ("NOUN", "PROPN"):
            if entry is not None and any(child.lower_ == "no" for child in head.lefts):
                inner = inner.under(Status.NEGATED, head)  # "no evidence of the killing"
            apart = eventnouns.is_apart(head, below, self.reading)
            return self._around(head, inner) if apart else self._nominal(head, inner)
        if head.pos_ in _VERBS:
            return self._nominal_beside(head, below, noun, inner)
        return self._around(noun, inner)

    def _nominal_beside(self, verb: Token, below: Token, noun: Token, inner: Verdict) -> Verdict:
        above = self.verdict(verb)
        planned = above.status in (Status.PLANNED, Status.HYPOTHETICAL)
        if planned and eventnouns.is_taken_for_given(noun, verb, self.reading):
            return self._around(verb, inner)
        reached = in_state(noun) is not None or (below.lower_ in _MEANS and planned)
        if below.pos_ == "ADP" and not reached:
            # Negation and modals of the verb do not reach into "after the attack".
            return self._around(verb, inner)
        denied = above.status is Status.NEGATED
        if denied and (
            eventnouns.describes(verb, noun) or not eventnouns.carries(verb, self.reading)
        ):
            # "The massacre was never forgotten": the forgetting is denied, not the massacre.
            return self._around(verb, inner)
        return inner.below(above)

    def _quotation(self, token: Token, verdict: Verdict) -> Verdict:
        """Return VERDICT as the words of whoever is quoted or reported, if TOKEN stands in such a stretch."""
        quotation = self.voices.quoted.get(token.i) or self.voices.reported.get(token.i)
        if quotation is None or (verdict.spoken and not quotation.holds(verdict.cue)):
            return verdict
        if any(map(self._is_background, (token, *token.ancestors))):
            return verdict
        doc = self.reading.doc
        speaker = doc[quotation.speaker] if quotation.speaker is not None else None
        if speaker is not None and speaker.dep_ == "pobj" and speaker.is_ancestor(token):
            return verdict  # "according to evidence presented at the trial"
        cue = doc[quotation.cue] if quotation.cue is not None else None
        told = self._told(verdict, speaker, cue)
        if cue is None or told.reported:
            return told
        return replace(told, reported=said_at(cue, self.reading))
