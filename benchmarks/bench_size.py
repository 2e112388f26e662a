"""What an installation takes: run it with the Python of an environment that has nothing but kg, as `make size` does."""

import sysconfig
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path

SHOWN = 15


def taken(path: Path) -> int:
    """Return the bytes that PATH takes on the disk, as `du` counts them."""
    files = [path, *path.rglob("*")] if path.is_dir() else [path]
    return sum(file.lstat().st_blocks * 512 for file in files)


def main() -> None:
    """Print the size of site-packages, the number of packages, and the largest."""
    folder = Path(sysconfig.get_path("purelib"))
    sizes: Counter[str] = Counter()
    for path in folder.iterdir():
        sizes[path.name.removesuffix(".libs").removesuffix("-binary").lower()] += taken(path)
    packages = {found.metadata["Name"] for found in distributions(path=[str(folder)])} - {"news-kg"}
    print(
        f"{sizes.total() / 1e6:.0f} MB in site-packages, {len(packages)} packages beside kg; the largest:"
    )
    for name, size in sizes.most_common(SHOWN):
        print(f"{size / 1e6:6.0f} MB  {name}")


if __name__ == "__main__":
    main()
