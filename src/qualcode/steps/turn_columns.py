"""The columns that an index keeps of turns, segments and speakers beside their text."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.store.arrow import whole_numbers
from qualcode.store.columns import Columns


def turn_columns(sizes: Sequence[int], columns: Columns, shard: Shard) -> dict[str, Any]:
    """Everything that a frame needs and that would take a pass through all turns or segments to work out.

    `columns` are those of transcripts of these `sizes`, one after the other.
    """
    transcript = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    words = np.diff(shard.turn_tokens).astype(np.int32)
    counted = _counted(columns)
    return {
        "turn_transcript": transcript,
        "turn_number": _numbers_within(transcript),
        "turn_counted": counted,
        "turn_start": columns.start_s,
        "turn_end": columns.end_s,
        "turn_words": words,
        **_speakers(columns, transcript, counted, words),
        **_segments(shard),
        **_attributes(columns.attributes),
    }


def _counted(columns: Columns) -> Ints:
    """The turn with which each turn is counted."""
    counted = np.arange(len(columns.label))
    for turn, resumed in sorted(columns.continues.items()):  # numbered from 1, in order: a chain ends at its first turn
        counted[turn - 1] = counted[resumed - 1]
    return counted


def _numbers_within(group: Ints) -> Ints:
    """Number from 1 of each item in its group; groups stand one after the other."""
    return (np.arange(len(group)) - np.searchsorted(group, group) + 1).astype(np.int32)


def _speakers(columns: Columns, transcript: Ints, counted: Ints, words: Ints) -> dict[str, Any]:
    """Labels, the speakers that use them (a label in a transcript), and what each says."""
    n_labels = len(columns.labels)
    turn_speaker, speaker = _numbered(transcript.astype(np.int64) * n_labels + columns.label)
    whole = counted == np.arange(len(counted))
    return {
        "labels": columns.labels,
        "turn_speaker": turn_speaker,
        "speaker_label": (speaker % max(n_labels, 1)).astype(np.int32),
        "speaker_transcript": (speaker // max(n_labels, 1)).astype(np.int32),
        "speaker_turns": np.bincount(turn_speaker, weights=whole, minlength=len(speaker)).astype(np.int32),
        "speaker_words": np.bincount(turn_speaker, weights=words, minlength=len(speaker)).astype(np.int32),
    }


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """Number different values in the order in which they come first; and the value of each number."""
    encoded = whole_numbers(values).dictionary_encode()
    numbers = np.frombuffer(encoded.indices.buffers()[1], np.int32)[: len(values)]
    return numbers, np.frombuffer(encoded.dictionary.buffers()[1], np.int64)[: len(encoded.dictionary)]


def _segments(shard: Shard) -> dict[str, Any]:
    """Turn, number and code points of each segment; the LF after a turn is not part of one."""
    turn = shard.segment_turns
    origin = shard.turn_starts[turn]
    end = np.minimum(shard.segment_starts[1:], shard.turn_starts[turn + 1] - 1)
    return {
        "segment_turn": turn.astype(np.int32),
        "segment_number": _numbers_within(turn),
        "segment_start": shard.codepoints(shard.segment_starts[:-1], origin).astype(np.int32),
        "segment_end": shard.codepoints(end, origin).astype(np.int32),
    }


def _attributes(rows: Sequence[Mapping[str, str] | None]) -> dict[str, Any]:
    """Attributes of survey rows: their names, and for each its values and an index for each turn."""
    names = sorted(set().union(*filter(None, rows)))
    columns: dict[str, Any] = {"attribute_names": names}
    for number, name in enumerate(names):
        cells = [(row or {}).get(name, "") for row in rows]
        values = sorted({cell for cell in cells if cell})
        place = {"": -1} | {value: at for at, value in enumerate(values)}
        columns[f"attribute_{number}_values"] = values
        columns[f"attribute_{number}"] = np.array([place[cell] for cell in cells], np.int32)
    return columns
