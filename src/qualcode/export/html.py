"""HTML: a fragment for a web page, without scripts, colours or fonts of its own."""

from collections.abc import Iterator
from html import escape

from qualcode.export.cells import LINE, WORDS, each, numeric, printed, visible
from qualcode.model import Column, Table

STYLE = """\
.qualcode { overflow-x: auto; margin: 1em 0 }
.qualcode table { border-collapse: collapse; border-block: 2px solid currentColor }
.qualcode caption { text-align: start; font-weight: bold; padding-block: 0.4em }
.qualcode th, .qualcode td { padding: 0.25em 0.6em; text-align: start; vertical-align: top; font-weight: normal }
.qualcode thead th { border-bottom: 1px solid currentColor; vertical-align: bottom; font-weight: bold }
.qualcode [dir] { min-width: 12ch; max-width: 60ch }
.qualcode .number { text-align: end; font-variant-numeric: tabular-nums }
.qualcode figcaption { font-size: 0.85em }"""
"""Lines take the colour of the text, so that they are seen on a light page and on a dark one."""


def to_html(table: Table) -> bytes:
    """A table as `<figure>` with caption, headings that say what they head, notes and definitions."""
    return "".join(f"{line}\n" for line in _lines(table)).encode()


def _lines(table: Table) -> Iterator[str]:
    yield '<figure class="qualcode">'
    yield f"<style>\n{STYLE}\n</style>"
    yield f'<table>\n<caption lang="{table.language}">{_text(table.title)}</caption>'
    yield f"<thead>\n<tr>{''.join(_heading(column) for column in table.columns)}</tr>\n</thead>"
    yield "<tbody>"
    if table.rows:
        name = _row_heading(table)
        cells = (_cells(column, table, heads=column.name == name) for column in table.columns)
        yield from (f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    else:
        yield f'<tr><td colspan="{max(len(table.columns), 1)}">{WORDS[table.language].no_rows}</td></tr>'
    yield "</tbody>\n</table>"
    yield f'<figcaption lang="{table.language}">'
    yield from (f"<p>{_text(note)}</p>" for note in table.notes)
    yield f"<details>\n<summary>{WORDS[table.language].columns.rstrip('.')}</summary>\n<dl>"
    yield from (f"<dt>{_text(each.name)}</dt><dd>{_text(each.definition)}</dd>" for each in table.columns)
    yield "</dl>\n</details>\n</figcaption>\n</figure>"


def _heading(column: Column) -> str:
    kind = ' class="number"' if numeric(column) else ""
    return f'<th scope="col"{kind}>{_text(column.heading or column.name)}</th>'


def _row_heading(table: Table) -> str:
    """The column that names the rows: the first one of texts that are all there, and each once."""
    for column in table.columns:
        values = table.data[column.name]
        if column.type == "string" and None not in values and len(set(values)) == len(values):
            return column.name
    return ""


def _cells(column: Column, table: Table, *, heads: bool) -> list[str]:
    texts = each(_text, printed(column, table.data[column.name], table.language))
    if heads:
        return [f'<th scope="row" dir="auto">{text}</th>' for text in texts]
    # `auto`: a name from right to left stands as it is written, also between others
    kind = ' class="number"' if numeric(column) else ' dir="auto"'
    return [f"<td{kind}>{text}</td>" for text in texts]


def _text(text: str) -> str:
    return visible(LINE.sub("\n", escape(text))).replace("\n", "<br>")
