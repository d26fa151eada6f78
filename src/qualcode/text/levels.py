"""Word levels: which forms of a word count as the same word.

Each word gets keys that name their language, such as ``id:percaya`` and ``en:trust``. Two words match at a level when
they share a key; a word that nothing is known about has itself as key in both languages.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from qualcode.text import affixes, english, lexicon, wordlists
from qualcode.text.normalise import fold

if TYPE_CHECKING:
    from Sastrawi.Stemmer.Stemmer import Stemmer

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


@cache
def _light(key: str) -> tuple[str, ...]:
    base = affixes.light(key)
    return (f"id:{base}", f"en:{english.lemma(_english_part(key, base))}")


def _english_part(key: str, base: str) -> str:
    """The English word in a word: what is left under Indonesian affixes where that is English, else all of it."""
    return base if base != key and lexicon.is_english_base(base) else key


@cache
def _root(key: str) -> tuple[str, ...]:
    base = affixes.light(key)
    return (f"id:{_indonesian_root(key, base)}", f"en:{english.stem(_english_part(key, base))}")


def _indonesian_root(key: str, base: str) -> str:
    """Root of an Indonesian word; families with a meaning of their own keep their own root."""
    apart = _kept_apart()
    for form in (key, base):
        if form in apart:
            return apart[form]
    if base in lexicon.roots() or lexicon.is_rather_english(base) or not base.isascii():
        return base
    denied = base.removeprefix("ketidak").removesuffix("an")
    if base.startswith("ketidak") and len(denied) > 2:
        return f"tidak+{_stem(denied)}"
    return apart.get(stemmed := _stem(base), stemmed)


@cache
def _kept_apart() -> dict[str, str]:
    return wordlists.pairs("kept_apart", "id")


@cache
def _stemmer() -> "Stemmer":
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # reads its dictionary

    return StemmerFactory().create_stemmer()


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stem(word)).replace(" ", "-") or word
