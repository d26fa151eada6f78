"""English: lemmas, stems and word families."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import cast

from qualcode.languages import LanguagePack, Languages, current

_SUFFIXES = (
    *(("ability", "able"), ("ibility", "ible"), ("ization", "ize"), ("isation", "ise"), ("ation", "ate")),
    *(("ation", ""), ("ication", "y"), ("ition", ""), ("ion", ""), ("ion", "e"), ("ness", "")),
    *(("iness", "y"), ("ment", ""), ("ance", ""), ("ence", ""), ("ance", "e"), ("ence", "e")),
    *(("ity", ""), ("ity", "e"), ("ily", "y"), ("ly", ""), ("ally", ""), ("able", ""), ("able", "e")),
    *(("iable", "y"), ("ful", ""), ("less", ""), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e")),
    *(("or", ""), ("or", "e"), ("ive", ""), ("ive", "e"), ("al", "")),
)
"""Suffixes that derive words, each with its replacement in the base."""
_RARER = 60
"""A lemma this many times rarer than its form, or than a regular base of it, is an error of the dictionary."""
_VOWEL = re.compile("[aeiouy]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")


@cache
def frequencies() -> dict[str, float]:
    """Frequency of English word forms (wordfreq, 320 thousand), in shares of running words."""
    import wordfreq  # slow to import, and not needed by most commands

    return wordfreq.get_frequency_dict("en", wordlist="best")


@cache
def _dictionary() -> Callable[[str, str], str | None]:
    """Simplemma's dictionary alone, its first step; the other steps take ten times as long."""
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy().get_lemma


@cache
def _lemmatize() -> Callable[[str, str], str]:
    from simplemma import lemmatize  # loads its dictionary when first used

    return lemmatize


_NOUN = 4
"""A form in -ing is a noun unless its verb is this many times more frequent."""


class English:
    """Inflection of English, with its lists and dictionaries."""

    def __init__(self, languages: Languages) -> None:
        """Take the lists, and how frequent words are here and in other languages."""
        lists = languages.lists("en")
        self._words, self._elsewhere = frequencies(), languages.frequencies_elsewhere("en")
        self._family_splits = lists.pairs("family_splits")
        whole = lists.words("stem_exceptions")
        self._listed = lists.pairs("irregular") | lists.pairs("colloquial") | dict(zip(whole, whole, strict=True))
        """Listed lemmas: of irregular and colloquial forms, and of words that only look inflected."""
        self.stem = cache(self._find_stem)

    def family(self, word: str, base: str) -> str:
        """Give the word that a word is derived from."""
        return self.stem(word)

    def foreign_part(self, word: str, base: str) -> str:
        """The word itself: English puts no affixes on words of other languages."""
        return word

    def inflected(self, word: str) -> str:
        """Give the dictionary form of an English word: *services* -> *service*; other words stay as they are."""
        owner = word.removesuffix("'s")
        listed = self._listed.get(owner, "" if owner.isalpha() else owner)
        if listed:
            return listed
        if owner.endswith("ings"):
            return self.inflected(owner[:-1])
        frequency = self._words.get(owner, 0.0)
        if frequency < 1e-5 and _DRAWN_OUT.search(owner):
            return self._squeezed(owner)
        if not frequency or len(owner) < 3 or not self._is_possibly_english(owner):
            return owner
        given = self._looked_up(owner)
        return (
            given
            if given == owner or self._is_plausible(given, owner)
            else max(self._regular(owner), key=self._known, default=owner)
        )

    def _squeezed(self, word: str) -> str:
        """A word without its drawn-out letters, where that makes it English: *soooo*, *pleaseee*; else the word."""
        short = _DRAWN_OUT.sub(r"\1", word)
        return self.inflected(short) if self._known(short) > _RARER * self._known(word) else word

    def _looked_up(self, word: str) -> str:
        """Lemma in the dictionary; of a form in -ing that it takes for a noun (*finding*), the verb if far commoner."""
        given = (_dictionary()(word, "en") or _lemmatize()(word, "en")).lower()
        if given == word and word.endswith("ing"):
            verb = max(self._regular(word), key=self._known, default=word)
            return verb if self._known(verb) > _NOUN * self._known(word) else word
        return given

    def _is_plausible(self, given: str, word: str) -> bool:
        """Tell whether a lemma may be right: *fixe* for *fixed* is not (*fix* is far commoner), nor *unpay*."""
        best = max(map(self._known, self._regular(word)), default=0.0)
        return self._known(given) * _RARER >= max(best, self._known(word))

    def _known(self, word: str) -> float:
        return self._words.get(word, 0.0)

    def _regular(self, word: str) -> Iterator[str]:
        """Known bases that regular inflection could have made a word from: *cancelled* -> *cancel*."""
        found = []
        for ending in ("ing", "ed"):
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 2 or not _VOWEL.search(stem):
                continue
            found += [stem, f"{stem}e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if stem.endswith("i"):
                found.append(f"{stem[:-1]}y")
        if word.endswith("ies"):
            found.append(f"{word[:-3]}y")
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            found += [word[:-1], *([word[:-2]] if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) else [])]
        yield from (base for base in found if len(base) > 2 and self._known(base) >= 1e-7)

    def _is_possibly_english(self, word: str) -> bool:
        """Tell whether a word may be English at all; *dibuat* and *saya* must not meet English rules."""
        return self._words.get(word, 0.0) * 10 > self._elsewhere.get(word, 0.0)

    def _find_stem(self, word: str) -> str:
        """Give the word that an English word is derived from, step by step: *reliability* -> *rely*."""
        apart = self._family_splits
        current = self.inflected(word)
        for _ in range(4):
            if current in apart:
                return apart[current]
            shorter = max(self._shorter(current), key=lambda base: (self._words[base], base), default="")
            if not shorter:
                return current
            current = shorter
        return current

    def _shorter(self, word: str) -> Iterator[str]:
        """Known words of four letters or more that a suffix could have been added to."""
        if not self._is_possibly_english(word):
            return
        for suffix, replacement in _SUFFIXES:
            if not word.endswith(suffix):
                continue
            base = word.removesuffix(suffix)
            bases = [base + replacement]
            if not replacement and base[-1:] == base[-2:-1]:
                bases.append(base[:-1])  # a doubled letter: planner, plan
            yield from (each for each in bases if len(each) > 3 and self._words.get(each, 0.0) >= 1e-6)


def english() -> English:
    """The current English."""
    return cast(English, current().inflection("en"))


PACK = LanguagePack(
    code="en",
    names={"en": "English", "id": "bahasa Inggris"},
    words=resources.files(__package__).joinpath("words"),
    inflection=English,
    frequencies=frequencies,
    spacy="en",
)
