"""`qualcode show`."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_codes, complete_transcripts
from qualcode.cli.options import (
    CliSettings,
    argument,
    codebook_file,
    coder_option,
    option,
    repeated,
    reviewed_by_option,
)
from qualcode.cli.output import (
    Piece,
    console,
    exit_code,
    one_line,
    open_here,
    parts,
    put,
    put_json,
    put_pieces,
    say,
    say_findings,
    shown_language,
    width_of,
)

if TYPE_CHECKING:
    from qualcode.api.show import ShownCoding, ShownTurn, ShowReport

COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "red", "bright_cyan", "bright_magenta", "bright_yellow")
"""Colours of codes, in the order of the codebook; a name stands beside each stripe, so that none tells a code alone."""
STRIPES = {"affirmed": "┃"}
"""Stripe of a coding; of one that is not affirmed, a broken one."""
_WORDS = re.compile(r"[^\S\n]*[^\s]+|\n")
_INDENT = 4
_WIDEST_TEXT, _WIDEST_MARGIN = 72, 26


@dataclass(frozen=True)
class ShowArguments:
    """What is shown."""

    transcript: str = argument("TRANSCRIPT", "Its id, as `qualcode status` names it.", complete=complete_transcripts)
    turns: str = option("--turn", "N", "This turn only, or some: 12..20.")
    coder: str = coder_option("Whose codings.")
    reviewed_by: str = reviewed_by_option()
    codes: tuple[str, ...] = repeated("--code", "CODE", "This code only; may be repeated.", complete=complete_codes)
    codebook: str = codebook_file("Codebook that coded.")
    lang: str = option("--lang", "LANG", "Language around the interview: id or en.", complete=choices("id", "en"))


@command(
    "show",
    """
    qualcode show camat-senior
    qualcode show camat-senior --turn 8..12 --coder ani
    qualcode show camat-senior --code work_culture | grep '\\[work_culture\\]'
    """,
)
def show_interview(settings: CliSettings, asked: ShowArguments) -> int:
    """Print an interview with its codings.

    On a terminal, stripes at the right show where codes stand; into a pipe, each turn and each coding is one line with
    tabs. `qualcode review` shows the same on a page.
    """
    study = open_here(settings)
    lang = asked.lang or shown_language(settings)
    report = api.show.show_transcript(study, api.show.ShowOptions(**vars(replace(asked, lang=lang))))
    say_findings(settings, (*study.findings, *report.findings))
    if settings.json:
        put_json(parts(report, "transcript title turns findings"))
    elif sys.stdout.isatty():
        _draw(settings, report)
    else:
        for turn in report.turns:
            put("".join(f"{line}\n" for line in piped_lines(report.transcript, turn)))
    if not settings.json:
        say(settings, report.title, "dim")
    return exit_code(report.findings)


def piped_lines(transcript: str, turn: "ShownTurn") -> Iterator[str]:
    """A turn and its codings for a pipe: a line each, with tabs between place, time, speaker and words."""
    place = f"{transcript}:{turn.turn}"
    yield "\t".join((place, _clock(turn.start_s), one_line(turn.speaker), one_line(turn.text)))
    for each in turn.codings:
        quote = one_line(turn.text[each.quote_start : each.quote_end])
        yield "\t".join((place, f"[{each.code}]", each.put, quote, *([one_line(each.memo)] if each.memo else [])))


def _draw(settings: CliSettings, report: "ShowReport") -> None:
    screen = console(settings)
    style = {code: COLOURS[at % len(COLOURS)] for at, code in enumerate(report.codes)}
    for turn in report.turns:
        put_pieces(screen, drawn(turn, screen.width, style))


def drawn(turn: "ShownTurn", width: int, style: dict[str, str]) -> Iterator[Sequence[Piece]]:
    """A turn for a terminal of a width: who speaks, then its lines, with stripes and names of codes at the right."""
    margin = _margin(turn, width)
    room = max(min(_WIDEST_TEXT, width - _INDENT - margin - 2), 10)
    speaks = "bold" if turn.role == "participant" else "dim"
    head = "  ".join(filter(None, (f"{turn.turn:>{_INDENT - 1}}", _clock(turn.start_s), one_line(turn.speaker))))
    yield [(head, speaks)]
    lines = list(wrapped(turn.text, room))
    lanes = _lanes(lines, turn.codings)
    names = _names(lanes, len(lines), margin - 1 - max((lane for lane, *_ in lanes), default=0))
    for at in range(len(names)):
        words = one_line(turn.text[slice(*lines[at])]) if at < len(lines) else ""
        text = (f"{' ' * _INDENT}{words}", "dim" if turn.role == "interviewer" else "")
        beside = [*_stripes(at, lanes, style), *((f" {name}", style[code]) for name, code in names[at])]
        padding = [(" " * (room - width_of(words) + 2), "")] if beside else []
        yield [text, *padding, *beside]
    for each in turn.codings:
        if each.memo:
            yield [(f"{' ' * _INDENT}{each.code}: {one_line(each.memo)}", f"italic {style[each.code]}")]
    yield []


def _margin(turn: "ShownTurn", width: int) -> int:
    """Columns at the right: the longest name has room, where the words keep half of the terminal."""
    longest = max((len(each.code) + len(each.put) + 6 for each in turn.codings), default=0)
    return min(max(longest, _WIDEST_MARGIN), width // 2) if turn.codings else 0


Lane = tuple[int, int, int, "ShownCoding"]
"""Column of a stripe, its first and its last line, and the coding."""


def _lanes(lines: Sequence[tuple[int, int]], codings: Sequence["ShownCoding"]) -> list[Lane]:
    """A column for each stripe, the first that is free where it begins."""
    until: list[int] = []
    lanes = []
    for each in codings:
        under = [at for at, (start, end) in enumerate(lines) if start < each.end and end > each.start] or [0]
        free = next((lane for lane, last in enumerate(until) if last < under[0]), len(until))
        until[free : free + 1] = [under[-1]]
        lanes.append((free, under[0], under[-1], each))
    return lanes


def _stripes(at: int, lanes: Sequence[Lane], style: dict[str, str]) -> Iterator[Piece]:
    """Stripes beside a line, a column each."""
    here = {lane: each for lane, first, last, each in lanes if first <= at <= last}
    for lane in range(1 + max((lane for lane, *_ in lanes), default=-1)):
        each = here.get(lane)
        yield (STRIPES.get(each.assertion, "┊"), style[each.code]) if each else (" ", "")


def _names(lanes: Sequence[Lane], lines: int, room: int) -> list[list[tuple[str, str]]]:
    """Names of codes with their codes, at the line where each begins, or at the next one that has room."""
    waiting: list[tuple[str, str]] = []
    placed: list[list[tuple[str, str]]] = []
    while len(placed) < lines or waiting:
        new = [each for _, first, _, each in lanes if first == len(placed)]
        said = ((f"{each.code} ({each.put})" if each.put else each.code, each.code) for each in new)
        waiting += [(one_line(name, max(room - 1, 4)), code) for name, code in said]
        here: list[tuple[str, str]] = []
        left = room
        while waiting and (not here or len(waiting[0][0]) < left):
            left -= len(waiting[0][0]) + 1
            here.append(waiting.pop(0))
        placed.append(here)
    return placed


def wrapped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Beginning and end of each line of a text that is folded between words; a word that is too long is cut."""
    start = end = used = 0
    for found in _WORDS.finditer(text):
        word = found[0]
        if word == "\n":
            yield start, found.start()
            start = end = found.end()
            used = 0
            continue
        long = width_of(word)
        if used and used + long > width:
            yield start, end
            start, used = end, 0
        step = max(width * len(word) // long, 1) if long > width else len(word)
        while found.end() - start > step and long > width:
            yield start, start + step
            start += step
            long = width_of(text[start : found.end()])
        end, used = found.end(), used + long
    if end > start or not text:
        yield start, end


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
