"""Whether a Java runtime is there: Spark needs one, and nothing else here does."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

LEAST: Final = 17  # of Spark 4
_VERSION: Final = re.compile(r'version "(?P<full>(?:1\.)?(?P<major>\d+)[^"]*)"')
_SECONDS: Final = 30
_ADVICE: Final = (
    f"Spark needs a Java runtime, {LEAST} or later: install one, such as Debian's default-jre-headless, "
    "or set JAVA_HOME"
)
_QUIET: Final = "-XX:-UsePerfData"  # otherwise it leaves a file with its counters in /tmp


def java() -> Path | None:
    """Return the program that Spark starts: that of JAVA_HOME, else the one on the path; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    return Path(found) if found else None


def check_java() -> str:
    """Return the version of Java that is there; raise ConfigError where there is none, or one that is too old."""
    program = java()
    if program is None:
        raise ConfigError(f"java: it is not installed; {_ADVICE}")
    try:
        told = subprocess.run(  # noqa: S603 - the user's own Java
            [program, _QUIET, "-version"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ConfigError(f"java: {program} does not run; {_ADVICE}") from error
    return supported(told.stderr + told.stdout)


def supported(told: str) -> str:
    """Return the version in what ``java -version`` TOLD; raise ConfigError where it is too old.

    >>> supported('openjdk version "21.0.9" 2026-01-20')
    '21.0.9'
    >>> supported('java version "1.8.0_412"')
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: java: 1.8.0_412 is too old; Spark needs a Java runtime, 17 or later: ...
    """
    found = _VERSION.search(told)
    if found is None:
        raise ConfigError(f"java: it does not tell its version; {_ADVICE}")
    if int(found["major"]) < LEAST:
        raise ConfigError(f"java: {found['full']} is too old; {_ADVICE}")
    return found["full"]
