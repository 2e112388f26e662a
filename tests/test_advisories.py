"""``kg doctor --licenses`` and ``--advisories``: what is installed, what it may do, and what is known against it."""

import json
import zipfile
from pathlib import Path

import pytest

from kg.advisories import advisories
from kg.dependencies import Dependency, dependencies
from kg.errors import ConfigError


def installed(version: str = "2.31.0", name: str = "Requests") -> list[Dependency]:
    return [Dependency(name=name, version=version, licence="MIT", needed_by="news-kg", use="")]


def record(
    *events: dict[str, str], versions: tuple[str, ...] = (), **more: object
) -> dict[str, object]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": "requests"},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
        "versions": list(versions),
    }
    return {"id": "PYSEC-1", "summary": "leaks a header", "affected": [affected], **more}


def found(tmp_path: Path, given: object, version: str = "2.31.0") -> list[tuple[str, str]]:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(given))
    return [(each.id, each.fixed) for each in advisories(path, installed(version))]


@pytest.mark.parametrize(
    ("events", "is_so", "fixed"),
    [
        ([{"introduced": "0"}, {"fixed": "2.32.0"}], True, "2.32.0"),
        ([{"introduced": "0"}, {"fixed": "2.31.0"}], False, ""),
        ([{"introduced": "2.31.0"}], True, ""),
        ([{"introduced": "2.32"}], False, ""),
        ([{"introduced": "1"}, {"last_affected": "2.31.0"}], True, ""),
        ([{"introduced": "1"}, {"last_affected": "2.30"}], False, ""),
        ([{"fixed": "2.3"}, {"introduced": "0"}, {"introduced": "2.9"}, {"fixed": "3"}], True, "3"),
        ([{"introduced": "0"}, {"fixed": "no number"}], True, ""),
    ],
)
def test_a_version_is_compared_with_the_events_of_a_range(tmp_path, events, is_so, fixed):
    assert found(tmp_path, record(*events)) == ([("PYSEC-1", fixed)] if is_so else [])


def test_a_version_that_is_listed_is_affected(tmp_path):
    assert found(tmp_path, record({"introduced": "9"}, versions=("2.31.0",))) == [("PYSEC-1", "")]


def test_what_was_withdrawn_counts_no_more(tmp_path):
    assert found(tmp_path, record({"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z")) == []


def test_other_packages_and_ecosystems_are_passed_over(tmp_path):
    other = record({"introduced": "0"})
    other["affected"][0]["package"]["ecosystem"] = "npm"
    assert found(tmp_path, other) == []
    other["affected"][0]["package"] = {"ecosystem": "PyPI", "name": "request"}
    assert found(tmp_path, other) == []


def test_records_may_lie_in_a_folder_or_a_zip(tmp_path):
    (tmp_path / "osv").mkdir()
    (tmp_path / "osv" / "a.json").write_text(json.dumps(record({"introduced": "0"})))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.write(tmp_path / "osv" / "a.json", "PYSEC-1.json")
    for path in (tmp_path / "osv", tmp_path / "all.zip"):
        assert [each.id for each in advisories(path, installed())] == ["PYSEC-1"]


@pytest.mark.parametrize("content", ["{", "[]", '{"id": 1}', "null", "[" * 100_000])
def test_what_has_no_records_is_one_line(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(ConfigError, match=rf"{path}: (is no JSON|has no records of OSV)"):
        advisories(path, installed())


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.json: cannot be read"):
        advisories(tmp_path / "none.json", installed())


def test_every_dependency_has_a_licence_and_says_who_needs_it():
    known = {each.name: each for each in dependencies()}
    assert known["numpy"].licence.startswith("BSD")  # older releases name no clauses
    assert known["thinc"].needed_by == "spacy"
    assert {each.licence for each in known.values()}.isdisjoint({"", "not told"})
    assert "pytest" not in known  # what only those need who work on kg


def test_no_dependency_forbids_commercial_use_or_asks_for_the_source_of_what_uses_it():
    refused = ("AGPL", "GPL-2", "GPL-3", "NonCommercial", "CC-BY-NC")
    found = [each for each in dependencies() if any(word in each.licence for word in refused)]
    assert [each.name for each in found if " OR " not in each.licence] == []


def test_doctor_shows_licences_and_vulnerabilities(kg, tmp_path):
    code, out, _ = kg("doctor", "--licenses")
    assert code == 0
    assert "kg serve: listens" in out
    path = tmp_path / "a.json"
    path.write_text(json.dumps(record({"introduced": "0"})))
    code, out, _ = kg("doctor", "--advisories", path)
    assert code == 1
    assert "leaks a header" in out
    path.write_text(json.dumps(record({"introduced": "99"})))
    code, out, _ = kg("doctor", "--advisories", path, "--json")
    assert (code, out) == (0, "[]\n")
