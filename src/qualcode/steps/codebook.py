"""Open the codebook that a step works with."""

from dataclasses import replace
from pathlib import Path

from qualcode import codebook as room
from qualcode.model import Codebook, Finding
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.last import last_codebook
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes


def open_codebook(opened: Opened, file: str = "") -> tuple[Codebook, tuple[Finding, ...]]:
    """Load a codebook; without a file, the study's default one, else the one that coded the corpus last.

    Raises:
        StepError: none is named, there is no such file, or it has errors.
    """
    path = codebook_path(opened, file)
    name = opened.layout.relative(path)
    codebook, findings = room.load(name, read_bytes(path), lambda included: read_included(opened, included))
    if codebook is None:
        raise StepError(*findings)
    return replace(codebook, file=name), findings


def read_included(opened: Opened, name: str) -> bytes | None:
    """Bytes of a file that a codebook includes, named as its findings name it; None where there is no such file."""
    path = opened.layout.root / name
    return read_bytes(path) if path.is_file() else None


def codebook_path(opened: Opened, file: str = "") -> Path:
    """The codebook file as named from where the user stands, else as the study names it.

    Raises:
        StepError: none is named, or there is no such file.
    """
    if file and Path(file).is_file():
        return Path(file)
    named = file or opened.study.codebook or last_codebook(opened)[1]
    if not named:
        raise refuse("no-codebook", "no codebook is named", "write --codebook FILE, or `codebook:` in qualcode.yaml")
    path = opened.layout.root / named
    if path.is_file():
        return path
    if path.is_dir():
        raise refuse("no-codebook", "this is a folder, not a codebook", "name the YAML file in it", file=named)
    known = sorted(path.name for path in opened.layout.codebooks.glob("*.yaml"))
    hint = f"in codebooks/ there is {', '.join(known)}" if known else "`qualcode init` writes a first one"
    raise refuse("no-codebook", "there is no such codebook", hint, file=named)
