"""Tables in the terminal."""

from collections.abc import Sequence
from typing import Literal

from qualcode.cli.say import console
from qualcode.cli.settings import Settings
from qualcode.model import Table

WHOLE = ("code", "transcript")
"""Columns of names that people copy: a narrow terminal folds the others."""


def show(
    settings: Settings, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()
) -> None:
    """Print rows under headings on stdout; columns named in `numbers` are set to the right."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    out = RichTable(title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for heading in headings:
        side: Literal["left", "right"] = "right" if heading in numbers else "left"
        out.add_column(Text(heading), justify=side, overflow="fold", no_wrap=heading in WHOLE)
    for row in rows:
        out.add_row(*(Text(cell) for cell in row))
    console(settings).print(out)


def show_codes(settings: Settings, table: Table) -> None:
    """Print a table of counted codes: who mentions them, of how many, how often."""
    keep = [number for number in range(table.rows) if _counted(table, number)]
    grouped = "group" in table.data
    headings = [
        "rank",
        *(["group"] if grouped else []),
        "code",
        "label",
        "respondents",
        "%",
        "sessions",
        "mentions",
        "per 1,000 words",
    ]
    rows = [_row(table, number, grouped) for number in keep]
    show(settings, table.title, headings, rows, ("rank", "respondents", "%", "sessions", "mentions", "per 1,000 words"))


def _counted(table: Table, number: int) -> bool:
    return table.name == "barriers" or bool(table.data["mentions"][number])


def _row(table: Table, number: int, grouped: bool) -> list[str]:
    def cell(name: str) -> str:
        value = table.data[name][number]
        return "" if value is None else str(value)

    respondents = f"{cell('respondents')} of {cell('respondents_total')}"
    group = [cell("group")] if grouped else []
    return [
        cell("rank"), *group, cell("code"), cell("label"), respondents, cell("respondents_pct"), cell("sessions"),
        cell("mentions"), cell("per_1000_words"),
    ]  # fmt: skip
