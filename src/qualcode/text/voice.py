"""Voice prefixes of Indonesian verbs, as spoken and as written: what may stand under them."""

import re
from collections.abc import Iterator

from qualcode.text import lexicon

VOICED = ("me", "di", "ter", "ng", "ny", "ke", "ku", "kau")
"""How every word begins that may stand under a voice prefix."""
_VOWELS = frozenset("aeiou")
_AFTER_ME, _AFTER_MEM, _AFTER_MEN = frozenset("lrmnwy"), frozenset("bfvp"), frozenset("dcjzts")
"""Sounds before which me-, mem- and men- swallow nothing."""
_BEFORE_ONE_SYLLABLE = re.compile("nge[^aeiou]*[aeiou][^aeiou]*(?:k?an|i)?")
"""Only before one syllable is it menge-, penge-: *mengecek*, *pengesahan*."""


def rests(word: str) -> Iterator[str]:
    """What may stand under the voice prefix of a word, with the sound that the prefix has swallowed."""
    head, rest = word[:2], word[2:]
    if head == "me":
        yield from under_nasal(rest)
    elif head in ("di", "ku"):
        yield rest
    elif word.startswith(("ter", "kau")):
        yield word[3:]
        if head == "te" and word[3:4] in _VOWELS:
            yield rest  # one r stands for two: terasa, terendah
    elif head == "ke" and not lexicon.indonesian().keys().isdisjoint((f"ter{rest}", f"te{rest}")):
        yield rest  # spoken ke- for ter-: kerasa, kebalik
    elif head == "ng":
        if word[2:3] == "e":
            yield word[3:]
        yield from (rest, f"k{rest}")
    elif head == "ny":
        yield from (f"s{rest}", f"c{rest}")


def under_nasal(rest: str) -> Iterator[str]:
    """What may stand under meN- or peN-: *mem|p|akai*, *men|t|ulis*, *meny|s|impan*, *meng|k|irim*, *menge|cek*."""
    if rest[:1] in _AFTER_ME:
        yield rest
    if rest.startswith("m"):
        yield rest[1:] if rest[1:2] in _AFTER_MEM else "p" + rest[1:]
    elif rest.startswith("ny"):
        yield "s" + rest[2:]
    elif rest.startswith("ng"):
        yield from (rest[2:], "k" + rest[2:])
        if _BEFORE_ONE_SYLLABLE.fullmatch(rest):
            yield rest[3:]
    elif rest.startswith("n"):
        yield rest[1:] if rest[1:2] in _AFTER_MEN else "t" + rest[1:]
