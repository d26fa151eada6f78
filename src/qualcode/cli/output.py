"""What commands print: products on stdout, as JSON or for people; findings, progress and closings on stderr."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from qualcode import api
from qualcode.cli.options import CliSettings
from qualcode.cli.progress import InLines, OnTerminal
from qualcode.languages.catalogue import N_, Messages
from qualcode.languages.retold import retold
from qualcode.model.finding import Finding
from qualcode.model.progress import watched
from qualcode.model.table import Table
from qualcode.text.visible import escaped_json, shown

if TYPE_CHECKING:
    from rich.console import Console

LEVEL_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}
"""Level of a finding -> how it looks."""
_BESIDE_A_BAR: list["Console"] = []
"""The console of a progress bar, while there is one: what is said meanwhile stands above the bar, not in it."""


def console(settings: CliSettings, *, stderr: bool = False) -> "Console":
    """A console that leaves participants' words alone: no markup, no emoji codes, no highlighting."""
    if stderr and _BESIDE_A_BAR:
        return _BESIDE_A_BAR[-1]
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 100_000  # what goes into a pipe is never folded
    return _screen()(
        file=stream, markup=False, emoji=False, highlight=False, soft_wrap=False, width=width,
        no_color=settings.no_color or None,
    )  # fmt: skip


@cache
def _screen() -> type["Console"]:
    """A console on which no text acts: whatever is printed goes through here, or through `show` and `put`."""
    from rich.console import Console

    class Screen(Console):
        def print(  # type: ignore[override]  # what is used here
            self, *objects: Any, style: str | None = None, soft_wrap: bool | None = None, end: str = "\n"
        ) -> None:
            safe = (shown(each) if isinstance(each, str) else each for each in objects)
            super().print(*safe, style=style, soft_wrap=soft_wrap, end=end)

    return Screen


def say(settings: CliSettings, text: str, style: str = "") -> None:
    """Say something on stderr, unless asked to be quiet."""
    if not settings.quiet:
        say_line(settings, in_words(text), style)


def say_findings(settings: CliSettings, findings: Iterable[Finding]) -> None:
    """Say findings on stderr, a line each: errors always, warnings unless quiet, notes when verbose."""
    levels = {"error"} if settings.quiet else {"error", "warning", *(["note"] if settings.verbose else [])}
    for finding in findings:
        if finding.level in levels:
            line = f"{in_words(finding.level)}: {finding_in_words(finding)}"
            say_line(settings, line, LEVEL_STYLES[finding.level])


def say_line(settings: CliSettings, line: str, style: str) -> None:
    """Say a line on stderr: off a terminal it stays a line; on one it is folded between words."""
    _hear("say_line", line, style)
    if _is_plain(sys.stderr, line):
        print(shown(line), file=sys.stderr, flush=True)
    else:
        console(settings, stderr=True).print(line, style=style or None, soft_wrap=not sys.stderr.isatty())


def put_line(settings: CliSettings, line: str, style: str = "") -> None:
    """Put a line on stdout, never folded."""
    _hear("put_line", line, style)
    if _is_plain(sys.stdout, line):
        print(shown(line), flush=True)
    else:
        console(settings).print(line, style=style or None, soft_wrap=True)


def _is_plain(stream: TextIO, line: str) -> bool:
    """Whether a line needs nothing of Rich, which takes long to load: no colours, no tabs that are spaces."""
    return not (stream.isatty() or "\t" in line or any(name in os.environ for name in _COLOURS_FORCED))


_COLOURS_FORCED = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
"""Variables by which Rich draws as on a terminal."""
Heard = tuple[str, list[Any]]
"""Name of a function of this file, and what it was called with."""
_HEARERS: list[list[Heard]] = []
"""Lists on which everything is put that goes out; the last one hears."""


@contextmanager
def hearing() -> Iterator[list[Heard]]:
    """In the block, everything that goes out is put on a list as well."""
    _HEARERS.append([])
    try:
        yield _HEARERS[-1]
    finally:
        _HEARERS.pop()


def repeat(settings: CliSettings, heard: Iterable[Heard]) -> None:
    """Let the same go out once more."""
    ways: dict[str, Callable[..., None]] = {
        "say_line": partial(say_line, settings), "put_line": partial(put_line, settings),
        "draw_table": partial(draw_table, settings), "put_bytes": put_bytes,
    }  # fmt: skip
    for name, given in heard:
        ways[name](*given)


def _hear(name: str, *given: Any) -> None:
    for heard in _HEARERS[-1:]:
        heard.append((name, list(given)))


def exit_code(findings: Iterable[Finding], *, strict: bool = False) -> int:
    """1 when a finding is an error, or with `strict` a warning; else 0."""
    bad = {"error", "warning"} if strict else {"error"}
    return int(any(finding.level in bad for finding in findings))


def finish(settings: CliSettings, findings: Iterable[Finding], *lines: str, strict: bool = False) -> int:
    """End a command: say its findings, then what changed and what comes next, and give the exit code."""
    findings = tuple(findings)
    say_findings(settings, findings)
    for line in lines:
        say(settings, line)
    return exit_code(findings, strict=strict)


def about_file(file: str, size: str = "", *, dry_run: bool, written: bool = True) -> str:
    """What became of a file, in a sentence; `size` says how much is in it."""
    what = f"{file} ({size})" if size else file
    if dry_run:
        return f"Would write {what}."
    return f"Wrote {what}." if written else f"Unchanged: {what}."


def put(text: str) -> None:
    """Put text for people on stdout."""
    put_bytes(shown(text).encode("utf-8"))


Piece = tuple[str, str]
"""Text and its style."""


def put_pieces(screen: "Console", lines: Iterable[Sequence[Piece]]) -> None:
    """Put lines of styled pieces on a terminal, none of them folded."""
    from rich.text import Text

    for pieces in lines:
        screen.print(Text.assemble(*((shown(text), style) for text, style in pieces)), soft_wrap=True)


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal."""
    from rich.cells import cell_len

    return cell_len(shown(text))


def put_bytes(data: bytes) -> None:
    """Put bytes on stdout as they are; on a terminal, text that would act there is made visible."""
    _hear("put_bytes", data)
    if sys.stdout.isatty():
        data = shown(data.decode("utf-8", "replace")).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def put_json(value: Any) -> None:
    """Put a value on stdout as JSON."""
    put_bytes((escaped_json(json.dumps(value, ensure_ascii=False, indent=2, default=_plain)) + "\n").encode())


def present(settings: CliSettings, product: object, show: Callable[[], None]) -> None:
    """Put what a command made on stdout: as JSON where asked for, else for people, unless they want it quiet."""
    if settings.json:
        put_json(product)
    elif not settings.quiet:
        show()


def parts(report: object, names: str, **more: object) -> dict[str, object]:
    """Some fields of a report for `--json`; `more` adds others, or what stands for one of them."""
    return {**{name: more[name] if name in more else getattr(report, name) for name in names.split()}, **more}


def _plain(value: Any) -> Any:
    if isinstance(value, Table):
        names = [column.name for column in value.columns]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*(value.data[name] for name in names), strict=True)]
        about = {"notes": list(value.notes), "meta": dict(value.meta)}
        return {"table": value.name, "title": value.title, "rows": rows, **about}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterator):  # a list that is made only where it is shown
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value, dict_factory=_fields)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def one_line(text: str, most: int = 0) -> str:
    """Text on one line, cut after so many characters where there is a limit."""
    line = " ".join(text.split())
    return line if not most or len(line) <= most else line[: most - 1] + "…"


def _fields(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """Fields of a record; what a kind of rule has of its own stands beside the others, as in a codebook."""
    own = {name: value for key, inner in items if key == "own" and inner for name, value in inner.items()}
    return {key: value for key, value in items if key != "own"} | own


_SPEAKS: ContextVar[str] = ContextVar("speaks", default="")
"""Language in which the command at hand speaks."""


def speak(lang: str = "") -> None:
    """From now on, speak the language that a command's `--lang` names, else that of the study or the terminal."""
    _SPEAKS.set(api.language.terminal_language(lang))


def spoken() -> Messages:
    """What a command says, in the language of the reader."""
    return Messages(_SPEAKS.get() or api.language.terminal_language())


def shown_language(settings: CliSettings) -> str:
    """Language of labels and titles that stand on the screen among what is said; JSON keeps that of the study."""
    return "" if settings.json else spoken().language


def in_words(text: str) -> str:
    """An English text in the language of the reader: headings, messages and help all go through here."""
    return retold(spoken().language, text)


def finding_in_words(finding: Finding) -> Finding:
    """A finding whose sentences are in the language of the reader; its place, level and code stay."""
    return replace(finding, message=in_words(finding.message), hint=in_words(finding.hint))


def plural(number: int, one: str, many: str = "") -> str:
    """`1 transcript`, `2 transcripts`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@contextmanager
def progress(settings: CliSettings) -> Iterator[None]:
    """Show how far long work has come, and at its end how long it took; nothing with --quiet or --json."""
    if settings.quiet or settings.json or os.environ.get("QUALCODE_PROGRESS") == "off":
        yield
        return
    shown = (OnTerminal if sys.stderr.isatty() else InLines)(spoken(), console(settings, stderr=True))
    with shown.beside(_BESIDE_A_BAR), watched(shown.tell):
        yield


def open_here(settings: CliSettings) -> "api.folder.OpenStudy":
    """The study around the working folder, with its corpus; says when it waits, and when the index is made again."""

    def wait() -> None:
        with hearing():  # and not kept: who asks again need not wait
            say(settings, "another qualcode is at work on this study; waiting for it ...")

    return api.folder.open_study(settings.folder, settings.corpus, wait, lambda line: say(settings, line))


UNFOLDED_COLUMNS = ("code", "transcript")
"""Columns of names that people copy: a narrow terminal folds the others."""
WIDE_TERMINAL = 100
"""Columns of a terminal from which it shows tables whole."""


def show(
    settings: CliSettings, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]],
    numbers: Sequence[str] = (), words: Sequence[str] = (),
) -> None:  # fmt: skip
    """Print rows under headings on stdout; columns named in `numbers` are set to the right.

    Cells are what people wrote, and stay; those under `words` are sentences of ours.
    """
    ours = [heading in words or heading in numbers for heading in headings]
    said = [[in_words(cell) if own else cell for cell, own in zip(row, ours, strict=True)] for row in rows]
    whole = [heading in UNFOLDED_COLUMNS for heading in headings]
    draw_table(settings, in_words(title), [*map(in_words, headings)], said, [*map(in_words, numbers)], whole)


def draw_table(
    settings: CliSettings, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]],
    numbers: Sequence[str], whole: Sequence[bool],
) -> None:  # fmt: skip
    """Draw a table as it is; columns that are kept `whole` are not folded."""
    _hear("draw_table", title, headings, rows, numbers, whole)
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    out_of = console(settings)
    title, headings, rows = shown(title), [*map(shown, headings)], [[*map(shown, row)] for row in rows]
    columns = [[heading, *(row[at] for row in rows)] for at, heading in enumerate(headings)]
    widths = fitting(columns, whole, out_of.width)
    padding = (0, 1) if widths is None else (0, 1, 0, 0)
    out = RichTable(title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", padding=padding)
    for at, heading in enumerate(headings):
        width = widths[at] if widths else None
        side: Literal["left", "right"] = "right" if heading in numbers else "left"
        out.add_column(Text(heading), justify=side, overflow="fold", no_wrap=whole[at], width=width)
    for row in rows:
        out.add_row(*(Text(cell) for cell in row))
    out_of.print(out)


def fitting(columns: Sequence[Sequence[str]], whole: Sequence[bool], room: int) -> list[int] | None:
    """Widths at which no word is broken in a terminal of `room` signs; None where there is no need, or no way.

    Every column has room for its longest word, and the widest wish gets what is left; `whole` ones are not folded.
    Where that is too much, words are broken, and numbers are not: `0.667` in two lines is read as another one.
    """
    from rich.cells import cell_len

    wished = [max(map(cell_len, cells)) for cells in columns]
    if sum(wished) + 3 * len(columns) + 1 <= room:
        return None
    lengths = [{word: cell_len(word) for cell in cells for word in cell.split()} for cells in columns]
    words = [max(each.values(), default=0) for each in lengths]
    broken = [  # four letters stay together
        max((long if any(map(str.isdigit, word)) else min(long, 4) for word, long in each.items()), default=0)
        for each in lengths
    ]
    for narrow, wide in ((words, wished), (broken, words)):
        widths = [wish if kept else least for wish, least, kept in zip(wished, narrow, whole, strict=True)]
        spare = room - sum(widths) - 2 * len(columns) - 1
        for _ in range(spare):
            neediest = max(range(len(columns)), key=lambda at: wide[at] - widths[at])
            widths[neediest] += wide[neediest] > widths[neediest]
        if spare >= 0:
            return widths
    return None


def show_columns(
    settings: CliSettings, title: str, columns: Mapping[str, Sequence[str]], numbers: Sequence[str] = (),
    hidden: Iterable[str] = (), words: Sequence[str] = (),
) -> None:  # fmt: skip
    """Print columns by their headings, without those that are `hidden`."""
    shown = {heading: cells for heading, cells in columns.items() if heading not in hidden}
    show(settings, title, list(shown), list(zip(*shown.values(), strict=True)), numbers, words)


def is_narrow(settings: CliSettings) -> bool:
    """Whether the terminal has no room for all that a wide table holds; files and pipes have it all."""
    return console(settings).width < WIDE_TERMINAL


def show_codes(settings: CliSettings, table: Table) -> None:
    """Print a table of counted codes: who mentions them, of how many, how often.

    Of all codes, those that nobody mentions stand in a line below: silence is a result, too.
    """
    keep = [at for at in range(table.rows) if table.name == "barriers" or table.data["mentions"][at]]
    cells = {name: ["" if each[at] is None else str(each[at]) for at in keep] for name, each in table.data.items()}
    per = [each and f"{float(each):.2f}" for each in cells["per_1000_words"]]  # *20.20* below *18.18*
    pairs = zip(cells["respondents"], cells["respondents_total"], strict=True)
    columns = {
        **{name: cells[name] for name in (N_("rank"), "group", "code", "label") if name in cells},
        "respondents": [f"{some} of {total}" for some, total in pairs],
        "%": cells["respondents_pct"],
        "sessions": cells["sessions"],
        "mentions": cells["mentions"],
        "per 1,000 words": per,
    }
    numbers = ("rank", "respondents", "%", "sessions", "mentions", "per 1,000 words")
    lesser = ("sessions", "per 1,000 words") if is_narrow(settings) else ()
    show_columns(settings, table.title, columns, numbers, lesser)
    if table.name == "barriers":  # whose notes say all this
        return
    if silent := dict.fromkeys(table.data["code"][at] for at in range(table.rows) if at not in keep):
        say(settings, f"No mentions: {', '.join(silent)}.", "dim")
    if (total := table.meta.get("n")) is not None:
        say(settings, f"N = {plural(total, 'respondent')}.", "dim")
