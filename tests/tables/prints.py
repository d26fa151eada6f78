"""All that can be printed of a study under redaction: tables in each format, figures, the report, its chapter."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.export import TABLE_FORMATS
from qualcode.figures import (
    FIGURES,
    Drawing,
    FigureOptions,
    FigureSource,
    caption,
    draw_figure,
    figure_bytes,
    figures_of,
)
from qualcode.figures.panels import FEW
from qualcode.model.codebook import Codebook
from qualcode.model.table import Table
from qualcode.printed.present import with_page
from qualcode.report.drawn import drawn_figures
from qualcode.report.page import report_page, report_parts
from qualcode.report.paper import report_document
from qualcode.report.sections import REPORT_SECTIONS
from qualcode.report.source import ReportSource
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.listing import page_words
from qualcode.tables.redaction import RedactedStudy
from tables.told import Grid, chapter_grids, grids, table_grid

PRINTED = ("md", "html", "tex", "xlsx", "docx")
"""Formats that people read."""
LOOKS = ({}, {"interval": True}, {"test": True}, {"lang": "id"})
"""Options that change what stands in a table, and not what it is of."""


@dataclass(frozen=True)
class Prints:
    """A coded study from which an attacker has all that may be given away."""

    frame: Frame
    codings: Codings
    coded_by: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "redacted", RedactedStudy(self.frame, self.codings))

    def tables(self, **look: object) -> Iterator[tuple[str, Table]]:
        """The redacted tables by all attributes that may group them, each with the attribute."""
        for kind in TABLES.values():
            if not kind.redacted or not set(look) <= {*kind.takes, "lang"}:
                continue
            for by in ([] if kind.needs else [""]) + [*self.redacted.plan.joined]:
                options = TableOptions(by=by, redact=True, **look)
                made = kind(self.frame, self.codings, options, self.redacted)
                yield by, with_page(made, (), "plain", page_words(self.frame, self.codings, options))

    def grids(self) -> Iterator[tuple[str, Grid]]:
        """The printed tables in each format, each with the attribute of its groups."""
        for by, table in self.tables():
            for how in PRINTED:
                yield from ((by, grid) for grid in grids(how, TABLE_FORMATS[how](table)) if table.rows)

    def figures(self) -> Iterator[tuple[Table, FigureSource, Drawing]]:
        """Each figure of a redacted table, with the table that it is drawn of."""
        for look in ({}, {"interval": True}):
            for _, table in self.tables(**look):
                for name in figures_of(table.name):
                    source = FigureSource(table)
                    if table.rows:
                        yield FIGURES[name].data(table), source, draw_figure(FIGURES[name], source, FigureOptions())[0]

    def report(self, lang: str = "en") -> ReportSource:
        """The study as its redacted report sees it, grouped by every attribute that may be."""
        book = Codebook("mini", self.codings.codes, "1.0.0")
        return ReportSource(
            "Mini", self.frame, self.codings, book, TableOptions(lang=lang, redact=True), "# Method\n\nAs ever.\n",
            "qualcode report --redact", tuple(self.redacted.plan.joined), sections=tuple(REPORT_SECTIONS),
        )  # fmt: skip

    def page_grids(self) -> Iterator[tuple[str, Grid]]:
        """The tables of the redacted report as a page."""
        for table in html.fromstring(report_page(self.report()).decode()).iter("table"):
            yield table.get("data-table").partition(":")[2], table_grid(table)

    def chapter(self) -> bytes:
        """The redacted report as a document."""
        of = self.report()
        parts = report_parts(of)
        return report_document(of, parts, drawn_figures(of, tuple(parts))[0])

    def chapter_grids(self) -> Iterator[tuple[str, Grid]]:
        """The tables of the document; the caption over a table names the attribute."""
        yield from chapter_grids(self.chapter(), {f"By {name}": name for name in self.redacted.plan.joined})

    def every_byte(self) -> dict[str, bytes]:
        """All of it as bytes, by what it is."""
        made: dict[str, bytes] = {}
        for look in LOOKS:
            for by, table in self.tables(**look):
                made |= {f"{table.name} {by} {look} {how}": write(table) for how, write in TABLE_FORMATS.items()}
        for number, (data, source, drawing) in enumerate(self.figures()):
            made[f"figure {number}"] = figure_bytes(drawing, "svg", data.title)
            made[f"caption {number}"] = caption(drawing, source.table, "data.csv").encode()
        for lang in ("en", "id"):
            made[f"report {lang}"] = report_page(self.report(lang))
        return {**made, "chapter": self.chapter()}


def shares_drawn(data: Table, drawing: Drawing) -> list[float]:
    """The shares that the marks of a figure show, in per cent, also where people are drawn one by one."""
    one_by_one = "group" in data.data and max(data.data["respondents_total"]) < FEW
    shares: list[float] = []
    for axes in drawing.figure.axes:
        filled: dict[float, list[bool]] = {}
        for line in axes.lines:
            for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
                filled.setdefault(float(y), []).append(line.get_markerfacecolor() != "white")
                shares += [] if one_by_one else [float(x)]
        shares += [100 * sum(row) / len(row) for row in filled.values()] if one_by_one else []
    return sorted(round(share, 1) for share in shares)
