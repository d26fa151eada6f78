"""Every figure fits on its page: exact width, no text beyond the edge, no text on another."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from figures.made import SOURCES, drawn
from qualcode.figures import FIGURES
from qualcode.figures.sheet import INCH, TALLEST
from qualcode.model.finding import StudyError

pytestmark = pytest.mark.slow
TOUCH = 0.35
"""Pixels at 100 per inch by which boxes of texts may meet: they have a margin of their own."""


def boxes(drawing):
    """Text and the box that it takes, in pixels."""
    drawing.figure.set_dpi(100)
    drawing.figure.canvas.draw()
    found = []
    for text in drawing.figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            found.append((text.get_text(), text.get_window_extent()))
    return found


def overlaps(one, other):
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > TOUCH and min(one.y1, other.y1) - max(one.y0, other.y0) > TOUCH
    )


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("width", [85.0, 170.0])
@settings(max_examples=4)
@given(data=st.data())
def test_texts_stay_on_the_page_and_off_each_other(name, width, data):
    source = data.draw(SOURCES[name])
    with suppress(StudyError):  # more than fits on a page
        _check(drawn(name, source, width=width), width)


def _check(drawing, width):
    wide, tall = drawing.figure.get_size_inches() * INCH
    assert wide == pytest.approx(width)
    assert tall <= TALLEST
    assert min(text.get_fontsize() for text in drawing.figure.findobj(Text)) >= 6
    found = boxes(drawing)
    limits = drawing.figure.bbox
    for text, box in found:
        inside = box.x0 >= -TOUCH and box.x1 <= limits.x1 + TOUCH and box.y0 >= -TOUCH and box.y1 <= limits.y1 + TOUCH
        assert inside, f"`{text}` stands beyond the edge: {box} of {limits}"
    for at, (text, box) in enumerate(found):
        for other, beside in found[:at]:
            assert not overlaps(box, beside), f"`{text}` stands on `{other}`"
