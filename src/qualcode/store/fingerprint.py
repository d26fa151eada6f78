"""The fingerprint of this qualcode: what is derived by another one is derived anew."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def fingerprint() -> str:
    """Hash of the package's code and word lists; a version number alone stays the same while its code is edited."""
    found = sha256()
    for path in sorted(path for ending in ("*.py", "*.txt") for path in _PACKAGE.rglob(ending)):
        found.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()
