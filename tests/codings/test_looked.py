"""What a coder has looked at, from files of a study to its tables; and coding lines that stand twice."""

import csv
import io

import pytest

from qualcode.store.people import read_codings
from qualcode.store.study import open_study
from study import Folder, coded, keep_coding

TALK = "Interviewer: Any nurse?\nParticipant: The nurse sleeps.\nInterviewer: And?\nParticipant: Nobody came.\n"
SOURCES = {f"{name}.txt": TALK for name in "abc"}
CODER = "corpora/default/coding/ani/coder.yaml"


@pytest.fixture
def study(tmp_path) -> Folder:
    return coded(tmp_path, SOURCES)


def export(study: Folder, table: str = "codes", *options: str):
    return study.run("export", table, "--coder", "ani", *options, "--to", "json", "-o", "-")


def staff(study: Folder) -> tuple[int, int]:
    (row,) = [each for each in export(study).json["rows"] if each["code"] == "staff"]
    return row["respondents"], row["respondents_total"]


def test_n_is_of_the_transcripts_that_were_read_whole(study):
    keep_coding(study, "a", 2, "The nurse", coder="ani")
    assert staff(study) == (1, 1)  # `read_whole: true`: all transcripts in which there are codings
    study.write(CODER, "format: 1\nread_whole: [a, b]\n")
    assert staff(study) == (1, 2)
    study.write(CODER, "format: 1\nread_whole: [a, b, c]\n")
    assert staff(study) == (1, 3)
    study.write(CODER, "format: 1\nread_whole: [a, d]\n")
    assert "`read_whole` names `d`, which is not a transcript" in study.done("export", "codes", "--coder", "ani").err


def test_a_coding_elsewhere_is_not_counted_and_said(study):
    keep_coding(study, "a", 2, "The nurse", coder="ani")
    keep_coding(study, "c", 2, "The nurse", coder="ani")
    study.write(CODER, "format: 1\nread_whole: [a, b]\n")
    assert staff(study) == (1, 2)
    assert "1 of 2 codings of `ani` stand on turns that are not counted: not looked at 1" in export(study).err


def test_where_nobody_says_what_was_read_the_tables_say_so(study):
    keep_coding(study, "a", 2, "The nurse", coder="ani", whole=False)
    ended = study.done("export", "codes", "--coder", "ani", "--json")
    assert "not-read" in ended.codes()
    assert "write `read_whole: true`" in ended.err
    table = ended.json["table"]
    assert table["meta"]["looked"]["known"] is False
    assert any("as if all of it had been read" in note for note in table["notes"])
    refused = export(study, "saturation", "--base", "1", "--run", "1")
    assert (refused.code, "it is not known what `ani` has read" in refused.err) == (2, True)


def filled(study: Folder, number: int, *options: str) -> None:
    """A sheet of a sample, of which the first rows are filled."""
    study.done("sample", *options, "-o", "sheet.csv")
    rows = list(csv.DictReader(io.StringIO(study.read("sheet.csv"))))
    for row in rows[:number]:
        row["codes"] = "staff" if "nurse" in row["text"] else "-"
    out = io.StringIO()
    sheet = csv.DictWriter(out, rows[0])
    sheet.writeheader()
    sheet.writerows(rows)
    study.write("filled.csv", out.getvalue())
    study.done("import", "codings", "filled.csv", "--coder", "ani")


@pytest.mark.parametrize("table", ["codes", "barriers", "matrix", "cooccurrence", "languages", "code_coverage"])
def test_a_sample_is_not_counted_as_the_whole(study, table):
    filled(study, 99, "--per-code", "2", "--uncoded", "1")
    ended = export(study, table)
    assert (ended.code, "units of sample `sheet` only" in ended.err) == (2, True)
    assert "qualcode evaluate --against ani" in ended.err


def test_its_codings_are_listed_and_the_turns_that_were_looked_at_told_apart(study):
    filled(study, 99, "--per-code", "2", "--uncoded", "1")
    assert any("drawn as sample sheet" in note for note in export(study, "segments").json["notes"])
    rows = export(study, "turns").json["rows"]
    assert sum(row["looked"] for row in rows) == 3


def test_a_sheet_of_everything_is_a_whole_reading_of_what_is_filled_to_its_end(study):
    filled(study, 99, "--per-code", "99", "--uncoded", "99")
    assert staff(study) == (3, 3)
    assert "looked" not in export(study, "turns").json["rows"][0]


def test_a_sheet_of_everything_half_filled_counts_the_transcripts_that_are_done(study):
    filled(study, 5, "--per-code", "99", "--uncoded", "99")
    assert staff(study) == (2, 2)


def test_codings_of_speakers_who_are_nobody_fail_when_all_are_lost(study):
    study.write("corpora/default/corpus.yaml", "format: 1\nspeakers: {Participant: {role: unknown}}\n")
    keep_coding(study, "a", 2, "The nurse", coder="ani")
    ended = export(study)
    assert (ended.code, "1 of 1 codings of `ani` stand on turns that are not counted: role unknown 1" in ended.err) == (
        2,
        True,
    )
    assert export(study, "turns").code == 0


def repeat(study: Folder, times: int) -> str:
    """The line of a coding once more, with another time and remark, as a merge of two branches may leave it."""
    file = keep_coding(study, "a", 2, "The nurse", coder="ani")
    header, line = file.read_text().splitlines()
    file.write_text("\n".join([header, *[line.replace("}", f', "memo": "seen {at}"}}') for at in range(times)]]) + "\n")
    return file.read_text()


def test_equal_lines_count_once_and_the_file_stays(study):
    before = repeat(study, 3)
    (row,) = [each for each in export(study).json["rows"] if each["code"] == "staff"]
    assert (row["mentions"], len(export(study, "segments").json["rows"])) == (1, 1)
    assert study.read("corpora/default/coding/ani/a.jsonl") == before
    assert study.done("verify", "--json").json["codings"] == 1


def test_a_check_and_verify_name_them_with_their_lines(study):
    repeat(study, 3)
    found = study.run("check", "--select", "QC305", "clinic.yaml", "--json").json["findings"]
    places = [(each["file"], each["line"]) for each in found]
    assert places == [("corpora/default/coding/ani/a.jsonl", 3), ("corpora/default/coding/ani/a.jsonl", 4)]
    assert "coding/ani/a.jsonl:3" in study.done("verify").err


def test_what_each_of_them_remarks_is_kept(study):
    repeat(study, 2)
    opened = open_study(study.path)
    (coding,), _ = read_codings(opened.layout, opened.name, "ani")
    assert coding.memo == "seen 0\nseen 1"


def test_turns_can_be_counted_from_the_exported_files(tmp_path):
    """Speech after a backchannel is one turn: `turns.csv` says with which, so that nothing else is needed."""
    talk = "Interviewer: Any nurse?\nParticipant: The nurse sleeps,\nInterviewer: hmm\nParticipant: no nurse came.\n"
    study = coded(tmp_path, {"a.txt": talk, "b.txt": TALK})
    for table in ("codes", "segments", "turns"):
        study.done("export", table)
    turns = {(row["transcript"], row["turn"]): row["continues"] or row["turn"] for row in study.rows("out/turns.csv")}
    places = [(row["transcript"], row["turn"]) for row in study.rows("out/segments.csv") if row["code"] == "staff"]
    (staff,) = [row for row in study.rows("out/codes.csv") if row["code"] == "staff"]
    assert int(staff["turns"]) == len({(place[0], turns[place]) for place in places}) == 2
    assert len(set(places)) == 3
    study.done("sample", "-o", "sheet.csv")
    assert {(row["transcript"], row["turn"]): row["continues"] for row in study.rows("sheet.csv")}["a", "2"] == "4"


def test_evaluate_names_codings_that_are_not_counted(study):
    keep_coding(study, "a", 2, "The nurse", coder="ani")
    keep_coding(study, "b", 1, "Any nurse", coder="ani")
    ended = study.done("evaluate", "--against", "ani", "--json")
    assert "uncounted-codings" in ended.codes()
    assert "interviewer 1" in ended.err
