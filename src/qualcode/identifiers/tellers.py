"""What tells a name from another word: titles before it, lists of names, heads of offices and places, rarity.

All lists are word lists of the language packs, to which a study may add its own (`words/id/given_names.txt`), and to
which a person may add names in a file (`--names`).
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qualcode.languages import current, per_languages
from qualcode.languages.id.affixes import CLITICS
from qualcode.text.roles import is_numbered_voice, named_role
from qualcode.text.tokens import APOSTROPHES, fold, keys

_RARE, _USED = 1e-6, 1e-5
"""Shares of running words: of a base that a form is made of, and of a word that no dictionary need vouch for."""
_SELDOM = 8e-6
"""Share below which a word with a capital is no usual word, though a dictionary has it."""
LONGEST_CUE = 3
"""Words of the longest words after which a name comes."""
NAMES_AT_MOST = 3e-4
"""Share that no name of people reaches: *john* has two thirds of it; what has more is a word of some language."""


@dataclass(frozen=True)
class Spot:
    """One place of one text."""

    number: int
    """Number of the text."""
    start: int
    """First code point."""
    end: int
    """Code point after the last one."""
    text: str
    """What stands there."""
    kind: str = ""
    """Name of the kind; empty: a name, of whom or what is told by all its places together."""
    title: str = ""
    """Title that stands before it, without a name's capital."""
    weak: int = 0
    """How little tells that it is a name at all; 0: a capital, a list or a cue does."""


@dataclass(frozen=True)
class Tellers:
    """The lists of one set of languages, and names that are known beforehand."""

    known: frozenset[str] = frozenset()
    """Words of names that the study itself gives: labels, attributes, names in other transcripts, a list of names."""
    stated: frozenset[str] = frozenset()
    """Those that a person gave in a list."""

    @cached_property
    def titles(self) -> frozenset[str]:
        """Words before the name of a person."""
        return frozenset(current().words("titles"))

    @cached_property
    def given(self) -> frozenset[str]:
        """Common names of people."""
        return frozenset(current().words("given_names"))

    @cached_property
    def words(self) -> frozenset[str]:
        """Names of people that are usual words too: *Bagus*, *Will*; a title or a capital must tell."""
        return frozenset(current().words("given_names", "also-words"))

    @cached_property
    def never(self) -> frozenset[str]:
        """Words with a capital that name nobody: months, abbreviations, roles, offices alone."""
        offices = (office for office in current().words("positions") if " " not in office)
        return frozenset(current().words("never_names")) | frozenset(offices) | self.roles

    @cached_property
    def roles(self) -> frozenset[str]:
        """Words by which transcripts call who asks and who answers."""
        return frozenset(key for label in current().words("role_labels") for key in keys(label))

    @cached_property
    def places(self) -> frozenset[str]:
        """Names of places."""
        return frozenset(current().words("place_names"))

    @cached_property
    def place_heads(self) -> frozenset[str]:
        """Words with which names of places begin."""
        return frozenset(current().words("name_heads", "place"))

    @cached_property
    def organisation_heads(self) -> frozenset[str]:
        """Words with which names of organisations begin or end."""
        return frozenset(current().words("name_heads", "organisation"))

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words with which names of places or organisations begin."""
        return self.place_heads | self.organisation_heads

    @cached_property
    def cues(self) -> frozenset[tuple[str, ...]]:
        """Words after which a name comes."""
        return frozenset(tuple(cue.split()) for cue in current().words("name_cues", "before"))

    @cached_property
    def introductions(self) -> frozenset[tuple[str, ...]]:
        """Words after which a capital tells a name, though the word is a usual one: *Saya Bagus*."""
        return self.cues | {tuple(said.split()) for said in current().words("name_cues", "capital-after")}

    @cached_property
    def determiners(self) -> frozenset[str]:
        """Words before a common noun: *the*, *para*."""
        return frozenset(current().words("name_cues", "noun-after"))

    @cached_property
    def demonstratives(self) -> frozenset[str]:
        """Words behind a common noun: *itu*."""
        return frozenset(current().words("name_cues", "noun-before"))

    @cached_property
    def deeds(self) -> frozenset[str]:
        """Words that tell what somebody does whose name stands before them."""
        return frozenset(current().words("name_cues", "after"))

    def is_given(self, key: str) -> bool:
        """Whether a word is a name of people that is known or common."""
        return key in self.known or key in self.given

    def is_listed(self, key: str) -> bool:
        """Whether a word stands in a list of names."""
        return key in self.stated or key in self.given

    def is_only_given(self, key: str) -> bool:
        """Whether a word is such a name, and no usual word."""
        if word_share(key) >= NAMES_AT_MOST:
            return False
        return key in self.known or (key in self.given and key not in self.words)

    def is_sure(self, key: str) -> bool:
        """Whether a known name is so rare as a word that it needs no capital."""
        return key in self.known and word_share(key) < _USED


@per_languages
def is_rare(key: str) -> bool:
    """Whether no language of the study has a word, nor a base that it could be made of: rather a name, or a slip."""
    parts = key.split("-")
    if len(parts) > 1:
        return len(set(parts)) == len(parts) and all(len(part) > 2 and is_rare(part) for part in parts)
    return not any(_is_word(each) for each in {key, without_clitic(key, _ANYTHING)} if each)


def _is_word(key: str) -> bool:
    """Whether a word is one of the language: in a dictionary, a form of a word that is, or frequent in speech."""
    from simplemma import is_known

    if word_share(key) >= _USED or key in current().colloquial or is_known(key, "en"):
        return True
    return any(_is_form(code, key) for code, _ in current().inflections)


def _is_form(code: str, key: str) -> bool:
    """Whether a word is an inflected form of another one that is used."""
    base = current().inflection(code).inflected(key)
    return base != key and word_share(base) >= _RARE


@per_languages
def is_seldom(key: str) -> bool:
    """Whether a word of a dictionary is so rare in speech that it may as well be a name: *Wren*, *Bart*."""
    return word_share(key) < _SELDOM and not any(_is_form(code, key) for code, _ in current().inflections)


@per_languages
def word_share(key: str) -> float:
    """Highest share of running words that a word has in a language of the study."""
    return max((pack.frequencies().get(key, 0.0) for pack in current().packs), default=0.0)


_ENDINGS = (*CLITICS, *APOSTROPHES, *(f"{mark}s" for mark in APOSTROPHES))


class _Anything:
    """Bases, whatever they are."""

    def __contains__(self, key: object) -> bool:
        return True


_ANYTHING = _Anything()


def without_clitic(word: str, bases: Container[str]) -> str:
    """A word without what hangs on it: *Sari's*, *Sari-nya*, and *Sarinya* where *Sari* is among the bases."""
    if not word.endswith(_ENDINGS):
        return word
    for mark in APOSTROPHES:
        word = word.removesuffix(f"{mark}s").removesuffix(mark)
    for clitic in CLITICS:
        if word.endswith(f"-{clitic}"):
            return word[: -len(clitic) - 1]
        if word.endswith(clitic) and fold(word[: -len(clitic)]) in bases:
            return word[: -len(clitic)]
    return word


def is_person(word: str, *, rare: bool) -> bool:
    """Whether a word is a person: a pronoun, a relative, an office, a listed name, or a rare word, which may be one."""
    key = fold(word)
    if {key, key.removesuffix("nya"), key.removesuffix("ku"), re.split("['’]", key)[0]} & words_for_people():
        return True
    return may_be_name(word) if rare else Tellers().is_given(key)


def may_be_name(word: str) -> bool:
    """Whether a word is a listed name, or a rare word, which may be one."""
    return Tellers().is_given(fold(word)) or (not word.isupper() and is_rare(fold(word)))


@per_languages
def words_for_people() -> frozenset[str]:
    """Words for somebody: pronouns, relatives, titles, offices."""
    return frozenset(current().words("birth_cues", "people")) | Tellers().titles | set(current().words("positions"))


@per_languages
def months() -> frozenset[str]:
    """Names of the months."""
    return frozenset(name for line in current().words("months", "months") for name in line.split())


@per_languages
def saying_nothing() -> frozenset[str]:
    """Words that name nothing: those of grammar, and others that are never names."""
    words = {word for pack in current().packs for word in pack.stop_words()}
    return frozenset(words | set(current().words("stop_words", "")) | set(current().words("never_names")))


_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4)
def words_in(text: str) -> frozenset[str]:
    """The words of a text, in small letters: what a kind must have is looked for there before anything else."""
    return frozenset(_WORD.findall(text.lower()))


def with_endings(words: Iterable[str]) -> frozenset[str]:
    """Words, also with what may hang on them: *nomor*, *nomornya*."""
    return frozenset(word + end for word in words for end in ("", *current().words("number_cues", "possessed")))


_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")


def looks_like_person(name: str) -> bool:
    """Whether a label or a file's name is rather that of a person: a given name, or a title before another word."""
    if is_numbered_voice(name):
        return False
    words = _WORD.findall(fold(_SEAM.sub(" ", name.replace("_", " "))))
    names, titles = _given_names(), _titles()
    if any(word in names for word in words):
        return True
    return named_role(name) is None and any(word in titles for word in words[:-1])


@per_languages
def _given_names() -> frozenset[str]:
    headings = ("male", "female", "either")
    return frozenset(word for heading in headings for word in current().words("given_names", heading))


@per_languages
def _titles() -> frozenset[str]:
    return frozenset(word for heading in ("male", "female", "either") for word in current().words("titles", heading))
