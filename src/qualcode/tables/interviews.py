"""Interviews: the sessions in which participants speak, in order of their dates, and the codes found in each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s, participants
from qualcode.model.finding import Finding
from qualcode.tables.kind import TableOptions
from qualcode.tables.listing import selected_codes
from qualcode.text.dates import DATE, is_day_first, iso, readings
from qualcode.text.visible import natural

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")


@dataclass(frozen=True, eq=False)
class Interviews:
    """Sessions in order of date, those without one last, then by name."""

    sessions: tuple[str, ...]
    """Names of the sessions."""
    dates: tuple[str | None, ...]
    """Date of each, year first and as coarse as it is written; None: there is none, or none that can be read."""
    turn_interview: Int64s
    """Place of each turn's session in the order, from 0; -1: no participant says a word there."""
    unread: tuple[tuple[str, str], ...] = ()
    """Session and date of those whose date cannot be read, or may mean two days."""
    order: str = ""
    """`day` or `month`: what stands first in dates that may mean two days; empty: there are none that were read."""


def interviews(frame: Frame) -> Interviews:
    """The interviews of a corpus in order; a session of several days has its first date."""
    speaks = participants(frame) & (frame.turn_words > 0)
    heard = {frame.sessions[transcript] for transcript in np.unique(frame.turn_transcript[speaks]).tolist()}
    written = _written(frame)
    day_first = _day_first(frame)
    dates = _dates(written, day_first)
    order = sorted(heard, key=lambda session: (session not in dates, dates.get(session, ""), natural(session)))
    place = {session: at for at, session in enumerate(order)}
    of_transcript = np.array([place.get(session, -1) for session in frame.sessions], np.int64)
    unclear = any(len(readings(date)) > 1 for _, date in written)
    return Interviews(
        tuple(order),
        tuple(dates.get(session) for session in order),
        of_transcript[frame.turn_transcript],
        tuple((session, date) for session, date in written if session in place and _read(date, day_first) is None),
        {True: "day", False: "month", None: ""}[day_first] if unclear else "",
    )


def unread_interview_dates(made: Interviews) -> list[Finding]:
    """A warning for each date that could not be read: its interview stands last."""
    hint = "write it year first (2024-03-13), or with the name of its month (13 Maret 2024)"
    findings = []
    for session, written in made.unread:
        trouble = "may mean two days" if len(readings(written)) > 1 else "is not a date that can be read"
        message = f"the `{DATE}` `{written}` of session `{session}` {trouble}"
        findings.append(Finding("warning", "unread-date", message, hint=hint))
    return findings


def order_note(made: Interviews, options: TableOptions) -> str:
    """A sentence that says what the order of the interviews is."""
    place = _place_note(made, options)
    if not made.order:
        return place
    first = options.message(made.order)
    return f"{place} {options.message('Dates such as 03/04/2024 are read {first} first.', first=first)}"


def _place_note(made: Interviews, options: TableOptions) -> str:
    missing = made.dates.count(None)
    if missing == len(made.dates):
        return options.message(
            "No interview has a `{date}` among its attributes: they stand in order of their names.", date=DATE
        )
    if missing:
        return options.message(
            "Interviews stand in order of date; {missing} without a `{date}` that can be read stand last, by name.",
            missing=missing,
            date=DATE,
        )
    return options.message("Interviews stand in order of date.")


def codes_by_interview(
    frame: Frame, codings: Codings, made: Interviews, options: TableOptions
) -> tuple[Int64s, Int64s]:
    """Different (code, interview) pairs, sorted: a participant's affirmed coding of that code, parents not added."""
    interview = made.turn_interview[codings.turn]
    counted = (codings.assertion == AFFIRMED_INDEX) & participants(frame)[codings.turn] & (interview >= 0)
    counted &= np.isin(codings.code, selected_codes(codings, options))
    width = max(len(made.sessions), 1)
    pairs = np.unique(codings.code[counted].astype(np.int64) * width + interview[counted])
    return pairs // width, pairs % width


def first_seen(code: Int64s, interview: Int64s) -> Int64s:
    """The first interview of each code that is found at all; pairs are sorted by code."""
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    return np.minimum.reduceat(interview, starts) if len(starts) else interview


def _written(frame: Frame) -> list[tuple[str, str]]:
    """Session and date of each transcript that has one, as it is written."""
    if DATE not in frame.attribute_names:
        return []
    values, attribute = frame.attribute_values[DATE], frame.attribute(DATE)
    pairs = np.unique(np.stack([frame.turn_transcript, attribute])[:, attribute >= 0], axis=1).T.tolist()
    return [(frame.sessions[transcript], values[value].strip()) for transcript, value in pairs]


def _day_first(frame: Frame) -> bool | None:
    """What stands first in the dates of the corpus: as one of them shows, else as in the study's languages."""
    shown = is_day_first(frame.attribute_values.get(DATE, ()))
    return frame.day_first if shown is None else shown


def _dates(written: Sequence[tuple[str, str]], day_first: bool | None) -> dict[str, str]:
    """Session -> its first date."""
    dates: dict[str, str] = {}
    for session, text in written:
        if date := _read(text, day_first):
            dates[session] = min(date, dates.get(session, date))
    return dates


def _read(text: str, day_first: bool | None) -> str | None:
    """A date year first, with its time where it is written so; None where it cannot be read."""
    return text if is_date(text) else iso(text, day_first)


def is_date(text: str) -> bool:
    """Whether a text is a date written year first; month and day may be missing, so that dates can be coarsened."""
    match = _ISO.fullmatch(text)
    try:
        return bool(match and date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False
