"""Layouts that were invented by somebody who had not seen the readers: read right with no option given, or told."""

import pytest

from readers.sight import history, machines, papers, podcasts
from readers.sight.scored import read_layout

LAYOUTS = [make() for room in (podcasts, history, machines, papers) for make in room.LAYOUTS]
TOLD = {"Word, bold questions": "labels-not-understood"}
"""Layouts that are not read, but told: the finding that says so."""
QUICK = {"two lines", "podcast, names in bold", "oral history, cover page and initials"}


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
