"""Names in texts without capitals, such as recognisers of speech write: by titles, cues, lists and rare words.

Far more words must be looked at here than in a text with capitals, and some names are not found; a text that needs
this is announced. Names that labels, files, attributes or other transcripts give are found like any other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase

from qualcode.identifiers.capitals import Word
from qualcode.identifiers.tellers import LONGEST_CUE, NAMES_AT_MOST, Spot, Tellers, is_rare, without_clitic, word_share
from qualcode.languages import current, per_languages
from qualcode.languages.id import indonesian
from qualcode.text.tokens import fold

NO_CAPITALS = 0.005
"""Share of the words with a capital below which a text has none that tell."""
_AFTER_TITLE = 3e-5
"""Share of running words from which a word behind a title is no name."""
_SHORTEST = 3
_VERY_LONG = 10
"""Letters from which few words are names of people."""
_AT_ONE_SITTING, _IN_THOUSAND = 100, 59
"""Distinct names of texts without capitals that are likely: so many at least, and in a thousand words at most."""
_LONG = 6
"""Letters from which a word that differs in one from a usual word is rather a slip of it: *kecamata*."""
_VOWELS = frozenset("aeiouy")
_RARE = 1e-6
"""Share of running words from which a root is used."""
_USUAL = 1e-5
"""Share of running words from which a word is one of which people make slips."""


def has_no_capitals(words: Sequence[Word]) -> bool:
    """Whether so few words have a capital that it tells nothing; *I* does not count."""
    capitals = sum(word.capital and len(word.text) > 1 for word in words)
    return len(words) > 0 and capitals <= NO_CAPITALS * len(words)


def common_nouns(texts: Iterable[Sequence[Word]], tellers: Tellers) -> frozenset[str]:
    """Words of texts without capitals that are used as names are not: behind *the*, *para*, or before *itu*."""
    there, as_noun = Counter[str](), Counter[str]()
    for words in texts:
        there.update(word.key for word in words)
        for before, word in pairwise(words):
            as_noun[word.key] += before.key in tellers.determiners
            as_noun[before.key] += word.key in tellers.demonstratives
    return frozenset(key for key, count in as_noun.items() if 2 * count > there[key])


def names_in_small_letters(
    number: int, words: Sequence[Word], text: str, tellers: Tellers, nouns: frozenset[str] | None = None
) -> Iterator[Spot]:
    """Spots of one text that are rather names.

    Args:
        number: the text's.
        words: its words.
        text: the text.
        tellers: lists.
        nouns: words that are no names; None: the text has capitals, so that only what is surely a name is found.
    """
    at = 0
    while at < len(words):
        title = _title_before(words, at, text, tellers)
        if words[at].capital or not _is_name(words, at, title, tellers, nouns):
            at += 1
            continue
        last = at
        while last + 1 < len(words) and _goes_on(words, last + 1, text, tellers, nouns):
            last += 1
        bare = without_clitic(words[last].text, _Bases(tellers))
        end = words[last].start + len(bare)
        weak = 0 if title or _is_told(words, at, tellers) else min(_weakness(word.key) for word in words[at : last + 1])
        yield Spot(number, words[at].start, end, text[words[at].start : end], title=title, weak=weak)
        at = last + 1


def seldom_names(spots: Sequence[Spot], words: int) -> frozenset[str]:
    """The weakest unknown words among spots of texts without capitals, folded: more than a person must decide."""
    together: dict[str, list[Spot]] = {}
    for spot in spots:
        together.setdefault(fold(spot.text), []).append(spot)
    weak = {text: min(spot.weak for spot in each) for text, each in together.items()}
    most = max(_AT_ONE_SITTING, words * _IN_THOUSAND // 1000)
    ranked = sorted(together, key=lambda text: (weak[text], -len(together[text]), text))
    return frozenset(text for text in ranked[most:] if weak[text])


def _title_before(words: Sequence[Word], at: int, text: str, tellers: Tellers) -> str:
    """The title that stands right before a word."""
    if not at or words[at - 1].key not in tellers.titles:
        return ""
    return words[at - 1].key if text[words[at - 1].end : words[at].start].strip() in ("", ".") else ""


class _Bases:
    """Names on which a clitic may hang; a short one is rather a part of another word (*sampun*)."""

    def __init__(self, tellers: Tellers) -> None:
        self._tellers = tellers

    def __contains__(self, key: object) -> bool:
        return len(str(key)) > _SHORTEST and self._tellers.is_given(str(key))


def _is_name(words: Sequence[Word], at: int, title: str, tellers: Tellers, nouns: frozenset[str] | None) -> bool:
    """Whether a word written small is rather a name, by what it is and what stands before it."""
    key = without_clitic(words[at].key, _Bases(tellers))
    if tellers.is_sure(key):
        return True
    if len(key) < _SHORTEST or not key[0].isalpha() or key in tellers.never or key in tellers.titles:
        return False
    listed = tellers.is_only_given(key)
    if title and word_share(key) < NAMES_AT_MOST and (listed or key in tellers.words or _is_unknown(key)):
        return True
    if nouns is None:
        return False
    if title and word_share(key) < _AFTER_TITLE:
        return True
    if listed or key in tellers.places or (key not in nouns and _is_rather_name(key)):
        return True
    return _after_cue(words, at, tellers) and word_share(key) < _AFTER_TITLE


def _is_unknown(key: str) -> bool:
    """Whether a word is rare, and no root of Indonesian either."""
    return is_rare(key) and key not in indonesian().words.roots


def _is_told(words: Sequence[Word], at: int, tellers: Tellers) -> bool:
    """Whether a list or the words before it tell that a word is a name."""
    key = without_clitic(words[at].key, _Bases(tellers))
    listed = tellers.is_only_given(key) or tellers.is_sure(key) or key in tellers.places
    return listed or _after_cue(words, at, tellers)


@per_languages
def _weakness(key: str) -> int:
    """How little tells that an unknown word is a name: most for slips, abbreviations, and very long words."""
    short = len(key) <= _SHORTEST or not _VOWELS & set(key) or any(sign.isdecimal() for sign in key)
    return 1 + short + _is_slip(key) + (len(key) >= _VERY_LONG)


@per_languages
def _is_rather_name(key: str) -> bool:
    """Whether an unknown word that nothing introduces may be a name: no form of a word that is used."""
    return _is_unknown(key) and not _is_derived(key)


def _is_derived(key: str) -> bool:
    """Whether a word is made of a root that is used: *keramaian*, *berkompetisi*."""
    for code, _ in current().inflections:
        inflection = current().inflection(code)
        root = inflection.family(key, inflection.inflected(key))
        if root != key and len(root) >= _SHORTEST and (word_share(root) >= _RARE or root in indonesian().words.roots):
            return True
    return False


def _is_slip(key: str) -> bool:
    """Whether a word is a usual one with a letter too many, too few, another, or two that changed places."""
    if len(key) < _LONG:
        return False
    halves = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    near = {head + tail[1:] for head, tail in halves if tail}
    near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    near |= {head + letter + tail[cut:] for head, tail in halves for letter in ascii_lowercase for cut in (0, 1)}
    return any(word_share(each) >= _USUAL for each in near - {key})


def _after_cue(words: Sequence[Word], at: int, tellers: Tellers) -> bool:
    """Whether a cue such as *namanya* stands before a word, or the head of a place."""
    before = tuple(word.key for word in words[max(0, at - LONGEST_CUE) : at])
    return any(before[start:] in tellers.cues for start in range(len(before))) or before[-1:] in _heads(tellers)


def _heads(tellers: Tellers) -> frozenset[tuple[str]]:
    return frozenset((head,) for head in tellers.place_heads)


def _goes_on(words: Sequence[Word], at: int, text: str, tellers: Tellers, nouns: frozenset[str] | None) -> bool:
    """Whether a name goes on with a word."""
    beside = text[words[at - 1].end : words[at].start] == " "
    key = words[at].key
    if not beside or words[at].capital or len(key) < _SHORTEST or key in tellers.titles or key in tellers.never:
        return False
    return tellers.is_only_given(key) or (nouns is not None and key not in nouns and _is_rather_name(key))
