"""A power cut at any call: what was not synced is gone, and what is left is whole.

A model of the most forgetful disk keeps of a file the bytes at its last fsync, and of a folder the names at its last
fsync (`forgetful`), or every name and still only synced bytes (`hasty`): real disks do something between the two.
"""

import os
import stat
from pathlib import Path

import numpy as np
import pytest

from qualcode.store import arrays, columnstore
from qualcode.store.append import append, parse_lines
from qualcode.store.atomic import change_in_transaction, take_back_unfinished, write_bytes

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="handles have no paths here")
CALLS = ("fsync", "replace", "rename", "mkdir", "unlink", "write", "ftruncate")


class Disk:
    """What a power cut would leave of a folder; `cut` is called before every call that changes it, and at the end."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self.cut = root, lambda: None
        self._bytes: dict[int, bytes] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._held: list[int] = []  # an inode that is open is not given to another file
        for path in (root, *root.rglob("*")):
            self._sync(os.open(path, os.O_RDONLY))
        for name in CALLS:
            patch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name, call):
        def watched(*given, **named):
            self.cut()
            result = call(*given, **named)
            if name == "fsync":
                self._sync(os.dup(given[0]))
            return result

        return watched

    def _sync(self, handle: int) -> None:
        self._held.append(handle)
        about, path = os.fstat(handle), Path(f"/proc/self/fd/{handle}").readlink()
        if stat.S_ISDIR(about.st_mode):
            self._names[about.st_ino] = {each.name: each.lstat().st_ino for each in path.iterdir()}
        else:
            self._bytes[about.st_ino] = path.read_bytes()

    def forgetful(self) -> dict[str, bytes]:
        """Files that can be reached by synced names, with their synced bytes."""
        return dict(self._below(self.root.stat().st_ino, ""))

    def _below(self, folder: int, path: str):
        for name, inode in self._names.get(folder, {}).items():
            if inode in self._names:
                yield from self._below(inode, f"{path}{name}/")
            else:
                yield f"{path}{name}", self._bytes.get(inode, b"")

    def hasty(self) -> dict[str, bytes]:
        """All files that have a name, with their synced bytes."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return {path.relative_to(self.root).as_posix(): self._bytes.get(path.stat().st_ino, b"") for path in files}

    def lost(self) -> list[dict[str, bytes]]:
        return [self.forgetful(), self.hasty()]

    def close(self) -> None:
        for handle in self._held:
            os.close(handle)


@pytest.fixture
def disk(tmp_path, monkeypatch):
    made = []

    def begin(files):
        root = tmp_path / "disk"
        root.mkdir()
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        made.append(Disk(root, monkeypatch))
        return made[0]

    yield begin
    monkeypatch.undo()
    made[0].close()


def seen_at_every_cut(disk, look):
    """Look at both worst cases before every call and after the last one; what was seen, in order."""
    seen, busy = [], []

    def cut():
        if not busy:  # looking may change a disk of its own
            busy.append(1)
            seen.append([look(files) for files in disk.lost()])
            busy.clear()

    disk.cut = cut
    return seen


@pytest.mark.parametrize("before", [{}, {"a/b/c.jsonl": b"old"}])
def test_a_file_is_the_old_one_or_the_new_one_and_the_new_one_when_writing_returns(disk, before):
    made = disk(before)
    seen = seen_at_every_cut(made, lambda files: files.get("a/b/c.jsonl"))
    write_bytes(made.root / "a/b/c.jsonl", b"new")
    made.cut()
    old = before.get("a/b/c.jsonl")
    assert {each for both in seen for each in both} <= {old, b"new"}
    assert (seen[0], seen[-1]) == ([old, old], [b"new", b"new"])


def test_a_line_that_was_added_stays_and_the_ones_before_it_too(disk):
    made = disk({})
    path, wanted = made.root / "samples" / "x.jsonl", []
    seen = seen_at_every_cut(made, lambda files: parse_lines("x", files.get("samples/x.jsonl", b""))[0])
    for number in range(3):
        append(path, {"n": number})
        wanted.append((number + 1, {"n": number}))
        made.cut()
        assert seen[-1] == [wanted, wanted]
        assert all(both[0] in (wanted, wanted[:-1]) for both in seen)
        seen.clear()


def test_files_that_change_together_are_all_old_or_all_new(disk, tmp_path):
    files = {"codebook.yaml": b"code: a", "coding/ani/x.jsonl": b"a", "coding/budi/x.jsonl": b"a"}
    made = disk(files)
    wanted = {name: data.replace(b"a", b"b") for name, data in files.items()}

    def after_the_next_start(left):
        root = tmp_path / "copy"
        for name, data in left.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        take_back_unfinished(root, root / "before")
        found = {name: (root / name).read_bytes() for name in files}
        (tmp_path / "copy").rename(tmp_path / f"copy-{len(seen)}-{len(list(tmp_path.iterdir()))}")
        return "old" if found == files else "new" if found == wanted else found

    seen = seen_at_every_cut(made, after_the_next_start)
    change_in_transaction(
        made.root, made.root / "before", "t", {made.root / name: data for name, data in wanted.items()}
    )
    made.cut()
    assert {each for both in seen for each in both} == {"old", "new"}
    assert seen[-1] == ["new", "new"]


def test_an_index_is_whole_or_is_built_again(disk, tmp_path):
    made = disk({})
    first, second = {"x": np.arange(9), "t": ["a", "b"]}, {"x": np.arange(5), "t": ["c"]}
    folder = made.root / "index" / "shard"

    def loaded(left):
        copy = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        for name, data in left.items():
            if name.startswith("index/shard/"):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes(data)
        found = arrays.load_arrays(copy / "index/shard")
        return None if found is None else (found["x"].tolist(), list(found["t"]))

    seen = seen_at_every_cut(made, loaded)
    arrays.save_arrays(folder, first)
    arrays.save_arrays(folder, second)
    made.cut()
    one, two = (list(range(9)), ["a", "b"]), (list(range(5)), ["c"])
    assert {str(each) for both in seen for each in both} <= {str(None), str(one), str(two)}
    assert seen[-1] == [two, two]


def test_bundles_are_the_old_ones_or_the_new_ones_and_the_new_ones_when_saving_returns(disk, tmp_path):
    made = disk({})
    folder = made.root / "codings"

    def loaded(left):
        copy = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        copy.mkdir()
        for name, data in left.items():
            (copy / Path(name).name).write_bytes(data)
        kept = columnstore.open_columnstore(copy)
        found = {name: kept.read(name) for name in kept.bundles}
        return {name: None if columns is None else columns["x"].tolist() for name, columns in found.items()}

    seen = seen_at_every_cut(made, loaded)
    columnstore.save_columnstore(folder, {}, {"a": {"x": np.arange(3)}, "b": {"x": np.arange(4)}}, {})
    made.cut()
    first = {"a": [0, 1, 2], "b": [0, 1, 2, 3]}
    assert seen[-1] == [first, first]
    columnstore.save_columnstore(
        folder, {}, {"c": {"x": np.arange(5)}}, {"b": columnstore.open_columnstore(folder).bundles["b"]}
    )
    made.cut()
    second = {"b": [0, 1, 2, 3], "c": [0, 1, 2, 3, 4]}
    assert seen[-1] == [second, second]
    assert all(each in ({}, first, second) for both in seen for each in both)
