"""What the store raises when the disk does not do as asked."""

import errno
from pathlib import Path

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_FREE = "; free space on its disk: `.qualcode` and `out` of a study may be deleted, they are made again"


class StoreError(Exception):
    """A file or folder could not be read or written as asked: full disk, missing right, wrong kind of file."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        """File or folder concerned."""
        self.message = message
        """What is wrong, in one sentence without a final stop."""

    def __reduce__(self) -> tuple[type["StoreError"], tuple[Path, str]]:
        # Exceptions cross process borders by their arguments, which here are not those of Exception.
        return type(self), (self.path, self.message)


def store_error(path: Path, doing: str, error: OSError) -> StoreError:
    """Say in one sentence why a file could not be `doing` (`read`, `written` ...)."""
    reason = error.strerror or str(error) or type(error).__name__  # numpy raises OSError without a number
    free = _FREE if error.errno in _FULL else ""
    return StoreError(path, f"cannot be {doing} ({reason[:1].lower()}{reason[1:]}){free}")
