"""SQL over the tables of a study: each table that a query names is made and becomes a view in DuckDB, in memory.

Queries only read: one SELECT, no files, no network, no settings.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qualcode.api.export import ExportReport, TableResult, export, table_kind
from qualcode.api.open import ExportOptions, ShortOptions, merged_options
from qualcode.export.parquet import to_arrow
from qualcode.languages.catalogue import N_
from qualcode.model.finding import StudyError, study_error, unknown_name
from qualcode.model.table import Column, ColumnType, Table
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables import TABLES
from qualcode.tables.kind import ALWAYS, TableOptions
from qualcode.topics.tables import TOPIC_TABLES

if TYPE_CHECKING:
    import duckdb

_CLOSED: "dict[str, str | bool | int | float | list[str]]" = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # names in a query never mean variables of ours
    "threads": 1,  # groups come in the same order every time
}
_LOCK = ("SET enable_external_access = false", "SET lock_configuration = true")


@in_own_languages
def sql(study: OpenStudy, query: str, wanted: ExportOptions, short: ShortOptions) -> TableResult:
    """Answer one SELECT over the tables of a study; `wanted` says whose codings, `short` how tables are made.

    Raises:
        StudyError: DuckDB is not installed, a table cannot be made, or the query is no SELECT that can be answered.
    """
    if find_spec("duckdb") is None:
        raise study_error("missing-package", "sql needs the package duckdb", 'run pip install "qualcode[sql]"')
    import duckdb

    connection = duckdb.connect(":memory:", config=_CLOSED)
    try:
        names = _tables_named(connection, query)
        options = _options(names, merged_options(None, short))
        reports = [_made(study, replace(wanted, table=name), options) for name in names]
        for report in reports:
            connection.register(report.table.name, to_arrow(report.table))
        for statement in _LOCK:
            connection.execute(statement).fetchall()
        return _answer(study, query, reports, connection.execute(query))
    except duckdb.Error as error:
        raise _refused(error) from error
    finally:
        connection.close()


def _tables_named(connection: "duckdb.DuckDBPyConnection", query: str) -> list[str]:
    """The tables that a query reads, in order of names; refuses what is not one SELECT."""
    tree = json.loads(connection.execute("SELECT json_serialize_sql(?)", [query]).fetchall()[0][0])
    if tree["error"] and tree.get("error_type") == "parser":
        raise study_error("bad-query", f"this is no SQL: {tree['error_message']}", "write one SELECT")
    if tree["error"] or len(tree["statements"]) != 1:
        raise study_error("bad-query", "a query is one SELECT: tables are read, never written", "write one SELECT")
    known = {name.lower(): name for name in (*TABLES, *TOPIC_TABLES)}
    own = {each["key"].lower() for node in _nodes(tree) for each in node.get("cte_map", {}).get("map", ())}
    names = {node["table_name"] for node in _nodes(tree) if node.get("type") == "BASE_TABLE"}
    for name in sorted(names):
        if name.lower() not in known and name.lower() not in own:
            raise unknown_name("table", name, known)
    return sorted(known[name.lower()] for name in names if name.lower() not in own)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a parsed query."""
    if isinstance(tree, dict):
        yield tree
    for below in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(below)


def _options(names: Sequence[str], options: TableOptions) -> TableOptions:
    """The options of the tables; refuses one that none of them takes."""
    taken = ALWAYS.union(*(table_kind(name)[0].takes for name in names))
    usual = TableOptions()
    for each in fields(TableOptions):
        if each.name not in taken and getattr(options, each.name) != getattr(usual, each.name):
            which = ", ".join(f"`{name}`" for name in names) or "a query without tables"
            raise study_error("option-not-taken", f"`{each.name}` is not an option of {which}")
    return options


def _made(study: OpenStudy, wanted: ExportOptions, options: TableOptions) -> ExportReport:
    """One table, with those of the options that it takes."""
    usual, takes = TableOptions(), table_kind(wanted.table)[0].takes | ALWAYS
    others = {each.name: getattr(usual, each.name) for each in fields(TableOptions) if each.name not in takes}
    return export(study, replace(wanted, options=replace(options, **others), output="-", table_only=True))


def _answer(
    study: OpenStudy, query: str, reports: Sequence[ExportReport], cursor: "duckdb.DuckDBPyConnection"
) -> TableResult:
    """The rows of a query, with the notes of the tables that it read."""
    named = [(str(each[0]), str(each[1])) for each in cursor.description or ()]
    for name, _ in named:
        if [each for each, _ in named].count(name) > 1:
            raise study_error("bad-query", f"two columns are called `{name}`", f"write AS behind one: {name} AS other")
    rows = cursor.fetchall()
    columns = tuple(Column(name, _column_type(kind), "As the query says.") for name, kind in named)
    data = {column.name: [_value(row[at], column.type) for row in rows] for at, column in enumerate(columns)}
    tables = [report.table for report in reports]
    notes = (f"Query: {' '.join(query.split())}", *(note for table in tables for note in table.notes))
    findings = (*study.findings, *(each for report in reports for each in report.findings))
    return TableResult(
        name="sql",
        title="Answer to a query",
        columns=columns,
        data=data,
        notes=tuple(dict.fromkeys(notes)),
        meta=_meta(study, query, tables),
        findings=tuple(dict.fromkeys(findings)),
        study=study,
    )


def _meta(study: OpenStudy, query: str, tables: Sequence[Table]) -> dict[str, Any]:
    """The query, and the facts on which all tables that it read agree."""
    first = tables[0].meta if tables else {}
    shared = {name: value for name, value in first.items() if all(value == each.meta.get(name) for each in tables)}
    return {"query": query, "tables": [table.name for table in tables], "corpus": study.name, **shared}


_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_TYPES: dict[str, ColumnType] = {
    **dict.fromkeys(_WHOLE, "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), "number"),
    "BOOLEAN": "boolean",
}
"""Type of DuckDB -> type of a column; all others are written as text."""


def _column_type(kind: str) -> ColumnType:
    return _TYPES.get(kind.partition("(")[0], "string")  # `DECIMAL(9,2)`, but `INTEGER[]` is a list


def _value(value: Any, kind: ColumnType) -> Any:
    """A value as tables hold it; what is no finite number is missing."""
    if value is None or kind in ("integer", "boolean"):
        return value
    if kind == "number":
        return float(value) if math.isfinite(value) else None
    return str(value)


DUCKDB_SAYS = (
    N_("referenced column {column} not found in FROM clause"),
    N_("referenced table {table} not found"),
    N_("candidate bindings: {names}"),
    N_("candidate tables: {names}"),
    N_("ambiguous reference to column name {column} (use: {names})"),
    N_("column {column} must appear in the GROUP BY clause or must be part of an aggregate function"),
    N_("column {column} must appear in the GROUP BY clause or be used in an aggregate function"),
    N_("WHERE clause cannot contain aggregates"),
    N_("scalar Function with name {name} does not exist"),
    N_("did you mean {name}?"),
    N_("no function matches the given name and argument types {types}. You might need to add explicit type casts"),
    N_("could not convert string {text} to {type} when casting from source column {column}"),
    N_("could not convert string {text} to {type}"),
    N_("cannot compare values of type {one} and type {other} - an explicit cast is required"),
    N_("cannot access file {file} - file system operations are disabled by configuration"),
    N_("syntax error at or near {word}"),
    N_("unterminated string literal"),
)
"""What DuckDB says most often of a query, as `_refused` writes it: for the catalogues of other languages."""


def _refused(error: Exception) -> StudyError:
    """What DuckDB says about a query, without the query itself; its second line names what may have been meant."""
    first, _, rest = str(error).partition("\n")
    said = first.partition("Error: ")[2] or first
    second = rest.partition("\n")[0]
    hint = _begun_small(second) if second.startswith(("Candidate", "Did you mean")) else ""
    return study_error("bad-query", f"the query cannot be answered: {_begun_small(said.rstrip('.!'))}", hint)


def _begun_small(text: str) -> str:
    """A sentence within another one; a word in capitals, such as WHERE, stays one."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
