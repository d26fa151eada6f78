"""What dictionaries and word lists know of Indonesian words: their spellings, and the affixes that they take.

And of English words that speech borrows, written together with Indonesian affixes (*diupgrade*, *ngesave*, *kehack*);
affixes that a hyphen sets apart (*di-upgrade*) are read with the others, in `affixes`.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import resources

from qualcode.languages import Languages


@cache
def frequencies() -> dict[str, float]:
    """Frequency of Indonesian word forms (wordfreq, 31 thousand), in shares of running words."""
    import wordfreq  # slow to import, and not needed by most commands

    return wordfreq.get_frequency_dict("id", wordlist="best")


@cache
def _listed_roots() -> frozenset[str]:
    """Root words that come with PySastrawi."""
    words = resources.files("Sastrawi.Stemmer").joinpath("data/kata-dasar.txt").read_text("utf-8").split()
    return frozenset(word for word in words if len(word) > 2)


_SPOKEN = "ke"  # for ter-
_PREFIXES = ("menge", "meng", "nge", "mem", "men", "ter", "kau", "di", "ng", "me", _SPOKEN)
"""Longest first."""
_FREQUENT = 1e-5
"""Least frequency of an English word that a hyphen may join to another one."""


_LONG_LETTER = re.compile(r"(.)\1(?:\1+|$)")
_VOWEL = re.compile("[aeiou]")
_DROP_VOWELS = str.maketrans("", "", "aeiou")
_ALTERED = (
    *(("ae", "ai"), ("ao", "au"), ("oe", "u"), ("dj", "j"), ("tj", "c"), ("th", "t"), ("sh", "s"), ("kh", "k")),
    *(("f", "p"), ("q", "k"), ("z", "j"), ("ya", "ia"), ("yu", "iu")),
)
"""Letters of older, foreign or playful spelling, and the standard ones."""
_ALTERABLE = re.compile("|".join(letters for letters, _ in _ALTERED))
_LAST_VOWEL = re.compile(r"[eo](?=[^aeiou]{1,2}$)")
_RAISED = {"e": "i", "o": "u"}
_LIKELY = 1e-6
"""Least frequency of a word that another spelling may stand for."""
_ENGLISH = 3e-7
"""Least frequency of an English word that is not taken for a slip."""
_SURE = 3e-5
"""The same when only three consonants are left of a word."""


def _respelt(word: str) -> Iterator[str]:
    """Spellings of a word that differ by one habit of speech or spelling."""
    if len(word) > 3:  # shorter ones are abbreviations and names
        if _ALTERABLE.search(word):
            yield from (word.replace(letters, normal) for letters, normal in _ALTERED if letters in word)
        if word[0] in "aeiou":
            yield f"h{word}"  # ancur, apus
        if word[-1] == "h":
            yield word[:-1]  # rapih
        if last := _LAST_VOWEL.search(word, len(word) - 3):
            yield f"{word[: last.start()]}{_RAISED[last[0]]}{word[last.end() :]}"  # adek, mabok


def _is_inside(short: str, full: str) -> bool:
    """Tell whether the letters of a word occur in another one, in order."""
    letters = iter(full)
    return all(letter in letters for letter in short)


_ENDINGS = ("", "kan", "i")
_NASAL = {"p": "m", "t": "n", "s": "ny", "k": "ng", "b": "m", "f": "m", "d": "n", "c": "n", "j": "n"}
_NASAL |= dict.fromkeys("aeiough", "ng")


VOICED = ("me", "di", "ter", "ng", "ny", "ke", "ku", "kau")
"""Beginnings of all words that may have a voice prefix."""
_VOWELS = frozenset("aeiou")
_AFTER_ME, _AFTER_MEM, _AFTER_MEN = frozenset("lrmnwy"), frozenset("bfvp"), frozenset("dcjzts")
"""Sounds before which me-, mem- and men- swallow nothing."""
_BEFORE_ONE_SYLLABLE = re.compile("nge[^aeiou]*[aeiou][^aeiou]*(?:k?an|i)?")
"""Only before one syllable is it menge-, penge-: *mengecek*, *pengesahan*."""


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


class Dictionary:
    """The dictionaries and lists behind Indonesian inflection, and what they tell of spellings and affixes."""

    def __init__(self, languages: Languages) -> None:
        """Load them, with the words of a study."""
        lists = languages.lists("id")
        self.known, self.foreign = frequencies(), languages.frequencies_elsewhere("id")
        """Frequency of word forms in Indonesian, and in the other languages."""
        self.roots = _listed_roots().union(lists.words("roots"))
        """Root words of Indonesian."""
        self.own_verbs = frozenset(lists.words("roots", "verbs"))
        """Verbs that keep their applicative at level light: *sampaikan* is not *sampai*."""
        self.colloquial = lists.pairs("colloquial") | lists.pairs("bases")
        """Listed colloquial and shortened forms, with their standard word."""
        self.stem_exceptions = frozenset(lists.words("stem_exceptions"))
        """Words that look affixed and are not: they are never taken apart."""
        self.family_splits = lists.pairs("family_splits")
        """Words of families that have split in meaning -> the root that they are filed under."""

    def is_rather_foreign(self, word: str) -> bool:
        """Tell whether a word form is English and hardly Indonesian: *terms*, *direct*, not *data* or *main*."""
        frequency = self.foreign.get(word, 0.0)
        return frequency >= 3e-7 and frequency > 3 * self.known.get(word, 0.0) and word not in self.roots

    def is_foreign_base(self, word: str) -> bool:
        """Tell whether a word can carry Indonesian affixes as a loan from English: *upload*, *server*, *data*."""
        frequency = self.foreign.get(word, 0.0)
        return len(word) > 2 and frequency >= 1e-6 and frequency > self.known.get(word, 0.0) / 3

    def is_shared(self, word: str) -> bool:
        """Tell whether a word is English and no root, however much Indonesian uses it: *login*, *smartphone*."""
        return self.foreign.get(word, 0.0) >= 1e-6 and word not in self.roots

    def loan_base(self, word: str) -> str:
        """English base under Indonesian verb affixes: *diupgrade*, *ngesave*, *mendownload*; or nothing."""
        if not word.startswith(_PREFIXES):
            return ""
        if self.foreign.get(word, 0.0) >= 1e-7 or self.known.get(word, 0.0) >= 1e-5:
            return ""
        for prefix in _PREFIXES:
            rest = word.removeprefix(prefix)
            if rest == word or (prefix == _SPOKEN and word in self.known):
                continue
            for suffix in ("", "kan", "in"):
                found = rest.removesuffix(suffix)
                if (not suffix or found != rest) and self._is_loan(found, prefix):
                    return found
        return ""

    def _is_loan(self, word: str, prefix: str) -> bool:
        if len(word) < (3 if prefix == "nge" else 4):
            return False
        return self.is_shared(word) or (prefix != _SPOKEN and self.is_foreign_base(word))  # ketara is no tara

    def compound(self, word: str) -> str:
        """The word itself where hyphens join English words in it: *follow-up*; or nothing."""
        parts = word.split("-")
        return word if len(parts) > 1 and all(self.foreign.get(part, 0.0) >= _FREQUENT for part in parts) else ""

    def standard(self, word: str) -> str:
        """Give the standard spelling of a word that no dictionary knows as written; or nothing."""
        if not word.isascii() or not word.isalpha() or len(word) < 3:
            return ""
        frequency = self.known
        if word not in frequency and _LONG_LETTER.search(word):
            short = _LONG_LETTER.sub(r"\1", word)
            # *PPPK* is an abbreviation, no *pk* drawn out.
            if _VOWEL.search(short) and len(short) > 1 and self._is_word(short, 0.0):
                return short
        if self.foreign.get(word, 0.0) >= _ENGLISH:
            return ""
        least = max(_LIKELY, 2 * frequency.get(word, 0.0))
        found = [other for other in _respelt(word) if self._is_word(other, least) and not self.is_rather_foreign(other)]
        return max(found, key=lambda other: frequency.get(other, 0.0)) if found else self._with_vowels(word)

    def is_likelier(self, other: str, word: str) -> bool:
        """Tell whether another word is so much commoner than one that no English list knows that it may be meant."""
        frequency = self.known
        least = max(_LIKELY, 2 * frequency.get(word, 0.0))
        return frequency.get(other, 0.0) >= least and self.foreign.get(word, 0.0) < _ENGLISH

    def _is_word(self, word: str, least: float) -> bool:
        if word in self.colloquial:
            return True
        frequency = self.known.get(word, 0.0)
        return frequency > least if least else word in self.roots or frequency > 0.0

    def _with_vowels(self, word: str) -> str:
        """Give the frequent word of which only vowels are left out: *lngsng*, *sbnrnya*, *stiap*; or nothing."""
        bones = word.translate(_DROP_VOWELS)
        if len(bones) < 3 or self.known.get(word, 0.0) > 1e-6:
            return ""
        full = self._skeletons.get((word[0], bones), "")
        if len(full) <= len(word):
            return ""
        known = self.known[full]
        short = len(bones) == 3 or (bones == word and len(word) == 4)  # DTKS, PLTS are abbreviations
        if known < (_SURE if short else _LIKELY * 5) or not _is_inside(word, full):
            return ""
        return full

    @cached_property
    def _skeletons(self) -> dict[tuple[str, str], str]:
        """The most frequent word of each first letter and row of consonants."""
        found: dict[tuple[str, str], str] = {}
        for word in sorted(self.known, key=self.known.__getitem__):
            if self.known[word] >= _LIKELY * 5 and len(word) > 4:
                found[word[0], word.translate(_DROP_VOWELS)] = word
        return found

    def is_verb(self, base: str, suffixes: tuple[str, ...] = _ENDINGS) -> bool:
        """Tell whether a root is known to be used as a verb: it has a passive or an active form."""
        nasal = _NASAL.get(base[0], "")
        active = f"me{nasal}{base[1:]}" if base[0] in "ptsk" else f"me{nasal}{base}"
        forms = (f"di{base}", active, *([f"mem{base}"] if base[0] == "p" else []))  # mempunyai
        return any(form + suffix in self.known for form in forms for suffix in suffixes)

    def passive(self, stem: str) -> float:
        """How frequent a stem is in the passive, with any applicative: *diurus*, *diserahkan*; 0 if never."""
        return max(self.known.get(f"di{stem}{ending}", 0.0) for ending in _ENDINGS)

    def takes_spoken_affixes(self, stem: str) -> bool:
        """Tell whether speech may inflect a stem; one of three letters by its sound or as a verb: *cekin*."""
        return len(stem) > 3 or stem[-1] in tuple("aeou") or f"di{stem}" in self.known

    def rests(self, word: str) -> Iterator[str]:
        """Possible stems under the voice prefix of a word, with the sound that the prefix replaced."""
        head, rest = word[:2], word[2:]
        if head == "me":
            yield from under_nasal(rest)
        elif head in ("di", "ku"):
            yield rest
        elif word.startswith(("ter", "kau")):
            yield word[3:]
            if head == "te" and word[3:4] in _VOWELS:
                yield rest  # one r stands for two: terasa, terendah
        elif head == "ke" and not self.known.keys().isdisjoint((f"ter{rest}", f"te{rest}")):
            yield rest  # spoken ke- for ter-: kerasa, kebalik
        elif head == "ng":
            if word[2:3] == "e":
                yield word[3:]
            yield from (rest, f"k{rest}")
        elif head == "ny":
            yield from (f"s{rest}", f"c{rest}")
