import codecs

import pytest

from qualcode.readers.decode import decode
from qualcode.readers.reading import ReadOptions

TEXT = "P: Jum’at é 😀\u2028\u200b e\u0301"


def decoded(data, encoding=""):
    return decode("a.txt", data, ReadOptions(encoding=encoding))[:2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_without_being_asked(encoding):
    text = TEXT + " ascii" * 20
    assert decoded(text.encode(encoding)) == (text, ())


def test_only_the_first_mark_is_dropped():
    assert decoded(codecs.BOM_UTF8 * 2 + b"a")[0] == "\ufeffa"


def test_all_line_ends_become_lf_and_nothing_else_changes():
    assert decoded("a\r\nb\rc\nd\u2028e\x85f\x0bg".encode())[0] == "a\nb\nc\nd\u2028e\x85f\x0bg"


def test_windows_1252_is_a_guess_that_is_reported():
    text, findings = decoded("Jum’at café".encode("windows-1252"))
    assert text == "Jum’at café"
    assert [(it.level, it.code) for it in findings] == [("warning", "encoding-guessed")]


def test_the_option_decides_before_the_guess_and_after_utf_8():
    assert decoded("café".encode("mac-roman"), "mac-roman") == ("café", ())
    assert decoded("café".encode(), "mac-roman") == ("café", ())


@pytest.mark.parametrize("encoding", ["ascii", "no-such", "hex", "\0"])
def test_an_encoding_that_does_not_fit_is_an_error(encoding):
    text, findings = decoded("café".encode("latin-1"), encoding)
    assert text is None
    assert [it.code for it in findings] == ["encoding-wrong"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04", b"a\0b", bytes(range(256)), b"\x01\x02\x03\x04 abc"])
def test_what_is_no_text_is_an_error(data):
    text, findings = decoded(data)
    assert text is None
    assert [(it.level, it.code) for it in findings] == [("error", "not-text")]
