"""Look words up in a vocabulary: which types does a word match?"""

import gc
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.index.arrays import Ints, order
from qualcode.model.codebook import MatchLevel, Term
from qualcode.model.texts import TextList
from qualcode.text.tokens import fold, words_as_written

LevelKeys = tuple[str, ...]
"""Level keys of one word, such as `id:percaya`."""
_SEPARATOR = "\t"
"""Between the keys of one word; no token holds it."""
_SEARCH = 10
"""Looking up one word costs as much as reading so many words of the memo."""


@dataclass(frozen=True)
class KeyMemo:
    """Words of earlier runs, sorted, with their keys at one level."""

    words: Sequence[str] = ()
    """Words, sorted."""
    keys: Sequence[str] = ()
    """The keys of each word, as one text."""

    def of(self, words: Sequence[str]) -> dict[str, LevelKeys]:
        """The known keys of at least some words: a few are looked up, for many the whole memo is read."""
        if len(words) * _SEARCH > len(self.words):
            return self.all()
        places = ((word, bisect_left(self.words, word)) for word in words)
        found = ((word, at) for word, at in places if at < len(self.words) and self.words[at] == word)
        return {word: tuple(self.keys[at].split(_SEPARATOR)) for word, at in found}

    def all(self) -> dict[str, LevelKeys]:
        """Every word with its keys."""
        return {word: tuple(keys.split(_SEPARATOR)) for word, keys in zip(self.words, self.keys, strict=True)}

    @classmethod
    def made_of(cls, known: dict[str, LevelKeys]) -> "KeyMemo":
        """The memo of some words."""
        words = sorted(known)
        return cls(words, [_SEPARATOR.join(known[word]) for word in words])


class Analyser:
    """Analyses words: their keys at levels light and root, whether they are names, and their language.

    Results are remembered. Dictionaries of lemmas and roots are loaded when the first unknown word is asked for.
    """

    def __init__(self, memos: Mapping[str, KeyMemo] | None = None) -> None:
        """Begin with what earlier runs learnt: level -> memo."""
        self._memos = dict(memos or {})
        self._known: dict[str, dict[str, LevelKeys]] = {}
        self._fresh: dict[str, set[str]] = {}
        self.learnt: dict[str, dict[str, LevelKeys]] = {}
        """Level -> words that were new to this run and were asked for, with their keys."""

    @property
    def grown(self) -> set[str]:
        """Levels at which words were learnt."""
        return {level for level, words in self.learnt.items() if words}

    def keys(self, level: str, words: Sequence[str]) -> list[LevelKeys]:
        """Keys of each word at a level; at `name`, whether it is a name if written with a capital."""
        return self.worked_out(level, words, partial(_analyse, level))

    def worked_out(
        self, level: str, words: Sequence[str], analyse: Callable[[Sequence[str]], list[LevelKeys]]
    ) -> list[LevelKeys]:
        """What `analyse` says of each word, or of anything else with a name; only new ones are given to it.

        It must depend on nothing but the name, qualcode and the word lists.
        """
        words, known = list(words), self._known.setdefault(level, {})
        unseen = [word for word in dict.fromkeys(words) if word not in known]
        if fresh := self._fresh.get(level):
            again = [word for word in words if word in fresh]
            self.learnt.setdefault(level, {}).update(zip(again, map(known.__getitem__, again), strict=True))
        if unseen and level in self._memos:
            known.update(self._memos[level].of(unseen))
            unseen = [word for word in unseen if word not in known]
        if unseen:
            with _uncollected():
                self.learn({level: dict(zip(unseen, analyse(unseen), strict=True))})
        return [*map(known.__getitem__, words)]

    def is_name(self, word: "TermWord") -> bool:
        """Whether a word of a term is a name, which is matched as written, with or without clitics."""
        return word.capital and self.keys("name", [word.key])[0] != ("",)

    def classes(self, words: Sequence[str]) -> npt.NDArray[np.int8]:
        """The class of each distinct word, as `text.languages.type_classes` gives it."""
        return np.array([int(each) for (each,) in self.keys("class", words)], np.int8)

    def learn(self, words: Mapping[str, Mapping[str, LevelKeys]]) -> None:
        """Add what others worked out: level -> words with their keys."""
        for level, keys in words.items():
            self._known.setdefault(level, {}).update(keys)
            self._fresh.setdefault(level, set()).update(keys)
            self.learnt.setdefault(level, {}).update(keys)

    def take_learnt(self) -> Mapping[str, Mapping[str, LevelKeys]]:
        """What was learnt, or asked for again, since the last call, to be stored by the caller.

        It depends only on what was asked: a shard gives the same words, whatever was done before it.
        """
        learnt, self.learnt = self.learnt, {}
        return learnt

    def memo(self, level: str) -> KeyMemo:
        """Everything known at a level now."""
        before = self._memos[level].all() if level in self._memos else {}
        return KeyMemo.made_of(before | self._known.get(level, {}))


def _analyse(level: str, words: Sequence[str]) -> list[LevelKeys]:
    from qualcode.text import languages

    analyse: Mapping[str, Callable[[Sequence[str]], list[LevelKeys]]] = {
        "light": languages.light_keys, "root": languages.root_keys, "name": languages.name_keys,
        "class": languages.class_keys,
    }  # fmt: skip
    return analyse[level](words)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection, which takes a sixth of the time: dictionaries contain no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True)
class LemmaGroups:
    """The types of a vocabulary at one level, grouped by level key.

    A word that is its own base is left out of that group, since most words are.
    """

    keys: Sequence[str]
    """Level keys, sorted."""
    starts: Ints
    """Where the types of each key begin: n_keys + 1 values."""
    types: Ints
    """Types with the key, in order, without the word that the key names."""

    def of(self, key: str) -> list[int]:
        """The types with a level key, except the word that it names."""
        at = bisect_left(self.keys, key)
        if at == len(self.keys) or self.keys[at] != key:
            return []
        return [int(number) for number in self.types[self.starts[at] : self.starts[at + 1]]]


def word_of_key(key: str) -> str:
    """The word that a level key names: *percaya* for `id:percaya`."""
    return key.partition(":")[2]


def group(words: Sequence[str], level_keys: Sequence[LevelKeys]) -> LemmaGroups:
    """The lemma groups of a vocabulary, given its types and the level keys of each."""
    flat, owner = list[str](), list[int]()
    for number, (word, own) in enumerate(zip(words, level_keys, strict=True)):
        itself = f":{word}"
        for key in own:
            if not key.endswith(itself):
                flat.append(key)
                owner.append(number)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)  # in the order in which keys are met
    family = np.array([numbers[key] for key in flat], np.int64)
    met = list(numbers)
    by_key = sorted(range(len(met)), key=met.__getitem__)  # words stand in order, and so do most of their keys
    rank = np.empty(len(met), np.int64)
    rank[by_key] = np.arange(len(met))
    starts = np.concatenate([[0], np.cumsum(np.bincount(rank[family], minlength=len(met)))])
    return LemmaGroups([met[number] for number in by_key], starts, np.array(owner, np.int32)[order(rank[family])])


class TermWord(NamedTuple):
    """One word of a term; `*` in its key stands for any run of a token's characters, even an empty one."""

    key: str
    """Folded form, as tokens have it."""
    level: MatchLevel
    """How inflected forms are found; a word with `*` is always exact."""
    language: str
    """Whose inflection is used, the code of a pack; empty: all."""
    capital: bool = False
    """True if inflected forms are found and the term has the word with a capital: it may be a name."""


def words_of_term(term: Term) -> tuple[TermWord, ...]:
    """The words of a term in order; several form a phrase of consecutive tokens. Other kinds of terms have none."""
    if not term.is_words:
        return ()
    return tuple(_word(written, term) for written in written_words(term.text))


def written_words(text: str) -> list[str]:
    """The words of a term as written; pieces with `*` stay whole, others are tokenised like texts."""
    return [word for piece in text.split() for word in ([piece] if "*" in piece else words_as_written(piece))]


def _word(written: str, term: Term) -> TermWord:
    """One word of a term; with `*` it is always matched as it is written."""
    level: MatchLevel = "exact" if "*" in written else term.level
    return TermWord(fold(written), level, term.language, level != "exact" and written[:1].isupper())


def _matches(key: str, beginning: str, rest: Sequence[str]) -> bool:
    """Whether a key contains the parts of a wildcard in order, the last one at its end.

    Each part is matched at its first place; a regular expression would try all divisions of the key among many `*`.
    """
    *middle, end = rest
    at = len(beginning)
    if not key.startswith(beginning):
        return False
    for part in middle:
        found = key.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return key.endswith(end) and len(key) >= at + len(end)


_APART = 32
"""Types from one landmark to the next: so many are read together, since a list in memory is searched fastest."""


class Lookup:
    """Types of a vocabulary by exact key, wildcard, or shared light or root key.

    Analysis is lazy: a vocabulary is only lemmatised or stemmed when a word asks for that level.
    """

    def __init__(
        self, keys: Sequence[str], analyser: Analyser | None = None, families: Mapping[str, LemmaGroups] | None = None
    ) -> None:
        """Prepare for a sorted list of keys; `families` are lemma groups that were stored earlier."""
        self.keys = keys
        self.families = dict(families or {})
        """Level -> lemma groups of the vocabulary, as far as they were needed."""
        self._analyser = analyser or Analyser()
        self._found: dict[TermWord, Ints] = {}
        self._read: dict[int, Sequence[str]] = {}

    def types(self, word: TermWord) -> Ints:
        """Sorted types that the word matches."""
        if word not in self._found:
            self._found[word] = np.array(self._find(word), np.int64)
        return self._found[word]

    def _find(self, word: TermWord) -> Sequence[int]:
        if "*" in word.key:
            return self._wildcard(word.key)
        if word.level == "exact":
            return self._range(word.key)
        return self._name(word.key) if self._analyser.is_name(word) else self._family(word)

    def _name(self, key: str) -> list[int]:
        """Types that are a name, or the name with a clitic."""
        from qualcode.text.languages import name_forms

        return sorted(number for form in name_forms(key) for number in self._range(form))

    def _range(self, key: str) -> range:
        """Types with exactly this key; the same word in different bytes has adjacent types."""
        return range(self._place(key), self._place(key + "\0"))  # the next text there is, and no token's

    def _family(self, word: TermWord) -> list[int]:
        """Types that share a level key with the word, and those with exactly its key."""
        if word.level not in self.families:
            keys = list(self.keys)
            self.families[word.level] = group(keys, self._analyser.keys(word.level, keys))
        found = set(self._range(word.key))
        for key in self._analyser.keys(word.level, [word.key])[0]:
            if key.partition(":")[0] == word.language or not word.language:
                found.update(self.families[word.level].of(key), self._base(word.level, key))
        return sorted(found)

    def _base(self, level: str, key: str) -> range:
        """Types of the word that a level key names, if it is its own base."""
        base = word_of_key(key)
        return self._range(base) if key in self._analyser.keys(level, [base])[0] else range(0)

    def _wildcard(self, pattern: str) -> Sequence[int]:
        """Types that match a pattern with `*`: narrowed by its beginning or longest part, then matched whole."""
        beginning, *rest = pattern.split("*")
        candidates = self._beginning(beginning) if beginning else self._holding(max(rest, key=len))
        if not any(rest) or [beginning, *rest[1:]] == ["", ""]:  # `word*` and `*word*` are matched already
            return candidates
        ends = [each for each in self._named(candidates) if each[1].endswith(rest[-1])]  # few are left to look at
        return [number for number, key in ends if _matches(key, beginning, rest)]

    def _named(self, types: Sequence[int]) -> Iterable[tuple[int, str]]:
        """Types with their keys; adjacent ones are read in one go."""
        if isinstance(types, range):
            return zip(types, self.keys[types.start : types.stop], strict=True)
        return ((number, self.keys[number]) for number in types)

    def _beginning(self, beginning: str) -> range:
        """Types whose key begins so."""
        return range(self._place(beginning), self._place(beginning + chr(0x10FFFF)))

    def _place(self, key: str) -> int:
        """The first type whose key is not before this one, found among those behind the last landmark before it."""
        low = max(bisect_left(self._landmarks, key) - 1, 0) * _APART
        if low not in self._read:
            self._read[low] = self.keys[low : low + _APART]
        return low + bisect_left(self._read[low], key)

    @cached_property
    def _landmarks(self) -> list[str]:
        return [self.keys[number] for number in range(0, len(self.keys), _APART)]

    def _holding(self, part: str) -> Sequence[int]:
        """Types whose key holds the part."""
        return self._texts.holding(part) if part else range(len(self.keys))

    @cached_property
    def _texts(self) -> TextList:
        return TextList.of(self.keys)
