"""Ignored by git: whether participants' words could get into a repository, and which files rightly stay out of it."""

import subprocess
from collections.abc import Iterable
from pathlib import Path


def ignored(root: Path, files: Iterable[str]) -> set[str]:
    """Files below a folder that git leaves out; none where there is no git, or no repository around the folder."""
    found = _git(root, "check-ignore", "--stdin", "-z", given="\0".join(files))
    return set(found.split("\0")) - {""} if found else set()


def in_git(folder: Path) -> bool:
    """Whether a folder lies in the work tree of a git repository."""
    above = (folder.resolve(), *folder.resolve().parents)
    return any((each / ".git").exists() for each in above) and _git(folder, "rev-parse", "--git-dir") is not None


def _git(folder: Path, *command: str, given: str = "") -> str | None:
    """What git says; None where it cannot be run or refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *command], input=given.encode(), capture_output=True, check=False
        )
    except OSError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")
