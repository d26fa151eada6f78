"""Write shards of the index: which transcripts stand together, under which name, and with which columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.model.finding import Finding, StudyError
from qualcode.model.texts import TextList
from qualcode.model.transcript import Header, Transcript
from qualcode.store import arrays
from qualcode.store.atomic import lines_together, read_bytes, size
from qualcode.store.columns import GatheredColumns, TurnColumns, as_arrays, from_arrays, join_turns, whole_numbers
from qualcode.store.hashing import Hashed, fingerprint
from qualcode.store.jsonl import encoded, parse_transcript, read_columns, read_header, turns_together
from qualcode.store.layout import id_to_file
from qualcode.store.study import OpenStudy


def turn_columns(sizes: Sequence[int], columns: TurnColumns, shard: Shard, before: int = 0) -> dict[str, Any]:
    """Everything that a frame needs and that would take a pass through all turns or segments to work out.

    `columns` are those of transcripts of these `sizes`, one after the other; of a part of a transcript, so many turns
    stand `before` it.
    """
    transcript = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    words = np.diff(shard.turn_tokens).astype(np.int32)
    counted = _counted(columns)
    return {
        "turn_transcript": transcript,
        "turn_number": _numbers_within(transcript) + np.int32(before),
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
    if (values[1:] > values[:-1]).all():  # each comes once, as those who answer in lines
        return np.arange(len(values), dtype=np.int32), values
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
SURVEY_PART_BYTES = 128 << 20
"""A larger survey is divided into shards of about this size at the borders of rows."""
SHARD = tuple(field.name for field in fields(Shard) if field.name != "tell")
"""Columns of a shard that are kept."""


@dataclass(frozen=True)
class ShardSource:
    """What a shard is made of: some whole transcripts, or a part of the rows of a large survey."""

    folder: Path
    """Where the shard lies: named for all it is made of."""
    transcripts: tuple[str, ...]
    """Ids, in order."""
    part: int = 0
    """Number of the part, from 0."""
    parts: int = 1
    """Number of parts."""
    turns: Path | None = None
    """Where the turns of a large transcript wait as columns until its shards are built."""


def shard_sources(
    study: OpenStudy, headers: Mapping[str, Header], hashes: Mapping[str, str], sizes: Mapping[str, int], how: str
) -> list[ShardSource]:
    """The shards of a corpus in order, whoever builds them: nothing but the transcripts decides where one ends.

    Args:
        study: the study.
        headers: transcripts in order of id.
        hashes: hash of the file of each.
        sizes: bytes of the file of each.
        how: how turns are cut into segments.
    """
    sources = []
    for group, together in _groups(headers, sizes):
        (first, *others), named = group, [f"{transcript} {hashes[transcript]}" for transcript in group]
        parts = -(-together // SURVEY_PART_BYTES) if headers[first].each and not others else 1
        alone = turns_folder(study, hashes[first]) if stands_alone(together) else None
        for part in range(parts):
            made_of = [fingerprint(), study.languages.key, how, *named, *([f"{part}/{parts}"] if parts > 1 else [])]
            folder = study.layout.index(study.name) / shard_key(made_of)[:16]
            sources.append(ShardSource(folder, tuple(group), part, parts, alone))
    return sources


def _groups(transcripts: Iterable[str], sizes: Mapping[str, int]) -> Iterator[tuple[list[str], int]]:
    """Transcripts in order of id, together up to the size of a shard; a larger one stands alone. With their sizes."""
    group: list[str] = []
    together = 0
    for transcript in transcripts:
        more = sizes[transcript]
        if group and together + more > SHARD_FILE_BYTES:
            yield group, together
            group, together = [], 0
        group.append(transcript)
        together += more
    yield group, together


def stands_alone(size: int) -> bool:
    """Whether a transcript with a file of this size is so large that its shards hold no other."""
    return size > SHARD_FILE_BYTES


def turns_folder(study: OpenStudy, sha256_of_file: str) -> Path:
    """Where the turns of a large transcript wait as columns; it is no shard, and goes with the next manifest."""
    return study.layout.index(study.name) / f"turns-{sha256_of_file[:16]}"


def shard_key(parts: Sequence[str]) -> str:
    """Hash of some texts."""
    return sha256("\n".join(parts).encode()).hexdigest()


def keep_turns(folder: Path, turns: TurnColumns) -> None:
    """Keep the turns of a large transcript while they are at hand, so that nobody reads them back to index them."""
    arrays.save_arrays(folder, as_arrays(turns))


def write_shard(study: OpenStudy, how: str, source: ShardSource) -> None:
    """Write a shard, its long columns as they are made."""
    if source.turns is None:
        turns, before = [read_turns(study, each) for each in source.transcripts], 0
    else:
        own, before = _turns_of_part(study, source, source.turns)
        turns = [own]
    with arrays.writing(source.folder) as writer:
        _fill(writer, dict(zip(source.transcripts, turns, strict=True)), join_turns(turns), how, before)


def _turns_of_part(study: OpenStudy, source: ShardSource, folder: Path) -> tuple[TurnColumns, int]:
    """The turns of a part of a large transcript, and how many stand before it."""
    kept = arrays.load_arrays(folder) or as_arrays(read_turns(study, source.transcripts[0]))
    low, high = (len(kept["label"]) * part // source.parts for part in (source.part, source.part + 1))
    return from_arrays(kept, low, high), low


def _fill(
    writer: arrays.Writer, transcripts: Mapping[str, TurnColumns], turns: TurnColumns, how: str, before: int
) -> None:
    from qualcode.index.build import build_text  # brings Arrow; who opens an index that is there needs none

    shard = build_text(turns.text, turns.starts, turns.texts, how, writer.keep)
    saved = {name: getattr(shard, name) for name in SHARD if not writer.has(name)}
    own = turn_columns([len(each.label) for each in transcripts.values()], turns, shard, before)
    for name, values in {**saved, "transcripts": list(transcripts), **own}.items():
        writer.add(name, values)


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


def is_large(study: OpenStudy, transcript: str) -> bool:
    """Whether a transcript's file is so large that nobody should hold all of it who looks at it in order."""
    path = study.layout.transcript(study.name, transcript)
    return path.is_file() and stands_alone(size(path))


def texts_together(study: OpenStudy, transcript: str, source: Path | None = None) -> Iterator[TextList]:
    """The texts of a transcript's turns, some at a time, up to what is wrong with it.

    Where its file is known to hold just the lines of a `source`, they are read there: no JSON needs be understood.
    """
    if source:
        from qualcode.readers.txt import lines_of_pieces  # most commands read no source

        yield from (lines.texts for lines in lines_of_pieces(lines_together(source)) if lines)
        return
    path = study.layout.transcript(study.name, transcript)
    for turns in turns_together(path, study.layout.relative(path)):
        if isinstance(turns, Finding):
            return
        gathered = GatheredColumns()
        gathered.add(turns)
        yield gathered.columns().texts


def holds_lines(study: OpenStudy, header: Header, source: Path) -> bool:
    """Whether a transcript's file holds just the lines of its source, byte for byte, seen some at a time.

    False, too, where it is read otherwise, is another one than the header says, or only the whole of it tells how it
    is read.
    """
    from qualcode.readers import reader_for
    from qualcode.readers.txt import lines_of_pieces

    reader = reader_for(header.source)
    asked = header.options.get("each"), header.options.get("encoding", "")
    made_by = header.reader, header.reader_version
    if reader is None or reader.name != "txt" or made_by != ("txt", reader.version) or asked != ("line", ""):
        return False
    pieces, before = Hashed(lines_together(source)), 0
    with study.layout.transcript(study.name, header.transcript).open("rb") as file:
        file.readline()  # the header, which an older version may have written in another order
        for lines in lines_of_pieces(pieces):
            if lines is None or any(file.read(len(chunk)) != chunk for chunk in encoded(lines, before)):
                return False
            before += len(lines)
        return not file.read(1) and pieces.sha256 == header.sha256


def _whole(transcript: ReadT | Finding) -> ReadT:
    if isinstance(transcript, Finding):
        raise StudyError(transcript)
    return transcript


def read_headers(study: OpenStudy) -> tuple[dict[str, Header], list[Finding]]:
    """Headers of all transcripts by id, in order of id, and what is wrong with the others."""
    headers, findings = {}, []
    folder = study.layout.transcripts(study.name)
    shown = study.layout.relative(folder)
    for transcript in study.layout.transcript_ids(study.name):
        file = f"{id_to_file(transcript)}.jsonl"
        header = read_header(folder / file, f"{shown}/{file}")
        if isinstance(header, Finding):
            findings.append(header)
        else:
            headers[transcript] = header
    return headers, findings
