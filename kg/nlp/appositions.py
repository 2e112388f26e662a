"""Appositions that English dependency parsers see where a list goes on or a sentence has only begun.

*The owner was convicted, announced Ruiz; U.S. Attorney Hale; …* does not say that Hale is the owner, and *After a
trial, Hale was convicted* not that Hale is a trial. *Berg and Voss, the owner and manager, respectively, of the mill*
says of each what stands in their place.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg.nlp.dependencies import COMMON, PROPER, SUBJECTS, VOCATIVE, make_subject, put, replace

_OPENING: Final = frozenset({"after", "before"})
_WITHIN: Final = frozenset(
    {"appos", "compound", "nmod", "npadvmod", "pobj", "poss"}
)  # of a name, or of what it is of
_OPENING_QUOTES: Final = frozenset({'"', "“", "‘", "'", "``"})
_ARTICLES: Final = ("a", "an", "the")
_CALLING: Final = frozenset({"madam", "madame", "mr", "mrs", "ms"})
_SPEAKING: Final = frozenset({"i", "we"})
_VERBAL: Final = ("AUX", "VERB")


def untie(doc: Doc) -> None:
    """Hang such names where they belong, in place."""
    for word in doc:
        if word.lower_ == "respectively":
            _pair(word)
    _officers(doc)
    _quoted(doc)
    for name in doc:
        if name.dep_ == "npadvmod" and name.tag_ in PROPER:
            _addressed(name)
        if name.dep_ == "appos" and name.tag_ in PROPER and name.left_edge.i > name.sent.start:
            _across(name)
            _opened(name)


def _addressed(name: Token) -> None:
    """Let a NAME behind "Mr." and before "I" or "we" be who is spoken to, and do nothing: "Mr. Speaker, I"."""
    doc, first = name.doc, name.left_edge
    behind = doc[min(name.i + 2, len(doc) - 1)]
    called = first.lower_.rstrip(".") in _CALLING and first.i < name.i
    if (
        called
        and doc[behind.i - 1].text == ","
        and behind.lower_ in _SPEAKING
        and behind.dep_ in SUBJECTS
    ):
        name.dep_ = VOCATIVE


def _across(name: Token) -> None:
    """Let a NAME behind a semicolon go on with the name before it, and not with a noun on the other side of a verb."""
    noun, start = name.head, name.left_edge.i
    verbs = (above for above in noun.ancestors if above.pos_ in _VERBAL)
    across = next((verb for verb in verbs if noun.i < verb.i < start), None)
    if across is None or name.doc[start - 1].text != ";":
        return
    names = (t for t in reversed(name.doc[across.i + 1 : start]) if t.tag_ in PROPER)
    before = next((t for t in names if t.dep_ not in _WITHIN), None)
    put([name], before or across, "conj" if before else "dep")


def _opened(name: Token) -> None:
    """Let a NAME be the subject where the noun before its comma is what the sentence opens with: "After a trial, …"."""
    noun, doc = name.head, name.doc
    opening = doc[noun.left_edge.i]
    word = opening if opening.lower_ in _OPENING else doc[max(opening.i - 1, 0)]
    opens = word.lower_ in _OPENING and word.is_sent_start and noun.tag_ in COMMON
    behind = doc[name.left_edge.i - 1].text == "," and doc[name.left_edge.i - 2] == noun
    if opens and behind and noun.dep_ in SUBJECTS:
        verb = noun.head
        make_subject(name, verb)
        put([noun], word, "pobj")
        put([word], verb, "prep")


def _officers(doc: Doc) -> None:
    """Join two offices whose holders stand behind them, and not the second to the first holder.

    *The chief engineer, Carlo Gallo, and the second engineer, Aldo Messina,* are two subjects.
    """
    for second in doc:
        holder = second.head
        first = holder.head
        if second.dep_ != "conj" or holder.dep_ != "appos" or holder.tag_ not in PROPER:
            continue
        named = any(child.dep_ == "appos" and child.tag_ in PROPER for child in second.rights)
        opened = doc[first.left_edge.i].lower_ == doc[second.left_edge.i].lower_ in _ARTICLES
        if named and opened and first.i < holder.i < second.i:
            joints = [child for child in holder.rights if child.dep_ == "cc"]
            put([second, *joints], first, "conj")
            for joint in joints:
                joint.dep_ = "cc"


def _quoted(doc: Doc) -> None:
    """Let a verb before a colon stand above what is quoted behind it: "Ruiz responded: "I reject it""."""
    for i, colon in enumerate(doc[:-1]):
        verb, said = colon.head, colon.head.head
        quoted = colon.text == ":" and doc[i + 1].text in _OPENING_QUOTES
        below = verb.dep_ == "ccomp" and said.dep_ == "ROOT" and verb.i < i < said.i
        if quoted and below and any(child.dep_ in SUBJECTS for child in verb.lefts):
            replace(said, verb)
            put([said], verb, "ccomp")


def _pair(word: Token) -> None:
    """Hang each of the nouns around "respectively" on the name in its place before the comma."""
    doc, sent = word.doc, word.sent
    noun = next((t for t in doc[word.i + 1 : sent.end] if t.tag_ in COMMON), None)
    before = [t for t in doc[sent.start : word.i] if t.text != ","]
    last = before[-1] if before and before[-1].tag_ in COMMON else noun
    if last is None or last.dep_ != "conj" or last.head.tag_ not in COMMON:
        return
    nouns = [last.head, last]
    start = nouns[0].left_edge.i
    heads = (t for t in doc[sent.start : start] if t.tag_ in PROPER and t.dep_ not in _WITHIN)
    names = list(heads)[-len(nouns) :]
    between = doc[names[0].i + 1 : start] if names else doc[start:start]
    apart = any(t.tag_ not in (*PROPER, "CC", ",", "RB", "DT") for t in between)
    if len(names) == len(nouns) and not apart:
        for name, told in zip(names, nouns, strict=True):
            put([told], name, "appos")
        behind = next((t for t in doc[word.i + 1 : sent.end] if t.text != ","), word)
        if behind.lower_ == "of":
            put([behind], nouns[-1], "prep")
