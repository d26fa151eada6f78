"""JSON: one object with the rows, the definitions of the columns and the notes."""

import re
from collections.abc import Iterator
from json import JSONEncoder
from typing import Any

from qualcode.model.table import Table

BREAKS = re.compile("[\x85\u2028\u2029]")
"""Characters that some readers take for the end of a line, though JSON does not."""
ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False)


def dump(value: Any) -> str:
    """A value as JSON on one line, letters as they are; numbers that are not finite are refused."""
    return BREAKS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", ENCODER.encode(value))


def table_to_json(table: Table) -> bytes:
    """A table as one JSON object: name, title, notes, meta, columns, rows (one row a line)."""
    head = {
        "name": table.name,
        "title": table.title,
        "notes": list(table.notes),
        "meta": dict(table.meta),
        "columns": [
            {"name": column.name, "type": column.type, "definition": column.definition} for column in table.columns
        ],
    }
    lines = [f"  {dump(key)}: {dump(value)},\n" for key, value in head.items()]
    body = ",\n".join(f"    {dump(row)}" for row in rows(table))
    listed = f"[\n{body}\n  ]" if body else "[]"
    return ("{\n" + "".join(lines) + f'  "rows": {listed}\n}}\n').encode()


def rows(table: Table) -> Iterator[dict[str, Any]]:
    """Each row as column name -> value; missing values are None."""
    names = [column.name for column in table.columns]
    for values in zip(*(table.data[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def to_jsonl(table: Table) -> bytes:
    """A table as JSON lines, without definitions and notes."""
    return "".join(f"{dump(row)}\n" for row in rows(table)).encode()
