"""YAML's own mistakes are told in plain words; its magic is refused."""

import pytest

from codebook.samples import HEAD, errors, marked
from qualcode.text.shapes import YamlReport
from qualcode.text.yaml import ListNode, MapNode, ScalarNode
from qualcode.text.yaml_parse import MAX_DEPTH, parse_yaml

SLIPS = [
    ("  memo: ▲@clinic\n", "unquoted-sign", 'quote it: "@clinic"'),
    ("  include: [a, ▲@clinic-staff, b]\n", "unquoted-sign", 'quote it: "@clinic-staff"'),
    ("  memo: 😀é\n  include: [😀, ▲@clinic]\n", "unquoted-sign", 'quote it: "@clinic"'),
    ("  memo: ▲`x\n", "unquoted-sign", "quote it"),
    ("  memo: ▲%x\n", "unquoted-sign", "quote it"),
    ("  include: [▲*]\n", "unquoted-sign", "in quotes"),
    ("  include: [▲*kota*]\n", "unquoted-sign", 'quote it: "*kota*"'),
    ("  include: [▲!LAPOR]\n", "unquoted-sign", 'quote it: "!LAPOR"'),
    ("  include: [▲*kota]\n", "alias", 'quote it: "*kota"'),
    ("  memo: ▲&here text\n", "anchor", 'quote it: "&here"'),
    ("  memo: ▲!!str 1\n", "tag", "in quotes"),
    ("  memo: One thing▲: another\n", "unquoted-colon", "in quotes"),
    ("  examples:\n  - {text: Satu▲: dua, expect: true}\n", "unquoted-colon", "in quotes"),
    ("  rules:\n  - rule: a-queue\n      any▲: [x]\n", "indentation", "below the first letter of `rule`"),
    ("▲\tmemo: x\n", "tab", "indent with spaces"),
    ("  memo:\n▲\t- x\n", "tab", "indent with spaces"),
    ("  include: ▲[a\n  memo: b\n", "yaml-syntax", "[one, two]"),
    ("  label: ▲{id: a\n", "yaml-syntax", "{key: value, key: value}"),
    ('  memo: ▲"never closed\n', "yaml-syntax", "closing quote"),
    ('  memo: "▲\\q"\n', "yaml-syntax", "single quotes"),
    ('  memo: "a" ▲b\n', "yaml-syntax", "quotes"),
    (" ▲memo: x\n", "yaml-syntax", "indentation"),
    ("▲memo\n", "yaml-syntax", "add the colon"),
    ("  include: [a,▲,b]\n", "yaml-syntax", "comma"),
    ("  examples: ▲- a\n", "yaml-syntax", "next line"),
    ("  memo: | ▲x\n", "yaml-syntax", "next line"),
    ("▲---\na: b\n", "several-documents", "one document"),
    ("  ? ▲[a]\n  : b\n", "key-not-text", ""),
    ("lexicons: " + "[" * (MAX_DEPTH - 1) + "▲[[[[\n", "too-deep", ""),
]


@pytest.mark.parametrize(("text", "code", "hint"), SLIPS)
def test_a_slip_is_told_at_its_place_with_what_to_write(text, code, hint):
    text, place = marked(HEAD + text)
    found = errors(text)[0]
    assert (found.code, (found.line, found.column)) == (code, place)
    assert hint in found.hint


@pytest.mark.parametrize("code", ["unquoted-sign", "unquoted-colon", "alias", "anchor", "tab", "too-deep"])
def test_the_parser_written_in_python_tells_the_same_slips(code):
    for text, place in (marked(HEAD + text) for text, same, _ in SLIPS if same == code and "!" not in text):
        report = YamlReport("book.yaml")
        parse_yaml(text, report, pure=True)
        found = report.findings()[0]
        assert (found.code, (found.line, found.column)) == (code, place)


def test_missing_quotes_are_all_told_at_once():
    text = HEAD + "  rules:\n  - any: [@a, @b]\n    unless: [`c, @d]\n  memo: x: y\n"
    assert [found.code for found in errors(text)].count("unquoted-sign") == 4
    assert "unquoted-colon" in [found.code for found in errors(text)]


def test_every_line_indented_with_a_tab_is_told():
    assert [found.line for found in errors(HEAD + "\tmemo: x\n  kind: y\n \tlevel: light\n")] == [8, 10]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_endless_nesting_is_refused_without_reading_on(opening):
    assert [found.code for found in errors(opening * 200_000)] == ["too-deep"]


def test_a_thousand_aliases_of_aliases_are_only_told():
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert {found.code for found in errors(text)} >= {"alias", "anchor"}


def test_scalars_stay_as_written_and_know_their_place():
    root = parse_yaml("a: [no, 12:30, 0o7, 'x', 1e3, ~]\nb: {c: d}\n", YamlReport("book.yaml"))
    assert isinstance(root, MapNode)
    (_, listed), (_, mapped) = root.entries
    assert isinstance(listed, ListNode)
    assert [item.text for item in listed.items] == ["no", "12:30", "0o7", "x", "1e3", "~"]
    assert [item.plain for item in listed.items] == [True, True, True, False, True, True]
    assert listed.items[1] == ScalarNode(1, 9, "12:30", plain=True)
    assert mapped.inline
    assert not root.inline
