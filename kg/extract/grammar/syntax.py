"""What the words next to a predicate say about it: tense, mood and voice."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.model import Status

_POLITE: Final = ("'d", "would")
_WISHING: Final = frozenset({"like", "love", "prefer"})
_FUTURE: Final = vocabulary.words("grammar", "future")
_MODALS: Final = vocabulary.words("grammar", "modals")
_GENERAL: Final = vocabulary.words("grammar", "general")
_HABIT: Final = vocabulary.words("grammar", "habit")
_NARRATING: Final = frozenset({"after", "when"})
_PRESENT: Final = ("VBZ", "VBP")
_OF_OTHERS: Final = vocabulary.words("speech", "of_others")
_NAMING: Final = vocabulary.words("control", "of_named_objects")
_COPULAS: Final = vocabulary.words("grammar", "copulas")
_LOOKING_ON: Final = vocabulary.words("events", "looking_on")
_STANDING: Final = vocabulary.words("grammar", "standing_as")


def word_before(token: Token) -> str:
    """Return the word before TOKEN in small letters; empty where the document begins."""
    return token.nbor(-1).lower_ if token.i > 0 else ""


def modal(token: Token, word: str) -> Status | None:
    """Return what the auxiliary WORD makes of the verb TOKEN: "will", "could"."""
    if word in _FUTURE:
        return Status.PLANNED
    if word in _POLITE and token.lemma_ in _WISHING:
        return None  # "would like to": who says so likes to
    if word in _MODALS:
        return Status.HYPOTHETICAL
    if word == "going" and token.tag_ == "VB":
        return Status.PLANNED
    return None


_OVER: Final = vocabulary.words("prepositions", "over")
_RANKS: Final = vocabulary.words("pronouns", "ranks")


def is_ranked(noun: Token) -> bool:
    """Tell whether a NOUN is one in a row, so that an infinitive says what it did: "the first woman to win"."""
    words = (noun, *noun.lefts)
    return any(t.lower_ in _RANKS or t.tag_ == "JJS" or t.ent_type_ == "ORDINAL" for t in words)


def is_due(head: Token) -> bool:
    """Tell whether HEAD says that something comes: "is to be delivered", "is going to close", not "was to"."""
    if head.lower_ == "going":
        return any(child.dep_ == "aux" and child.tag_ in ("VBZ", "VBP") for child in head.lefts)
    predicate = any(child.dep_ in ("attr", "acomp") for child in head.rights)
    return head.lemma_ == "be" and head.tag_ in ("VBZ", "VBP") and not predicate


def is_announcing(head: Token, clause: Token) -> bool:
    """Tell whether HEAD announces somebody by name, who is to do what CLAUSE says: "announced Ana Ruiz to lead it"."""
    named = any(child.dep_ == "dobj" and child.pos_ == "PROPN" for child in head.rights)
    return named and head.lemma_ in _NAMING and is_infinitive(clause) and clause.i > head.i


def is_pending(head: Token) -> bool:
    """Tell whether HEAD says that something has not come: "has yet to attack"."""
    return head.lemma_ in ("be", "have") and any(c.lower_ == "yet" for c in head.children)


def is_inverted(clause: Token) -> bool:
    """Tell whether a CLAUSE is a condition by its order of words: "Had they attacked, we would have left"."""
    if clause.dep_ != "advcl":
        return False
    subject_ = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return subject_ is not None and any(
        child.lower_ in ("had", "were", "should") and child.i < subject_.i
        for child in clause.lefts
        if child.dep_ in ("aux", "auxpass")
    )


def is_question(token: Token) -> bool:
    """Tell whether TOKEN is the main verb of a question."""
    return token.dep_ == "ROOT" and any(child.text == "?" for child in token.rights)


def is_infinitive(token: Token) -> bool:
    """Tell whether TOKEN is an infinitive with "to", active or passive."""
    return _to(token) is not None


def _to(token: Token) -> Token | None:
    """Return the "to" before TOKEN."""
    return next((c for c in token.lefts if c.tag_ == "TO" and c.dep_ == "aux"), None)


def before_gerund(token: Token) -> Token | None:
    """Return the "to" of a gerund that the parser takes for an infinitive: "confessed to illegally selling"."""
    return _to(token) if token.tag_ == "VBG" else None


def is_finite(token: Token) -> bool:
    """Tell whether TOKEN or its auxiliary has a tense."""
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD")
        for child in token.lefts
    )


def has_passive(verb: Token) -> bool:
    """Tell whether VERB has a passive auxiliary or subject."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def is_of_other(verb: Token, head: Token) -> bool:
    """Tell whether HEAD is the subject of the clause before, and VERB has its own: "three died and five were hurt"."""
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    return own and verb.dep_ == "conj" and head.head == verb.head and head.i < verb.head.i


def looks_on(noun: Token, head: Token) -> bool:
    """Tell whether HEAD only looks on at what NOUN tells: "demonstrators protested the killing of 52 people"."""
    while head.dep_ == "pobj" and head.head.lower_ == "of":  # "hundreds of demonstrators"
        head = head.head.head
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    subject = head.head == verb and head.dep_ in ("nsubj", "nsubjpass")
    return noun.pos_ == "NOUN" and subject and verb.lemma_.lower() in _LOOKING_ON


def is_half_of_name(noun: Token, head: Token) -> bool:
    """Tell whether the name HEAD before NOUN is joined to another by a hyphen: "the Iran-Iraq war" was not in Iran."""
    if noun.pos_ != "NOUN" or head.i > noun.i or not noun.is_ancestor(head):
        return False
    around = (head.i - 1, head.i - 2), (head.i + 1, head.i + 2)
    doc, last = head.doc, len(head.doc) - 1
    joined = (doc[name] for hyphen, name in around if 0 <= name <= last and doc[hyphen].text == "-")
    return head.pos_ == "PROPN" and any(token.pos_ == "PROPN" for token in joined)


def is_remnant(verb: Token, noun: Token) -> bool:
    """Tell whether NOUN goes on with VERB in a clause without its own: "joined NATO in 1949 and | the EEC in 1973"."""
    joined = noun.dep_ == "conj" and noun.head == verb and verb.pos_ == "VERB"
    joined = joined and any(child.dep_ == "cc" for child in verb.rights)
    return joined and noun.pos_ in ("NOUN", "PROPN") and any(phrases_of(noun))


def phrases_of(remnant: Token) -> Iterator[tuple[str, Token]]:
    """Yield the prepositions behind a REMNANT that its verb would have, with what stands behind them: all but "of".

    One behind a comma goes with all that is joined: "sold one mill, and later another, to Kestrel".
    """
    for child in remnant.rights:
        if child.dep_ == "prep" and child.lower_ != "of" and child.nbor(-1).text != ",":
            yield from ((child.lower_, below) for below in child.rights if below.dep_ == "pobj")


def is_said_of(noun: Token, head: Token) -> bool:
    """Tell whether HEAD is what a verb says that a NOUN is: "called the allegations against him | a smear"."""
    said = noun.dep_ in ("dobj", "nsubj", "nsubjpass") and head.head == noun.head
    return said and noun.pos_ == "NOUN" and head.dep_ in ("attr", "oprd")


def has_no_part(predicate: Token, head: Token) -> bool:
    """Tell whether the place of HEAD in the sentence keeps it out of what PREDICATE tells."""
    tests = (
        *(sets_scene, is_of_other, is_remnant, looks_on),
        *(is_half_of_name, is_said_of, is_outside, is_beside, is_blamed, is_between),
    )
    return any(is_apart(predicate, head) for is_apart in tests)


def is_between(predicate: Token, head: Token) -> bool:
    """Tell whether HEAD stands between a relative clause and its noun: "a book on | laws that was banned in May"."""
    return predicate.dep_ == "relcl" and predicate.head.i < head.i < predicate.left_edge.i


def is_blamed(predicate: Token, head: Token) -> bool:
    """Tell whether HEAD is only whom the text says that PREDICATE is blamed on: "blamed the attack on the rebels"."""
    top = head.head if head.dep_ == "appos" else head
    above = top.head if top.dep_ == "pobj" and top.head.lower_ == "on" else None
    return above is not None and above.head.lemma_ == "blame" and predicate.head == above.head


def is_beside(predicate: Token, head: Token) -> bool:
    """Tell whether a participle before one noun of a list says nothing of HEAD: "Ruiz and visiting envoy Bell met"."""
    noun = predicate.head
    if predicate.tag_ != "VBG" or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if predicate.dep_ == "conj":  # as a parser may take it
        return head == noun
    return predicate.dep_ == "amod" and noun.dep_ == "conj" and head in noun.conjuncts


def is_outside(predicate: Token, head: Token) -> bool:
    """Tell whether HEAD stands outside the clause of a noun: "the refugees fled since | fighting began"."""
    if predicate.pos_ != "NOUN":
        return False
    verb = next((a for a in predicate.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.dep_ not in ("advcl", "ccomp") or head in verb.subtree:
        return False
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)


def is_content(clause: Token) -> bool:
    """Tell whether a CLAUSE is what its noun says, not the rest of a cleft: "it was under him that X happened"."""
    above = next((a for a in clause.ancestors if a.pos_ in ("VERB", "AUX")), None)
    cleft = (
        above is not None and above.lemma_ == "be" and any(c.lower_ == "it" for c in above.lefts)
    )
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)
    return clause.dep_ in ("acl", "relcl") and that and is_finite(clause) and not cleft


def is_said_to(verb: Token) -> bool:
    """Tell whether VERB is a passive without its auxiliary, whatever the tagger says: "Bell, said to have fled, …"."""
    follower = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    participle = verb.tag_ in ("VBN", "VBD") and verb.lemma_ in _OF_OTHERS
    return participle and follower is not None and follower.tag_ == "TO"


def in_state(noun: Token) -> Token | None:
    """Return the verb whose subject is in the state that a bare NOUN names: "is under investigation", "in talks"."""
    preposition = noun.head
    verb = preposition.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("under", "in", "on", "at"):
        return None
    bare = all(child.dep_ not in ("det", "poss", "nummod") for child in noun.lefts)
    carried = preposition.dep_ == "prep" and verb.lemma_ in ("be", "come", "go", "remain", "stay")
    return verb if bare and carried else None


def identifying(noun: Token) -> Token | None:
    """Return the verb that says that its subject is what NOUN describes: "is the only mine"."""
    above = noun.head
    if noun.dep_ == "attr" and above.lemma_ in _COPULAS:
        return above
    as_what = noun.dep_ == "pobj" and above.lower_ == "as" and above.dep_ == "prep"
    return above.head if as_what and above.head.lemma_ in _STANDING else None


def predicated(noun: Token) -> Token | None:
    """Return the subject that is plainly said to be what NOUN describes: not in a question, denied or supposed."""
    copula = identifying(noun)
    if copula is None or not is_finite(copula) or is_question(copula):
        return None
    plain = all(c.lemma_ in ("be", "have") for c in copula.lefts if c.dep_ == "aux")
    if not plain or any(c.dep_ in ("neg", "mark", "expl") for c in copula.children):
        return None
    return next((c for c in copula.lefts if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)


def is_general(clause: Token) -> bool:
    """Tell whether a clause of time is in the present: it says what happens as a rule, not what happened.

    In news that is told in the present it says what happened: "Two people die when a car hits a crowd".
    """
    words = {child.lower_ for child in clause.lefts if child.dep_ in ("advmod", "mark")}
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in clause.lefts)
    told = bool(words & _GENERAL) and _is_present(clause) and not perfect
    return told and not (words & _NARRATING and _is_told_in_present(clause.head))


def _is_present(verb: Token) -> bool:
    """Tell whether VERB or its auxiliary stands in the present."""
    aux = [child.tag_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    return verb.tag_ in _PRESENT or any(tag in _PRESENT for tag in aux)


def _is_told_in_present(verb: Token) -> bool:
    """Tell whether VERB says in the present what happened to so and so many: "Twelve people are injured"."""
    while verb.dep_ in ("oprd", "xcomp"):  # "are reported killed"
        verb = verb.head
    if any(word.lower_ in _HABIT for word in verb.subtree):
        return False
    modal = any(child.tag_ in ("MD", "TO") or child.dep_ == "neg" for child in verb.lefts)
    if modal or verb.dep_ not in ("ROOT", "conj", "ccomp") or not _is_present(verb):
        return False
    subjects = (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass"))
    objects = (child for child in verb.rights if child.dep_ == "dobj")
    return any(c.dep_ == "nummod" for each in (*subjects, *objects) for c in each.lefts)


def is_awaited(clause: Token) -> bool:
    """Tell whether a CLAUSE of time in the past tense is what somebody waits for: "would go only when it ended"."""
    words = {child.lower_ for child in clause.lefts if child.dep_ in ("advmod", "mark")}
    awaited = bool(words & {"once", "until", "when"}) or {"only", "after"} <= words
    above = clause.head
    would = next((c for c in above.lefts if c.dep_ == "aux" and c.lower_ in ("would", "'d")), None)
    return awaited and is_past(clause) and is_future_in_past(above, would)


def is_past(verb: Token) -> bool:
    """Tell whether VERB is a past tense."""
    return verb.tag_ in ("VBD", "VBN")


def is_future_in_past(verb: Token, modal: Token | None) -> bool:
    """Tell whether the MODAL of VERB is a "would" without a condition: "said it would close", not "if"."""
    if modal is None or modal.lower_ not in ("would", "'d"):
        return False
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.lefts)
    condition = any(token.lower_ in ("if", "unless") for token in verb.subtree)
    return not perfect and not condition


def in_scare_quotes(word: Token) -> bool:
    """Tell whether WORD stands alone between quotation marks, held at a distance: the "war" on X."""
    before = word.doc[word.i - 1] if word.i > 0 else None
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    marks = ('"', "'")
    return before is not None and after is not None and before.text in marks and after.text in marks


def in_headline(token: Token) -> bool:
    """Tell whether TOKEN stands in the headline, where the present tense tells of the past."""
    layers = token.doc.user_data.get("kg")
    return layers is not None and token.i < layers.headline_end


def is_headlined(verb: Token) -> bool:
    """Tell whether VERB is a present with its subject in the headline: "Ministers meet in Lund"."""
    subject = any(child.dep_ == "nsubj" for child in verb.lefts)
    plain = not any(child.tag_ in ("MD", "TO") for child in verb.lefts)
    return in_headline(verb) and verb.tag_ in _PRESENT and subject and plain


def is_alternative(token: Token) -> bool:
    """Tell whether TOKEN is one of several of which only one is meant: "an American or Canadian patient"."""
    first = token.head if token.dep_ == "conj" else token
    return any(child.dep_ == "cc" and child.lower_ == "or" for child in first.children)


def sets_scene(noun: Token, subject: Token) -> bool:
    """Tell whether NOUN stands in a phrase before the clause of SUBJECT: "Following the announcement, Ruiz left"."""
    verb = subject.head
    if noun.pos_ != "NOUN" or subject.dep_ not in ("nsubj", "nsubjpass") or noun.i > subject.i:
        return False
    phrase = next((t for t in noun.ancestors if t.head == verb and t.i < subject.i), None)
    return phrase is not None and phrase.dep_ in ("prep", "advcl") and verb.pos_ in ("VERB", "AUX")


def joined_to(head: Token) -> Iterator[Token]:
    """Yield what HEAD goes on, by conjunctions and in apposition: "by Tom Hale, Crimes Section, and Lea Holt"."""
    while head.dep_ in ("appos", "conj"):
        head = head.head
        yield head


def stand_apart(one: Token, other: Token) -> bool:
    """Tell whether a clause of circumstance lies between two words: "Acme closed after President Ruiz left"."""
    above = [one, *one.ancestors], [other, *other.ancestors]
    met = next((token for token in above[0] if token in above[1]), None)
    ways = (way[: way.index(met)] if met is not None else way for way in above)
    return any(token.dep_ == "advcl" for way in ways for token in way)


def is_over(verb: Token) -> bool:
    """Tell whether a gerund says what was so before: "left after working for Kestrel"."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("pcomp", "acl"):
        return False
    above = next(
        (each for each in verb.ancestors if each.dep_ == "prep" or each.pos_ == "VERB"), verb
    )
    if above.lower_ == "of":
        above = above.head.head  # "after years of working"
    return above.lower_ in _OVER
