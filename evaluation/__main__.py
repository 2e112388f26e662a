"""``python -m evaluation``: how good it is, on every set that there is."""

import sys

from evaluation.sets import SETS
from kg.cli import run
from kg.cli.score import command

if __name__ == "__main__":
    sys.exit(
        run(command(SETS, example="python -m evaluation meantime --data data"), name="evaluation")
    )
