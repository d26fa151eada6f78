"""Standard spelling of Indonesian words as people type and say them: *lamaaa*, *lngsng*, *laen*, *roemah*, *ancur*."""

import re
from collections.abc import Iterator
from functools import cache

from qualcode.text import lexicon, wordlists

_LONG_LETTER = re.compile(r"(.)\1(?:\1+|$)")
_VOWEL = re.compile("[aeiou]")
_VOWELS = str.maketrans("", "", "aeiou")
_ALTERED = (
    *(("ae", "ai"), ("ao", "au"), ("oe", "u"), ("dj", "j"), ("tj", "c"), ("th", "t"), ("sh", "s"), ("kh", "k")),
    *(("f", "p"), ("q", "k"), ("z", "j"), ("ya", "ia"), ("yu", "iu")),
)
"""Letters of older, foreign or playful spelling, and the standard ones."""
_ALTERABLE = re.compile("|".join(letters for letters, _ in _ALTERED))
_LAST_VOWEL = re.compile(r"[eo](?=[^aeiou]{1,2}$)")
_RAISED = {"e": "i", "o": "u"}
_LIKELY = 1e-6
"""Least frequency of a word that another spelling is traced to."""
_ENGLISH = 3e-7
"""Least frequency of an English word that is taken for one, and for no slip."""
_SURE = 3e-5
"""The same when only three consonants are left of a word."""


@cache
def colloquial() -> dict[str, str]:
    """Give the listed colloquial and shortened forms with their standard word."""
    return wordlists.pairs("colloquial") | wordlists.pairs("bases")


def standard(word: str) -> str:
    """Give the standard spelling of a word that no dictionary knows as written; or nothing."""
    if not word.isascii() or not word.isalpha() or len(word) < 3:
        return ""
    frequency = lexicon.indonesian()
    if word not in frequency and _LONG_LETTER.search(word):
        short = _LONG_LETTER.sub(r"\1", word)
        # *PPPK* is an abbreviation, no *pk* drawn out.
        if _VOWEL.search(short) and len(short) > 1 and _is_word(short, 0.0):
            return short
    if lexicon.english().get(word, 0.0) >= _ENGLISH:
        return ""
    least = max(_LIKELY, 2 * frequency.get(word, 0.0))
    found = [other for other in _respelt(word) if _is_word(other, least) and not lexicon.is_rather_english(other)]
    return max(found, key=lambda other: frequency.get(other, 0.0)) if found else _with_vowels(word)


def is_likelier(other: str, word: str) -> bool:
    """Tell whether another word is so much commoner than one that no English list knows that it may be meant."""
    frequency = lexicon.indonesian()
    least = max(_LIKELY, 2 * frequency.get(word, 0.0))
    return frequency.get(other, 0.0) >= least and lexicon.english().get(word, 0.0) < _ENGLISH


def _is_word(word: str, least: float) -> bool:
    if word in colloquial():
        return True
    frequency = lexicon.indonesian().get(word, 0.0)
    return frequency > least if least else word in lexicon.roots() or frequency > 0.0


def _respelt(word: str) -> Iterator[str]:
    """Spell a word in the ways that one habit of speech or spelling explains."""
    if len(word) > 3:  # shorter ones are abbreviations and names
        if _ALTERABLE.search(word):
            yield from (word.replace(letters, normal) for letters, normal in _ALTERED if letters in word)
        if word[0] in "aeiou":
            yield f"h{word}"  # ancur, apus
        if word[-1] == "h":
            yield word[:-1]  # rapih
        if last := _LAST_VOWEL.search(word, len(word) - 3):
            yield f"{word[: last.start()]}{_RAISED[last[0]]}{word[last.end() :]}"  # adek, mabok


def _with_vowels(word: str) -> str:
    """Give the frequent word of which only vowels are left out: *lngsng*, *sbnrnya*, *stiap*; or nothing."""
    bones = word.translate(_VOWELS)
    if len(bones) < 3 or lexicon.indonesian().get(word, 0.0) > 1e-6:
        return ""
    full = _skeletons().get((word[0], bones), "")
    if len(full) <= len(word):
        return ""
    known = lexicon.indonesian()[full]
    short = len(bones) == 3 or (bones == word and len(word) == 4)  # DTKS, PLTS are abbreviations
    if known < (_SURE if short else _LIKELY * 5) or not _is_inside(word, full):
        return ""
    return full


@cache
def _skeletons() -> dict[tuple[str, str], str]:
    """The most frequent word of each first letter and row of consonants."""
    found: dict[tuple[str, str], str] = {}
    for word in sorted(lexicon.indonesian(), key=lexicon.indonesian().__getitem__):
        if lexicon.indonesian()[word] >= _LIKELY * 5 and len(word) > 4:
            found[word[0], word.translate(_VOWELS)] = word
    return found


def _is_inside(short: str, full: str) -> bool:
    """Tell whether the letters of a word stand in another one, in their order."""
    letters = iter(full)
    return all(letter in letters for letter in short)
