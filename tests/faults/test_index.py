"""An index that is damaged, of another format or gone is built again, with one line; tables stay the same."""

import json
import shutil

import pytest

from study import SOURCES, Folder, coded, mixed

INDEX = ".qualcode/index/default"


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = coded(tmp_path, SOURCES)
    folder.done("export", "segments")
    return folder


def shard(study: Folder):
    (found,) = [path for path in (study.path / INDEX).iterdir() if path.is_dir()]
    return found


def cut(study):
    file = shard(study) / "starts.npy"
    file.write_bytes(file.read_bytes()[:-9])


def turned(study):
    file = shard(study) / "segment_start.npy"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(bytes(data))


def older(study):
    file = shard(study) / "manifest.json"
    said = json.loads(file.read_text())
    file.write_text(json.dumps({**said, "format": said["format"] - 1}))


def emptied(study):
    for file in shard(study).iterdir():
        if file.is_file():
            file.write_bytes(b"")


def a_file_gone(study):
    (shard(study) / "starts.npy").unlink()


def shard_gone(study):
    shutil.rmtree(shard(study))


def all_gone(study):
    shutil.rmtree(study.path / INDEX)


def a_folder_in_its_place(study):
    (shard(study) / "starts.npy").unlink()
    (shard(study) / "starts.npy").mkdir()


def by_another_version(study):
    made = shard(study)
    made.rename(made.parent / "0123456789abcdef")
    listed = made.parent / "manifest.json"
    said = json.loads(listed.read_text())
    listed.write_text(json.dumps({**said, "made_by": "x", "shards": ["0123456789abcdef"]}))


DAMAGES = {
    cut: "damaged", turned: "damaged", older: "another format", emptied: "damaged", a_file_gone: "damaged",
    a_folder_in_its_place: "damaged", shard_gone: "not whole", all_gone: "not there any more",
    by_another_version: "another version",
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_it_is_built_again_and_said_in_one_line(study, damage):
    before, index = study.tree("out"), shard(study).name
    damage(study)
    ended = study.done("export", "segments")
    (said,) = [line for line in ended.err.splitlines() if "index" in line]
    assert said.startswith("the index of corpus `default` ")
    assert DAMAGES[damage] in said
    assert study.tree("out") == before
    assert shard(study).name == index  # built anew, from the same transcripts
    assert "index" not in study.done("export", "segments").err


def test_a_fresh_copy_is_told_nothing_of_an_index(study):
    shutil.rmtree(study.path / ".qualcode")
    assert "index" not in study.done("code", "-b", "clinic.yaml").err


def test_quiet_is_quiet_and_json_stays_json(study):
    cut(study)
    assert study.done("export", "segments", "-q").err == ""
    cut(study)
    assert study.done("code", "-b", "clinic.yaml", "--json").json["findings"] is not None


@pytest.mark.parametrize("what", ["manifest.json", "nothing", "half"])
def test_its_list_of_transcripts_may_be_missing_too(study, what):
    before = study.tree("out")
    listed = study.path / INDEX / "manifest.json"
    if what == "manifest.json":
        listed.unlink()
    else:
        listed.write_bytes(b"" if what == "nothing" else listed.read_bytes()[:40])
    study.done("export", "segments")
    assert study.tree("out") == before


def test_languages_that_were_kept_beside_it_are_worked_out_again(study):
    before = study.tree("out")
    kept = shard(study) / "languages" / "languages.npy"
    kept.write_bytes(kept.read_bytes()[:-1])
    study.done("export", "segments")
    assert study.tree("out") == before


@pytest.mark.parametrize(
    "damage", ["a file cut off", "a byte turned", "a file gone", "no list of files", "half a list"]
)
def test_codings_that_are_damaged_are_asked_for_again(study, damage):
    before, kept = study.tree("out"), study.path / ".qualcode/codings/default/clinic"
    whole = study.tree(".qualcode/codings")
    file = max((file for file in kept.iterdir() if file.name != "manifest.json"), key=lambda file: file.stat().st_size)
    file = kept / "manifest.json" if "list" in damage else file
    data = file.read_bytes()
    if damage in ("a file gone", "no list of files"):
        file.unlink()
    else:
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if "turned" in damage else data[: len(data) // 2])
    ended = study.run("export", "segments")
    assert (ended.code, "qualcode code" in ended.err) == (2, True)
    study.done("code", "-b", "clinic.yaml")
    study.done("export", "segments")
    assert study.tree("out") == before
    assert study.tree(".qualcode/codings") == whole


def test_the_memo_of_stems_may_be_damaged(study):
    before = study.tree("out")
    for file in (study.path / ".qualcode/stems").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:20])
    study.replace("clinic.yaml", "version: 1.0.0", "version: 1.0.1")
    study.done("code", "-b", "clinic.yaml")
    study.replace("clinic.yaml", "version: 1.0.1", "version: 1.0.0")
    study.done("code", "-b", "clinic.yaml")
    study.done("export", "segments")
    assert study.tree("out") == before


def test_a_first_or_a_larger_index_is_nothing_to_be_told_of(tmp_path):
    folder = mixed(tmp_path)
    assert "index" not in folder.done("ingest", "interviews/a.txt").err
    assert "index" not in folder.done("ingest", "interviews").err
    folder.replace("interviews/a.txt", "hari Senin", "hari Selasa")
    assert "index" not in folder.done("ingest", "interviews").err
