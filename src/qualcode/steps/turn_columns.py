"""The columns that an index keeps of turns, segments and speakers beside their text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.store.jsonl import Columns


@dataclass(frozen=True)
class Columned:
    """Turns of the transcripts of one shard, transcript after transcript."""

    sizes: Sequence[int]
    """Turns of each transcript."""
    columns: Columns
    """The turns; `continues` is counted through the shard, from 0."""


def joined(parts: Sequence[Columns]) -> Columned:
    """The turns of several transcripts, one after the other."""
    sizes = [len(part.text) for part in parts]
    if len(parts) == 1:
        return Columned(sizes, parts[0])
    both = {
        name: [value for part in parts for value in getattr(part, name)]
        for name in ("speaker", "text", "start_s", "end_s", "attributes")
    }
    bases = np.cumsum([0, *sizes]).tolist()
    continues = {
        turn + base: resumed + base
        for part, base in zip(parts, bases, strict=False)
        for turn, resumed in part.continues.items()
    }
    return Columned(sizes, Columns(continues=continues, **both))


def turn_columns(made: Columned, shard: Shard) -> dict[str, Any]:
    """Everything that a frame needs and that would take a pass through all turns or segments to work out."""
    sizes, columns = made.sizes, made.columns
    transcript = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    words = np.diff(shard.turn_tokens).astype(np.int32)
    counted = _counted(columns)
    return {
        "turn_transcript": transcript,
        "turn_number": _numbers_within(transcript),
        "turn_counted": counted,
        "turn_start": np.array(columns.start_s, np.float64),  # None becomes nan
        "turn_end": np.array(columns.end_s, np.float64),
        "turn_words": words,
        **_speakers(columns.speaker, transcript, counted, words),
        **_segments(shard),
        **_attributes(columns.attributes),
    }


def _counted(columns: Columns) -> Ints:
    """The turn with which each turn is counted."""
    counted = np.arange(len(columns.text))
    for turn, resumed in sorted(columns.continues.items()):  # numbered from 1, in order: a chain ends at its first turn
        counted[turn - 1] = counted[resumed - 1]
    return counted


def _numbers_within(group: Ints) -> Ints:
    """Number from 1 of each item in its group; groups stand one after the other."""
    return (np.arange(len(group)) - np.searchsorted(group, group) + 1).astype(np.int32)


def _speakers(speaker: Sequence[str], transcript: Ints, counted: Ints, words: Ints) -> dict[str, Any]:
    """Labels, the speakers that use them (a label in a transcript), and what each says."""
    labels = list(dict.fromkeys(speaker))
    place = dict(zip(labels, range(len(labels)), strict=True))
    label = np.fromiter(map(place.__getitem__, speaker), np.int64, len(speaker))
    _, first, inverse = np.unique(transcript * len(labels) + label, return_index=True, return_inverse=True)
    order = np.argsort(first)  # in order of first speech, and so by transcript
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    turn_speaker = rank[inverse]
    whole = counted == np.arange(len(counted))
    return {
        "labels": labels,
        "turn_speaker": turn_speaker,
        "speaker_label": label[first[order]].astype(np.int32),
        "speaker_transcript": transcript[first[order]],
        "speaker_turns": np.bincount(turn_speaker, weights=whole, minlength=len(order)).astype(np.int32),
        "speaker_words": np.bincount(turn_speaker, weights=words, minlength=len(order)).astype(np.int32),
    }


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


def _attributes(rows: Sequence[dict[str, str] | None]) -> dict[str, Any]:
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
