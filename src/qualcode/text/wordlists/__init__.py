"""Word lists as plain files: one entry a line, `#` begins a comment, which names where the list comes from.

A line `[heading]` begins a section: the languages of a list, or kinds of entries.
"""

from functools import cache
from importlib import resources


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Give the entries of a word list under its headings; entries before the first heading stand under ``""``."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in resources.files(__name__).joinpath(f"{name}.txt").read_text("utf-8").split("\n"):
        entry = line.split("#", 1)[0].strip()
        if entry.startswith("["):
            heading = entry.strip("[]")
        elif entry:
            found.setdefault(heading, []).append(entry)
    return {heading: tuple(entries) for heading, entries in found.items()}


@cache
def load(name: str) -> tuple[str, ...]:
    """Give all entries of a word list by its name, such as `negators`, in the order of the file."""
    return tuple(entry for entries in sections(name).values() for entry in entries)


@cache
def pairs(name: str, heading: str = "") -> dict[str, str]:
    """Give a section of a word list whose lines are `form standard` as a mapping."""
    found = {}
    for entry in sections(name)[heading]:
        form, standard = entry.split()
        found[form] = standard
    return found
