"""Outside: files with participants' words that git would take up, although the consent does not include sharing."""

from pathlib import Path

from qualcode.model import Finding, Table
from qualcode.steps.ignored import ignored, in_git
from qualcode.steps.study import Opened

_WORDS = frozenset({"quote", "text", "question", "matched", "pre", "keyword", "post"})
"""Columns that hold what people said."""


def has_words(table: Table) -> bool:
    """Whether a table has a column of what people said."""
    return any(column.name in _WORDS for column in table.columns)


def outside(opened: Opened, path: Path) -> tuple[Finding, ...]:
    """A warning about a file with participants' words that `git add` would take up; none where they may be shared."""
    may = opened.corpus.synthetic or "sharing" in opened.corpus.consent
    folder = path.resolve().parent
    existing = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    name = path.resolve().relative_to(existing).as_posix()
    if may or not in_git(existing) or ignored(existing, [name]):
        return ()
    message = "this file holds participants' words, and `git add` would take it up"
    hint = "write it into out/, or name it in .gitignore"
    return (Finding("warning", "words-in-git", message, opened.layout.relative(path), hint=hint),)
