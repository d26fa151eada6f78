"""A write is whole or does not happen."""

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qualcode.model.finding import StoreError
from qualcode.store.atomic import (
    new_folder_beside,
    read_bytes,
    remove_file,
    remove_leftovers,
    replace_folder,
    write_bytes,
)


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def full_disk(*_args, **_options):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_written_with_its_folders(tmp_path):
    path = tmp_path / "a" / "b.txt"
    assert write_bytes(path, b"one")
    assert read_bytes(path) == b"one"
    assert names(path.parent) == ["b.txt"]


def test_the_same_bytes_are_not_written_again(tmp_path):
    path = tmp_path / "a.txt"
    write_bytes(path, b"one")
    before = path.stat()
    assert not write_bytes(path, b"one")
    assert path.stat().st_ino == before.st_ino


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "a.txt"
    write_bytes(path, b"old")
    monkeypatch.setattr(os, step, full_disk)
    with pytest.raises(StoreError, match=r"a\.txt: cannot be written \(no space left on device\)"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt"]


def test_ctrl_c_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == []


def test_a_folder_is_not_overwritten_by_a_file(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        write_bytes(tmp_path, b"x")


def test_a_missing_file_is_said_in_one_sentence(tmp_path):
    with pytest.raises(StoreError, match=r"cannot be read \(no such file or directory\)"):
        read_bytes(tmp_path / "none")


def test_a_link_keeps_pointing_to_the_file_behind_it(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_bytes(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_rights_of_a_file_are_kept(tmp_path):
    path = tmp_path / "private"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_bytes(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_stays_a_device():
    null = Path("/dev/null")
    assert write_bytes(null, b"x")
    assert null.is_char_device()


def test_a_folder_takes_the_place_of_another(tmp_path):
    folder = tmp_path / "index"
    for content in ("one", "two"):
        filled = new_folder_beside(folder)
        (filled / content).touch()
        replace_folder(filled, folder)
    assert names(folder) == ["two"]
    assert names(tmp_path) == ["index"]


def test_many_replace_a_folder_at_once_and_one_of_theirs_stays(tmp_path):
    folder = tmp_path / "stems"

    def replace(number: int) -> None:
        filled = new_folder_beside(folder)
        (filled / str(number)).touch()
        replace_folder(filled, folder)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(replace, range(200)))
    assert len(names(folder)) == 1
    assert names(tmp_path) == ["stems"]


def test_when_a_folder_cannot_be_put_in_place_the_old_one_stays(tmp_path, monkeypatch):
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "old").touch()
    filled = new_folder_beside(folder)
    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda a, b: full_disk() if str(a) == str(filled) else rename(a, b))
    with pytest.raises(StoreError, match="cannot be replaced"):
        replace_folder(filled, folder)
    assert names(folder) == ["old"]
    assert names(tmp_path) == ["index"]


def test_sweeping_removes_only_what_killed_processes_left(tmp_path):
    left = new_folder_beside(tmp_path / "index")
    (left / "half.npy").touch()
    (tmp_path / ".0a1b.qctmp").touch()
    (tmp_path / "kept.jsonl").touch()
    remove_leftovers(tmp_path)
    assert names(tmp_path) == ["kept.jsonl"]


def test_removing_says_whether_there_was_something(tmp_path):
    (tmp_path / "a").touch()
    assert remove_file(tmp_path / "a")
    assert not remove_file(tmp_path / "a")
