"""Take somebody out of a study: what each file becomes, and the journal by which a killed removal goes on.

Each step looks at the disk as it is and does what is left to do, so that all of them can be done again.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from qualcode.corpus.shards import read_transcript
from qualcode.model.finding import StoreError, store_errors
from qualcode.model.transcript import is_withdrawn
from qualcode.privacy.leaving import Leaving, emptied
from qualcode.privacy.without import (
    Left,
    corpus_without,
    lines_without,
    lock_without,
    looks_without,
    respondents_without,
    sample_without,
)
from qualcode.store.append import parse_lines
from qualcode.store.atomic import (
    LEFTOVER,
    make_folders,
    read_bytes,
    remove_file,
    sync_folder,
    write_bytes,
)
from qualcode.store.jsonl import write
from qualcode.store.layout import file_to_id
from qualcode.store.people import coder_without
from qualcode.store.study import OpenStudy


@dataclass(frozen=True)
class Change:
    """What happens to one file."""

    kind: str
    """What it holds: `codings`, `memos`, `tables` ..."""
    path: Path
    """The file."""
    data: bytes | None
    """What it holds afterwards; None: it goes."""
    lines: int = 0
    """Lines that are taken out of it."""


def changes_without(study: OpenStudy, leaving: Leaving) -> Iterator[Change]:
    """What is still to be done, in the order in which it is done.

    Transcripts come after all that was made of them, so that a removal that has lost its journal can begin again.
    """
    layout = study.layout
    for kind, made in (("derived", _derived(study)), ("projects", _below(study, leaving.foreign))):
        yield from (Change(kind, path, None) for path in made)
    edited = [*_by_coders(study, leaving), *_beside(study, leaving), *_by_hand(study, leaving)]
    transcripts = list(_transcripts(study, leaving))
    if layout.lock_file.is_file():  # before the files, while they still tell which of them are concerned
        touched = {layout.relative(each.path) for each in (*edited, *transcripts)}
        yield from _edit("lock", layout.lock_file, lambda data: lock_without(data, touched))
    yield from edited
    for source in leaving.sources:
        path = layout.root / source
        yield from [Change("sources", path, None)] if path.is_file() else []
    yield from transcripts
    yield from _stone(study, leaving)


def take_out(study: OpenStudy, leaving: Leaving) -> None:
    """Do what is to be done; call it while holding the guard."""
    keep_journal(study, leaving)
    for change in changes_without(study, leaving):
        if change.data is None:
            remove_file(change.path)
            _remove_empty(study, change.path.parent)
        else:
            write_bytes(change.path, change.data)


def _edit(kind: str, path: Path, how: Callable[[bytes], Left | bytes]) -> Iterator[Change]:
    data = read_bytes(path)
    yield from _changed(kind, path, data, how(data))


def _changed(kind: str, path: Path, data: bytes, new: Left | bytes) -> Iterator[Change]:
    """The change from some bytes to others; none where they are equal."""
    if isinstance(new, Left):
        yield from [Change(kind, path, new.data, new.taken)] if new.data != data else []
    elif new != data:
        yield Change(kind, path, new, data.count(b"\n") - new.count(b"\n"))


def _derived(study: OpenStudy) -> Iterator[Path]:
    """Everything that can be made again: index, caches, models, topics, old states, tables, reports."""
    layout = study.layout
    kept = {layout.guard, layout.withdrawal, layout.withdrawal_blobs, layout.hidden / ".gitignore"}
    for folder in (layout.hidden, layout.out):
        yield from (path for path in _files(folder) if path not in kept)


def _below(study: OpenStudy, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        yield from _files(study.layout.root / folder)


def _files(folder: Path) -> list[Path]:
    return [Path(here, name) for here, _, names in os.walk(folder) for name in sorted(names)]


def _by_coders(study: OpenStudy, leaving: Leaving) -> Iterator[Change]:
    """Codings and decisions of everybody, and who has read what."""
    layout, name = study.layout, study.name
    for coder in layout.coder_names(name):
        for transcript in leaving.turns:
            path = layout.coding_file(name, coder, transcript)
            if not path.is_file():
                continue
            if transcript in leaving.whole:
                yield Change("codings", path, None, _lines_in(path))
            else:
                yield from _edit("codings", path, partial(lines_without, leaving=leaving, transcript=transcript))
        path = layout.coder_file(name, coder)
        if path.is_file():
            yield from _edit("coders", path, partial(coder_without, path, coder=coder, transcripts=leaving.whole))


def _lines_in(path: Path) -> int:
    return sum("format" not in value for _, value in parse_lines("", read_bytes(path))[0])


def _beside(study: OpenStudy, leaving: Leaving) -> Iterator[Change]:
    """Everything else in the corpus that is made of lines: memos, samples, what was taken back, translations."""
    layout, name = study.layout, study.name
    folder = layout.corpus(name)
    own = {layout.transcripts(name), layout.sources(name), layout.foreign(name)}
    samples = {layout.sample(name, each): layout.looked_at(name, each) for each in layout.sample_names(name)}
    units = dict[Path, frozenset[str]]()
    for sample, looked in samples.items():
        data = read_bytes(sample)
        left, units[looked] = sample_without(data, leaving)
        if looked.is_file():  # before the sample: whoever is killed between the two finds the names of its units again
            yield from _edit("samples", looked, partial(looks_without, units=units[looked], leaving=leaving))
        yield from _changed("samples", sample, data, left)
    for path in _files(folder):
        coded = path.is_relative_to(layout.coding(name)) and path.parent != layout.coding(name)
        if path.suffix != ".jsonl" or path in samples or path in units or path == layout.withdrawn(name):
            continue
        if coded:
            about = path.relative_to(layout.coding(name)).parts[1:]
            transcript = file_to_id("/".join(about).removesuffix(".jsonl"))
            if transcript not in leaving.turns:
                yield from _edit("codings", path, partial(lines_without, leaving=leaving, transcript=transcript))
        elif not any(path.is_relative_to(each) for each in own):
            yield from _edit(path.relative_to(folder).parts[0], path, partial(lines_without, leaving=leaving))


def _by_hand(study: OpenStudy, leaving: Leaving) -> Iterator[Change]:
    layout, name = study.layout, study.name
    if layout.corpus_file(name).is_file():
        yield from _edit("corpus.yaml", layout.corpus_file(name), lambda data: corpus_without(data, leaving))
    if layout.respondents_file(name).is_file():
        path = layout.respondents_file(name)
        yield from _edit("respondents.csv", path, lambda data: respondents_without(data, leaving.respondent))


def _transcripts(study: OpenStudy, leaving: Leaving) -> Iterator[Change]:
    for transcript, turns in leaving.turns.items():
        path = study.layout.transcript(study.name, transcript)
        if not path.is_file():
            continue
        if transcript in leaving.whole:
            yield Change("transcripts", path, None, len(turns))
            continue
        old = read_transcript(study, transcript)
        new = list(emptied(leaving, transcript, old.turns))
        gone = sum(is_withdrawn(turn.speaker) for turn in new)
        header = replace(old.header, source="", sha256="", withdrawn=gone)
        data = write(header, new)
        if data != read_bytes(path):
            yield Change("transcripts", path, data, len(turns))


def _stone(study: OpenStudy, leaving: Leaving) -> Iterator[Change]:
    """The line that stays: a day and counts, and nothing that says who it was."""
    path = study.layout.withdrawn(study.name)
    before = read_bytes(path) if path.is_file() else b'{"format":1}\n'
    if any(line.get("number") == leaving.stone for _, line in parse_lines("", before)[0]):
        return
    counts = {"transcripts": len(leaving.turns), "turns": sum(map(len, leaving.turns.values())), "words": leaving.words}
    line = {"withdrawn": leaving.date, "number": leaving.stone, **counts}
    yield Change("stone", path, before + msgspec.json.encode(line) + b"\n")


def _remove_empty(study: OpenStudy, folder: Path) -> None:
    """Remove folders in which nothing is left: their names may be those of people."""
    layout, name = study.layout, study.name
    kept = {layout.root, layout.hidden, layout.corpora, layout.corpus(name), layout.sources(name), layout.coding(name)}
    kept |= {layout.coder(name, coder) for coder in layout.coder_names(name)} | {layout.transcripts(name)}
    while folder not in kept and folder.is_relative_to(layout.root) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def keep_journal(study: OpenStudy, leaving: Leaving) -> None:
    """Write the journal where only this user can read it."""
    path = study.layout.withdrawal
    if path.is_file():
        return
    make_folders(path.parent)
    with store_errors(path, "written"):
        _write_privately(path, msgspec.json.encode(asdict(leaving)))
    sync_folder(path.parent)


def _write_privately(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; nobody else can open it at any moment."""
    new = path.with_name(f".{path.stem}{LEFTOVER}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def unfinished(study: OpenStudy) -> Leaving | None:
    """The removal that is not finished in this study; None where there is none.

    Raises:
        StoreError: its journal cannot be read.
    """
    path = study.layout.withdrawal
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(read_bytes(path), type=Leaving)
    except msgspec.MsgspecError as error:
        raise StoreError(path, "is not what qualcode wrote; delete it and withdraw again") from error


def keep_blobs(study: OpenStudy, blobs: Sequence[str]) -> None:
    """Write what git shall forget, for the command that makes it forget."""
    path = study.layout.withdrawal_blobs
    with store_errors(path, "written"):
        _write_privately(path, "".join(f"{each}\n" for each in blobs).encode())


def forget(study: OpenStudy) -> None:
    """Remove the journal: the removal is finished."""
    study.layout.withdrawal_blobs.unlink(missing_ok=True)
    remove_file(study.layout.withdrawal)
