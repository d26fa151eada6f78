"""Reading sheets of attributes (`respondents.csv`, `--meta`): one line a respondent or transcript."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from qualcode.model.finding import Finding, StudyError
from qualcode.store.doors import read_through

AttributesByName = Mapping[str, Mapping[str, str]]
"""Respondent or transcript -> attribute -> value."""


def read_respondents(name: str, data: bytes) -> tuple[AttributesByName | None, tuple[Finding, ...]]:
    """Respondent -> attribute -> value; None when there are errors. `name` is the file as findings call it."""
    return read_keyed(name, data, ("respondent",))


def read_keyed(name: str, data: bytes, keys: Sequence[str]) -> tuple[AttributesByName | None, tuple[Finding, ...]]:
    """Rows by the first of the columns `keys` that is there; None when there are errors.

    Columns are separated by comma, semicolon or tab, whichever the first line has most of; empty cells are missing.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (_error("not-utf8", "this is not UTF-8", name, line, "save the file as CSV UTF-8"),)
    rows = _rows(text, name)
    if isinstance(rows, Finding):
        return None, (rows,)
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if finding := _check_header(header, name, keys):
        return None, (finding,)
    return _read_rows(rows[1:], header, name, next(key for key in keys if key in header))


def keyed_lines(data: bytes, keys: Sequence[str]) -> dict[str, int]:
    """Line of each row of a table that `read_keyed` could read, by what the row is about."""
    rows = _rows(data.decode("utf-8-sig"), "")
    if isinstance(rows, Finding):
        return {}
    header = [cell.strip() for cell in rows[0][1]]
    column = header.index(next(key for key in keys if key in header))
    return {row[column].strip(): line for line, row in rows[1:]}


def _rows(text: str, name: str) -> list[tuple[int, list[str]]] | Finding:
    """The rows that hold something, with the line on which each ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        return _error("bad-csv", f"this is not CSV: {error}", name, reader.line_num, "")


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _check_header(header: list[str], name: str, keys: Sequence[str]) -> Finding | None:
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        return _error("duplicate-column", f"the column `{twice[0]}` stands twice", name, 1, "rename one of them")
    if not set(keys) & set(header):
        which = " or ".join(f"`{key}`" for key in keys)
        return _error("missing-column", f"there is no column {which}", name, 1, f"name the column of each {keys[0]} so")
    if "" in header:
        return _error("missing-column", "a column has no name", name, 1, "name it or remove it")
    return None


def _read_rows(
    rows: list[tuple[int, list[str]]], header: list[str], name: str, key: str
) -> tuple[AttributesByName | None, tuple[Finding, ...]]:
    respondents: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for line, row in rows:
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        respondent = cells.pop(key, "")
        if problem := _problem(row, header, key, respondent, respondents):
            findings.append(_error(*problem, name, line, ""))
        else:
            respondents[respondent] = {column: cell for column, cell in cells.items() if cell}
    return (None if findings else respondents), tuple(findings)


def _problem(
    row: list[str], header: list[str], key: str, respondent: str, before: Mapping[str, object]
) -> tuple[str, str] | None:
    if len(row) != len(header):
        return "bad-csv", f"this line has {len(row)} cells, the first line has {len(header)}"
    if not respondent:
        return "missing-respondent", f"this line names no {key}"
    if respondent in before:
        return "duplicate-respondent", f"the {key} `{respondent}` stands twice"
    return None


def _error(code: str, message: str, name: str, line: int, hint: str) -> Finding:
    return Finding("error", code, message, name, line, hint=hint)


META_KEY_COLUMNS = ("transcript", "file", "source")
"""Names of the column that says which transcript a row is about."""


def read_meta(file: str) -> tuple[Mapping[str, Mapping[str, str]], tuple[Finding, ...]]:
    """Transcript -> attribute -> value; a file name with extension names its transcript too.

    Raises:
        StudyError: the file is not such a table.
    """
    if not file:
        return {}, ()
    rows, findings = read_keyed(file, read_through("attributes", Path(file)), META_KEY_COLUMNS)
    if rows is None:
        raise StudyError(*findings)
    return {
        key: row for name, row in rows.items() for key in (name, PurePosixPath(name).with_suffix("").as_posix())
    }, findings
