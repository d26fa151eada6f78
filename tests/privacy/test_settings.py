"""Files that people write by hand, without what they say of somebody who withdraws."""

from dataclasses import replace

import pytest

from qualcode.privacy.leaving import Leaving
from qualcode.privacy.without import corpus_without, lock_without, respondents_without

HER = Leaving(
    corpus="c", respondent="R07", turns={"a": (1,), "b": (2,)}, labels={"a": ("Bu Sri",), "b": ("Sri",)},
    sole=("Bu Sri", "Sri"), whole=("a",), numbered=(), foreign=(), sources=(), outside=(), names=(), alike=(), runs=(),
    shared=0, words=0, date="", stone=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\n", "title: x\n"),
        ("transcripts:\n  a: {session: S}\n  c: {session: T}\n", "transcripts:\n  c: {session: T}\n"),
        (
            "transcripts:\n  # 1\n  a:\n    session: S\n    # hers\n\n    attributes: {x: y}\n\n  # next\n  c: {}\n",
            "transcripts:\n  # 1\n\n  # next\n  c: {}\n",
        ),
        ("title: x\ntranscripts:\n  a: {session: S}\nlicence: y\n", "title: x\nlicence: y\n"),
        ("speakers: {Bu Sri: {respondent: R07}, Pak: other}\n", "speakers: {Pak: other}\n"),
        ("speakers: {Pak: other, 'Bu Sri': {respondent: 'R,07'}}\n", "speakers: {Pak: other}\n"),
        ("speakers: {Bu Sri: other}\ntitle: x\n", "title: x\n"),
        (
            "transcripts:\n  b:\n    session: S\n    speakers: {Sri: other}\n  c: {}\n",
            "transcripts:\n  b:\n    session: S\n  c: {}\n",
        ),
        (
            "transcripts: {b: {speakers: {Sri: {role: other}, P: other}}}\n",
            "transcripts: {b: {speakers: {P: other}}}\n",
        ),
    ],
)
def test_fields_go_with_all_that_belongs_to_them_and_comments_of_others_stay(before, after):
    assert corpus_without(before.encode(), HER).decode() == after
    assert corpus_without(after.encode(), HER).decode() == after


def test_a_label_that_others_have_stays():
    text = b"speakers: {Sri: other}\n"
    assert corpus_without(text, replace(HER, sole=("Bu Sri",))) == text


def test_a_row_goes_with_the_lines_of_its_cells():
    before = b'respondent,note\nR01,x\nR07,"two\nlines"\nR08,y\n'
    assert respondents_without(before, "R07") == b"respondent,note\nR01,x\nR08,y\n"
    assert respondents_without(before, "R01") == b'respondent,note\nR07,"two\nlines"\nR08,y\n'
    assert respondents_without(before, "R09") == before
    assert respondents_without(b"respondent;note\r\nR07;x\r\n", "R07") == b"respondent;note\r\n"


def test_lines_of_the_lock_go_by_their_path():
    before = b"format  qualcode.lock  2\ncoding  c/a b.jsonl  1 abc\ncoding  c/a.jsonl  2 abc\n"
    assert lock_without(before, ["c/a b.jsonl"]) == b"format  qualcode.lock  2\ncoding  c/a.jsonl  2 abc\n"
