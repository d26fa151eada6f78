"""Lock: write down what the results of a study depend on, and say what drifted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualcode import __version__
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.registry import plugins
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.hashing import sha256_bytes, sha256_file
from qualcode.store.layout import StudyLayout
from qualcode.store.people import parse_codings
from qualcode.store.study import OpenStudy, gitignored, in_own_languages, last_codebook

LOCK_FORMAT = 2
"""Newest format of the file that this version reads and writes; 1 listed nothing that people coded."""
PEOPLE_LOCK_KINDS = ("coder", "coding", "sample")
"""Kinds of things that people's coding is made of: in the lock since format 2."""
_FIRST = "format  qualcode.lock  "
_AGAIN = "run `qualcode lock` again"


@dataclass(frozen=True, order=True)
class LockedThing:
    """One thing that results depend on."""

    kind: str
    """One word: `transcript`, `codebook`, `coding`, `version` ..."""
    path: str
    """Its path in the study, or its name."""
    sha256: str
    """Hash of its bytes, or its version; codings have their number before it."""


@dataclass(frozen=True)
class LockFile:
    """A lock file as it was read."""

    format: int
    things: tuple[LockedThing, ...]
    """What it lists."""


def format_lock(things: Iterable[LockedThing]) -> str:
    """Text of the lock file."""
    lines = [f"{each.kind}  {each.path}  {each.sha256}" for each in sorted(set(things))]
    return "\n".join([f"{_FIRST}{LOCK_FORMAT}", *lines]) + "\n"


def parse_lock(text: str, name: str = "qualcode.lock") -> LockFile | Finding:
    """The things that a lock file lists, or what is wrong with it; `name` is the file as findings call it."""
    first, *lines = text.removesuffix("\n").split("\n")
    version = first.removeprefix(_FIRST)
    if version == first or not version.isdecimal():
        return _error("bad-lock", "the first line does not state the format of a lock file", name, 1, _AGAIN)
    if int(version) > LOCK_FORMAT:
        message = f"this lock file has format {version}; this qualcode reads formats up to {LOCK_FORMAT}"
        return _error("newer-format", message, name, 1, "update qualcode")
    things = [_thing(line) for line in lines]
    if None in things:
        return _error("bad-lock", "this line is not `kind  path  sha256`", name, things.index(None) + 2, _AGAIN)
    return LockFile(int(version), tuple(filter(None, things)))


def locked_things(text: str) -> list[LockedThing]:
    """The things in those lines of a lock file that can be read, also of one that two people's merge left in pieces."""
    return [thing for line in text.splitlines() if not line.startswith(_FIRST) and (thing := _thing(line))]


def compare_locks(old: Iterable[LockedThing], new: Iterable[LockedThing]) -> list[str]:
    """What differs between what was locked and what is there now, one sentence each; nothing when they agree."""
    before = {(each.kind, each.path): each.sha256 for each in old}
    after = {(each.kind, each.path): each.sha256 for each in new}
    return [
        f"{kind} {path} {_how(before.get((kind, path)), after.get((kind, path)))}"
        for kind, path in sorted(before.keys() | after.keys())
        if before.get((kind, path)) != after.get((kind, path))
    ]


def _thing(line: str) -> LockedThing | None:
    """The item that a line locks; None for other lines."""
    kind, _, rest = line.partition("  ")
    path, _, sha256 = rest.rpartition("  ")  # a path may hold spaces, the ends may not
    return LockedThing(kind, path, sha256) if kind and path and sha256 else None


def _error(code: str, message: str, name: str, line: int, hint: str) -> Finding:
    return Finding("error", code, message, name, line, hint=hint)


def _how(was: str | None, is_now: str | None) -> str:
    if was is None:
        return "is new"
    if is_now is None:
        return "is gone"
    if len(was) == len(is_now) == 64:  # hashes say nothing to people
        return "has changed"
    (one, _, first), (other, _, second) = was.partition(" "), is_now.partition(" ")
    if first and second:
        were, there = ("coding was" if one == "1" else "codings were"), ("is" if other == "1" else "are")
        if one != other:
            return f"has changed: {one} {were} locked and {other} {there} there"
        return f"has changed: there {there} {other} {'coding' if other == '1' else 'codings'} as before"
    return f"was {was} and is {is_now}"


class LockReport(NamedTuple):
    """What was locked."""

    lines: int
    """Lines of the lock file."""
    written: bool
    """False when the same lines were there already, or nothing was to be written."""


_WORDS = ("transcript", "coding", "translation")
"""Kinds of files that hold participants' words."""


@in_own_languages
def lock(study: OpenStudy, *, forget: bool = False, dry_run: bool = False) -> LockReport:
    """Write `qualcode.lock`, or only count its lines in a dry run.

    Raises:
        StudyError: there is nothing on which a result could depend; or files that git ignores are in the lock and not
            here, as in a clone, and their lines are not to be forgotten.
    """
    found = list(_things(study))
    if all(each.kind == "version" for each in found):
        message = "there is no codebook and no transcript here"
        raise study_error("nothing-to-lock", message, "start with `qualcode ingest PATH`")
    if not forget:
        _keep(study)
    if dry_run:
        return LockReport(len(found), False)
    with study.writing():
        if not forget:
            _keep(study)  # somebody may have locked more while this one waited
        things = list(_things(study))
        return LockReport(len(things), write_bytes(study.layout.lock_file, format_lock(things).encode()))


def _keep(study: OpenStudy) -> None:
    """Refuse to erase the lines of files that a clone cannot have: nobody there could write them again."""
    root, path = study.layout.root, study.layout.lock_file
    named = locked_things(read_bytes(path).decode("utf-8", "replace")) if path.is_file() else []
    gone = [each.path for each in named if each.kind != "version" and not (root / each.path).is_file()]
    if lost := gitignored(root, gone) if gone else set():
        number, are = ("1 file", "is") if len(lost) == 1 else (f"{len(lost)} files", "are")
        message = f"{number} that the lock names {are} not here, and git ignores {'it' if are == 'is' else 'them'}"
        hint = "run `qualcode lock` where they are; `--forget` drops their lines"
        raise study_error("lock-forgets", message, hint, study.layout.relative(path))


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


@in_own_languages
def drift(study: OpenStudy, *, needed: bool = False) -> Drift:
    """What differs from `qualcode.lock`; nothing where there is no lock, unless it is `needed`.

    Raises:
        StudyError: the lock file cannot be read, or is needed and not there.
    """
    path = study.layout.lock_file
    if not path.is_file():
        if needed:
            raise study_error("no-lock", "there is no qualcode.lock", "write it with `qualcode lock`")
        return Drift()
    locked = parse_lock(read_bytes(path).decode("utf-8", "replace"), study.layout.relative(path))
    if isinstance(locked, Finding):
        raise StudyError(locked)
    there = [each for each in _things(study, locked.things) if locked.format > 1 or each.kind not in PEOPLE_LOCK_KINDS]
    absent = _absent(study, locked.things, there)
    compared = [each for each in locked.things if each.path not in absent]
    return Drift(tuple(compare_locks(compared, there)), tuple(absent))


def not_here(absent: Sequence[str]) -> str:
    """How much could not be compared, in a sentence."""
    number, are = ("1 file", "is") if len(absent) == 1 else (f"{len(absent)} files", "are")
    return f"{number} of transcripts and codings {are} not here, as git leaves them out, and could not be compared"


def _absent(study: OpenStudy, locked: Sequence[LockedThing], there: Sequence[LockedThing]) -> list[str]:
    """Locked files of participants' words that a clone of the study has not.

    That is all files of a kind, and git ignores them: where some are there, another one was deleted. Where the
    transcripts of a corpus are here this is no clone, and codings of it that are missing were deleted as well.
    """
    here = {(each.kind, _corpus(study.layout, each)) for each in there}
    gone = []
    for each in locked:
        corpus = _corpus(study.layout, each)
        if each.kind in _WORDS and here.isdisjoint({(each.kind, corpus), ("transcript", corpus)}):
            gone.append(each.path)
    left_out = gitignored(study.layout.root, gone) if gone else set()
    return [path for path in gone if path in left_out]


def _corpus(layout: StudyLayout, thing: LockedThing) -> str:
    """The corpus in whose folder a locked file lies; empty: in none."""
    path = layout.root / thing.path
    return path.relative_to(layout.corpora).parts[0] if path.is_relative_to(layout.corpora) else ""


def _things(study: OpenStudy, locked: Sequence[LockedThing] = ()) -> Iterator[LockedThing]:
    """Everything that results depend on; codebooks and topics that are locked already are looked at where they lie."""
    yield LockedThing("version", "qualcode", __version__)
    yield from (LockedThing("version", package, version) for package, version in plugins().items())
    layout = study.layout
    used = [file for file in (study.settings.codebook, last_codebook(study)[1], *_named(locked, "codebook")) if file]
    for path in sorted({*layout.codebooks.glob("*.yaml"), *(layout.root / file for file in used)}):
        if path.is_file():
            yield _file(study, "codebook", path)
    for named in sorted({file for file in (_topics_file(study), *_named(locked, "topics")) if file}):
        yield from (_file(study, "topics", path) for path in [layout.root / named] if path.is_file())
    for path in (layout.study_file, layout.corpus_file(study.name), layout.respondents_file(study.name)):
        if path.is_file():
            yield _file(study, "settings", path)
    for transcript in layout.transcript_ids(study.name):
        yield _file(study, "transcript", layout.transcript(study.name, transcript))
    yield from _people(study)


def _topics_file(study: OpenStudy) -> str:
    """The file that named the topics that were found last; empty: none did."""
    if not study.layout.topics(study.name).exists():
        return ""
    from qualcode.topics.kept import matched_file  # a large room, and most studies have no topics

    return matched_file(study)


def _named(locked: Sequence[LockedThing], kind: str) -> list[str]:
    return [each.path for each in locked if each.kind == kind]


def _people(study: OpenStudy) -> Iterator[LockedThing]:
    """What people coded and translated: their codings with the number of these, and the samples they looked at."""
    layout, name = study.layout, study.name
    for coder in layout.coder_names(name):
        if layout.coder_file(name, coder).is_file():
            yield _file(study, "coder", layout.coder_file(name, coder))
        for transcript in layout.coded_ids(name, coder):
            path = layout.coding_file(name, coder, transcript)
            data = read_bytes(path)
            number = len(parse_codings(path.name, data, coder, transcript)[0])
            yield LockedThing("coding", layout.relative(path), f"{number} {sha256_bytes(data)}")
    folder = layout.translations(name)
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        yield _file(study, "translation", path)
    for sample in layout.sample_names(name):
        paths = (layout.sample(name, sample), layout.looked_at(name, sample))
        yield from (_file(study, "sample", path) for path in paths if path.is_file())


def _file(study: OpenStudy, kind: str, path: Path) -> LockedThing:
    return LockedThing(kind, study.layout.relative(path), sha256_file(path))
