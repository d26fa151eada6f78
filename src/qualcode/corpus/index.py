"""Index a corpus: shards on disk, built where the transcripts changed and mapped where they did not."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np

from qualcode.corpus.shards import (
    SHARD,
    ShardSource,
    keep_turns,
    read_headers,
    read_turns,
    shard_key,
    shard_sources,
    write_shard,
)
from qualcode.executors import SERIAL, Executor, worthwhile
from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard, languages_of_segments
from qualcode.languages import Languages, using
from qualcode.model.finding import Finding, StudyError, refuse_too_many_open, study_error
from qualcode.model.progress import steps
from qualcode.model.texts import TextList, joined_names
from qualcode.model.transcript import Header
from qualcode.store import arrays
from qualcode.store.atomic import write_bytes
from qualcode.store.hashing import fingerprint, sha256_file
from qualcode.store.study import OpenStudy, in_own_languages

_MANIFEST = "manifest.json"
"""File that says what the index was made from."""


@dataclass(frozen=True)
class CorpusShard:
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
    pieces: Sequence[CorpusShard]
    """Shards in order of id."""
    how: str
    """How turns are cut into segments."""
    key: str
    """Hash of all that the index was made from."""
    built: int
    """Number of shards that had to be built."""
    gone: tuple[str, ...] = ()
    """Transcripts that the index held before and that are no longer there."""


def index(
    study: OpenStudy,
    how: str = "",
    written: Mapping[str, str] | None = None,
    new: Collection[str] = (),
    executor: Executor = SERIAL,
) -> Indexed:
    """Bring the index of the corpus up to date and open it.

    Args:
        study: the study.
        how: `sentence`, `turn`, `paragraph` or `line`; empty: as `qualcode.yaml` says, else as it was, else `sentence`.
        written: hashes of transcript files that were just written, to spare hashing.
        new: transcripts that were not there before; nobody misses an index of them.
        executor: builds the shards that are missing.

    Raises:
        StudyError: there are no transcripts, or one is damaged.
    """
    headers, findings = read_headers(study)
    if findings:
        raise StudyError(*findings)
    if not headers:
        raise study_error(
            "no-transcripts", f"corpus `{study.name}` has no transcripts", "run `qualcode ingest PATH` first"
        )
    manifest = _Manifest.read(study)
    how = _how(study, how, manifest)
    known = written or {}
    stamps = _stamps(study, headers)
    hashes = {name: known.get(name) or manifest.hash(study, name, stamp) for name, stamp in stamps.items()}
    sources = shard_sources(study, headers, hashes, _sizes(stamps), how)
    pieces = {source.folder: _load(source.folder, study.languages) for source in sources}
    missing = [source for source in sources if pieces[source.folder] is None]
    coded = bool(missing) and _coded(study)
    told = (manifest.amiss(source.folder, study.languages.key, coded=coded) for source in missing)
    amiss = next(filter(None, told), "")
    for source in _built(study, how, missing, executor):
        pieces[source.folder] = open_shard(source.folder, study.languages)
    names = [source.folder.name for source in sources]
    manifest.write(study, how, stamps, hashes, names)
    if amiss and study.told and not headers.keys() <= set(new):
        study.told(f"the index of corpus `{study.name}` {amiss}: it is built, each {how} a segment")
    there = [piece for piece in pieces.values() if piece]
    return Indexed(headers, there, how, shard_key(names), len(missing), manifest.gone(headers))


def _built(study: OpenStudy, how: str, missing: Sequence[ShardSource], executor: Executor) -> Iterator[ShardSource]:
    """Build the shards that are missing, each given when it is there."""
    files = {study.layout.transcript(study.name, each) for source in missing for each in source.transcripts}
    executor = worthwhile(executor, len(missing), worth=sum(file.stat().st_size for file in files) >= WORTH_BYTES)
    waiting = dict.fromkeys((it.turns, it.transcripts[0]) for it in missing if it.turns and it.parts > 1)
    once = [(folder, transcript) for folder, transcript in waiting if not folder.is_dir()]
    own = study.for_workers
    with closing(executor.map(partial(_keep_turns, own), once)) as kept:
        list(kept)
    with closing(executor.map(partial(_build, own, how), missing)) as built:
        for source in steps("index", missing):
            next(built)
            yield source


WORTH_BYTES = 32 << 20
"""Bytes of text from which on others are asked to help: half a second of work, where one more process costs 0.05 s."""


@in_own_languages
def _keep_turns(study: OpenStudy, waiting: tuple[Path, str]) -> None:
    """Read a large transcript once for all its shards, after somebody removed them."""
    keep_turns(waiting[0], read_turns(study, waiting[1]))


@in_own_languages
def _build(study: OpenStudy, how: str, source: ShardSource) -> None:
    write_shard(study, how, source)


def open_shard(folder: Path, languages: Languages) -> CorpusShard:
    """A shard that must be there.

    Raises:
        StudyError: it is not, or is not whole.
    """
    piece = _load(folder, languages)
    if piece is None:
        message = "the index was written and cannot be read back"
        raise study_error("index-unreadable", message, "check the disk", str(folder))
    return piece


def _coded(study: OpenStudy) -> bool:
    """Whether rules coded this corpus here before."""
    return study.layout.codings(study.name, "").parent.is_dir()


def _how(study: OpenStudy, how: str, manifest: "_Manifest") -> str:
    return how or (study.settings.segment if study.settings.configured else manifest.how) or "sentence"


def is_current(study: OpenStudy) -> bool:
    """Whether the index is up to date, so that a reader need not wait for a writer."""
    headers, findings = read_headers(study)
    if findings or not headers:
        return False
    manifest = _Manifest.read(study)
    how = _how(study, "", manifest)
    stamps = _stamps(study, headers)
    hashes = {name: manifest.hash(study, name, stamp) for name, stamp in stamps.items()}
    return all(source.folder.is_dir() for source in shard_sources(study, headers, hashes, _sizes(stamps), how))


def gone_findings(indexed: Indexed) -> list[Finding]:
    """A warning for each transcript that somebody removed since the index was made."""
    message = "this transcript was there before and is gone: its people are no longer counted"
    return [
        Finding("warning", "transcript-gone", message, transcript, hint="ingest its source again if that is a mistake")
        for transcript in indexed.gone
    ]


def whole_surveys(indexed: Indexed) -> list[CorpusShard]:
    """The shards as far as speakers go: the parts of a survey as one, since a respondent may have rows in several."""
    together: dict[str, list[CorpusShard]] = {}
    for piece in indexed.pieces:
        together.setdefault(piece.transcripts[0], []).append(piece)
    lines = {name for name, header in indexed.headers.items() if header.options.get("each") == "line"}
    return [_one_survey(own, lines=name in lines) if len(own) > 1 else own[0] for name, own in together.items()]


def _one_survey(parts: Sequence[CorpusShard], *, lines: bool) -> CorpusShard:
    """The parts of a survey with its speakers numbered through all of them: who has the same label is the same."""
    labels, numbers = _numbered_lines(parts) if lines else _numbered_labels(parts)
    turns, words = np.zeros((2, len(labels)), np.int32)
    for own, part in zip(numbers, parts, strict=True):  # in one part, each has a number of its own
        turns[own] += part.speaker_turns
        words[own] += part.speaker_words
    return replace(
        parts[0],
        labels=labels,
        turn_speaker=np.concatenate([own[part.turn_speaker] for own, part in zip(numbers, parts, strict=True)]),
        speaker_label=np.arange(len(labels), dtype=np.int32),
        speaker_transcript=np.zeros(len(labels), np.int32),
        speaker_turns=turns,
        speaker_words=words,
    )


def _numbered_lines(parts: Sequence[CorpusShard]) -> tuple[Sequence[str], list[Ints]]:
    """The labels of all parts, and the number of each part's speakers: nobody says two lines, so none is read."""
    number = np.arange(sum(len(part.labels) for part in parts), dtype=np.int32)
    bounds = np.cumsum([len(part.labels) for part in parts])
    pairs = zip(np.split(number, bounds[:-1]), parts, strict=True)
    return joined_names([part.labels for part in parts]), [own[part.speaker_label] for own, part in pairs]


def _numbered_labels(parts: Sequence[CorpusShard]) -> tuple[Sequence[str], list[Ints]]:
    """The distinct labels of all parts in order of first speech, and the number of each part's speakers."""
    place: dict[str, int] = {}
    numbers = list[Ints]()
    for part in parts:
        names = list(part.labels)
        own = (place.setdefault(names[label], len(place)) for label in part.speaker_label.tolist())
        numbers.append(np.fromiter(own, np.int32, len(part.speaker_label)))
    return TextList.of(list(place)), numbers


def release_shard(piece: CorpusShard) -> None:
    """Give back the memory of a shard's columns until they are looked at again: ten shards do not fit into it.

    What was worked out from them goes, too.
    """
    own = vars(piece.shard)
    for name in own.keys() - {field.name for field in fields(Shard)}:
        del own[name]
    columns = chain(own.values(), vars(piece).values())
    arrays.release_columns(column for column in columns if isinstance(column, np.ndarray | TextList))


def _load(folder: Path, languages: Languages) -> CorpusShard | None:
    """A shard on disk; None when it is missing or incomplete."""
    saved = cast(dict[str, Any] | None, arrays.load_arrays(folder))
    if saved is None:
        return None
    names = saved.pop("attribute_names")
    attributes = {
        name: (saved.pop(f"attribute_{number}_values"), saved.pop(f"attribute_{number}"))
        for number, name in enumerate(names)
    }
    shard = Shard(**{name: saved.pop(name) for name in SHARD}, tell=partial(_languages, folder, languages))
    return CorpusShard(shard=shard, attributes=attributes, folder=folder, **saved)


def _languages(folder: Path, languages: Languages, shard: Shard) -> Ints:
    """The language of each segment of a shard, worked out when it is first asked for and then kept beside it."""
    with using(languages):
        made = arrays.load_or_make(folder / "languages", lambda: {"languages": languages_of_segments(shard)})
    return cast(Ints, made["languages"])


_Stamp = tuple[int, int]
"""Size and time of a file."""


def _stamps(study: OpenStudy, transcripts: Iterable[str]) -> dict[str, _Stamp]:
    """Stamp of the file of each transcript, taken before anybody looks into it: whoever writes later changes it."""
    found = {name: study.layout.transcript(study.name, name).stat() for name in transcripts}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


def _sizes(stamps: Mapping[str, _Stamp]) -> dict[str, int]:
    return {name: size for name, (size, _) in stamps.items()}


@dataclass(frozen=True)
class _Manifest:
    """What the index was last made from: hashes of transcripts, with size and time of the file to spare hashing."""

    how: str
    files: Mapping[str, Sequence[Any]]
    shards: Collection[str]
    made_by: str
    word_lists: str

    @classmethod
    def read(cls, study: OpenStudy) -> "_Manifest":
        """The manifest on disk, or an empty one where there is none that can be read."""
        try:
            saved = json.loads((study.layout.index(study.name) / _MANIFEST).read_bytes())
            return cls(
                str(saved["segment"]),
                dict(saved["transcripts"]),
                list(saved["shards"]),
                saved.get("made_by", "an older one"),
                saved.get("word_lists", ""),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            refuse_too_many_open(study.layout.index(study.name), error)
            return cls("", {}, (), "", "")  # the index is rebuildable: whatever is not as expected is built again

    def amiss(self, folder: Path, word_lists: str, *, coded: bool) -> str:
        """Why a shard that cannot be opened is no longer as it was left; empty when its transcripts are other ones.

        Without an index and without codings (`coded`), the study is a fresh copy, and nothing is amiss.
        """
        if folder.exists():
            return "was damaged or of another format"
        if not self.made_by:
            return "is not there any more" if coded else ""
        if folder.name in self.shards:
            return "was not whole"
        if self.made_by != fingerprint():
            return "was made by another version of qualcode"
        return "" if self.word_lists == word_lists else "was made with other word lists"

    def gone(self, headers: Collection[str]) -> tuple[str, ...]:
        """Transcripts that the manifest names and that are no longer there."""
        return tuple(sorted(transcript for transcript in self.files if transcript not in headers))

    def hash(self, study: OpenStudy, transcript: str, stamp: _Stamp) -> str:
        """Hash of a transcript's file; not computed when size and time of the file are as they were."""
        known = self.files.get(transcript)
        if known and tuple(known[:2]) == stamp:
            return str(known[2])
        return sha256_file(study.layout.transcript(study.name, transcript))

    def write(
        self,
        study: OpenStudy,
        how: str,
        stamps: Mapping[str, _Stamp],
        hashes: Mapping[str, str],
        shards: Sequence[str],
    ) -> None:
        """Replace the manifest, last, and remove shards that it no longer names."""
        folder = study.layout.index(study.name)
        files = {transcript: [*stamps[transcript], hashes[transcript]] for transcript in hashes}
        said = {
            "segment": how,
            "shards": list(shards),
            "transcripts": files,
            "made_by": fingerprint(),
            "word_lists": study.languages.key,
        }
        text = json.dumps(said, indent=0, sort_keys=True)
        write_bytes(folder / _MANIFEST, text.encode())
        for old in folder.iterdir():
            if old.is_dir() and old.name not in shards:
                arrays.remove_arrays(old)
