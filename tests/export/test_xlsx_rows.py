import pytest
from lxml import etree

from export.sample_wide import awkward, codes
from qualcode.export.xlsx import letters, sheet_data


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_are_named_as_excel_names_them(place, name):
    assert letters(place) == name


@pytest.mark.parametrize("made", [awkward(), codes(3), codes(0)])
def test_every_cell_stands_in_its_row_and_column(made):
    data = etree.fromstring(sheet_data(made))
    assert [row.get("r") for row in data] == [str(number) for number in range(1, made.rows + 2)]
    for row in data:
        assert [cell.get("r") for cell in row] == [f"{name}{row.get('r')}" for name in "ABCD"]


def test_a_missing_value_is_an_empty_cell():
    cell = etree.fromstring(sheet_data(codes(1)))[1][3]
    assert (cell.get("r"), len(cell)) == ("D2", 0)
