"""Figures of a report: those of `qualcode export`, drawn of the tables that stand beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.figures import FIGURES, FigureOptions, FigureSource, draw_figure, figure_bytes, need_matplotlib
from qualcode.model.finding import Finding, StudyError
from qualcode.printed.present import with_page
from qualcode.report.sections.keyness import TOP_WORDS_SHOWN, compared_by
from qualcode.report.source import BARRIER, ReportSource
from qualcode.tables import TABLES
from qualcode.tables.listing import page_words
from qualcode.text.visible import unbroken

FIGURE_WIDTH = 140.0
"""Millimetres of a figure: the text of a thesis."""
_INCH = 25.4


@dataclass(frozen=True)
class DrawnFigure:
    """A figure for a document."""

    png: bytes
    """The picture."""
    width: float
    """Millimetres."""
    height: float
    """Millimetres."""
    title: str
    """Its caption."""
    reading: str
    """How to read it."""
    alt: str
    """What it shows, for readers who do not see it."""


@dataclass(frozen=True)
class _Wanted:
    """One figure that a report may have."""

    place: str
    """The table of the page beside which it stands, else the section at whose end."""
    section: str
    """Name of the section."""
    figure: str
    """Name of the figure."""
    table: str
    """The table that it is drawn of."""
    title: str
    """Its caption."""
    asked: dict[str, Any]
    """Options of the table."""


def drawn_figures(of: ReportSource, sections: tuple[str, ...]) -> tuple[dict[str, DrawnFigure], tuple[Finding, ...]]:
    """The figures of the sections that a report shows, by their places; and which are left out, and why."""
    made: dict[str, DrawnFigure] = {}
    said = []
    try:
        need_matplotlib()
    except StudyError as missing:
        (finding,) = missing.findings
        message = "the document has no figures: they need the package matplotlib"
        return {}, (Finding("warning", "no-figures", message, hint=finding.hint),)
    for wanted in _wanted(of):
        if wanted.section in sections:
            try:
                made[wanted.place] = _drawn(of, wanted)
            except StudyError as error:  # too crowded, nothing to draw: the table says it, too
                why = error.findings[0].message
                said.append(Finding("note", "figure-left-out", f"no figure `{wanted.figure}`: {why}"))
    return made, tuple(said)


def _wanted(of: ReportSource) -> Iterator[_Wanted]:
    say, redacted = of.say, of.options.redact
    kind = {"kind": BARRIER} if of.main == "barriers" else {}
    ranking = say("Barriers") if of.main == "barriers" else say("Codes")
    yield _Wanted(of.main, "barriers", "dots", of.main, ranking, {"interval": True})
    for name in of.attributes:
        title = say("{codes} by {attribute}", codes=ranking, attribute=of.label_of(name))
        yield _Wanted(f"{of.main}:{name}", "groups", "dots", of.main, title, {"by": name, "interval": True})
    if redacted:  # what tells of single interviews and people
        return
    yield _Wanted("interviews", "interviews", "lanes", "turns", say("Where in the interviews"), {"no_quotes": True})
    pairs = {"unit": "turn"} | kind
    yield _Wanted("cooccurrence", "cooccurrence", "heat-map", "cooccurrence", say("Pairs of codes"), pairs)
    yield _Wanted("saturation", "saturation", "saturation", "saturation", say("Saturation"), {})
    if by := compared_by(of):
        words = {"by": by, "top": TOP_WORDS_SHOWN}
        yield _Wanted("keyness", "keyness", "keyness", "keyness", say("Whose words they are"), words)
    if of.topics and not of.options.no_quotes:
        yield _Wanted("topics", "topics", "topics", "topics", say("Topics"), {})


def _drawn(of: ReportSource, wanted: _Wanted) -> DrawnFigure:
    kind = FIGURES[wanted.figure]
    options = of.table_options(**wanted.asked)
    table = {**TABLES, **(of.topics or {})}[wanted.table]
    wrong = [each for each in table.wrong(of.frame, of.codings, options) if each.level == "error"]
    if wrong:
        raise StudyError(*wrong)
    words = page_words(of.frame, of.codings, options)
    main = with_page(table(of.frame, of.codings, options, of.redacted), (), "plain", words)
    barriers = BARRIER if "kind" in kind.takes and of.main == "barriers" else ""
    source = FigureSource(main, {each: of.table(each) for each in kind.more}, kind=barriers)
    drawing, _ = draw_figure(kind, source, FigureOptions(width=FIGURE_WIDTH))
    wide, high = drawing.figure.get_size_inches()
    reading = " ".join(part for part in (drawing.reading, drawing.left_out) if part)
    png = figure_bytes(drawing, "png", wanted.title)
    return DrawnFigure(png, float(wide) * _INCH, float(high) * _INCH, wanted.title, unbroken(reading), drawing.alt)
