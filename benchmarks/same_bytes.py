"""Whether the same articles give the same quads under several Pythons, and with other packages beside.

    python -m benchmarks.same_bytes ARTICLES python3.11 python3.12 python3.13
    python -m benchmarks.same_bytes ARTICLES python3.11+babel==2.18.0 python3.11+babel==2.19.0

Each interpreter gets an environment of its own in ``out/same-bytes``, with the package as it is in the checkout and
what it needs; behind a ``+`` stands what else is installed. Each build has another seed of hashes, another
time zone and an empty cache. The digest is that of the sorted N-Quads.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_ZONES: Final = ("UTC", "Asia/Kathmandu", "America/St_Johns")
_WIDEST: Final = 400  # characters shown of a quad


def quads(articles: Path, interpreter: str, number: int, wheel: Path, folder: Path) -> list[bytes]:
    """Return the sorted quads of ARTICLES, as INTERPRETER builds them in an environment in FOLDER."""
    program, *extra = interpreter.split("+")
    own = folder / "".join(c if c.isalnum() or c in ".-" else "_" for c in interpreter)
    python = own / "bin" / "python"
    if not python.exists():
        _run(program, "-m", "venv", str(own))
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*pip, str(wheel), *extra)
    _run(*pip, "--force-reinstall", "--no-deps", str(wheel))
    shutil.rmtree(own / "cache", ignore_errors=True)
    given = {
        "PYTHONHASHSEED": str(number),
        "TZ": _ZONES[number % len(_ZONES)],
        "XDG_CACHE_HOME": str(own / "cache"),
    }
    output = own / "graph.nq"
    # Not from the checkout, whose package would come before the one that is installed.
    _run(str(own / "bin" / "kg"), "build", str(articles), "-o", str(output), "-q", cwd=own, **given)
    return sorted(output.read_bytes().splitlines())


def _run(*command: str, cwd: Path = ROOT, **given: str) -> None:
    subprocess.run(command, cwd=cwd, env={**os.environ, **given}, check=True)


def _built(folder: Path) -> Path:
    """Return the package as a wheel, built anew in FOLDER."""
    shutil.rmtree(folder / "wheel", ignore_errors=True)
    made = ("-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", ".")
    _run(sys.executable, *made, "--wheel-dir", str(folder / "wheel"))
    return next((folder / "wheel").glob("*.whl"))


def difference(one: Iterable[bytes], other: Iterable[bytes]) -> Sequence[str]:
    """Return the first quad that only ONE has, and the first that only the OTHER has.

    >>> difference([b"a", b"b"], [b"b", b"c"])
    ['< a', '> c']
    """
    here, there = set(one), set(other)
    first = (("<", sorted(here - there)), (">", sorted(there - here)))
    return [f"{mark} {quads[0].decode()[:_WIDEST]}" for mark, quads in first if quads]


def main(articles: Path, interpreters: Sequence[str], folder: Path) -> int:
    """Print a digest for each of INTERPRETERS that is there; return 1 where they differ or none is there."""
    missing = {each for each in interpreters if shutil.which(each.split("+")[0]) is None}
    for each in sorted(missing):
        print(f"{each}\tis not there: skipped", flush=True)
    there = [each for each in interpreters if each not in missing]
    if not there:
        return 1
    wheel = _built(folder)
    first: list[bytes] = []
    same = True
    for number, interpreter in enumerate(there):
        found = quads(articles, interpreter, number, wheel, folder)
        digest = hashlib.sha256(b"\n".join(found)).hexdigest()
        print(f"{interpreter}\t{digest}\t{len(found):,} quads", flush=True)
        first = first or found
        if found != first:
            same = False
            print(f"differs from {there[0]}:", *difference(first, found), sep="\n", flush=True)
    return 0 if same else 1


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument(
        "articles", type=Path, metavar="ARTICLES", help="a file or folder of articles"
    )
    parser.add_argument(
        "interpreters", nargs="+", metavar="PYTHON", help="a program, or PYTHON+PACKAGE==RELEASE"
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "same-bytes", metavar="DIR")
    chosen = parser.parse_args()
    sys.exit(main(chosen.articles.resolve(), chosen.interpreters, chosen.folder.resolve()))
