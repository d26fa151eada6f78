"""What tables share: choosing columns, ordering rows by group, filling values."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.model import Column
from qualcode.tables.codetree import labels
from qualcode.tables.frame import Codings, Floats, Frame, Ints, Longs
from qualcode.tables.options import Options
from qualcode.text.languages import LANGUAGES

WORDS = frozenset({"quote", "matched", "text"})
"""Columns that hold participants' words."""
NAMES = frozenset({"transcript", "session", "respondent", "speaker"})
"""Columns that can name a person or a file."""
PLACES = frozenset({"turn", "segment", "segment_end", "start", "end", "start_s", "end_s"})
"""Columns that say where something stands: two lists that both say it can be joined, and their order is that of the
study."""
SPEECH = frozenset({"turns", "words", "words_pct", "mentions", "rules", "prompted"})
"""Columns whose values are rarely the same for two people or two passages."""


def chosen(columns: Sequence[Column], options: Options) -> tuple[Column, ...]:
    """The columns that the options leave, in their order."""
    dropped = set() if options.by else {"by", "group"}
    if not options.speakers:
        dropped.add("speaker")
    if options.no_quotes or options.redact:
        dropped |= WORDS
    if options.redact:
        dropped |= NAMES | PLACES | SPEECH
    return tuple(column for column in columns if column.name not in dropped)


def in_columns(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> dict[str, list[Any]]:
    """The rows of a table as its columns; what a row says beside them is left out."""
    return {column.name: [row[column.name] for row in rows] for column in columns}


def in_groups(rows: Longs, turn: "Ints | Longs", groups: Sequence[str | None] | None) -> Longs:
    """Rows ordered by the group of their turn, those without a group last; otherwise in the order given."""
    if groups is None:
        return rows
    values = sorted({group for group in groups if group is not None})
    place: dict[str | None, int] = {value: index for index, value in enumerate(values)}
    turn_place = np.array([place.get(group, len(values)) for group in groups], dtype=np.int64)
    return rows[np.argsort(turn_place[turn[rows]], kind="stable")]


def group_columns(options: Options, turn: "Ints | Longs", groups: Sequence[str | None] | None) -> dict[str, list[Any]]:
    """The attribute of the groups, and the group of each row's turn; nothing where there are no groups."""
    return {} if groups is None else {"by": [options.by] * len(turn), "group": pick(groups, turn)}


def pick(values: Sequence[Any], index: "npt.NDArray[np.integer[Any]]") -> list[Any]:
    """`values[i]` for each index; None for an index below 0."""
    choices = [*values, None]  # the extra entry answers for -1
    return [choices[at] for at in index.tolist()]


def where(frame: Frame, turn: "Ints | Longs", segment: "Ints | Longs") -> dict[str, list[Any]]:
    """Who said what, in which turn and segment, and in which language: columns that lists of passages share."""
    transcript = frame.turn_transcript[turn]
    return {
        "transcript": pick(frame.transcripts, transcript),
        "session": pick(frame.sessions, transcript),
        "respondent": pick(frame.respondents, frame.turn_respondent[turn]),
        "speaker": pick(frame.speakers, frame.turn_speaker[turn]),
        "turn": frame.turn_number[turn].tolist(),
        "segment": frame.segment_number[segment].tolist(),
        "language": pick(LANGUAGES, frame.segment_language[segment]),
        "start_s": seconds(frame.turn_start[turn]),
    }


def which(codings: Codings, options: Options, code: "Ints | Longs") -> dict[str, list[Any]]:
    """The code of each row, with its kind and label."""
    return {
        "code": pick([each.code for each in codings.codes], code),
        "kind": pick([each.kind or None for each in codings.codes], code),
        "label": pick(labels(codings, options), code),
    }


def seconds(values: Floats) -> list[float | None]:
    """Seconds as plain numbers; None where the source does not say."""
    return [None if value != value else value for value in values.tolist()]
