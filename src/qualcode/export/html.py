"""HTML: a page that any browser opens, without scripts, colours or pictures; its `<figure>` fits into other pages."""

import re
from collections.abc import Iterator
from html import escape

from qualcode.export.cells import LINE_END, SHORT_COLUMN, map_texts, numeric, texts
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table
from qualcode.text.visible import shown

STYLE = """\
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.4 }
body { margin: 1.5em }
.qualcode { overflow-x: auto; margin: 0 }
.qualcode table { border-collapse: collapse; border-block: 2px solid currentColor }
.qualcode caption { text-align: start; font-weight: bold; font-size: 1.1em; padding-block: 0.4em }
.qualcode th, .qualcode td { padding: 0.25em 0.6em; text-align: start; vertical-align: top; font-weight: normal }
.qualcode thead th { border-bottom: 1px solid currentColor; vertical-align: bottom; font-weight: bold }
.qualcode tbody tr + tr > * { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent) }
.qualcode [dir] { max-width: 60ch; overflow-wrap: break-word }
.qualcode tbody [dir] { white-space: nowrap }
.qualcode tbody .long { white-space: normal; min-width: 24ch }
.qualcode .number { text-align: end; font-variant-numeric: tabular-nums }
.qualcode figcaption { font-size: 0.85em; max-width: 80ch }
.qualcode dt { font-weight: bold }
@media print { body { margin: 0 } .qualcode { overflow-x: visible } .qualcode tr { break-inside: avoid } }"""
"""Lines take the colour of the text, so that they are seen on a light page and on a dark one."""
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
"""A day or a month as data write it, and as `<time>` takes it."""


def table_to_html(table: Table) -> bytes:
    """A table as a page: caption, headings that say what they head, notes and definitions.

    No clock stands in it: the same table is the same page.
    """
    return "".join(f"{line}\n" for line in (*_head(table), table_to_figure(table), "</body>", "</html>")).encode()


def table_to_figure(table: Table) -> str:
    """The table alone, with caption, notes and definitions, for a place in another page."""
    return "\n".join(_figure(table))


def _head(table: Table) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{table.language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="generator" content="qualcode">'
    yield f"<title>{escape(shown(LINE_END.sub(' ', table.title)))}</title>"
    yield f"<style>\n{STYLE}\n</style>\n</head>\n<body>"


def _figure(table: Table) -> Iterator[str]:
    yield f'<figure class="qualcode" lang="{table.language}">'
    yield f"<table>\n<caption>{_text(table.title)}</caption>"
    yield f"<thead>\n<tr>{''.join(_heading(column) for column in table.columns)}</tr>\n</thead>"
    if table.rows:
        name = _row_heading(table)
        cells = (_cells(column, table, heads=column.name == name) for column in table.columns)
        yield '<tbody lang="">'  # people speak any language
        yield from (f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    else:
        nothing = Messages(table.language)("No rows.")
        yield f'<tbody>\n<tr><td colspan="{max(len(table.columns), 1)}">{nothing}</td></tr>'
    yield "</tbody>\n</table>\n<figcaption>"
    yield from (f"<p>{_text(note)}</p>" for note in table.notes)
    yield f"<details>\n<summary>{Messages(table.language)('Columns.').rstrip('.')}</summary>\n<dl>"
    yield from (f"<dt>{_text(each.name)}</dt><dd>{_text(each.definition)}</dd>" for each in table.columns)
    yield "</dl>\n</details>\n</figcaption>\n</figure>"


def _heading(column: Column) -> str:
    kind = ' class="number"' if numeric(column) else ""
    heading = _text(column.heading or column.name).replace("_", "_<wbr>")  # where a narrow one may break
    return f'<th scope="col"{kind}>{heading}</th>'


def _row_heading(table: Table) -> str:
    """The column that names the rows: the first one of texts that are all there, and each once."""
    for column in table.columns:
        values = table.data[column.name]
        if column.type == "string" and None not in values and len(set(values)) == len(values):
            return column.name
    return ""


def _cells(column: Column, table: Table, *, heads: bool) -> list[str]:
    cells = map_texts(_cell, texts(table, column))
    # `auto`: a name from right to left stands as it is written, also between others
    kind = ' class="number"' if numeric(column) else ' dir="auto"'
    if not numeric(column) and max(map(len, cells)) > SHORT_COLUMN:
        kind += ' class="long"'
    return [f'<th scope="row"{kind}>{text}</th>' if heads else f"<td{kind}>{text}</td>" for text in cells]


def _text(text: str) -> str:
    return escape(shown(LINE_END.sub("\n", text))).replace("\n", "<br>")


def _cell(text: str) -> str:
    return f"<time>{text}</time>" if _DATE.fullmatch(text) else _text(text)
