"""Folders of arrays come back whole or not at all."""

import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.finding import StoreError
from qualcode.store.arrays import ARRAYS_FORMAT, load_arrays, release_columns, save_arrays
from resident import SMAPS, resident

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])))
ARRAYS = st.lists(st.integers(-(2**31), 2**31 - 1)).map(lambda values: np.array(values, np.int32))
NAMES = st.sampled_from(["tokens", "offsets", "keys", "utf8"])


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@given(st.dictionaries(NAMES, TEXTS | ARRAYS))
def test_arrays_and_texts_come_back(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("arrays") / "shard"
    save_arrays(folder, values)
    found = load_arrays(folder)
    assert found.keys() == values.keys()
    for name, expected in values.items():
        if isinstance(expected, list):
            assert found[name] == expected
        else:
            assert found[name].dtype == expected.dtype
            np.testing.assert_array_equal(found[name], expected)


@pytest.fixture
def shard(tmp_path):
    folder = tmp_path / "shard"
    save_arrays(
        folder, {"tokens": np.arange(40), "flags": np.zeros((3, 2), np.int8), "keys": ["jaringan", "", "sinyal 😀"]}
    )
    return folder


@given(data=st.data())
def test_a_file_cut_anywhere_or_missing_makes_the_folder_void(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("arrays") / "shard"
    save_arrays(folder, {"tokens": np.arange(40), "keys": ["jaringan", "sinyal"]})
    file = folder / data.draw(st.sampled_from(names(folder)))
    whole = file.read_bytes()
    cut = data.draw(st.integers(-1, len(whole) - 1))
    file.unlink() if cut < 0 else file.write_bytes(whole[:cut])
    assert load_arrays(folder) is None


@given(data=st.data())
def test_a_changed_byte_never_raises(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("arrays") / "shard"
    save_arrays(folder, {"tokens": np.arange(4), "keys": ["jaringan", "sinyal"]})
    file = folder / data.draw(st.sampled_from(names(folder)))
    changed = bytearray(file.read_bytes())
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(changed)
    load_arrays(folder)


def test_a_file_of_another_size_makes_the_folder_void(shard):
    with (shard / "tokens.npy").open("ab") as file:
        file.write(b"more")
    assert load_arrays(shard) is None


def test_no_folder_is_no_arrays(tmp_path):
    assert load_arrays(tmp_path / "none") is None


def test_loaded_arrays_cannot_be_written_to(shard):
    with pytest.raises(ValueError, match="read-only"):
        load_arrays(shard)["tokens"][0] = 1


def test_a_newer_format_is_void(shard):
    manifest = shard / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format":{ARRAYS_FORMAT}', f'"format":{ARRAYS_FORMAT + 1}'))
    assert load_arrays(shard) is None


def test_one_changed_byte_makes_a_folder_void(shard):
    damaged = shard / "tokens.npy"
    data = bytearray(damaged.read_bytes())
    data[-1] ^= 1
    damaged.write_bytes(bytes(data))
    assert load_arrays(shard) is None


def test_saving_replaces_the_whole_folder(shard):
    save_arrays(shard, {"other": np.arange(2)})
    assert load_arrays(shard).keys() == {"other"}
    assert names(shard.parent) == ["shard"]


def test_a_failed_save_leaves_the_old_arrays(shard, monkeypatch):
    def full_disk(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StoreError, match="no space left on device"):
        save_arrays(shard, {"other": np.arange(2)})
    assert load_arrays(shard).keys() == {"tokens", "flags", "keys"}
    assert names(shard.parent) == ["shard"]


def test_the_same_arrays_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        save_arrays(tmp_path / name, {"tokens": np.arange(4), "keys": ["x", "y"]})
    files = names(tmp_path / "a")
    assert [(tmp_path / "a" / f).read_bytes() for f in files] == [(tmp_path / "b" / f).read_bytes() for f in files]


def test_a_name_that_is_no_identifier_is_our_mistake(tmp_path):
    with pytest.raises(ValueError, match="cannot name"):
        save_arrays(tmp_path / "x", {"../x": np.arange(2)})


def test_arrays_that_are_put_by_are_as_they_were(tmp_path):
    values = np.arange(0, 1 << 20, 3)
    save_arrays(tmp_path / "shard", {"tokens": values, "ones": np.ones(5000)})
    found = load_arrays(tmp_path / "shard")
    np.testing.assert_array_equal(found["tokens"], values)
    release_columns(found.values())
    np.testing.assert_array_equal(found["tokens"], values)


@pytest.mark.skipif(not SMAPS.exists(), reason="only Linux tells what lies in memory")
def test_arrays_that_are_put_by_take_no_memory(tmp_path):
    save_arrays(tmp_path / "shard", {"tokens": np.arange(0, 1 << 20, 3), "keys": ["word"] * 50_000})
    found = load_arrays(tmp_path / "shard")
    np.testing.assert_array_equal(found["tokens"], np.arange(0, 1 << 20, 3))
    assert resident(tmp_path) > 1 << 20
    release_columns(found.values())
    assert resident(tmp_path) == 0
