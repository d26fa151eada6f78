"""Lock: write down what the results of a study depend on, and say what drifted."""

from collections.abc import Iterator
from pathlib import Path

from qualcode import __version__
from qualcode.steps.errors import refuse
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.guard import guard
from qualcode.store.hashing import sha256_file
from qualcode.store.lock import Locked, LockError, compare, format_lock


def lock(opened: Opened) -> tuple[int, bool]:
    """Write `qualcode.lock`: number of lines, and whether the file changed."""
    with guard(opened.layout.guard):
        things = list(_things(opened))
        return len(things), write_bytes(opened.layout.lock_file, format_lock(things).encode())


def drift(opened: Opened) -> list[str]:
    """What differs from `qualcode.lock`, a sentence each; nothing where there is no lock.

    Raises:
        StepError: the lock file cannot be read.
    """
    path = opened.layout.lock_file
    if not path.is_file():
        return []
    try:
        return compare(read_bytes(path).decode("utf-8"), format_lock(_things(opened)))
    except (LockError, UnicodeDecodeError) as error:
        raise refuse("bad-lock", str(error), "write it anew with `qualcode lock`", "qualcode.lock") from error


def _things(opened: Opened) -> Iterator[Locked]:
    """Everything that results depend on."""
    yield Locked("version", "qualcode", __version__)
    layout = opened.layout
    for path in sorted(layout.codebooks.glob("*.yaml")):
        yield _file(opened, "codebook", path)
    for path in (layout.study_file, layout.corpus_file(opened.name), layout.respondents_file(opened.name)):
        if path.is_file():
            yield _file(opened, "settings", path)
    for transcript in layout.transcript_ids(opened.name):
        yield _file(opened, "transcript", layout.transcript(opened.name, transcript))


def _file(opened: Opened, kind: str, path: Path) -> Locked:
    return Locked(kind, opened.layout.relative(path), sha256_file(path))
