"""YAML is read plainly, and what is refused has a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.yaml import Fields, Items, Scalar, parse_yaml


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", "c.yaml:3:1"),
        ("a: &x 1\n", "anchor", "c.yaml:1:4"),
        ("a: 1\nb: [é, *x]\n", "alias", "c.yaml:2:8"),
        ("a: !!python/name:os.system x\n", "tag", "c.yaml:1:4"),
        ("? [a, b]\n: 1\n", "key-not-text", "c.yaml:1:3"),
        ("a: 1\n---\nb: 2\n", "several-documents", "c.yaml:2:1"),
        ("a: [1\nb: 2\n", "yaml-syntax", "c.yaml:2:2"),
        ("a: 1\n\tb: 2\n", "yaml-syntax", "c.yaml:2:1"),
        ("a: é\x00\n", "control-character", "c.yaml:1:5"),
        ("a: " + "[" * 60 + "]" * 60, "too-deep", "c.yaml:1:54"),
    ],
)
def test_what_is_refused_has_a_place(text, code, place):
    _, findings = parse_yaml("c.yaml", text.encode())
    assert [(finding.code, finding.place) for finding in findings] == [(code, place)]


def test_bytes_that_are_not_utf8_have_a_place():
    _, findings = parse_yaml("c.yaml", "a: 1\nkota: caf\xe9".encode("latin-1"))
    assert [(finding.code, finding.place) for finding in findings] == [("not-utf8", "c.yaml:2:10")]


def test_a_huge_file_is_refused_before_it_is_parsed():
    _, findings = parse_yaml("c.yaml", b"[" * 5_000_001)
    assert [finding.code for finding in findings] == ["file-too-large"]


def test_nodes_keep_what_was_written_and_where():
    root, findings = parse_yaml("c.yaml", "\ufeffno: [12:30, 'yes', ~]\n".encode())
    assert findings == []
    assert isinstance(root, Fields)
    ((key, value),) = root.fields
    assert (key.text, key.line, key.column) == ("no", 1, 1)
    assert isinstance(value, Items)
    assert value.items == (
        Scalar(1, 6, "12:30", plain=True),
        Scalar(1, 13, "yes", plain=False),
        Scalar(1, 20, "~", plain=True),
    )
    assert [item.missing for item in value.items] == [False, False, True]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "null\n"])
def test_an_empty_file_has_no_tree(text):
    assert parse_yaml("c.yaml", text.encode()) == (None, [])


@given(st.binary() | st.text(st.sampled_from("ab:-[]{}&*!|>'\"#?%@, \n\t"), max_size=40).map(str.encode))
def test_no_file_makes_it_raise(data):
    root, findings = parse_yaml("c.yaml", data)
    assert root is None or isinstance(root, Scalar | Items | Fields)
    assert all(finding.file == "c.yaml" for finding in findings)
