"""Suggest: words and phrases that set the segments of a code apart, and that its rules do not catch yet."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.model import Code, Codebook, Finding, Rule
from qualcode.rules.analyser import Analyser
from qualcode.steps.apply import apply
from qualcode.steps.chosen import Chosen, choose
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import unknown
from qualcode.steps.frame import Framed, frame
from qualcode.steps.grams import LONGEST, Grams, grams
from qualcode.steps.index import index
from qualcode.steps.last import last_codebook
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.speech import Speech, speech
from qualcode.steps.study import Opened
from qualcode.tables.likelihood import log_likelihood, log_ratio

FEWEST = 2
"""Segments of the code in which a word must stand: once is no pattern, and might point to a person."""
SURE = 3.84
"""Least G2: chance alone reaches it once in twenty words."""
_REFERENCES = 5
"""Segments named for each word."""
_ALIKE = 0.8
"""Share of segments from which a phrase and a word in it say the same."""


@dataclass(frozen=True)
class Suggestion:
    """A word or phrase for the rules of a code."""

    term: str
    """In its most frequent form."""
    inside: int
    """Segments of the code in which it stands."""
    outside: int
    """Other segments in which it stands."""
    g2: float
    """Log-likelihood: how sure the difference is."""
    log_ratio: float
    """Effect size: 1 is twice as frequent in the code's segments, 2 four times."""
    segments: tuple[str, ...]
    """The first segments of the code in which it stands, as `transcript:turn:segment`."""


@dataclass(frozen=True)
class SuggestReport:
    """Suggestions for a code."""

    code: str
    """The code."""
    source: str
    """What chose the segments: `coder NAME`, `rules`, `examples`."""
    inside: int
    """Segments of the code."""
    outside: int
    """Other segments of participants that were looked at."""
    set_aside: int
    """Transcripts left out because they are set aside for testing."""
    suggestions: tuple[Suggestion, ...]
    """The surest first."""
    findings: tuple[Finding, ...]
    """Warnings about codebook and codings."""


def suggest(opened: Opened, code: str, coder: str = "", top: int = 20, codebook_file: str = "") -> SuggestReport:
    """Words and phrases that separate the segments of a code from the rest.

    The segments are those that a coder coded (the one named, else the one who used the code most), else those that
    the rules code, else those that share words with the code's examples. Transcripts that are set aside for testing
    are never looked at: whoever tunes rules on them has nothing left to measure with.

    Raises:
        StepError: there is no such code or coder, or there are no transcripts.
    """
    codebook, findings = open_codebook(opened, codebook_file or opened.study.codebook or last_codebook(opened)[1])
    names = [each.code for each in codebook.codes]
    if code not in names:
        raise unknown("code", code, names)
    framed, analyser = frame(opened, index(opened)), load_analyser(opened)
    own = codebook.codes[names.index(code)]
    said = speech(framed, analyser)
    chosen = choose(opened, framed, codebook, own, coder, said, analyser)
    caught = _caught(framed, codebook, own, analyser)[said.token]
    save_analyser(opened, analyser)
    found = _rank(framed, said, chosen, caught)
    counts = int(chosen.inside.sum()), int(chosen.outside.sum())
    return SuggestReport(
        code, chosen.source, *counts, chosen.set_aside, tuple(found[:top]), (*findings, *chosen.findings)
    )


def _caught(framed: Framed, codebook: Codebook, code: Code, analyser: Analyser) -> Flags:
    """Words of the corpus that a term of the code's rules catches already."""
    lists = [terms for rule in code.rules for terms in rule.lists]
    tokens = framed.token_base[-1] + framed.indexed.pieces[-1].shard.tokens
    if not lists:
        return np.zeros(tokens, np.bool_)
    rules = tuple(Rule(str(number), "any", (terms,), negation="count") for number, terms in enumerate(lists))
    found = apply(framed, replace(codebook, codes=(Code(code.code, rules=rules),)), analyser)
    edges = np.zeros(tokens + 1, np.int64)
    np.add.at(edges, found.first, 1)
    np.add.at(edges, found.last, -1)
    return np.asarray(np.cumsum(edges)[:-1] > 0)


def _rank(framed: Framed, said: Speech, chosen: Chosen, caught: Flags) -> list[Suggestion]:
    """All suggestions, the surest first, without phrases that say what a word in them says."""
    looked_at = (chosen.inside | chosen.outside)[said.running.segment]
    said, caught = said.keep(looked_at), caught[looked_at]
    ranked = [each for words in range(1, LONGEST + 1) for each in _of_length(said, chosen, caught, words)]
    ranked.sort(key=lambda each: (-each.g2, each.words))
    kept: list[_Candidate] = []
    for each in ranked:
        if not any(_says_the_same(each, other) for other in kept):
            kept.append(each)
    return [_suggestion(framed, said, each) for each in kept]


@dataclass(frozen=True, eq=False)
class _Candidate:
    first: Ints
    words: int
    keys: tuple[int, ...]
    inside: Ints
    outside: int
    g2: float
    log_ratio: float


def _of_length(said: Speech, chosen: Chosen, caught: Flags, words: int) -> list[_Candidate]:
    """Words or phrases of one length that stand out."""
    found = grams(said.running, words)
    keep = _fit(said, found) & ~_all_caught(said, caught, found)
    order = np.argsort(found.name[keep], kind="stable")
    name, first = found.name[keep][order], found.first[keep][order]
    inside, outside = _segments_with(said, chosen, name, first)
    totals = int(chosen.inside.sum()), int(chosen.outside.sum())
    g2, ratio = log_likelihood(inside, outside, *totals), log_ratio(inside, outside, *totals)
    standing_out = np.flatnonzero((inside >= FEWEST) & (ratio > 0) & (g2 >= SURE)).tolist()
    candidates = []
    for one in standing_out:
        own = first[np.searchsorted(name, one) : np.searchsorted(name, one, side="right")]
        keys = tuple(said.running.key[own[0] : own[0] + words].tolist())
        segments = np.unique(said.running.segment[own])
        of_code = segments[chosen.inside[segments]]
        found_in = _Candidate(own, words, keys, of_code, int(outside[one]), float(g2[one]), float(ratio[one]))
        candidates.append(found_in)
    return candidates


def _segments_with(said: Speech, chosen: Chosen, name: Ints, first: Ints) -> tuple[Ints, Ints]:
    """Number of the code's segments, and of others, in which each word or phrase stands."""
    pairs = np.unique(np.stack([name, said.running.segment[first]]), axis=1)
    size = int(name.max(initial=-1)) + 1
    inside, outside = (
        np.bincount(pairs[0][flags[pairs[1]]], minlength=size) for flags in (chosen.inside, chosen.outside)
    )
    return inside, outside


def _fit(said: Speech, found: Grams) -> Flags:
    """Whether words and phrases can be terms: no name or number in them, and content at one end at least.

    A word that every text has may stand inside a phrase, and a negator at its beginning (*belum ada sinyal*).
    """
    fits = np.ones(len(found.first), np.bool_)
    for offset in range(found.words):
        fits &= ~said.name[found.first + offset]
    last = found.first + found.words - 1
    begins = said.content[found.first] | (said.negator[found.first] & (found.words > 1))
    return fits & begins & said.content[last]


def _all_caught(said: Speech, caught: Flags, found: Grams) -> Flags:
    """Whether the rules catch every word of content already."""
    covered = np.ones(len(found.first), np.bool_)
    for offset in range(found.words):
        covered &= caught[found.first + offset] | ~said.content[found.first + offset]
    return covered


def _says_the_same(one: _Candidate, other: _Candidate) -> bool:
    """Whether one is part of the other and nearly all segments are the same."""
    short, long = sorted((one, other), key=lambda each: each.words)
    parts = [long.keys[at : at + short.words] for at in range(long.words - short.words + 1)]
    if short.keys not in parts:
        return False
    both = len(np.intersect1d(one.inside, other.inside))
    return both >= _ALIKE * max(len(one.inside), len(other.inside))


def _suggestion(framed: Framed, said: Speech, found: _Candidate) -> Suggestion:
    columns = framed.frame
    references = tuple(
        f"{columns.transcripts[columns.turn_transcript[turn]]}:{columns.turn_number[turn]}:{columns.segment_number[segment]}"
        for segment in found.inside[:_REFERENCES].tolist()
        for turn in [columns.segment_turn[segment]]
    )
    g2, ratio = round(found.g2, 2), round(found.log_ratio, 2)
    return Suggestion(said.form(found.first, found.words), len(found.inside), found.outside, g2, ratio, references)
