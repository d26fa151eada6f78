"""Tables of Markdown: rows of cells between bars."""

import re
from collections.abc import Iterator, Sequence

from qualcode.readers.lines import Line
from qualcode.readers.rich import columns_of

_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")


def is_row(line: str) -> bool:
    """Tell whether a line is a row of a table: it begins and ends with a bar."""
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|"


def with_tables(lines: Sequence[Line]) -> list[Line]:
    """Read the rows of each table with a column of speakers and one of speech as turns; leave other lines alone."""
    found: list[Line] = []
    table: list[Line] = []
    for line in [*lines, Line("", 0)]:
        if is_row(line.text):
            table.append(line)
            continue
        found += _talk(table)
        table = []
        found.append(line)
    return found[:-1]


def _talk(table: Sequence[Line]) -> Iterator[Line]:
    rows = [line for line in table if not _RULE.fullmatch(line.text.strip())]
    cells = [[cell.strip().replace("\\|", "|") for cell in _BAR.split(row.text.strip()[1:-1])] for row in rows]
    columns = columns_of(cells)
    if columns is None or columns.speaker is None:
        yield from table
        return
    for row, own in list(zip(rows, cells, strict=True))[1 if columns.header else 0 :]:
        label = own[columns.speaker].rstrip(":").strip() or None
        yield row._replace(text=own[columns.text[0]], speaker=label, may_label=False, lead=0)
