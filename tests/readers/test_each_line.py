from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.readers import read
from qualcode.readers.reading import ReadOptions
from qualcode.readers.txt import lines_of_pieces
from readers.talk import codes


def test_each_line_is_a_respondent_and_stays_untouched():
    reading = read("a.txt", "\ufeff P: a \r\n\r\n  \r\nb\u2028c\r\n".encode(), ReadOptions(each="line"))
    assert reading.each
    assert [(it.turn, it.speaker, it.text, it.place) for it in reading.turns] == [
        (1, "1", " P: a ", "line 1"), (2, "4", "b\u2028c", "line 4"),
    ]  # fmt: skip


def test_each_needs_a_format_that_it_fits():
    assert codes("a.vtt", "WEBVTT", each="line") == [("each-not-here", None)]
    assert codes("a.txt", "a", each="row") == [("each-not-here", None)]


@given(st.lists(st.text("ab \r\u2028é\ufeff", max_size=6)), st.data())
def test_pieces_of_whole_lines_are_read_as_the_whole(lines, data):
    text = "\n".join(lines).encode()
    ends = [at + 1 for at, byte in enumerate(text) if byte == ord("\n")]
    cuts = [0, *sorted(data.draw(st.sets(st.sampled_from(ends) if ends else st.nothing()))), len(text)]
    pieces = [text[low:high] for low, high in pairwise(cuts) if low < high]
    parts = list(lines_of_pieces(pieces))
    if None not in parts:
        found = [(turn.speaker, turn.text, turn.place) for part in parts for turn in part]
        whole = read("a.txt", text, ReadOptions(each="line")).turns
        assert found == [(turn.speaker, turn.text, turn.place) for turn in whole]


@pytest.mark.parametrize("odd", [b"caf\xe9\n", b"\0\n", "\ufeffb\n".encode(), b"%PDF\n"])
def test_only_the_whole_text_tells_how_an_odd_piece_is_read(odd):
    first, *rest = lines_of_pieces([b"a\n", odd, b"c\n"])
    assert [turn.text for turn in first] == ["a"]
    assert rest == [None]
