"""What printed tables and pages of a report tell of counts, read back from their bytes as an attacker would."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import html

Row = dict[str, str]
Grid = list[list[str]]
"""A table as it is printed: a line of spanners (blank where there are none), the headings, then the rows."""
LABELS = {"Code", "Barrier"}
"""Headings of the column that names codes."""
EVERYONE = "All"
"""Heading over all groups of an attribute together."""
_COUNTED = re.compile(r"(.*?)\(?N\s=\s([\d,.]+)\)?")
"""A heading with the number of people below it."""
_COLUMNS = {"n": "respondents", "respondents": "respondents", "mentions": "mentions"}
"""Heading -> column of the data."""
_NUMBER = re.compile(r"[\d,.]+(?=$| \(|\s\d+%| \d)")
_SAID = re.compile(r"([^:;,]+?) (\d+)(?=[;,.]|$)")
"""A code and its respondents in the words that stand for a figure."""
_PANEL = re.compile(r"([^:;,]+) \(N = (\d+)\): ([^;]*)")
"""A group with its people and what those words say of it."""


def grids(how: str, data: bytes) -> list[Grid]:
    """The tables of a file."""
    return {"md": _md, "html": _html, "tex": _tex, "xlsx": _xlsx, "docx": _docx}[how](data)


def _md(data: bytes) -> list[Grid]:
    lines = [line.strip("| ").split(" | ") for line in data.decode().splitlines() if line.startswith("|")]
    heads = [cell.rpartition(": ") for cell in lines[0]]
    return [[[over for over, _, _ in heads], [head for _, _, head in heads], *lines[2:]]]


def _html(data: bytes) -> list[Grid]:
    return [table_grid(table) for table in html.fromstring(data.decode()).iter("table")]


def table_grid(table) -> Grid:
    """The lines of a table of a page."""
    return [[_words(cell) for cell in row for _ in range(int(cell.get("colspan") or 1))] for row in table.iter("tr")]


def _words(cell) -> str:
    """The words of a cell, those that are written small after a blank."""
    small = "".join(f" {each.text_content()}" for each in cell.iter("small"))
    for each in list(cell.iter("small")):
        each.drop_tree()
    return f"{cell.text_content()}{small}".replace("\xad", "")


def _tex(data: bytes) -> list[Grid]:
    body = re.search(r"\\toprule\n(.*?)\\bottomrule", data.decode(), re.DOTALL)[1]
    lines = [line for line in body.splitlines() if not re.match(r"\\(midrule|cmidrule|addlinespace)", line)]
    return [[[*_tex_cells(line.removesuffix(r" \\"))] for line in lines]]


def _tex_cells(line: str) -> Iterator[str]:
    for cell in line.split(" & "):
        many = re.match(r"\\multicolumn\{(\d+)\}", cell)
        words = cell[cell.rindex("}{") + 2 : -1] if many else cell
        words = re.sub(r"\\hspace\{0pt\}|\\-", "", words).replace("\\", "").replace("~", "\xa0")
        yield from [words] * (int(many[1]) if many else 1)


def _xlsx(data: bytes) -> list[Grid]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    lines = [[_written(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (_, right) in sheet.merged_cell_ranges or ():
        lines[top][left : right + 1] = [lines[top][left]] * (right + 1 - left)
    return [lines[2 : next((at for at in range(2, len(lines)) if not any(lines[at])), None)]]


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _docx(data: bytes) -> list[Grid]:
    import docx

    tables = docx.Document(io.BytesIO(data)).tables
    return [[[cell.text.replace("\xad", "") for cell in row.cells] for row in table.rows] for table in tables]


def chapter_grids(data: bytes, names: Mapping[str, str]) -> Iterator[tuple[str, Grid]]:
    """The tables of a report as a document, each with its attribute: `names` are the ends of captions that name it."""
    import docx

    said = ""
    for each in docx.Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(each, "rows"):
            by = next((name for words, name in names.items() if said.endswith(words)), "")
            yield by, [[cell.text.replace("\xad", "") for cell in row.cells] for row in each.rows]
        said = getattr(each, "text", said) or said


def counts_in_words(alt: str, codes: Mapping[str, str], people: str, by: str = "") -> Iterator[Row]:
    """The counts that a figure tells readers who do not see it, as rows of data."""
    for group, total, said in _PANEL.findall(alt) if by else [("", people, alt)]:
        for code, number in _SAID.findall(said):
            row = {"code": codes[code.strip()], "by": by, "group": group.strip()}
            yield {**row, "respondents": number, "respondents_total": total}


def counts_of(grid: Grid, codes: Mapping[str, str], people: int, by: str = "") -> list[Row]:
    """The counts of a printed table as rows of data: `codes` are the names of codes, `by` is what makes the groups.

    A group is found by its name over its columns; `people` are all respondents.
    """
    over, heads, *rows = [[""] * len(grid[0]), *grid] if set(grid[0]) & LABELS else grid
    label = next((at for at, head in enumerate(heads) if head in LABELS), None)
    if label is None:
        return []
    rows = [row for row in rows if row[label] in codes]
    told = [each for row in rows for each in _counts(codes[row[label]], (by, people), (over, heads, row))]
    return [each | {"by": "", "group": ""} if each["group"] == EVERYONE else each for each in told]


def _counts(code: str, of: tuple[str, int], lines: tuple[Sequence[str], ...]) -> list[Row]:
    """One row for everybody, or one for each group."""
    told: dict[str, Row] = {}
    for over, head, cell in zip(*lines, strict=True):
        counted = next((found for words in (over, head) if (found := _COUNTED.fullmatch(words))), None)
        group = counted[1].strip(" (") if counted and of[0] else ""
        name = "respondents" if counted and counted.string == head else _COLUMNS.get(head.lower())
        if name and (number := _NUMBER.match(cell)):
            total = _plain(counted[2]) if counted else str(of[1])
            one = told.setdefault(group, {"code": code, "by": of[0], "group": group, "respondents_total": total})
            one[name] = _plain(number[0])
    return [one for one in told.values() if "respondents" in one]


def _plain(number: str) -> str:
    return re.sub(r"[.,]", "", number)
