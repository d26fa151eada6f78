from export.sample import table
from qualcode.export import problems
from qualcode.export.limits import units


def test_only_xlsx_has_limits():
    long = table(["a" * 40_000])
    assert problems(long, "csv") == ()
    assert [(each.level, each.code) for each in problems(long, "xlsx")] == [("warning", "cell-cut")]
    assert problems(table(), "xlsx") == ()


def test_too_many_rows_are_an_error(monkeypatch):
    monkeypatch.setattr("qualcode.export.limits.XLSX_ROWS", 2)
    assert [(each.level, each.code) for each in problems(table(), "xlsx")] == [("error", "too-many-rows")]


def test_length_is_counted_as_excel_counts():
    assert units("abc") == 3
    assert units("😀" * 20_000) == 40_000
