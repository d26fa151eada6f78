"""Speech: the running words of a corpus with the keys that inflected forms share."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.rules.analyser import Analyser
from qualcode.steps.frame import Framed
from qualcode.steps.grams import Running
from qualcode.steps.vocabulary import distinct, light_keys
from qualcode.text import lexicon, wordlists

_EVERYWHERE = 1e-3
"""Share of running words from which a word says nothing about a text."""
_LISTS = ("backchannels", "clause_breakers", "hypothetical_markers", "numbers", "question_words", "resolved_markers")
"""Word lists of the grammar and manners of speech, and of numbers."""


@dataclass(frozen=True, eq=False)
class Speech:
    """Running words of a corpus, one entry a word."""

    running: Running
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
        running = Running(self.running.key[flags], self.running.segment[flags], self.running.breaks[flags])
        columns = {name: getattr(self, name)[flags] for name in ("token", "content", "negator", "name")}
        return replace(self, running=running, forms=(self.forms[0], self.forms[1][flags]), **columns)

    def form(self, first: Ints, words: int) -> str:
        """The most frequent form of a phrase that begins at these words; the first in the alphabet on ties."""
        names, number = self.forms
        counted = Counter(" ".join(names[number[at + offset]] for offset in range(words)) for at in first.tolist())
        return min(counted, key=lambda form: (-counted[form], form))


def speech(framed: Framed, analyser: Analyser) -> Speech:
    """All words of the corpus, those inside transcriber marks left out."""
    shards = [piece.shard for piece in framed.indexed.pieces]
    forms, form = distinct(shards)
    keys = light_keys(forms, analyser)
    number = {key: at for at, key in enumerate(sorted(set(keys)))}
    key = np.array([number[each] for each in keys], np.int64)[form] if forms else form
    breaks = _join([_at(shard, shard.breaks) for shard in shards]).astype(np.bool_)
    segment = _join([_segments(shard) + base for shard, base in zip(shards, framed.segment_base, strict=True)])
    common, negators = _common(analyser), set(light_keys(_single(wordlists.load("negators")), analyser))
    content = np.array(
        [any(map(str.isalpha, each)) and own not in common for each, own in zip(forms, keys, strict=True)]
    )
    negator = np.array([own in negators for own in keys])
    return Speech(
        running=Running(key, segment, breaks),
        token=np.arange(len(form)),
        content=(content & ~negator)[form],
        negator=negator[form],
        name=_names(shards, key, segment, breaks),
        forms=(forms, form),
        keys=list(number),
    )


def _common(analyser: Analyser) -> set[str]:
    """Keys of words that stand in every text."""
    frequent = [
        word
        for words in (lexicon.indonesian(), lexicon.english())
        for word, share in words.items()
        if share >= _EVERYWHERE
    ]
    listed = [entry for name in _LISTS for entry in wordlists.load(name)]
    return set(light_keys(_single([*frequent, *listed]), analyser))


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
