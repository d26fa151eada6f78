"""YAML is read plainly, and what is refused has a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.shapes import YamlReport
from qualcode.text.yaml import ListNode, MapNode, ScalarNode, is_null
from qualcode.text.yaml_parse import read_yaml


def parse(data):
    report = YamlReport("c.yaml")
    return read_yaml(data, report, newest=1), report.findings()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", "c.yaml:3:1"),
        ("a: &x 1\n", "anchor", "c.yaml:1:4"),
        ("a: 1\nb: [é, *x]\n", "alias", "c.yaml:2:8"),
        ("a: !!python/name:os.system x\n", "tag", "c.yaml:1:4"),
        ("? [a, b]\n: 1\n", "key-not-text", "c.yaml:1:3"),
        ("a: 1\n---\nb: 2\n", "several-documents", "c.yaml:2:1"),
        ("a: [1\nb: 2\n", "yaml-syntax", "c.yaml:1:4"),
        ("a: 1\n\tb: 2\n", "tab", "c.yaml:2:1"),
        ("a: é\x00\n", "control-character", "c.yaml:1:5"),
        ("a: " + "[" * 60 + "]" * 60, "too-deep", "c.yaml:1:23"),
    ],
)
def test_what_is_refused_has_a_place(text, code, place):
    _, findings = parse(text.encode())
    assert [(finding.code, finding.place) for finding in findings] == [(code, place)]


def test_bytes_that_are_not_utf8_have_a_place():
    _, findings = parse("a: 1\nkota: caf\xe9".encode("latin-1"))
    assert [(finding.code, finding.place) for finding in findings] == [("not-utf8", "c.yaml:2:10")]


def test_a_huge_file_is_refused_before_it_is_parsed():
    _, findings = parse(b"[" * 5_000_001)
    assert [finding.code for finding in findings] == ["file-too-large"]


def test_nodes_keep_what_was_written_and_where():
    root, findings = parse("\ufeffno: [12:30, 'yes', ~]\n".encode())
    assert findings == ()
    assert isinstance(root, MapNode)
    ((key, value),) = root.entries
    assert (key.text, key.line, key.column) == ("no", 1, 1)
    assert isinstance(value, ListNode)
    assert value.items == (
        ScalarNode(1, 6, "12:30", plain=True),
        ScalarNode(1, 13, "yes", plain=False),
        ScalarNode(1, 20, "~", plain=True),
    )
    assert [is_null(item) for item in value.items] == [False, False, True]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "null\n"])
def test_an_empty_file_has_no_tree(text):
    assert parse(text.encode()) == (None, ())


@given(st.binary() | st.text(st.sampled_from("ab:-[]{}&*!|>'\"#?%@, \n\t"), max_size=40).map(str.encode))
def test_no_file_makes_it_raise(data):
    root, findings = parse(data)
    assert root is None or isinstance(root, ScalarNode | ListNode | MapNode)
    assert all(finding.file == "c.yaml" for finding in findings)
