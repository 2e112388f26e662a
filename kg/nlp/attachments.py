"""Names, numbers and clauses that English dependency parsers hang on the wrong word.

*His wife Amanda and sons Brodie and Al* are not all his wife; who weighs *in excess of 90 kilos* has a weight; of
*the ships, each weighing a ton*, each is no thing of its own; and *while a student* tells of the subject behind it.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import (
    AUXILIARIES,
    COMMON,
    DETERMINING,
    FINITE,
    NOUNS,
    PERSON,
    PROPER,
    SUBJECTS,
    TIMES,
    make_subject,
    move,
    put,
    replace,
)
from kg.nlp.strikes import strikes

_SHORT_PLURALS: Final = vocabulary.words("titles", "short_plurals")
_GIVING: Final = vocabulary.words("control", "giving")
_ACTING: Final = ("GPE", "ORG", PERSON)
_SCORING: Final = vocabulary.words("sports", "scoring_against")
_ENOUGH: Final = frozenset({"auxpass", "dobj", "prep"})  # with these a verb lacks no object
_SINGULAR: Final = frozenset({"a", "an", "another", "each", "every", "this"})
_CLEAR: Final = ("clear", "known", "plain", "public")
_TOPICAL: Final = ("about", "concerning", "on", "regarding")
_NO_TOPICS: Final = (*TIMES, "FAC", "GPE", "LOC")
_TEXTS: Final = vocabulary.words("speech", "texts")
_OPENING: Final = vocabulary.words("grammar", "opening_nouns")


def attach(doc: Doc) -> None:
    """Hang them where they belong, in place."""
    _compounded(doc)
    _described(doc)
    _exceeding(doc)
    _each(doc)
    _meanwhile(doc)
    _owning(doc)
    _titled(doc)
    _granted(doc)
    _named(doc)
    _headed(doc)
    _posted(doc)
    _acting(doc)
    _asked(doc)
    _portioned(doc)
    _on_topic(doc)
    _against(doc)
    _resumed(doc)
    _related(doc)
    _ranked(doc)
    strikes(doc)
    _announced(doc)
    _served(doc)
    _priced(doc)
    _accompanied(doc)
    _cleared(doc)


def _compounded(doc: Doc) -> None:
    """Let a plural behind "a" belong to the noun that it stands before: "paid a customs | officer"."""
    for noun in doc[:-1]:
        plural, behind = noun.dep_ == "dative" and noun.tag_ == "NNS", noun.nbor()
        one = next(iter(noun.lefts), noun).lower_ in _SINGULAR
        whole = behind.dep_ == "dobj" and behind.tag_ == "NN" and behind.head == noun.head
        if plural and one and whole and not noun.n_rights and not behind.n_lefts:
            move(noun.lefts, behind)
            put([noun], behind, "compound")


def _against(doc: Doc) -> None:
    """Let whom one plays against be the verb's and not its object's: "scored a goal | against Norway"."""
    for word in doc:
        thing = word.head
        behind = word.lower_ == "against" and word.dep_ == "prep" and thing.dep_ == "dobj"
        if behind and thing.head.lemma_.lower() in _SCORING:
            put([word], thing.head, "prep")


def _resumed(doc: Doc) -> None:
    """Let a past tense behind a modal be the verb of who speaks: "said taxes would rise | and left"."""
    for verb in doc:
        said, saying = verb.head, verb.head.head
        behind = verb.dep_ == "conj" and said.dep_ == "ccomp" and verb.tag_ == saying.tag_ == "VBD"
        modal = said.tag_ == "VB" and any(child.tag_ == "MD" for child in said.lefts)
        if behind and modal and not any(child.dep_ in SUBJECTS for child in verb.lefts):
            joint = [c for c in said.rights if c.dep_ == "cc" and c.i < verb.i][-1:]
            put([verb], saying, "conj")
            move(joint, saying)


def _acting(doc: Doc) -> None:
    """Let who is behind "by" do what a passive tells and not its object: "was awarded a contract | by the Pentagon"."""
    for by in doc:
        thing, verb = by.head, by.head.head
        given = by.lower_ == "by" and by.dep_ == "prep" and thing.dep_ in ("dobj", "oprd")
        if not given or not any(child.dep_ == "auxpass" for child in verb.lefts):
            continue
        acts = any(c.dep_ == "pobj" and c.ent_type_ in _ACTING for c in by.rights)
        if acts and not any(child.dep_ == "agent" for child in verb.children):
            put([by], verb, "agent")


def _asked(doc: Doc) -> None:
    """Let who is behind "by" ask, and not do what is asked for: "was asked to assess the risk | by Ana Ruiz"."""
    for verb in doc:
        above = verb.head
        asked = verb.dep_ == "xcomp" and any(child.dep_ == "auxpass" for child in above.lefts)
        if not asked or not any(child.dep_ == "dobj" for child in verb.rights):
            continue
        behind = [c for c in verb.rights if c.lower_ == "by" and c.dep_ in ("prep", "agent")]
        acting = [c for c in behind if any(below.ent_type_ in _ACTING for below in c.rights)]
        if not any(child.dep_ == "agent" for child in above.children):
            put(acting, above, "agent")


def _portioned(doc: Doc) -> None:
    """Put to a number what it is a part of, where that opens the sentence: "Of the 40 passengers, | 22 were Cuban"."""
    for of in doc:
        if of.lower_ == "of" and of.dep_ == "quantmod":
            _parted(of)
        if of.lower_ != "of" or of.dep_ != "prep" or of.i != of.sent.start:
            continue
        numbers = (c for c in of.head.lefts if c.dep_ in SUBJECTS and c.tag_ == "CD")
        put([of], next(numbers, of), "prep")


def _on_topic(doc: Doc) -> None:
    """Put to a text what it is about, behind the day on which it came: "a statement Thursday | on the fire"."""
    for word in doc:
        if word.lower_ not in _TOPICAL or word.dep_ != "prep":
            continue
        texts = [c for c in word.head.rights if c.dep_ == "dobj" and c.i < word.i]
        dated = texts and all(
            t.ent_type_ in TIMES or t.lower_ == "on" for t in doc[texts[-1].i + 1 : word.i]
        )
        about = any(c.dep_ == "pobj" and c.ent_type_ not in _NO_TOPICS for c in word.rights)
        if dated and about and texts[-1].lemma_.lower() in _TEXTS:
            put([word], texts[-1], "prep")


def _parted(of: Token) -> None:
    """Let a number before OF be some of those behind it, and no part of their number: "two | of 40 officers"."""
    whole, group = of.head, of.head.head
    part = of.nbor(-1) if of.i else of
    if part.tag_ != "CD" or part.head != whole or whole.dep_ != "nummod" or group.i < whole.i:
        return
    replace(group, part)
    before = [child for child in whole.lefts if child.i < part.i]
    others = [
        child
        for child in group.children
        if child.dep_ in ("det", "relcl", "acl") and child.i < part.i
    ]
    put([of], part, "prep")
    put([group], of, "pobj")
    move([*before, *others], part)


def _described(doc: Doc) -> None:
    """Put each name to the noun right before it: "his wife Amanda and sons Brodie and Nolan"."""
    for name in doc:
        noun = doc[name.left_edge.i - 1] if name.dep_ == "appos" and name.left_edge.i else name
        first, other = name.head, noun.head
        joined = noun.dep_ == "conj" and other.dep_ == "appos" and other.head == first
        if name.pos_ == "PROPN" and noun.tag_ in COMMON and joined:
            put([child for child in other.rights if child.dep_ == "cc"], first, "cc")
            put([noun], first, "conj")
            put([name], noun, "appos")


def _exceeding(doc: Doc) -> None:
    """Make what is counted the object of a verb before "in excess of": "weighing in excess of 1,000 pounds"."""
    for excess in doc:
        before, behind = excess.head, next(iter(excess.rights), excess)
        if (before.lower_, excess.lower_, behind.lower_) != ("in", "excess", "of"):
            continue
        thing = next((child for child in behind.rights if child.dep_ == "pobj"), None)
        number = next(iter(thing.lefts), None) if thing is not None else None
        if thing is not None and number is not None and before.head.pos_ == "VERB":
            put([thing], before.head, "dobj")
            put([before, excess, behind], number, "quantmod")


def _each(doc: Doc) -> None:
    """Let the noun before "each" and a participle be its subject: "the ships, each weighing a ton"."""
    for each in doc:
        verb = each.head
        if (
            each.lower_ == "each"
            and each.dep_ == "nsubj"
            and verb.tag_ == "VBG"
            and verb.i == each.i + 1
        ):
            each.dep_, verb.dep_ = "advmod", "acl" if verb.dep_ == "relcl" else verb.dep_


def _meanwhile(doc: Doc) -> None:
    """Take the noun behind "while a" for no subject beside the real one: "While a student, Hale met her"."""
    for word in doc:
        if word.lower_ not in _OPENING or word.i + 2 >= len(doc):
            continue
        noun = doc[word.i + 1].head if doc[word.i + 1].lower_ in ("a", "an") else word
        verb = word.head if noun.head == word else noun.head
        if noun == word or noun.dep_ not in SUBJECTS or noun.tag_ not in COMMON:
            continue
        later = (t for t in verb.lefts if t.dep_ in SUBJECTS and t.i > noun.right_edge.i + 1)
        if any(doc[subject.left_edge.i - 1].text == "," for subject in later):
            put([noun], word, "pobj")
            put([word], verb, "prep")


def _owning(doc: Doc) -> None:
    """Take a name whose apostrophe was lost for a possessive: "Jacksons arrest", where the text names Jackson."""
    names = {token.text for token in doc if token.tag_ == "NNP"}
    for token in doc:
        plural = token.tag_ in ("NNPS", "NNS", "NNP") and token.text.endswith("s")
        if not plural or token.text[:-1] not in names or not token.text[0].isupper():
            continue
        before = token.dep_ in ("compound", "nmod") and token.head.i > token.i
        if before and token.head.tag_ in COMMON and not any(token.lefts):
            opened = token.i > 0 and doc[token.i - 1].tag_ in ("DT", "PRP$")
            if not opened:
                token.dep_, token.tag_, token.pos_ = "poss", "NNP", "PROPN"


def _titled(doc: Doc) -> None:
    """Put a shortened title that hangs on the verb to the name behind it: "Reps. Ana Ruiz and Tom Hale voted"."""
    for title in doc:
        if title.lower_ not in _SHORT_PLURALS or title.i + 1 >= len(doc):
            continue
        name = doc[title.i + 1]
        while name.dep_ in ("compound", "nmod") and name.head.i > name.i:
            name = name.head
        if name.pos_ == "PROPN" and title.head not in (name, title) and name.head != title:
            put([title], name, "compound")


def _granted(doc: Doc) -> None:
    """Take what stands right behind whom a verb gives something for its object: "granted Hale a full pardon"."""
    for thing in doc:
        start = thing.left_edge
        receiver = doc[start.i - 1] if start.i else thing
        verb = receiver.head
        hung = thing.dep_ in ("appos", "npadvmod") and thing.head in (receiver, verb)
        given = receiver.dep_ in ("dative", "dobj") and verb.lemma_.lower() in _GIVING
        if hung and given and start.tag_ in DETERMINING and thing.ent_type_ not in TIMES:
            receiver.dep_ = "dative"
            put([thing], verb, "dobj")


def _named(doc: Doc) -> None:
    """Put a name to the whole noun before it, of which it has a part: "the weather satellite Meteo 12"."""
    for name in doc:
        kind, first = name.left_edge, name.head
        apposed = name.dep_ == "appos" and name.pos_ == "PROPN" and kind.head == name
        if apposed and kind.tag_ == first.tag_ == "NN" and first.i == kind.i - 1:
            replace(first, kind)
            move([child for child in first.children if child not in (name, kind)], kind)
            put([first], kind, "compound")
            put([name], kind, "appos")


def _headed(doc: Doc) -> None:
    """Let a name act and not the noun before it: "The tanker Volga Star sank near Oslo" does not say which tanker."""
    for noun in doc:
        if noun.dep_ != "ROOT" or noun.tag_ != "NN":
            continue
        verb = next((c for c in noun.rights if c.dep_ == "relcl" and c.tag_ in FINITE), None)
        name = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None) if verb else None
        if verb is None or name is None or name.pos_ != "PROPN" or name.left_edge.i != noun.i + 1:
            continue
        if any(child.dep_ in _ENOUGH for child in verb.children):
            replace(noun, verb)
            move([child for child in noun.rights if child != verb], verb)
            put([noun], name, "compound")


def _related(doc: Doc) -> None:
    """Let a name right behind a noun act in the clause behind it: "the largest fine the Harbour Board has paid"."""
    for name in doc:
        noun, start, end = name.head, name.left_edge, name.right_edge.i + 1
        apposed = name.dep_ == "appos" and name.tag_ in PROPER and noun.tag_ in COMMON
        if not apposed or start.tag_ != "DT" or start.i != noun.i + 1 or end >= len(doc):
            continue
        verb = doc[end].head if doc[end].dep_ in AUXILIARIES else doc[end]
        tensed = doc[end].tag_ in FINITE or doc[end].tag_ == "MD"
        if tensed and not any(child.dep_ in SUBJECTS for child in verb.lefts):
            make_subject(name, verb)
            put([verb], noun, "relcl")


def _ranked(doc: Doc) -> None:
    """Let a place in a race stand with its verb, and not with "behind": "came second behind Hale"."""
    for behind in doc:
        before = doc[behind.i - 1] if behind.i else behind
        verb = behind.head
        hung = before.head == behind and before.dep_ == "advmod" and before.ent_type_ == "ORDINAL"
        if hung and behind.dep_ == "prep" and verb.pos_ == "VERB":
            put([before], verb, "advmod")


def _announced(doc: Doc) -> None:
    """Let who stands before a verb of saying say that there is something: "the mayor, Al Hale, said there were"."""
    for there in doc:
        verb = there.head
        lefts = verb.lefts if there.dep_ == "expl" else ()
        before = [child for child in lefts if child.dep_ in SUBJECTS and child.i < there.i]
        said = (c for b in before[:1] for c in b.rights if c.dep_ == "acl" and c.i < there.i)
        saying = next((c for c in said if c.tag_ in ("VBD", "VBN")), None)
        if saying is not None:
            replace(verb, saying)
            saying.tag_ = "VBD"
            put(before[:1], saying, "nsubj")
            put([verb], saying, "ccomp")


def _served(doc: Doc) -> None:
    """Let whom somebody works for as something be the verb's: "worked as a nurse | for Norcom"."""
    for served in doc:
        office = served.head
        within = served.dep_ == "prep" and served.lower_ in ("at", "for") and office.dep_ == "pobj"
        if within and office.head.lower_ == "as" and office.head.head.lemma_.lower() == "work":
            put([served], office.head.head, "prep")


def _priced(doc: Doc) -> None:
    """Let what is worth so much be the noun right before: "were grateful for a package | worth $3 million"."""
    for worth in doc:
        noun = doc[worth.i - 1] if worth.i > worth.sent.start else worth
        apart = worth.lower_ == "worth" and worth.head != noun and noun.tag_ in NOUNS
        if apart and any(child.dep_ == "npadvmod" for child in worth.rights):
            put([worth], noun, "amod")


def _cleared(doc: Doc) -> None:
    """Let what somebody makes clear be what they say: "made it clear | that she would resign"."""
    for clear in doc:
        verb = clear.head
        if clear.lower_ not in _CLEAR or verb.lemma_ != "make" or clear.i < verb.i:
            continue
        clauses = [c for c in clear.rights if c.dep_ in ("advcl", "ccomp", "csubj")]
        if clauses and any(child.dep_ in SUBJECTS for child in clauses[0].lefts):
            put(clauses[:1], verb, "ccomp")
            move([child for child in clear.lefts if child.lower_ == "it"], verb)
            put([clear], verb, "prt")
            for child in verb.children:
                child.dep_ = "expl" if child.lower_ == "it" else child.dep_


def _accompanied(doc: Doc) -> None:
    """Let what goes on beside be a clause: "protesters blocked exits, with | some protesters heading for the port"."""
    for verb in doc:
        beside = verb.head
        own = any(child.dep_ in SUBJECTS and child.i < verb.i for child in verb.lefts)
        if own and verb.tag_ == "VBG" and verb.dep_ == "pcomp" and beside.lower_ == "with":
            put([verb], beside.head, "advcl")
            put([beside], verb, "mark")


def _posted(doc: Doc) -> None:
    """Put both of two offices in apposition to the person behind them: "the chairman and owner of Acme, Tom Hale"."""
    for person in doc.ents:
        name, last = person.root, person.root.head
        last = last.head.head if last.dep_ == "pobj" else last
        first = last.head if last.dep_ == "conj" else last
        second = next((child for child in first.rights if child.dep_ == "conj"), None)
        apposed = person.label_ == PERSON and name.dep_ == "appos" and first.i < name.i
        if apposed and second is not None and first.tag_ == second.tag_ == "NN":
            between = first.doc[first.i + 1 : second.left_edge.i]
            if all(token.dep_ == "cc" for token in between) and second.left_edge.dep_ != "det":
                put([name], first, "appos")
                put([second], name, "appos")
