"""Apply a codebook to a corpus."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import numpy as np

from qualcode.codings.schema import (
    Codings,
    CodingsByCode,
    StoredCodings,
    StoredParts,
    as_codings,
    gather,
    parts_by_code,
)
from qualcode.corpus.build import question_turns
from qualcode.corpus.index import CorpusShard, release_shard
from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Ints
from qualcode.model.codebook import Codebook
from qualcode.model.corpus import ROLES
from qualcode.model.finding import StoreError, study_error
from qualcode.model.progress import steps
from qualcode.rules.assertion import AssertionCues, assertion_cues_of_shard
from qualcode.rules.engine import code_shard_in_batches
from qualcode.rules.lookup import Analyser, LemmaGroups, LevelKeys, Lookup
from qualcode.rules.program import Program, Scope, compile_codebook
from qualcode.store import arrays

_LEVELS = ("light", "root")


def cached_cues(piece: CorpusShard, lookup: Lookup) -> AssertionCues:
    """The cues of a shard, worked out once and kept beside it."""
    cues = arrays.load_or_make(piece.folder / "cues", lambda: _columns(assertion_cues_of_shard(piece.shard, lookup)))
    return AssertionCues(**cues)


def cached_lemma_groups(piece: CorpusShard) -> dict[str, LemmaGroups]:
    """The word families of a shard's vocabulary that earlier runs worked out, by level."""
    found = {level: cast("dict[str, Any] | None", arrays.load_arrays(_families(piece, level))) for level in _LEVELS}
    return {level: LemmaGroups(**kept) for level, kept in found.items() if kept is not None}


def keep_lemma_groups(piece: CorpusShard, lookup: Lookup, known: Collection[str]) -> None:
    """Keep the word families of levels that were not known before."""
    for level in sorted(lookup.families.keys() - known):
        with suppress(StoreError):  # without write access they are simply not kept
            arrays.save_arrays(_families(piece, level), _columns(lookup.families[level]))


def _families(piece: CorpusShard, level: str) -> Path:
    return piece.folder / f"families-{level}"


def _columns(found: AssertionCues | LemmaGroups) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(found)}


Learnt = Mapping[str, Mapping[str, LevelKeys]]
"""Level -> words that were analysed, with their keys."""
Work = Callable[[int], StoredParts]
"""Codes the shard with a number."""
_Said = tuple[list[StoredParts], Learnt]
"""The codings of each shard of a share, and which words were learnt."""


def can_fork() -> bool:
    """Whether processes can be forked safely here: on macOS, system libraries cannot be used after a fork."""
    return sys.platform not in ("darwin", "win32")


def shares(sizes: Sequence[int], jobs: int) -> list[list[int]]:
    """Numbers of shards in order, in at most so many shares of about the same size."""
    whole = max(sum(sizes), 1)
    middles = np.cumsum(sizes) * 2 - np.array(sizes)
    share = np.minimum(middles * jobs // (2 * whole), jobs - 1)
    return [np.flatnonzero(share == one).tolist() for one in sorted(set(share.tolist()))]


def code_in_processes(work: Work, analyser: Analyser, divided: Sequence[Sequence[int]]) -> list[StoredParts]:
    """The codings of all shards in their order; the analyser learns what children had to learn.

    Raises:
        StudyError: a child was killed.
    """
    children: list[_Child] = []
    try:
        for share in divided[1:]:
            children.append(_Child(work, analyser, share))
        parts = [work(number) for number in steps("code", divided[0])]
        for child in children:
            more, learnt = child.result()
            parts += more
            analyser.learn(learnt)
        return parts
    finally:  # Ctrl-C too: nobody goes on for nothing
        for child in children:
            child.stop()


class _Child:
    """A process that codes a share of the shards."""

    def __init__(self, work: Work, analyser: Analyser, share: Sequence[int]) -> None:
        context: Any = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_code, args=(work, analyser, share, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def result(self) -> _Said:
        """What it found and learnt, when it is done."""
        try:
            said = self._pipe.recv()
        except (EOFError, OSError):  # nothing came, or a part
            self._process.join()
            message = f"a process of `--jobs` ended before its work was done (exit code {self._process.exitcode})"
            raise study_error("process-died", message, "where memory is short, run it with fewer `--jobs`") from None
        if isinstance(said, Exception):
            raise said
        parts, learnt = said
        return parts, learnt

    def stop(self) -> None:
        """End the process, if it still works."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _code(work: Work, analyser: Analyser, share: Sequence[int], pipe: Connection) -> None:
    """What a child does: it prints nothing, and leaves Ctrl-C to its parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does then is not for a child to say
    try:
        said: _Said | Exception = ([work(number) for number in share], analyser.learnt)
    except (StoreError, OSError, MemoryError) as error:  # told by the parent
        said = error
    except Exception as error:  # a bug of ours, whose message may quote a transcript
        said = RuntimeError(type(error).__name__)
    pipe.send(said)


def apply(corpus: OpenCorpus, codebook: Codebook, analyser: Analyser) -> Codings:
    """The codings that a codebook's rules find, in the turns of participants unless a rule names other roles."""
    return as_codings(find_codings(corpus, codebook, analyser), corpus, codebook)


def find_codings(
    corpus: OpenCorpus,
    codebook: Codebook,
    analyser: Analyser,
    kept: Sequence[StoredCodings | None] = (),
    jobs: int = 1,
) -> CodingsByCode:
    """The same by code; codes whose codings are kept are not looked for, and `jobs` processes share the shards."""
    kept = kept or [None] * len(codebook.codes)
    fresh = tuple(code for code, own in zip(codebook.codes, kept, strict=True) if own is None)
    if not fresh:
        return CodingsByCode([own for own in kept if own is not None])
    found = _find(corpus, replace(codebook, codes=fresh), analyser, jobs)
    codes = iter(found.codes)
    return replace(found, codes=[next(codes) if own is None else own for own in kept])


def _find(corpus: OpenCorpus, codebook: Codebook, analyser: Analyser, jobs: int) -> CodingsByCode:
    """The codings of all codes, looked for anew."""
    search = _Search(corpus, compile_codebook(codebook), analyser, question_turns(corpus.frame))
    divided = _divided(search, jobs)
    if len(divided) > 1:
        parts = code_in_processes(search.shard, analyser, divided)
    else:
        parts = [search.shard(number) for number in steps("code", divided[0])]
    given_up = search.program.searches.findings
    return CodingsByCode(gather(parts, len(codebook.codes)), tuple(given_up[number] for number in sorted(given_up)))


def _divided(search: "_Search", jobs: int) -> list[list[int]]:
    """The shards in one share, or in one for each process where that is worth its price.

    An expression that takes too long on one shard is given up on those after it, so that order matters.
    """
    sizes = [piece.shard.tokens for piece in search.corpus.indexed.pieces]
    worth = sum(sizes) * len(search.program.rules) >= WORTH and can_fork() and not search.program.searches.terms
    return shares(sizes, jobs if worth else 1)


WORTH = 20_000_000_000
"""Tokens times rules from which on several processes are started; 0.3 s of work, where one more costs 0.05 s."""


@dataclass(frozen=True)
class _Search:
    """All that coding a shard needs."""

    corpus: OpenCorpus
    program: Program
    analyser: Analyser
    questions: Ints

    def shard(self, number: int) -> StoredParts:
        """The codings of the shard with a number."""
        piece = self.corpus.indexed.pieces[number]
        scope = _scope(self.corpus, self.questions, number)
        families = cached_lemma_groups(piece)
        lookup = Lookup(piece.shard.keys, self.analyser, families)
        bases = self.corpus.turn_base[number], self.corpus.segment_base[number], self.corpus.token_base[number]
        blocks = code_shard_in_batches(self.program, piece.shard, lookup, scope, cached_cues(piece, lookup))
        parts = [parts_by_code(coded.rebased(*bases)) for coded in blocks]
        keep_lemma_groups(piece, lookup, families)
        release_shard(piece)
        return {name: [each for part in parts for each in part[name]] for name in parts[0]}


def _scope(corpus: OpenCorpus, questions: Ints, number: int) -> Scope:
    """Whose turns of a shard are coded, and which turn of it asked each one."""
    base, turns = corpus.turn_base[number], corpus.indexed.pieces[number].shard.turns
    own = slice(base, base + turns)
    role, question = corpus.frame.turn_role[own], questions[own]
    asks = role == ROLES.index("interviewer")  # who asks is asked nothing
    asked_by = np.where(asks | (question < 0), -1, question - base)
    resumed = corpus.frame.turn_counted[own] != np.arange(base, base + turns)
    return Scope(role == ROLES.index("participant"), asked_by, role, resumed)
