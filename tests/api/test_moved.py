"""What comes after the first ingest: sources that were copied, renamed, split or merged."""

import json

import pytest

from study import Folder, coded, keep_coding

LONG = "".join(
    f"Pewawancara: Pertanyaan nomor {n} tentang desa?\nInforman: Jawaban nomor {n}, perawat kurang di sini.\n"
    for n in range(1, 7)
)
QUOTE = "perawat kurang di sini"


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = coded(tmp_path, {"a.txt": LONG, "b.txt": LONG.replace("desa", "kota").replace("Jawaban", "Balasan")})
    keep_coding(made, "a", 4, QUOTE)
    file = made.path / "corpora/default/coding/reader-1/a.jsonl"
    first = file.read_bytes()
    keep_coding(made, "a", 10, QUOTE)
    file.write_bytes(first + file.read_bytes().split(b"\n", 1)[1])
    return made


def codings(folder: Folder, transcript: str) -> list[tuple[int, str]]:
    file = folder.path / f"corpora/default/coding/reader-1/{transcript}.jsonl"
    lines = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    return [(line["turn"], line["quote"]) for line in lines if "turn" in line]


def test_a_study_whose_sources_were_left_in_place_can_be_run(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    for name in "ab":
        folder.write(f"elsewhere/{name}.txt", LONG.replace("desa", name))
    folder.done("ingest", "elsewhere")
    assert "2 unchanged" in folder.done("run").err
    folder.write("elsewhere/c.txt", LONG)  # nobody named it
    assert "2 unchanged" in folder.done("run").err


def test_the_same_files_copied_into_the_study_are_the_same_transcripts(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    for name in "ab":
        folder.write(f"elsewhere/{name}.txt", LONG.replace("desa", name))
    folder.done("ingest", "elsewhere")
    for name in "ab":
        folder.write(f"corpora/interviews/sources/{name}.txt", LONG.replace("desa", name))
    assert "2 changed" in folder.done("run").err
    assert folder.transcript("a", "interviews")[0]["source"] == "corpora/interviews/sources/a.txt"
    assert "2 unchanged" in folder.done("run").err


def test_identical_bytes_under_another_path_are_no_error(folder):
    folder.write("copy/a.txt", LONG)
    assert "1 unchanged" in folder.done("ingest", "copy").err


def test_other_bytes_under_an_id_that_is_taken_still_are(folder):
    folder.write("copy/a.txt", LONG + "Informan: Ada lagi.\n")
    assert folder.run("ingest", "copy").code == 2


def test_a_renamed_source_that_people_worked_on_waits_and_says_what_moves_it(folder):
    before = folder.tree("corpora/default/transcripts") | folder.tree("corpora/default/coding")
    (folder.path / "interviews/a.txt").rename(folder.path / "interviews/respondent-1.txt")
    ended = folder.run("ingest", "interviews")
    assert (ended.code, "--move-codings" in ended.err, "`reader-1`" in ended.err) == (1, True, True)
    assert folder.tree("corpora/default/transcripts") | folder.tree("corpora/default/coding") == before


def test_a_renamed_source_moves_with_all_that_people_kept(folder):
    (folder.path / "interviews/a.txt").rename(folder.path / "interviews/respondent-1.txt")
    ended = folder.done("ingest", "interviews", "--move-codings", "-v")
    assert "with its 2 codings" in ended.err
    assert "goes to `respondent-1`, turn 10" in ended.err
    assert codings(folder, "a") == []
    assert codings(folder, "respondent-1") == [(4, QUOTE), (10, QUOTE)]
    assert not (folder.path / "corpora/default/transcripts/a.jsonl").exists()
    assert "2 kept codings" in folder.done("verify").err
    assert "all hold" in folder.done("verify").err


def test_a_renamed_source_on_which_nobody_worked_is_not_counted_twice(folder):
    (folder.path / "interviews/b.txt").rename(folder.path / "interviews/c.txt")
    folder.done("ingest", "interviews")
    assert sorted(path.stem for path in (folder.path / "corpora/default/transcripts").iterdir()) == ["a", "c"]


def split(folder: Folder, first: str = "first", second: str = "second") -> None:
    lines = LONG.splitlines(keepends=True)
    (folder.path / "interviews/a.txt").unlink()
    folder.write(f"interviews/{first}.txt", "".join(lines[:6]))
    folder.write(f"interviews/{second}.txt", "".join(lines[6:]))


def test_a_source_that_was_split_takes_its_codings_along(folder):
    split(folder)
    assert folder.run("ingest", "interviews").code == 1
    folder.done("ingest", "interviews", "--move-codings")
    assert (codings(folder, "first"), codings(folder, "second")) == ([(4, QUOTE)], [(4, QUOTE)])
    assert "all hold" in folder.done("verify").err


def test_sources_that_were_merged_take_their_codings_along(folder):
    whole = folder.read("interviews/b.txt") + folder.read("interviews/a.txt")
    for name in "ab":
        (folder.path / f"interviews/{name}.txt").unlink()
    folder.write("interviews/whole.txt", whole)
    folder.done("ingest", "interviews", "--move-codings")
    assert codings(folder, "whole") == [(16, QUOTE), (22, QUOTE)]
    assert "1 transcript against" in folder.done("verify").err


def test_codings_move_says_what_it_would_do_and_then_does_it(folder):
    folder.write("interviews/c.txt", "Informan: Selamat pagi, Bapak.\n" + LONG)
    folder.done("ingest", "interviews")
    shown = folder.done("codings", "move", "a", "c")
    assert ("Would move 2 codings" in shown.err, "turn 5" in shown.err) == (True, True)
    assert len(codings(folder, "a")) == 2
    folder.done("codings", "move", "a", "c", "--yes")
    assert (codings(folder, "a"), codings(folder, "c")) == ([], [(5, QUOTE), (11, QUOTE)])
    assert "moved to c" in folder.read("corpora/default/taken-back/reader-1.jsonl")
    assert "all hold" in folder.done("verify").err


def test_one_coding_without_a_place_keeps_all_where_they_are(folder):
    folder.write("interviews/c.txt", "".join(LONG.splitlines(keepends=True)[:6]))
    folder.run("ingest", "interviews")
    before = folder.tree("corpora/default/coding")
    ended = folder.run("codings", "move", "a", "c", "--yes")
    assert (ended.code, "no certain place" in ended.err) == (2, True)
    assert folder.tree("corpora/default/coding") == before


@pytest.mark.parametrize("names", [["a"], ["a", "a"], ["a", "nosuch"], ["nosuch", "a"]])
def test_a_move_that_cannot_be_is_refused(folder, names):
    assert folder.run("codings", "move", *names, "--yes").code == 2


def test_a_line_that_would_be_lost_holds_the_move(folder):
    file = folder.path / "corpora/default/coding/reader-1/a.jsonl"
    file.write_text(file.read_text() + '{"turn": 2, "torn')
    before = file.read_bytes()
    (folder.path / "interviews/a.txt").rename(folder.path / "interviews/r1.txt")
    assert folder.run("ingest", "interviews", "--move-codings").code == 1
    assert file.read_bytes() == before
