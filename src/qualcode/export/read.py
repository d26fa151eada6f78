"""Read exported tables back: rows as text by column name."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

Rows = list[dict[str, str]]
"""One mapping a row; a missing value is an empty text."""


def read_rows(ending: str, data: bytes) -> Rows | None:
    """Rows of an exported table by the ending of its file; None when the bytes are no such table."""
    try:
        return READABLE[ending](data)
    except Exception:  # damaged bytes make the packages that read them raise whatever they lead them to
        return None


def _separated(separator: str) -> Callable[[bytes], Rows]:
    def read(data: bytes) -> Rows:
        csv.field_size_limit(1 << 30)  # a turn may be long
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)
        if not rows.fieldnames:
            raise ValueError("no header")
        return list(rows)

    return read


def _json(data: bytes) -> Rows:
    return [_texts(row) for row in json.loads(data)["rows"]]


def _jsonl(data: bytes) -> Rows:
    return [_texts(json.loads(line)) for line in data.decode("utf-8").split("\n") if line]


def _xlsx(data: bytes) -> Rows:
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    heading, *rows = load_workbook(io.BytesIO(data), read_only=True).worksheets[0].iter_rows(values_only=True)
    texts = (_texts(dict(zip(map(str, heading), row, strict=True))) for row in rows)
    return [{name: unescape(text) for name, text in row.items()} for row in texts]


def _parquet(data: bytes) -> Rows:
    from pyarrow.parquet import read_table

    return [_texts(row) for row in read_table(io.BytesIO(data)).to_pylist()]


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in row.items()}


READABLE: Mapping[str, Callable[[bytes], Rows]] = {
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".json": _json,
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
"""Ending -> what reads such a file."""
