"""Layouts that were invented by somebody who had not seen the readers: read right with no option given, or told.

`sight` and `unseen` have different writers; each wrote before reading the readers of the day, which were then mended.
"""

import pytest

from readers.sight import history, machines, papers, podcasts
from readers.sight.scored import read_layout
from readers.unseen import meetings, programs, shows, typed

FIRST, SECOND = (podcasts, history, machines, papers), (meetings, programs, typed, shows)
LAYOUTS = [make() for room in (*FIRST, *SECOND) for make in room.LAYOUTS]
TOLD = {"Word, bold questions": "questions-without-label", "speech service, json": "role-unknown"}
"""Layouts that are not read, but told: the finding that says so."""
QUICK = {
    "two lines",
    "podcast, names in bold",
    "oral history, cover page and initials",
    "ELAN, tab-delimited text",
    "questions beside answers",
    "thesis, verbatim table",
    "conversation analysis, numbered lines",
    "PDF, bold names and italic questions",
}


def test_there_are_many_and_each_has_a_name_of_its_own():
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS) >= 20


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(layout, id=layout.name, marks=[] if layout.name in QUICK else pytest.mark.slow)
        for layout in LAYOUTS
    ],
)
def test_a_layout_is_read_right_or_told(layout, tmp_path):
    score, _ = read_layout(layout, tmp_path)
    if layout.name in TOLD:
        assert TOLD[layout.name] in score.told
        assert score.miscounted == 0
    else:
        assert score.right, score
