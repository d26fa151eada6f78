"""`compile(patterns, level).find(path)`: patterns in a file, one segment a line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.rules import patterns as patterns_module
from qualcode.rules.patterns import compile

TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
PLAIN = ["guru", "Guru", "guru-guru", "don't", "don’t", "sekolah", "ab", "a", "café", "Ωmega", "😀", "7", "𐐀b"]
GAPS = [" ", ", ", ". ", "_", "-", "'", " [", "] ", "(", "\t", "\u2028", "\r", "—"]

lines = st.lists(
    st.lists(st.tuples(st.sampled_from(PLAIN), st.sampled_from(GAPS)), max_size=8).map(
        lambda pairs: "".join(map("".join, pairs))
    ),
    max_size=5,
)
words = st.sampled_from([word for word in PLAIN if word.isalnum() or "-" in word or "'" in word])
patterns = st.lists(
    words | st.sampled_from(["g*", "*u", "a*", "*-*", "*é*"]) | st.lists(words, min_size=2, max_size=3).map(" ".join),
    min_size=1,
    max_size=4,
)
patterns = patterns.map(lambda found: [one for one in found if any(map(str.isalnum, one))] or ["a"])


def key(token):
    return token.lower().replace("’", "'")


def naive(pattern, line):
    """Spans of a pattern in a line, by regular expressions alone."""
    wanted = [re.compile(re.escape(key(piece)).replace(r"\*", ".*")) for piece in pattern.split()]
    tokens = list(TOKEN.finditer(line))
    for at in range(len(tokens) - len(wanted) + 1):
        found = tokens[at : at + len(wanted)]
        if all(one.fullmatch(key(token[0])) for one, token in zip(wanted, found, strict=True)):
            yield found[0].start(), found[-1].end()


def rows(hits):
    return sorted(zip(*(column.tolist() for column in (hits.pattern, hits.segment, hits.start, hits.end)), strict=True))


@given(patterns, lines)
def test_finds_what_regular_expressions_find(wanted, text):
    expected = [
        (number, at, *span)
        for number, pattern in enumerate(wanted)
        for at, line in enumerate(text)
        for span in naive(pattern, line)
    ]
    assert rows(compile(wanted, "exact").find_lines(text)) == sorted(expected)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_blocks_line_ends_and_byte_order_mark_change_nothing(tmp_path, monkeypatch, ending, mark, size):
    monkeypatch.setattr(patterns_module, "TEXT_BYTES_AT_ONCE", size)
    text = ["Guru 😀 kurang guru", "", "a", "guru-guru, kurang"]
    path = tmp_path / "lines.txt"
    path.write_bytes((mark + ending.join(text)).encode("utf-8"))
    found = compile(["guru", "*kurang", "kurang guru"], "exact")
    expected = [(0, 0, 0, 4), (0, 0, 14, 18), (1, 0, 7, 13), (1, 3, 11, 17), (2, 0, 7, 18)]
    assert rows(found.find(path)) == rows(found.find_lines(text)) == expected


def test_an_empty_file_has_no_matches(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert len(compile(["guru"], "exact").find(tmp_path / "empty.txt")) == 0


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    with pytest.raises(UnicodeDecodeError):
        compile(["guru"], "exact").find(tmp_path / "latin.txt")


@pytest.mark.parametrize("pattern", ["", "  ", "*", "* *", "?!"])
def test_a_pattern_without_letters_is_refused(pattern):
    with pytest.raises(ValueError, match="no letter or digit"):
        compile([pattern])


def test_words_in_brackets_are_words_too():
    assert rows(compile(["tertawa"], "exact").find_lines(["[tertawa]"])) == [(0, 0, 1, 8)]


def test_a_star_by_itself_is_any_one_word():
    assert rows(compile(["kurang * guru"], "exact").find_lines(["kurang guru, kurang satu guru"])) == [(0, 0, 13, 29)]
