"""Finding the source files under what a user names."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qualcode.model.finding import Finding, FindingLevel
from qualcode.text.visible import natural


@dataclass(frozen=True)
class FoundSource:
    """One file as received, and the id of the transcript that it becomes."""

    path: Path
    """Where it lies, as the user named it."""
    id: str
    """Path without extension, relative to the path that the user named, with `/`."""


def discover(
    paths: Sequence[Path], extensions: Collection[str], leave_out: Collection[Path] = ()
) -> tuple[list[FoundSource], list[Finding]]:
    """Sources under files and folders, sorted by id, and what is wrong with the rest.

    `extensions` are those that can be read, with a dot and in lower case; folders and files in `leave_out` are passed
    over. Hidden files, and the files that Word keeps beside an open document (`~$...`), are passed over too.
    """
    walk = _Walk(leave_out)
    found: dict[Path, FoundSource] = {}
    unread: list[Path] = []
    for given in paths:
        for path in walk.files(given):
            if path.suffix.lower() not in extensions:
                unread.append(path)
            elif source := walk.source(path, given):
                _add(found, source)
    sources, collisions = _split_collisions(found.values())
    return sources, [*walk.findings, *_unread(unread, paths), *collisions]


class _Walk:
    """Goes through what a user named and notes what cannot be reached."""

    def __init__(self, leave_out: Collection[Path]) -> None:
        self.findings: list[Finding] = []
        self._leave_out = {path.resolve() for path in leave_out}

    def files(self, given: Path) -> Iterator[Path]:
        """The files under one path, sorted."""
        if given.is_dir():
            yield from self._folder(given, given.resolve())
        elif not given.exists():
            self._note("error", "no-such-file", "there is no such file or folder", given)
        elif not given.is_file():
            self._note("error", "unreadable", "this is neither a file nor a folder", given)
        elif self._may_read(given):
            yield given

    def source(self, path: Path, given: Path) -> FoundSource | None:
        """The source that a file is; None when its name cannot be written down."""
        relative = Path(path.name) if path == given else path.relative_to(given)
        # Systems spell é in one character or in two; an id is the same on all of them.
        id_ = unicodedata.normalize("NFC", PurePosixPath(relative.as_posix()).with_suffix("").as_posix())
        try:
            id_.encode()
        except UnicodeEncodeError:
            self._note("error", "bad-file-name", "the name of this file is not UTF-8", path, "rename the file")
            return None
        return FoundSource(path, id_)

    def _folder(self, folder: Path, top: Path) -> Iterator[Path]:
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            self._note("error", "unreadable", f"this folder cannot be read ({error.strerror})", folder)
            return
        for entry in entries:
            if entry.name.startswith((".", "~$")) or self._leaves(entry, top) or self._is_left_out(entry):
                continue
            if entry.is_dir():
                if not entry.is_symlink():  # what lies within the folder is reached by its own name
                    yield from self._folder(entry, top)
            elif entry.is_file() and self._may_read(entry):
                yield entry

    def _is_left_out(self, entry: Path) -> bool:
        return bool(self._leave_out) and entry.resolve() in self._leave_out

    def _leaves(self, entry: Path, top: Path) -> bool:
        if not entry.is_symlink():
            return False
        if not entry.exists():
            self._note("warning", "broken-link", "this symbolic link leads nowhere", entry)
            return True
        if entry.resolve().is_relative_to(top):
            return False
        message = "this symbolic link leaves the folder and is not followed"
        self._note("warning", "link-outside", message, entry, "name the file or folder itself")
        return True

    def _may_read(self, path: Path) -> bool:
        if os.access(path, os.R_OK):
            return True
        self._note("error", "unreadable", "this file cannot be read (permission denied)", path)
        return False

    def _note(self, level: FindingLevel, code: str, message: str, path: Path, hint: str = "") -> None:
        self.findings.append(Finding(level, code, message, _shown(path), hint=hint))


def _add(found: dict[Path, FoundSource], source: FoundSource) -> None:
    """Keep one source for each file, under the file's own name rather than a link's."""
    real = source.path.resolve()
    if real not in found or (found[real].path.is_symlink() and not source.path.is_symlink()):
        found[real] = source


def _split_collisions(sources: Collection[FoundSource]) -> tuple[list[FoundSource], list[Finding]]:
    """Sources whose ids are their own, and a finding for each id that several have."""
    same: dict[str, list[FoundSource]] = defaultdict(list)
    for source in sources:
        same[source.id.casefold()].append(source)  # many systems do not tell A.txt from a.txt
    alone = [group[0] for group in same.values() if len(group) == 1]
    shared = [sorted(group, key=lambda source: source.path) for _, group in sorted(same.items()) if len(group) > 1]
    return sorted(alone, key=lambda source: natural(source.id)), [_collision(group) for group in shared]


def _collision(group: Sequence[FoundSource]) -> Finding:
    first, *others = (_shown(source.path) for source in group)
    message = f"`{group[0].id}` would be the id of this file and of {' and '.join(others)}; none of them is read"
    return Finding("error", "id-collision", message, first, hint="rename one, or name a folder above both")


def _unread(paths: Iterable[Path], given: Sequence[Path]) -> Iterator[Finding]:
    """One note for each extension that is not read, and a warning for each file that the user named itself."""
    by_extension: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        if path in given:
            message = f"files with the extension `{path.suffix}` are not read"
            yield Finding("warning", "not-read", message, _shown(path))
        else:
            by_extension[path.suffix.lower()].append(path)
    for extension, group in sorted(by_extension.items()):
        which = f"with the extension `{extension}`" if extension else "without an extension"
        count = "1 file" if len(group) == 1 else f"{len(group)} files"
        yield Finding("note", "not-read", f"{count} {which} not read", _shown(group[0]))


def _shown(path: Path) -> str:
    """A path as it can be printed: a name that is not UTF-8 too."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
