"""Hiding is decided once: every table of the registry goes through it, and nothing that names a person comes out."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import qualcode.tables
import qualcode.topics.tables
from qualcode.model.codebook import Code
from qualcode.model.table import Column, Table
from qualcode.tables import TABLES
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.redaction import Cells, CountedPeople, Made, Note, plan, suppress
from qualcode.topics.tables import TOPIC_TABLES
from tables.study import Given, Said, codings, frame
from topics.by_hand import by_hand

NAMES = ["Tuti", "Rahmat", "Sulastri", "Bonar", "Wayan", "Ketut", "Made", "Nyoman"]
SECRETS = ("Xtrans", "Xses", "Xlab", "Xinf", "Xdus", "Xkata")
"""What the names of transcripts, sessions, speakers, respondents and small groups, and all that is said, begin with."""
CODES = (Code("net", "barrier", label={"en": "Network"}), Code("will", "theme"), Code("wifi", "barrier", "net"))


def person(number: int, name: str) -> Said:
    return Said(
        f"Xkata{name} dua Xkata{number}x. Empat Xkata{name}y tiga.",
        f"Xtrans-{name}",
        f"Xlab-{name}",
        respondent=f"Xinf-{name}",
        session=f"Xses-{name}",
        start_s=float(number),
        attributes={
            "date": f"2024-01-0{number + 1}",
            "half": "ab"[number % 2],
            "village": "Kota" if number < 5 else f"Xdus-{name}",
        },
    )


SAID = [
    *(person(number, name) for number, name in enumerate(NAMES)),
    Said("XkataAneh?", "Xtrans-Tuti", "Xlab-Pewawancara", "interviewer", None, "Xses-Tuti"),
    Said("XkataLain.", "Xtrans-Rahmat", "Xlab-Suara", respondent=None, session="Xses-Rahmat"),
]
GIVEN = [
    *(Given(at, "net", f"Xkata{name}", rules=("r",), matched=("dua",)) for at, name in enumerate(NAMES[:6])),
    *(Given(at, "wifi", "dua") for at in (0, 1, 2, 3)),
    Given(7, "will", "Empat"),
]
KINDS = {**TABLES, **TOPIC_TABLES}
REDACTED = [name for name, kind in KINDS.items() if "redact" not in kind.refuses]


def made(name: str, **asked):
    """A table of the study; None where it refuses what is asked."""
    whole = frame(SAID)
    kind = KINDS[name] if name in TABLES else TOPIC_TABLES[name].of(by_hand(whole))
    if kind.needs:
        asked = {kind.needs: "half" if kind.needs == "by" else ("dua",), **asked}
    coded = codings(SAID, CODES, GIVEN, "person" if name == "saturation" else "rules")
    options = TableOptions(**asked)
    return (
        None
        if any(each.level == "error" for each in kind.wrong(whole, coded, options))
        else kind(whole, coded, options)
    )


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
    tables = [
        table
        for asked in options_of(name)
        for lang in ("en", "id")
        if (table := made(name, **asked, lang=lang, redact=True))
    ]
    assert tables
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


def counted(columns, data, **others) -> Made:
    return Made(Table("t", "T", columns, data, meta={"redacted": False}), **others)


COUNTED = (
    Column("rank", "integer", "Place.", "count"),
    Column("code", "string", "Code.", "open"),
    Column("n", "integer", "CountedPeople.", "count"),
    Column("who", "string", "Name.", "person"),
    Column("new", "string", "Nobody has said what it tells."),
)
DATA = {"rank": [1, 2, 2, 4], "code": ["d", "b", "c", "a"], "n": [9, 2, 2, 1], "who": list("wxyz"), "new": list("1234")}
KEYS = [("code", code) for code in "dbca"]


def look_up(**others) -> CountedPeople:
    return CountedPeople([Cells(dict(zip(KEYS, DATA["n"], strict=True)))], [[key] for key in KEYS], **others)


def test_a_column_that_says_nothing_is_left_out():
    hidden = counted(COUNTED, DATA, look_up=look_up)
    assert [column.name for column in suppress(hidden, plan([hidden]), words=True, redact=True).columns] == [
        "rank",
        "code",
        "n",
    ]
    assert suppress(hidden, plan([]), words=True, redact=False).columns == COUNTED


def test_a_plain_table_is_hidden_by_its_columns_alone():
    plain = Table("t", "T", COUNTED, DATA, ("note",), {"redacted": False})
    kind = TableKind("About.", lambda *_: plain, COUNTED)
    assert kind(frame(SAID), codings(SAID, CODES, []), TableOptions()) == plain
    table = kind(frame(SAID), codings(SAID, CODES, []), TableOptions(redact=True))
    assert table.data == {"rank": [1, 2, 2, 4], "code": ["d", "b", "c", "a"], "n": [9, 2, 2, 1]}
    assert (table.notes, table.meta) == (("note",), {"redacted": True})


def test_rows_without_counts_are_listed_last_by_what_they_show_and_have_no_rank():
    data = {**DATA, "rank": [3, 1, 1, 4]}
    hidden = counted(COUNTED, data, look_up=lambda: look_up(blocks=[0] * 4))
    table = suppress(hidden, plan([hidden]), words=True, redact=True)
    assert table.data == {"rank": [1, None, None, None], "code": ["d", "a", "b", "c"], "n": [9, None, None, None]}


def test_a_row_or_a_column_goes_where_its_column_says_so():
    (_, code, n, *_), out = COUNTED, [[key] for key in KEYS[1:]] + [[KEYS[1]]]
    by_row = counted((code, replace(n, on_hidden="row")), DATA, look_up=look_up)
    assert suppress(by_row, plan([by_row]), words=True, redact=True).data == {"code": ["d"], "n": [9]}
    whole = counted((code, replace(n, on_hidden="column")), DATA, look_up=lambda: look_up(columns={"n": out}))
    assert suppress(whole, plan([whole]), words=True, redact=True).data == {"code": ["d", "b", "c", "a"]}


def test_hidden_names_leave_a_list_of_names_and_rows_are_those_of_three():
    rows = [[("net", KEYS[0]), ("will", KEYS[1])]] * 3 + [[("will", KEYS[1])]]
    columns = (Column("codes", "string", "Codes.", "count"),)
    people = CountedPeople(
        [Cells(dict(zip(KEYS, DATA["n"], strict=True)))], parts={"codes": rows}, speakers=np.array([0, 1, 2, 3])
    )
    listed = counted(columns, {"codes": ["net;will"] * 3 + ["will"]}, look_up=lambda: people)
    assert suppress(listed, plan([listed]), words=True, redact=True).data == {"codes": ["net"] * 3}


def test_sentences_say_what_a_redacted_table_may_say():
    notes = ("both", Note("shown", "instead"), Note("only here"), "")
    hidden = counted(COUNTED[2:3], DATA, notes=notes, look_up=look_up)
    assert suppress(hidden, plan([]), words=True, redact=False).notes == ("both", "shown", "only here")
    table = suppress(hidden, plan([hidden]), words=True, redact=True)
    assert table.notes == ("both", "instead")
    assert table.meta == {"redacted": True}


def test_words_are_not_even_fetched_where_they_are_left_out():
    def fetch():
        raise AssertionError

    column = Column("quote", "string", "Words.", "words")
    hidden = counted((COUNTED[1], column), DATA, words=fetch, look_up=look_up)
    assert [each.name for each in suppress(hidden, plan([]), words=False, redact=False).columns] == ["code"]
    assert [each.name for each in suppress(hidden, plan([hidden]), words=True, redact=True).columns] == ["code"]
    with pytest.raises(AssertionError):
        suppress(hidden, plan([]), words=True, redact=False)


def test_tables_that_are_given_away_together_have_one_plan():
    """One table hides `b` to protect `a`; another one shows `b` in a sum, and must hide one more cell for it."""
    small = counted(
        COUNTED,
        DATA,
        look_up=lambda: CountedPeople([Cells({("a",): 2, ("b",): 5, ("ab",): 7}, [[("a",), ("b",), ("ab",)]])]),
    )
    people = {("b",): 5, ("c",): 4, ("d",): 3, ("bcd",): 12}
    large = counted(COUNTED, DATA, look_up=lambda: CountedPeople([Cells(people, [list(people)])]))
    assert plan([small]).hidden == {("a",), ("b",)}
    assert plan([large]).hidden == set()
    assert plan([small, large]).hidden == plan([large, small]).hidden == {("a",), ("b",), ("d",)}


def test_a_cell_is_hidden_with_those_that_are_decided_before_it():
    codes, pairs = Cells({("a",): 1, ("b",): 9}), Cells({("a", "b"): 5, ("b", "b"): 5}, (), {("a", "b"): [("a",)]})
    hidden = counted(COUNTED, DATA, look_up=lambda: CountedPeople([codes, pairs]))
    assert plan([hidden]).hidden == {("a",), ("a", "b")}
