"""Numbers grammatical functions after PropBank: who acts (0), what it happens to (1), and a third (2)."""

from collections.abc import Callable, Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.functions import COMPLEMENT, OBJECT, RECIPIENT, SUBJECT, Frame
from kg.extract.grammar.propbank import table

ALONE: Final = "alone"  # a subject without an object
WITH: Final = "with"
OF: Final = "of"
POSSESSOR: Final = "poss"
COMPOUND: Final = "compound"
MODIFIER: Final = "modifier"
_ORDER: Final = (SUBJECT, OBJECT, RECIPIENT, POSSESSOR, OF)


def numbered(
    frame: Frame, part: str, is_thing: Callable[[Token], bool]
) -> Iterator[tuple[str, Token]]:
    """Return the functions of FRAME as roles; PART is its part of speech in PropBank.

    A thing that alone does something has it happen to it: "the plane landed", "the ship's arrival". No role is
    filled by two functions; the first of them has it.
    """
    lemmas = (frame.lemma, frame.token.lemma_.lower())
    filled: dict[str, str] = {}
    for function, heads in functions(frame):
        role = table().role(lemmas, part, function)
        for head in heads:
            number = role
            if role == "0" and function.endswith(ALONE) and is_thing(head):
                number = "1" if table().has(lemmas, part, "1") else role
            if number is not None and filled.setdefault(number, function) == function:
                yield f"ARG{number}", head


def functions(frame: Frame) -> Iterator[tuple[str, list[Token]]]:
    """Return the grammatical functions of FRAME, told apart by what stands beside them, with their heads.

    A subject without an object is often what it happens to ("prices rose"), and an object beside a "with" who
    receives ("supplied the army with tanks").
    """
    order = sorted(frame.slots.items(), key=lambda item: _rank(item[0]))
    for function, heads in order:
        yield from ((name, found) for name, found in _refined(frame, function, heads) if found)


def _refined(frame: Frame, function: str, heads: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    slots = frame.slots
    if function == SUBJECT:
        transitive = OBJECT in slots or COMPLEMENT in frame.clauses
        yield (SUBJECT if transitive else f"{SUBJECT} {ALONE}"), heads
    elif function == OBJECT and (beside := next((f for f in (RECIPIENT, WITH) if f in slots), "")):
        yield f"{OBJECT} {beside}", heads
    elif function == POSSESSOR:
        yield _possessor(frame), heads
    elif function in (COMPOUND, MODIFIER):
        # A name before a noun stands where its possessor could: "the Boeing plan", "Russian strikes".
        yield _possessor(frame), [head for head in heads if head.text[0].isupper()]
        yield function, [head for head in heads if not head.text[0].isupper()]
    else:
        yield function, heads


def _possessor(frame: Frame) -> str:
    return POSSESSOR if frame.slots.keys() & {OF, OBJECT} else f"{POSSESSOR} {ALONE}"


def _rank(function: str) -> int:
    """Return where FUNCTION comes among those that ask for one role."""
    return _ORDER.index(function) if function in _ORDER else len(_ORDER)
