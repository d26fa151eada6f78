"""Taking inflection off Indonesian words, as spoken and as written, and off English words used in Indonesian.

Only inflection goes: voice (meN-, di-, ter-, ku-, kau-), applicatives (-kan, -i, spoken -in), clitics and particles,
plural doubling. Derived nouns stay: *kepercayaan* is not *percaya*. Every analysis must end at a word that a
dictionary knows; what cannot be analysed stays as it is.
"""

import re
from collections.abc import Iterator
from functools import cache

from qualcode.text import lexicon, loans, spelling, verbs, wordlists

CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun", "tah")
"""Endings that are words of their own: his, my, your, and particles."""
_PARTICLES = frozenset({*CLITICS, "kan", "sih", "deh", "dong"})
_APPLICATIVES = ("", "kan", "i", "in")
_STANDARD = {"in": ("kan", "i", "")}
_PREFIXES = ("di", "nge", "ng", "ny", "me", "mem", "men", "meng", "menge", "ter", "ku", "kau")
_HEADS = ("ke", "keter", "ber", "per", "pe", "pel", "pem", "pen", "peng", "peny", "se", "ter")
_MADE = ("per", "ber", "ke", "pe")
"""Prefixes of verbs that are made from a root before they take their voice."""
_HYPHENED = re.compile(
    rf"(?P<stem>.+)-(?:{'|'.join((*CLITICS, 'kan', 'in'))})|(?P<prefix>{'|'.join((*_PREFIXES, 'ke'))})-(?P<rest>.+)"
)
_DOUBLED_WITH_2 = re.compile(r"([^\W\d_]{3,})2(?:nya|ku|mu)?")
_Reading = tuple[bool, float, bool, bool, float, str]
"""How likely a base is: a root, its passive's frequency, no applicative, any passive, its frequency; and the base."""
_LONGEST = 40  # letters; longer ones are no words, and need no time
_BEFORE_ONE_SYLLABLE = re.compile("nge[^aeiou]*[aeiou][^aeiou]*(?:k?an|i)?")
"""Only before one syllable is it menge-, penge-: *mengecek*, *pengesahan*."""


def light(word: str) -> str:
    """Give the base of a word: *mempercayai*, *dipercayalah* -> *percaya*; the word itself where there is none."""
    return _light(word, 4)


def _light(word: str, depth: int) -> str:
    """Take off affixes; depth bounds how many layers, since people can write anything."""
    if word in whole() or depth == 0 or len(word) > _LONGEST:
        return word
    standard = spelling.colloquial().get(word, word)
    if standard != word:
        return _light(standard, depth - 1)
    if word in lexicon.roots():
        return word
    if "-" in word:
        return _of_hyphened(word, depth) or word
    if word.endswith(CLITICS) and (inner := _whole_with_clitic(word)):
        return inner
    if "2" in word and (doubled := _DOUBLED_WITH_2.fullmatch(word)):
        return _light(doubled[1], depth - 1)
    if lexicon.is_rather_english(word):
        return word
    return _verb(word) or _without_clitic(word, depth) or loans.base(word) or _respelt(word, depth) or word


@cache
def whole() -> frozenset[str]:
    """Words that look affixed and are not: they are never taken apart."""
    return frozenset(wordlists.sections("kept_whole")["id"])


def _whole_with_clitic(word: str) -> str:
    """A word that only looks affixed, from under a clitic: *mengapakah* is no *apakah* in the active; or nothing."""
    return next((inner for clitic in CLITICS if (inner := word.removesuffix(clitic)) != word and inner in whole()), "")


def _root(word: str) -> str:
    """The root that a form is, in standard spelling: *dengar* for *dengar* and for spoken *denger*; or nothing."""
    standard = spelling.colloquial().get(word, "")
    # A form that is a root itself (liat clay, sapa greet) stands for another one only where that is a verb.
    if standard in lexicon.roots() and (word not in lexicon.roots() or verbs.is_verb(standard)):
        return standard
    if word in lexicon.roots():
        return word
    # Spoken e for a in the last syllable: temen, dapet, seneng.
    place = word.rfind("e")
    if len(word) > 4 and place >= len(word) - 3 and not word.endswith("e"):
        altered = f"{word[:place]}a{word[place + 1 :]}"
        if altered in lexicon.roots() and spelling.is_likelier(altered, word):
            return altered
    return ""


def _verb(word: str) -> str:
    """Base of a word as a verb with voice prefix or applicative: the likeliest of all possible bases."""
    found = [*(_prefixed(word) if word[:1] in tuple("dkmnt") else ()), *_bare(word)]
    if not found and word[:1] in ("m", "n"):
        found = [*_spoken(word)]
    return max(found)[-1] if found else _root(word)


def _prefixed(word: str) -> Iterator[_Reading]:
    """Bases under a voice prefix with their likelihood: *mengikuti*, *dipinjemin*, *nyari*, *diperbaiki* (*perbaik*).

    A root is likelier than a derived verb; then the passive tells whether a sound was swallowed (*mengurus* is
    *diurus*, not *dikurus*); then a base without applicative is likelier; then one with a passive under any
    applicative (*mengurangkan*: *dikurangi*, not *diorang*); then the more frequent one.
    """
    frequency = lexicon.indonesian()
    for rest in _rests(word):
        for stem, suffix in _stems(rest):
            root = _own_verb(stem, suffix) or (_root(stem) if _carries_voice(stem) else "")
            base = root or _derived_verb(stem)
            if base and (not word.startswith(("ku", "kau")) or verbs.is_verb(base)):
                passive = max(frequency.get(f"di{stem}{each}", 0.0) for each in _STANDARD.get(suffix, (suffix,)))
                yield bool(root), passive, not suffix, verbs.passive(stem) > 0, frequency.get(base, 0.0), base


def _carries_voice(stem: str) -> bool:
    """Tell whether a stem may stand under a voice prefix: no particle (*kan*), no short word of speech (*tuk*)."""
    return len(stem) > 3 or (stem in lexicon.roots() and stem not in _PARTICLES)


def _stems(rest: str) -> Iterator[tuple[str, str]]:
    """What may stand before an applicative, and the applicative; k and -kan often share their k (*menunjukan*)."""
    for suffix in _APPLICATIVES:
        stem = rest.removesuffix(suffix)
        if len(stem) > 2 and (not suffix or stem != rest):
            yield stem, suffix
    shared = rest[:-2]
    own = rest.endswith("kan") and _root(rest[:-3]) and verbs.is_verb(rest[:-3], ("", "i"))  # ditarikan is tari
    if rest.endswith("kan") and not own and len(shared) > 3 and shared in lexicon.roots() and verbs.is_verb(shared):
        yield shared, "kan"


def _own_verb(stem: str, suffix: str) -> str:
    """A verb that keeps its applicative, from its spoken form: *lakukan* for *(di)lakuin*; or nothing."""
    if suffix != "in":
        return ""
    return next((stem + each for each in ("kan", "i") if stem + each in lexicon.own_verbs()), "")


def _spoken(word: str) -> Iterator[_Reading]:
    """Bases under a nasal without me-, as `_prefixed` gives them: *nahan*, *mikirin*, *nemenin*, *mindahkan*."""
    rests = [*under_nasal(word), *(["c" + word[2:]] if word.startswith("ny") else [])] if len(word) > 3 else []
    for rest in rests:
        for suffix in _APPLICATIVES:
            stem = rest.removesuffix(suffix)
            least = 4 if suffix == "i" else 3  # Meli, Nuri
            base = _root(stem) if rest != word and len(stem) >= least and (not suffix or stem != rest) else ""
            frequency = lexicon.indonesian().get(base, 0.0)
            if suffix in ("kan", "i") and frequency <= lexicon.indonesian().get(word, 0.0):
                continue  # masukan (input) is no pasu-kan
            if base and verbs.is_verb(base) and verbs.takes_spoken_affixes(stem):
                yield True, 0.0, not suffix, verbs.passive(stem) > 0, frequency, _own_verb(base, suffix) or base


def _derived_verb(stem: str) -> str:
    """A verb made from a root before it took its voice: *perbaik(i)*, *ketahu(i)*, *berlaku(kan)*; or nothing."""
    if not stem.startswith(_MADE):
        return ""
    for prefix in _MADE:
        root = _root(stem.removeprefix(prefix)) if stem.startswith(prefix) and len(stem) - len(prefix) > 2 else ""
        if root and root not in lexicon.own_verbs():  # berlaku(kan), not ber(lakukan)
            return stem
    return ""


def _rests(word: str) -> Iterator[str]:
    """What may stand under the voice prefix of a word, with the sound that the prefix has swallowed."""
    if word.startswith(("di", "ku")):
        yield word[2:]
    if word.startswith(("ter", "kau")):
        yield word[3:]
    if word.startswith("ter") and word[3:4] in tuple("aeiou"):
        yield word[2:]  # one r stands for two: terasa, terendah
    if word.startswith("ke") and not lexicon.indonesian().keys().isdisjoint((f"ter{word[2:]}", f"te{word[2:]}")):
        yield word[2:]  # spoken ke- for ter-: kerasa, kebalik
    if word.startswith("me"):
        yield from under_nasal(word[2:])
    if word.startswith("nge"):
        yield word[3:]
    if word.startswith("ng"):
        yield from (word[2:], "k" + word[2:])
    if word.startswith("ny"):
        yield from ("s" + word[2:], "c" + word[2:])


def under_nasal(rest: str) -> Iterator[str]:
    """What may stand under meN- or peN-: *mem|p|akai*, *men|t|ulis*, *meny|s|impan*, *meng|k|irim*, *menge|cek*."""
    if rest[:1] in tuple("lrmnwy"):
        yield rest
    if rest.startswith("m"):
        yield rest[1:] if rest[1:2] in tuple("bfvp") else "p" + rest[1:]
    if rest.startswith("ny"):
        yield "s" + rest[2:]
    elif rest.startswith("ng"):
        yield from (rest[2:], "k" + rest[2:])
        if _BEFORE_ONE_SYLLABLE.fullmatch(rest):
            yield rest[3:]
    elif rest.startswith("n"):
        yield rest[1:] if rest[1:2] in tuple("dcjzts") else "t" + rest[1:]


def _bare(word: str) -> Iterator[_Reading]:
    """Bases under an applicative alone, as `_prefixed` gives them: *lakukan*, *hadapi*, spoken *cariin*."""
    frequency = lexicon.indonesian()
    for suffix in _APPLICATIVES[1:]:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < 3:
            continue
        spoken = suffix == "in"
        if spoken and not verbs.takes_spoken_affixes(stem):
            continue
        base = _own_verb(stem, suffix) or _root(stem) or ("" if spoken else _derived_verb(stem))
        # Many nouns end in i, in or kan (politisi, rutin, perbankan): a verb has a passive, or is rarer than its base.
        passive = frequency.get(f"di{word}", 0.0)
        noun = suffix == "i" or (suffix == "kan" and is_derived(word))  # ajak-an, ke-masak-an
        commoner = not noun and frequency.get(base, 0.0) >= frequency.get(word, 0.0)
        if base and (passive or verbs.is_verb(stem, (suffix,)) or commoner):
            yield base == stem, passive, False, verbs.passive(stem) > 0, frequency.get(base, 0.0), base


def is_derived(word: str) -> bool:
    """Tell whether a word is an Indonesian derivation of a known root: *keterlambatan*, *pendigitalan*, *ajakan*."""
    headed, tailed = word.startswith(_HEADS), word.endswith("an")
    if not (headed or tailed) or not word.isascii() or not word.isalpha() or len(word) < 6:
        return False
    roots = lexicon.roots()
    inner = [word[len(head) :] for head in _HEADS if word.startswith(head)] if headed else []
    stems = [*inner, *((each[:-2] for each in (word, *inner)) if tailed else ())]
    return any(len(stem) > 3 and stem in roots for stem in stems)


def _without_clitic(word: str, depth: int) -> str:
    """Base of a word that ends in a clitic: *sinyalnya*, *kepercayaanku*, *bolehlah*; or nothing."""
    if not word.endswith(CLITICS):
        return ""
    frequency = lexicon.indonesian()
    for clitic in CLITICS:
        inner = word.removesuffix(clitic)
        if inner == word or len(inner) < 3:
            continue
        if clitic == "nya" and inner.endswith("a") and inner not in frequency and f"{inner}n" in frequency:
            inner = f"{inner}n"  # one n typed for two: kenyataanya
        known = inner in frequency or _root(inner) or lexicon.is_english_base(inner) or _verb(inner)
        # -nya marks any word, even names; the short ones end many words by chance and must be rarer than their base.
        if clitic == "nya":
            accepted = bool(known) or (len(inner) > 3 and word not in frequency)
        else:
            fits = clitic != "tah" or inner in lexicon.roots()  # apatah, no Fattah
            accepted = fits and bool(known) and frequency.get(inner, 0.0) >= frequency.get(word, 1e-9)
            # A verb carries any clitic, though mencintaimu is commoner than mencintai.
            accepted |= inner.startswith("me") and len(inner) > 5 and bool(_verb(inner))
        if accepted:
            return _light(inner, depth - 1)
    return ""


def _respelt(word: str, depth: int) -> str:
    """Base of a word in its standard spelling: *lamaaa*, *laen*, *lngsng*; or nothing."""
    known = "" if is_derived(word) else spelling.standard(word)
    return _light(known, depth - 1) if known else ""


def _of_hyphened(word: str, depth: int) -> str:
    """Base of a word with a hyphen: an affix set apart (*di-upload*, *data-nya*) or doubling; or nothing."""
    ending = _HYPHENED.fullmatch(word)
    if ending and ending["stem"]:
        return _light(ending["stem"], depth - 1)
    if ending:
        return _under_hyphen(ending["prefix"], ending["rest"], depth)
    return _single(word, depth) or loans.compound(word.removesuffix("nya"))


def _under_hyphen(prefix: str, rest: str, depth: int) -> str:
    """Base under a prefix that a hyphen sets apart: *di-upload*, *nge-train*, *ke-hack*, *di-wa*; or nothing."""
    if prefix == "ke" and prefix + rest in lexicon.indonesian():
        return prefix + rest  # ke-dua
    if lexicon.is_rather_english(rest):
        base = rest if prefix != "me" else ""  # me-time is English
    elif rest in lexicon.indonesian() and prefix + rest not in lexicon.indonesian():
        base = _light(rest, depth - 1)
    else:
        base = _verb(prefix + rest) or _light(rest, depth - 1)
    known = base in lexicon.roots() or base in lexicon.indonesian() or lexicon.is_english_base(base)
    least = 4 if prefix in ("me", "ku", "kau", "ny", "ng") else 2
    return base if known and len(base) >= least else loans.compound(base)


def _single(word: str, depth: int) -> str:
    """Singular of a doubled word: *kata-katanya*, *kepercayaan-kepercayaan*, *melihat-lihat*; or nothing."""
    first, _, second = word.partition("-")
    doubled = f"{first}-{first}"
    if second.removeprefix(first) in CLITICS and (doubled in whole() or doubled in lexicon.roots()):
        return doubled
    if lexicon.is_rather_english(first):
        plural = len(first) > 3 and (second == first or second.removeprefix(first) in CLITICS)  # user-user, no bye-bye
        return _light(first, depth - 1) if plural else ""
    one, other = _light(first, depth - 1), _light(second, depth - 1)
    # The second half of *dibagi-bagi* is bare, and may be another word (bagi for).
    return one if one in (other, f"{other}kan", f"{other}i") else ""
