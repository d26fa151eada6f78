"""HTML: a page that any browser opens, without scripts, colours or pictures; its `<figure>` fits into other pages."""

import re
from collections.abc import Iterator
from html import escape

from qualcode.export.cells import LINE_END, SHORT_COLUMN, map_texts
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table
from qualcode.printed.page import DIVIDE, PageColumn, PrintedTable, spans
from qualcode.printed.present import printed_table
from qualcode.text.visible import shown

STYLE = """\
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.4 }
body { margin: 1.5em }
.qualcode { margin: 0 }
.qualcode [role="region"] { overflow-x: auto }
.qualcode table { border-collapse: collapse; border-block: 2px solid currentColor }
.qualcode caption { text-align: start; font-weight: bold; font-size: 1.1em; padding-block: 0.4em }
.qualcode th, .qualcode td { padding: 0.25em 0.6em; text-align: start; vertical-align: top; font-weight: normal }
.qualcode thead th { border-bottom: 1px solid currentColor; vertical-align: bottom; font-weight: bold }
.qualcode tbody tr + tr > * { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent) }
.qualcode [dir] { max-width: 60ch; overflow-wrap: break-word }
.qualcode thead th[colspan] { text-align: center; white-space: nowrap }
.qualcode thead .number { hyphens: manual; max-width: 8em }
.qualcode tbody .block th { font-weight: bold; padding-block-start: 0.8em; max-width: none; white-space: normal }
.qualcode tbody [dir] { white-space: pre-line }
.qualcode tbody .long { white-space: normal; min-width: 24ch }
.qualcode .right { text-align: end }
.qualcode .bold { font-weight: bold; white-space: nowrap }
.qualcode .number { text-align: end; font-variant-numeric: tabular-nums }
.qualcode figcaption { font-size: 0.85em; max-width: 80ch }
@page { size: A4; margin: 30mm 30mm 30mm 40mm }
@media print {
  body { margin: 0; font: 9.5pt/1.2 "Times New Roman", serif }
  .qualcode [role="region"] { overflow-x: visible }
  .qualcode thead { display: table-header-group }
  .qualcode tr { break-inside: avoid }
  .qualcode .block { break-after: avoid }
}"""
"""Lines take the colour of the text, so that they are seen on a light page and on a dark one."""
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
"""A day or a month as data write it, and as `<time>` takes it."""


def table_to_html(table: Table) -> bytes:
    """A table as a page: caption, headings that say what they head, notes.

    No clock stands in it: the same table is the same page.
    """
    page = printed_table(table)
    return "".join(f"{line}\n" for line in (*_head(page), *_figure(page), "</body>", "</html>")).encode()


def table_to_figure(table: Table) -> str:
    """The table alone, with caption and notes, for a place in another page."""
    return "\n".join(_figure(printed_table(table)))


def _head(page: PrintedTable) -> Iterator[str]:
    turned = "\n@page { size: A4 landscape }" if page.landscape else ""
    yield f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="generator" content="qualcode">'
    yield f"<title>{escape(shown(LINE_END.sub(' ', page.title)))}</title>"
    yield f"<style>\n{STYLE}{turned}\n</style>\n</head>\n<body>"


def _figure(page: PrintedTable) -> Iterator[str]:
    name = escape(shown(LINE_END.sub(" ", page.title)), quote=True)
    yield f'<figure class="qualcode" lang="{page.language}">'
    yield f'<div role="region" aria-label="{name}" tabindex="0">'
    yield f"<table>\n<caption>{_text(page.title)}</caption>"
    yield from _headings(page)
    if page.rows:
        yield '<tbody lang="">'  # people speak any language
        yield from _rows(page)
    else:
        nothing = Messages(page.language)("No rows.")
        yield f'<tbody>\n<tr><td colspan="{max(len(page.columns), 1)}">{nothing}</td></tr>'
    yield "</tbody>\n</table>\n</div>\n<figcaption>"
    yield from (f"<p>{_text(note)}</p>" for note in page.notes)
    yield "</figcaption>\n</figure>"


def _headings(page: PrintedTable) -> Iterator[str]:
    """One row of headings, or two: what columns share stands over them."""
    over = spans(page.columns)
    yield "".join(f'<colgroup span="{width}"></colgroup>' for _, width in over)
    yield "<thead>"
    if any(text for text, _ in over):
        yield f"<tr>{''.join(_spanner(text, width) for text, width in over)}</tr>"
    yield f"<tr>{''.join(map(_heading, page.columns))}</tr>\n</thead>"


def _spanner(text: str, width: int) -> str:
    return f'<th scope="colgroup" colspan="{width}">{_text(text)}</th>' if text else "<td></td>"


def _heading(column: PageColumn) -> str:
    kind = f' class="{look}"' if (look := "number" if column.number else column.look) else ""
    return f'<th scope="col"{kind}>{_text(column.heading).replace(DIVIDE, "&shy;")}</th>'


def _rows(page: PrintedTable) -> Iterator[str]:
    name = _row_heading(page)
    cells = [_cells(column, heads=column is name) for column in page.columns]
    for at, row in enumerate(zip(*cells, strict=True)):
        if over := page.blocks.get(at):
            said = f'<th scope="rowgroup" dir="auto" colspan="{len(page.columns)}">{_text(over)}</th>'
            yield f'<tr class="block">{said}</tr>'
        yield f"<tr>{''.join(row)}</tr>"


def _row_heading(page: PrintedTable) -> PageColumn | None:
    """The column that names the rows: the first one of texts that are all there, and each once."""
    for column in page.columns:
        if (
            not (column.number or column.flag)
            and "" not in column.texts
            and len(set(column.texts)) == len(column.texts)
        ):
            return column
    return None


def _cells(column: PageColumn, *, heads: bool) -> list[str]:
    cells = map_texts(_cell, column.texts)
    # `auto`: a name from right to left stands as it is written, also between others
    kind = ' class="number"' if column.number else ' dir="auto"'
    looks = [column.look, "long" if max(map(len, cells), default=0) > SHORT_COLUMN else ""]
    if not column.number and any(looks):
        kind += f' class="{" ".join(filter(None, looks))}"'
    return [f'<th scope="row"{kind}>{text}</th>' if heads else f"<td{kind}>{text}</td>" for text in cells]


def _text(text: str) -> str:
    return escape(shown(LINE_END.sub("\n", text))).replace("\n", "<br>")


def _cell(text: str) -> str:
    return f"<time>{text}</time>" if _DATE.fullmatch(text) else _text(text)
