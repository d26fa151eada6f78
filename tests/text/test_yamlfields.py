"""Fields are read as what they should hold, or there is a finding."""

import pytest

from qualcode.text.records import YamlForm, suggest_choice

KNOWN = ("format", "title", "synthetic", "speakers")


def sheet(text, **options):
    return YamlForm("c.yaml", text.encode(), KNOWN, **options)


@pytest.mark.parametrize(("written", "read"), [("true", True), ("FALSE", False)])
def test_booleans_are_true_and_false(written, read):
    read_sheet = sheet(f"synthetic: {written}")
    assert read_sheet.boolean(read_sheet.top["synthetic"]) is read
    assert not read_sheet.broken


@pytest.mark.parametrize("written", ["no", "yes", "on", "1", "'true'", "[true]"])
def test_nothing_else_is_a_boolean(written):
    read = sheet(f"synthetic: {written}")
    read.boolean(read.top["synthetic"])
    assert [(f.code, f.place) for f in read.result()] == [("wrong-value", "c.yaml:1:12")]


@pytest.mark.parametrize("written", ["no", "12:30", "1.10", "'quoted'", "0o17", "2024-01-02"])
def test_text_stays_as_it_was_written(written):
    read = sheet(f"title: {written}")
    assert read.text(read.top["title"]) == written.strip("'")


def test_an_unknown_field_is_an_error_with_a_suggestion():
    (finding,) = sheet("titel: x").result()
    assert (finding.level, finding.code, finding.place) == ("error", "unknown-field", "c.yaml:1:1")
    assert finding.hint == "did you mean `title`?"


def test_an_unknown_field_is_a_warning_where_people_keep_remarks():
    read = sheet("remark: x", strict=False)
    assert [finding.level for finding in read.result()] == ["warning"]
    assert not read.broken


def test_a_newer_format_is_the_only_thing_said():
    read = sheet("titel: x\nformat: 2\n")
    assert [(f.code, f.line) for f in read.result()] == [("newer-format", 2)]
    assert read.top == {}


@pytest.mark.parametrize("written", ["x", "0", "1.0", "-1", "[1]"])
def test_a_format_is_a_whole_number(written):
    assert "bad-format" in [finding.code for finding in sheet(f"format: {written}").result()]


@pytest.mark.parametrize("text", ["just words", "- a\n- b\n"])
def test_a_file_without_fields_says_so(text):
    assert [finding.code for finding in sheet(text).result()] == ["wrong-value"]


def test_findings_come_in_the_order_of_the_file():
    read = sheet("zzz: 1\nspeakers: {A: [x], B: {q: 1}}\nyyy: 1\n")
    for _, node in read.named(read.top["speakers"]):
        read.text(node)
    assert [finding.line for finding in read.result()] == [1, 2, 2, 3]


def test_a_word_far_from_all_is_answered_with_all():
    assert suggest_choice("zzz", ("b", "a")) == "known are a, b"
