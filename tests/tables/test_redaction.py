"""Redaction is decided once: every table of the registry goes through it, and nothing that names a person comes out."""

import ast
from pathlib import Path

import pytest

import qualcode.tables
import qualcode.topics.tables
from qualcode.model.codebook import Code
from qualcode.model.finding import StudyError
from qualcode.model.table import Column, Table
from qualcode.tables import TABLES
from qualcode.tables.kind import TableKind, TableOptions, not_taken
from qualcode.tables.redaction import Made, RedactedStudy, suppress
from qualcode.topics.tables import TOPIC_TABLES
from tables.study import Given, Said, codings, frame, rows
from topics.by_hand import by_hand

NAMES = ["Tuti", "Rahmat", "Sulastri", "Bonar", "Wayan", "Ketut", "Made", "Nyoman", "Asep", "Cecep", "Dedeh", "Euis"]
NAMES += ["Tatang"]
SECRETS = ("Xtrans", "Xses", "Xlab", "Xinf", "Xdus", "Xkata")
"""What the names of transcripts, sessions, speakers, respondents and small groups, and all that is said, begin with."""
CODES = (
    Code("net", "barrier", label={"en": "Network"}),
    Code("will", "theme"),
    Code("wifi", "barrier", "net"),
    Code("wire", "barrier", "net"),
    Code("all", "theme"),
)


def person(number: int, name: str) -> Said:
    return Said(
        f"Xkata{name} dua Xkata{number}x. Empat Xkata{name}y tiga.",
        f"Xtrans-{name}",
        f"Xlab-{name}",
        respondent=f"Xinf-{name}",
        session=f"Xses-{name}",
        start_s=float(number),
        attributes={
            "date": f"2024-01-{number + 1:02}",
            "half": "ab"[number % 2],
            "village": "Kota" if number < 7 else f"Xdus-{name}",
        },
    )


SAID = [
    *(person(number, name) for number, name in enumerate(NAMES)),
    Said("XkataAneh?", "Xtrans-Tuti", "Xlab-Pewawancara", "interviewer", None, "Xses-Tuti"),
    Said("XkataLain.", "Xtrans-Rahmat", "Xlab-Suara", respondent=None, session="Xses-Rahmat"),
]
GIVEN = [
    *(Given(at, "wire", f"Xkata{NAMES[at]}", rules=("r",), matched=("dua",)) for at in (0, 1, 2, 3, 7, 8, 10)),
    *(Given(at, "wifi", "dua") for at in (0, 1)),
    Given(7, "will", "Empat"),
    *(Given(at, "all", "dua") for at in range(12)),
]
KINDS = {**TABLES, **TOPIC_TABLES}
REDACTED = [name for name, kind in KINDS.items() if kind.redacted]


def made(name: str, **asked):
    """A table of the study; None where it refuses what is asked."""
    whole = frame(SAID)
    kind = KINDS[name] if name in TABLES else TOPIC_TABLES[name].of(by_hand(whole))
    if kind.needs:
        asked = {kind.needs: "half" if kind.needs == "by" else ("dua",), **asked}
    coded = codings(SAID, CODES, GIVEN, "person" if name == "saturation" else "rules")
    options = TableOptions(**asked)
    wrong = () if options.redact else kind.wrong(whole, coded, options)
    return None if any(each.level == "error" for each in wrong) else kind(whole, coded, options)


def texts(table) -> str:
    """All that a table gives away."""
    columns = [[each.name, each.heading, each.definition] for each in table.columns]
    return repr((table.title, table.notes, dict(table.meta), columns, dict(table.data)))


def options_of(name: str):
    """Every way to ask for a table that changes what it shows."""
    takes = KINDS[name].takes
    asked = [{}, *({"by": by} for by in ("half", "village") if "by" in takes)]
    asked += [{**each, "codes": ("net",)} for each in asked if "codes" in takes]
    asked += [{**each, "speakers": True} for each in asked if "speakers" in takes]
    asked += [{**each, "unit": unit} for each in asked[:1] for unit in ("turn", "respondent") if "unit" in takes]
    asked += [{**each, "interval": True} for each in asked[:1] if "interval" in takes]
    return asked


@pytest.mark.parametrize("name", KINDS)
def test_every_column_says_what_it_can_tell(name):
    assert [column.name for column in KINDS[name].columns if not column.sensitivity] == []


@pytest.mark.parametrize("name", REDACTED)
def test_no_name_and_no_word_of_a_participant_is_in_a_redacted_table(name):
    tables = [made(name, **asked, lang=lang, redact=True) for asked in options_of(name) for lang in ("en", "id")]
    assert any(table.rows for table in tables) or name == "topic_by"  # all speak of all topics of this study
    for table in tables:
        assert [secret for secret in SECRETS if secret in texts(table)] == []


def test_the_same_tables_hold_names_and_words_where_they_are_not_redacted():
    """The test above would find them."""
    every = "".join(texts(table) for name in KINDS if (table := made(name)))
    every += "".join(texts(made(name, by="village")) for name in ("codes", "segments"))
    assert [secret for secret in SECRETS if secret not in every] == []


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if "no_quotes" not in kind.refuses])
def test_without_quotes_no_word_of_a_participant_is_left(name):
    for asked in options_of(name):
        table = made(name, **asked, no_quotes=True)
        assert table is None or "Xkata" not in texts(table)


@pytest.mark.parametrize("name", REDACTED)
def test_a_redacted_table_counts_nobody_under_three(name):
    for asked in options_of(name):
        table = made(name, **asked, redact=True)
        for column in table.columns if table else ():
            if column.sensitivity == "count" and "respondents" in column.name and column.type == "integer":
                assert all(value is None or value >= 3 for value in table.data[column.name]), column.name


def test_tables_that_join_what_one_person_says_are_refused_with_the_reason():
    for name in ("matrix", "segments", "turns", "speakers", "cooccurrence", "languages", "code_coverage", "saturation"):
        (finding,) = not_taken(name, TABLES[name], TableOptions(redact=True))
        assert "it joins what one person says" in finding.message
        with pytest.raises(StudyError, match="joins what one person says"):
            TABLES[name](frame(SAID), codings(SAID, CODES, GIVEN), TableOptions(redact=True))


def test_a_table_that_does_not_say_how_it_is_redacted_is_not_given_away():
    """So that a plug-in cannot forget it."""
    plain = Table("t", "T", (Column("n", "integer", "Number.", "count"),), {"n": [1]}, ("note",), {"redacted": False})
    kind = TableKind("About.", lambda *_: plain, plain.columns)
    assert kind(frame(SAID), codings(SAID, CODES, []), TableOptions()) == plain
    with pytest.raises(StudyError):
        kind(frame(SAID), codings(SAID, CODES, []), TableOptions(redact=True))


def test_tables_do_not_ask_whether_they_are_redacted():
    rooms = [Path(room.__file__).parent for room in (qualcode.tables, qualcode.topics.tables)]
    asking = {
        file.name
        for room in rooms
        for file in room.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("redact", "no_quotes")
    }
    assert asking == {"kind.py"}


def test_codes_that_may_not_be_told_have_no_row_and_children_stand_under_the_code_above():
    """`wifi` has two people, so neither child is shown; `will` has one, and all but one say `all`."""
    table = made("codes", redact=True)
    assert [(row["rank"], row["code"], row["respondents"], row["mentions"]) for row in rows(table)] == [
        (1, "net", 7, 7)
    ]
    assert "1 of 5 codes" in table.notes[-2]
    assert table.notes[-1] == "All respondents, or all but one or two, mention all."
    assert (table.meta["redacted"], made("codes").meta["redacted"]) == (True, False)


def test_children_are_told_where_each_of_them_may_be():
    more = [*GIVEN, Given(4, "wifi", "dua")]
    table = TABLES["codes"](frame(SAID), codings(SAID, CODES, more), TableOptions(redact=True))
    assert [(row["code"], row["parent"], row["respondents"]) for row in rows(table)] == [
        ("net", None, 8),
        ("wire", "net", 7),
        ("wifi", "net", 3),
    ]
    whole = {row["code"]: row for row in rows(TABLES["codes"](frame(SAID), codings(SAID, CODES, more), TableOptions()))}
    for row in rows(table):
        assert all(whole[row["code"]][name] == value for name, value in row.items() if name != "rank")


def test_tests_of_difference_are_corrected_over_the_codes_that_are_told():
    table = made("compare", by="half", test=True, redact=True)
    assert {row["code"] for row in rows(table)} == {"net"}
    assert table.data["p"] == table.data["p_holm"]
    assert table.meta["tested"] == 1


def test_an_attribute_without_two_large_groups_is_refused_and_others_are_named():
    with pytest.raises(StudyError) as refused:
        made("codes", by="date", redact=True)
    (finding,) = refused.value.findings
    assert "`date` cannot group a redacted table" in finding.message
    assert finding.hint == "these can: half, village"


def test_small_groups_and_those_without_a_name_are_one_group():
    table = made("codes", by="village", redact=True)
    assert set(table.data["group"]) == {"Kota", "other groups"}
    assert set(made("codes", by="village", redact=True, lang="id").data["group"]) == {"Kota", "kelompok lain"}
    assert table.data["respondents_total"] == [7, 6]


def test_who_stands_in_two_groups_is_in_none_of_them():
    again = [*SAID, Said("dua", "Xtrans-lagi", "Xlab-lagi", respondent="Xinf-Tuti", attributes={"half": "b"})]
    table = TABLES["codes"](frame(again), codings(again, CODES, GIVEN), TableOptions(by="half", redact=True))
    assert set(table.data["respondents_total"]) <= {6, 7}


def test_a_narrowed_table_is_a_part_of_the_whole_one():
    whole = {(row["code"], row["respondents"]) for row in rows(made("codes", redact=True))}
    for asked in ({"codes": ("net",)}, {"kind": "barrier"}, {"codes": ("will",)}):
        assert {(row["code"], row["respondents"]) for row in rows(made("codes", redact=True, **asked))} <= whole


def test_columns_that_say_nothing_and_words_are_left_out():
    def fetch():
        raise AssertionError

    quote = Column("quote", "string", "Words.", "words")
    columns = (Column("n", "integer", "n.", "count"), quote, Column("x", "string", "Nobody has said what it tells."))
    hidden = Made(Table("t", "T", columns, {"n": [3], "x": ["y"]}), ("a", ""), words=fetch)
    assert [each.name for each in suppress(hidden, words=True, redact=True).columns] == ["n"]
    assert [each.name for each in suppress(hidden, words=False, redact=False).columns] == ["n", "x"]
    assert suppress(hidden, words=False, redact=False).notes == ("a",)
    with pytest.raises(AssertionError):
        suppress(hidden, words=True, redact=False)


def test_the_plan_is_made_once_for_all_tables():
    study = RedactedStudy(frame(SAID), codings(SAID, CODES, GIVEN))
    assert study.told("") == (0,)
    assert study.codes.by == {"half": (0,), "village": (0,)}
    assert study.codes is study.codes
