"""What git still holds of somebody who withdrew: every object of the repository, also those that no branch reaches."""

import re
import subprocess
from collections.abc import Container, Iterator, Sequence
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
    blobs: tuple[str, ...]
    """Contents of files among them, by the names that git gives them: a rewriting takes out these and nothing else."""
    paths: tuple[str, ...]
    """Files that had such contents."""
    named: tuple[str, ...]
    """Files that are gone, and whose names hold words or names."""
    messages: int
    """Commits and tags among them, which say it in their messages."""
    unopened: int
    """Objects that hold more than could be seen."""
    remotes: tuple[str, ...]
    """Addresses of the repositories that this one is pushed to, without passwords: they hold what was pushed."""


def search_history(folder: Path, strings: tuple[str, ...]) -> History | None:
    """Search all objects of the repository around a folder; None where there is none.

    What files are now is not history: it was searched as files, and what is left there is left by a person's will.
    Nothing is fetched: whether a remote holds the words is not looked at.
    """
    root = _git(folder, "rev-parse", "--show-toplevel")
    if root is None:
        return None
    needles = Needles(strings)
    files = _files(Path(root))
    contents = _contents(Path(root), files)
    names = {part.encode() for file in files for part in file.split("/")}
    holding, objects, unopened = _search_objects(folder, contents, names, needles)
    reached = _reached(folder) if any(holding.values()) else []
    blobs = set(holding["blob"])
    gone = {path for _, path in reached if not (Path(root) / path).exists()}
    named = {path for path in gone if any(True for _ in traces_in(path.encode(), needles))}
    return History(
        objects=objects,
        holding=sum(map(len, holding.values())),
        blobs=tuple(sorted(blobs & {name for name, _ in reached})),
        paths=tuple(sorted({path for name, path in reached if name in blobs})),
        named=tuple(sorted(named)),
        messages=len(holding["commit"]) + len(holding["tag"]),
        unopened=unopened,
        remotes=tuple(_remotes(folder)),
    )


def _search_objects(
    folder: Path, contents: Container[str], names: set[bytes], needles: Needles
) -> tuple[dict[str, list[str]], int, int]:
    """Kind of object -> names of those that hold a string; how many objects there are, and how many stayed closed.

    What files are now (`contents`) is passed over, and so are their `names` in trees.
    """
    holding: dict[str, list[str]] = {"blob": [], "tree": [], "commit": [], "tag": []}
    objects, unopened = 0, 0
    for name, kind, data in _objects(folder):
        objects += 1
        if name in contents:
            continue
        try:
            if any(True for _ in traces_in(_names_of_tree(data, names) if kind == "tree" else data, needles)):
                holding[kind].append(name)
        except Unopened:
            unopened += 1
    return holding, objects, unopened


def _git(folder: Path, *command: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *command], capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def _files(root: Path) -> set[str]:
    """Files of the repository that are there now."""
    return {name for name in (_git(root, "ls-files", "-z") or "").split("\0") if name and (root / name).is_file()}


def _contents(root: Path, files: set[str]) -> frozenset[str]:
    """What git calls the contents that files have now."""
    asked = "".join(f"{name}\n" for name in sorted(files) if "\n" not in name).encode()
    command = ["git", "-C", str(root), "hash-object", "--stdin-paths"]
    done = subprocess.run(command, input=asked, capture_output=True, check=False)
    return frozenset(done.stdout.decode().split())


def _remotes(folder: Path) -> Iterator[str]:
    """Where the repository is pushed to."""
    for name in (_git(folder, "remote") or "").split():
        address = _git(folder, "remote", "get-url", "--push", name) or name
        yield re.sub(r"(?<=://)[^/@:]*:[^/@]*@", "", address)


def _objects(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Name, kind and content of every object, one after the other."""
    command = ["git", "-C", str(folder), "cat-file", "--batch-all-objects", "--unordered", "--batch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None:
            raise AssertionError("a pipe was asked for")
        while line := process.stdout.readline():
            name, kind, size = line.decode().split()
            data = process.stdout.read(int(size))
            process.stdout.read(1)  # the line end after each object
            yield name, kind, data


def _names_of_tree(data: bytes, there: set[bytes]) -> bytes:
    """Names of the files of a folder that are not there any more, without the hashes between them."""
    names, at = [], 0
    while at < len(data):
        end = data.index(b"\0", at)
        names.append(data[at:end].partition(b" ")[2])
        at = end + 1 + 20
    return b"\n".join(name for name in names if name not in there)


def _reached(folder: Path) -> Sequence[tuple[str, str]]:
    """Each content and folder that a branch, tag or log reaches, with its path."""
    listed = (_git(folder, "rev-list", "--objects", "--all", "--reflog") or "").splitlines()
    named = (line.partition(" ") for line in listed)
    return [(name, path) for name, _, path in named if path]
