"""The lock file lists what results depend on, and tells what drifted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.api.lock import LOCK_FORMAT, LockedThing, LockFile, compare_locks, format_lock, parse_lock
from qualcode.model.finding import Finding

WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
PATH = st.text(st.sampled_from("ab /.é"), min_size=1, max_size=12)
THINGS = st.lists(st.builds(LockedThing, WORD, PATH, WORD), unique_by=lambda each: (each.kind, each.path))


@given(THINGS, st.randoms(use_true_random=False))
def test_what_was_locked_comes_back_sorted_whatever_the_order(things, order):
    shuffled = random.Random(order.random()).sample(things, len(things))
    text = format_lock(shuffled)
    assert text == format_lock(things)
    assert parse_lock(text) == LockFile(LOCK_FORMAT, tuple(sorted(things)))
    assert compare_locks(things, parse_lock(text).things) == []


def test_drift_is_said_one_sentence_each():
    old = [
        LockedThing("transcript", "a", "0" * 64),
        LockedThing("transcript", "b", "1" * 64),
        LockedThing("version", "qualcode", "1"),
    ]
    new = [
        LockedThing("transcript", "a", "2" * 64),
        LockedThing("transcript", "c", "1" * 64),
        LockedThing("version", "qualcode", "2"),
    ]
    assert compare_locks(old, new) == [
        "transcript a has changed",
        "transcript b is gone",
        "transcript c is new",
        "version qualcode was 1 and is 2",
    ]


def test_codings_are_counted():
    old = [LockedThing("coding", "ani/a.jsonl", f"5 {'0' * 64}"), LockedThing("coding", "ani/b.jsonl", f"5 {'0' * 64}")]
    new = [LockedThing("coding", "ani/a.jsonl", f"4 {'1' * 64}"), LockedThing("coding", "ani/b.jsonl", f"5 {'1' * 64}")]
    assert compare_locks(old, new) == [
        "coding ani/a.jsonl has changed: 5 codings were locked and 4 are there",
        "coding ani/b.jsonl has changed: there are 5 codings as before",
    ]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("1", "1", "there is 1 coding as before"),
        ("1", "2", "1 coding was locked and 2 are there"),
        ("2", "1", "2 codings were locked and 1 is there"),
    ],
)
def test_one_coding_is_one(was, now, said):
    old, new = (
        LockedThing("coding", "a.jsonl", f"{was} {'0' * 64}"),
        LockedThing("coding", "a.jsonl", f"{now} {'1' * 64}"),
    )
    assert compare_locks([old], [new]) == [f"coding a.jsonl has changed: {said}"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "bad-lock", 1),
        ("format  qualcode.lock  x\n", "bad-lock", 1),
        ("format  qualcode.lock  99\nanything\n", "newer-format", 1),
        ("format  qualcode.lock  1\ncodebook  a\n", "bad-lock", 2),
    ],
)
def test_a_file_that_is_no_lock_says_where(text, code, line):
    found = parse_lock(text)
    assert isinstance(found, Finding)
    assert (found.code, found.line) == (code, line)
