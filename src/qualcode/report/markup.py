"""Pieces of the page: texts made safe, tables that scroll, and counts that open their quotes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from qualcode.export.cells import LINE_END
from qualcode.languages.catalogue import Messages
from qualcode.text.visible import shown, unbroken


def text(words: str) -> str:
    """A name or sentence for the page: escaped, and nothing in it acts."""
    return escape(unbroken(shown(LINE_END.sub(" ", words))))


def said(words: str) -> str:
    """What somebody said, each character of it, escaped; control characters and those that turn letters are shown."""
    return escape(shown(words), quote=False)


@dataclass(frozen=True)
class QuoteDoor:
    """Which quotes a count opens."""

    marks: str
    """Classes that its quotes have, as a CSS selector: `.k3.m`."""
    anchor: str
    """Where a reader without JavaScript is taken."""
    by: str = ""
    """What its quotes are put together by: `r` respondents, `s` interviews, `u` turns that two codes share."""
    other: str = ""
    """Classes of the quotes of a second code, which must stand in the same turn."""


def count(number: int, say: Messages, door: QuoteDoor | None) -> str:
    """A count, which opens its quotes where there are some."""
    written = say.number(number)
    if not number or door is None:
        return written if number else f'<span class="none">{written}</span>'
    by = f' data-by="{door.by}"' if door.by else ""
    other = f' data-other="{door.other}"' if door.other else ""
    return f'<a class="n" href="#{door.anchor}" data-q="{door.marks}"{by}{other}>{written}</a>'


def whole_percent(part: int, whole: int, say: Messages) -> str:
    """A share in per cent, worked out from the counts: without decimals while fewer than 100 are counted."""
    if not whole:
        return "–"
    places = 0 if whole < 100 else 1
    unit = 10**places
    return say.number((200 * unit * part + whole) // (2 * whole) / unit, places)


def decimals(value: float | None, say: Messages, places: int) -> str:
    """A number with so many decimals and a true minus; a dash where there is none."""
    return "–" if value is None else say.number(round(value, places) + 0.0, places).replace("-", "−")  # no minus zero


@dataclass(frozen=True)
class Head:
    """The heading of one column."""

    words: str
    """What stands in it, already safe."""
    column: str = ""
    """Name of the table's column that it shows."""
    number: bool = True
    """Whether the column holds numbers."""
    wide: str = ""
    """Class of its cells."""
    drawn: bool = False
    """True: the column holds a drawing of numbers that stand beside it."""

    @property
    def kind(self) -> str:
        """Attribute with the classes of its cells."""
        classes = " ".join(each for each in ("num" if self.number else "", self.wide) if each)
        return f' class="{classes}"' if classes else ""

    def html(self) -> str:
        """The heading as a cell; a drawn one, which a screen reader passes over, heads nothing."""
        if self.drawn:
            return f'<td{self.kind} data-column="{self.column}">{self.words}</td>'
        named = f' data-column="{self.column}"' if self.column else ""
        return f'<th scope="col"{self.kind}{named}>{self.words}</th>'

    def cell(self, words: str, *, heads: bool = False) -> str:
        """A cell under it; one that `heads` names its row."""
        return f'<th scope="row">{words}</th>' if heads else f"<td{self.kind}>{words}</td>"


def rows_of(cells: Iterable[tuple[str, Sequence[str]]], heads: Sequence[Head]) -> str:
    """Rows, each with attributes of its own and one cell a heading; the first cell names the row."""
    made = []
    for attributes, row in cells:
        shown = [head.cell(cell) for head, cell in zip(heads[1:], row[1:], strict=True)]
        made.append(f"<tr{attributes}>{heads[0].cell(row[0], heads=True)}{''.join(shown)}</tr>")
    return "\n".join(made)


def scrolled(label: str, caption: str, heads: str, body: str, name: str = "", *, marks: str = "") -> str:
    """A table in a region that scrolls sideways where a screen is narrow."""
    kind = f' class="{marks}"' if marks else ""
    about = f' data-table="{name}"' if name else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table{kind}{about}>'
        f"<caption>{caption}</caption><thead>{heads}</thead>\n<tbody>{body}</tbody></table></div>"
    )


def simple_table(
    label: str, caption: str, heads: Sequence[Head], cells: Iterable[tuple[str, Sequence[str]]], name: str = "",
    *, marks: str = "",
) -> str:  # fmt: skip
    """A table with one row of headings."""
    head = f"<tr>{''.join(each.html() for each in heads)}</tr>"
    return scrolled(label, caption, head, rows_of(cells, heads), name, marks=marks)


def note(words: str) -> str:
    """A sentence under a table."""
    return f'<p class="small">{words}</p>' if words else ""


def about_drawing(words: str) -> str:
    """A sentence about what is drawn in a table, which paper has as a figure."""
    return f' <span class="drawn">{text(words)}</span>'


def records(data: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The rows of a table."""
    names = list(data)
    return [dict(zip(names, row, strict=True)) for row in zip(*data.values(), strict=True)]
