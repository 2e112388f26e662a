"""Dropout from a supply: as much is dropped, what stays is scaled, and a run that goes on drops the same."""

import pytest

torch = pytest.importorskip("torch", reason="needs torch: pip install -e '.[train]'")

from training.dropout import Dropout, supplied  # noqa: E402


def test_as_much_is_dropped_as_asked_and_the_mean_stays() -> None:
    torch.manual_seed(1)
    found = Dropout(0.25)(torch.ones(300, 400))
    assert (found == 0).float().mean().item() == pytest.approx(0.25, abs=0.01)
    assert found.mean().item() == pytest.approx(1.0, abs=0.01)


def test_the_same_seed_drops_the_same_and_another_does_not() -> None:
    given, dropped = torch.ones(50, 60), []
    for seed in (3, 3, 4):
        torch.manual_seed(seed)
        dropped.append(Dropout(0.5)(given))
    assert torch.equal(dropped[0], dropped[1])
    assert not torch.equal(dropped[0], dropped[2])


def test_nothing_is_dropped_outside_training() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Dropout(0.9))
    supplied(network)
    network.eval()
    given = torch.ones(2, 4)
    assert torch.equal(network(given), network[0](given))


def test_every_dropout_of_a_network_is_replaced() -> None:
    network = torch.nn.TransformerEncoderLayer(8, 2, 16, dropout=0.1)
    supplied(network)
    kinds = [type(module) for module in network.modules()]
    assert torch.nn.Dropout not in kinds
    assert kinds.count(Dropout) == 3
