"""Run: the whole study with one command, the same bytes every time."""

import json
import subprocess

import pytest

from study import CODEBOOK, QUALCODE, SOURCES, Folder, configured, environment, keep_coding

DERIVED = ("barriers.csv", "codes.csv", "segments.csv", "turns.csv", "datapackage.json")


def derived(folder: Folder) -> dict[str, bytes]:
    return {name: folder.tree("out")[f"out/{name}"] for name in DERIVED}


def test_it_writes_every_table_and_ends_with_the_barriers(tmp_path):
    folder = configured(tmp_path)
    ended = folder.done("run")
    assert {"out/run.json", *(f"out/{name}" for name in DERIVED)} == folder.tree("out").keys()
    assert "Poor network" in ended.out
    assert "out/barriers.csv" in ended.err
    folder.done("verify")


def test_init_and_interviews_are_all_that_it_needs(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    folder.write("corpora/interviews/sources/a.txt", "Pewawancara: Apa?\nInforman: Perawat kurang.\n")
    mine = "put your own into codebooks/barriers.yaml"
    assert mine in folder.done("run").err
    assert mine in folder.done("code").err
    folder.write("codebooks/barriers.yaml", CODEBOOK)
    assert mine not in folder.done("run").err + folder.done("code").err
    assert len(folder.rows("out/turns.csv")) == 2


def test_its_barriers_are_those_of_the_three_commands(tmp_path):
    one, other = configured(tmp_path / "1"), configured(tmp_path / "2")
    one.done("run")
    other.done("ingest")
    other.done("code")
    for table in ("segments", "barriers", "codes", "turns"):
        other.done("export", table)
    assert derived(one) == derived(other)


def test_two_runs_in_two_places_give_the_same_bytes(tmp_path):
    one, other = configured(tmp_path / "1"), configured(tmp_path / "deeper/2")
    for folder in (one, other):
        keep_coding_after_ingest(folder)
    folder.done("run")
    one.done("run")
    assert derived(one) == derived(other)
    before = one.stamps("out")
    one.done("run")
    assert {name for name, stamp in one.stamps("out").items() if stamp != before[name]} <= {"out/run.json"}


def keep_coding_after_ingest(folder: Folder) -> None:
    folder.done("ingest")
    keep_coding(folder, "a", 4, "Perawat datang", "interviews")


@pytest.mark.slow
def test_neither_hash_seed_nor_locale_nor_time_zone_shows(tmp_path):
    one, other = configured(tmp_path / "1"), configured(tmp_path / "2")
    settings = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Jakarta", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    for folder, setting in zip((one, other), settings, strict=True):
        subprocess.run([*QUALCODE, "run", "-q"], cwd=folder.path, env=environment(**setting), check=True)
    assert derived(one) == derived(other)
    assert one.tree("corpora") == other.tree("corpora")


def test_the_order_of_files_on_disk_is_of_no_matter(tmp_path, monkeypatch):
    from pathlib import Path

    one, other = configured(tmp_path / "1"), configured(tmp_path / "2")
    one.done("run")
    listed, searched = Path.iterdir, Path.rglob
    monkeypatch.setattr(Path, "iterdir", lambda path: sorted(listed(path), reverse=True))
    monkeypatch.setattr(Path, "rglob", lambda path, pattern: sorted(searched(path, pattern), reverse=True))
    other.done("run")
    assert derived(one) == derived(other)


def test_the_record_of_a_run_counts_and_holds_nobodys_words(tmp_path):
    folder = configured(tmp_path)
    folder.done("run")
    record = json.loads(folder.read("out/run.json"))
    assert record["transcripts"]["new"] == 7
    assert record["tables"]["segments"]["rows"] == len(folder.rows("out/segments.csv"))
    assert "Perawat" not in folder.read("out/run.json")


def test_a_bad_source_fails_the_run_and_the_rest_is_done(tmp_path):
    folder = configured(tmp_path)
    folder.write("corpora/interviews/sources/bad.txt", b"")
    ended = folder.run("run")
    assert (ended.code, "sources/bad.txt" in ended.err) == (1, True)
    assert folder.rows("out/barriers.csv")[0]["respondents_total"] == "7"


def test_warnings_fail_a_strict_run(tmp_path):
    folder = configured(tmp_path, {"a.txt": "P: Perawat.\nI: Perawat datang.\n", "b.txt": "Informan: Perawat.\n"})
    assert (folder.run("run").code, folder.run("run", "--strict").code) == (0, 1)


def test_it_says_what_is_missing(tmp_path):
    folder = Folder(tmp_path)
    ended = folder.run("run")
    assert (ended.code, "qualcode.yaml" in ended.err) == (2, True)
    folder.done("init")
    assert folder.run("run").code == 2


def test_a_broken_codebook_stops_it_with_its_place(tmp_path):
    folder = configured(tmp_path)
    folder.write("codebooks/barriers.yaml", CODEBOOK.replace("terms: [perawat", "trems: [perawat"))
    ended = folder.run("run")
    line = 1 + CODEBOOK[: CODEBOOK.index("terms: [perawat")].count("\n")
    assert ended.code == 2
    assert ended.err.startswith(f"error: codebooks/barriers.yaml:{line}:5: ")
    assert not (tmp_path / "out").exists()


def test_a_reader_who_read_everything_stands_beside_the_rules(tmp_path):
    folder = configured(tmp_path, {"a.txt": SOURCES["a.txt"], "e.srt": SOURCES["e.srt"]})
    folder.done("ingest")
    keep_coding(folder, "a", 2, "Sinyal belum ada", "interviews", code="access", whole=False)
    folder.write("corpora/interviews/coding/reader-1/coder.yaml", "format: 1\nkind: person\nread_whole: [a, e]\n")
    ended = folder.done("run", "--json").json["beside"]
    assert (ended["coder"], ended["kind"], ended["respondents"]) == ("reader-1", "person", 2)
    rows = {row["code"]: (row["reader"], row["rules"], row["both"]) for row in ended["rows"]}
    assert rows == {"access": (1, 2, 1), "network": (0, 2, 0), "staff": (0, 1, 0)}
    shown = folder.done("run")
    assert "of 2 respondents, who names it" in " ".join(shown.out.split())
    assert "reader-1 read every turn" in shown.err


def test_a_reader_who_read_less_does_not(tmp_path):
    folder = configured(tmp_path, {"a.txt": SOURCES["a.txt"], "e.srt": SOURCES["e.srt"]})
    folder.done("ingest")
    keep_coding(folder, "a", 2, "Sinyal belum ada", "interviews", code="access", whole=False)
    folder.write("corpora/interviews/coding/reader-1/coder.yaml", "format: 1\nkind: person\nread_whole: [a]\n")
    assert folder.done("run", "--json").json["beside"] is None
