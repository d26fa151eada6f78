"""Languages of words and segments: Indonesian, English, both mixed, or the language of another pack.

Decided once for each distinct word, from its frequency in each language; a segment then counts its words.
Malay is not offered: it would take a tenth of all Indonesian sentences.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.languages import Inflection, LanguagePack, Languages, current, per_languages
from qualcode.languages.en import english
from qualcode.languages.id import indonesian
from qualcode.languages.id.affixes import CLITICS
from qualcode.text.tokens import fold

NEUTRAL, INDONESIAN, ENGLISH, BOTH = range(4)
"""Classes of a word: tells nothing, Indonesian, English, at home in both; the third pack has 4, the fourth 8."""
MIXED, UNDECIDED = 2, 3
"""Languages of a segment beside those of the packs; see `Languages.segment_languages`."""
_TELLING = (
    *("roots", "stop_words", "negators", "affirmations", "denials", "clause_breakers", "contrast", "numbers"),
    *("question_words", "hypothetical_markers", "resolved_markers", "regional"),
)
"""Word lists of a further pack whose words are taken for its own."""
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
    """Give each distinct word its class: the bits of its languages, 1 Indonesian, 2 English; 0 tells nothing."""
    return np.fromiter(map(_word_classes().of, keys), np.int8, len(keys))


def class_keys(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Give each word its class as text, to be remembered as its keys are."""
    return [(str(each),) for each in type_classes(keys).tolist()]


def segment_languages(classes: npt.NDArray[np.int8], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
    """Give each segment its language, as an index into `Languages.segment_languages`.

    `classes` are the classes of all words in running order; segment n has the words from offsets[n] to offsets[n + 1].
    """
    words = np.stack([_count(classes == 1 << number, offsets) for number in range(len(current().packs))])
    most, told = words.max(axis=0), words.sum(axis=0)
    others = told - most
    mixed = (others > 0) & (others >= np.where(others > 1, _SHARE_OF_SEVERAL, _SHARE) * told)
    largest = words.argmax(axis=0)
    language = np.where(largest < MIXED, largest, largest + 2)
    return np.select([told == 0, mixed], [UNDECIDED, MIXED], language).astype(np.int8)


def _count(chosen: npt.NDArray[np.bool_], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Count the chosen words of each segment: how many stand before its end, less those before its start."""
    before = np.zeros(len(chosen) + 1, np.int32)
    np.cumsum(chosen, out=before[1:])
    return np.diff(before[offsets]).astype(np.int64)


def segment_language_names() -> tuple[str, ...]:
    """Give the languages of segments; a segment's language is stored as an index into them, `und` where none tells."""
    return current().segment_languages


def class_name(word_class: int) -> str:
    """Name the class of a word: the code of its language, `both` for several, empty where it tells nothing."""
    codes = [code for number, code in enumerate(current().codes) if word_class & 1 << number]
    return "both" if len(codes) > 1 else "".join(codes)


class _WordClasses:
    """Tells the class of words with the lists of one `Languages`."""

    def __init__(self, languages: Languages) -> None:
        """Take lists and frequencies; the first two languages are compared with each other."""
        self._indonesian, self._english = indonesian(), english()
        self._words = self._indonesian.words
        self._here, self._there = (pack.frequencies() for pack in languages.packs[:2])
        self._neutral, self._switched = frozenset(languages.words("neutral")), frozenset(languages.words("switched"))
        lists = languages.lists("id")
        self._spoken = frozenset((*self._words.colloquial, *lists.words("regional"), *lists.words("negators")))
        self._further = [_FurtherLanguage(languages, pack) for pack in languages.packs[2:]]
        self.of = cache(self._of)

    def _of(self, key: str) -> int:
        """Class of one word; what a further pack claims is its own, whatever the first two know."""
        return sum(each.bit for each in self._further if each.claims(key)) or self._of_pair(key)

    def _of_pair(self, key: str) -> int:
        """Class of a word by the first two languages."""
        if key in self._neutral or _LAUGHTER.fullmatch(key) or not any(map(str.isalpha, key)):
            return NEUTRAL
        if key in self._spoken and not self._words.is_rather_foreign(key):
            return INDONESIAN
        if key in self._switched:
            return ENGLISH
        here, there = self._here.get(key, 0.0), self._there.get(key, 0.0)
        if here == 0.0 and there < _SURELY_ENGLISH:
            return self._of_unseen(key)
        decades = math.log10(max(here, _UNSEEN_INDONESIAN) / max(there, _UNSEEN_ENGLISH))
        if decades > 0:
            return INDONESIAN if decades >= (_CLEARLY_INDONESIAN if there >= _NOT_RARE else _CLEAR) else BOTH
        return ENGLISH if decades <= -_CLEAR else BOTH

    def _of_unseen(self, key: str) -> int:
        """Class of a word that neither list has: by its base, by its parts, or nothing (names, slips)."""
        there = self._there.get(key, 0.0)
        if key in self._words.roots:
            return BOTH if there >= _NOT_RARE else INDONESIAN
        if there >= _ENGLISH:
            return ENGLISH
        base = self._indonesian.inflected(key)
        if base in self._words.roots or self._indonesian.affixes.is_derived(base):
            return INDONESIAN
        if self._is_english(key):
            return ENGLISH
        if base != key:
            return self._of_loan(key, base)
        parts = {self._of_pair(part) for part in re.split("[-']", key)} if "-" in key or "'" in key else set()
        decided = parts & {INDONESIAN, ENGLISH}
        return decided.pop() if len(decided) == 1 else NEUTRAL

    def _is_english(self, key: str) -> bool:
        """Tell whether a rare word is a form of an English word that is common enough.

        The English list also holds names and words of other languages, which are rare there.
        """
        lemma = self._english.inflected(key)
        return lemma != key and self._there.get(lemma, 0.0) >= _ENGLISH

    def _of_loan(self, key: str, base: str) -> int:
        """Class of an English word under Indonesian affixes: *ngesave* proves little, *feeling-nya* is set apart."""
        if not self._words.is_foreign_base(base):
            return NEUTRAL
        return ENGLISH if "-" in key and self._of_pair(base) == ENGLISH else BOTH


class _FurtherLanguage:
    """Tells which words are those of a pack beside Indonesian and English."""

    def __init__(self, languages: Languages, pack: LanguagePack) -> None:
        """Take its lists and frequencies."""
        lists = languages.lists(pack.code)
        self.bit = languages.bit(pack.code)
        self._listed = frozenset(entry for name in _TELLING for entry in lists.words(name) if " " not in entry)
        self._inflection = languages.inflection(pack.code)
        self._here, self._elsewhere = pack.frequencies(), languages.frequencies_elsewhere(pack.code)

    def claims(self, key: str) -> bool:
        """Tell whether a word is its own: its lists have the word or its base, or it is far more frequent there."""
        if key in self._listed or self._inflection.inflected(key) in self._listed:
            return True
        here = self._here.get(key, 0.0)
        return here > 0.0 and math.log10(here / max(self._elsewhere.get(key, 0.0), _UNSEEN)) >= _CLEAR


@per_languages
def _word_classes() -> _WordClasses:
    return _WordClasses(current())


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
    """Give the keys of one word of a term; `language`, the code of a pack, leaves only that language's key.

    At level exact the only key is the word itself without a language.
    """
    key = fold(word)
    if level == "exact":
        return (key,)
    found = _light(key) if level == "light" else _root(key)
    return tuple(each for each in found if not language or each.startswith(f"{language}:"))


NAME = ("name",)
"""What `name_keys` gives a name."""


def is_in_dictionary(key: str) -> bool:
    """Tell whether a dictionary of any language has a word as it stands."""
    known = key in indonesian().words.roots or key in current().colloquial
    return known or any(key in pack.frequencies() for pack in current().packs)


def name_keys(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """Give `NAME` for each word that is a name where a term writes it with a capital, else an empty text.

    No dictionary has it, with or without a clitic, and yet it looks affixed: *Dicoding* is no passive of *coding*.
    """
    return [NAME if _is_affixed_by_chance(key) else ("",) for key in keys]


def _is_affixed_by_chance(key: str) -> bool:
    inner = (key.removesuffix(clitic) for clitic in CLITICS if key.endswith(clitic))
    looks_affixed = any(base != key for _, _, _, base in _bases(key))
    return key.isalpha() and looks_affixed and not any(map(is_in_dictionary, (key, *inner)))


def name_forms(key: str) -> tuple[str, ...]:
    """Give the forms of a name: itself, with each clitic, with or without hyphen, and with the English *'s*."""
    return key, f"{key}'s", *(f"{key}{mark}{clitic}" for clitic in CLITICS for mark in ("", "-"))


def _light(key: str) -> tuple[str, ...]:
    """The base of a word in each language."""
    return tuple(f"{code}:{base}" for code, _, _, base in _bases(key))


@per_languages
def _root(key: str) -> tuple[str, ...]:
    """The root of a word in each language."""
    return tuple(f"{code}:{inflection.family(part, base)}" for code, inflection, part, base in _bases(key))


def _bases(key: str) -> Iterator[tuple[str, Inflection, str, str]]:
    """Language, inflection, word and base: under the affixes of one, the next is asked about what they stand on."""
    for code, inflection in current().inflections:
        base = inflection.inflected(key)
        yield code, inflection, key, base
        key = inflection.foreign_part(key, base)


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
    """Name the language of a text by the keys of its words; "" where it may be one of a pack, or a regional one.

    Each word is compared with the language of a pack in which it is most frequent (wordfreq).
    """
    words = [key for key in keys if any(map(str.isalpha, key))]
    if len(words) < FEWEST_WORDS_TO_TELL:
        return ""
    ours = [frequencies for pack in current().packs if (frequencies := pack.frequencies())]
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
