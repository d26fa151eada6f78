"""Answers that still hold: what a command said, kept for as long as nothing that it depends on changes.

`.qualcode/answers/` has a file an answer, named for the hash of everything that it was made from: the name, size, times
and number of each file of the study, qualcode and the packages around it, and what was asked. An answer to anything
else has another name, so none can be out of date. It can be deleted at any time.
"""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qualcode.model.finding import StoreError
from qualcode.store.atomic import write_bytes
from qualcode.store.hashing import fingerprint, sha256_bytes
from qualcode.store.layout import StudyLayout
from qualcode.store.modes import made_private

_OWN = frozenset({"answers", "guard", "runs", "tracebacks"})
"""What lies in `.qualcode/` and changes no answer."""
_MOST_FILES = 100_000
"""In a folder of more files, looking at each would take longer than many a command."""
_MOST_BYTES = 1 << 20
"""A longer answer is not kept."""
_MOST_ANSWERS = 64
_SETTLED_NS = 2_000_000_000
"""A file written later than so long ago may change once more and keep its time, as coarse clocks of disks have it."""
_OF_GIT = (".gitignore", ".git", ".git/HEAD", ".git/config", ".git/index", ".git/info/exclude")
_OF_GIT_AT_HOME = (".gitconfig", ".config/git/config", ".config/git/ignore")
_ENVIRONMENT = ("HOME", "LANG", "LANGUAGE", "NO_COLOR", "TERM", "TZ", "XDG_CONFIG_HOME")
_ENVIRONMENT_BEGINS = ("COLOR", "FORCE_", "GITHUB_", "GIT_", "LC_", "PYTHON", "QUALCODE", "TTY_")


@dataclass(frozen=True)
class World:
    """Everything that an answer may depend on, at one moment."""

    hash: str
    """Hash of the names, sizes, times and modes of all files."""
    newest: int
    """When a file was changed last, in nanoseconds."""

    @property
    def is_settled(self) -> bool:
        """Whether every later change of a file gives it another time."""
        return self.newest < time.time_ns() - _SETTLED_NS


def look_around(layout: StudyLayout, but: Path | None = None) -> World | None:
    """The world of a study; None where it cannot be told in a moment: no study, linked folders, very many files.

    Of the file `but`, which a command writes anew each time, it only counts that it is there.
    """
    found, newest = sha256(), 0
    try:
        if not layout.hidden.is_dir():
            return None
        for name, about in _everything(layout, but):
            times = (0, 0) if stat.S_ISDIR(about.st_mode) else (about.st_mtime_ns, about.st_ctime_ns)
            said = (about.st_mode, times, about.st_size * (times[0] > 0), about.st_ino * (times[0] > 0))
            found.update(f"{name} {said}\n".encode("utf-8", "surrogateescape"))
            newest = max(newest, *times)
    except (OSError, _CannotTell):
        return None
    return World(found.hexdigest(), newest)


class _CannotTell(Exception):
    """There is more to a folder than a moment's look tells."""


def _everything(layout: StudyLayout, but: Path | None) -> Iterator[tuple[str, os.stat_result]]:
    """Each file and folder that an answer may depend on."""
    yield from _below(str(layout.root), str(layout.hidden), str(but))
    around = [folder / each for folder in (layout.root, *layout.root.parents) for each in _OF_GIT]
    installed = [Path(each) for each in sys.path if each.endswith("-packages")]
    for path in (*around, *(Path.home() / each for each in _OF_GIT_AT_HOME)):
        with suppress(OSError):
            yield str(path), path.stat()
    for path in installed:  # its time is that of the last installation
        with suppress(OSError):
            yield f"{path} {path.stat().st_mtime_ns}", path.stat()


def _below(root: str, hidden: str, but: str) -> Iterator[tuple[str, os.stat_result]]:
    """All files and folders of a study, in one order."""
    folders, seen = [root], 0
    while folders:
        folder = folders.pop()
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda each: each.name)
        seen += len(entries)
        if seen > _MOST_FILES:
            raise _CannotTell
        for each in entries:
            if each.name == ".git" or (folder == hidden and each.name in _OWN):
                continue
            same = each.path == but
            yield each.path, Path(root).stat() if same else each.stat(follow_symlinks=not _is_broken(each))
            if each.is_dir():
                if each.is_symlink():
                    raise _CannotTell  # it may lead anywhere, also back
                folders.append(each.path)


def _is_broken(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110  # one of thousands


def answer_name(world: World, asked: str) -> str:
    """Name of the answer to what is asked in a world."""
    environment = [
        f"{name}={value}"
        for name, value in sorted(os.environ.items())
        if name in _ENVIRONMENT or name.startswith(_ENVIRONMENT_BEGINS)
    ]
    parts = [world.hash, fingerprint(), sys.version, os.getcwd(), *environment, asked]  # noqa: PTH109
    return sha256_bytes("\n".join(parts).encode("utf-8", "surrogateescape"))[:32]


def kept_answer(layout: StudyLayout, name: str) -> bytes | None:
    """The answer of a name; None where there is none, or it is damaged."""
    try:
        data = (layout.answers / name).read_bytes()
    except OSError:
        return None
    return data[64:] if sha256_bytes(data[64:]).encode() == data[:64] else None


def keep_answer(layout: StudyLayout, name: str, answer: bytes) -> None:
    """Keep an answer, and of all only the latest; where nothing can be written it is simply not kept."""
    if len(answer) > _MOST_BYTES:
        return
    with suppress(StoreError, OSError), made_private(layout.root):
        write_bytes(layout.answers / name, sha256_bytes(answer).encode() + answer)
        latest = sorted(layout.answers.iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)
        for old in latest[_MOST_ANSWERS:]:
            old.unlink()
