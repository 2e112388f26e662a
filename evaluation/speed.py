"""Speed on real news: what all that is read costs beside spaCy alone, on the same texts and one core."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Final

from kg.evaluate.measures import Measure
from kg.evaluate.reader import Reader
from kg.model import Document
from kg.nlp.reading import read as reading
from kg.sources import read

_BATCH: Final = 64
_RATIO: Final = 0.35  # rules alone reach twice that


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the share of spaCy's speed and the words a second; the two take turns, batch by batch."""
    documents = [each for each in read(folder) if isinstance(each, Document)]
    alone = 0.0
    for first in range(0, len(documents), _BATCH):
        batch = documents[first : first + _BATCH]
        texts = [reading(document).text for document in batch]
        begin = process_time()
        for _ in reader.nlp.pipe(texts, batch_size=_BATCH):
            pass
        alone += process_time() - begin
        for _ in reader.read(batch):
            pass
    share = alone / reader.seconds if reader.seconds else 0.0
    yield Measure(name="share of the speed of spaCy alone", value=share, goal=_RATIO, timed=True)
