"""The families of rules that ``benchmarks.bench_rules`` switches off are there."""

from importlib import import_module

import pytest

from benchmarks.bench_rules import FAMILIES, without


@pytest.mark.parametrize(("family", "module", "name", "instead"), FAMILIES)
def test_family_is_switched_off_and_on_again(family, module, name, instead):
    *path, last = name.split(".")

    def called():
        owner = import_module(f"kg.extract.{module}")
        for part in path:
            owner = getattr(owner, part)
        return getattr(owner, last)

    known = called()
    with without(module, name, instead):
        assert called() is instead
    assert called() is known
