"""Tables in the terminal."""

from collections.abc import Sequence
from typing import Literal

from qualcode.cli.say import console, plural, say
from qualcode.cli.settings import Settings
from qualcode.model import Table

WHOLE = ("code", "transcript")
"""Columns of names that people copy: a narrow terminal folds the others."""
WIDE = 100
"""Columns of a terminal from which it shows tables whole."""
_LESSER = ("sessions", "per 1,000 words")
"""What a narrow terminal leaves to the file of a table."""


def show(
    settings: Settings, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()
) -> None:
    """Print rows under headings on stdout; columns named in `numbers` are set to the right."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    out_of = console(settings)
    columns = [[heading, *(row[at] for row in rows)] for at, heading in enumerate(headings)]
    widths = fitting(columns, [heading in WHOLE for heading in headings], out_of.width)
    padding = (0, 1) if widths is None else (0, 1, 0, 0)
    out = RichTable(title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", padding=padding)
    for at, heading in enumerate(headings):
        width = widths[at] if widths else None
        side: Literal["left", "right"] = "right" if heading in numbers else "left"
        out.add_column(Text(heading), justify=side, overflow="fold", no_wrap=heading in WHOLE, width=width)
    for row in rows:
        out.add_row(*(Text(cell) for cell in row))
    out_of.print(out)


def fitting(columns: Sequence[Sequence[str]], whole: Sequence[bool], room: int) -> list[int] | None:
    """Widths at which no word is broken in a terminal of `room` signs; None where there is no need, or no way.

    Every column has room for its longest word, and the widest wish gets what is left; `whole` ones are not folded.
    """
    from rich.cells import cell_len

    wished = [max(map(cell_len, cells)) for cells in columns]
    if sum(wished) + 3 * len(columns) + 1 <= room:
        return None
    words = [max((cell_len(word) for cell in cells for word in cell.split()), default=0) for cells in columns]
    widths = [wish if kept else word for wish, word, kept in zip(wished, words, whole, strict=True)]
    spare = room - sum(widths) - 2 * len(columns) - 1
    if spare < 0:
        return None
    for _ in range(spare):
        neediest = max(range(len(columns)), key=lambda at: wished[at] - widths[at])
        widths[neediest] += wished[neediest] > widths[neediest]
    return widths


def is_narrow(settings: Settings) -> bool:
    """Whether the terminal has no room for all that a wide table holds; files and pipes have it all."""
    return console(settings).width < WIDE


def show_codes(settings: Settings, table: Table) -> None:
    """Print a table of counted codes: who mentions them, of how many, how often.

    Of all codes, those that nobody mentions stand in a line below: silence is a result, too.
    """
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
    rows = [dict(zip(headings, _row(table, number, grouped), strict=True)) for number in keep]
    shown = [heading for heading in headings if not (is_narrow(settings) and heading in _LESSER)]
    numbers = ("rank", "respondents", "%", "sessions", "mentions", "per 1,000 words")
    show(settings, table.title, shown, [[row[heading] for heading in shown] for row in rows], numbers)
    if table.name == "barriers":  # whose notes say all this
        return
    silent = dict.fromkeys(table.data["code"][number] for number in range(table.rows) if number not in keep)
    if silent:
        say(settings, f"No mentions: {', '.join(silent)}.", "dim")
    total = table.meta.get("n")
    if total is not None:
        say(settings, f"N = {plural(total, 'respondent')}.", "dim")


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
