"""Inflection of Indonesian words, spoken and written, and of English words used in Indonesian: back to the base.

Only inflection goes: voice (meN-, di-, ter-, ku-, kau-), applicatives (-kan, -i, spoken -in), clitics and particles,
plural doubling. Derived nouns stay: *kepercayaan* is not *percaya*. Every analysis must end at a word that a
dictionary knows; what cannot be analysed stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from qualcode.languages.id.dictionary import VOICED, Dictionary, under_nasal

CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun", "tah")
"""Clitics: his, my, your, and particles."""
_PARTICLES = frozenset({*CLITICS, "kan", "sih", "deh", "dong"})
_APPLICATIVES = ("kan", "i", "in")
_STANDARD = {"in": ("kan", "i", "")}
_PREFIXES = ("di", "nge", "ng", "ny", "me", "mem", "men", "meng", "menge", "ter", "ku", "kau")
_HEADS = {
    **{"be": ("ber",), "ke": ("ke", "keter"), "se": ("se",), "te": ("ter",)},
    "pe": ("pe", "pel", "pem", "pen", "peng", "peny", "per"),
}
"""First two letters of a derivation -> the prefixes that begin so."""
_MADE = ("per", "ber", "ke", "pe")
"""Prefixes that derive verbs, under the voice prefix."""
_HYPHENED = re.compile(
    rf"(?P<stem>.+)-(?:{'|'.join((*CLITICS, 'kan', 'in'))})|(?P<prefix>{'|'.join((*_PREFIXES, 'ke'))})-(?P<rest>.+)"
)
_DOUBLED_WITH_2 = re.compile(r"([^\W\d_]{3,})2(?:nya|ku|mu)?")
_Reading = tuple[bool, float, bool, bool, float, str]
"""How likely a base is: a root, its passive's frequency, no applicative, any passive, its frequency; and the base."""
_Split = tuple[str, bool, str, str, tuple[str, ...]]
"""A base, whether it is a root, what stands before the applicative, that, and the applicatives of its passive."""
_LONGEST = 40  # letters; longer ones are no words, and need no time


def _applicative(word: str) -> str:
    """The applicative suffix of a word; empty if there is none."""
    if not word.endswith(_APPLICATIVES):
        return ""
    for each in _APPLICATIVES:
        if word.endswith(each):
            return each
    return ""


class Affixes:
    """Finds the bases of inflected words with the dictionaries of Indonesian."""

    def __init__(self, words: Dictionary) -> None:
        """Take the dictionaries."""
        self._words, self._roots, self._known = words, words.roots, words.known

    def light(self, word: str, depth: int = 4) -> str:
        """Give the base of a word: *mempercayai*, *dipercayalah* -> *percaya*; the word itself if there is none.

        Depth bounds how many layers of affixes are taken off, since people can write anything.
        """
        if word in self._words.stem_exceptions or depth == 0 or len(word) > _LONGEST:
            return word
        standard = self._words.colloquial.get(word, word)
        if standard != word:
            return self.light(standard, depth - 1)
        if word in self._roots:
            return word
        if "-" in word:
            return self._of_hyphened(word, depth) or word
        if word.endswith(CLITICS) and (inner := self._whole_with_clitic(word)):
            return inner
        if "2" in word and (doubled := _DOUBLED_WITH_2.fullmatch(word)):
            return self.light(doubled[1], depth - 1)
        if self._words.is_rather_foreign(word):
            return word
        return (
            self._verb(word)
            or self._without_clitic(word, depth)
            or self._words.loan_base(word)
            or self._respelt(word, depth)
            or word
        )

    def _whole_with_clitic(self, word: str) -> str:
        """A word that only looks affixed, from under a clitic: *mengapakah* is no active of *apakah*; or nothing."""
        return next(
            (
                inner
                for clitic in CLITICS
                if (inner := word.removesuffix(clitic)) != word and inner in self._words.stem_exceptions
            ),
            "",
        )

    @cached_property
    def _standing(self) -> dict[str, str]:
        """Each form that stands for a root as it is, in standard spelling or spoken."""
        roots = self._roots
        found = {root: root for root in roots}
        for form, standard in self._words.colloquial.items():
            # A form that is a root itself (liat clay, sapa greet) stands for another one only where that is a verb.
            if standard in roots and (form not in roots or self._words.is_verb(standard)):
                found[form] = standard
        return found

    def _root(self, word: str) -> str:
        """The root that a form is, in standard spelling: *dengar* for *dengar* and for spoken *denger*; or nothing."""
        root = self._standing.get(word, "")
        # Spoken e for a in the last syllable: temen, dapet, seneng.
        if root or "e" not in word[-3:-1] or len(word) < 5 or word[-1] == "e":
            return root
        place = word.rfind("e")
        altered = f"{word[:place]}a{word[place + 1 :]}"
        return altered if altered in self._roots and self._words.is_likelier(altered, word) else ""

    def _verb(self, word: str) -> str:
        """Base of a word as a verb with voice prefix or applicative: the likeliest of all possible bases."""
        found = [*self._prefixed(word)] if word.startswith(VOICED) else []
        if word.endswith(_APPLICATIVES):
            found += self._bare(word)
        if found:
            return self._likeliest(found)
        spoken = max(self._spoken(word), default=None) if word.startswith(("m", "n")) else None
        return spoken[-1] if spoken else self._root(word)

    def _likeliest(self, found: Sequence[_Split]) -> str:
        """The likeliest base; nearly always there is only one."""
        return found[0][0] if len({split[0] for split in found}) == 1 else max(map(self._reading, found))[-1]

    def _reading(self, split: _Split) -> _Reading:
        """How likely a base is.

        A root is likelier than a derived verb; then the passive tells whether a sound was swallowed (*mengurus* is
        *diurus*, not *dikurus*); then a base without applicative is likelier; then one with a passive under any
        applicative (*mengurangkan*: *dikurangi*, not *diorang*); then the more frequent one.
        """
        frequency = self._known
        base, root, stem, suffix, endings = split
        passive = max(frequency.get(f"di{stem}{each}", 0.0) for each in endings)
        return root, passive, not suffix, self._words.passive(stem) > 0, frequency.get(base, 0.0), base

    def _prefixed(self, word: str) -> Iterator[_Split]:
        """Bases under a voice prefix: *mengikuti*, *dipinjemin*, *nyari*, *diperbaiki* (*perbaik*)."""
        for rest in self._words.rests(word):
            for stem, suffix in self._stems(rest):
                root = self._own_verb(stem) if suffix == "in" else ""
                root = root or (self._root(stem) if self._carries_voice(stem) else "")
                base = root or self._derived_verb(stem)
                if base and (not word.startswith(("ku", "kau")) or self._words.is_verb(base)):
                    yield base, bool(root), stem, suffix, _STANDARD.get(suffix, (suffix,))

    def _carries_voice(self, stem: str) -> bool:
        """Tell whether a stem may follow a voice prefix: no particle (*kan*), no short word of speech (*tuk*)."""
        return len(stem) > 3 or (stem in self._roots and stem not in _PARTICLES)

    def _stems(self, rest: str) -> Iterator[tuple[str, str]]:
        """Possible stems and their applicative; k and -kan often share their k (*menunjukan*)."""
        if len(rest) > 2:
            yield rest, ""
        suffix = _applicative(rest)
        if suffix and len(rest) > 2 + len(suffix):
            yield rest.removesuffix(suffix), suffix
        shared = rest[:-2]
        if suffix == "kan" and len(shared) > 3 and shared in self._roots and self._words.is_verb(shared):
            own = rest[:-3]
            if not (self._root(own) and self._words.is_verb(own, ("", "i"))):  # ditarikan is tari
                yield shared, "kan"

    def _own_verb(self, stem: str) -> str:
        """A verb that keeps its applicative, from what stands before spoken -in: *lakukan* for *lakuin*; or nothing."""
        return next((stem + each for each in ("kan", "i") if stem + each in self._words.own_verbs), "")

    def _spoken(self, word: str) -> Iterator[_Reading]:
        """Bases under a nasal without me-, as `_prefixed` gives them: *nahan*, *mikirin*, *nemenin*, *mindahkan*."""
        rests = [*under_nasal(word), *(["c" + word[2:]] if word.startswith("ny") else [])] if len(word) > 3 else []
        for rest in rests:
            for suffix in ("", *_APPLICATIVES):
                stem = rest.removesuffix(suffix)
                least = 4 if suffix == "i" else 3  # Meli, Nuri
                base = self._root(stem) if rest != word and len(stem) >= least and (not suffix or stem != rest) else ""
                frequency = self._known.get(base, 0.0)
                if suffix in ("kan", "i") and frequency <= self._known.get(word, 0.0):
                    continue  # masukan (input) is no pasu-kan
                if base and self._words.is_verb(base) and self._words.takes_spoken_affixes(stem):
                    own = self._own_verb(base) if suffix == "in" else ""
                    yield True, 0.0, not suffix, self._words.passive(stem) > 0, frequency, own or base

    def _derived_verb(self, stem: str) -> str:
        """A verb made from a root before it took its voice: *perbaik(i)*, *ketahu(i)*, *berlaku(kan)*; or nothing."""
        if not stem.startswith(_MADE):
            return ""
        for prefix in _MADE:
            root = (
                self._root(stem.removeprefix(prefix)) if stem.startswith(prefix) and len(stem) - len(prefix) > 2 else ""
            )
            if root and root not in self._words.own_verbs:  # berlaku(kan), not ber(lakukan)
                return stem
        return ""

    def _bare(self, word: str) -> Iterator[_Split]:
        """Bases under an applicative alone: *lakukan*, *hadapi*, spoken *cariin*."""
        suffix = _applicative(word)
        stem = word.removesuffix(suffix)
        spoken = suffix == "in"
        if len(stem) < 3 or (spoken and not self._words.takes_spoken_affixes(stem)):
            return
        base = self._own_verb(stem) or self._root(stem) if spoken else self._root(stem) or self._derived_verb(stem)
        if base and self._is_applied(word, base, stem, suffix):
            yield base, base == stem, stem, suffix, (suffix,)

    def _is_applied(self, word: str, base: str, stem: str, suffix: str) -> bool:
        """Tell whether a word is a verb with an applicative: many nouns end in i, in or kan (politisi, rutin).

        A verb has a passive, or is rarer than its base.
        """
        frequency = self._known
        if f"di{word}" in frequency or self._words.is_verb(stem, (suffix,)):
            return True
        noun = suffix == "i" or (suffix == "kan" and self.is_derived(word))  # ajak-an, ke-masak-an
        return not noun and frequency.get(base, 0.0) >= frequency.get(word, 0.0)

    def is_derived(self, word: str) -> bool:
        """Tell whether a word is an Indonesian derivation of a known root: *keterlambatan*, *ajakan*."""
        heads, tailed = _HEADS.get(word[:2], ()), word.endswith("an")
        if not (heads or tailed) or len(word) < 6 or not word.isascii() or not word.isalpha():
            return False
        stems = [word[len(head) :] for head in heads if word.startswith(head)]
        if tailed:
            stems += [word[:-2], *(stem[:-2] for stem in stems)]
        return not self._roots.isdisjoint([stem for stem in stems if len(stem) > 3])

    def _without_clitic(self, word: str, depth: int) -> str:
        """Base of a word that ends in a clitic: *sinyalnya*, *kepercayaanku*, *bolehlah*; or nothing."""
        if not word.endswith(CLITICS):
            return ""
        frequency = self._known
        for clitic in CLITICS:
            inner = word.removesuffix(clitic)
            if inner == word or len(inner) < 3:
                continue
            if clitic == "nya" and inner.endswith("a") and inner not in frequency and f"{inner}n" in frequency:
                inner = f"{inner}n"  # one n typed for two: kenyataanya
            # -nya marks any word, even names; short ones end many words by chance and must be rarer than their base.
            if clitic == "nya":
                accepted = (len(inner) > 3 and word not in frequency) or self._is_known(inner)
            else:
                fits = clitic != "tah" or inner in self._roots  # apatah, no Fattah
                accepted = fits and frequency.get(inner, 0.0) >= frequency.get(word, 1e-9) and self._is_known(inner)
                # A verb carries any clitic, though mencintaimu is commoner than mencintai.
                accepted |= inner.startswith("me") and len(inner) > 5 and bool(self._verb(inner))
            if accepted:
                return self.light(inner, depth - 1)
        return ""

    def _is_known(self, word: str) -> bool:
        """Tell whether a word is one, as it stands or under affixes of verbs."""
        return bool(word in self._known or self._root(word) or self._words.is_foreign_base(word) or self._verb(word))

    def _respelt(self, word: str, depth: int) -> str:
        """Base of a word in its standard spelling: *lamaaa*, *laen*, *lngsng*; or nothing."""
        known = "" if self.is_derived(word) else self._words.standard(word)
        return self.light(known, depth - 1) if known else ""

    def _of_hyphened(self, word: str, depth: int) -> str:
        """Base of a word with a hyphen: an affix set apart (*di-upload*, *data-nya*) or doubling; or nothing."""
        ending = _HYPHENED.fullmatch(word)
        if ending and ending["stem"]:
            return self.light(ending["stem"], depth - 1)
        if ending:
            return self._under_hyphen(ending["prefix"], ending["rest"], depth)
        return self._single(word, depth) or self._words.compound(word.removesuffix("nya"))

    def _under_hyphen(self, prefix: str, rest: str, depth: int) -> str:
        """Base under a prefix that a hyphen sets apart: *di-upload*, *nge-train*, *ke-hack*, *di-wa*; or nothing."""
        if prefix == "ke" and prefix + rest in self._known:
            return prefix + rest  # ke-dua
        if self._words.is_rather_foreign(rest):
            base = rest if prefix != "me" else ""  # me-time is English
        elif rest in self._known and prefix + rest not in self._known:
            base = self.light(rest, depth - 1)
        else:
            base = self._verb(prefix + rest) or self.light(rest, depth - 1)
        known = base in self._roots or base in self._known or self._words.is_foreign_base(base)
        least = 4 if prefix in ("me", "ku", "kau", "ny", "ng") else 2
        return base if known and len(base) >= least else self._words.compound(base)

    def _single(self, word: str, depth: int) -> str:
        """Singular of a doubled word: *kata-katanya*, *kepercayaan-kepercayaan*, *melihat-lihat*; or nothing."""
        first, _, second = word.partition("-")
        doubled = f"{first}-{first}"
        if second.removeprefix(first) in CLITICS and (doubled in self._words.stem_exceptions or doubled in self._roots):
            return doubled
        if self._words.is_rather_foreign(first):
            plural = len(first) > 3 and (
                second == first or second.removeprefix(first) in CLITICS
            )  # user-user, no bye-bye
            return self.light(first, depth - 1) if plural else ""
        one, other = self.light(first, depth - 1), self.light(second, depth - 1)
        # The second half of *dibagi-bagi* is bare, and may be another word (bagi for).
        return one if one in (other, f"{other}kan", f"{other}i") else ""
