"""Slips of English dependency parsers that are mended before anything reads the tree.

Of *the ambassador to Syria Robert Ford* they take the place and the person for one name, and of *chairman and chief
executive Tom Hale* two people; *3-1* falls apart, and *Acme exports copper* has no verb.
"""

import re
from itertools import pairwise
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg import vocabulary
from kg.nlp.agreement import agree
from kg.nlp.appositions import untie
from kg.nlp.attachments import attach
from kg.nlp.charges import charge
from kg.nlp.clauses import begin
from kg.nlp.coordination import join
from kg.nlp.dependencies import COMMON, FINITE, PERSON, PROPER, promote, put, replace
from kg.nlp.dictionary import lemmas
from kg.nlp.glued import part
from kg.nlp.making import complete
from kg.nlp.retagging import retag
from kg.nlp.towns import Towns

NAME: Final = "kg_trees"
_PARTS: Final = ("compound", "nsubj")  # what the parser takes the words of a headline for
_WITHIN: Final = frozenset({"acl", "relcl", "amod"})  # verbs that only describe a noun
_OF_ONE: Final = frozenset({"VBZ", "NNS"})  # how the tagger may take a verb that ends in "s"
_HEADLINED: Final = vocabulary.words("tagging", "headlined")
_BARRING: Final = vocabulary.words("control", "barring")
_OBJECTS: Final = frozenset({"dobj", "nsubjpass", "appos", "pobj", "prep", "conj"})
_WITHOUT_E: Final = re.compile(r"[^aeiou][bdfhkmnpt]e$|[wxy]e$")  # as no English verb is spelt
_DASHES: Final = frozenset("-–")
# What an office is for, as the pipeline calls it.
_TASKS: Final = frozenset({"GPE", "LOC", "ORG", "FAC", "NORP"})


def mend_trees(nlp: Language) -> None:
    """Let NLP mend its trees, once the names are recognised."""
    if not nlp.has_pipe(NAME):
        nlp.add_pipe(NAME, last=True)


@Language.factory(NAME)
def create(nlp: Language, name: str) -> "Trees":
    """Return the component called NAME for the vocabulary of NLP."""
    return Trees(nlp)


class Trees:
    """Mends the trees of documents in place."""

    def __init__(self, nlp: Language) -> None:
        self._towns = Towns(nlp)
        self._verbs = lemmas(nlp, "verb")

    def __call__(self, doc: Doc) -> Doc:
        """Return DOC with its trees mended."""
        _people(doc)
        _lists(doc)
        _scores(doc)
        _barred(doc)
        retag(doc)
        part(doc)
        attach(doc)
        charge(doc)
        begin(doc)
        complete(doc)
        untie(doc)
        join(doc)
        agree(doc)
        self._acts(doc)
        self._towns(doc)
        self._stems(doc)
        return doc

    def _stems(self, doc: Doc) -> None:
        """Give verbs that the dictionary has not their stem: "deadlocked" is no form of "deadlocke"."""
        for word in doc:
            lemma = word.lemma_
            regular = word.pos_ == "VERB" and word.lower_.endswith(("ed", "ing"))
            if regular and _WITHOUT_E.search(lemma) and lemma not in self._verbs:
                word.lemma_ = lemma[:-1]

    def _acts(self, doc: Doc) -> None:
        for word in doc:
            if word.tag_ not in _OF_ONE or (word.tag_ == "NNS" and word.lemma_ not in self._verbs):
                continue
            thing = _object_of(word)
            if thing is not None:
                _act(word, thing)


def _people(doc: Doc) -> None:
    for task, person in pairwise(doc.ents):
        _part(doc, task, person)
    for person in doc.ents:
        _field(doc, person)
        _entitle(doc, person)
        _retitle(doc, person)


def _lists(doc: Doc) -> None:
    for token in doc:
        if token.dep_ == "agent":
            _list(doc, token)
        elif token.tag_ == "VBN" and token.dep_ == "conj":
            _suffer(token)


def _scores(doc: Doc) -> None:
    for i in range(len(doc) - 2):
        if is_score(doc, i):
            _close(doc, i)
        elif doc[i].lower_ == "magnitude" and doc[i + 1].tag_ == "CD" and doc[i + 2].tag_ == "NN":
            _measure(doc[i], doc[i + 1], doc[i + 2])


def _barred(doc: Doc) -> None:
    for word in doc:
        if word.lower_ == "from" and any(child.dep_ == "pcomp" for child in word.rights):
            _bar(word)


def _field(doc: Doc, person: Span) -> None:
    """Leave to an office its field before the name of a PERSON: "Deputy Chief for Litigation | Peter J. Ainsworth"."""
    first = _first_of_field(doc, person)
    if person.label_ != PERSON or first == person.start or first < person.sent.start + 2:
        return
    name, last, preposition, office = (
        person[-1],
        doc[person.start - 1],
        doc[first - 1],
        doc[first - 2],
    )
    titled = office.tag_ == "NNP" and not office.ent_type_ and preposition.head == office
    if not titled or preposition.lower_ not in ("for", "in"):
        return
    if preposition.lower_ == "for":
        put([last], preposition, "pobj")
        put(doc[first : last.i], last, "compound")
    if name.head == preposition:  # "Special Agent in Charge Tom Hale"
        replace(office, name)
        put([office], name, "nmod")


def _first_of_field(doc: Doc, person: Span) -> int:
    """Return where the words with capitals begin that stand right before a PERSON and are no other name."""
    first = person.start
    while (
        first > person.sent.start and doc[first - 1].tag_ == "NNP" and not doc[first - 1].ent_type_
    ):
        first -= 1
    return first


def _part(doc: Doc, task: Span, person: Span) -> None:
    """Part the name of a PERSON from what the office before it is for, and put it in apposition to the office."""
    name, last = doc[person.end - 1], _top(task, person)
    office = name.head.head
    if not (_are_one_name(task, person) and _is_for(office, name.head, task)):
        return
    for child in [child for child in name.rights if child.dep_ in ("cc", "conj", "punct")]:
        child.head = office
    for child in office.rights:
        if child.dep_ == "appos" and doc[child.left_edge.i - 1].dep_ == "cc":
            child.dep_ = "conj"  # "and the mayor of Paris"
    put([last], name.head, "pobj")
    put([name], office, "appos")
    for token in [token for token in name.lefts if token.i < last.i]:
        put([token], last, "det" if token.tag_ == "DT" else "compound")


def _are_one_name(task: Span, person: Span) -> bool:
    """Tell whether the parser takes what an office is for, and the PERSON behind it, for one name."""
    name, last = person[-1], _top(task, person)
    named = person.label_ == PERSON and task.label_ in _TASKS
    return named and task.end == person.start and name.dep_ == "pobj" and last.head == name


def _top(task: Span, person: Span) -> Token:
    """Return the word of TASK that hangs on the name of PERSON: "the Republic of Poland Anna Berg"."""
    return task.root if task.root.head == person[-1] else task[-1]


def _is_for(office: Token, preposition: Token, task: Span) -> bool:
    """Tell whether a PREPOSITION leads from a noun to the TASK behind it."""
    in_order = office.i < preposition.i <= task.start
    common = office.tag_ == "NN" or (office.tag_ == "NNP" and not office.ent_type_)
    return common and preposition.pos_ == "ADP" and in_order


def _entitle(doc: Doc, person: Span) -> None:
    """Hang both of two offices on the PERSON behind them: "Velmora chairman and chief executive Tom Hale".

    An office without an article is a title.
    """
    name = doc[person.end - 1]
    first, second = name.head, doc[person.start - 1]
    if person.label_ != PERSON or name.dep_ != "conj" or not _are_titles(first, second, name):
        return
    replace(first, name)
    for child in [child for child in first.rights if child.i >= person.end]:
        child.head = name
    put([first], name, "compound")
    put([second], first, "conj")


def _are_titles(first: Token, second: Token, name: Token) -> bool:
    """Tell whether two nouns without an article, nothing but an "and" between them, stand before a NAME."""
    before = second.head == name and second.dep_ == "compound" and first.i < second.i
    if not before or (first.tag_, second.tag_) != ("NN", "NN"):
        return False
    between = {t.dep_ for t in name.doc[first.i + 1 : second.i] if t.head in (first, second)}
    return "cc" in between and "punct" not in between and all(c.dep_ != "det" for c in first.lefts)


def _retitle(doc: Doc, person: Span) -> None:
    """Hang the office right before a PERSON on the name: "by Deputy Chief Tom Hale and Trial Attorney Ann Lee".

    The parser may hang the name on the office, and both on the next name.
    """
    name, title = doc[person.end - 1], doc[person.start - 1]
    if person.label_ != PERSON or (name.dep_, name.head) != ("appos", title) or title.i > name.i:
        return
    if title.tag_ not in ("NN", "NNP") or title.dep_ not in ("compound", "nmod"):
        return
    other, between = title.head, doc[person.end : title.head.i]
    joint = next((token for token in between if token.dep_ == "cc"), None)
    if other.i < name.i or other.ent_type_ != PERSON or joint is None:
        return
    replace(other, name)
    put([title], name, "compound")
    put([joint], name, "cc")
    put([other], name, "conj")
    words = [token for token in doc[joint.i + 1 : other.i] if token.head.i <= joint.i]
    put(words, other, "compound")


def _suffer(participle: Token) -> None:
    """Let the subject of a PARTICIPLE without its own "were" suffer: "three people were killed and five wounded"."""
    deps = {child.dep_ for child in participle.children}
    above = participle.head
    passive = any(child.dep_ == "auxpass" for child in above.children)
    left = above.lemma_ == "leave" and any(child.dep_ == "oprd" for child in above.children)
    if deps & {"aux", "auxpass", "dobj"} or not (passive or left):
        return
    put([c for c in participle.lefts if c.dep_ == "nsubj"], participle, "nsubjpass")


def _list(doc: Doc, agent: Token) -> None:
    """Join what stands behind semicolons to the first of a list behind "by": "by the FBI; the police; and others"."""
    first = next((child for child in agent.rights if child.dep_ == "pobj"), None)
    if first is None:
        return
    end = agent.sent.end
    for i in (t.i for t in doc[first.i : end] if t.text == ";"):
        words = doc[i + 1 : next((t.i for t in doc[i + 1 : end] if t.text == ";"), end)]
        inside = {token.i for token in words}
        if any(t.pos_ in ("VERB", "AUX") and t.dep_ not in _WITHIN for t in words):
            return
        tops = [t for t in words if t.head.i not in inside and t.pos_ in ("NOUN", "PROPN")]
        if len(tops) != 1:
            return
        put(tops, first, "conj")
        put([t for t in words if t.dep_ == "cc" and t.head.i not in inside], tops[0], "cc")


def _bar(preposition: Token) -> None:
    """Hang "from doing" on the verb that bars: "barred Jane Doe, a broker from Utah, from selling shares"."""
    for above in preposition.ancestors:
        if above.pos_ == "VERB":
            if above.lemma_ in _BARRING:
                preposition.head = above
            return
        if above.dep_ not in _OBJECTS:
            return


def _object_of(verb: Token) -> Token | None:
    """Return the object of what may be a VERB that ends in "s", right before it a name; None where it is none.

    The parser takes all of it for one noun phrase: it hangs the verb on the object, or the object on the verb.
    """
    before = verb.doc[verb.sent.start : verb.i]
    if len(before) == 0 or before[-1].pos_ != "PROPN" or before[-1].dep_ not in _PARTS:
        return None
    thing = verb.head
    if verb.dep_ in _PARTS and thing.dep_ == "ROOT" and thing.i > verb.i:
        compounds = all(token.dep_ in (*_PARTS, "amod") for token in before)
        return thing if compounds and (verb.tag_ == "VBZ" or _is_without_verb(verb)) else None
    apposed = (child for child in verb.rights if child.dep_ == "appos")
    beside = (thing for thing in apposed if thing.left_edge.i == verb.i + 1)
    owned = before[-1].head == verb
    return next((t for t in beside if owned and (t.tag_ in COMMON or _lacks_verb(verb.sent))), None)


def _is_without_verb(plural: Token) -> bool:
    """Tell whether a PLURAL stands between a name and a thing where a whole sentence has no verb."""
    words = [token for token in plural.sent if not token.is_space]
    names = all(t.tag_ in (*PROPER, "JJ") for t in words if t.i < plural.i)
    closed = words[-1].text == "." and any(c.dep_ == "prep" for c in plural.head.rights)
    aimed = any(c.dep_ in ("acl", "xcomp") and c.tag_ == "VB" for c in plural.head.rights)
    aimed = aimed or (plural.lemma_ in _HEADLINED and plural.head.tag_ == "NN")
    return names and (closed or aimed) and _lacks_verb(plural.sent)


def _lacks_verb(sentence: Span) -> bool:
    return not any(token.tag_ in (*FINITE, "MD") for token in sentence)


def _act(verb: Token, thing: Token) -> None:
    """Make VERB the verb of THING: "Acme Corp exports copper to Norway"."""
    name = verb.nbor(-1)
    before = [t for top in (verb, thing) for t in top.lefts if t.i < name.i and t.dep_ != "cc"]
    if verb.head == thing:
        behind = [child for child in thing.rights if child.dep_ in ("prep", "punct")]
        replace(thing, verb)
        for child in behind:
            child.head = verb
    verb.tag_, verb.pos_ = "VBZ", "VERB"
    for token in before:
        token.head = name
    put([name], verb, "nsubj")
    put([thing], verb, "dobj")


def is_score(doc: Doc, i: int) -> bool:
    """Tell whether the tokens at I are a score, two numbers with a dash between them: "3-1"."""
    one, dash, other = doc[i : i + 3]
    joined = not one.whitespace_ and not dash.whitespace_ and dash.text in _DASHES
    return joined and one.text.isdigit() and other.text.isdigit()


def _measure(magnitude: Token, number: Token, noun: Token) -> None:
    """Hang a magnitude and its number on what has it: "a magnitude 6.1 earthquake"."""
    promote(noun, noun.doc[magnitude.left_edge.i : noun.i + 1])
    moved = [c for c in magnitude.children if c.i < magnitude.i or c.i > noun.i]
    for child in moved:
        child.head = noun
    put([magnitude], noun, "compound")
    put([number], magnitude, "nummod")


def _close(doc: Doc, i: int) -> None:
    """Hang the second number of a score on the first; the name before it is what was beaten: "beat Everton 3-1"."""
    number, dash, other = doc[i : i + 3]
    if number.head in (dash, other):
        number.head, number.dep_ = other.head, "npadvmod"
    put([child for child in other.children if child.i > other.i], number.head, "prep")
    put([dash], number, "punct")
    put([other], number, "nummod")
    verb, before = number.head, doc[max(i - 1, 0)]
    is_beaten = before.dep_ == "npadvmod" and before.tag_ in PROPER
    if is_beaten and before.head == verb and all(child.dep_ != "dobj" for child in verb.rights):
        before.dep_ = "dobj"
