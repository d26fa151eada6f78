"""A table of the page as a printed table: its columns without drawings, set between the margins of a document."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.printed.fit import READABLE_WIDTH, fit, good_width, least_width
from qualcode.printed.page import PageColumn, PrintedTable

NOT_ON_PAPER = ("screen", "drawn", "why", "whole", "axis", "said", "legend")
"""Classes of what only a screen needs: links, and words about drawings that a document does not have."""
_FOLDED = ("svg", "details")
"""Elements that paper does not have: what is drawn is a figure there, what the page folds away stays in the page."""


_BLANKS = re.compile(r"[ \t\r\n]+")


def paper_words(element: Any) -> str:
    """The text of an element as paper has it; what is written small stands in brackets after a number."""
    words = _BLANKS.sub(" ", "".join(_pieces(element)).replace(" \u00b7 ", ", ")).strip()
    return words.replace("N = ", "N\u00a0=\u00a0")


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not screen_only(child):
            small = child.tag == "small"
            inner = "".join(_pieces(child))
            yield f" ({inner.strip()})" if small and inner.strip() else inner
        yield child.tail or ""


def screen_only(element: Any) -> bool:
    """Whether an element is for screens alone."""
    classes = (element.get("class") or "").split()
    return element.tag in _FOLDED or any(each in NOT_ON_PAPER for each in classes)


def paper_table(region: Any, title: str, notes: Sequence[str], language: str, width: float) -> PrintedTable:
    """The table of a region of the page, set to a width in millimetres; too many columns make parts."""
    table = region.find("table")
    spanner, heads = _heads(table)
    rows = [list(row) for row in table.iterfind("tbody/tr") if row.get("class") != "folded"]
    kept = [at for at in range(len(heads)) if not _drawn(heads[at], [row[at] for row in rows])]
    columns = [_column(heads[at], spanner[at], [paper_words(row[at]) for row in rows]) for at in kept]
    least = [least_width(column.heading, column.texts, number=column.number) for column in columns]
    grows = [not column.number and column.width >= READABLE_WIDTH / 2 for column in columns]
    fitted = fit(least, [column.width for column in columns], grows, width)
    label = region.get("aria-label")
    said = [words for caption in table.iterfind("caption") if (words := paper_words(caption)) != label]
    return PrintedTable(
        name=table.get("data-table") or "",
        title=title,
        columns=tuple(_wide(column, size) for column, size in zip(columns, fitted.widths, strict=True)),
        rows=len(rows),
        notes=tuple(each for each in (*said, *notes) if each),
        language=language,
        parts=fitted.parts,
    )


def _heads(table: Any) -> tuple[list[str], list[Any]]:
    """What stands over each column together with its neighbours, and the heading of each."""
    *above, heads = table.iterfind("thead/tr")
    over = [paper_words(cell) for row in above for cell in row for _ in range(int(cell.get("colspan") or 1))]
    return over or [""] * len(heads), list(heads)


def _drawn(head: Any, cells: Sequence[Any]) -> bool:
    return head.tag == "td" or any(cell.find("svg") is not None for cell in cells)


def _column(head: Any, spanner: str, texts: Sequence[str]) -> PageColumn:
    number, heading = "num" in (head.get("class") or "").split(), paper_words(head)
    return PageColumn("", heading, texts, number, good_width(heading, texts, number=number), spanner)


def _wide(column: PageColumn, width: float) -> PageColumn:
    return PageColumn("", column.heading, column.texts, column.number, width, column.spanner)
