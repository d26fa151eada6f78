"""JSON: one object with the rows, the definitions of the columns and the notes."""

from collections.abc import Iterator
from typing import Any

from qualcode.export.plain import dump
from qualcode.model import Table


def to_json(table: Table) -> bytes:
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
