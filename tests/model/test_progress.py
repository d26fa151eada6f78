"""Rooms say how far they are; nobody is told anything where nobody watches."""

import pytest

from qualcode.model.progress import steps, watched, working


@pytest.fixture
def told() -> list[tuple[str, int, int]]:
    return []


def test_each_step_is_told_before_it_is_done_and_the_end_after_the_last(told):
    with watched(lambda *at: told.append(at)):
        seen = [(item, len(told)) for item in steps("read", "ab")]
    assert seen == [("a", 1), ("b", 2)]
    assert told == [("read", 0, 2), ("read", 1, 2), ("read", 2, 2)]


def test_items_that_cannot_be_counted_are_not_kept(told):
    def rows():
        for number in range(3):
            alive.append(number)
            yield number

    alive: list[int] = []
    with watched(lambda *at: told.append(at)):
        next(iter(steps("quotes", rows(), -1)))
        assert alive == [0]
        list(steps("quotes", rows(), -1))
    assert told[1:] == [("quotes", 0, -1), ("quotes", 1, -1), ("quotes", 2, -1), ("quotes", 3, 3)]


def test_nobody_is_told_afterwards_or_where_nobody_watches(told):
    with watched(lambda *at: told.append(at)), watched(None), working("evaluate"):
        pass
    assert told == [("evaluate", 0, 1), ("evaluate", 1, 1)]
    assert list(steps("read", range(3))) == [0, 1, 2]
    assert len(told) == 2


def test_what_stops_is_not_called_done(told):
    with watched(lambda *at: told.append(at)), pytest.raises(ValueError, match="x"), working("evaluate"):
        raise ValueError("x")
    assert told == [("evaluate", 0, 1)]
