"""Choosing pseudonyms: another name for each name of a person, of the gender of its title; a tag for everything else.

Where it is wanted a name keeps its region, too: a Javanese one becomes a Javanese one, of a person or of a place. Names
are chosen by chance and kept in the key: a choice in the order of the names would tell something of them. No pseudonym
is a word of the study, so that nobody is taken for somebody else.
"""

import random
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from qualcode.identifiers import IDENTIFIER_KINDS, PERSON, PLACE
from qualcode.identifiers.tellers import Tellers, word_share
from qualcode.languages import current
from qualcode.pseudonyms.key import REPLACE, KeyLine, PseudonymKey
from qualcode.pseudonyms.replace import WORD, Substitute
from qualcode.text.tokens import fold

_USUAL = 1e-5
"""Share of running words from which a word is a usual one, so that only its capital shows a name."""
_LINKS = frozenset(["bin", "binti", "van", "von", "de", "da", "der", "den", "al", "el", "la", "of"])
_SHORTEST = 2
_BY_REGION = "regional_names"
"""Word list with the headings `REGION female`, `male`, `either` (family names) and `titles`; of places `place-signs`
(whole names; `wono-`, `-rejo`: how they begin or end), `place-beginnings` and `place-ends`, of which names are made."""
_OF_PEOPLE = ("female", "male", "either", "titles")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(fold(word) for word in WORD.findall(name))


def with_pseudonyms(
    key: PseudonymKey,
    used: frozenset[str],
    *,
    tags: bool = False,
    places: bool = False,
    regions: bool = False,
    in_rules: Collection[str] = (),
    chance: random.Random | None = None,
) -> PseudonymKey:
    """A key in which everything that is to be replaced has its pseudonym; those that are there stay.

    Args:
        key: the decisions.
        used: words of the study, folded, which no pseudonym may be.
        tags: whether people get tags, too.
        places: whether places become other places; else tags.
        regions: whether a name of a person or a place whose region is known becomes one of the same region.
        in_rules: names that rules look for; their tags stand without brackets, in which nobody speaks.
        chance: what draws; the system's chance unless given.
    """
    chooser = _Chooser(key, used, tags=tags, places=places, chance=chance or random.SystemRandom())
    if regions:
        chooser.keep_regions()
    chosen = {name: chooser.chosen(line) if line.decision == REPLACE else line for name, line in key.items()}
    return {
        name: replace(line, pseudonym=line.pseudonym.strip("[]")) if name in in_rules and _gets_tag(key[name]) else line
        for name, line in chosen.items()
    }


def _gets_tag(line: KeyLine) -> bool:
    """Whether a tag was chosen now; what stood in the key before stays as it is."""
    return line.decision == REPLACE and line.kind != PERSON and not line.pseudonym


class _Chooser:
    """What was chosen so far: one pseudonym for each word of a person's name, one tag for everything else."""

    def __init__(
        self, key: PseudonymKey, used: frozenset[str], *, tags: bool, places: bool, chance: random.Random
    ) -> None:
        self._tags, self._places, self._chance = tags, places, chance
        lines = [line for line in key.values() if line.decision == REPLACE]
        self._by_word = _stated(lines)
        given = {fold(word) for line in lines for word in WORD.findall(line.pseudonym)}
        self._taken = set(used) | given
        self._sounds = {_sound(word) for word in given}
        self._replaced = {word for line in lines for word in _telling(line.name) if len(word) > _SHORTEST}
        self._by_place: dict[tuple[str, ...], str] = {}
        self._genders = _genders(lines)
        self._regions: Mapping[str, str] = {}
        self._keeps_regions = False
        self._lines = lines
        self._numbers = Counter[str]()
        self._often = Counter(word for line in lines if line.kind == PERSON for word in set(name_words(line.name)))
        for line in lines:
            for tag, number in re.findall(r"([A-Z]+)-(\d+)", line.pseudonym):
                self._numbers[tag] = max(self._numbers[tag], int(number))

    def keep_regions(self) -> None:
        """Draw names of the region that a name's list or title tells, and places of the one that their name tells."""
        self._keeps_regions = True
        self._regions = _regions(self._lines)

    def chosen(self, line: KeyLine) -> KeyLine:
        """A line with its pseudonym."""
        if line.pseudonym:
            return line
        if line.kind == PLACE and self._places:
            return replace(line, pseudonym=self._place_for(line.name))
        if line.kind != PERSON:
            return replace(line, pseudonym=self._tag(line.kind))
        named = _telling(line.name)
        if not named:
            return replace(line, pseudonym=self._tag(PERSON))
        if self._tags:
            return replace(line, pseudonym=self._tag_of(named))
        return replace(line, pseudonym=" ".join(self._name_for(word, first=word == named[0]) for word in named))

    def _place_for(self, name: str) -> str:
        """Another place, behind the same word for what it is: *Desa Wanasari* becomes *Desa Blora*."""
        words, heads = name.split(), Tellers().place_heads
        count = next((at for at, word in enumerate(words) if fold(word) not in heads), 0)
        own = tuple(fold(word) for word in words[count:])
        if own not in self._by_place:
            free = {each for each in self._places_like(own) - self._taken - set(own) if each.isalpha()}
            free = {each for each in free if not any(word in each for word in self._replaced)}
            if not free:
                return self._tag(PLACE)
            self._by_place[own] = self._chance.choice(sorted(free))
            self._taken.add(self._by_place[own])
        return " ".join([*words[:count], self._by_place[own].capitalize()])

    def _places_like(self, own: Sequence[str]) -> Set[str]:
        """Places of its region where that is wanted and known; a large one for a large one; else some of any region."""
        region = _region_of_place(own) if self._keeps_regions else ""
        listed = Tellers().places
        if region or " ".join(own) in listed:
            return _made_places(region) if region else listed
        return {place for each in {region for region, _ in _headings()} for place in _made_places(each)} or listed

    def _tag(self, kind: str) -> str:
        tag = IDENTIFIER_KINDS[kind].tag
        self._numbers[tag] += 1
        return f"[{tag}-{self._numbers[tag]}]"

    def _tag_of(self, words: Sequence[str]) -> str:
        """One tag for a person; a word that several share has a tag of its own."""
        own = [word for word in words if self._often[word] < 2] or list(words)
        tag = next((self._by_word[word] for word in own if word in self._by_word), "") or self._tag(PERSON)
        for word in own:
            self._by_word.setdefault(word, tag)
        return tag

    def _name_for(self, word: str, *, first: bool) -> str:
        if word not in self._by_word:
            self._by_word[word] = self._drawn(self._genders.get(word, ""), self._regions.get(word, ""), first=first)
        return self._by_word[word]

    def _drawn(self, gender: str, region: str, *, first: bool) -> str:
        """A free name, of the gender and region where these are known; a family name where it stands last."""
        headings = (gender,) if gender and first else ("either",) if not first else ("male", "female")
        own = current().lists(current().codes[0])
        free = self._free(current().words(_BY_REGION, f"{region} {each}") for each in headings) if region else []
        free = free or self._free(own.words("given_names", each) for each in headings)
        if not free:
            return self._tag(PERSON)
        name = self._chance.choice([name for name in free if _sound(name) not in self._sounds] or free)
        self._taken.add(name)
        self._sounds.add(_sound(name))
        return name.capitalize()

    def _free(self, lists: Iterable[Iterable[str]]) -> list[str]:
        """Names of some lists that are free, and no usual words; *Burhanudin* would still show *Udin*."""
        usual = frozenset(current().words("given_names", "also-words"))
        free = {name for each in lists for name in each if len(name) > 3 and name.isalpha()} - usual - self._taken
        return sorted(name for name in free if not any(word in name for word in self._replaced))


def _sound(name: str) -> str:
    """A name without its vowels but a first one: *Zainab* and *Zaenab* would be taken for one person."""
    return name[:1] + re.sub(r"(.)\1", r"\1", re.sub("[aeiou]", "", name[1:]))


def _stated(lines: Iterable[KeyLine]) -> dict[str, str]:
    """Word of a person's name -> its pseudonym, where a person or an earlier run chose one."""
    stated: dict[str, str] = {}
    for line in sorted(lines, key=lambda line: len(line.name.split())):
        if line.kind != PERSON or not line.pseudonym:
            continue
        for word, by in word_pairs(line):
            stated.setdefault(word, by)
    return stated


def word_pairs(line: KeyLine) -> list[tuple[str, str]]:
    """Each word of a person's name and what stands for it; a pseudonym of other length stands for each of them."""
    words = _telling(line.name)
    by = line.pseudonym.split()
    if len(by) == len(words) and not line.pseudonym.startswith("["):
        return list(zip(words, by, strict=True))
    return [(word, line.pseudonym if line.pseudonym.startswith("[") else by[0]) for word in words]


def _telling(name: str) -> list[str]:
    """The words of a person's name that stand for the person alone: no links, initials or numbers."""
    halves = {fold(half) for word in re.findall(r"[^\W\d_]+['’ʼ`][^\W\d_]+", name) for half in WORD.findall(word)}
    short = {half for half in halves if len(half) <= _SHORTEST}  # *Ma'ruf* is no *Ma*
    words = [word for word in name_words(name) if word not in _LINKS | short]
    return [word for word in words if len(word) >= _SHORTEST and not word.isdecimal()]


def _genders(lines: Iterable[KeyLine]) -> Mapping[str, str]:
    """First word of a name -> its gender, by its title, else by the list in which it stands."""
    lists = {name: heading for heading in ("male", "female") for name in current().words("given_names", heading)}
    titles = {title: heading for heading in ("male", "female") for title in current().words("titles", heading)}
    found: dict[str, str] = {}
    for line in lines:
        first = next((word for word in name_words(line.name) if word not in _LINKS), "")
        told = next((titles[title] for title in line.titles if title in titles), "") or lists.get(first, "")
        if told and (first not in found or line.titles):
            found[first] = told
    return found


def _regions(lines: Iterable[KeyLine]) -> Mapping[str, str]:
    """Word of a name -> its region: by the list in which it alone stands, else by a title before it."""
    by_name: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    for region, what in _headings():
        for word in current().words(_BY_REGION, f"{region} {what}") if what in _OF_PEOPLE else ():
            if what == "titles":
                titles[word] = region
            else:
                by_name.setdefault(word, set()).add(region)
    found: dict[str, str] = {}
    for line in lines:
        words = name_words(line.name)
        told = {region for word in words if len(by_name.get(word, ())) == 1 for region in by_name[word]}
        told = told or {titles[title] for title in line.titles if title in titles}
        if len(told) == 1:
            found.update(dict.fromkeys(words, *told))
    return found


def _headings() -> list[tuple[str, str]]:
    """Each region with each kind of words that is listed for it."""
    sections = (current().lists(code).sections(_BY_REGION) for code in current().codes)
    headings = (heading.partition(" ") for each in sections for heading in each)
    return [(region, what) for region, _, what in headings]


def _region_of_place(words: Sequence[str]) -> str:
    """The region that a place's name tells: a town that is listed, else how its first word begins or ends."""
    signs = {region: current().words(_BY_REGION, f"{region} place-signs") for region, _ in _headings()}
    listed = {region for region, each in signs.items() if " ".join(words) in each}
    told = listed or {region for region, each in signs.items() for sign in each if _has_sign(words[0], sign)}
    return told.pop() if len(told) == 1 else ""


def _has_sign(word: str, sign: str) -> bool:
    """Whether a word begins with `wono-` or ends in `-rejo`, and has more than that."""
    part = sign.strip("-")
    if len(word) < len(part) + _SHORTEST:
        return False
    return (sign.endswith("-") and word.startswith(part)) or (sign.startswith("-") and word.endswith(part))


def _made_places(region: str) -> set[str]:
    """Places that nobody need look for: each beginning with each end of a region; none that is listed."""
    beginnings, ends = (current().words(_BY_REGION, f"{region} place-{part}") for part in ("beginnings", "ends"))
    made = {beginning + end for beginning in beginnings for end in ends}
    return made - Tellers().places - set(current().words(_BY_REGION))


def substitutes(key: PseudonymKey) -> list[Substitute]:
    """What is replaced by what: whole names, each word of the names of people, and other ways to write them."""
    found: dict[tuple[str, ...], Substitute] = {}
    lines = [line for line in key.values() if line.decision == REPLACE]
    for line in sorted(lines, key=lambda line: -len(line.name)):
        words = name_words(line.name)
        found.setdefault(words, Substitute(words, line.pseudonym, is_usual(words)))
        for word, by in word_pairs(line) if line.kind == PERSON else ():
            found.setdefault((word,), Substitute((word,), by, is_usual((word,))))
        for each in _written_otherwise(words, line.pseudonym) if line.kind == PERSON else ():
            found.setdefault(each.words, each)
    return list(found.values())


def _written_otherwise(words: Sequence[str], pseudonym: str) -> Iterator[Substitute]:
    """A name of several words in one (*BudiSantoso*, *Nuraini* for *Nur'aini*), and with initials (*B. Santoso*)."""
    by = pseudonym.split()
    if len(words) == 1 or not by:
        return
    tag = pseudonym.startswith("[")
    yield Substitute(("".join(words),), pseudonym if tag else "".join(by))
    if len(words) == len(by) and not tag:
        yield Substitute((words[0][0], *words[1:]), " ".join([f"{by[0][0]}.", *by[1:]]), capital=True)
        yield Substitute((*words[:-1], words[-1][0]), " ".join([*by[:-1], by[-1][0]]), capital=True)


def is_usual(words: Sequence[str]) -> bool:
    """Whether a name is a usual word, so that only its capital shows it."""
    if len(words) > 1 or words[0].isdecimal():
        return False
    return not Tellers().is_only_given(words[0]) and word_share(words[0]) >= _USUAL
