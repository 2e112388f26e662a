"""What ``spark-submit`` runs: ``kg build`` with the master that spark-submit names.

spark-submit --master yarn … submit.py SOURCES -o FOLDER
"""

import sys
from pathlib import Path


def main() -> None:
    """Build what the arguments of the process say, and exit."""
    from kg.cli import main as run

    run(["build", "--spark", "submit", *sys.argv[1:]])


if __name__ == "__main__":
    # Python looks first beside a script, where our modules would hide those of others.
    here = Path(__file__).resolve().parent
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != here]
    main()
