"""Find: where terms of the codebook language stand in a corpus, asked of the same engine as rules."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.model import Term
from qualcode.model.codebook import MatchLevel
from qualcode.rules.lookup import Lookup
from qualcode.rules.terms.words import find
from qualcode.rules.word import words
from qualcode.steps.index import Indexed, Piece
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.study import Opened
from qualcode.tables.frame import Find, Found
from qualcode.text.normalise import fold


def finder(opened: Opened, indexed: Indexed) -> Find:
    """What looks for terms in a corpus; words are analysed when it is called, and remembered."""

    @lru_cache(maxsize=1)  # a table asks twice: what was not found, and what was
    def look(terms: tuple[str, ...], level: str, window: int) -> Found:
        analyser = load_analyser(opened)
        phrases = [words(Term(" ".join(term.split()), cast(MatchLevel, level))) for term in terms]
        turns = segments = 0
        parts = []
        for piece in indexed.pieces:
            matches = find(piece.shard, Lookup(piece.shard.keys, analyser), phrases)
            parts.append(_found(piece, matches.term, matches.first, matches.last, window, turns, segments))
            turns, segments = turns + piece.shard.turns, segments + piece.shard.segments
        save_analyser(opened, analyser)
        return Found(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    return look


def near(indexed: Indexed) -> Callable[[str], tuple[str, ...]]:
    """What finds words of the corpus that are written much the same as a term."""

    def look(term: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        vocabulary = sorted({key for piece in indexed.pieces for key in piece.shard.keys})
        return tuple(get_close_matches(fold(term), vocabulary, n=3, cutoff=0.75))

    return look


def _found(piece: Piece, term: Ints, first: Ints, last: Ints, window: int, turns: int, segments: int) -> Sequence[Any]:
    """Columns of `Found` for the matches on one shard; `turns` and `segments` stand before it."""
    shard = piece.shard
    turn = shard.turns_of(first)
    low, high = shard.turn_tokens[turn], shard.turn_tokens[turn + 1]
    opening = shard.turn_tokens[np.searchsorted(piece.turn_transcript, piece.turn_transcript[turn])]
    return (
        term,
        turn + turns,
        shard.segments_of(first) + segments,
        first - opening + 1,
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
