"""SPSS: a sav file with labels and types (extra `qualcode[sav]`)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import Any

from qualcode.export.cells import SAV_TEXT, cut_bytes, numeric
from qualcode.model.table import Column, Table
from qualcode.text.visible import visible

LABEL_BYTES, FILE_LABEL_BYTES, NAME_BYTES, NOTE_BYTES = 256, 64, 64, 80
"""Bytes of a variable's label, of the file's, of a variable's name, and of a line of notes (SPSS, GET and SAVE)."""
RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
"""Words that no variable may be called."""
CREATION_TIME_BYTES = slice(92, 109)
"""Where the file's header states when it was made: date, then time."""
_WHOLE = {"boolean": "F1.0", "integer": "F8.0"}
"""Types of columns without decimals, and how SPSS shows them."""
NEVER = b"01 Jan 0000:00:00"
"""The same date and time in every file: the same table gives the same bytes."""


def to_sav(table: Table) -> bytes:
    """A table for SPSS: definitions are variable labels, missing numbers system-missing, missing texts blank.

    Raises:
        ImportError: pyreadstat or pandas is not installed; `problems` says it before.
    """
    import pyreadstat  # it writes to a path only
    from pandas import DataFrame

    names = variable_names(column.name for column in table.columns)
    frame = DataFrame({names[c.name]: _values(c, table.data[c.name]) for c in table.columns})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=cut_bytes(visible(table.title), FILE_LABEL_BYTES),
            column_labels=[_label(column, names[column.name]) for column in table.columns],
            note=_notes(table),
            row_compress=True,
            variable_value_labels={names[c.name]: {0: "false", 1: "true"} for c in _of(table, "boolean")},
            variable_format={names[c.name]: _WHOLE[c.type] for c in _of(table, *_WHOLE)},
            variable_measure={names[c.name]: "scale" if numeric(c) else "nominal" for c in table.columns},
        )
        data = bytearray(path.read_bytes())
    data[CREATION_TIME_BYTES] = NEVER
    return bytes(data)


def variable_names(names: Iterable[str]) -> Mapping[str, str]:
    """Name of a column -> name that SPSS takes: letters, digits and `_`, each once whatever the case."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        safe = re.sub(r"\W", "_", name)
        if not safe[:1].isalpha() or safe.upper() in RESERVED:
            safe = f"v_{safe}"
        stem, ending = (safe[:-3], safe[-3:]) if safe.endswith("__n") else (safe, "")  # a count stays known as one
        number = 2
        unique = cut_bytes(stem, NAME_BYTES - len(ending)) + ending
        while unique.upper() in taken:
            unique = f"{cut_bytes(stem, NAME_BYTES - len(ending) - 4)}_{number}{ending}"
            number += 1
        taken.add(unique.upper())
        made[name] = unique
    return made


def _of(table: Table, *types: str) -> Sequence[Column]:
    return [column for column in table.columns if column.type in types]


def _values(column: Column, values: Sequence[Any]) -> Any:
    from pandas import Series

    if column.type == "string":
        texts = [cut_bytes(visible(value or ""), SAV_TEXT) for value in values]
        return Series(texts, dtype=object)
    return Series([None if value is None else float(value) for value in values], dtype="float64")


def _label(column: Column, name: str) -> str:
    said = column.definition if name == column.name else f"{column.name}: {column.definition}"
    return cut_bytes(visible(said), LABEL_BYTES)


def _notes(table: Table) -> list[str]:
    """The notes in lines as long as SPSS takes them."""
    lines = (line for note in (table.title, *table.notes) for line in wrap(visible(note), NOTE_BYTES // 2))
    return [cut_bytes(line, NOTE_BYTES) for line in lines]
