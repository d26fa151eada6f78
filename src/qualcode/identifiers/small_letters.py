"""Names in texts without capitals, such as recognisers of speech write: by titles, cues, lists and rare words.

Far more words must be looked at here than in a text with capitals, and some names are not found; a text that needs
this is announced. Names that labels, files, attributes or other transcripts give are found like any other.
"""

from collections.abc import Iterator, Sequence

from qualcode.identifiers.capitals import Word
from qualcode.identifiers.tellers import Spot, Tellers, is_rare, without_clitic, word_share
from qualcode.languages.id import indonesian

NO_CAPITALS = 0.005
"""Share of the words with a capital below which a text has none that tell."""
_AFTER_TITLE = 3e-5
"""Share of running words from which a word behind a title is no name."""
_BEFORE_PLACE = frozenset(["di", "ke", "dari", "in", "at", "from", "near", "to"])
_LONGEST_CUE = 3
_SHORTEST = 3


def has_no_capitals(words: Sequence[Word]) -> bool:
    """Whether so few words have a capital that it tells nothing; *I* does not count."""
    capitals = sum(word.capital and len(word.text) > 1 for word in words)
    return len(words) > 0 and capitals <= NO_CAPITALS * len(words)


def names_in_small_letters(
    number: int, words: Sequence[Word], text: str, tellers: Tellers, *, whole: bool
) -> Iterator[Spot]:
    """Spots of one text that are rather names; `whole`: no word has a capital, so that every word is looked at."""
    at = 0
    while at < len(words):
        title = _title_before(words, at, text, tellers)
        if words[at].capital or not _is_name(words, at, title, tellers, whole=whole):
            at += 1
            continue
        last = at
        while last + 1 < len(words) and _goes_on(words, last + 1, text, tellers, whole=whole):
            last += 1
        bare = without_clitic(words[last].text, _Bases(tellers))
        end = words[last].start + len(bare)
        yield Spot(number, words[at].start, end, text[words[at].start : end], title=title)
        at = last + 1


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


def _is_name(words: Sequence[Word], at: int, title: str, tellers: Tellers, *, whole: bool) -> bool:
    """Whether a word written small is rather a name, by what it is and what stands before it."""
    key = without_clitic(words[at].key, _Bases(tellers))
    if tellers.is_sure(key):
        return True
    if len(key) < _SHORTEST or not key[0].isalpha() or key in tellers.never or key in tellers.titles:
        return False
    listed = tellers.is_only_given(key)
    if title and (listed or key in tellers.words or _is_unknown(key)):
        return True
    if not whole:
        return False
    if title and word_share(key) < _AFTER_TITLE:
        return True
    if listed or key in tellers.places or _is_unknown(key):
        return True
    return _after_cue(words, at, tellers) and word_share(key) < _AFTER_TITLE


def _is_unknown(key: str) -> bool:
    """Whether a word is rare, and no root of Indonesian either."""
    return is_rare(key) and key not in indonesian().words.roots


def _after_cue(words: Sequence[Word], at: int, tellers: Tellers) -> bool:
    """Whether a cue such as *namanya* stands before a word, or the head of a place."""
    before = tuple(word.key for word in words[max(0, at - _LONGEST_CUE) : at])
    return any(before[start:] in tellers.cues for start in range(len(before))) or before[-1:] in _heads(tellers)


def _heads(tellers: Tellers) -> frozenset[tuple[str]]:
    return frozenset((head,) for head in tellers.place_heads)


def _goes_on(words: Sequence[Word], at: int, text: str, tellers: Tellers, *, whole: bool) -> bool:
    """Whether a name goes on with a word."""
    beside = text[words[at - 1].end : words[at].start] == " "
    key = words[at].key
    if not beside or words[at].capital or len(key) < _SHORTEST or key in tellers.titles or key in tellers.never:
        return False
    return tellers.is_only_given(key) or (whole and _is_unknown(key))
