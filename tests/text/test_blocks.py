import numpy as np
import pytest

from qualcode.text import tokens
from qualcode.text.tokens import line_starts, places_in_batches


@pytest.fixture(params=[1, 3, 1 << 20])
def block(request, monkeypatch) -> None:
    """Texts of a few bytes take several blocks, and one."""
    monkeypatch.setattr(tokens, "BATCH_BYTES", request.param)


@pytest.mark.usefixtures("block")
def test_places_are_those_of_the_whole_text():
    text = np.frombuffer(b"a;b;;c", np.uint8)
    assert places_in_batches(text, lambda part: part == ord(";")).tolist() == [1, 3, 4]
    assert places_in_batches(text[:0], lambda part: part == ord(";")).tolist() == []


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize(
    ("text", "starts"),
    [("", [0]), ("\n", [0, 1]), ("satu\n\ndua\n", [0, 5, 6, 10]), ("é\n漢字\n", [0, 3, 10])],
)
def test_lines_begin_after_line_ends(text, starts):
    assert line_starts(text.encode()).tolist() == starts
