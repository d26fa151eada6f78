"""Settings are read as what they should hold, or there is a finding."""

from types import SimpleNamespace

import pytest

from qualcode.text.records import TEXT, TEXTS, MapOf, SettingsRecord, read_settings, suggest_choice
from qualcode.text.shapes import Flag, Number, YamlReport

SHAPES = {"format": Number(), "title": TEXT, "synthetic": Flag(), "names": TEXTS, "speakers": MapOf(TEXT)}


def read(text, **options):
    report = YamlReport("c.yaml")
    stated = read_settings(text.encode(), SettingsRecord(SimpleNamespace, "a corpus", SHAPES, **options), report)
    return stated, report.findings()


@pytest.mark.parametrize(("written", "value"), [("true", True), ("FALSE", False)])
def test_booleans_are_true_and_false(written, value):
    assert read(f"synthetic: {written}") == (SimpleNamespace(synthetic=value), ())


@pytest.mark.parametrize("written", ["no", "yes", "on", "1", "'true'", "[true]"])
def test_nothing_else_is_a_boolean(written):
    stated, findings = read(f"synthetic: {written}")
    assert stated is None
    assert [(f.code, f.place) for f in findings] == [("wrong-value", "c.yaml:1:12")]


@pytest.mark.parametrize("written", ["no", "12:30", "1.10", "'quoted'", "' space '", "0o17", "2024-01-02"])
def test_text_stays_as_it_was_written(written):
    assert read(f"title: {written}")[0].title == written.strip("'")


@pytest.mark.parametrize("text", ["", "title:", "title: ''\nformat: 1", "title: ~"])
def test_what_holds_nothing_is_not_stated(text):
    assert read(text) == (SimpleNamespace(), ())


def test_one_text_may_stand_without_a_list():
    assert read("names: a")[0].names == ("a",)
    assert read("names: [a, '', b]")[0].names == ("a", "b")


def test_names_are_as_people_choose_them():
    assert read("speakers: {no: 1, 12:30: b, c: }")[0].speakers == {"no": "1", "12:30": "b"}


def test_one_value_may_stand_for_the_whole():
    assert read("just words", short="title")[0].title == "just words"


def test_an_unknown_field_is_an_error_with_a_suggestion():
    stated, (finding,) = read("titel: x")
    assert stated is None
    assert (finding.level, finding.code, finding.place) == ("error", "unknown-field", "c.yaml:1:1")
    assert finding.hint == "did you mean `title`?"


def test_an_unknown_field_is_a_warning_where_people_keep_remarks():
    stated, findings = read("remark: x\ntitle: y", remarks=True)
    assert [finding.level for finding in findings] == ["warning"]
    assert stated.title == "y"


def test_a_field_that_must_be_there_is_missed():
    stated, (finding,) = read("names: [a]", required={"title": "title: Kota"})
    assert stated is None
    assert (finding.code, finding.place, finding.hint) == ("missing-field", "c.yaml:1:1", "add `title: Kota`")


def test_a_newer_format_is_the_only_thing_said():
    stated, findings = read("titel: x\nformat: 2\n")
    assert stated is None
    assert [(f.code, f.line) for f in findings] == [("newer-format", 2)]


@pytest.mark.parametrize("written", ["x", "0", "1.0", "-1", "[1]", "'1'"])
def test_a_format_is_a_whole_number(written):
    assert [finding.code for finding in read(f"format: {written}")[1]] == ["wrong-value"]


@pytest.mark.parametrize("text", ["just words", "- a\n- b\n"])
def test_a_file_without_fields_says_so(text):
    assert [finding.code for finding in read(text)[1]] == ["wrong-value"]


def test_findings_come_in_the_order_of_the_file():
    _, findings = read("zzz: 1\nspeakers: {A: [x], B: {q: 1}}\nyyy: 1\n")
    assert [finding.line for finding in findings] == [1, 2, 2, 3]


def test_a_word_far_from_all_is_answered_with_all():
    assert suggest_choice("zzz", ("b", "a")) == "known are a, b"
