"""Write shards of the index: which transcripts stand together, under which name, and with which columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.model.finding import Finding, StudyError
from qualcode.model.transcript import Header, Transcript, Turn
from qualcode.store import arrays
from qualcode.store.atomic import read_bytes
from qualcode.store.columns import TurnColumns, columns, join_turns, whole_numbers
from qualcode.store.hashing import fingerprint
from qualcode.store.jsonl import parse_transcript, read_columns, read_header
from qualcode.store.study import OpenStudy


def turn_columns(sizes: Sequence[int], columns: TurnColumns, shard: Shard) -> dict[str, Any]:
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


def _counted(columns: TurnColumns) -> Ints:
    """The turn with which each turn is counted."""
    counted = np.arange(len(columns.label))
    for turn, resumed in sorted(columns.continues.items()):  # numbered from 1, in order: a chain ends at its first turn
        counted[turn - 1] = counted[resumed - 1]
    return counted


def _numbers_within(group: Ints) -> Ints:
    """Number from 1 of each item in its group; groups stand one after the other."""
    return (np.arange(len(group)) - np.searchsorted(group, group) + 1).astype(np.int32)


def _speakers(columns: TurnColumns, transcript: Ints, counted: Ints, words: Ints) -> dict[str, Any]:
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


ReadT = TypeVar("ReadT", Transcript, TurnColumns)
SHARD_FILE_BYTES = 64 << 20
"""Transcripts are grouped in natural order of names into shards of up to this many bytes of their files."""
SHARD = tuple(field.name for field in fields(Shard) if field.name != "tell")
"""Columns of a shard that are kept."""


def groups(study: OpenStudy, transcripts: Iterator[str]) -> Iterator[list[str]]:
    """Transcripts in order of id, together up to the size of a shard; a larger one stands alone."""
    group: list[str] = []
    size = 0
    for transcript in transcripts:
        more = study.layout.transcript(study.name, transcript).stat().st_size
        if group and size + more > SHARD_FILE_BYTES:
            yield group
            group, size = [], 0
        group.append(transcript)
        size += more
    yield group


def shard_folder(study: OpenStudy, how: str, hashes: Mapping[str, str]) -> Path:
    """Folder of the shard of some transcripts, given with the hash of the file of each: named for all it is made of."""
    made_of = [
        fingerprint(),
        study.languages.key,
        how,
        *(f"{transcript} {found}" for transcript, found in hashes.items()),
    ]
    return study.layout.index(study.name) / shard_key(made_of)[:16]


def shard_key(parts: Sequence[str]) -> str:
    """Hash of some texts."""
    return sha256("\n".join(parts).encode()).hexdigest()


def write_shard(folder: Path, transcripts: Mapping[str, TurnColumns], how: str) -> None:
    """Write the shard of some transcripts, its long columns as they are made."""
    with arrays.writing(folder) as writer:
        _fill(writer, transcripts, join_turns(list(transcripts.values())), how)


def _fill(writer: arrays.Writer, transcripts: Mapping[str, TurnColumns], turns: TurnColumns, how: str) -> None:
    from qualcode.index.build import build_text  # brings Arrow; who opens an index that is there needs none

    shard = build_text(turns.text, turns.starts, turns.texts, how, writer.keep)
    saved = {name: getattr(shard, name) for name in SHARD if not writer.has(name)}
    own = turn_columns([len(each.label) for each in transcripts.values()], turns, shard)
    for name, values in {**saved, "transcripts": list(transcripts), **own}.items():
        writer.add(name, values)


def stands_alone(study: OpenStudy, transcript: str) -> bool:
    """Whether a transcript is so large that its shard holds no other."""
    return study.layout.transcript(study.name, transcript).stat().st_size > SHARD_FILE_BYTES


def write_ahead(study: OpenStudy, transcript: str, sha256_of_file: str, turns: Sequence[Turn], how: str) -> None:
    """Write the shard of a transcript that stands alone while its turns are at hand.

    `index` finds it by its name, and reads no turn back. Whatever happens in between, a shard that nothing names is
    removed with the next manifest.
    """
    write_shard(shard_folder(study, how, {transcript: sha256_of_file}), {transcript: columns(turns)}, how)


def read_transcript(study: OpenStudy, transcript: str) -> Transcript:
    """One transcript of the corpus.

    Raises:
        StudyError: its file is damaged or was written by a newer qualcode.
    """
    path = study.layout.transcript(study.name, transcript)
    return _whole(parse_transcript(read_bytes(path), study.layout.relative(path)))


def read_turns(study: OpenStudy, transcript: str) -> TurnColumns:
    """The turns of one transcript of the corpus as columns.

    Raises:
        StudyError: its file is damaged or was written by a newer qualcode.
    """
    path = study.layout.transcript(study.name, transcript)
    return _whole(read_columns(path, study.layout.relative(path)))


def _whole(transcript: ReadT | Finding) -> ReadT:
    if isinstance(transcript, Finding):
        raise StudyError(transcript)
    return transcript


def read_headers(study: OpenStudy) -> tuple[dict[str, Header], list[Finding]]:
    """Headers of all transcripts by id, in order of id, and what is wrong with the others."""
    headers, findings = {}, []
    for transcript in study.layout.transcript_ids(study.name):
        path = study.layout.transcript(study.name, transcript)
        header = read_header(path, study.layout.relative(path))
        if isinstance(header, Finding):
            findings.append(header)
        else:
            headers[transcript] = header
    return headers, findings
