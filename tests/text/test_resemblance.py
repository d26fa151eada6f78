"""Labels that look like slips of other labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.tokens import distance, resembled


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("dan", "dna", 1), ("dan", "dani", 1), ("abc", "", 3), ("a", "b", 1)]
)
def test_distance_counts_slips(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_both_ways_and_zero_for_equal_words(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


def test_only_rare_labels_resemble_frequent_ones() -> None:
    assert resembled({"Participant": 40, "Particpant": 1}) == {"Particpant": "Participant"}
    assert resembled({"Participant": 4, "Particpant": 3}) == {}
    assert resembled({"S00": 40, "S01": 1}) == {}
    assert resembled({"Dina": 40, "Dian": 1, "Ana": 9, "Moderator": 20}) == {}
