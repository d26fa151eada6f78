"""A codebook file is UTF-8 of reasonable size."""

import time

import pytest

from codebook.samples import HEAD
from qualcode.codebook.load import load_codebook


def only(data):
    book, (found,) = load_codebook("book.yaml", data)
    assert book is None
    return found


def test_a_file_over_five_megabytes_is_refused_at_once():
    start = time.process_time()
    found = only(b"- [" * 3_000_000)
    assert time.process_time() - start < 0.5
    assert found.code == "file-too-large"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_place_of_a_byte_that_is_not_utf8_counts_characters(newline):
    found = only(f"a: 1{newline}kafé😀: ".encode() + b"\xe9\n")
    assert (found.code, found.line, found.column) == ("not-utf8", 2, 8)
    assert "0xE9" in found.message


def test_utf16_is_named():
    assert "UTF-16" in only(HEAD.encode("utf-16")).message


def test_a_byte_order_mark_does_not_move_columns():
    found = only(b"\xef\xbb\xbfformt: 1\n" + HEAD.encode())
    assert (found.code, found.line, found.column) == ("unknown-field", 1, 1)


def test_invisible_characters_are_all_told():
    _, found = load_codebook("book.yaml", (HEAD + "  memo: a\x07b\r\n  kind: x\u2028\x85y\n").encode())
    assert [(each.code, each.line, each.column) for each in found] == [
        ("control-character", 8, 10),
        ("control-character", 9, 10),
        ("control-character", 9, 11),
    ]
    assert "U+2028" in found[1].message


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", " \u00a0"])
def test_indentation_with_another_kind_of_space_is_one_finding_a_line(space):
    _, found = load_codebook("book.yaml", f"{HEAD}{space} kind: x\n{space} memo: y\n".encode())
    assert [(each.code, each.line) for each in found] == [("strange-space", 8), ("strange-space", 9)]


def test_such_a_space_inside_a_text_is_a_space():
    assert load_codebook("book.yaml", f"{HEAD}  memo: a\u00a0b\n".encode())[0]


def test_a_dash_that_touches_its_item_is_one_finding():
    _, found = load_codebook("book.yaml", b"format: 1\ncodebook: x\ncodes:\n  -code: a\n   kind: b\n  -code: c\n")
    assert [(each.code, each.line, each.column) for each in found] == [
        ("dash-without-space", 4, 3),
        ("dash-without-space", 6, 3),
    ]
