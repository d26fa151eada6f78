import pytest

from qualcode.text.dates import is_day_first, iso, readings


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-13", "2024/03/13", "2024-03-13T19:02", "13/03/2024", "13-3-2024", "13.03.24", "13 Maret 2024",
        "13 March 2024", "March 13, 2024", "Mar 13th, 2024", "13-Mar-2024", "Rabu, 13 Maret 2024", "13 mrt 2024",
        "Wednesday 13 March 2024",
    ],
)  # fmt: skip
def test_one_day_in_the_ways_that_people_write_it(written):
    assert readings(written) == ("2024-03-13",)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2024", ("2024",)),
        ("2024-03", ("2024-03",)),
        ("Maret 2024", ("2024-03",)),
        ("03/2024", ("2024-03",)),
        ("03/04/2024", ("2024-04-03", "2024-03-04")),
        ("04/04/2024", ("2024-04-04",)),
        ("3/14/2024", ("2024-03-14",)),
        ("31/02/2024", ()),
        ("13/13/2024", ()),
        ("besok", ()),
        ("13", ()),
        ("", ()),
        ("1 Mei 98", ("1998-05-01",)),
        ("13/03-2024", ()),
    ],
)
def test_coarse_ambiguous_and_unreadable_dates(written, found):
    assert readings(written) == found


def test_dates_written_together_show_which_number_is_the_day():
    assert is_day_first(["03/04/2024", "25/04/2024"]) is True
    assert is_day_first(["03/04/2024", "4/25/2024"]) is False
    assert is_day_first(["03/04/2024", "2024-04-25"]) is None
    assert is_day_first(["25/04/2024", "4/25/2024"]) is None


def test_an_unclear_date_is_read_only_when_the_order_is_known():
    assert [iso("03/04/2024", order) for order in (True, False, None)] == ["2024-04-03", "2024-03-04", None]
    assert iso("2024-04", None) == "2024-04"
