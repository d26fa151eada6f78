"""Export: every quote is its slice, every number agrees with the rows behind it."""

import json
from collections import Counter

import pytest

from study import CODEBOOK, SOURCES, Folder, coded, keep_coding, mixed

TABLES = ("segments", "barriers", "codes", "turns", "matrix", "cooccurrence", "speakers", "languages", "quotes")
FORMATS = ("csv", "tsv", "json", "jsonl", "md", "xlsx", "tex", "docx", "parquet", "html", "sav")


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = mixed(tmp_path_factory.mktemp("study"))
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_a_table_goes_to_out_unless_a_file_is_named(study, table):
    study.done("export", table)
    assert (study.path / f"out/{table}.csv").is_file()
    study.done("export", table, "-o", f"elsewhere/{table}.csv")
    assert study.tree("elsewhere")[f"elsewhere/{table}.csv"] == study.tree("out")[f"out/{table}.csv"]


@pytest.mark.parametrize("how", FORMATS)
def test_the_format_is_named_or_said_by_the_ending(study, how):
    named = study.done("export", "barriers", "--to", how, "-o", "-").data
    study.done("export", "barriers", "-o", f"formats/b.{how}")
    assert (study.path / f"formats/b.{how}").read_bytes() == named


@pytest.mark.parametrize("table", TABLES)
def test_stdout_has_the_bytes_of_the_file_and_nothing_else(study, table):
    study.done("export", table, "-o", "same/t.csv")
    ended = study.done("export", table, "-o", "-")
    assert ended.data == (study.path / "same/t.csv").read_bytes()
    assert ended.err == ""


def test_a_dry_run_writes_nothing(study):
    study.done("export", "turns", "-o", "-")  # languages of segments are worked out once and kept
    before = study.stamps()
    assert "Would write" in study.done("export", "turns", "-o", "never/t.csv", "-n").err
    assert study.stamps() == before


@pytest.mark.parametrize(
    "command",
    [
        ("export", "barriers", "-o"),
        ("export", "barriers", "--figure", "ranking", "-o"),
        ("export", "memos", "--to", "md", "-o"),
        ("sql", "select * from codes", "-o"),
        ("sample", "-o"),
        ("report", "--to", "html", "--no-quotes", "-o"),
        ("topics", "--save"),
    ],
)
@pytest.mark.parametrize("file", ["corpora/default/respondents.csv", "interviews/f.csv", "aside.csv"])
def test_no_output_takes_the_place_of_what_somebody_wrote(study, command, file):
    if not (study.path / "aside.csv").exists():
        (study.path / "aside.csv").symlink_to("interviews/f.csv")
    before = study.read("interviews/f.csv")
    ended = study.run(*command, file)
    assert ended.code == 2
    assert study.read("interviews/f.csv") == before
    assert not (study.path / "corpora/default/respondents.csv").exists()


def test_an_output_that_would_replace_a_file_of_the_study_is_refused_by_name(study):
    ended = study.run("export", "barriers", "-o", "codebooks/x.csv")
    assert "codebooks/x.csv: this file belongs to the study, and would be replaced" in ended.err


def test_the_same_table_again_is_left_alone(study):
    study.done("export", "codes")
    before = study.stamps("out")
    assert "Unchanged" in study.done("export", "codes").err
    assert study.stamps("out") == before


def test_every_quote_is_its_slice_of_the_turn(study):
    rows = study.done("export", "segments", "--to", "json", "-o", "-").json["rows"]
    assert rows
    for row in rows:
        turn = study.transcript(row["transcript"])[row["turn"]]
        assert turn["text"][row["quote_start"] : row["quote_end"]] == row["quote"]
        assert row["quote_start"] <= row["start"] < row["end"] <= row["quote_end"]
        assert row["quote"] in row["text"]
        assert row["text"] in turn["text"]


@pytest.mark.parametrize("how", ["turn", "line"])
def test_quotes_are_sentences_whatever_a_segment_is(tmp_path, how):
    study = coded(tmp_path, SOURCES)

    def quotes():
        rows = study.done("export", "segments", "--to", "json", "-o", "-").json["rows"]
        places = ("transcript", "turn", "start", "quote")
        return {tuple(row[name] for name in places) for row in rows if row["code"] in ("staff", "health_app")}

    by_sentence = quotes()
    study.write("qualcode.yaml", f"format: 1\nsegment: {how}\n")
    study.done("code", "-b", "clinic.yaml")
    assert quotes() == by_sentence
    assert len(by_sentence) > 3


def test_affirmed_rows_are_the_mentions(study):
    study.done("export", "segments")
    study.done("export", "codes")
    affirmed = Counter(row["code"] for row in study.rows("out/segments.csv") if row["assertion"] == "affirmed")
    mentions = {row["code"]: int(row["mentions"]) for row in study.rows("out/codes.csv")}
    assert mentions == {code: affirmed[code] for code in mentions} | {"access": affirmed["network"]}
    assert {row["assertion"] for row in study.rows("out/segments.csv")} > {"affirmed"}


def test_barriers_are_the_codes_of_that_kind(study):
    barriers = study.done("export", "barriers", "--to", "json", "-o", "-").json["rows"]
    codes = study.done("export", "codes", "--kind", "barrier", "--to", "json", "-o", "-").json["rows"]
    shared = barriers[0].keys() & codes[0].keys()
    assert [{name: row[name] for name in shared} for row in barriers] == [
        {name: row[name] for name in shared} for row in codes
    ]


def test_respondents_are_the_participants_who_have_a_mention(study):
    study.done("export", "segments")
    study.done("export", "barriers")
    rows = [row for row in study.rows("out/segments.csv") if row["assertion"] == "affirmed"]
    for barrier in study.rows("out/barriers.csv"):
        code = {"access": "network"}.get(barrier["code"], barrier["code"])
        who = {row["respondent"] for row in rows if row["code"] == code}
        assert (int(barrier["respondents"]), barrier["respondents_total"]) == (len(who), "8")


def test_a_table_says_what_it_is_made_of(study):
    study.done("export", "barriers")
    table = study.done("export", "barriers", "--to", "json", "-o", "-").json
    assert (table["meta"]["n"], table["meta"]["coder"], table["meta"]["codebook_version"]) == (8, "rules", "1.0.0")
    package = json.loads(study.read("out/datapackage.json"))
    assert {resource["path"] for resource in package["resources"]} >= {"barriers.csv"}


def test_quotes_can_be_left_out(study):
    out = study.done("export", "segments", "--no-quotes", "-o", "-").out
    assert out.count("\n") > 5
    assert "Jaringannya" not in out
    assert "nurse" not in out


def test_speakers_are_named_only_when_asked(study):
    assert "Narasumber" not in study.done("export", "segments", "-o", "-").out
    assert "Narasumber" in study.done("export", "segments", "--speakers", "-o", "-").out


def test_a_persons_codings_are_a_table_of_their_own(tmp_path):
    folder = coded(tmp_path)
    keep_coding(folder, "a", 4, "Perawat datang")
    table = folder.done("export", "segments", "--coder", "reader-1", "--to", "json", "-o", "-").json
    assert [(row["quote"], row["coder"], row["segment"]) for row in table["rows"]] == [
        ("Perawat datang", "reader-1", 1)
    ]
    barriers = folder.done("export", "barriers", "--coder", "reader-1", "-o", "-").out
    assert "staff,Perawat kurang,1,1" in barriers
    assert "precision" in folder.done("export", "barriers", "--to", "md", "-o", "-").out


class TestStale:
    """Codings older than what they were made from are never shown as if they were current."""

    def refused(self, folder: Folder) -> bool:
        before = folder.tree("out")
        ended = folder.run("export", "segments")
        assert folder.tree("out") == before
        return ended.code == 2 and "`qualcode code --codebook clinic.yaml`" in ended.err

    def test_after_the_codebook_changed(self, tmp_path):
        folder = coded(tmp_path)
        folder.write("clinic.yaml", CODEBOOK.replace("perawat, nurse", "perawat, nurse, dokter"))
        assert self.refused(folder)
        folder.done("code", "-b", "clinic.yaml")
        folder.done("export", "segments")

    def test_after_a_transcript_changed(self, tmp_path):
        folder = coded(tmp_path)
        folder.replace("interviews/a.txt", "desa", "kota")
        folder.done("ingest", "interviews")
        assert self.refused(folder)

    def test_after_another_way_to_cut_segments(self, tmp_path):
        folder = coded(tmp_path)
        folder.done("ingest", "interviews", "--segment", "turn")
        assert self.refused(folder)

    def test_before_anything_was_coded(self, tmp_path):
        folder = mixed(tmp_path)
        folder.done("ingest", "interviews")
        ended = folder.run("export", "barriers", "-b", "clinic.yaml")
        assert (ended.code, "`qualcode code" in ended.err) == (2, True)
        assert folder.run("export", "barriers").code == 2

    def test_not_after_what_cannot_touch_them(self, tmp_path):
        folder = coded(tmp_path)
        folder.write("corpora/default/corpus.yaml", "format: 1\nsynthetic: true\n")
        folder.done("ingest", "interviews")
        assert "Invented" in folder.done("export", "barriers", "--to", "md", "-o", "-").out


def test_a_format_that_contradicts_the_name_of_the_file_is_refused(study):
    ended = study.run("export", "barriers", "--to", "csv", "-o", "x.xlsx")
    assert (ended.code, "named as xlsx, and --to asks for csv" in ended.err) == (2, True)
