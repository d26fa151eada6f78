import pytest

from export.sample import table
from export.sample_wide import awkward, codes
from qualcode.export import TABLE_FORMATS
from qualcode.export.sav import variable_names
from qualcode.model.table import Column, Table
from qualcode.text.visible import visible

pyreadstat = pytest.importorskip("pyreadstat")


@pytest.fixture
def read(tmp_path):
    def opened(made):
        path = tmp_path / "t.sav"
        path.write_bytes(TABLE_FORMATS["sav"](made))
        return pyreadstat.read_sav(path)

    return opened


def test_every_value_is_read_back(read):
    made = awkward()
    frame, _ = read(made)
    assert frame["turn"].tolist() == made.data["turn"]
    assert [None if value != value else value for value in frame["share"]] == made.data["share"]
    assert [None if value != value else bool(value) for value in frame["prompted"]] == made.data["prompted"]
    # texts are padded with blanks, so those at their end are lost
    assert frame["quote"].tolist() == [visible(text).rstrip(" ") for text in made.data["quote"]]


def test_definitions_are_labels_and_notes_are_kept(read):
    _, meta = read(table())
    assert meta.column_names_to_labels["quote"] == "The coded words."
    assert meta.file_label == "Coded segments: corpus mini, coder rules"
    assert "N = 3 respondents." in meta.notes
    assert meta.variable_value_labels["prompted"] == {0.0: "false", 1.0: "true"}
    assert meta.variable_measure["turn"] == "scale"


def test_long_words_do_not_break_the_file(read):
    made = Table("t", "é" * 100, (Column("a", "integer", "é" * 400),), {"a": [1]}, ("kata" * 60,))
    _, meta = read(made)
    assert meta.file_label == "é" * 32
    assert len(meta.column_labels[0].encode()) <= 256


def test_names_are_those_that_spss_takes():
    names = variable_names(["by", "per-1000", "Code", "code", "1a", "x" * 80, "x" * 90])
    assert list(names.values()) == ["v_by", "per_1000", "Code", "code_2", "v_1a", "x" * 64, "x" * 60 + "_2"]


def test_long_names_of_counts_still_say_that_they_count():
    names = variable_names([code := "x" * 70, code + "__n", "x" * 80 + "__n"])
    assert list(names.values()) == ["x" * 64, "x" * 61 + "__n", "x" * 57 + "_2__n"]
    assert max(map(len, names.values())) <= 64


def test_a_table_without_rows_keeps_its_variables(read):
    frame, _ = read(codes(0))
    assert list(frame.columns) == ["code", "label", "mentions", "per_1000_words"]


def test_no_clock_in_the_file():
    assert TABLE_FORMATS["sav"](table())[92:109] == b"01 Jan 0000:00:00"
