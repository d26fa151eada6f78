"""Files of participants' words are made for their owner only, on systems that know modes.

Only what is made is concerned: a folder or file that is there keeps the mode that somebody gave it. `private: false` in
`qualcode.yaml` leaves all to the system's `umask`.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from qualcode.store.layout import HIDDEN_FOLDER

_AT_THE_TOP = frozenset({HIDDEN_FOLDER, "out"})
_IN_A_CORPUS = frozenset(
    {"sources", "transcripts", "coding", "taken-back", "memos", "translations", "foreign", "samples"}
)
_NAMING_SOURCES = frozenset({"sources-seen.jsonl", "opaque-ids.jsonl"})
"""Files of a corpus that name its sources, which may be called like people."""
FOLDER_MODE, FILE_MODE = 0o700, 0o600
"""Modes of folders and files that hold participants' words."""
_root: ContextVar[Path | None] = ContextVar("root", default=None)


@contextmanager
def made_private(root: Path, *, private: bool = True) -> Iterator[None]:
    """Inside the block, what is made in a study for participants' words is made for its owner only."""
    token = _root.set(root.resolve() if private else None)
    try:
        yield
    finally:
        _root.reset(token)


def folder_mode(folder: Path) -> int:
    """The mode with which a folder is made; the system's `umask` narrows it further."""
    root = _root.get()
    return FOLDER_MODE if root and holds_words(root, folder) else 0o777


def file_mode(file: Path) -> int:
    """The mode with which a file is made."""
    root = _root.get()
    return FILE_MODE if root and holds_words(root, file) else 0o666


def narrow(file: Path, named: Path | None = None) -> None:
    """Take the rights of others from a file that was just made, where it is one of participants' words.

    `named`: how it will be called.
    """
    if file_mode(named or file) == FILE_MODE:
        file.chmod(FILE_MODE)


def holds_words(root: Path, path: Path) -> bool:
    """Whether a path of a study is one of its folders of participants' words, lies in one, or names sources."""
    if not path.is_relative_to(root):
        return False
    parts = path.relative_to(root).parts
    if parts[:1] == ("corpora",):
        return len(parts) > 2 and parts[2] in _IN_A_CORPUS | _NAMING_SOURCES
    return bool(parts) and parts[0] in _AT_THE_TOP


def open_to_others(root: Path) -> list[Path]:
    """Folders of participants' words that other users of this computer may look into, and the list of who is which id.

    None on systems that know no modes.
    """
    if os.name == "nt":
        return []
    found = [root / name for name in sorted(_AT_THE_TOP)]
    corpora = sorted((root / "corpora").glob("*"))
    found += [corpus / name for corpus in corpora for name in (*sorted(_IN_A_CORPUS), "opaque-ids.jsonl")]
    others = stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH
    return [folder for folder in found if folder.exists() and folder.stat().st_mode & others]
