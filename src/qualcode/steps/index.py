"""Index a corpus: shards on disk, built where the transcripts changed and mapped where they did not."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from qualcode.index.arrays import Ints
from qualcode.index.build import build
from qualcode.index.shard import Shard, segment_languages
from qualcode.model import Finding, Header
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_headers, read_turns
from qualcode.steps.turn_columns import joined, turn_columns
from qualcode.store import arrays
from qualcode.store.atomic import write_bytes
from qualcode.store.errors import StoreError
from qualcode.store.fingerprint import fingerprint
from qualcode.store.hashing import sha256_file

SHARD_BYTES = 64 << 20
"""Transcripts are grouped in name order into shards of up to this many bytes of their files."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True)
class Piece:
    """One shard with what is known of its turns."""

    shard: Shard
    """Text, tokens, segments."""
    transcripts: Sequence[str]
    """Ids of the transcripts in it."""
    labels: Sequence[str]
    """Distinct speaker labels."""
    turn_transcript: Ints
    """Index into `transcripts` for each turn."""
    turn_number: Ints
    """Number of each turn in its transcript."""
    turn_counted: Ints
    """Turn of the piece with which each turn is counted."""
    turn_start: Ints
    """Seconds, nan where unknown."""
    turn_end: Ints
    """Seconds, nan where unknown."""
    turn_words: Ints
    """Tokens of each turn."""
    turn_speaker: Ints
    """Speaker of each turn, counted through the piece in order of first speech."""
    speaker_label: Ints
    """Index into `labels` for each speaker: a label in a transcript."""
    speaker_transcript: Ints
    """Index into `transcripts` for each speaker."""
    speaker_turns: Ints
    """Turns of each speaker, those that resume a turn not counted."""
    speaker_words: Ints
    """Tokens of each speaker."""
    segment_turn: Ints
    """Turn of each segment."""
    segment_number: Ints
    """Number of each segment in its turn, from 1."""
    segment_start: Ints
    """First code point of each segment in its turn."""
    segment_end: Ints
    """Code point after each segment."""
    attributes: Mapping[str, tuple[Sequence[str], Ints]]
    """Attribute of survey rows -> its values, and an index into them for each turn (-1: missing)."""
    folder: Path
    """Where it lies."""


@dataclass(frozen=True)
class Indexed:
    """The index of a corpus."""

    headers: Mapping[str, Header]
    """Transcripts in order of id."""
    pieces: Sequence[Piece]
    """Shards in order of id."""
    how: str
    """How turns are cut into segments."""
    key: str
    """Hash of all that the index was made from."""
    built: int
    """Number of shards that had to be built."""
    gone: tuple[str, ...] = ()
    """Transcripts that the index held before and that are no longer there."""


def index(opened: Opened, how: str = "", progress: Progress | None = None, new: Collection[str] = ()) -> Indexed:
    """Bring the index of the corpus up to date and open it.

    Args:
        opened: the study.
        how: `sentence`, `turn`, `paragraph` or `line`; empty: as `qualcode.yaml` says, else as it was, else `sentence`.
        progress: told of each shard.
        new: transcripts that were not there before; nobody misses an index of them.

    Raises:
        StepError: there are no transcripts, or one is damaged.
    """
    headers, findings = read_headers(opened)
    if findings:
        raise StepError(*findings)
    if not headers:
        raise refuse("no-transcripts", f"corpus `{opened.name}` has no transcripts", "run `qualcode ingest PATH` first")
    manifest = _Manifest.read(opened.layout.index(opened.name) / "manifest.json")
    how = how or (opened.study.segment if opened.study.configured else manifest.how) or "sentence"
    hashes = {transcript: manifest.hash(opened, transcript) for transcript in headers}
    groups = list(_groups(opened, headers))
    pieces, built, amiss = [], 0, ""
    for done, group in enumerate(groups):
        key = _key([fingerprint(), how, *(f"{transcript} {hashes[transcript]}" for transcript in group)])
        folder = opened.layout.index(opened.name) / key[:16]
        piece = _load(folder)
        if piece is None:
            amiss = amiss or manifest.amiss(folder)
            if progress:
                progress("index", done, len(groups))
            piece = _build(opened, group, how, folder)
            built += 1
        pieces.append(piece)
    manifest.write(opened, how, hashes, [piece.folder.name for piece in pieces])
    if amiss and opened.told and not headers.keys() <= set(new):
        opened.told(f"the index of corpus `{opened.name}` {amiss}: it is built again, each {how} a segment")
    key = _key([piece.folder.name for piece in pieces])
    return Indexed(headers, pieces, how, key, built, manifest.gone(headers))


def gone_findings(indexed: Indexed) -> list[Finding]:
    """A warning for each transcript that somebody removed since the index was made."""
    message = "this transcript was there before and is gone: its people are no longer counted"
    return [
        Finding("warning", "transcript-gone", message, transcript, hint="ingest its source again if that is a mistake")
        for transcript in indexed.gone
    ]


def _key(parts: Sequence[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def _groups(opened: Opened, headers: Mapping[str, Header]) -> Iterator[list[str]]:
    """Transcripts in order of id, together up to the size of a shard."""
    group: list[str] = []
    size = 0
    for transcript in headers:
        more = opened.layout.transcript(opened.name, transcript).stat().st_size
        if group and size + more > SHARD_BYTES:
            yield group
            group, size = [], 0
        group.append(transcript)
        size += more
    yield group


def _build(opened: Opened, group: Sequence[str], how: str, folder: Path) -> Piece:
    """Build a shard of whole transcripts and write it."""
    made = joined([read_turns(opened, transcript) for transcript in group])
    shard = build(made.columns.text, how)
    saved = {name: getattr(shard, name) for name in _SHARD}
    saved |= {"transcripts": list(group), **turn_columns(made, shard)}
    arrays.save(folder, saved)
    piece = _load(folder)
    if piece is None:
        raise refuse("index-unreadable", "the index was written and cannot be read back", "check the disk", str(folder))
    return piece


def _load(folder: Path) -> Piece | None:
    """A shard on disk; None when it is missing or not whole."""
    saved = cast(dict[str, Any] | None, arrays.load(folder))
    if saved is None:
        return None
    names = saved.pop("attribute_names")
    attributes = {
        name: (saved.pop(f"attribute_{number}_values"), saved.pop(f"attribute_{number}"))
        for number, name in enumerate(names)
    }
    shard = Shard(**{name: saved.pop(name) for name in _SHARD}, tell=partial(_languages, folder))
    return Piece(shard=shard, attributes=attributes, folder=folder, **saved)


_SHARD = tuple(field.name for field in fields(Shard) if field.name != "tell")
"""Columns of a shard that are kept."""


def _languages(folder: Path, shard: Shard) -> Ints:
    """The language of each segment of a shard, worked out when it is first asked for and then kept beside it."""
    kept = folder / "languages"
    saved = arrays.load(kept)
    if saved is not None:
        return cast(Ints, saved["languages"])
    found = segment_languages(shard)
    with suppress(StoreError):  # who may only read goes on without keeping it
        arrays.save(kept, {"languages": found})
    return found


class _Manifest:
    """What the index was last made from: hashes of transcripts, with size and time of the file to spare hashing."""

    def __init__(self, how: str, files: Mapping[str, Sequence[Any]], shards: Collection[str], made_by: str) -> None:
        self.how = how
        self._files = files
        self._shards = shards
        self._made_by = made_by

    @classmethod
    def read(cls, path: Path) -> "_Manifest":
        """The manifest on disk, or an empty one where there is none that can be read."""
        try:
            saved = json.loads(path.read_bytes())
            return cls(
                str(saved["segment"]),
                dict(saved["transcripts"]),
                list(saved["shards"]),
                saved.get("made_by", "an older one"),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return cls("", {}, (), "")  # the index is rebuildable: whatever is not as expected is built again

    def amiss(self, folder: Path) -> str:
        """Why a shard that cannot be opened is no longer as it was left; empty when its transcripts are other ones."""
        if folder.exists():
            return "was damaged or of another format"
        if not self._made_by or folder.name in self._shards:
            return "was missing, or not whole"
        return "" if self._made_by == fingerprint() else "was made by another version of qualcode"

    def gone(self, headers: Collection[str]) -> tuple[str, ...]:
        """Transcripts that the manifest names and that are no longer there."""
        return tuple(sorted(transcript for transcript in self._files if transcript not in headers))

    def hash(self, opened: Opened, transcript: str) -> str:
        """Hash of a transcript's file; not computed when size and time of the file are as they were."""
        path = opened.layout.transcript(opened.name, transcript)
        known = self._files.get(transcript)
        stat = path.stat()
        if known and list(known[:2]) == [stat.st_size, stat.st_mtime_ns]:
            return str(known[2])
        return sha256_file(path)

    def write(self, opened: Opened, how: str, hashes: Mapping[str, str], shards: Sequence[str]) -> None:
        """Replace the manifest, last, and remove shards that it no longer names."""
        folder = opened.layout.index(opened.name)
        files = {transcript: [*_stamp(opened, transcript), hashes[transcript]] for transcript in hashes}
        said = {"segment": how, "shards": list(shards), "transcripts": files, "made_by": fingerprint()}
        text = json.dumps(said, indent=0, sort_keys=True)
        write_bytes(folder / "manifest.json", text.encode())
        for old in folder.iterdir():
            if old.is_dir() and old.name not in shards:
                arrays.remove(old)


def _stamp(opened: Opened, transcript: str) -> tuple[int, int]:
    stat = opened.layout.transcript(opened.name, transcript).stat()
    return stat.st_size, stat.st_mtime_ns
