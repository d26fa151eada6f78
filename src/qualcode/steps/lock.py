"""Lock: write down what the results of a study depend on, and say what drifted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode import __version__
from qualcode.model import Finding
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.ignored import ignored
from qualcode.steps.kept_topics import matched_file
from qualcode.steps.last import last_codebook
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.hashing import sha256_bytes, sha256_file
from qualcode.store.layout import Layout
from qualcode.store.lock import PEOPLE, Locked, compare, format_lock, listed, parse_lock
from qualcode.store.people import parse_codings

_WORDS = ("transcript", "coding")
"""Kinds of files that hold participants' words."""


def lock(opened: Opened, *, forget: bool = False, dry_run: bool = False) -> tuple[int, bool]:
    """Write `qualcode.lock`: number of lines, and whether the file changed (never, in a dry run).

    Raises:
        StepError: there is nothing on which a result could depend; or files that git ignores are in the lock and not
            here, as in a clone, and their lines are not to be forgotten.
    """
    found = list(_things(opened))
    if all(each.kind == "version" for each in found):
        raise refuse(
            "nothing-to-lock", "there is no codebook and no transcript here", "start with `qualcode ingest PATH`"
        )
    if not forget:
        _keep(opened)
    if dry_run:
        return len(found), False
    with opened.writing():
        if not forget:
            _keep(opened)  # somebody may have locked more while this one waited
        things = list(_things(opened))
        return len(things), write_bytes(opened.layout.lock_file, format_lock(things).encode())


def _keep(opened: Opened) -> None:
    """Refuse to erase the lines of files that a clone cannot have: nobody there could write them again.

    Raises:
        StepError: git ignores files that the lock names, and they are not here.
    """
    root, path = opened.layout.root, opened.layout.lock_file
    named = listed(read_bytes(path).decode("utf-8", "replace")) if path.is_file() else []
    gone = [each.path for each in named if each.kind != "version" and not (root / each.path).is_file()]
    if lost := ignored(root, gone) if gone else set():
        number, are = ("1 file", "is") if len(lost) == 1 else (f"{len(lost)} files", "are")
        message = f"{number} that the lock names {are} not here, and git ignores {'it' if are == 'is' else 'them'}"
        hint = "run `qualcode lock` where they are; `--forget` drops their lines"
        raise refuse("lock-forgets", message, hint, opened.layout.relative(path))


@dataclass(frozen=True)
class Drift:
    """How a study differs from its lock."""

    changed: tuple[str, ...] = ()
    """What differs, a sentence each."""
    absent: tuple[str, ...] = ()
    """Files of transcripts and codings that are not here, as git leaves them out: they could not be compared."""

    def __bool__(self) -> bool:
        """Whether anything differs or could not be compared."""
        return bool(self.changed or self.absent)


def drift(opened: Opened, *, needed: bool = False) -> Drift:
    """What differs from `qualcode.lock`; nothing where there is no lock, unless it is `needed`.

    Raises:
        StepError: the lock file cannot be read, or is needed and not there.
    """
    path = opened.layout.lock_file
    if not path.is_file():
        if needed:
            raise refuse("no-lock", "there is no qualcode.lock", "write it with `qualcode lock`")
        return Drift()
    locked = parse_lock(read_bytes(path).decode("utf-8", "replace"), opened.layout.relative(path))
    if isinstance(locked, Finding):
        raise StepError(locked)
    there = [each for each in _things(opened, locked.things) if locked.format > 1 or each.kind not in PEOPLE]
    absent = _absent(opened, locked.things, there)
    compared = [each for each in locked.things if each.path not in absent]
    return Drift(tuple(compare(compared, there)), tuple(absent))


def not_here(absent: Sequence[str]) -> str:
    """How much could not be compared, in a sentence."""
    number, are = ("1 file", "is") if len(absent) == 1 else (f"{len(absent)} files", "are")
    return f"{number} of transcripts and codings {are} not here, as git leaves them out, and could not be compared"


def _absent(opened: Opened, locked: Sequence[Locked], there: Sequence[Locked]) -> list[str]:
    """Locked files of participants' words that a clone of the study has not.

    That is all files of a kind, and git ignores them: where some are there, another one was deleted. Where the
    transcripts of a corpus are here this is no clone, and codings of it that are missing were deleted as well.
    """
    here = {(each.kind, _corpus(opened.layout, each)) for each in there}
    gone = []
    for each in locked:
        corpus = _corpus(opened.layout, each)
        if each.kind in _WORDS and here.isdisjoint({(each.kind, corpus), ("transcript", corpus)}):
            gone.append(each.path)
    left_out = ignored(opened.layout.root, gone) if gone else set()
    return [path for path in gone if path in left_out]


def _corpus(layout: Layout, thing: Locked) -> str:
    """The corpus in whose folder a locked file lies; empty: in none."""
    path = layout.root / thing.path
    return path.relative_to(layout.corpora).parts[0] if path.is_relative_to(layout.corpora) else ""


def _things(opened: Opened, locked: Sequence[Locked] = ()) -> Iterator[Locked]:
    """Everything that results depend on; codebooks and topics that are locked already are looked at where they lie."""
    yield Locked("version", "qualcode", __version__)
    layout = opened.layout
    used = [file for file in (opened.study.codebook, last_codebook(opened)[1], *_named(locked, "codebook")) if file]
    for path in sorted({*layout.codebooks.glob("*.yaml"), *(layout.root / file for file in used)}):
        if path.is_file():
            yield _file(opened, "codebook", path)
    for named in sorted({file for file in (matched_file(opened), *_named(locked, "topics")) if file}):
        yield from (_file(opened, "topics", path) for path in [layout.root / named] if path.is_file())
    for path in (layout.study_file, layout.corpus_file(opened.name), layout.respondents_file(opened.name)):
        if path.is_file():
            yield _file(opened, "settings", path)
    for transcript in layout.transcript_ids(opened.name):
        yield _file(opened, "transcript", layout.transcript(opened.name, transcript))
    yield from _people(opened)


def _named(locked: Sequence[Locked], kind: str) -> list[str]:
    return [each.path for each in locked if each.kind == kind]


def _people(opened: Opened) -> Iterator[Locked]:
    """What people coded: who they are, their codings with the number of these, and the samples they looked at."""
    layout, name = opened.layout, opened.name
    for coder in layout.coder_names(name):
        if layout.coder_file(name, coder).is_file():
            yield _file(opened, "coder", layout.coder_file(name, coder))
        for transcript in layout.coded_ids(name, coder):
            path = layout.coding_file(name, coder, transcript)
            data = read_bytes(path)
            number = len(parse_codings(path.name, data, coder, transcript)[0])
            yield Locked("coding", layout.relative(path), f"{number} {sha256_bytes(data)}")
    for sample in layout.sample_names(name):
        yield from (
            _file(opened, "sample", path)
            for path in (layout.sample(name, sample), layout.looked_at(name, sample))
            if path.is_file()
        )


def _file(opened: Opened, kind: str, path: Path) -> Locked:
    return Locked(kind, opened.layout.relative(path), sha256_file(path))
