"""Trains the network and writes what is shipped: weights, calibration, model card. ``make train`` runs it.

    python -m training --data ../shared/data

A run that was stopped goes on where it was. Two cores need one to two hours.
"""

import argparse
import os
import time
from pathlib import Path
from shutil import copy
from typing import Final

# Before torch is loaded: threads that wait by spinning slow each other down ten times on shared cores.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "0")

from kg import ontology as ontologies
from kg.learned.runtime import WEIGHTS
from training.card import write_card
from training.dataset import dataset
from training.export import export, finish
from training.fit import Trainer
from training.recipe import SEED, STAGES, VERSION
from training.report import measured

OUT: Final = Path("out/training")


def main() -> None:
    """Run all steps that are not done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=OUT, help="what is kept between runs")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the weights go")
    given = parser.parse_args()
    if not (given.data / "propbank").is_dir():
        parser.error(
            f"{given.data}: has no folder propbank; say where the public data are: --data DIR"
        )
    began = time.monotonic()
    data = dataset(given.data, given.out)
    trainer = Trainer(data, given.out / "run", SEED)
    network = trainer.run(STAGES)
    trainer.spent(time.monotonic() - began)
    # Made beside, and moved when all is there: nobody ever reads weights without their calibration.
    made = given.out / "weights"
    export(network, data.schemes, made, VERSION)
    report = measured(data, made, ontologies.load())
    finish(made, report.calibration, report.cuts)
    write_card(made, report, data, trainer.hours())
    given.weights.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir()):
        copy(path, given.weights)


if __name__ == "__main__":
    main()
