"""What changed between two states of a study: people, words, codes, counts, and passages that came or went."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.agreement.code_changes import Renamed, codings_under_new_names, renames
from qualcode.agreement.coding_changes import CodingChange, coding_change_table, coding_changes
from qualcode.codings.mentions import TURN_FACTOR
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int64s
from qualcode.model.codebook import Codebook
from qualcode.model.table import Table
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions


@dataclass(frozen=True, eq=False)
class StudyState:
    """A coded study at one time."""

    name: str
    """How a reader calls it: a folder or a revision."""
    frame: Frame
    """Who said what where."""
    codings: Codings
    """One coder's codings in force."""
    codebook: Codebook
    """The codebook."""


@dataclass(frozen=True, eq=False)
class StateChanges:
    """What became of a study."""

    before: StudyState
    """The other state."""
    facts: tuple[tuple[int, int], ...]
    """Respondents, interviews and words of respondents, before and now."""
    renamed: tuple[Renamed, ...]
    """Codes that have another name now."""
    table: Table
    """Codes with their counts before and now, under the names of now."""
    moved: tuple[CodingChange, ...]
    """Passages that came, then those that went, of turns that are still in the study."""
    gone: int
    """Passages in turns that are not in the study any more: counted, never quoted."""


def state_changes(before: StudyState, after: StudyState, options: TableOptions) -> StateChanges:
    """Compare two states; turns are the same where transcript, number and text are, or transcript and text alone.

    Words of turns that are not in the study any more are not given: somebody may have asked to be taken out.
    """
    renamed = renames(before.codebook, after.codebook)
    old = codings_under_new_names(before.codings, before.codebook, renamed)
    place = _turns_now(before.frame, after.frame)[old.turn]
    kept, left = old.take(np.flatnonzero(place >= 0)), old.take(np.flatnonzero(place < 0))
    moved = coding_changes(after.frame, _moved(kept, place[place >= 0], after.frame), after.codings, _none(after.frame))
    gone = coding_changes(before.frame, left, Codings.none(old.source), _none(before.frame))
    counted = [
        TABLES["codes"](each.frame, codings, options) for each, codings in ((before, old), (after, after.codings))
    ]
    facts = zip(*(_facts(each.frame, table) for each, table in zip((before, after), counted, strict=True)), strict=True)
    return StateChanges(
        before=before,
        facts=tuple(facts),
        renamed=renamed,
        table=coding_change_table(counted[0], counted[1], [*moved, *gone]),
        moved=tuple(moved),
        gone=len(gone),
    )


def _facts(frame: Frame, table: Table) -> tuple[int, ...]:
    return table.meta["n"], len(set(frame.sessions)), table.meta["words"]


def _none(frame: Frame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.zeros(len(frame.turn_transcript), np.bool_)


def _turns_now(before: Frame, after: Frame) -> Int64s:
    """For each turn of the one frame the same turn of the other; -1 where it is gone or says something else."""
    numbered = {_numbered(after, turn): turn for turn in range(len(after.turn_transcript))}
    told = {key[::2]: turn for key, turn in numbered.items()}
    found = []
    for turn in range(len(before.turn_transcript)):
        transcript, number, text = _numbered(before, turn)
        found.append(numbered.get((transcript, number, text), told.get((transcript, text), -1)))
    return np.array(found, np.int64).reshape(-1)


def _numbered(frame: Frame, turn: int) -> tuple[str, int, str]:
    return frame.transcripts[frame.turn_transcript[turn]], int(frame.turn_number[turn]), frame.text(turn)


def _moved(codings: Codings, turn: Int64s, frame: Frame) -> Codings:
    """Codings in the turns and segments of another frame."""
    begins = frame.segment_turn.astype(np.int64) * TURN_FACTOR + frame.segment_start
    segment = np.searchsorted(begins, turn * TURN_FACTOR + codings.start, side="right") - 1
    return replace(codings, turn=turn.astype(np.int32), segment=segment.astype(np.int32))
