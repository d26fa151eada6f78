"""Roots of derived Indonesian words: *keterlambatan* -> *lambat*, *pergerakan* -> *gerak*.

Every analysis must end at a root that the dictionary knows. Of several, the one in a single step wins, then the most
frequent one: a stemmer that takes the first that fits finds *peluk* in *pelukis*.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from qualcode.text import affixes, lexicon, wordlists

if TYPE_CHECKING:
    from Sastrawi.Stemmer.Stemmer import Stemmer

_HEADS = ("ke", "ber", "be", "ter", "per", "pe", "")
"""Prefixes that make words; se- is not among them: *sebesar*, *sejenis*, *secara* say a relation, not the root."""
_TAILS = ("", "an", "kan", "i")


@cache
def root(word: str) -> str:
    """Give the root that an Indonesian word without inflection is derived from; the word itself where there is none."""
    parted = _parted(word)
    if parted:
        return parted
    if word in lexicon.roots() or lexicon.is_rather_english(word) or not word.isascii():
        return word
    if _is_relation(word):
        return word
    found = max(_analyses(word, 3), default=None)
    return root(found[-1]) if found else _stemmed(word)


@cache
def parted_roots() -> dict[str, str]:
    """Words of families that have parted in meaning, and the root under which they stand."""
    return wordlists.pairs("kept_apart", "id")


def _parted(word: str) -> str:
    """Root of a word whose meaning has left its family, or of a verb that has its own base at level light."""
    if word in parted_roots():
        return parted_roots()[word]
    if word in affixes.whole():
        return word
    if word in lexicon.own_verbs():
        return root(word.removesuffix("kan") if word.endswith("kan") else word.removesuffix("i"))
    denied = word.removeprefix("ketidak").removesuffix("an")
    return f"tidak+{root(denied)}" if word.startswith("ketidak") and len(denied) > 2 else ""


def _is_relation(word: str) -> bool:
    """Tell whether a word is se- before a known word: *sebesar*, *sepanjang*, *sekantor*."""
    rest = word.removeprefix("se")
    return rest != word and len(rest) > 2 and (rest in lexicon.roots() or next(_analyses(rest, 1), None) is not None)


def _analyses(word: str, depth: int) -> Iterator[tuple[int, float, float, str]]:
    """Roots that affixes could have made a word from: how directly, how frequent, and the root.

    Under peN- a root with a passive is likelier (*pengurus*: *diurus*, not *kurus*).
    """
    frequency = lexicon.indonesian()
    agent = word.startswith("pe")
    for rest in _rests(word):
        for tail in ("",) if rest in lexicon.roots() else _TAILS:
            stem = rest.removesuffix(tail)
            if stem == word or len(stem) < 3 or (tail and stem == rest):
                continue
            if stem in lexicon.roots() or stem in affixes.whole() or stem in parted_roots():
                passive = frequency.get(f"di{stem}", 0.0) if agent else 0.0
                yield depth, passive, frequency.get(stem, 0.0), stem
            elif depth > 1 and len(stem) > 4:
                yield from _analyses(stem, depth - 1)


def _rests(word: str) -> Iterator[str]:
    """What may stand under a prefix, with the sound that peN- has swallowed."""
    for head in _HEADS:
        if word.startswith(head):
            yield word[len(head) :]
    if word.startswith("pe"):
        yield from affixes.under_nasal(word[2:])


@cache
def _stemmer() -> "Stemmer":
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # reads its dictionary

    return StemmerFactory().create_stemmer()


def _stemmed(word: str) -> str:
    """Root by the rules of Sastrawi, for words that ours do not reach; families that parted stay apart."""
    found = str(_stemmer().stem(word)).replace(" ", "-") or word
    return parted_roots().get(found, found)
