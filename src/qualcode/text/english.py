"""Lemmas and stems of English words."""

from collections.abc import Iterator
from functools import cache

from qualcode.text import lexicon, wordlists

_SUFFIXES = (
    ("ability", "able"),
    ("ibility", "ible"),
    ("ization", "ize"),
    ("isation", "ise"),
    ("ation", "ate"),
    ("ation", ""),
    ("ication", "y"),
    ("ition", ""),
    ("ion", ""),
    ("ion", "e"),
    ("ness", ""),
    ("iness", "y"),
    ("ment", ""),
    ("ance", ""),
    ("ence", ""),
    ("ance", "e"),
    ("ence", "e"),
    ("ity", ""),
    ("ity", "e"),
    ("ily", "y"),
    ("ly", ""),
    ("ally", ""),
    ("able", ""),
    ("able", "e"),
    ("iable", "y"),
    ("ful", ""),
    ("less", ""),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("or", ""),
    ("or", "e"),
    ("ive", ""),
    ("ive", "e"),
    ("al", ""),
)


@cache
def lemma(word: str) -> str:
    """Give the dictionary form of an English word: *services* -> *service*; other words stay as they are."""
    owner = word.removesuffix("'s")
    if owner in wordlists.sections("kept_whole")["en"] or "'" in owner or not owner.isalpha():
        return owner
    if len(owner) < 3 or not _is_possibly_english(owner):
        return owner
    from simplemma import lemmatize  # loads its dictionary when first used

    return lemmatize(owner, "en").lower()


def _is_possibly_english(word: str) -> bool:
    """Tell whether a word may be English at all; *dibuat* and *saya* must not meet English rules."""
    return lexicon.english().get(word, 0.0) * 10 > lexicon.indonesian().get(word, 0.0)


@cache
def stem(word: str) -> str:
    """Give the word that an English word is derived from, step by step: *reliability* -> *rely*."""
    apart = _kept_apart()
    current = lemma(word)
    for _ in range(4):
        if current in apart:
            return apart[current]
        shorter = max(_shorter(current), key=lambda base: (lexicon.english()[base], base), default="")
        if not shorter:
            return current
        current = shorter
    return current


@cache
def _kept_apart() -> dict[str, str]:
    return wordlists.pairs("kept_apart", "en")


def _shorter(word: str) -> Iterator[str]:
    """Known words of four letters or more that a suffix could have been added to."""
    if not _is_possibly_english(word):
        return
    for suffix, replacement in _SUFFIXES:
        if not word.endswith(suffix):
            continue
        base = word.removesuffix(suffix)
        bases = [base + replacement]
        if not replacement and base[-1:] == base[-2:-1]:
            bases.append(base[:-1])  # a doubled letter: planner, plan
        yield from (each for each in bases if len(each) > 3 and lexicon.english().get(each, 0.0) >= 1e-6)
