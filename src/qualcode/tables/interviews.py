"""Interviews: the sessions in which participants speak, in order of their dates, and the codes found in each."""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from qualcode.tables.blocks import participants
from qualcode.tables.frame import Codings, Frame, Longs
from qualcode.tables.mentions import AFFIRMED
from qualcode.tables.options import Options
from qualcode.tables.wanted import wanted

DATE = "date"
"""Attribute that says when an interview was held."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")


@dataclass(frozen=True, eq=False)
class Interviews:
    """Sessions in order of date, those without one last, then by name."""

    sessions: tuple[str, ...]
    """Names of the sessions."""
    dates: tuple[str | None, ...]
    """Date of each, as it is written; None: there is none, or not one written year first."""
    turn_interview: Longs
    """Place of each turn's session in the order, from 0; -1: no participant says a word there."""


def interviews(frame: Frame) -> Interviews:
    """The interviews of a corpus in order; a session of several days has its first date."""
    speaks = participants(frame) & (frame.turn_words > 0)
    heard = {frame.sessions[transcript] for transcript in np.unique(frame.turn_transcript[speaks]).tolist()}
    dates = _dates(frame)
    order = sorted(heard, key=lambda session: (session not in dates, dates.get(session, ""), session))
    place = {session: at for at, session in enumerate(order)}
    of_transcript = np.array([place.get(session, -1) for session in frame.sessions], np.int64)
    return Interviews(
        tuple(order), tuple(dates.get(session) for session in order), of_transcript[frame.turn_transcript]
    )


def order_note(made: Interviews, options: Options) -> str:
    """A sentence that says what the order of the interviews is."""
    missing = made.dates.count(None)
    if missing == len(made.dates):
        return options.said(
            f"No interview has a `{DATE}` (YYYY-MM-DD) among its attributes: they stand in order of their names.",
            f"Tidak ada wawancara yang memiliki `{DATE}` (YYYY-MM-DD) di antara atributnya: urutannya menurut nama.",
        )
    if missing:
        return options.said(
            f"Interviews stand in order of date; {missing} without a `{DATE}` (YYYY-MM-DD) stand last, by name.",
            f"Wawancara diurutkan menurut tanggal; {missing} tanpa `{DATE}` (YYYY-MM-DD) ada di akhir, menurut nama.",
        )
    return options.said("Interviews stand in order of date.", "Wawancara diurutkan menurut tanggal.")


def found(frame: Frame, codings: Codings, made: Interviews, options: Options) -> tuple[Longs, Longs]:
    """Different (code, interview) pairs, sorted: a participant's affirmed coding of that code, parents not added."""
    interview = made.turn_interview[codings.turn]
    counted = (codings.assertion == AFFIRMED) & participants(frame)[codings.turn] & (interview >= 0)
    counted &= np.isin(codings.code, wanted(codings, options))
    width = max(len(made.sessions), 1)
    pairs = np.unique(codings.code[counted].astype(np.int64) * width + interview[counted])
    return pairs // width, pairs % width


def first_seen(code: Longs, interview: Longs) -> Longs:
    """The first interview of each code that is found at all; pairs are sorted by code."""
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    return np.minimum.reduceat(interview, starts) if len(starts) else interview


def _dates(frame: Frame) -> dict[str, str]:
    """Session -> its first date."""
    if DATE not in frame.attribute_names:
        return {}
    values, attribute = frame.attribute_values[DATE], frame.attribute(DATE)
    pairs = np.unique(np.stack([frame.turn_transcript, attribute])[:, attribute >= 0], axis=1).T.tolist()
    dates: dict[str, str] = {}
    for transcript, value in pairs:
        session, text = frame.sessions[transcript], values[value].strip()
        if is_date(text):
            dates[session] = min(text, dates.get(session, text))
    return dates


def is_date(text: str) -> bool:
    """Whether a text is a date written year first; month and day may be missing, so that dates can be coarsened."""
    match = _ISO.fullmatch(text)
    try:
        return bool(match and date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False
