"""Lock: write down what the results of a study depend on, and say what drifted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode import __version__
from qualcode.model import Finding
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.kept_topics import matched_file
from qualcode.steps.last import last_codebook
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.hashing import sha256_file
from qualcode.store.lock import Locked, compare, format_lock, parse_lock


def lock(opened: Opened, *, dry_run: bool = False) -> tuple[int, bool]:
    """Write `qualcode.lock`: number of lines, and whether the file changed (never, in a dry run).

    Raises:
        StepError: there is nothing on which a result could depend.
    """
    found = list(_things(opened))
    if all(each.kind == "version" for each in found):
        raise refuse(
            "nothing-to-lock", "there is no codebook and no transcript here", "start with `qualcode ingest PATH`"
        )
    if dry_run:
        return len(found), False
    with opened.writing():
        things = list(_things(opened))
        return len(things), write_bytes(opened.layout.lock_file, format_lock(things).encode())


def drift(opened: Opened, *, needed: bool = False) -> list[str]:
    """What differs from `qualcode.lock`, a sentence each; nothing where there is no lock, unless it is `needed`.

    Raises:
        StepError: the lock file cannot be read, or is needed and not there.
    """
    path = opened.layout.lock_file
    if not path.is_file():
        if needed:
            raise refuse("no-lock", "there is no qualcode.lock", "write it with `qualcode lock`")
        return []
    locked = parse_lock(read_bytes(path).decode("utf-8", "replace"), opened.layout.relative(path))
    if isinstance(locked, Finding):
        raise StepError(locked)
    named = [each.path for each in locked if each.kind == "codebook"]
    return compare(locked, _things(opened, named))


def _things(opened: Opened, locked: Sequence[str] = ()) -> Iterator[Locked]:
    """Everything that results depend on; codebooks that are locked already are looked at wherever they lie."""
    yield Locked("version", "qualcode", __version__)
    layout = opened.layout
    used = [file for file in (opened.study.codebook, last_codebook(opened)[1], *locked) if file]
    for path in sorted({*layout.codebooks.glob("*.yaml"), *(layout.root / file for file in used)}):
        if path.is_file():
            yield _file(opened, "codebook", path)
    if named := matched_file(opened):
        yield from (_file(opened, "topics", path) for path in [layout.root / named] if path.is_file())
    for path in (layout.study_file, layout.corpus_file(opened.name), layout.respondents_file(opened.name)):
        if path.is_file():
            yield _file(opened, "settings", path)
    for transcript in layout.transcript_ids(opened.name):
        yield _file(opened, "transcript", layout.transcript(opened.name, transcript))


def _file(opened: Opened, kind: str, path: Path) -> Locked:
    return Locked(kind, opened.layout.relative(path), sha256_file(path))
