"""`qualcode.lock`: what a study was made of when its results were written down.

One sorted line for each thing, `kind  path  sha256` (or a version in place of the hash), so that git shows what
changed and two people merge it like any text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model import Finding

FORMAT = 2
"""Newest format of the file that this version reads and writes; 1 listed nothing that people coded."""
PEOPLE = ("coder", "coding", "sample")
"""Kinds of things that people's coding is made of: in the lock since format 2."""
_FIRST = "format  qualcode.lock  "
_AGAIN = "run `qualcode lock` again"


@dataclass(frozen=True, order=True)
class Locked:
    """One thing that results depend on."""

    kind: str
    """One word: `transcript`, `codebook`, `coding`, `version` ..."""
    path: str
    """Its path in the study, or its name."""
    sha256: str
    """Hash of its bytes, or its version; codings have their number before it."""


@dataclass(frozen=True)
class LockFile:
    """A lock file as it was read."""

    format: int
    """Its format."""
    things: tuple[Locked, ...]
    """What it lists."""


def format_lock(things: Iterable[Locked]) -> str:
    """Text of the lock file."""
    lines = [f"{each.kind}  {each.path}  {each.sha256}" for each in sorted(set(things))]
    return "\n".join([f"{_FIRST}{FORMAT}", *lines]) + "\n"


def parse_lock(text: str, name: str = "qualcode.lock") -> LockFile | Finding:
    """The things that a lock file lists, or what is wrong with it; `name` is the file as findings call it."""
    first, *lines = text.removesuffix("\n").split("\n")
    version = first.removeprefix(_FIRST)
    if version == first or not version.isdecimal():
        return _error("bad-lock", "the first line does not state the format of a lock file", name, 1, _AGAIN)
    if int(version) > FORMAT:
        message = f"this lock file has format {version}; this qualcode reads formats up to {FORMAT}"
        return _error("newer-format", message, name, 1, "update qualcode")
    things = []
    for number, line in enumerate(lines, start=2):
        thing = _thing(line)
        if thing is None:
            return _error("bad-lock", "this line is not `kind  path  sha256`", name, number, _AGAIN)
        things.append(thing)
    return LockFile(int(version), tuple(things))


def listed(text: str) -> list[Locked]:
    """The things in those lines of a lock file that can be read, also of one that two people's merge left in pieces."""
    return [thing for line in text.splitlines() if not line.startswith(_FIRST) and (thing := _thing(line))]


def compare(old: Iterable[Locked], new: Iterable[Locked]) -> list[str]:
    """What differs between what was locked and what is there now, one sentence each; nothing when they agree."""
    before = {(each.kind, each.path): each.sha256 for each in old}
    after = {(each.kind, each.path): each.sha256 for each in new}
    return [
        f"{kind} {path} {_how(before.get((kind, path)), after.get((kind, path)))}"
        for kind, path in sorted(before.keys() | after.keys())
        if before.get((kind, path)) != after.get((kind, path))
    ]


def _thing(line: str) -> Locked | None:
    """The thing of a line; None where it is none."""
    kind, _, rest = line.partition("  ")
    path, _, sha256 = rest.rpartition("  ")  # a path may hold spaces, the ends may not
    return Locked(kind, path, sha256) if kind and path and sha256 else None


def _error(code: str, message: str, name: str, line: int, hint: str) -> Finding:
    return Finding("error", code, message, name, line, hint=hint)


def _how(was: str | None, is_now: str | None) -> str:
    if was is None:
        return "is new"
    if is_now is None:
        return "is gone"
    if len(was) == len(is_now) == 64:  # hashes say nothing to people
        return "has changed"
    (one, _, first), (other, _, second) = was.partition(" "), is_now.partition(" ")
    if first and second:
        were, there = ("coding was" if one == "1" else "codings were"), ("is" if other == "1" else "are")
        if one != other:
            return f"has changed: {one} {were} locked and {other} {there} there"
        return f"has changed: there {there} {other} {'coding' if other == '1' else 'codings'} as before"
    return f"was {was} and is {is_now}"
