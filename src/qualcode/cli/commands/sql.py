"""`qualcode sql`."""

from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.output import exit_code, open_here, plural, put_bytes, put_json, say, say_findings, show
from qualcode.cli.settings import CliSettings
from qualcode.model.table import Table


@command(
    "sql",
    """
    qualcode sql "select code, count(*) from segments group by code"
    qualcode sql "select * from segments where prompted" -o prompted.xlsx
    qualcode sql --by city "select * from barriers where rank = 1"
    """,
)
def sql(
    settings: CliSettings,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT; every table of `export` is a view.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="Print in this format: csv, jsonl, md ...")] = "",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="File to write; `-` is stdout.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="ATTRIBUTE", help="Make the tables with these groups.")] = "",
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Whose codings.")] = "rules",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Language of labels: id or en.")] = "",
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="None of the participants' words.")] = False,
) -> int:
    """Ask the tables of the study a question in SQL.

    Only the tables that the query names are made, in memory. Queries read: nothing of the study can change. Needs
    DuckDB: `pip install "qualcode[sql]"`.
    """
    from qualcode.api.export import as_bytes, table_format
    from qualcode.api.open import ExportOptions
    from qualcode.api.sql import sql

    wanted = ExportOptions(format=to, output=output, coder=coder)
    form = table_format(wanted) if to or output else ""
    result = sql(open_here(settings), query, wanted, {"by": by, "lang": lang, "no_quotes": no_quotes})
    findings = result.findings
    if output not in ("", "-"):
        findings += result.save(output, form)
        say(settings, f"Wrote {output} ({plural(result.rows, 'row')}).")
    elif form and not settings.json:
        data, lost = as_bytes(result, form)
        findings += lost
        put_bytes(data)
    elif not settings.json and not settings.quiet:
        _show(settings, result)
    if settings.json:
        put_json({"table": result, "file": "" if output == "-" else output, "findings": findings})
    say_findings(settings, findings)
    return exit_code(findings)


def _show(settings: CliSettings, table: Table) -> None:
    """The rows on the terminal, with the notes of the tables below."""
    headings = [column.name for column in table.columns]
    numbers = [column.name for column in table.columns if column.type in ("integer", "number")]
    cells = [["" if value is None else str(value) for value in table.data[name]] for name in headings]
    show(settings, "", headings, list(zip(*cells, strict=True)), numbers)
    for note in table.notes[1:]:  # the first one is the query
        say(settings, note, "dim")
