"""Tables in the terminal: no word is broken where there is a way."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.output import fitting
from study import coded

BARRIERS = [
    ["rank", "1", "2"],
    ["code", "access", "pay"],
    ["label", "Akses jalan dan jarak", "Upah terlambat"],
    ["respondents", "5 of 5", "4 of 5"],
    ["mentions", "9", "4"],
]


def test_a_table_for_which_there_is_room_is_left_alone():
    assert fitting(BARRIERS, [False] * 5, 120) is None


def test_words_stay_whole_and_the_longest_text_gets_what_is_left():
    assert fitting(BARRIERS, [False] * 5, 56) == [4, 6, 16, 11, 8]


def test_names_that_people_copy_are_not_folded():
    columns = [["code", "two words"], ["quote", "many words in a row " * 9]]
    assert fitting(columns, [True, False], 40) == [9, 26]


def test_where_the_longest_words_are_too_long_there_is_no_way():
    assert fitting(BARRIERS, [False] * 5, 30) is None


def test_where_words_are_broken_numbers_are_not():
    columns = [["code", "koordinasi"], ["precision", "1.000"], ["recall", "0.667"], ["kappa", "0.783 (0.1-1)"]]
    widths = fitting(columns, [True, False, False, False], 36)
    assert widths == [10, 5, 5, 7]


def test_the_numbers_of_a_column_have_as_many_decimals(tmp_path):
    words = "Informan: Jaringan kurang.\n" + "Informan: Kata lain lagi.\n"
    said = coded(tmp_path, {"a.txt": words, "b.txt": "Informan: Tidak ada perawat.\n" + "Informan: Ya.\n" * 8})
    shown = [line.split()[-1] for line in said.done("code", "-b", "clinic.yaml").out.splitlines() if " of " in line]
    assert len(shown) > 1
    assert {len(cell.partition(".")[2]) for cell in shown} == {2}


CELLS = st.lists(st.text(alphabet="ab1 ", max_size=30), min_size=3, max_size=3)


@given(st.lists(CELLS, min_size=1, max_size=5), st.integers(20, 120))
def test_widths_fit_and_hold_every_word_or_where_that_is_too_much_every_number(columns, room):
    widths = fitting(columns, [False] * len(columns), room)
    words = [[word for cell in cells for word in cell.split()] for cells in columns]
    longest = [max(map(len, own), default=0) for own in words]
    if widths is not None:
        assert sum(widths) + 2 * len(columns) + 1 <= room
        has_room = sum(longest) + 2 * len(columns) + 1 <= room
        for own, width in zip(words, widths, strict=True):
            assert all(len(word) <= width for word in own if has_room or "1" in word)
