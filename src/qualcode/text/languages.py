"""Languages of words and segments: Indonesian, English, or both mixed.

Decided once for each distinct word, from its frequency in each language; a segment then counts its words.
Malay is not offered: it would take a tenth of all Indonesian sentences.
"""

import math
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from qualcode.text import affixes, english, lexicon, spelling, wordlists

LANGUAGES = ("id", "en", "mixed", "und")
"""Languages of a segment; `und` where no word tells."""

NEUTRAL, INDONESIAN, ENGLISH, BOTH = range(4)
"""Classes of a word: tells nothing, Indonesian, English, at home in both."""

_LAUGHTER = re.compile(r"(?:[aeiou]?h[aeiou]+){2,}h?|[wk]{3,}|lo+l")
_CLEAR = 0.6
"""Decades by which a word must be more frequent in one language than in the other."""
_CLEARLY_INDONESIAN, _NOT_RARE = 1.2, 3e-7
"""The same for Indonesian when the word is not rare in English: *helm*, *tsunami*, *ramadan* are at home in both."""
_ENGLISH = 4e-7
"""Least frequency of an English word that the Indonesian list lacks."""
_SURELY_ENGLISH = 1e-5
"""Frequency from which an English word that the Indonesian list lacks needs no closer look."""
_UNSEEN_INDONESIAN, _UNSEEN_ENGLISH = 4e-7, 1e-8
"""Frequencies of words that a list does not have: below its rarest ones."""
_SHARE = 0.1
"""Least share of the other language that makes a segment mixed when it is a single word."""
_SHARE_OF_SEVERAL = 0.08
"""The same for two words and more: in a long segment two odd words are rather names."""


def type_classes(keys: Sequence[str]) -> npt.NDArray[np.int8]:
    """Give each distinct word its class: 0 tells nothing, 1 Indonesian, 2 English, 3 at home in both."""
    return np.fromiter((_class(key) for key in keys), np.int8, len(keys))


def segment_languages(classes: npt.NDArray[np.int8], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
    """Give each segment its language, as an index into `LANGUAGES`.

    `classes` are the classes of all words in running order; segment n has the words from offsets[n] to offsets[n + 1].
    """
    indonesian, foreign = _count(classes == INDONESIAN, offsets), _count(classes == ENGLISH, offsets)
    less, both = np.minimum(indonesian, foreign), indonesian + foreign
    mixed = (less > 0) & (less >= np.where(less > 1, _SHARE_OF_SEVERAL, _SHARE) * both)
    return np.select(
        [both == 0, mixed, indonesian >= foreign],
        [LANGUAGES.index("und"), LANGUAGES.index("mixed"), LANGUAGES.index("id")],
        LANGUAGES.index("en"),
    ).astype(np.int8)


def _count(chosen: npt.NDArray[np.bool_], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Count the chosen words of each segment: how many stand before its end, less those before its start."""
    before = np.zeros(len(chosen) + 1, np.int32)
    np.cumsum(chosen, out=before[1:])
    return np.diff(before[offsets]).astype(np.int64)


@cache
def _class(key: str) -> int:
    """Class of one word."""
    if key in _neutral() or _LAUGHTER.fullmatch(key) or not any(map(str.isalpha, key)):
        return NEUTRAL
    if key in _colloquial() and not lexicon.is_rather_english(key):
        return INDONESIAN
    if key in _switched():
        return ENGLISH
    here, there = lexicon.indonesian().get(key, 0.0), lexicon.english().get(key, 0.0)
    if here == 0.0 and there < _SURELY_ENGLISH:
        return _class_of_unseen(key)
    decades = math.log10(max(here, _UNSEEN_INDONESIAN) / max(there, _UNSEEN_ENGLISH))
    if decades > 0:
        return INDONESIAN if decades >= (_CLEARLY_INDONESIAN if there >= _NOT_RARE else _CLEAR) else BOTH
    return ENGLISH if decades <= -_CLEAR else BOTH


def _class_of_unseen(key: str) -> int:
    """Class of a word that neither list has: by its base, by its parts, or nothing (names, slips)."""
    there = lexicon.english().get(key, 0.0)
    if key in lexicon.roots():
        return BOTH if there >= _NOT_RARE else INDONESIAN
    if there >= _ENGLISH:
        return ENGLISH
    base = affixes.light(key)
    if base in lexicon.roots() or affixes.is_derived(base):
        return INDONESIAN
    if _is_english(key):
        return ENGLISH
    if base != key:
        return _class_of_loan(key, base)
    parts = {_class(part) for part in key.replace("'", "-").split("-")} if "-" in key or "'" in key else set()
    decided = parts & {INDONESIAN, ENGLISH}
    return decided.pop() if len(decided) == 1 else NEUTRAL


def _is_english(key: str) -> bool:
    """Tell whether a rare word is a form of an English word that is common enough.

    The English list also holds names and words of other languages, which are rare there.
    """
    lemma = english.lemma(key)
    return lemma != key and lexicon.english().get(lemma, 0.0) >= _ENGLISH


def _class_of_loan(key: str, base: str) -> int:
    """Class of an English word under Indonesian affixes: *ngesave* proves little, *feeling-nya* is set apart."""
    if not lexicon.is_english_base(base):
        return NEUTRAL
    return ENGLISH if "-" in key and _class(base) == ENGLISH else BOTH


@cache
def _neutral() -> frozenset[str]:
    return frozenset(wordlists.load("neutral"))


@cache
def _switched() -> frozenset[str]:
    return frozenset(wordlists.load("switched"))


@cache
def _colloquial() -> frozenset[str]:
    negators = wordlists.sections("negators")["id"]
    return frozenset((*spelling.colloquial(), *wordlists.load("regional"), *negators))
