"""Files change all or none, and the old ones are kept."""

import pytest

from qualcode.store import atomic
from qualcode.store.atomic import change_in_transaction, take_back_unfinished


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "a.yaml", tmp_path / "people" / "b.jsonl"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"old " + path.name.encode())
    return paths


def change(tmp_path, files, data=b"new"):
    return change_in_transaction(tmp_path, tmp_path / "kept", "rename-x", dict.fromkeys(files, data))


def contents(files):
    return [path.read_bytes() for path in files]


def test_all_are_written_and_the_old_ones_lie_in_a_numbered_folder(tmp_path, files):
    old = contents(files)
    folders = [change(tmp_path, files), change(tmp_path, files, b"newer")]
    assert contents(files) == [b"newer", b"newer"]
    assert [folder.name for folder in folders] == ["0001-rename-x", "0002-rename-x"]
    assert [(folders[0] / path.relative_to(tmp_path)).read_bytes() for path in files] == old


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_what_fails_on_the_way_is_taken_back(tmp_path, files, monkeypatch, error):
    old, write = contents(files), atomic.write_bytes

    def fail(path, data):
        if path == files[1] and data == b"new":
            raise error
        return write(path, data)

    monkeypatch.setattr(atomic, "write_bytes", fail)
    with pytest.raises(error):
        change(tmp_path, files)
    assert contents(files) == old
    assert take_back_unfinished(tmp_path, tmp_path / "kept") == []


@pytest.mark.parametrize("written", [0, 1, 2])
def test_what_a_killed_process_left_is_taken_back(tmp_path, files, written):
    old = contents(files)
    folder = change(tmp_path, files)
    (folder / "done").unlink()
    for path, data in list(zip(files, old, strict=True))[written:]:
        path.write_bytes(data)
    assert take_back_unfinished(tmp_path, tmp_path / "kept") == [folder]
    assert contents(files) == old
    assert take_back_unfinished(tmp_path, tmp_path / "kept") == []


def test_what_somebody_wrote_since_is_left_alone(tmp_path, files):
    folder = change(tmp_path, files)
    (folder / "done").unlink()
    files[0].write_bytes(b"work of a person")
    take_back_unfinished(tmp_path, tmp_path / "kept")
    assert contents(files) == [b"work of a person", b"old b.jsonl"]
