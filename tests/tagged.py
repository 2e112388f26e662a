"""Documents that are tagged by hand, for tests without a trained model."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc


def make_doc(nlp: Language, tagged: str, *, in_sentences: bool = False) -> Doc:
    """A document from words with tag, entity label and head: "Ann/NNP/PERSON said/VBD"; no tag means a noun.

    A word without a head is its own sentence; IN_SENTENCES, it hangs on the first verb of its sentence.
    """
    words, tags, labels, deps, heads, starts = [], [], [], [], [], []
    first = True
    for item in tagged.split():
        word, tag, label, dep, offset = (item.split("/") + [""] * 4)[:5]
        words.append(word)
        tags.append(tag or "NN")
        labels.append(label)
        deps.append(dep or "dep")
        heads.append(len(words) - 1 + int(offset or 0))
        starts.append(first)
        first = word in ".?!"
    if in_sentences:
        heads = list(_verbs(words, tags))
    inside = [
        ("I-" if i and label == labels[i - 1] else "B-") + label if label else "O"
        for i, label in enumerate(labels)
    ]
    return Doc(
        nlp.vocab,
        words=words,
        spaces=[after not in ("'s", ",") for after in [*words[1:], ""]],
        tags=tags,
        deps=deps,
        heads=heads,
        ents=inside,
        lemmas=[
            w.lower().removesuffix("s") if t == "NNS" else w.lower()
            for w, t in zip(words, tags, strict=True)
        ],
        sent_starts=starts if all(h == i for i, h in enumerate(heads)) else None,
    )


def _verbs(words: list[str], tags: list[str]) -> Iterator[int]:
    """Yield for each word the first verb of its sentence."""
    first = 0
    for last in (i + 1 for i, word in enumerate(words) if word in ".?!"):
        verb = next(i for i in range(first, last) if tags[i].startswith("VB"))
        yield from [verb] * (last - first)
        first = last
