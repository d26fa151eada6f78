"""What in a regular expression can split a text in very many ways."""

import pytest

from qualcode.checks.qc120_slow_pattern import explosive


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(\w+\s?)+!",
        r"(a|aa)+b",
        r"(.*)*x",
        r"(x+x+)+y",
        r"(\s*\w+\s*)+",
        r"(\.\d+\.?)*",
        r"(,a*a*)+",
        r"(a*,a*)+",
        r"(a+b*a+,)*",
        r"(.+,)+",
    ],
)
def test_what_can_be_split_in_many_ways_is_told(pattern):
    assert list(explosive(pattern)) == [pattern.rstrip("!bxy") if pattern[-1] in "!bxy" else pattern]


@pytest.mark.parametrize(
    "pattern",
    [r"\d+(?:\.\d+)* liter", r"(?:\w+\s)+x", r"(?:\w+,\s*)+", r"(?P<part>,\w+)*", r"(?:[.,]\d{3,})*", r"(?:a++)+"],
)
def test_a_group_that_something_parts_is_split_in_one_way(pattern):
    assert list(explosive(pattern)) == []
