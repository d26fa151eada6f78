"""Word levels: which forms of a word count as the same word.

Each word gets keys that name their language, such as ``id:percaya`` and ``en:trust``. Two words match at a level when
they share a key; a word that nothing is known about has itself as key in both languages.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from qualcode.text import affixes, derivation, english, lexicon
from qualcode.text.normalise import fold

Level = Literal["exact", "light", "root"]


def light_keys(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Give each word its keys at level light, which joins inflected forms: *dipercaya*, *mempercayai* and *percaya*."""
    return [_light(key) for key in keys]


def root_keys(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Give each word its keys at level root, which joins a whole family: *kepercayaan* and *percaya*.

    Slow for words never seen before (some 5 to 10 thousand a second): ask only for what a term can reach.
    """
    return [_root(key) for key in keys]


def term_keys(word: str, level: Level, language: str = "") -> tuple[str, ...]:
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
    return (f"id:{base}", f"en:{english.lemma(_english_part(key, base))}")


def _english_part(key: str, base: str) -> str:
    """The English word in a word: what is left under Indonesian affixes where that is English, else all of it."""
    return base if base != key and (lexicon.is_english_base(base) or lexicon.is_shared(base)) else key


@cache
def _root(key: str) -> tuple[str, ...]:
    base = affixes.light(key)
    return (f"id:{_indonesian_root(key, base)}", f"en:{english.stem(_english_part(key, base))}")


def _indonesian_root(key: str, base: str) -> str:
    """Root of an Indonesian word; a form that a list names (*undang-undang*) is looked up before its base."""
    return derivation.parted_roots().get(key) or derivation.root(base)
