"""Words of a corpus: where terms stand, asked of the same engine as rules; and running words with their phrases."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

import numpy as np

from qualcode.corpus.frame import FindTerms, TermOccurrences
from qualcode.corpus.index import CorpusShard, Indexed
from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.languages import current
from qualcode.model.codebook import MatchLevel, Term
from qualcode.rules.lookup import Analyser, KeyMemo, LevelKeys, Lookup, words_of_term
from qualcode.rules.terms.words import find_phrases
from qualcode.store import arrays
from qualcode.store.hashing import fingerprint
from qualcode.store.study import OpenStudy
from qualcode.text.languages import type_classes
from qualcode.text.tokens import fold

_LEVELS = ("light", "root", "name", "class", "slip", "example")
"""What an analyser remembers of words, and what checks let it remember beside."""


def load_analyser(study: OpenStudy) -> Analyser:
    """An analyser that knows all words of earlier runs of this qualcode."""
    memos = {}
    for level in _LEVELS:
        saved = cast("dict[str, Any] | None", arrays.load_arrays(study.layout.stems / level))
        if saved and saved["made_by"] == [fingerprint(), study.languages.key]:
            memos[level] = KeyMemo(saved["words"], saved["keys"])
    return Analyser(memos)


def save_analyser(study: OpenStudy, analyser: Analyser) -> None:
    """Keep what was learnt."""
    for level in analyser.grown:
        memo = analyser.memo(level)
        saved = {"made_by": [fingerprint(), study.languages.key], "words": memo.words, "keys": memo.keys}
        arrays.save_arrays(study.layout.stems / level, saved)


def finder(study: OpenStudy, indexed: Indexed) -> FindTerms:
    """What looks for terms in a corpus; words are analysed when it is called, and remembered."""

    @lru_cache(maxsize=1)  # a table asks twice: what was not found, and what was
    def look(terms: tuple[str, ...], level: str, window: int) -> TermOccurrences:
        analyser = load_analyser(study)
        phrases = [words_of_term(Term(" ".join(term.split()), cast(MatchLevel, level))) for term in terms]
        turns = segments = 0
        parts = []
        said = Counter[str]()
        for piece in indexed.pieces:
            matches = find_phrases(piece.shard, Lookup(piece.shard.keys, analyser), phrases)
            before = said[piece.transcripts[0]]  # the words of a survey count on through its shards
            parts.append(_found(piece, matches.term, matches.first, matches.last, window, turns, segments, before))
            turns, segments = turns + piece.shard.turns, segments + piece.shard.segments
            said[piece.transcripts[0]] += piece.shard.tokens
        save_analyser(study, analyser)
        return TermOccurrences(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    return look


def near(indexed: Indexed) -> Callable[[str], tuple[str, ...]]:
    """What finds words of the corpus that are written much the same as a term."""

    def look(term: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        vocabulary = sorted({key for piece in indexed.pieces for key in piece.shard.keys})
        return tuple(get_close_matches(fold(term), vocabulary, n=3, cutoff=0.75))

    return look


def _found(
    piece: CorpusShard, term: Ints, first: Ints, last: Ints, window: int, turns: int, segments: int, words: int
) -> Sequence[Any]:
    """Columns of `Found` for the matches on one shard; `turns` and `segments` stand before it.

    So many `words` of its first transcript stand before it, too.
    """
    shard = piece.shard
    turn = shard.turns_of(first)
    low, high = shard.turn_tokens[turn], shard.turn_tokens[turn + 1]
    opening = shard.turn_tokens[np.searchsorted(piece.turn_transcript, piece.turn_transcript[turn])]
    return (
        term,
        turn + turns,
        shard.segments_of(first) + segments,
        first - opening + 1 + words * (piece.turn_transcript[turn] == 0),
        last - first,
        _begins(shard, first, turn),
        _ends(shard, last, turn),
        _begins(shard, np.maximum(first - window, low), turn),
        _ends(shard, np.minimum(last + window, high), turn),
    )


def _begins(shard: Shard, token: Ints, turn: Ints) -> Ints:
    """Code point at which each token begins in its turn."""
    return shard.codepoints(shard.starts[token], shard.turn_starts[turn])


def _ends(shard: Shard, after: Ints, turn: Ints) -> Ints:
    """Code point after the token before each of some tokens."""
    return shard.codepoints(shard.ends(after - 1), shard.turn_starts[turn])


LONGEST_PHRASE = 3
"""Words of the longest phrase."""


@dataclass(frozen=True, eq=False)
class NGramWords:
    """Running words, one entry a word, in order of text."""

    key: Ints
    """Number of the word's key: what inflected forms share."""
    segment: Ints
    """Segment in which it stands."""
    breaks: Flags
    """True where a clause begins: no phrase reaches over it."""


@dataclass(frozen=True, eq=False)
class NGrams:
    """Words or phrases of one length, one entry an occurrence."""

    name: Ints
    """Number of the word or phrase; equal for equal ones."""
    first: Ints
    """Its first word, an index into the running words."""
    words: int
    """Words in it."""


def find_ngrams(running: NGramWords, words: int) -> NGrams:
    """All occurrences of words or phrases of a length, inside one segment and one clause."""
    n = len(running.key) - words + 1
    first = np.arange(max(n, 0))
    whole = np.ones(len(first), np.bool_)
    name = running.key[first].astype(np.int64)
    for offset in range(1, words):
        at = first + offset
        whole &= (running.segment[at] == running.segment[first]) & ~running.breaks[at]
        pair = name * (int(running.key.max(initial=0)) + 1) + running.key[at]
        name = np.unique(pair, return_inverse=True)[1]  # small numbers again, so that the next product fits
    return NGrams(name[whole], first[whole], words)


def distinct_words(shards: Sequence[Shard]) -> tuple[list[str], Ints]:
    """The distinct words of all shards, sorted, and for each word in order of text which one it is."""
    forms = sorted({key for shard in shards for key in shard.keys})
    place = {form: number for number, form in enumerate(forms)}
    running = [np.array([place[key] for key in shard.keys], np.int64)[shard.types] for shard in shards]
    return forms, np.concatenate(running) if running else np.empty(0, np.int64)


def light_keys_of_words(words: Sequence[str], analyser: Analyser) -> list[str]:
    """One light key for each word: that of its language, and of the first language where it is not one's own."""
    keys_of_words = analyser.keys("light", words)
    first, *others = (
        [_key(code, word, keys) for word, keys in zip(words, keys_of_words, strict=True)] for code in current().codes
    )
    differ = [at for at, keys in enumerate(zip(first, *others, strict=True)) if len(set(keys)) > 1]
    classes = type_classes([words[at] for at in differ])  # telling languages apart takes long
    for number, own in enumerate(others, 1):
        for at in np.array(differ, np.int64)[classes == 1 << number].tolist():
            first[at] = own[at]
    return first


def _key(language: str, word: str, keys: LevelKeys) -> str:
    """The key that a word has in a language, else the word."""
    return next((key for key in keys if key.startswith(f"{language}:")), word).partition(":")[2] or word


_EVERYWHERE = 1e-3
"""Share of running words from which a word says nothing about a text."""
_LISTS = ("backchannels", "clause_breakers", "hypothetical_markers", "numbers", "question_words", "resolved_markers")
"""Word lists of the grammar and manners of speech, and of numbers."""


@dataclass(frozen=True, eq=False)
class Speech:
    """Running words of a corpus, one entry a word."""

    running: NGramWords
    """Key, segment and clauses."""
    token: Ints
    """The word's token, counted through the corpus."""
    content: Flags
    """Whether it says something about a text: no grammar, no number."""
    negator: Flags
    """Whether it is a negator."""
    name: Flags
    """Whether it is a name: written with a capital inside sentences."""
    forms: tuple[list[str], Ints]
    """Distinct forms, and which one each word is."""
    keys: list[str]
    """Keys by their number."""

    def keep(self, flags: Flags) -> "Speech":
        """Some of the words."""
        running = NGramWords(self.running.key[flags], self.running.segment[flags], self.running.breaks[flags])
        columns = {name: getattr(self, name)[flags] for name in ("token", "content", "negator", "name")}
        return replace(self, running=running, forms=(self.forms[0], self.forms[1][flags]), **columns)

    def form(self, first: Ints, words: int) -> str:
        """The most frequent form of a phrase that begins at these words; the first in the alphabet on ties."""
        names, number = self.forms
        counted = Counter(" ".join(names[number[at + offset]] for offset in range(words)) for at in first.tolist())
        return min(counted, key=lambda form: (-counted[form], form))


def speech(corpus: OpenCorpus, analyser: Analyser) -> Speech:
    """All words of the corpus, those inside transcriber marks left out."""
    shards = [piece.shard for piece in corpus.indexed.pieces]
    forms, form = distinct_words(shards)
    keys = light_keys_of_words(forms, analyser)
    number = {key: at for at, key in enumerate(sorted(set(keys)))}
    key = np.array([number[each] for each in keys], np.int64)[form] if forms else form
    breaks = _join([_at(shard, shard.breaks) for shard in shards]).astype(np.bool_)
    segment = _join([_segments(shard) + base for shard, base in zip(shards, corpus.segment_base, strict=True)])
    common, negators = (
        common_keys(analyser),
        set(light_keys_of_words(_single(current().words("negators")), analyser)),
    )
    content = np.array(
        [any(map(str.isalpha, each)) and own not in common for each, own in zip(forms, keys, strict=True)]
    )
    negator = np.array([own in negators for own in keys])
    return Speech(
        running=NGramWords(key, segment, breaks),
        token=np.arange(len(form)),
        content=(content & ~negator)[form],
        negator=negator[form],
        name=_names(shards, key, segment, breaks),
        forms=(forms, form),
        keys=list(number),
    )


def common_keys(analyser: Analyser) -> set[str]:
    """Keys of words that stand in every text."""
    frequent = [word for pack in current().packs for word, share in pack.frequencies().items() if share >= _EVERYWHERE]
    listed = [entry for name in _LISTS for entry in current().words(name)]
    return set(light_keys_of_words(_single([*frequent, *listed]), analyser))


def _single(entries: Iterable[str]) -> list[str]:
    return [entry for entry in entries if " " not in entry]


def _join(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _at(shard: Shard, tokens: Ints) -> Ints:
    flags = np.zeros(shard.tokens, np.int64)
    flags[tokens[tokens < shard.tokens]] = 1
    return flags


def _segments(shard: Shard) -> Ints:
    return shard.segments_of(np.arange(shard.tokens))


def _names(shards: list[Shard], key: Ints, segment: Ints, breaks: Flags) -> Flags:
    """Words whose key is mostly written with a capital and small letters where no sentence or clause begins."""
    inside = ~breaks & (np.diff(segment, prepend=-1) == 0)
    capital = _join([_capitalised(shard) for shard in shards]).astype(np.bool_)
    size = int(key.max(initial=-1)) + 1
    all_inside, named = (np.bincount(key[flags], minlength=size) for flags in (inside, inside & capital))
    return ((named > 0) & (2 * named > all_inside))[key]


def _capitalised(shard: Shard) -> Ints:
    """Whether each word begins with a capital letter (of ASCII) that a small one follows."""
    text, starts = shard.text, shard.starts
    follows = text[np.minimum(starts + 1, len(text) - 1)]
    flags = (text[starts] >= 65) & (text[starts] <= 90) & (follows >= 97) & (follows <= 122)
    return flags.astype(np.int64)
