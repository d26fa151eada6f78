"""Quotes compared column by column: what is said to hold is what holds row by row."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.api import verify as verifying
from qualcode.api.verify_columns import _transcripts, count_if_all_hold
from qualcode.corpus import shards
from qualcode.executors import SERIAL
from qualcode.store import atomic, jsonl
from qualcode.store.study import open_study
from study import Folder, coded, small

SAID = "Pewawancara: Apa?\nInforman: “Sinyal” di sana kurang – café 😀 kurang jaringan.\nInforman: Perawat datang.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Folder:
    folder = coded(tmp_path_factory.mktemp("columns"), {"a.txt": SAID, "b.txt": "Pewawancara: Apa?\nIbu: Perawat.\n"})
    for how in ("csv", "tsv"):
        folder.done("export", "segments", "--to", how, "-q")
    return folder


def rows_of(ending: str, data: bytes) -> list[dict[str, str]]:
    """The rows of an exported table; none where the bytes are no table."""
    try:
        return list(verifying._rows(ending, data))
    except verifying._NoTableError:
        return []


@pytest.fixture
def sides(made, tmp_path):
    """The rows that both ways count in a table with these bytes; None where something does not hold."""

    def both(data: bytes, ending: str = ".csv") -> tuple[int | None, int | None]:
        file = tmp_path / f"table{ending}"
        file.write_bytes(data)
        texts = verifying._Texts(open_study(made.path))
        columns = count_if_all_hold(file, texts.some_at_a_time)
        found = [
            each
            for number, row in enumerate(rows_of(ending, data), 1)
            for each in verifying._check_row(texts, row, number, "table")
        ]
        rows = len(rows_of(ending, data))
        return columns, None if found or not rows else rows

    return both


@pytest.mark.parametrize("how", ["csv", "tsv"])
def test_what_was_exported_holds(made, sides, how):
    columns, rows = sides((made.path / "out" / f"segments.{how}").read_bytes(), f".{how}")
    assert columns == rows
    assert rows >= 3


def test_a_table_that_is_safe_for_spreadsheets_holds(made, sides):
    folder = Folder(made.path)
    folder.done("export", "segments", "--spreadsheet-safe", "-o", "out/safe.csv", "-q")
    columns, rows = sides((made.path / "out" / "safe.csv").read_bytes())
    assert columns == rows is not None


def cells(made: Folder) -> list[list[str]]:
    import csv

    with (made.path / "out" / "segments.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def as_csv(rows: list[list[str]]) -> bytes:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


OTHERS = ("", "x", "0", "-1", "1", "2", "9", "99999", " 3", "1.0", "NA", "null", "'Perawat", "Sinyal", "b", "a")


@pytest.mark.parametrize("name", ["corpus", "transcript", "turn", "start", "end", "quote", "quote_start", "quote_end"])
@pytest.mark.parametrize("other", OTHERS)
def test_a_cell_that_is_another_one_is_never_said_to_hold(made, sides, name, other):
    rows = cells(made)
    for at in range(1, len(rows)):
        changed = [[*row] for row in rows]
        changed[at][rows[0].index(name)] = other
        columns, by_rows = sides(as_csv(changed))
        assert columns is None or columns == by_rows


@pytest.mark.parametrize("name", ["turn", "quote", "corpus", "quote_start"])
def test_a_column_that_is_missing_or_there_twice(made, sides, name):
    rows = cells(made)
    at = rows[0].index(name)
    without = [row[:at] + row[at + 1 :] for row in rows]
    if name == "quote_start":  # as older versions wrote them, whose quotes were what matched
        columns, by_rows = sides(as_csv(without))
        assert columns is None or columns == by_rows
    else:
        assert count_if_all_hold_of(made, as_csv(without)) is None
    assert count_if_all_hold_of(made, as_csv([[*row, row[at]] for row in rows])) is None


@pytest.fixture
def in_pieces(monkeypatch):
    """Every transcript is a large one, and is seen a few bytes at a time."""
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 0)
    monkeypatch.setattr(jsonl, "_READ_BYTES", 1)
    monkeypatch.setattr(atomic, "_TOGETHER", 1)


@pytest.fixture(scope="module")
def survey(tmp_path_factory) -> Folder:
    lines = "Jaringan kurang.\n\nSinyal “kurang” – café, jaringan.\nPerawat datang.\nJaringan.\n"
    folder = small(tmp_path_factory.mktemp("lines"), {"s.txt": lines})
    folder.done("ingest", "interviews", "--each", "line")
    folder.done("code", "-b", "clinic.yaml")
    folder.done("export", "segments", "-q")
    return folder


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("source", ["made", "survey"])
def test_large_transcripts_seen_some_turns_at_a_time(in_pieces, request, source, order):
    folder = request.getfixturevalue(source)
    heading, *rows = cells(folder)
    assert len(rows) >= 3
    texts = verifying._Texts(study := open_study(folder.path))
    assert not list(verifying._check_sources(study, texts, list(verifying.read_headers(study)[0].values()), SERIAL))
    assert set(texts.lines) == ({"s"} if source == "survey" else set())
    assert counted(folder, texts, as_csv([heading, *rows[::order]])) == len(rows)
    for number, row in enumerate(rows):
        changed = [*row]
        changed[heading.index("quote")] += "!"
        assert counted(folder, texts, as_csv([heading, *rows[:number], changed, *rows[number + 1 :]])) is None


@pytest.mark.parametrize("part", ["transcript", "source"])
def test_a_survey_of_lines_that_is_another_one(in_pieces, survey, part):
    study = open_study(survey.path)
    path = study.layout.transcript(study.name, "s") if part == "transcript" else next(survey.path.rglob("s.txt"))
    before = path.read_bytes()
    for changed in (before.replace(b"Perawat", b"Petugas"), before[:-2], before + before.splitlines(keepends=True)[-1]):
        path.write_bytes(changed)
        assert survey.run("verify", "-q").code == 1
    path.write_bytes(before)
    survey.done("verify", "-q")


def counted(made: Folder, texts: "verifying._Texts", data: bytes) -> int | None:
    file = made.path / "out" / "other.csv"
    file.write_bytes(data)
    found = count_if_all_hold(file, texts.some_at_a_time)
    file.unlink()
    return found


def count_if_all_hold_of(made: Folder, data: bytes) -> int | None:
    return counted(made, verifying._Texts(open_study(made.path)), data)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data + b"\n\n",
        lambda data: data[:-4],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"a,b\n",
        lambda data: b"",
        lambda data: data.replace(b"Perawat", b"Perawa\xff", 1),
    ],
)
def test_a_file_in_another_form_is_never_said_to_hold_where_it_does_not(made, sides, change):
    columns, rows = sides(change((made.path / "out" / "segments.csv").read_bytes()))
    assert columns is None or columns == rows


def test_verify_takes_the_columns_where_all_hold(made, monkeypatch):
    monkeypatch.setattr(verifying, "_rows", lambda *given: pytest.fail("a record was made of a row"))
    files = [Path("out/segments.csv")]
    monkeypatch.chdir(made.path)
    report = verifying.verify(open_study(made.path), files)
    assert report.quotes >= 3
    assert not report.findings


def test_a_table_without_rows_holds_none_and_none_that_does_not(made, sides):
    header = (made.path / "out" / "segments.csv").read_bytes().partition(b"\n")[0]
    columns, _ = sides(header + b"\n")
    assert columns in (0, None)


names = st.sampled_from(["", "a", "aa", "b", "ab", "aba", "é"])


@given(st.lists(st.tuples(names, names), max_size=8), st.integers(0, 2))
def test_the_rows_of_a_batch_are_found_by_transcript(rows, before):
    columns = [
        pa.array(["x"] * before + list(column), pa.string()).cast(pa.binary())[before:]
        for column in zip(*rows, strict=True)
    ]
    found = {of: own.tolist() for of, own in _transcripts(*columns)} if columns else {}
    assert found == {of: [at for at, row in enumerate(rows) if row == of] for of in rows}
