"""Marks of the transcriber."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import marks


@pytest.mark.parametrize(
    "mark",
    [
        "[tertawa]",
        "[00:01:02]",
        "[nama dinas]",
        "(tertawa)",
        "(Tertawa kecil)",
        "(tidak jelas)",
        "(tidak jelas 00:12:03)",
        "(pause 3 seconds)",
        "(unintelligible)",
        "(00:12)",
        "(.)",
        "(?)",
        "((laughs))",
        "<noise>",
    ],
)
def test_marks_are_found(mark: str) -> None:
    text = f"ya {mark} begitu"
    assert [text[start:end] for start, end in marks.mark_spans(text)] == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "(saya kira)",
        "(diam di Bandung)",
        "(musik tradisional)",
        "a < b and c > d",
        "[ never closed",
        "[over\ntwo lines]",
        "[" + "a" * 201 + "]",
        "(" + "1" * 60 + "x)",
    ],
)
def test_what_people_say_is_no_mark(text: str) -> None:
    assert marks.mark_spans(text) == []


TEXTS = st.text(st.sampled_from("[]()<> \n\u00e9\u20ac😀a.5")) | st.lists(
    st.sampled_from(["[tertawa]", "(laughs)", "((", "))", "é", " ", "<noise>", "😀", "(", "["])
).map("".join)


@given(TEXTS)
def test_blanking_writes_spaces_over_the_marks_and_nothing_else(text: str) -> None:
    blanked = marks.blank(text.encode())
    expected, done = "", 0
    for start, end in marks.mark_spans(text):
        expected += text[done:start] + " " * len(text[start:end].encode())
        done = end
    assert blanked.decode() == expected + text[done:]
    assert len(blanked) == len(text.encode())


@given(st.text().filter(lambda text: not set(text) & set("[(<")))
def test_text_without_brackets_is_returned_as_it_is(text: str) -> None:
    data = text.encode()
    assert marks.blank(data) is data


@given(TEXTS)
def test_a_text_without_its_marks_has_a_space_for_each(text: str) -> None:
    spans = marks.mark_spans(text)
    kept = [text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]
    assert marks.without_mark_text(text) == " ".join(kept)
