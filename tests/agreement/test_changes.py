"""Changes: an edit of a codebook as its author would say it."""

from qualcode.agreement.code_changes import changes
from qualcode.codebook.load import load_codebook

BOOK = """\
format: 1
codebook: b
version: 1.0.0
lexicons:
  net: {id: [jaringan]}
codes:
  - code: network
    label: {id: Jaringan}
    rules:
      - rule: missing
        near: ["@net", [kurang]]
        within: 8
  - code: staff
    terms: [perawat]
"""


def said(*edits: tuple[str, str]) -> list[tuple]:
    new = BOOK
    for old, replacement in edits:
        assert old in new
        new = new.replace(old, replacement)
    before, after = (load_codebook("b.yaml", text.encode())[0] for text in (BOOK, new))
    assert before is not None
    assert after is not None
    return [(each.what, each.how, each.name, each.details) for each in changes(before, after)]


def test_the_same_codebook_has_none_wherever_its_lines_stand():
    assert said() == []
    assert said(("lexicons:", "# a comment\n\nlexicons:")) == []


def test_a_lexicon_that_grows_is_said_once_and_not_for_each_rule():
    assert said(("[jaringan]", "[jaringan, sinyal]")) == [("lexicon", "changed", "net", ("+ sinyal (language id)",))]


def test_terms_and_settings_of_a_rule():
    ((what, how, name, details),) = said(("[kurang]", "[minim]"), ("within: 8", "within: segment"))
    assert (what, how, name) == ("rule", "changed", "missing")
    assert details == ("list 2: + minim, - kurang", "within: 8 -> segment")


def test_codes_that_come_and_go():
    found = said(("code: staff", "code: nurses"))
    assert [each[:3] for each in found if each[0] == "code"] == [
        ("code", "added", "nurses"),
        ("code", "removed", "staff"),
    ]


def test_labels_and_the_version():
    found = said(("Jaringan}", "Jaringan kurang}"), ("1.0.0", "1.1.0"))
    assert ("codebook", "changed", "b", ("version: 1.0.0 -> 1.1.0",)) in found
    assert ("code", "changed", "network", ("label: id: Jaringan -> Jaringan kurang",)) in found
