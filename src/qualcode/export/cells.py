"""Cells: the values of a table as the text that people read, for formats that are pages and not data."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.model import Column, Table

CROWDED = 8
"""Columns up to which a page is wide enough for headings that lie."""
WIDE = 12
"""Columns from which a page is too narrow."""


@dataclass(frozen=True)
class Words:
    """What a page says around a table."""

    table: str
    """Before the number of a caption."""
    note: str
    """Before the notes."""
    columns: str
    """Before the definitions."""
    no_rows: str
    """What stands in a table that has no rows."""
    same: str
    """Before the columns that are the same in all rows."""
    nothing: str
    """What stands for a missing value among those."""


WORDS: Mapping[str, Words] = {
    "en": Words("Table", "Note.", "Columns.", "No rows.", "The same in all rows:", "empty"),
    "id": Words("Tabel", "Catatan.", "Kolom.", "Tidak ada baris.", "Sama dalam semua baris:", "kosong"),
}
"""Language of a table -> its words."""
LINE = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Where a line ends, for anybody's reading."""
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML forbids, or allows and nobody can see."""


def numeric(column: Column) -> bool:
    """True for columns that are set to the right."""
    return column.type in ("integer", "number")


def shown(column: Column, values: Sequence[Any]) -> Sequence[str]:
    """The values of a column as text: missing is empty, booleans are `true` and `false`."""
    if column.type == "boolean":
        return ["" if value is None else str(bool(value)).lower() for value in values]
    return ["" if value is None else str(value) for value in values]


def printed(column: Column, values: Sequence[Any], language: str = "en") -> Sequence[str]:
    """The same for print: the numbers of a column have as many decimals as the one that has most.

    In Indonesian a comma stands before the decimals.
    """
    texts = shown(column, values)
    if column.type != "number" or any("e" in text for text in texts):  # 1e-07 would take seven decimals
        return texts
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    texts = ["" if value is None else f"{value:.{places}f}" for value in values]
    return [text.replace(".", ",") for text in texts] if language == "id" else texts


def for_page(table: Table) -> Table:
    """The table as it is set on a page: of a wide one, what is the same in all rows stands in a note.

    Numbers stay unless there is none: a reader looks for N beside each share.
    """
    if len(table.columns) <= WIDE or table.rows < 2:
        return table
    values = {column: set(table.data[column.name]) for column in table.columns}
    same = [
        column for column, found in values.items() if found == {None} or (column.type == "string" and len(found) == 1)
    ]
    if not same:
        return table
    words = WORDS[table.language]
    said = ", ".join(f"{column.name} = {table.data[column.name][0] or words.nothing}" for column in same)
    kept = tuple(column for column in table.columns if column not in same)
    return replace(table, columns=kept, notes=(*table.notes, f"{words.same} {said}."))


def crowded(table: Table) -> bool:
    """True when the headings of numbers stand upright, so that a column is no wider than its numbers."""
    return len(table.columns) > CROWDED


def each(function: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """A function of every text; texts that return are worked out once."""
    listed = list(texts)
    made = {text: function(text) for text in set(listed)}
    return [made[text] for text in listed]


def visible(text: str) -> str:
    """A text in which control characters are replaced by their pictures (␀, ␛), other unfit ones by `\ufffd`."""
    if text.isprintable():  # a quick look that spares most texts the slow one
        return text
    return _UNFIT.sub(lambda found: _picture(ord(found[0])), text)


def _picture(number: int) -> str:
    if number < 0x20:
        return chr(0x2400 + number)  # Unicode has a picture for each
    return "␡" if number == 0x7F else "\ufffd"


def cut_bytes(text: str, size: int) -> str:
    """The beginning of a text that fits into so many bytes of UTF-8, whole characters only."""
    encoded = text.encode("utf-8")
    return text if len(encoded) <= size else encoded[:size].decode("utf-8", "ignore")


def right_to_left(table: Table) -> bool:
    """True when a text has letters that are written from right to left."""
    texts = (table.data[column.name] for column in table.columns if column.type == "string")
    return any(_FROM_RIGHT.search(text) for values in texts for text in set(values) if text and not text.isascii())
