from qualcode.readers import read
from qualcode.readers.reading import ReadOptions
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
