"""Search every byte of a folder for strings that must not be left in it: names of people, runs of their words.

Strings are compared word by word, in any case, and whatever stands between two words does not matter: a line break, a
comma, a tag. *Sarinah* is no trace of *Sari*; digits and letters that touch are words of their own. A name is found as
speech stretches it (*Sariii*) and as it is spelt out (*S.A.R.I.*), too.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.identifiers.tellers import word_share
from qualcode.identifiers.unpacked import Unopened, texts_in, without_markup
from qualcode.model.finding import store_errors
from qualcode.model.progress import steps

_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Trace:
    """One string that is left in one place of a file."""

    string: str
    """The string as it was asked for."""
    file: str
    """File, from the folder that was searched."""
    place: str
    """Line of the file, part of the archive and its line, or `its name`."""


@dataclass(frozen=True)
class TraceSearch:
    """What a search found."""

    traces: tuple[Trace, ...]
    """What is left: each string once a place."""
    files: int
    """Files that were searched."""
    unopened: tuple[tuple[str, str], ...]
    """Files that hold more than could be seen, and why: whoever promises that nothing is left cannot pass over them."""


def search_folder(
    folder: Path, strings: Iterable[str], skip: Iterable[str] = (), capital: Iterable[str] = ()
) -> TraceSearch:
    """Search every file below a folder, and its name.

    Args:
        folder: the folder.
        strings: what is looked for.
        skip: names of folders that are left out, wherever they stand.
        capital: those of the strings that are usual words, too, and count only where they begin with a capital.

    Raises:
        StoreError: a file cannot be read.
    """
    needles = Needles(strings, capital)
    traces, unopened, files = dict[Trace, None](), [], 0
    for path in steps("search", list(_files(folder, frozenset(skip)))):
        name = path.relative_to(folder).as_posix()
        files += 1
        for _, string in needles.find(without_markup(name)):
            traces[Trace(string, name, "its name")] = None
        with store_errors(path, "read"):
            data = path.read_bytes()
        try:
            for string, place in traces_in(data, needles):
                traces[Trace(string, name, place)] = None
        except Unopened as error:
            unopened.append((name, str(error)))
    return TraceSearch(tuple(traces), files, tuple(unopened))


def traces_in(data: bytes, needles: "Needles") -> Iterator[tuple[str, str]]:
    """String and place of each trace in the bytes of one file.

    Raises:
        Unopened: a part of it cannot be looked into; what stood before was given.
    """
    for place, text in texts_in(data):
        for start, string in needles.find(text):
            line = f"line {text.count(chr(10), 0, start) + 1}"
            yield string, f"{place}, {line}" if place else line


_REPEATED = re.compile(r"([^\W\d_])\1+")
_SPELT = re.compile(r"(?<!\w)[^\W\d_](?P<mark>[.-] ?| )[^\W\d_](?:(?P=mark)[^\W\d_])+(?!\w)(?![.-]\w)")
"""Three single letters or more with the same mark between them."""
_USUAL = 1e-5
"""Share of running words from which a word is a usual one, however its letters are repeated: *all*, *good*."""
_SHORTEST = 3


def squeezed(word: str) -> str:
    """A word with each letter once where it stands several times in a row."""
    return _REPEATED.sub(r"\1", word)


def is_stretched(word: str, name: str) -> bool:
    """Whether a word is a name some of whose letters were repeated: *sariii* of *sari*; *ana* is none of *anna*."""
    if len(name) < _SHORTEST or len(word) <= len(name) or word_share(word) >= _USUAL:
        return False
    return re.fullmatch(re.sub(r"([^\W\d_])\1*", r"\g<0>\1*", name), word) is not None


def spelt_out(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and letters of what is spelt letter by letter."""
    for found in _SPELT.finditer(text):
        yield *found.span(), "".join(filter(str.isalpha, found[0]))


class Needles:
    """Strings that are looked for, by their first word: a text is read once, however many there are."""

    def __init__(self, strings: Iterable[str], capital: Iterable[str] = ()) -> None:
        self._capital = frozenset(capital)
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._names: dict[str, list[tuple[str, str]]] = {}
        for string in strings:
            words = tuple(_WORD.findall(_folded(string)))
            if words:
                self._by_first.setdefault(words[0], []).append((words, string))
            if len(words) == 1 and words[0].isalpha():
                self._names.setdefault(squeezed(words[0]), []).append((words[0], string))

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where each string stands in a text, and which it is; places are those of the text without its accents."""
        if not self._by_first:
            return
        read = text if text.isascii() else unicodedata.normalize("NFKC", text)
        found = list(_WORD.finditer(read))
        words = [_folded(each[0]) for each in found]
        for at, word in enumerate(words):
            for wanted, string in self._by_first.get(word, ()):
                if string in self._capital and not found[at][0][0].isupper():
                    continue
                if wanted == (word,) and _is_part(read, *found[at].span()):
                    continue
                if tuple(words[at : at + len(wanted)]) == wanted:
                    yield found[at].start(), string
        if self._names:
            yield from self._as_spoken(read, found, words)

    def _as_spoken(self, read: str, found: Iterable[re.Match[str]], words: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Names of one word that are stretched or spelt letter by letter."""
        for each, word in zip(found, words, strict=True):
            for name, string in self._names.get(squeezed(word), ()) if _REPEATED.search(word) else ():
                capital = string not in self._capital or each[0][0].isupper()
                if capital and is_stretched(word, name) and not _is_part(read, *each.span()):
                    yield each.start(), string
        for start, _, letters in spelt_out(read):
            word = _folded(letters)
            yield from ((start, string) for name, string in self._names.get(squeezed(word), ()) if name == word)


_OF_HASH = re.compile(r"[0-9a-f]*", re.IGNORECASE)
_LEAST_HASH = 8


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a word is only a part of a hash, or digits are one of a longer number: *Ade* in `3ade41c0`."""
    before = _OF_HASH.match(text[start - 1 :: -1] if start else "")
    after = _OF_HASH.match(text, end)
    around = (before[0] if before else "", after[0] if after else "")
    hexadecimal = _OF_HASH.fullmatch(text, start, end) is not None
    if hexadecimal and any(around) and end - start + sum(map(len, around)) >= _LEAST_HASH:
        return True
    if not text[start:end].isdecimal():
        return False
    return (
        re.search(r"[^\W_]$|\d[.]$", text[max(0, start - 2) : start]) is not None
        or re.match(r"[^\W_]|[.]\d", text[end : end + 2]) is not None
    )


def _folded(text: str) -> str:
    """A text in which letters that look alike are the same: small, and composed in one way."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _files(folder: Path, skip: frozenset[str]) -> Iterator[Path]:
    """Files below a folder, in the order of their names; folders that are links are not entered."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - skip)
        yield from (path for name in sorted(names) if (path := Path(here, name)).is_file())
