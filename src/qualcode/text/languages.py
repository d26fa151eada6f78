"""Languages of words and segments: Indonesian, English, or both mixed.

Decided once for each distinct word, from its frequency in each language; a segment then counts its words.
Malay is not offered: it would take a tenth of all Indonesian sentences.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.languages import en, wordlists
from qualcode.languages.id import affixes, derivation, spelling
from qualcode.text.tokens import fold

SEGMENT_LANGUAGES = ("id", "en", "mixed", "und")
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
        [SEGMENT_LANGUAGES.index("und"), SEGMENT_LANGUAGES.index("mixed"), SEGMENT_LANGUAGES.index("id")],
        SEGMENT_LANGUAGES.index("en"),
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
    if key in _colloquial() and not wordlists.is_rather_english(key):
        return INDONESIAN
    if key in _switched():
        return ENGLISH
    here, there = wordlists.indonesian().get(key, 0.0), wordlists.english().get(key, 0.0)
    if here == 0.0 and there < _SURELY_ENGLISH:
        return _class_of_unseen(key)
    decades = math.log10(max(here, _UNSEEN_INDONESIAN) / max(there, _UNSEEN_ENGLISH))
    if decades > 0:
        return INDONESIAN if decades >= (_CLEARLY_INDONESIAN if there >= _NOT_RARE else _CLEAR) else BOTH
    return ENGLISH if decades <= -_CLEAR else BOTH


def _class_of_unseen(key: str) -> int:
    """Class of a word that neither list has: by its base, by its parts, or nothing (names, slips)."""
    there = wordlists.english().get(key, 0.0)
    if key in wordlists.roots():
        return BOTH if there >= _NOT_RARE else INDONESIAN
    if there >= _ENGLISH:
        return ENGLISH
    base = affixes.light(key)
    if base in wordlists.roots() or affixes.is_derived(base):
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
    lemma = en.lemma(key)
    return lemma != key and wordlists.english().get(lemma, 0.0) >= _ENGLISH


def _class_of_loan(key: str, base: str) -> int:
    """Class of an English word under Indonesian affixes: *ngesave* proves little, *feeling-nya* is set apart."""
    if not wordlists.is_english_base(base):
        return NEUTRAL
    return ENGLISH if "-" in key and _class(base) == ENGLISH else BOTH


@cache
def _neutral() -> frozenset[str]:
    return frozenset(wordlists.load_wordlist("neutral"))


@cache
def _switched() -> frozenset[str]:
    return frozenset(wordlists.load_wordlist("switched"))


@cache
def _colloquial() -> frozenset[str]:
    negators = wordlists.sections("negators")["id"]
    return frozenset((*spelling.colloquial(), *wordlists.load_wordlist("regional"), *negators))


InflectionLevel = Literal["exact", "light", "root"]


def light_keys(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Give each word its keys at level light, which joins inflected forms: *dipercaya*, *mempercayai* and *percaya*."""
    return [_light(key) for key in keys]


def root_keys(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Give each word its keys at level root, which joins a whole family: *kepercayaan* and *percaya*.

    Slow for words never seen before (some 5 to 10 thousand a second): ask only for what a term can reach.
    """
    return [_root(key) for key in keys]


def term_keys(word: str, level: InflectionLevel, language: str = "") -> tuple[str, ...]:
    """Give the keys of one word of a term; `language` (`id` or `en`) leaves only that language's key.

    At level exact the only key is the word itself without a language.
    """
    key = fold(word)
    if level == "exact":
        return (key,)
    found = _light(key) if level == "light" else _root(key)
    return tuple(each for each in found if not language or each.startswith(f"{language}:"))


def _light(key: str) -> tuple[str, ...]:
    base = affixes.light(key)
    return (f"id:{base}", f"en:{en.lemma(_english_part(key, base))}")


def _english_part(key: str, base: str) -> str:
    """The English word in a word: what is left under Indonesian affixes where that is English, else all of it."""
    return base if base != key and (wordlists.is_english_base(base) or wordlists.is_shared(base)) else key


@cache
def _root(key: str) -> tuple[str, ...]:
    base = affixes.light(key)
    return (f"id:{_indonesian_root(key, base)}", f"en:{en.stem(_english_part(key, base))}")


def _indonesian_root(key: str, base: str) -> str:
    """Root of an Indonesian word; a form that a list names (*undang-undang*) is looked up before its base."""
    return derivation.parted_roots().get(key) or derivation.root(base)


THIRD_LANGUAGES = {
    "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
}  # fmt: skip
"""Languages that can be told, by their codes."""
FEWEST_WORDS_TO_TELL = 3
"""Words below which nothing is told: *No?* and *Prof.* are at home everywhere."""
_DECADES = 1.0
"""Decades by which its words must be more frequent there, on average, than in Indonesian or English."""
_UNSEEN = 1e-7
"""Frequency of words that a list does not have."""


def third_language(keys: Sequence[str]) -> str:
    """Name the language of a text by the keys of its words; "" where it may be Indonesian, English or a regional one.

    Each word is compared with the language of the two, Indonesian and English, in which it is more frequent (wordfreq).
    """
    words = [key for key in keys if any(map(str.isalpha, key))]
    if len(words) < FEWEST_WORDS_TO_TELL:
        return ""
    ours = (wordlists.indonesian(), wordlists.english())
    own = sum(max(_decades(word, known) for known in ours) for word in words) / len(words)
    there = {code: sum(_decades(word, _frequencies(code)) for word in words) / len(words) for code in THIRD_LANGUAGES}
    best = max(there, key=lambda code: there[code])
    return THIRD_LANGUAGES[best] if there[best] - own >= _DECADES else ""


def _decades(word: str, known: Mapping[str, float]) -> float:
    return math.log10(max(known.get(word, 0.0), _UNSEEN))


@cache
def _frequencies(language: str) -> dict[str, float]:
    import wordfreq  # slow to import, and not needed by most commands

    return wordfreq.get_frequency_dict(language, wordlist="small")
