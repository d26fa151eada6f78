"""A figure as a file: svg, pdf or png with its description inside, the same bytes each time; and its caption."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qualcode.figures.kind import Drawing, FigureKind, FigureOptions, FigureSource, as_called
from qualcode.figures.sheet import Sheet
from qualcode.languages.catalogue import Messages
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.model.table import Table
from qualcode.text.visible import unbroken

FIGURE_FORMATS = ("svg", "pdf", "png")
"""Formats of figures, which are the endings of their files, too."""
NARROWEST, WIDEST = 60.0, 300.0
"""Millimetres that a figure may be wide."""


def draw_figure(kind: FigureKind, source: FigureSource, options: FigureOptions) -> tuple[Drawing, tuple[Finding, ...]]:
    """Draw a figure of its tables, with a warning where the font lacks letters.

    Raises:
        StudyError: matplotlib is not installed, the width or the font cannot be had, there is nothing to draw, or
            nobody could read it.
    """
    _check(source, options)
    with house_style(options), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        more = {name: as_called(each) for name, each in source.more.items()}
        called = replace(source, table=as_called(source.table), more=more)
        drawing = kind.draw(called, Sheet(options, source.table.language))
        drawing.figure.canvas.draw()
    return drawing, _missing_letters([str(each.message) for each in said])


def need_matplotlib() -> None:
    """Refuse to draw without the package that does it."""
    if find_spec("matplotlib") is None:
        message = "figures need the package matplotlib"
        raise study_error("missing-package", message, 'run pip install "qualcode[plots]"')


def _check(source: FigureSource, options: FigureOptions) -> None:
    need_matplotlib()
    if not NARROWEST <= options.width <= WIDEST:
        message = f"a figure cannot be {options.width:g} mm wide"
        raise study_error("bad-option", message, f"write --width from {NARROWEST:g}mm to {WIDEST:g}mm")
    if not source.table.rows:
        why = source.table.notes[0] if source.table.notes else ""
        raise study_error("nothing-to-draw", f"table `{source.table.name}` has no rows to draw", why.rstrip("."))


def _missing_letters(messages: list[str]) -> tuple[Finding, ...]:
    if not any("missing from font" in message for message in messages):
        return ()
    message = "the font lacks letters of some labels: boxes stand in their place"
    return (Finding("warning", "missing-letters", message, hint="name a font that has them with --font"),)


@contextmanager
def house_style(options: FigureOptions) -> Iterator[None]:
    """The settings of all figures, whatever the user's own settings of matplotlib are."""
    from matplotlib import rc_context, style

    file = resources.files("qualcode.figures").joinpath("qualcode.mplstyle")
    with resources.as_file(file) as path, style.context(["default", str(path)]):
        font: Any = {"font.family": _font(options.font)} if options.font else {}
        with rc_context(font):
            yield


def _font(name: str) -> str:
    """The family of a font that is installed, or of a file.

    Raises:
        StudyError: there is no such font.
    """
    from matplotlib import font_manager

    if Path(name).is_file():
        font_manager.fontManager.addfont(name)
        return font_manager.FontProperties(fname=name).get_name()
    known = sorted({font.name for font in font_manager.fontManager.ttflist})
    named = {each.casefold(): each for each in known}.get(name.casefold())
    if named is None:
        raise unknown_name("font", name, known)
    return named


def figure_bytes(drawing: Drawing, how: str, title: str) -> bytes:
    """The figure in a format, with title and description in it, and without any date."""
    buffer = io.BytesIO()
    with house_style(FigureOptions()):
        drawing.figure.savefig(buffer, format=how, metadata=_metadata(how, title, drawing.alt))
    data = buffer.getvalue()
    return _described(data, drawing.alt) if how == "svg" else data


def _metadata(how: str, title: str, alt: str) -> Mapping[str, str | None]:
    """What each format calls title, description and program; dates and versions are left out."""
    if how == "svg":
        return {"Title": title, "Description": alt, "Creator": "qualcode", "Date": None}
    if how == "pdf":
        return {"Title": title, "Subject": alt, "Creator": "qualcode", "Producer": "qualcode", "CreationDate": None}
    return {"Title": title, "Description": alt, "Software": "qualcode"}


def _described(svg: bytes, alt: str) -> bytes:
    """An svg whose title and description are read aloud."""
    text = svg.decode()
    text = re.sub(r"<svg ", '<svg role="img" aria-labelledby="title desc" ', text, count=1)
    text = re.sub(r"<title>(.*?)</title>", rf'<title id="title">\1</title>\n <desc id="desc">{_plain(alt)}</desc>',
                  text, count=1, flags=re.DOTALL)  # fmt: skip
    return text.encode()


def _plain(text: str) -> str:
    """A text for XML, in which a backslash is no group of an expression."""
    return escape(text).replace("\\", "\\\\")


def caption(drawing: Drawing, table: Table, data: str) -> str:
    """Title, how to read it, notes (N, coder, codebook), alternative text and the file of the data.

    Args:
        drawing: the figure.
        table: the table that it was drawn from.
        data: name of the file with the data.
    """
    say = Messages(table.language)
    read = " ".join(part for part in (drawing.reading, drawing.left_out) if part)
    notes = " ".join(table.notes)
    parts = (
        f"{table.title}.",
        read,
        f"{say('Note.')} {notes}",
        f"{say('Alternative text:')} {drawing.alt}",
        f"{say('Data:')} {data}",
    )
    return unbroken("".join(f"{part}\n\n" for part in parts).rstrip("\n") + "\n")
