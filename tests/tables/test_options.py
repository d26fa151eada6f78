from dataclasses import replace

from qualcode.model.codebook import Code
from qualcode.model.corpus import Attribute
from qualcode.tables.kind import TableOptions, option_problems
from tables.study import Said, codings, frame

SAID = [Said("Ya.", attributes={"city": "Ambon", "position": "staff"})]
CODES = (Code("net", "barrier", label={"id": "Jaringan"}), Code("will", "enabler"))


def found(options, table="codes", codes=CODES):
    return [
        (each.level, each.code, each.hint)
        for each in option_problems(table, frame(SAID), codings(SAID, codes, []), options)
    ]


def test_good_options_have_no_problem():
    assert found(TableOptions(by="city", kind="barrier", lang="id")) == []


def test_an_unknown_attribute_or_kind_names_what_there_is():
    assert found(TableOptions(by="ciyt")) == [("error", "unknown-attribute", "did you mean `city`?")]
    assert found(TableOptions(by="zzz")) == [("error", "unknown-attribute", "known: city, position")]
    assert found(TableOptions(kind="hindrance")) == [("error", "unknown-kind", "known: barrier, enabler")]


def test_a_language_without_labels_is_an_error_unless_titles_and_notes_have_it():
    assert found(TableOptions(lang="jv")) == [("error", "no-labels", "labels are in id")]
    assert found(TableOptions(lang="en")) == [("warning", "no-labels", "labels are in id")]
    assert found(TableOptions(lang="id"), "kwic", ()) == []


def test_labels_that_a_table_shows_in_another_language_are_told():
    codes = (replace(CODES[0], label={"id": "Jaringan", "en": "Network"}), Code("staff", label={"id": "Tenaga"}))
    assert found(TableOptions(lang="en"), codes=codes) == [
        ("warning", "missing-label", "add `en: ...` to the label of `staff`")
    ]
    assert found(TableOptions(lang="id"), codes=codes) == []
    assert found(TableOptions(lang="en"), codes=(codes[0], replace(codes[1], retired=True))) == []


def test_a_declared_attribute_that_nothing_has_is_a_warning():
    made = frame(SAID, declared={"ciyt": Attribute("respondent"), "city": Attribute("respondent")})
    (finding,) = option_problems("codes", made, codings(SAID, CODES, []), TableOptions())
    assert (finding.level, finding.code, finding.hint) == ("warning", "unused-declaration", "did you mean `city`?")


def test_a_codebook_without_barriers_is_a_warning():
    assert [code for _, code, _ in found(TableOptions(), "barriers", CODES[1:])] == ["no-barriers"]
    assert found(TableOptions(), "barriers", (replace(CODES[1], kind="barrier"),)) == []
