"""Whatever fault strikes a command that writes: the old or the new is there and whole, and the next run makes it good.

A few faults always; with KG_FAULTS=N for each command N of each kind, drawn by a seed, builds among them.
"""

import os
from collections.abc import Callable
from functools import partial
from random import Random

import pytest

import faults
from faults import Ended
from faults.scenes import MODEL, QUICK, Outcome, Scene, Stage

MANY = int(os.environ.get("KG_FAULTS") or 0)
SCENES = {scene.name: scene for scene in (*QUICK, *MODEL)}
FEW = ["export", "convert", "bulk", "kb import"]
long_run = pytest.mark.skipif(not MANY, reason="a long run: KG_FAULTS=8 asks for it")
Play = Callable[[Callable[..., Ended]], Outcome]


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Scene], Stage]:
    """A function that sets each scene once."""
    found: dict[str, Stage] = {}

    def stage(scene: Scene) -> Stage:
        if scene.name not in found:
            found[scene.name] = Stage.of(scene, tmp_path_factory.mktemp("stage"))
        return found[scene.name]

    return stage


@pytest.fixture
def play(stages, request, tmp_path) -> Play:
    """A function that plays a scene with a fault, each time in a folder of its own."""
    stage = stages(SCENES[request.param])
    number = iter(range(1_000_000))
    return lambda fault: stage.play(fault, tmp_path / str(next(number)))


def few(names: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("play", names, indirect=True)


def every(*scenes: Scene) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "play",
        [
            pytest.param(scene.name, marks=pytest.mark.model if scene in MODEL else ())
            for scene in scenes
        ],
        indirect=True,
    )


def full(room: int) -> Callable[..., Ended]:
    return lambda command, **where: faults.on_a_full_disk(command, where["cwd"], room, **where)


def read_only(command: tuple[str, ...], **where: object) -> Ended:
    return faults.read_only(command, where["cwd"], **where)


def struck(calls: tuple[str, ...], nth: int, error: str | None = None) -> Callable[..., Ended]:
    """The NTH of CALLS fails with ERROR, or without one kills the command."""
    if error is None:
        return lambda command, **where: faults.killed_at_call(command, calls, nth, **where)
    return partial(faults.failing, calls=calls, nth=nth, error=error)


@few([*FEW, "resolve again"])
def test_on_a_full_disk_the_old_stays_and_the_next_run_is_whole(play):
    faults.needs("unshare")
    outcome = play(full(0))
    assert outcome.wrong == []
    assert outcome.ended.code == 1


@few(FEW)
def test_in_a_read_only_folder_the_old_stays_and_the_next_run_is_whole(play):
    faults.needs("unshare")
    outcome = play(read_only)
    assert outcome.wrong == []
    assert outcome.ended.code == 1


@few(["export", "bulk", "kb import"])
def test_a_name_that_cannot_be_given_leaves_the_old(play):
    faults.needs("strace")
    outcome = play(struck(faults.NAMES, 1, "EIO"))
    assert outcome.wrong == []
    assert (outcome.ended.code, len(outcome.ended.struck)) == (1, 1)


@few(FEW)
def test_killed_as_it_gives_a_name_the_next_run_is_whole(play):
    faults.needs("strace")
    outcome = play(struck(faults.NAMES, 1))
    assert outcome.wrong == []
    assert outcome.ended.was_killed


KINDS = {
    "kills at moments": lambda rng: lambda c, **where: faults.killed_at(c, rng.uniform(0.2, 4), **where),
    "kills at writes": lambda rng: struck(faults.WRITES, rng.randint(1, 60)),
    "kills at names": lambda rng: struck(faults.NAMES, rng.randint(1, 12)),
    "full disks": lambda rng: full(rng.randrange(0, 600_000, 4_096)),
    "writes that fail": lambda rng: struck(faults.WRITES, rng.randint(1, 40), "ENOSPC"),
    "syncs that fail": lambda rng: struck(faults.SYNCS, rng.randint(1, 8), "EIO"),
    "names that fail": lambda rng: struck(faults.NAMES, rng.randint(1, 8), "EIO"),
    "read-only": lambda rng: read_only,
}  # fmt: skip


@long_run
@every(*QUICK, *MODEL)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_happens_the_next_run_is_whole(play, kind, request):
    faults.needs("strace")
    faults.needs("unshare")
    rng = Random(request.node.name)
    outcomes = [play(KINDS[kind](rng)) for _ in range(1 if kind == "read-only" else MANY)]
    assert [outcome for outcome in outcomes if outcome.wrong] == []
