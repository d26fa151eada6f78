"""A finding: something wrong, with a place."""

import errno
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

FindingLevel = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """Something wrong or worth knowing, with its place and what to write instead."""

    level: FindingLevel
    """`error`: not done; `warning`: done, with a guess (fails under `--strict`); `note`: for information."""
    code: str
    """Stable kebab-case name of this kind of finding, such as `unknown-field`."""
    message: str
    """What is wrong, in one sentence without a final stop; never a participant's words."""
    file: str = ""
    """File as the user would write it; empty where there is none."""
    line: int | None = None
    """Line in the file, from 1."""
    column: int | None = None
    """Column in the line, from 1, in characters."""
    hint: str = ""
    """What to write or do instead; empty where there is nothing to say."""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def __str__(self) -> str:
        """One line: `file:line:column: what is wrong; what to write instead`."""
        said = f"{self.message}; {self.hint}" if self.hint else self.message
        line = f"{self.place}: {said}" if self.place else said
        return line.replace("\n", "\\n")  # a file's name may hold one


_MOST_NAMES = 20
"""Known names that are listed where none is near; a corpus may have thousands of transcripts."""


class StudyError(Exception):
    """The step could not be done as asked; its findings say why and what to do instead."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings, at least one of which is an error."""
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings

    def __reduce__(self) -> tuple[type["StudyError"], tuple[Finding, ...]]:
        # Exceptions cross process borders by their arguments, which here are not those of Exception.
        return type(self), self.findings


def unknown_name(what: str, word: str, known: Iterable[str]) -> StudyError:
    """A step error about a name that is not known, with the nearest known one."""
    names = list(known)
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    hint = did_you_mean(word, names, f"known: {', '.join(names[:_MOST_NAMES])}{more}")
    return study_error(f"unknown-{what}", f"there is no {what} `{word}`", hint)


def refuse_unknown(what: str, words: Iterable[str], known: Collection[str]) -> None:
    """Refuse the first of some names that is not known.

    Raises:
        StudyError: one is not.
    """
    for word in words:
        if word not in known:
            raise unknown_name(what, word, known)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word nearest to a misspelt one; another hint if none is near."""
    near = get_close_matches(word, list(known), n=1)
    return f"did you mean `{near[0]}`?" if near else otherwise


def study_error(code: str, message: str, hint: str = "", file: str = "") -> StudyError:
    """A step error with one finding."""
    return StudyError(Finding("error", code, message, file=file, hint=hint))


_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_TOO_MANY_OPEN = (errno.EMFILE, errno.ENFILE)
_ADVICE = {
    **dict.fromkeys(
        _FULL, "; free space on its disk: `.qualcode` and `out` of a study may be deleted, they are made again"
    ),
    **dict.fromkeys(_TOO_MANY_OPEN, "; let processes open more files: `ulimit -n 1024`"),
    errno.ENAMETOOLONG: "; give it a shorter name",
}
"""What helps against a refusal of the system."""
_EVERYWHERE = (*_FULL, *_TOO_MANY_OPEN, errno.EROFS, errno.ENOMEM, errno.EIO)
"""Refusals that are not about one file: the next one meets them, too."""


class StoreError(Exception):
    """A file or folder could not be read or written as asked: full disk, missing right, wrong kind of file."""

    def __init__(self, path: Path, message: str, *, everywhere: bool = False) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        """File or folder concerned."""
        self.message = message
        """What is wrong, in one sentence without a final stop."""
        self.everywhere = everywhere
        """True: other files will meet the same, as on a full disk."""

    def __reduce__(self) -> tuple[type["StoreError"], tuple[Path, str], dict[str, bool]]:
        # Exceptions cross process borders by their arguments, which here are not those of Exception.
        return type(self), (self.path, self.message), {"everywhere": self.everywhere}


def store_error(path: Path, doing: str, error: OSError) -> StoreError:
    """Say in one sentence why a file could not be `doing` (`read`, `written` ...)."""
    reason = error.strerror or str(error) or type(error).__name__  # numpy raises OSError without a number
    advice = _ADVICE.get(error.errno or 0, "")
    message = f"cannot be {doing} ({reason[:1].lower()}{reason[1:]}){advice}"
    return StoreError(path, message, everywhere=error.errno in _EVERYWHERE)


def refuse_too_many_open(path: Path, error: Exception) -> None:
    """Call it where a file that cannot be opened is taken for damaged: it is not, when too many files are open.

    Raises:
        StoreError: too many files are open.
    """
    if isinstance(error, OSError) and error.errno in _TOO_MANY_OPEN:
        raise store_error(path, "opened", error) from error


def notes_of(error: BaseException) -> list[str]:
    """What was noted about an error on its way (`add_note`): how far the work had come."""
    return list(getattr(error, "__notes__", ()))


@contextmanager
def store_errors(path: Path, doing: str) -> Iterator[None]:
    """Whatever the system refuses inside the block is a `StoreError`: the file could not be `doing`."""
    try:
        yield
    except OSError as error:
        raise store_error(path, doing, error) from error
