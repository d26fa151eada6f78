"""Replacing names in texts: whole words with what hangs on them, and where each place of the old text is now.

*Pak Udin* becomes *Pak Budi*, *Sarinya* becomes *Dewinya*, *Sariii* and *S.A.R.I.* what *Sari* does; *Sarinah* is
another word. A name that is a usual word too
(*Bagus*, *Will*) is replaced where it has its capital or a title before it; every other one in any case.

Exact ages and dates become coarser on the way: *47 tahun* becomes *40-49 tahun*, *12 Mei 2021* *Mei 2021*. Only digits
and tens in words with a word of age beside them are ages; a date is one only with its day. Years stay.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.identifiers.tellers import Tellers, word_share
from qualcode.identifiers.traces import is_stretched, spelt_out, squeezed
from qualcode.languages import current, per_languages
from qualcode.languages.id.affixes import CLITICS
from qualcode.text.tokens import fold

WORD = re.compile(r"[^\W\d_]+|\d+")
"""Words by which names are compared: letters or digits in a row."""
_USUAL = 1e-5
"""Share of running words from which a word is a usual one."""
_FARTHEST = 40
"""Signs that may stand between two words of one name."""


@dataclass(frozen=True)
class Substitute:
    """One name, or word of a name, and what stands for it."""

    words: tuple[str, ...]
    """Its words, folded."""
    by: str
    """What stands for it."""
    capital: bool = False
    """Whether it is one only where it begins with a capital."""


@dataclass(frozen=True)
class Replaced:
    """A text in which names were replaced."""

    text: str
    """The new text."""
    edits: tuple[tuple[int, int, int, int], ...] = ()
    """Start and end of each replaced piece in the old text and in the new one."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the old text in the new one; one that begins or ends inside a name takes in all of it."""
        return self._place(start, 0), self._place(end, 1)

    def _place(self, at: int, side: int) -> int:
        shift = 0
        for start, end, new_start, new_end in self.edits:
            inside = start < at < end
            if inside:
                return (new_start, new_end)[side]
            if at >= end and (at, side) != (start, 0):
                shift = new_end - end
        return at + shift


class Replacer:
    """Substitutes by their first word: a text is read once, however many there are."""

    def __init__(
        self,
        substitutes: Collection[Substitute],
        coarser: Callable[[str], Sequence[tuple[int, int, str]]] | None = None,
    ) -> None:
        self._coarser = coarser
        self._titles = Tellers().titles
        self._by_first: dict[str, list[Substitute]] = {}
        for each in substitutes:
            if each.words:
                self._by_first.setdefault(each.words[0], []).append(each)
        for group in self._by_first.values():
            group.sort(key=lambda each: -len(each.words))
        self._by_letters: dict[str, list[str]] = {}
        for word in {each.words[0] for each in substitutes if len(each.words) == 1 and each.words[0].isalpha()}:
            self._by_letters.setdefault(squeezed(word), []).append(word)

    def replaced(self, text: str, *, any_case: bool = False, bare: bool = False) -> Replaced:
        """A text with its names replaced.

        Args:
            text: the old text.
            any_case: whether usual words are replaced without a capital, too: in names of files and labels.
            bare: whether tags stand without brackets: where these would be taken for something else.
        """
        news = self._names(text, any_case=any_case, bare=bare)
        if self._coarser and not (any_case or bare):
            taken = [(start, end) for start, end, _ in news]
            free = (
                each for each in self._coarser(text) if not any(low < each[1] and each[0] < high for low, high in taken)
            )
            news = sorted((*news, *free))
        pieces: list[str] = []
        edits: list[tuple[int, int, int, int]] = []
        done = length = 0
        for start, end, new in news:
            pieces += [text[done:start], new]
            length += start - done
            edits.append((start, end, length, length + len(new)))
            length += len(new)
            done = end
        return Replaced("".join([*pieces, text[done:]]), tuple(edits))

    def _names(self, text: str, *, any_case: bool, bare: bool) -> list[tuple[int, int, str]]:
        """Start and end of each name, and what stands for it."""
        found = list(WORD.finditer(text))
        words = [fold(each[0]) for each in found]
        spelt = {start: (end, fold(letters)) for start, end, letters in spelt_out(text)}
        names, at = list[tuple[int, int, str]](), 0
        while at < len(words):
            start = found[at].start()
            match = self._match(found, words, at, any_case=any_case) or self._spelt(*spelt.get(start, (0, "")))
            at += match[0] if match else 1
            if match:
                new = _in_case(text[start : match[1]], _bare(match[2]) if bare else match[2])
                names.append((start, match[1], new.replace(" ", "-") if any_case else new))
        return names

    def _spelt(self, end: int, letters: str) -> tuple[int, int, str] | None:
        """The same for a name of one word whose letters stand one by one."""
        named = (each.by for each in self._by_first.get(letters, ()) if len(each.words) == 1)
        return next(((len(letters), end, by) for by in named), None)

    def text(self, text: str, *, any_case: bool = False, bare: bool = False) -> str:
        """The same without the places."""
        return self.replaced(text, any_case=any_case, bare=bare).text

    def _stretched(self, word: str) -> list[tuple[str, str]]:
        """Names of which a word is one with its letters repeated, and what hangs on it."""
        bases = ((base, hung) for base, hung in _readings(word) if squeezed(base) != base)
        names = ((name, base, hung) for base, hung in bases for name in self._by_letters.get(squeezed(base), ()))
        return [(name, hung) for name, base, hung in names if is_stretched(base, name)]

    def _match(
        self, found: Sequence[re.Match[str]], words: Sequence[str], at: int, *, any_case: bool
    ) -> tuple[int, int, str] | None:
        """Number of words, end, and what stands for the longest name that begins here."""
        for base, clitic in (*_readings(words[at]), *self._stretched(words[at])):
            for each in self._by_first.get(base, ()):
                count = len(each.words)
                last = at + count - 1
                if last >= len(words) or (clitic and count > 1) or not _are_near(found[at : last + 1]):
                    continue
                titled = at > 0 and words[at - 1] in self._titles
                if not (any_case or not each.capital or found[at][0][0].isupper() or titled):
                    continue
                if count == 1:
                    return 1, found[at].end() - len(clitic), each.by
                for end, hung in _readings(words[last]):
                    if (*each.words[:1], *words[at + 1 : last], end) == each.words:
                        return count, found[last].end() - len(hung), each.by
        return None


def _readings(word: str) -> list[tuple[str, str]]:
    """A word, and what it is without the clitic that may hang on it; a usual word (*artinya*) is no name with one."""
    ends = [each for each in CLITICS if word.endswith(each) and len(word) > len(each)]
    usual = bool(ends) and is_usual_form(word)
    return [(word, ""), *(() if usual else ((word[: -len(each)], each) for each in ends))]


def with_clitics(word: str) -> list[str]:
    """A word and the forms under which it is replaced, too."""
    return [word, *(form for each in CLITICS if not is_usual_form(form := word + each))]


def is_usual_form(word: str) -> bool:
    """Whether a word that ends like a clitic is a usual word of its own."""
    return word_share(word) >= _USUAL


def _are_near(found: Sequence[re.Match[str]]) -> bool:
    return all(two.start() - one.end() <= _FARTHEST for one, two in pairwise(found))


def _bare(by: str) -> str:
    """A tag without its brackets."""
    return by[1:-1] if by.startswith("[") and by.endswith("]") else by


def _in_case(old: str, new: str) -> str:
    """A pseudonym written as the name was: in small letters or in capitals; tags stay as they are."""
    if new.startswith("[") or not any(map(str.isalpha, old)) or "-" in new:
        return new
    if old.islower():
        return new.lower()
    return new.upper() if old.isupper() and len(old) > 1 else new


Coarser = list[tuple[int, int, str]]
"""First code point, the one after the last, and what stands there instead."""
_DECADE, _OLDEST = 10, 110
_AGE = r"\b(?:umur|usia|berumur|berusia|aged|age(?: of)?)(?:nya|ku|mu)?"
_WHOSE = r"(?: (?:saya|aku|dia|ia|beliau|saat itu|sekarang|sudah|baru|is|was|now))*"
_FEW_WORDS = r"(?<!aged)(?: [^\W\d_]+){1,3}?"
"""What may stand between a word of age and years: *umur ibu saya 71 tahun*; not *aged care, for 5 years*."""
_AGE_BEFORE = re.compile(rf"{_AGE}{_WHOSE} (\d{{1,3}})\b(?![.,:/-]\d| ?%)", re.IGNORECASE)
_AGE_IN_YEARS = re.compile(rf"{_AGE}{_FEW_WORDS} (\d{{1,3}})(?= (?:tahun|thn|years?)\b)", re.IGNORECASE)
_AGE_BEHIND = re.compile(
    r"\b(\d{1,3})(?=(?: |-)(?:years?(?: |-)old|tahun (?:umur|usia)(?:nya|ku)?\b|y\.?o\.?\b))", re.IGNORECASE
)
_I_AM = re.compile(
    r"\b(?:I am|I'm|I’m|he is|she is|he's|she's|saya|aku) (\d{2})(?= (?:tahun|now\b)|[.,])", re.IGNORECASE
)
_TENS = "dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_IN_WORDS = rf"((?:{_TENS}) puluh (?:satu|{_TENS}))\b"
_AGES_IN_WORDS = (
    re.compile(rf"{_AGE}{_WHOSE} {_IN_WORDS}", re.IGNORECASE),
    re.compile(rf"{_AGE}{_FEW_WORDS} {_IN_WORDS}(?= tahun\b)", re.IGNORECASE),
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"


def coarser_spans(text: str) -> Coarser:
    """Exact ages and dates of a text, and what stands for each; none inside another one."""
    found: Coarser = []
    for pattern in (_AGE_BEFORE, _AGE_IN_YEARS, _AGE_BEHIND, _I_AM):
        found += [(*each.span(1), _decade(int(each[1]))) for each in pattern.finditer(text)]
    for pattern in _AGES_IN_WORDS:
        found += [(*each.span(1), f"{each[1].rpartition(' ')[0]}an") for each in pattern.finditer(text)]
    for each in _dates().finditer(text):
        named = each["month"] or each["month_first"] or ""
        if each["month_first"] and each["month_first"].islower():
            continue  # *we may 2 or 3 times*
        year = each["year"] or each["year_first"] or each["number_year"] or each["iso_year"] or ""
        found.append((*each.span(), " ".join(filter(None, (named, year)))))
    kept: Coarser = []
    for start, end, new in sorted(set(found)):
        if new != text[start:end] and (not kept or start >= kept[-1][1]):
            kept.append((start, end, new))
    return kept


def _decade(age: int) -> str:
    """Ten years that hold an age; what is no age stays."""
    low = age // _DECADE * _DECADE
    return f"{low}-{low + _DECADE - 1}" if age <= _OLDEST else str(age)


@per_languages
def _dates() -> re.Pattern[str]:
    names = {name for line in current().words("months", "months") for name in line.split()}
    months = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"\b{_DAY}(?:st|nd|rd|th)?(?: of)? (?P<month>{months})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?"
        rf"|\b(?P<month_first>{months}) {_DAY}(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year_first>(?:19|20)\d\d)\b)?"
        rf"|\b{_DAY}[/.-](?:1[0-2]|0?[1-9])[/.-](?P<number_year>(?:19|20)\d\d)\b"
        rf"|\b(?P<iso_year>(?:19|20)\d\d)-(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])\b",
        re.IGNORECASE,
    )
