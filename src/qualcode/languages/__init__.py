"""Languages: what is particular to one is a pack, and all packs with a study's own words make one `Languages`.

Nothing that depends on word lists is kept in a module: lists differ between studies. What is worked out from them is
remembered in the `Languages` that is current (`per_languages`), and a verb makes its study's current while it works.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from qualcode.model.registry import registered

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

P = ParamSpec("P")
R = TypeVar("R")
OwnWords = Mapping[str, Mapping[str, str]]
"""What a study adds to word lists: code of a language -> name of a list -> text of the file."""


Sections = Mapping[str, tuple[str, ...]]
"""Entries of a list under its headings; entries before the first heading stand under ``""``."""

_STOP_LISTS = (
    *("affirmations", "backchannels", "clause_breakers", "contrast", "hypothetical_markers", "negators", "numbers"),
    *("question_words", "regional"),
)
"""Our lists of function words and fillers."""


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

    def __init__(self, folder: "Traversable", own: Mapping[str, str] | None = None) -> None:
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


class Inflection(Protocol):
    """How the words of a language are inflected and derived, with the word lists of one `Languages`."""

    def inflected(self, word: str) -> str:
        """Give the base of an inflected form; the word itself if there is none."""

    def family(self, word: str, base: str) -> str:
        """Give the root of a word, whose base (`inflected`) is known already."""

    def foreign_part(self, word: str, base: str) -> str:
        """Give what the packs after this one are asked about: a loanword without this language's affixes, or all."""


def _nothing() -> Mapping[str, float]:
    return {}


def _no_words() -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class LanguagePack:
    """What is particular to one language."""

    code: str
    """Code of the language in ISO 639, such as `jv`."""
    names: Mapping[str, str]
    """Its name in other languages, by their codes; `en` at least."""
    words: "Traversable"
    """Folder of its word lists, `NAME.txt`; a list that is not there has no entries."""
    inflection: Callable[["Languages"], Inflection]
    """Makes its inflection, with the word lists of a study."""
    frequencies: Callable[[], Mapping[str, float]] = _nothing
    """Gives the share of each word form in running words; empty if there is no such list."""
    stop_words: Callable[[], Iterable[str]] = _no_words
    """Gives stop words of a library, beside the list `stop_words`."""
    day_first: bool | None = None
    """Whether the day stands before the month in `03/04/2024`; None if both are usual."""
    spacy: str = "xx"
    """Name of spaCy's empty pipeline for the language."""
    version: str = ""
    """Version of a pack from outside: another one makes index and codings stale."""


class Languages:
    """The languages that a study works with: packs in order, and the words that it adds to their lists.

    The pack with number k has bit `1 << k` in the class of a word.
    """

    def __init__(self, packs: Iterable[LanguagePack], own_words: OwnWords | None = None) -> None:
        """Take packs, Indonesian and English first, and what a study adds to their word lists."""
        self.packs = tuple(packs)
        self.codes = tuple(pack.code for pack in self.packs)
        self.segment_languages = (*self.codes[:2], "mixed", "und", *self.codes[2:])
        """Languages of a segment, which is stored as an index into them; `und` where no word tells."""
        own = self._own = own_words or {}
        self._lists = {pack.code: WordLists(pack.words, own.get(pack.code)) for pack in self.packs}
        self.memos: dict[Callable[..., Any], Callable[..., Any]] = {}
        """What was worked out from the lists, by the function that did."""
        self.key = self._key(own)
        """Hash of all that did not come with qualcode; empty if nothing did."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process puts them together again, from the packs that are installed there.
        return languages_with, (self._own,)

    def _key(self, own: OwnWords) -> str:
        from hashlib import sha256

        parts = [f"{code}/{name}\n{text}" for code in sorted(own) for name, text in sorted(own[code].items())]
        parts += [f"{pack.code} {pack.version}\n{self.lists(pack.code).text}" for pack in self.packs[2:]]
        return sha256("\n".join(parts).encode()).hexdigest() if parts else ""

    def pack(self, code: str) -> LanguagePack:
        """Give the pack of a language."""
        return self.packs[self.codes.index(code)]

    def bit(self, code: str) -> int:
        """Give the bit of a language in the class of a word."""
        return 1 << self.codes.index(code)

    def lists(self, code: str) -> WordLists:
        """Give the word lists of one language."""
        return self._lists[code]

    def words(self, name: str, heading: str | None = None) -> tuple[str, ...]:
        """Give the entries of a list, or of one of its sections, in all languages."""
        return tuple(entry for lists in self._lists.values() for entry in lists.words(name, heading))

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing of the matter: the packs' own, without what these should have kept, and our lists."""
        library = {word for pack in self.packs for word in pack.stop_words()} - set(self.words("stop_words", "kept"))
        listed = (entry for name in _STOP_LISTS for entry in self.words(name))
        return frozenset(word for word in (*library, *self.words("stop_words", ""), *listed) if " " not in word)

    @cached_property
    def inflections(self) -> Sequence[tuple[str, Inflection]]:
        """The inflection of each language with its code, in order; made when it is first asked for."""
        return tuple((pack.code, pack.inflection(self)) for pack in self.packs)

    def inflection(self, code: str) -> Inflection:
        """Give the inflection of one language."""
        return self.inflections[self.codes.index(code)][1]

    def frequencies_elsewhere(self, code: str) -> Mapping[str, float]:
        """Frequency of word forms in the other languages; of several, the highest."""
        return _highest([pack.frequencies() for pack in self.packs if pack.code != code and pack.frequencies()])

    @cached_property
    def colloquial(self) -> frozenset[str]:
        """Listed colloquial forms of all languages."""
        return frozenset(form for lists in self._lists.values() for form in lists.pairs("colloquial"))


def _highest(lists: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    if len(lists) == 1:
        return lists[0]  # 320 thousand words need no copy
    highest: dict[str, float] = {}
    for each in lists:
        highest.update((word, share) for word, share in each.items() if share > highest.get(word, 0.0))
    return highest


def language_packs() -> tuple[LanguagePack, ...]:
    """Every installed pack: ours, then those that other packages register as `qualcode.languages`."""
    from qualcode.languages import en, id  # both are made of what stands above

    return tuple(registered("qualcode.languages", {"id": id.PACK, "en": en.PACK}).values())


def languages_with(own_words: OwnWords | None = None) -> Languages:
    """The installed languages with the words of a study; one and the same for the same words."""
    own = own_words or {}
    return _languages_with(tuple((code, tuple(sorted(own[code].items()))) for code in sorted(own)))


@lru_cache(maxsize=8)
def _languages_with(own_words: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Languages:
    return Languages(language_packs(), {code: dict(lists) for code, lists in own_words})


_CURRENT: ContextVar[Languages | None] = ContextVar("languages", default=None)


def current() -> Languages:
    """The languages of the study that this thread is working on; without one, those that are installed."""
    return _CURRENT.get() or _usual()


@cache
def _usual() -> Languages:
    return languages_with()


@contextmanager
def using(languages: Languages) -> Iterator[None]:
    """Make languages the current ones, in this thread only."""
    before = _CURRENT.set(languages)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def language_name(code: str, reader: str) -> str:
    """Name a language in that of the reader, or in English where its pack does not know it so."""
    names = current().pack(code).names
    return names.get(reader) or names["en"]


def per_languages(function: Callable[P, R]) -> Callable[P, R]:
    """Cache a function's result per `Languages`, since it depends on the current word lists."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        memos = current().memos
        memo: Any = memos.get(function)
        if memo is None:
            memo = memos[function] = cache(function)
        found: R = memo(*args, **kwargs)
        return found

    return remembered
