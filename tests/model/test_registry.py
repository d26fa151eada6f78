"""Registries: ours first, then plug-ins by name; a name has one owner."""

import shutil
import sys

import pytest

from qualcode.model import registry
from qualcode.model.finding import StudyError
from qualcode.model.registry import plugins, registered
from qualcode.store.hashing import fingerprint

GROUP = "qualcode.tables"
CACHES = (registry._installed, registry._added, registry._load, plugins, fingerprint)


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Puts packages on the path as an installer would: NAME, version, and lines of entry points."""
    monkeypatch.syspath_prepend(tmp_path)

    def add(package, *lines, version="1.0"):
        for old in tmp_path.glob(f"{package}-*.dist-info"):
            shutil.rmtree(old)
        folder = tmp_path / f"{package}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        (folder / "entry_points.txt").write_text("\n".join([f"[{GROUP}]", *lines]) + "\n")
        (tmp_path / f"{package}.py").write_text("ONE = 1\nTWO = 2\n")
        _forget()

    yield add
    monkeypatch.undo()
    _forget()


def _forget():
    for each in CACHES:
        each.cache_clear()


def test_plug_ins_follow_ours_in_order_of_their_names_and_are_imported_when_used(install):
    install("pluginb", "zebra = pluginb:ONE", "apple = pluginb:TWO")
    install("plugina", "mango = plugina:ONE")
    tables = registered(GROUP, {"ours": 0, "also": 5})
    assert list(tables) == ["ours", "also", "apple", "mango", "zebra"]
    assert len(tables) == 5
    assert "plugina" not in sys.modules
    assert "pluginb" not in sys.modules
    assert [tables["apple"], tables["zebra"], tables["ours"]] == [2, 1, 0]
    assert "pluginb" in sys.modules
    assert "plugina" not in sys.modules
    assert [tables.package("ours"), tables.package("mango")] == ["qualcode", "plugina"]
    assert "fig" not in tables


@pytest.mark.parametrize("owners", [("qualcode", "pluginc"), ("pluginc", "plugind")])
def test_a_name_taken_twice_is_an_error_that_names_both_packages(owners, install):
    for owner in owners:
        if owner != "qualcode":
            install(owner, f"same = {owner}:ONE")
    tables = registered(GROUP, {"same": 0} if "qualcode" in owners else {})
    with pytest.raises(StudyError) as caught:
        list(tables)
    (finding,) = caught.value.findings
    assert (finding.level, finding.code) == ("error", "name-taken-twice")
    assert all(owner in finding.message for owner in owners)
    assert "qualcode" not in finding.hint


def test_a_plug_in_that_cannot_be_imported_is_an_error_that_names_it(install):
    install("plugine", "lost = plugine:NOWHERE")
    with pytest.raises(StudyError, match=r"plug-in plugine cannot be loaded \(AttributeError"):
        registered(GROUP, {})["lost"]


def test_versions_of_plug_ins_change_the_key_of_what_is_derived(install):
    before = fingerprint()
    install("pluginf", "fig = pluginf:ONE", version="1.0")
    assert plugins()["pluginf"] == "1.0"
    first = fingerprint()
    install("pluginf", "fig = pluginf:ONE", version="1.1")
    assert len({before, first, fingerprint()}) == 3
