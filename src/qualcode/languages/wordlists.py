"""Word lists of a language: plain files of a pack, with what a study adds to them and takes away."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable

Sections = Mapping[str, tuple[str, ...]]
"""Entries of a list under its headings; entries before the first heading stand under ``""``."""


def entries_of(text: str) -> Iterator[tuple[int, str, str]]:
    """Give line, heading and text of each entry of a word list; `#` begins a comment, `[name]` is a heading."""
    heading = ""
    for number, line in enumerate(text.split("\n"), 1):
        entry = line.split("#", 1)[0].strip()
        if entry.startswith("["):
            heading = entry.strip("[]")
        elif entry:
            yield number, heading, entry


class WordLists:
    """The word lists of one language.

    In the files of a study, an entry `-word` takes that word out of the list of the pack; in a list of pairs
    (`form standard`) the form is enough.
    """

    def __init__(self, folder: Traversable, own: Mapping[str, str] | None = None) -> None:
        """Take the folder of a pack, and texts of the same format that a study adds: name of the list -> text."""
        self._folder, self._own = folder, own or {}
        self._sections: dict[str, Sections] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the lists of the pack."""
        return tuple(sorted(file.name.removesuffix(".txt") for file in self._folder.iterdir()))

    @property
    def text(self) -> str:
        """All lists of the pack, one after the other."""
        return "\n".join(f"{name}\n{self._read(name)}" for name in self.names)

    def sections(self, name: str) -> Sections:
        """Give the entries of a list under its headings."""
        if name not in self._sections:
            self._sections[name] = self._merged(name)
        return self._sections[name]

    def words(self, name: str, heading: str | None = None) -> tuple[str, ...]:
        """Give the entries under a heading of a list, or all of them, in the order of the file."""
        sections = self.sections(name)
        if heading is not None:
            return sections.get(heading, ())
        return tuple(entry for entries in sections.values() for entry in entries)

    def pairs(self, name: str) -> dict[str, str]:
        """Give a list whose lines are `form standard` as a mapping."""
        return dict(entry.split() for entry in self.words(name))

    def _merged(self, name: str) -> Sections:
        """The entries of the pack without those that the study takes away, then those that it adds."""
        merged: dict[str, list[str]] = {}
        for _, heading, entry in entries_of(self._read(name)):
            merged.setdefault(heading, []).append(entry)
        for _, heading, entry in entries_of(self._own.get(name, "")):
            entries = merged.setdefault(heading, [])
            if entry.startswith("-"):
                taken = entry[1:].strip()
                merged[heading] = [each for each in entries if not is_entry(name, taken, each)]
            elif entry not in entries:
                entries.append(entry)
        return {heading: tuple(entries) for heading, entries in merged.items()}

    def _read(self, name: str) -> str:
        file = self._folder.joinpath(f"{name}.txt")
        return file.read_text("utf-8") if file.is_file() else ""


PAIRS = frozenset({"colloquial", "bases", "irregular", "family_splits"})
"""Lists whose entries are a form and what it stands for."""


def is_entry(name: str, word: str, entry: str) -> bool:
    """Tell whether a word names an entry of a list: all of it, or the form of a pair."""
    return entry == word or (name in PAIRS and entry.split()[0] == word)
