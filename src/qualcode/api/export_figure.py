"""Export figures: a table drawn for a paper, with its caption and its data beside it."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.api.export import as_bytes, export, export_table, save_table, table_kind
from qualcode.api.open import ExportOptions, export_stem, open_without_codings
from qualcode.figures import (
    FIGURE_FORMATS,
    FIGURES,
    FigureKind,
    FigureSource,
    caption,
    draw_figure,
    drawn_tables,
    figure_bytes,
    need_matplotlib,
)
from qualcode.figures import FigureOptions as FigureOptions
from qualcode.figures import figures_of as figures_of
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.model.table import Table
from qualcode.store.atomic import write_bytes
from qualcode.store.study import OpenStudy, in_own_languages, output_path
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.topics.tables import TOPIC_TABLES

FIGURE_FOLDER = "figures"
"""Folder of `out/` to which figures are written unless a file is named."""
_WIDTH = re.compile(r"(\d+(?:\.\d+)?) ?(mm|cm)?")


@dataclass(frozen=True)
class FigureReport:
    """A figure and where it was written."""

    table: Table
    """What is drawn: the columns of the table that the figure shows."""
    data: bytes = field(repr=False)
    """The figure's bytes."""
    alt: str
    """What the figure shows, for readers who do not see it."""
    caption: str
    """What belongs under it: how to read it, N, coder, codebook."""
    files: tuple[str, ...]
    """The figure, its data and its caption, as users write them; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    findings: tuple[Finding, ...]
    """Notes about options, codings, table and figure."""


def is_figure(wanted: ExportOptions) -> bool:
    """Whether a picture is asked for, by the format or by the ending of the file."""
    return wanted.format in FIGURE_FORMATS or (not wanted.format and wanted.ending in FIGURE_FORMATS)


def width_in_mm(text: str) -> float:
    """`85mm`, `8.5cm` or `85` in millimetres.

    Raises:
        StudyError: it is no width.
    """
    read = _WIDTH.fullmatch(text.strip())
    if read is None:
        raise study_error("bad-option", f"--width: `{text}` is not a width", "write --width 85mm")
    return float(read[1]) * (10 if read[2] == "cm" else 1)


@in_own_languages
def export_figure(
    study: OpenStudy, wanted: ExportOptions, look: FigureOptions | None = None, figure: str = ""
) -> FigureReport:
    """Draw a table and write the picture, its caption and its data.

    `figure` names one of the figures of the table; its usual one unless it is named.

    Raises:
        StudyError: there is no such table or figure, matplotlib is not installed, the table cannot be made, or the
            figure could not be read.
    """
    how, look = _format(wanted), look or FigureOptions()
    if wanted.table not in {*TABLES, *TOPIC_TABLES}:
        raise unknown_name("table", wanted.table, [*TABLES, *TOPIC_TABLES])
    name = _figure(wanted.table, figure)
    kind = FIGURES[name]
    need_matplotlib()
    main = _table(study, wanted, _options(wanted.options, kind, wanted.table))
    asked = wanted.options
    shown = TableOptions(lang=asked.lang, redact=asked.redact)
    more = {each: _table(study, wanted, shown, each)[0] for each in kind.more}
    drawing, said = draw_figure(kind, FigureSource(main[0], more, asked.codes, asked.kind), look)
    table, title = kind.data(main[0]), main[0].title
    path = _path(study, wanted, look, how, "" if name == figures_of(wanted.table)[0] else name)
    below = caption(drawing, main[0], _beside(path, "data.csv").name)
    report = FigureReport(table, figure_bytes(drawing, how, title), drawing.alt, below, (), False, (*main[1], *said))
    return report if wanted.output == "-" else _written(study, report, path, dry_run=wanted.dry_run)


def _format(wanted: ExportOptions) -> str:
    how, ending = wanted.format or wanted.ending, wanted.ending
    if wanted.spreadsheet_safe:
        raise study_error("wrong-arguments", "--spreadsheet-safe is for csv and tsv", "leave it out")
    if ending and ending != how:
        hint = f"leave --to out, or write -o {Path(wanted.output).with_suffix(f'.{how}')}"
        raise study_error("two-formats", f"the file is named as {ending}, and --to asks for {how}", hint)
    return how


def _figure(table: str, figure: str) -> str:
    """The figure that is named, or the usual one of a table."""
    known = figures_of(table)
    drawn = [name for name in drawn_tables() if name in TABLES or name in TOPIC_TABLES]
    if not known:
        hint = f"figures are drawn of {', '.join(drawn)}"
        raise study_error("no-figure", f"there is no figure of table `{table}`", hint)
    if figure and figure not in known:
        raise unknown_name("figure", figure, known)
    return figure or known[0]


def _options(options: TableOptions, kind: FigureKind, table: str) -> TableOptions:
    """Options of the table of a figure: those that only the figure takes are left out, those that it needs are in."""
    usual = TableOptions()
    own = table_kind(table)[1]
    left = {name: getattr(usual, name) for name in kind.takes - own}
    needed = {name: value for name, value in kind.options.items() if getattr(options, name) == getattr(usual, name)}
    return replace(options, **left, **needed)


def _table(
    study: OpenStudy, wanted: ExportOptions, options: TableOptions, table: str = ""
) -> tuple[Table, tuple[Finding, ...]]:
    """A table as `export` makes it, with everything that it refuses and hides."""
    asked = replace(wanted, table=table or wanted.table, format="csv", output="-", options=options, table_only=True)
    if (
        table and wanted.table in TABLES and not TABLES[wanted.table].coded
    ):  # beside a list of words, which needs no codings either
        with study.writing(reading=True):
            report = export_table(study, open_without_codings(study), asked, "csv")
    else:
        report = export(study, asked)
    return report.table, report.findings


def _path(study: OpenStudy, wanted: ExportOptions, look: FigureOptions, how: str, figure: str) -> Path:
    """The file that is named; else one whose name says what was asked for."""
    if wanted.output not in ("", "-"):
        return output_path(study, wanted.output)
    wide = "" if look.width == FigureOptions().width else f"{look.width:g}mm"
    said = [export_stem(wanted), figure, wide, Path(look.font).stem, "grey" if look.grey else ""]
    stem = re.sub(r"[^\w.]+", "-", "-".join(part for part in said if part))
    return study.layout.out / FIGURE_FOLDER / f"{stem}.{how}"


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.stem}.{ending}")


def _written(study: OpenStudy, report: FigureReport, path: Path, *, dry_run: bool) -> FigureReport:
    """The report with the files, which are written unless nothing is to be."""
    data, below = _beside(path, "data.csv"), _beside(path, "caption.txt")
    files = tuple(study.layout.relative(each) for each in (path, data, below))
    if dry_run:
        return replace(report, files=files)
    with study.writing():
        findings = save_table(study, report.table, data, "csv")
        written = [write_bytes(path, report.data), write_bytes(below, report.caption.encode())]
    return replace(report, files=files, written=any(written), findings=(*report.findings, *findings))


def draw_scores(table: Table, file: str, *, language: str = "", dry_run: bool = False) -> None:
    """Draw a table of agreement, which belongs to no study or is not exported by name; its data and caption beside it.

    `language` is that of the words in the figure; that of the table unless named.

    Raises:
        StudyError: there is no figure of this table, or it cannot be drawn.
    """
    path = Path(file)
    kind, data = FIGURES[_figure(table.name, "")], _beside(path, "data.csv")
    drawn = replace(table, language=language or table.language)
    drawing, _ = draw_figure(kind, FigureSource(drawn), FigureOptions())
    files = {
        path: figure_bytes(drawing, path.suffix.lower().removeprefix("."), table.title),
        data: as_bytes(kind.data(table), "csv")[0],
        _beside(path, "caption.txt"): caption(drawing, drawn, data.name).encode(),
    }
    for each, content in files.items():
        if not dry_run:
            write_bytes(each, content)
