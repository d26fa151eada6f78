"""`qualcode sql`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_attributes
from qualcode.cli.options import CliSettings, argument, coder_option, flag, option, reviewed_by_option
from qualcode.cli.output import exit_code, open_here, plural, put_bytes, put_json, say, say_findings, show
from qualcode.model.table import Table


@dataclass(frozen=True)
class QueryOptions:
    """What is asked, of which tables, and where the answer goes."""

    query: str = argument("QUERY", "One SELECT; every table of `export` is a view.")
    to: str = option("--to", "FORMAT", "Print in this format: csv, jsonl, md ...")
    output: str = option("--output -o", "FILE", "File to write; `-` is stdout.")
    by: str = option("--by", "ATTRIBUTE", "Make the tables with these groups.", complete=complete_attributes)
    coder: str = coder_option("Whose codings.")
    reviewed_by: str = reviewed_by_option()
    lang: str = option("--lang", "LANG", "Language of labels and notes: id or en.", complete=choices("id", "en"))
    no_quotes: bool = flag("--no-quotes", "None of the participants' words.")
    redact: bool = flag("--redact", "No words, names or places; nothing of few people.")


@command(
    "sql",
    """
    qualcode sql "select code, count(*) from segments group by code"
    qualcode sql "select * from segments where prompted" -o prompted.xlsx
    qualcode sql --by city "select * from barriers where rank = 1"
    """,
)
def sql(settings: CliSettings, options: QueryOptions) -> int:
    """Ask the tables of the study a question in SQL.

    Only the tables that the query names are made, in memory. Queries read: nothing of the study can change. Needs
    DuckDB: `pip install "qualcode[sql]"`.
    """
    wanted = api.open.ExportOptions(format=options.to, output=options.output, coder=options.coder,
                                    reviewed_by=options.reviewed_by)  # fmt: skip
    form = api.export.table_format(wanted) if options.to or options.output else ""
    short: api.open.ShortOptions = {"by": options.by, "lang": options.lang, "no_quotes": options.no_quotes,
                                      "redact": options.redact}  # fmt: skip
    result = api.sql.sql(open_here(settings), options.query, wanted, short)
    findings, output = result.findings, options.output
    if output not in ("", "-"):
        findings += result.save(output, form)
        say(settings, f"Wrote {output} ({plural(result.rows, 'row')}).")
    elif form and not settings.json:
        data, lost = api.export.as_bytes(result, form)
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
