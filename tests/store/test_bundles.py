"""Bundles come back whole or not at all, stay when they are kept, and go when nothing names them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.finding import StoreError
from qualcode.store import columnstore
from qualcode.store.columnstore import open_columnstore, save_columnstore

KINDS = st.sampled_from([np.uint8, np.int8, np.uint16, np.int32, np.int64, np.bool_])
COLUMNS = st.dictionaries(
    st.sampled_from(["first", "start", "rule", "put"]),
    st.builds(lambda values, kind: np.array(values).astype(kind), st.lists(st.integers(0, 100)), KINDS),
)
ONE = {"first": np.arange(40, dtype=np.int32), "put": np.zeros(3, np.uint8)}
TWO = {"first": np.arange(7, dtype=np.int32)}


def names(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def folder(tmp_path):
    save_columnstore(tmp_path / "codings", {"made_from": ["x"]}, {"one": ONE, "two": TWO}, {})
    return tmp_path / "codings"


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), COLUMNS))
def test_columns_come_back(tmp_path_factory, bundles):
    folder = tmp_path_factory.mktemp("bundles")
    save_columnstore(folder, {"said": ["this", ""]}, bundles, {})
    kept = open_columnstore(folder)
    assert kept.said == {"said": ["this", ""]}
    assert kept.bundles.keys() == bundles.keys()
    for name, columns in bundles.items():
        found = kept.read(name)
        assert found.keys() == columns.keys()
        for column, values in columns.items():
            assert (found[column].dtype, found[column].tolist()) == (values.dtype, values.tolist())


@given(data=st.data())
def test_a_file_cut_anywhere_or_gone_is_no_bundle_and_the_others_are(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("bundles")
    save_columnstore(folder, {}, {"one": ONE, "two": TWO}, {})
    whole = (folder / "one").read_bytes()
    cut = data.draw(st.integers(-1, len(whole) - 1))
    (folder / "one").unlink() if cut < 0 else (folder / "one").write_bytes(whole[:cut])
    kept = open_columnstore(folder)
    assert kept.read("one") is None
    assert kept.read("two")["first"].tolist() == TWO["first"].tolist()


@given(data=st.data())
def test_a_changed_byte_is_seen(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("bundles")
    save_columnstore(folder, {}, {"one": ONE}, {})
    file = folder / data.draw(st.sampled_from(["one", "manifest.json"]))
    changed = bytearray(file.read_bytes())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(changed)
    assert open_columnstore(folder).read("one") is None


def test_a_column_of_one_value_is_one_value_on_the_disk(tmp_path):
    same, other = np.full(3000, 7, np.uint16), np.arange(3000, dtype=np.uint16)
    save_columnstore(tmp_path, {}, {"one": {"same": same, "other": other}}, {})
    assert (tmp_path / "one").stat().st_size == 2 * (1 + len(other))
    assert open_columnstore(tmp_path).read("one")["same"].tolist() == same.tolist()


def test_no_folder_holds_nothing(tmp_path):
    kept = open_columnstore(tmp_path / "none")
    assert (kept.said, kept.bundles, kept.read("one")) == ({}, {}, None)


def test_what_stays_is_not_written_again_and_what_nothing_names_is_gone(folder):
    stays = (folder / "two").stat()
    (folder / "code.npy").write_bytes(b"of an older version")
    save_columnstore(folder, {}, {"three": ONE}, {"two": open_columnstore(folder).bundles["two"]})
    assert names(folder) == ["manifest.json", "three", "two"]
    now = (folder / "two").stat()
    assert (now.st_ino, now.st_mtime_ns) == (stays.st_ino, stays.st_mtime_ns)


def test_columns_that_somebody_holds_outlive_their_file(folder):
    held = open_columnstore(folder).read("one")
    save_columnstore(folder, {}, {"two": TWO}, {})
    assert held["first"].tolist() == list(range(40))


def test_the_same_bundles_give_the_same_bytes_whatever_was_there(folder, tmp_path):
    save_columnstore(folder, {}, {"three": ONE}, {"one": open_columnstore(folder).bundles["one"]})
    save_columnstore(tmp_path / "other", {}, {"one": ONE, "three": ONE}, {})
    assert names(folder) == names(tmp_path / "other")
    for name in names(folder):
        assert (folder / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_a_full_disk_leaves_the_old_bundles(folder, monkeypatch):
    def full_disk(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(StoreError, match="no space left on device"):
        save_columnstore(folder, {}, {"three": TWO}, {})
    assert open_columnstore(folder).read("one")["first"].tolist() == list(range(40))
    assert names(folder) == ["manifest.json", "one", "two"]


def test_columns_cannot_be_written_to(folder):
    with pytest.raises(ValueError, match="read-only"):
        open_columnstore(folder).read("one")["first"][0] = 1


def test_a_format_to_come_is_read_by_nobody(tmp_path, monkeypatch):
    with monkeypatch.context() as later:
        later.setattr(columnstore, "COLUMNSTORE_FORMAT", columnstore.COLUMNSTORE_FORMAT + 1)
        save_columnstore(tmp_path, {}, {"one": ONE}, {})
        assert open_columnstore(tmp_path).bundles.keys() == {"one"}
    assert open_columnstore(tmp_path).bundles == {}
