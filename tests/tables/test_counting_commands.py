"""docs/counting.md is right: each command that it shows gives the table below it, cell by cell."""

import argparse
import re

import pytest

from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.test_counting import CODED, PAGE, SEGMENTS, cells, page_table, study

SHOWN = {"matrix", "cooccurrence", "speakers", "languages", "quotes"}
COMMAND = re.compile(r"^`qualcode export (.*?)`.* gives:\n\n((?:\|.*\n)+)", re.MULTILINE)


def written(values) -> list[str]:
    """What is missing is empty, and booleans are `true` and `false`."""
    return ["" if each is None else str(each).lower() if isinstance(each, bool) else str(each) for each in values]


def shown() -> list:
    found = COMMAND.findall(PAGE.read_text("utf-8"))
    return [pytest.param(*each, id=each[0]) for each in found if each[0].split()[0] in SHOWN]


def asked(words: list[str]) -> TableOptions:
    parser = argparse.ArgumentParser()
    parser.add_argument("--unit", default="")
    parser.add_argument("--code", action="append", default=[])
    parser.add_argument("--top", type=int, default=0)
    given = parser.parse_args(words)
    return TableOptions(unit=given.unit, codes=tuple(given.code), top=given.top)


def in_english():
    """The study of the section on languages: one segment is said in English."""
    change = page_table("no", "language")[0]
    said = [each | {key: change[key] for key in ("text", "language")} if each["no"] == change["no"] else each
            for each in SEGMENTS]  # fmt: skip
    coded = [each | {"quote": change["quote"]} if each["no"] == change["no"] else each for each in CODED]
    return study(said, coded)


@pytest.mark.parametrize(("command", "expected"), shown())
def test_each_cell_of_the_page_is_the_tables(command, expected):
    name, *words = command.split()
    table = TABLES[name](*(in_english() if name == "languages" else study()), asked(words))
    head, _, *lines = expected.splitlines()
    assert [column.name for column in table.columns] == cells(head)
    columns = [written(table.data[column.name]) for column in table.columns]
    assert [list(row) for row in zip(*columns, strict=True)] == [cells(line) for line in lines]


def test_the_page_shows_every_one_of_these_tables():
    assert {param.id.split()[0] for param in shown()} == SHOWN
