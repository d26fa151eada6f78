import pytest

from export.sample import table
from export.sample_wide import codes, matrix
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import LIMITS, Limit, excel_length, format_problems


def said(made, name):
    return [(each.level, each.code) for each in format_problems(made, name)]


def test_what_fits_needs_no_words():
    assert [name for name in TABLE_FORMATS if said(table(), name)] == []


def test_texts_longer_than_a_cell_are_cut_with_a_note():
    long = table(["a" * 40_000])
    assert {name: said(long, name) for name in ("csv", "xlsx", "sav", "docx")} == {
        "csv": [],
        "xlsx": [("warning", "cell-cut")],
        "sav": [("warning", "cell-cut")],
        "docx": [],
    }


@pytest.mark.parametrize("name", LIMITS)
def test_too_many_rows_are_an_error_that_names_another_format(name, monkeypatch):
    monkeypatch.setitem(LIMITS, name, Limit(rows=2))  # type: ignore[arg-type]
    (finding,) = format_problems(table(), name)
    assert (finding.level, finding.code) == ("error", "too-many-rows")
    assert "csv" in finding.hint


def test_too_many_columns_are_an_error():
    assert ("error", "too-many-columns") in said(matrix(16_385), "xlsx")
    assert ("error", "too-many-columns") not in said(matrix(16_384), "xlsx")


def test_a_table_too_wide_for_a_page_is_set_in_parts():
    assert said(matrix(64), "docx") == said(matrix(64), "tex") == []


def test_a_long_list_of_passages_names_what_chooses_where_it_is_printed():
    long = table(["kata"] * 101)
    assert [name for name in TABLE_FORMATS if ("warning", "long-table") in said(long, name)] == ["tex", "docx"]
    (finding,) = format_problems(long, "docx")
    assert finding.hint == "choose with --code CODE, `export quotes`, or xlsx"


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_an_empty_table_is_written_with_a_warning(name):
    assert said(codes(0), name) == [("warning", "empty-table")]
    assert TABLE_FORMATS[name](codes(0)) or name == "jsonl"


def test_spss_has_a_row_as_wide_as_the_longest_text(monkeypatch):
    monkeypatch.setattr("qualcode.export.cells.SAV_BYTES", 100)
    assert said(table(["a" * 30] * 4), "sav") == [("error", "too-large")]


def test_a_package_that_is_absent_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr("qualcode.export.cells.find_spec", lambda name: None)
    (finding,) = format_problems(table(), "sav")
    assert finding.level == "error"
    assert 'pip install "qualcode[sav]"' in str(finding)


def test_length_is_counted_as_excel_counts():
    assert excel_length("abc") == 3
    assert excel_length("😀" * 20_000) == 40_000
