"""Table results: the same table for pandas, polars and Arrow, in a notebook, and in a file."""

import typing
from dataclasses import fields

import pytest
from lxml import html

from qualcode import Finding, StudyError, TableOptions, TableResult
from qualcode.api.export import MOST_ROWS_SHOWN
from qualcode.api.open import ShortOptions
from qualcode.model.table import Column
from study import coded

INTERNAL = {"validation"}
"""What a table is told by the export, not by users."""


def result(rows=3, text="a <b>&amp; “c”\nd"):
    columns = (
        Column("turn", "integer", "Turn <of> it."),
        Column("share", "number", "Share."),
        Column("prompted", "boolean", "Prompted."),
        Column("quote", "string", "Words."),
    )
    data = {
        "turn": [*range(1, rows), None],
        "share": [None, *([0.5] * (rows - 1))],
        "prompted": [None, *([True] * (rows - 1))],
        "quote": [text] * rows,
    }
    return TableResult("t", "Title & <i>", columns, data, ("N = 3 <respondents>.",), {"n": 3}, findings=(FINDING,))


FINDING = Finding("note", "x", "something")


def test_short_options_are_the_options_of_tables():
    typed = typing.get_type_hints(ShortOptions)
    known = {each.name: each.type for each in fields(TableOptions) if each.name not in INTERNAL}
    assert typed.keys() == known.keys()
    several = {name for name, kind in known.items() if kind == tuple[str, ...]}
    assert {name: typed[name] for name in known if name not in several} == {
        name: kind for name, kind in known.items() if name not in several
    }
    assert all("Sequence" in str(typed[name]) for name in several)


def test_columns_keep_their_types_where_values_are_missing():
    made = result()
    assert made.to_arrow().to_pydict() == {name: list(values) for name, values in made.data.items()}
    assert [str(kind) for kind in made.to_pandas().dtypes] == ["Int64", "float64", "boolean", "str"]
    assert made.to_polars().rows() == list(zip(*made.data.values(), strict=True))
    assert made.findings == (FINDING,)
    assert repr(made) == "<t: 3 rows of turn, share, prompted, quote>"


def test_a_notebook_shows_caption_rows_and_n_and_nothing_is_markup():
    page = html.fragment_fromstring(result()._repr_html_())
    assert page.tag == "figure"
    assert page.findtext(".//caption") == "Title & <i>"
    assert [cell.text for cell in page.iterfind(".//th[@scope='col']")] == ["Turn", "Share", "Prompted", "Quote"]
    quotes = page.xpath(".//tbody/tr/td[last()]")
    assert len(quotes) == 3
    assert quotes[0].xpath("string()") == "“a <b>&amp; ‘c’ d”"
    assert not page.xpath(".//b | .//i | .//script | .//style")
    assert "N = 3 <respondents>." in page.xpath("string(.//figcaption)")


def test_a_notebook_shows_the_first_rows_of_a_long_table_and_says_so():
    page = html.fragment_fromstring(result(rows=1_234)._repr_html_())
    assert len(page.xpath(".//tbody/tr")) == MOST_ROWS_SHOWN
    assert "The first 30 of 1,234 rows." in page.xpath("string(.//figcaption)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("study"))


def test_a_table_is_saved_as_export_writes_it(folder, monkeypatch):
    from qualcode import Study

    monkeypatch.chdir(folder.path)
    table = Study(".").export("barriers")
    assert table.save("saved/barriers.csv") == ()
    folder.done("export", "barriers", "-o", "written/barriers.csv")
    saved, written = folder.tree("saved"), folder.tree("written")
    assert [*saved.values()] == [*written.values()]
    assert set(saved) == {"saved/barriers.csv", "saved/datapackage.json"}
    table.save("saved/barriers", "md")
    assert folder.read("saved/barriers").startswith("## Barriers")


def test_a_table_in_no_format_or_of_no_study_is_not_saved(folder):
    from qualcode import Study

    with pytest.raises(StudyError, match="there is no format `doc`"):
        Study(folder.path).export("barriers").save(folder.path / "b.doc")
    with pytest.raises(StudyError, match="belongs to no study"):
        result().save("x.csv")
