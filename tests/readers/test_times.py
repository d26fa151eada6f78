import pytest

from qualcode.readers.reading import parse_seconds, span


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("00:01:02,500", 62.5),
        ("01:02.500", 62.5),
        ("1:02", 62),
        ("[100:00:00]", 360000),
        ("62.5", 62.5),
        ("#00:01:02-5#", 62.5),
        ("2024-05-01 10:00:05", None),
        ("", None),
        ("pagi", None),
    ],
)
def test_times_as_people_write_them(written, value):
    assert parse_seconds(written) == value


def test_a_range_has_an_end():
    assert span("[00:01:02 - 00:01:10]") == (62, 70)
    assert span("(0:05)") == (5, None)
