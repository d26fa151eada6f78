"""A survey that is too large for one shard is divided at the borders of rows, and nothing that is counted changes."""

import pytest

from qualcode.corpus import shards
from study import Folder

ROWS = [
    ("r1", "Jaringannya kurang sekali.", "desa"),
    ("r2", "Perawatnya ramah. Sinyal belum ada!", "kota"),
    ("r1", "", "desa"),
    ("r3", "Koneksi kurang, bu.", "desa"),
    ("r1", "Sinyal di sini kurang.", "desa"),
    ("r4", "Tidak tahu.", "kota"),
    ("r5", "The connection is not enough.", "kota"),
]
TABLES = ("codes", "segments", "turns", "matrix", "cooccurrence", "code_coverage", "languages", "kwic --term sinyal")


def survey(folder, kind):
    folder.write("clinic.yaml", CLINIC)
    if kind == "line":
        folder.write("s.txt", "".join(f"{text}\n" for _, text, _ in ROWS * 3))
        return ("ingest", "s.txt", "--each", "line")
    rows = "".join(f'{who},"{text}",{area}\n' for who, text, area in ROWS)
    folder.write("s.csv", "id,answer,area\n" + rows)
    return ("ingest", "s.csv", "--each", "row", "--columns", "text=answer,id=id")


def tables(folder):
    folder.done("code", "-b", "clinic.yaml")
    return {table: folder.done("export", *table.split(), "-o", "-").out for table in TABLES}


@pytest.mark.parametrize("kind", ["line", "row"])
def test_a_divided_survey_gives_the_tables_of_a_whole_one(tmp_path, monkeypatch, kind):
    whole, divided = Folder(tmp_path / "whole"), Folder(tmp_path / "divided")
    whole.done(*survey(whole, kind))
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 100)
    monkeypatch.setattr(shards, "SURVEY_PART_BYTES", 300)
    divided.done(*survey(divided, kind))
    index = divided.path / ".qualcode/index/default"
    assert len([each for each in index.iterdir() if each.is_dir()]) > 2
    assert tables(divided) == tables(whole)


def test_an_index_that_was_removed_is_built_from_the_transcript(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 100)
    monkeypatch.setattr(shards, "SURVEY_PART_BYTES", 300)
    folder = Folder(tmp_path)
    folder.done(*survey(folder, "row"))
    before = folder.tree()
    for name in before:
        if name.startswith(".qualcode/index/"):
            (folder.path / name).unlink()
    folder.done("status")
    folder.done("code", "-b", "clinic.yaml")
    after = folder.tree()
    assert {n: d for n, d in before.items() if n.endswith(".npy")}.items() <= after.items()


def test_parts_without_a_row_hold_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 10)
    monkeypatch.setattr(shards, "SURVEY_PART_BYTES", 20)
    folder = Folder(tmp_path)
    folder.write("clinic.yaml", CLINIC)
    folder.write("s.txt", "Jaringannya kurang sekali.\n")
    folder.done("ingest", "s.txt", "--each", "line")
    assert "Found 1 coding" in folder.done("code", "-b", "clinic.yaml").err


CLINIC = """\
format: 1
codebook: clinic
version: 1.0.0
languages: [id, en]
codes:
  - code: network
    kind: barrier
    rules:
      - rule: net-missing
        near: [[jaringan, sinyal, koneksi, connection], [kurang, belum ada, not enough]]
"""
