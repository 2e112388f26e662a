"""Trains the network and writes what is shipped: weights, calibration, model card. ``make train`` runs it.

    python -m training --data ../shared/data               # the small network alone
    python -m training --data ../shared/data --teacher     # first a base-size one, from which the small one learns too

A run that was stopped goes on where it was. On two cores the small network needs one to two hours, the teacher three,
and what it tells half an hour.
"""

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copy
from typing import Final

# Before torch is loaded: threads that wait by spinning are a third faster, as long as nothing else needs their cores;
# OMP_WAIT_POLICY=PASSIVE is for those who want to go on working beside it.
os.environ.setdefault("OMP_WAIT_POLICY", "ACTIVE")

from kg import ontology as ontologies
from kg.learned.choice import WEIGHTS, base_weights
from kg.learned.runtime import load_reader
from training.bases import BASE, SMALL, base_tokenizer
from training.card import write_card
from training.count import CORPUS
from training.curve import curve
from training.dataset import Dataset, dataset
from training.decide import decide
from training.export import export, finish
from training.fit import Trainer
from training.precedence import table
from training.recipe import PUPIL, SEED, STAGES, TEACHER, VERSION, Stage
from training.report import measured
from training.sources.corpus import SOURCES
from training.teach import taught

OUT: Final = Path("out/training")


def main() -> None:
    """Run all steps that are not done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=OUT, help="what is kept between runs")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the weights go")
    parser.add_argument("--teacher", action="store_true", help="let a base-size network teach")
    given = parser.parse_args()
    if not (given.data / "propbank").is_dir():
        parser.error(
            f"{given.data}: has no folder propbank; say where the public data are: --data DIR"
        )
    data = dataset(given.data, given.out)
    if given.teacher:
        teacher = trained(data, given.out / "teacher", TEACHER, BASE)
        ship(teacher, data, given.out / "weights-base", base_weights(), BASE)
        told = taught(given.data, data, teacher.network, base_tokenizer(BASE), given.out / "told")
        data = replace(data, examples=(*data.examples, *told))
    pupil = trained(data, given.out / "run", PUPIL if given.teacher else STAGES, SMALL)
    ship(pupil, data, given.out / "weights", given.weights, SMALL)


def trained(data: Dataset, folder: Path, stages: Sequence[Stage], base: str) -> Trainer:
    """Return what has trained a network on DATA in all STAGES, in FOLDER; BASE is its encoder."""
    began = time.monotonic()
    trainer = Trainer(data, folder, SEED, base, curve(data, base))
    trainer.run(stages)
    trainer.spent(time.monotonic() - began)
    return trainer


def ship(trainer: Trainer, data: Dataset, made: Path, target: Path, base: str) -> None:
    """Write the weights of TRAINER with calibration, table and card to the folder MADE, then copy them to TARGET.

    Nobody ever reads weights without their calibration.
    """
    version = VERSION if base == SMALL else f"{VERSION}-{base}"
    annotated = [e.sentence for e in data.examples if e.source in SOURCES and e.part == "train"]
    export(trainer.network, data.schemes, annotated, made, version, base)
    ontology = ontologies.load()
    report = measured(data, made, ontology)
    finish(made, report.calibration, report.cuts)
    reader = load_reader(ontology, made)
    reader.calibration = report.calibration  # its manifest was read before that was known
    decide(made, table(CORPUS, reader))
    write_card(made, report, data, trainer, version)
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir()):
        copy(path, target)


if __name__ == "__main__":
    main()
