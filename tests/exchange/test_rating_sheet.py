"""Tables of ratings as strangers write them: every one is read as the same ratings, or says what to write."""

import pytest

from agreement.published import FOUR
from qualcode.exchange.rating_layout import LayoutOptions
from qualcode.exchange.rating_sheet import RatingSheetOptions, read_ratings
from qualcode.exchange.rating_values import MISSING_MARKS, as_categories, decimal_comma, rating_number, sentinels
from qualcode.model.finding import StudyError

CODERS = ("Ani", "Budi", "Citra", "Dewi")


def wide(title="unit", *, mark=",", missing="", shown=str, ids=True, header=True) -> str:
    """Krippendorff's four observers, a column each."""
    lines = [[*([title] if ids else []), *CODERS]] if header else []
    for number_, unit in enumerate(zip(*FOUR, strict=True), 1):
        cells = [missing if value is None else shown(value) for value in unit]
        lines.append([*([str(number_)] if ids else []), *cells])
    return "".join(mark.join(line) + "\n" for line in lines)


def side(title="Observer", *, mark=",", missing="", prefix="", ids=True, header=True) -> str:
    """The same, a row each."""
    lines = [[*([title] if ids else []), *(f"{prefix}{at}" for at in range(1, 13))]] if header else []
    for coder, row in zip(CODERS, FOUR, strict=True):
        lines.append([*([coder] if ids else []), *(missing if value is None else str(value) for value in row)])
    return "".join(mark.join(line) + "\n" for line in lines)


def long(titles="unit;coder;value", missing=None, tail="") -> str:
    """The same, a row a rating."""
    rows = [
        f"{unit};{coder};{missing if value is None else value}{tail}\n"
        for coder, row in zip(CODERS, FOUR, strict=True)
        for unit, value in enumerate(row, 1)
        if value is not None or missing is not None
    ]
    return f"{titles}\n{''.join(rows)}"


def read(text, **how):
    return read_ratings("t.csv", text.encode(), RatingSheetOptions(**how))


def refused(text, **how) -> str:
    with pytest.raises(StudyError) as raised:
        read(text, **how)
    (finding,) = raised.value.findings
    return str(finding)


def said(text, **how) -> list[str]:
    return [finding.code for finding in read(text, **how).findings]


class TestLayouts:
    @pytest.mark.parametrize(
        "text",
        [
            wide(),
            wide("Patient"),
            wide("Kutipan ke-", mark=";"),
            wide(ids=False),
            wide("", mark="\t"),
            wide(missing="."),
            "\ufeff" + wide().replace("\n", "\r\n"),
            "Table 1. Ratings of the articles\n\n" + wide(),
            wide().replace("unit,", "", 1),  # as write.table of R does
            wide().replace("\n", ",,\n"),
            wide() + "Total,18,20,30,28\n",
            wide(mark="   ", missing="NA"),
        ],
    )
    def test_coders_as_columns(self, text):
        found = read(text)
        assert (found.coders, found.table) == (CODERS, FOUR)

    @pytest.mark.parametrize(
        "text",
        [
            side(),
            side("coder", prefix="u"),
            side("", prefix="Unit "),
            side("Units", missing="*"),
            side("", mark="\t"),
            side(mark=" ", missing="."),
            side(header=False),
        ],
    )
    def test_units_as_columns_is_found_and_said(self, text):
        found = read(text)
        assert (found.coders, found.table) == (CODERS, FOUR)
        assert "layout-judged" in [finding.code for finding in found.findings]

    @pytest.mark.parametrize("text", [wide(ids=False, header=False), side(ids=False, header=False)])
    def test_without_any_name_the_coders_are_numbered_and_said(self, text):
        found = read(text)
        assert (found.coders, found.table) == (("coder 1", "coder 2", "coder 3", "coder 4"), FOUR)
        assert "layout-judged" in [finding.code for finding in found.findings]

    @pytest.mark.parametrize(
        "text",
        [
            long(),
            long("Responden;Pengode;Nilai"),
            long("text;Annotator;Label"),
            long(missing="NA"),
            long("unit;coder;value;date;comment", tail=";2020-01-01;sure"),
        ],
    )
    def test_a_row_a_rating(self, text):
        found = read(text)
        assert (found.coders, found.table) == (CODERS, FOUR)

    def test_what_a_user_says_is_not_judged(self):
        sides = read(side("Observer"), layout=LayoutOptions(coders=("1", "2", "3")))
        assert sides.coders == ("1", "2", "3")
        assert read(side(), layout=LayoutOptions(transposed=True)).table == FOUR
        headless = read(wide(ids=False, header=False), layout=LayoutOptions(header=False))
        assert (headless.table, headless.findings) == (FOUR, ())

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("x,y,z\n" + long().split("\n", 1)[1].replace(";", ","), "layout-judged"),
            ("subject,no,maybe,yes\n1,0,0,6\n2,3,3,0\n3,0,6,0\n", "counts"),
            ("unit,a,b\n1,Yes,yes\n2,no,no\n", "alike-values"),
            ("unit,a,b\n1,1,1\n2,2,99\n", "odd-value"),
            ("unit,a,b\n1,yes,-\n2,no,no\n", "mark-as-value"),
            ("unit,a,b\n1,1,1\n2,2,1\ntotal,3,2\n", "total-row"),
        ],
    )
    def test_what_looks_odd_is_said(self, text, code):
        assert code in said(text)

    def test_plain_tables_say_nothing(self):
        assert said(wide()) == []
        assert said("unit,a,b\n1,9,9\n2,8,10\n3,7,7\n") == []

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("unit,a,b\n", "t.csv: this table has a header and no ratings; one row a unit, or a row a rating"),
            ("unit,a,b\n1,1,1\n2,1,2,2\n", "t.csv:3: this row has 4 cells, and the first one 3; divide columns by `;`"),
            ("unit,a,b\n1,1,\n2,2,\n", "t.csv: agreement needs two coders, and this table has 1 (b rated nothing)"),
        ],
    )
    def test_what_cannot_be_read_is_one_line(self, text, line):
        assert refused(text).startswith(line)


class TestCells:
    @pytest.mark.parametrize("mark", ["", " ", *MISSING_MARKS, "na", "n/a", "Missing", "-", "–", "None"])
    def test_missing_ratings_however_they_are_written(self, mark):
        assert read(wide(missing=mark)).table == FOUR

    def test_a_coder_who_rated_nothing_is_left_out_and_said(self):
        found = read("unit,a,b,c\n1,1,1,\n2,1,2,NA\n")
        assert found.coders == ("a", "b")
        assert "no rating, and so left out: c" in [finding.message for finding in found.findings]

    @pytest.mark.parametrize(
        ("mark", "shown"),
        [
            (";", lambda value: f"{value},5"),
            (",", lambda value: f'"{value},5"'),
            ("\t", lambda value: f" {value}.5 "),
            (";", lambda value: f"{value},500" if value > 1 else "1,5"),
            (";", lambda value: f"{value},5%"),
        ],
    )
    def test_decimals_as_they_are_written_somewhere(self, mark, shown):
        expected = [[None if value is None else value + 0.5 for value in row] for row in FOUR]
        assert read(wide(mark=mark, shown=shown), numbers=True).table == expected

    def test_thousands(self):
        assert read("unit;a;b\n1;1.250,5;2\n2;1,5;3\n").table == [[1250.5, 1.5], [2, 3]]
        assert read('unit,a,b\n1,"1,250.5",2\n2,1.5,3\n').table == [[1250.5, 1.5], [2, 3]]

    def test_a_number_that_may_be_two_is_refused(self):
        line = refused("unit;a;b\n1;1,250;2\n2;3;3\n")
        assert line == "t.csv:2:2: `1,250` can be two numbers; write 1.25 or 1250, without a comma"

    def test_words_need_an_order_which_is_offered(self):
        assert "--categories low,high,top" in refused("unit,a,b\n1,low,high\n2,low,top\n", numbers=True)
        assert "t.csv:3:3: `x` is not a number; write --missing 'x'" in refused(
            "unit,a,b\n1,1,2\n2,1,x\n3,3,4\n", numbers=True
        )

    @pytest.mark.parametrize("order", ["low,very high", "low; very high", "Low < Very High"])
    def test_an_order_as_it_is_written(self, order):
        named = as_categories(order)
        found = read("unit,a,b\n1,LOW,low\n2,low,Very high\n", numbers=True, categories=named)
        assert found.table == [[named[0], named[0]], [named[0], named[1]]]

    def test_a_wrong_cell_of_a_turned_table_is_named_where_it_stands(self):
        text = side().replace("\nBudi,1", "\nBudi,x")
        assert refused(text, numbers=True).startswith("t.csv:3:2: `x` is not a number")


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [("1,5", True, 1.5), ("1.5", False, 1.5), ("12%", False, 12), ("\u22121", False, -1), ("1_0", False, None),
     ("inf", False, None), ("0,125", True, 0.125), ("", False, None), ("1e2", False, 100)],
)  # fmt: skip
def test_numbers(cell, comma, value):
    assert rating_number(cell, comma=comma) == value


def test_one_way_of_writing_decimals_for_a_table():
    assert decimal_comma(["1,5", "2,250"]) is True
    assert decimal_comma(["0,125"]) is True
    assert decimal_comma(["1,250", "3.5"]) is False
    assert decimal_comma(["1,250"]) is None
    assert decimal_comma(["1.5", "2"]) is False


def test_numbers_that_stand_for_something_else():
    assert sentinels([1, 2, 5, -9, 999]) == [-9, 999]
    assert sentinels([-20, -9, 3]) == []
    assert sentinels([80, 95, 99, 99]) == []


def test_a_sheet_to_code_is_no_table_of_ratings_whose_words_are_compared():
    sheet = "id,transcript,turn,question,text,codes,note\nx-1,a,2,Apa?,Ya.,cost,\nx-2,a,4,Lalu?,Tidak.,-,\n"
    with pytest.raises(StudyError) as wrong:
        read_ratings("sheet.csv", sheet.encode(), RatingSheetOptions())
    assert "qualcode import codings" in wrong.value.findings[0].hint
    chosen = RatingSheetOptions(LayoutOptions(coders=("codes", "note")))
    with pytest.raises(StudyError, match="needs two coders"):
        read_ratings("sheet.csv", sheet.encode(), chosen)
