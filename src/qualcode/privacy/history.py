"""What git still holds of somebody who withdrew: every object of the repository, also those that no branch reaches."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.identifiers.traces import Needles, traces_in
from qualcode.identifiers.unpacked import Unopened


@dataclass(frozen=True)
class History:
    """What was found in a repository."""

    objects: int
    """Objects that were searched."""
    holding: int
    """Objects that hold words or names."""
    paths: tuple[str, ...]
    """Files of earlier states that hold them."""
    unopened: int
    """Objects that hold more than could be seen."""
    remotes: tuple[str, ...]
    """Names of the repositories that this one is pushed to: they hold what was pushed."""


def search_history(folder: Path, strings: tuple[str, ...]) -> History | None:
    """Search all objects of the repository around a folder; None where there is none.

    Nothing is fetched: whether a remote holds the words is not looked at.
    """
    root = _git(folder, "rev-parse", "--show-toplevel")
    if root is None:
        return None
    needles = Needles(strings)
    objects, holding, unopened = 0, list[str](), 0
    for name, data in _objects(folder):
        objects += 1
        try:
            if any(True for _ in traces_in(data, needles)):
                holding.append(name)
        except Unopened:
            unopened += 1
    paths = _paths(folder, set(holding)) if holding else ()
    remotes = tuple((_git(folder, "remote") or "").split())
    return History(objects, len(holding), paths, unopened, remotes)


def _git(folder: Path, *command: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *command], capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def _objects(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of every object, one after the other."""
    command = ["git", "-C", str(folder), "cat-file", "--batch-all-objects", "--unordered", "--batch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None:
            raise AssertionError("a pipe was asked for")
        while line := process.stdout.readline():
            name, kind, size = line.decode().split()
            data = process.stdout.read(int(size))
            process.stdout.read(1)  # the line end after each object
            yield name, _names_of_tree(data) if kind == "tree" else data


def _names_of_tree(data: bytes) -> bytes:
    """Names of the files of a folder, without the hashes between them."""
    names, at = [], 0
    while at < len(data):
        end = data.index(b"\0", at)
        names.append(data[at:end].partition(b" ")[2])
        at = end + 1 + 20
    return b"\n".join(names)


def _paths(folder: Path, objects: set[str]) -> tuple[str, ...]:
    """Files whose earlier content is among these objects, as far as a branch, tag or log reaches them."""
    listed = (_git(folder, "rev-list", "--objects", "--all", "--reflog") or "").splitlines()
    named = (line.partition(" ") for line in listed)
    return tuple(sorted({path for name, _, path in named if name in objects and path}))
