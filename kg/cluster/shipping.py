"""What the workers of a cluster need beside the package: files of the user's own, sent to each of them once."""

import shutil
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.iri import digest
from kg.learned.choice import WEIGHTS
from kg.link.kb.choice import Choice
from kg.pipeline.settings import Settings

if TYPE_CHECKING:
    from pyspark import SparkContext

_PACKAGE: Final = "news-kg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """The settings of a build, and under which names its files were sent; small, so that it goes along with a task."""

    settings: Settings
    ontology: tuple[str, ...]
    network: str | None  # None for the weights that come with the package
    knowledge: str | None  # None for what comes with the package
    version: str

    def received(self) -> Settings:
        """Return the settings for the machine where this is called, a worker's."""
        from pyspark import SparkFiles

        if (found := version(_PACKAGE)) != self.version:
            raise ConfigError(
                f"spark: the workers have {_PACKAGE} {found}, the driver {self.version}; install the same everywhere"
            )

        def file(name: str) -> Path:
            return Path(SparkFiles.get(name))

        choice = self.settings.knowledge
        return replace(
            self.settings,
            ontology=tuple(map(file, self.ontology)),
            network=file(self.network) if self.network else WEIGHTS,
            knowledge=Choice(file=file(self.knowledge) / _name(choice))
            if self.knowledge
            else choice,
        )


def ship(context: "SparkContext", settings: Settings, folder: Path) -> Shipped:
    """Send the files of SETTINGS to all workers; FOLDER holds copies of them until the build is done."""
    knowledge = settings.knowledge.file
    return Shipped(
        settings=settings,
        ontology=tuple(_file(context, path, folder) for path in settings.ontology),
        network=None if settings.network == WEIGHTS else _folder(context, settings.network, folder),
        knowledge=None if knowledge is None else _alone(context, knowledge, folder),
        version=version(_PACKAGE),
    )


def _name(choice: Choice) -> str:
    assert choice.file is not None  # noqa: S101
    return choice.file.name  # the graph of what it says is called by it


def _file(context: "SparkContext", path: Path, folder: Path) -> str:
    """Send a file; two of one name are told apart by where they lie."""
    name = f"kg-{digest(str(path.absolute()))}-{path.name}"
    shutil.copyfile(path, folder / name)
    context.addFile(str(folder / name))
    return name


def _folder(context: "SparkContext", path: Path, folder: Path) -> str:
    """Send a folder, which is packed on the way."""
    name = f"kg-{digest(str(path.absolute()))}"
    packed = shutil.make_archive(str(folder / name), "zip", path)
    context.addArchive(f"{packed}#{name}")
    return name


def _alone(context: "SparkContext", path: Path, folder: Path) -> str:
    """Send a file in a folder of its own, so that it keeps its name."""
    inner = folder / f"of-{digest(str(path.absolute()))}"
    inner.mkdir(exist_ok=True)
    shutil.copyfile(path, inner / path.name)
    return _folder(context, inner, folder)
