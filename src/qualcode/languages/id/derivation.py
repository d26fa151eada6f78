"""Roots of derived Indonesian words: *keterlambatan* -> *lambat*, *pergerakan* -> *gerak*.

Every analysis must end at a root in the dictionary. Of several, the most direct one wins, then the most frequent one;
a stemmer that takes the first match finds *peluk* (hug) in *pelukis* (painter).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from qualcode.languages.id.dictionary import Dictionary, under_nasal

if TYPE_CHECKING:
    from Sastrawi.Stemmer.Stemmer import Stemmer


_AFFIXES = {
    "": ("an",),
    "ke": ("", "an"),
    "ber": ("", "an", "kan"),
    "be": ("", "an"),
    "ter": ("",),
    "per": ("", "an"),
    "pe": ("", "an"),
    "doubled": ("an",),
}
"""Derivational prefixes, each with the suffixes that combine with it.

se- is not among them: *sebesar*, *sejenis*, *secara* express a relation, not the root.
"""
_WITHOUT_R = re.compile("r|[^aeiou]er[^aeiou]")
"""Before these ber- has no r of its own: *berenang*, *bekerja*."""
_HYPHENED = re.compile("pe(?:m|n|ng|nge|r)?-(.+)-an")
_FOREIGN = re.compile(".*(?:is|isme|isasi)")


def _rests(word: str) -> Iterator[tuple[str, str]]:
    """Prefixes of a word with the possible rests, including the sound that peN- replaced."""
    for head in _AFFIXES:
        rest = word[len(head) :]
        if word.startswith(head) and (head != "be" or _WITHOUT_R.match(rest)):
            yield head, rest
    if word[1:2] == "e" and word[:1] == word[2:3]:
        yield "doubled", word[2:]  # pepohonan, dedaunan
    if word.startswith("pe"):
        yield from (("pe", rest) for rest in under_nasal(word[2:]))


@cache
def _stemmer() -> "Stemmer":
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # reads its dictionary

    return StemmerFactory().create_stemmer()


def _is_left_of(root: str, word: str) -> bool:
    """Tell whether a word contains a root, perhaps without a first sound that a nasal replaced."""
    return root in word or (root[0] in "kpst" and root[1:] in word)


class Derivation:
    """Finds the roots of derived words with the dictionaries of Indonesian."""

    def __init__(self, words: Dictionary) -> None:
        """Take the dictionaries."""
        self._words = words
        self.root = cache(self._find_root)

    def _find_root(self, word: str) -> str:
        """Give the root that a word without inflection is derived from; the word itself if there is none."""
        parted = self._parted(word)
        if parted:
            return parted
        if word in self._words.roots or self._words.is_rather_foreign(word) or not word.isascii():
            return word
        if self._is_relation(word):
            return word
        found = max(self._analyses(word, 3), default=None)
        return self.root(found[-1]) if found else self._loan(word) or self._stemmed(word)

    def _parted(self, word: str) -> str:
        """Root of a word that has split from its family, or of a verb with its own base at level light; else empty."""
        if word in self._words.family_splits:
            return self._words.family_splits[word]
        if word in self._words.stem_exceptions:
            return word
        if word in self._words.own_verbs:
            return self.root(word.removesuffix("kan") if word.endswith("kan") else word.removesuffix("i"))
        denied = word.removeprefix("ketidak").removesuffix("an")
        return f"tidak+{self.root(denied)}" if word.startswith("ketidak") and len(denied) > 2 else ""

    def _loan(self, word: str) -> str:
        """English root of a noun that Indonesian affixes made: *pengupdatean*, *peng-update-an*; or nothing."""
        if word in self._words.known or not word.startswith("pe"):
            return ""
        hyphened = _HYPHENED.fullmatch(word)
        stems = (
            [hyphened[1]] if hyphened else [rest.removesuffix("an") for _, rest in _rests(word) if rest.endswith("an")]
        )
        return next((stem for stem in stems if len(stem) > 3 and self._words.is_foreign_base(stem)), "")

    def _is_relation(self, word: str) -> bool:
        """Tell whether a word is se- before a known word: *sebesar*, *sepanjang*, *sekantor*; not *serangan*."""
        rest = word.removeprefix("se")
        if rest == word or len(rest) < 3 or (word.endswith("an") and word[:-2] in self._words.roots):
            return False
        return rest in self._words.roots or next(self._analyses(rest, 1), None) is not None

    def _analyses(self, word: str, depth: int) -> Iterator[tuple[int, float, bool, float, str]]:
        """Possible roots of a word: how direct, how verbal, by -an alone, how frequent, and the root.

        Under peN- and per- a root with a passive is likelier (*pengurus*: *diurus*, not *kurus*; *perubahan*:
        *diubah*); then -an alone is likelier than two affixes (*kecaman* is not *ke-cam-an*); then the more frequent
        root is.
        """
        for head, rest in _rests(word):
            for tail in ("",) if head.startswith("be") and rest in self._words.roots else _AFFIXES[head]:
                stem = rest.removesuffix(tail)
                if stem == word or len(stem) < 3 or (tail and stem == rest):
                    continue
                known = "" if len(stem) == 3 and self._is_inside_a_root(head, stem, tail) else self._known(stem)
                if known:
                    frequency, passive = self._words.known.get(stem, 0.0), self._words.passive(stem)
                    used = frequency + passive > 0.0
                    yield depth, passive if word.startswith("pe") else 0.0, not head and used, frequency, known
                elif depth > 1 and len(stem) > 4:
                    yield from self._analyses(stem, depth - 1)

    def _is_inside_a_root(self, head: str, stem: str, tail: str) -> bool:
        """Tell whether a short stem under two affixes is a piece of a root: *percikan* is from *percik*, not *cik*."""
        return (
            bool(head and tail)
            and not {head + stem, stem + tail}.isdisjoint(self._words.roots)
            and not self._words.passive(stem)
        )

    def _known(self, stem: str) -> str:
        """A possible root in its standard spelling (*berhutang*: *utang*); empty if it is none."""
        standard = self._words.colloquial.get(stem, "") if len(stem) > 3 else ""
        root = stem in self._words.roots
        # A verb (sapa greet) never stands for another kind of word (sapa for siapa, who).
        if standard in self._words.roots and not (
            root and self._words.is_verb(stem) and not self._words.is_verb(standard)
        ):
            return standard
        return stem if root or stem in self._words.stem_exceptions or stem in self._words.family_splits else ""

    def _stemmed(self, word: str) -> str:
        """Root by the rules of Sastrawi, for words that ours do not cover; split families stay apart."""
        found = str(_stemmer().stem(word)).replace(" ", "-") or word
        if len(found) < 4 or not _is_left_of(found, word) or _FOREIGN.fullmatch(word):
            return word
        return self._words.family_splits.get(found, found)
