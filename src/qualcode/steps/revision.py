"""A file as it was at a revision of its git repository."""

import subprocess
from pathlib import Path

from qualcode.steps.errors import refuse


def at_revision(file: Path, revision: str) -> bytes:
    """Bytes of a file at a git revision.

    Raises:
        StepError: git is not installed, or knows no such file or revision here.
    """
    if revision.startswith("-") or ":" in revision:
        raise refuse("bad-option", f"`{revision}` is no revision", "write --rev HEAD~1")
    folder = file.resolve().parent
    command = ["git", "-C", str(folder), "show", f"{revision}:./{file.name}"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise refuse("no-git", "--rev needs git, and git cannot be run", "name two files instead") from error
    if done.returncode:
        message = f"git has no `{file.name}` at revision `{revision}`"
        hint = "see `git log --oneline` in the folder of the codebook"
        raise refuse("no-revision", message, hint, file.as_posix())
    return done.stdout
