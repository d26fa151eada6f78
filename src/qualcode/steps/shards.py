"""Write shards of the index: which transcripts stand together, under which name, and with which columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from qualcode.index.shard import Shard
from qualcode.model import Turn
from qualcode.steps.study import Opened
from qualcode.steps.turn_columns import turn_columns
from qualcode.store import arrays
from qualcode.store.columns import Columns, columns, joined
from qualcode.store.fingerprint import fingerprint

SHARD_BYTES = 64 << 20
"""Transcripts are grouped in name order into shards of up to this many bytes of their files."""
SHARD = tuple(field.name for field in fields(Shard) if field.name != "tell")
"""Columns of a shard that are kept."""


def groups(opened: Opened, transcripts: Iterator[str]) -> Iterator[list[str]]:
    """Transcripts in order of id, together up to the size of a shard; a larger one stands alone."""
    group: list[str] = []
    size = 0
    for transcript in transcripts:
        more = opened.layout.transcript(opened.name, transcript).stat().st_size
        if group and size + more > SHARD_BYTES:
            yield group
            group, size = [], 0
        group.append(transcript)
        size += more
    yield group


def shard_folder(opened: Opened, how: str, hashes: Mapping[str, str]) -> Path:
    """Folder of the shard of some transcripts, given with the hash of the file of each: named for all it is made of."""
    made_of = [fingerprint(), how, *(f"{transcript} {found}" for transcript, found in hashes.items())]
    return opened.layout.index(opened.name) / key(made_of)[:16]


def key(parts: Sequence[str]) -> str:
    """Hash of some texts."""
    return sha256("\n".join(parts).encode()).hexdigest()


def write_shard(folder: Path, transcripts: Mapping[str, Columns], how: str) -> None:
    """Write the shard of some transcripts, its long columns as they are made."""
    sizes = [len(each.label) for each in transcripts.values()]
    with arrays.writing(folder) as writer:
        _fill(writer, list(transcripts), sizes, joined(list(transcripts.values())), how)


def _fill(writer: arrays.Writer, transcripts: Sequence[str], sizes: Sequence[int], turns: Columns, how: str) -> None:
    from qualcode.index.build import build_text  # brings Arrow; who opens an index that is there needs none

    shard = build_text(turns.text, turns.starts, turns.texts, how, writer.keep)
    saved = {name: getattr(shard, name) for name in SHARD if name not in writer.arrays}
    for name, values in {**saved, "transcripts": transcripts, **turn_columns(sizes, turns, shard)}.items():
        writer.add(name, values)


def stands_alone(opened: Opened, transcript: str) -> bool:
    """Whether a transcript is so large that its shard holds no other."""
    return opened.layout.transcript(opened.name, transcript).stat().st_size > SHARD_BYTES


def write_ahead(opened: Opened, transcript: str, sha256_of_file: str, turns: Sequence[Turn], how: str) -> None:
    """Write the shard of a transcript that stands alone while its turns are at hand.

    `index` finds it by its name, and reads no turn back. Whatever happens in between, a shard that nothing names is
    removed with the next manifest.
    """
    write_shard(shard_folder(opened, how, {transcript: sha256_of_file}), {transcript: columns(turns)}, how)
