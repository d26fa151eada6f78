"""Verify: it holds for whatever people write, and it fails at the place where something was touched."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from readers.hostile import unzipped, zipped
from readers.written import FORMATS, Said
from study import TXT, Folder, coded, keep_coding, small

_CODED = ("jaringannya kurang", "Perawat", "the nurse", "sinyal belum ada", "not enough connection", "Kalau perawat")
_ODD = (
    "😀", "👩‍👧‍👦", "e\u0301", "k\u0327o", "\u2028", "\u2029", "\u200b", "\u200dx", "\ufeff", "\u00ad", "שלום עולם",
    "\u202bمرحبا\u202c", "漢字。", "🇮🇩", "\u00a0", '"', "'", ";", "|", "…", "’", "ﬁ", "ẞ", "İ", "=1+1",
)  # fmt: skip
_PIECES = st.lists(st.sampled_from(_CODED + _ODD), min_size=1, max_size=9)
_TEXTS = st.tuples(_PIECES, st.sampled_from([" ", "", ". "])).map(lambda drawn: f"x{drawn[1].join(drawn[0])} y")


@st.composite
def interviews(draw: st.DrawFn) -> list[Said]:
    """Draw a talk with words of the codebook among characters that careless code counts wrongly."""
    count = draw(st.integers(1, 3))
    return [(who, draw(_TEXTS)) for _ in range(count) for who in ("Pewawancara", "Informan 1", "المحاور")]


@pytest.mark.slow
@settings(max_examples=10, phases=[Phase.generate])  # one example is a whole study: nothing is shrunk
@given(said=st.lists(interviews(), min_size=1, max_size=2))
def test_every_exported_quote_of_every_format_stands_in_its_place(said: Sequence[Sequence[Said]]):
    with tempfile.TemporaryDirectory() as path:
        sources = {
            f"{number}-{name.replace('.', '-')}{Path(name).suffix}": write(talk)
            for number, talk in enumerate(said)
            for name, write in FORMATS.items()
        }
        folder = small(Path(path), sources)
        assert not folder.run("ingest", "interviews", "--interviewer", "Pewawancara", "--json").json["failed"]
        folder.done("code", "-b", "clinic.yaml")
        for how in ("csv", "tsv", "json", "jsonl", "xlsx"):
            folder.done("export", "segments", "--to", how)
        report = folder.done("verify", "--json").json
        assert report["transcripts"] == len(sources)
        assert report["quotes"] == 5 * len(folder.rows("out/segments.json"))
        assert folder.rows("out/segments.json") == folder.rows("out/segments.jsonl")


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = coded(tmp_path)
    keep_coding(folder, "a", 4, "Perawat datang")
    for how in ("csv", "tsv", "json", "jsonl", "xlsx"):
        folder.done("export", "segments", "--to", how)
    folder.done("verify")
    return folder


TRANSCRIPT = "corpora/default/transcripts/a.jsonl"
KEPT = "corpora/default/coding/reader-1/a.jsonl"


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (TRANSCRIPT, "Jaringannya kurang", "Jaringannya Kurang", f"{TRANSCRIPT}:3"),
        (TRANSCRIPT, "di desa", "di kota", f"{TRANSCRIPT}:3"),
        (TRANSCRIPT, '"speaker":"Informan"', '"speaker":"Ibu"', f"{TRANSCRIPT}:3"),
        (TRANSCRIPT, '"turn":3', '"turn":9', f"{TRANSCRIPT}:4"),
        (TRANSCRIPT, '"text":"Lalu', '"txt":"Lalu', f"{TRANSCRIPT}:4"),
        (TRANSCRIPT, '"format":1', '"format":99', f"{TRANSCRIPT}:1"),
        ("interviews/a.txt", "Lalu", "lalu", "interviews/a.txt"),
        (KEPT, "Perawat datang", "Perawat pulang", "turn 4, 0-14"),
        (KEPT, '"quote": "P', '"quote": P', f"{KEPT}:2"),
        (KEPT, '"turn": 4', '"turn": 9', "turn 9, 0-14"),
        ("out/segments.csv", " sekali. [tertawa],Jar", ",Jar", "out/segments.csv: row 1"),
        ("out/segments.csv", ",0,18,0,36,", ",0,18,0,35,", "out/segments.csv: row 1"),
        ("out/segments.csv", ",0,18,0,36,", ",0,37,0,36,", "out/segments.csv: row 1"),
        ("out/segments.csv", ",0,18,", ",-90,18,", "out/segments.csv: row 1"),
        ("out/segments.csv", ",0,18,", ",nought,18,", "out/segments.csv: row 1"),
        ("out/segments.csv", "default,a", "default,b", "out/segments.csv: row 1"),
        ("out/segments.csv", "default,a", "../other,a", "out/segments.csv: row 1"),
        ("out/segments.tsv", "\t0\t18\t0\t", "\t0\t18\t1\t", "out/segments.tsv: row 1"),
        ("out/segments.json", '"quote": "Jaringannya', '"quote": "jaringannya', "out/segments.json: row 1"),
        ("out/segments.jsonl", '"Jaringannya kurang sekali. [tertawa]"', '"Jaringan"', "out/segments.jsonl: row 1"),
    ],
)  # fmt: skip
def test_what_was_touched_is_named(study, name, old, new, place):
    study.replace(name, old, new)
    ended = study.run("verify")
    assert ended.code == 1
    assert place in ended.err
    assert "Traceback" not in ended.err


def test_a_quote_touched_in_a_workbook_is_named(study):
    path = study.path / "out/segments.xlsx"
    quote = study.rows("out/segments.csv")[0]["quote"]
    parts = unzipped(path.read_bytes())
    sheet = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = sheet.replace(f"<t>{quote}</t>".encode(), b"<t>Jaringan</t>", 1)
    path.write_bytes(zipped(parts))
    ended = study.run("verify")
    assert (ended.code, "out/segments.xlsx: row 1" in ended.err) == (1, True)


@pytest.mark.parametrize("name", ["out/segments.xlsx", "out/segments.json", "out/segments.jsonl", "clinic.yaml"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"[1]", b'{"rows": [1]}', b"\xff\xfe"])
def test_a_file_that_is_no_such_table_is_said_to_be_none(study, name, data):
    study.write(name, data)
    ended = study.run("verify", name)
    assert ended.code == 2 or (data == b"" and ended.code == 0)
    assert len(ended.err.splitlines()) == 1


def test_a_workbook_that_is_too_large_says_so(study):
    path = study.path / "out/segments.xlsx"
    parts = unzipped(path.read_bytes())
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b'"A2"', b'"XFD1048576"')
    path.write_bytes(zipped(parts))
    ended = study.run("verify")
    assert (ended.code, "the sheets of this workbook are too large" in ended.err) == (2, True)


def test_a_row_that_was_cut_off_is_named(study):
    study.write("out/segments.csv", "corpus,transcript,turn,start,end,quote\ndefault,a\n")
    ended = study.run("verify", "out/segments.csv")
    assert (ended.code, "row 1" in ended.err) == (1, True)


def test_a_table_that_is_off_everywhere_names_a_few_rows_and_counts_the_others(study):
    row = "default,a,1,0,3,nothing like it\n"
    study.write("out/segments.csv", "corpus,transcript,turn,start,end,quote\n" + 9 * row)
    said = study.run("verify", "out/segments.csv").err
    lines = [line for line in said.splitlines() if line.startswith("error: out/segments.csv")]
    assert len(lines) == 6
    assert "4 more rows are not what the transcripts have" in lines[-1]


def test_damaged_transcripts_do_not_keep_the_others_from_being_checked(tmp_path):
    talk = "Informan: Perawat kurang.\n"
    folder = coded(tmp_path, {"a.txt": talk, "b.txt": talk})
    folder.write("corpora/default/transcripts/a.jsonl", b"{")
    folder.replace("interviews/b.txt", "kurang", "cukup")
    ended = folder.run("verify", "--json")
    assert (ended.code, ended.codes()) == (1, ["bad-transcript", "source-changed"])


def test_a_source_that_is_gone_is_a_warning(study):
    (study.path / "interviews/a.txt").unlink()
    assert study.run("verify").code == 0
    assert study.run("verify", "--strict").code == 1


def test_a_file_named_is_the_one_that_is_checked(study):
    study.done("export", "segments", "-o", "appendix/quotes.csv")
    study.replace("out/segments.csv", "[tertawa],J", "[tawa],J")
    assert study.run("verify").code == 1
    assert study.done("verify", "appendix/quotes.csv", "--json").json["files"] == ["appendix/quotes.csv"]
    assert study.run("verify", "no-such-file.csv").code == 2


def test_a_study_without_transcripts_has_nothing_to_verify(tmp_path):
    ended = Folder(tmp_path).run("verify")
    assert (ended.code, "qualcode ingest" in ended.err) == (2, True)


def test_the_shipped_transcripts_are_what_the_readers_read_in_their_sources(tmp_path):
    """A reader that gives other turns needs a higher version, and the shipped transcripts are then read again."""
    root = Path(__file__).parents[2]
    for name in ("codebooks", "corpora"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "qualcode.yaml", tmp_path)
    study = Folder(tmp_path)
    assert "28 transcripts against their sources, 546 kept codings: all hold." in study.done("verify").err
    study.done("ingest")
    shipped = root / "corpora/smart-city/transcripts"
    assert {path.name: path.read_bytes() for path in shipped.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "corpora/smart-city/transcripts").iterdir()
    }


@pytest.mark.parametrize("kept", [True, False])
def test_a_transcript_on_which_people_coded_is_never_to_be_deleted(tmp_path, kept):
    study = coded(tmp_path)
    if kept:
        keep_coding(study, "a", 4, "Perawat datang")
    study.replace("corpora/default/transcripts/a.jsonl", "Perawat datang", "Perawat  datang")
    said = study.run("verify").err
    assert ("delete it and ingest" in said, "put the transcript back" in said) == (not kept, True)


def test_transcripts_without_a_source_are_not_said_to_be_compared_with_one(tmp_path):
    folder = coded(tmp_path, {"a.txt": TXT})
    file = "corpora/default/transcripts/a.jsonl"
    first, _, rest = folder.read(file).partition("\n")
    folder.write(file, json.dumps({**json.loads(first), "source": ""}) + "\n" + rest)
    said = folder.run("verify").err
    assert ("0 transcripts against their sources, 1 transcript whose source is not here" in said) is True
