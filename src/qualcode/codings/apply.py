"""Apply a codebook to a corpus: plan the work, code each shard, and join the results."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
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
from qualcode.corpus.frame import Frame
from qualcode.corpus.index import CorpusShard, open_shard, release_shard
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import load_analyser
from qualcode.executors import SERIAL, Executor, worthwhile
from qualcode.index.arrays import Flags
from qualcode.languages import current, using
from qualcode.model.codebook import Codebook
from qualcode.model.corpus import ROLES
from qualcode.model.finding import Finding, StoreError, study_error
from qualcode.model.progress import steps
from qualcode.rules.assertion import AssertionCues, assertion_cues_of_shard
from qualcode.rules.engine import code_shard_in_batches
from qualcode.rules.lookup import Analyser, LemmaGroups, LevelKeys, Lookup
from qualcode.rules.program import Program, Scope, compile_codebook
from qualcode.store import arrays
from qualcode.store.study import OpenStudy

_LEVELS = ("light", "root")
_CUES = "cues"
"""Folder of a shard's cues."""


def cached_cues(piece: CorpusShard, lookup: Lookup, turns: Flags) -> AssertionCues:
    """The assertion cues of a shard in some turns at least, cached in its folder.

    The first codebook looks at the turns that it finds anything in, the next one that finds more at all others.
    """
    folder = piece.folder / _CUES
    kept = cast("dict[str, Any] | None", arrays.load_arrays(folder))
    if kept is None:
        cues = assertion_cues_of_shard(piece.shard, lookup, turns)
    else:
        cues = AssertionCues(**kept)
        if not (turns & ~cues.turns).any():
            return cues
        cues = cues.united(assertion_cues_of_shard(piece.shard, lookup, ~cues.turns))
    with suppress(StoreError):  # without write access they are simply not kept
        arrays.save_arrays(folder, _columns(cues))
    return cues


def cached_lemma_groups(piece: CorpusShard) -> dict[str, LemmaGroups]:
    """The cached lemma groups of a shard's vocabulary, by level."""
    found = {level: cast("dict[str, Any] | None", arrays.load_arrays(_families(piece, level))) for level in _LEVELS}
    return {level: LemmaGroups(**kept) for level, kept in found.items() if kept is not None}


def keep_lemma_groups(piece: CorpusShard, lookup: Lookup, known: Collection[str]) -> None:
    """Cache the lemma groups of levels that were not known before."""
    for level in sorted(lookup.families.keys() - known):
        with suppress(StoreError):  # without write access they are simply not kept
            arrays.save_arrays(_families(piece, level), _columns(lookup.families[level]))


def _families(piece: CorpusShard, level: str) -> Path:
    return piece.folder / f"families-{level}"


def _columns(found: AssertionCues | LemmaGroups) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(found)}


Learnt = Mapping[str, Mapping[str, LevelKeys]]
"""Level -> words that were analysed, with their keys."""


@dataclass(frozen=True)
class ShardWork:
    """One shard to code, with everything that this needs, so that no worker loads the whole frame."""

    folder: Path
    """Where the shard lies."""
    tokens: int
    """How large it is."""
    bases: tuple[int, int, int]
    """First turn, segment and token of it, counted through the corpus."""
    scope: Scope
    """Which of its turns are coded."""
    piece: CorpusShard | None = None
    """The shard, if this process has it open."""

    @property
    def effort(self) -> int:
        """How many tokens it counts for when the work is divided: five sixths of the work is to find cues."""
        return self.tokens // 6 if (self.folder / _CUES).is_dir() else self.tokens

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process opens the shard itself; a column with one value throughout, as in surveys, is sent as it.
        scope = [pack_column(getattr(self.scope, each.name)) for each in fields(Scope)]
        return _unpacked, (self.folder, self.tokens, self.bases, scope)


PackedColumn = tuple[Any, int]
"""A column as another process gets it, and its length; where all its values are the same, only one of them."""


def pack_column(values: Any) -> PackedColumn:
    """A column that `np.broadcast_to` unpacks."""
    alike = len(values) > 0 and bool((values == values[0]).all())  # in a survey, most are
    return (values[:1].copy(), len(values)) if alike else (values, len(values))


def _unpacked(folder: Path, tokens: int, bases: tuple[int, int, int], scope: list[PackedColumn]) -> ShardWork:
    columns: Iterator[Any] = (np.broadcast_to(values, number) for values, number in scope)
    return ShardWork(folder, tokens, bases, Scope(*columns))


@dataclass(frozen=True)
class CodedPart:
    """The result of one shard; it depends only on the plan and the shard."""

    codings: StoredParts
    """Its codings, counted through the corpus."""
    learnt: Learnt
    """Words that had to be analysed."""
    given_up: Mapping[int, Finding]
    """Number of each expression or pattern whose search was given up -> why."""


@dataclass(frozen=True)
class WorkPlan:
    """What to code: shards are independent, and any worker may code them in any order."""

    codebook: Codebook
    """The codebook with only those codes that have to be coded anew."""
    shards: Sequence[ShardWork]
    """In order of text."""
    study: OpenStudy | None = None
    """Where workers find what earlier runs learnt; without it, only this process can do the work."""
    analyser: Analyser | None = None
    """What earlier runs learnt about words, if this process has loaded it."""
    given_up: Mapping[int, Finding] = field(default_factory=dict)
    """Expressions and patterns that were given up: they find nothing in any shard."""
    codebook_file: str = ""
    """File of the whole codebook."""
    made_from: Sequence[str] = ()
    """What the codings depend on."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers get this once; each shard is sent to the worker that codes it.
        return WorkPlan, (self.codebook, (), self.study and self.study.for_workers, None, self.given_up)

    @cached_property
    def _tools(self) -> tuple[Program, Analyser]:
        """The compiled codebook and the analyser, made once in each process."""
        analyser = self.analyser or (load_analyser(self.study) if self.study else Analyser())
        return compile_codebook(self.codebook), analyser

    def tools(self) -> tuple[Program, Analyser]:
        """The same for one shard, with its own record of searches given up."""
        program, analyser = self._tools
        return replace(program, searches=replace(program.searches, findings={**self.given_up})), analyser


def code_part(plan: WorkPlan, shard: ShardWork) -> CodedPart:
    """The codings of a shard."""
    with using(plan.study.languages if plan.study else current()):
        program, analyser = plan.tools()
        piece = shard.piece or open_shard(shard.folder, current())
        families = cached_lemma_groups(piece)
        lookup = Lookup(piece.shard.keys, analyser, families)
        blocks = code_shard_in_batches(program, piece.shard, lookup, shard.scope, partial(cached_cues, piece, lookup))
        parts = [parts_by_code(coded.rebased(*shard.bases)) for coded in blocks]
        keep_lemma_groups(piece, lookup, families)
        release_shard(piece)
        joined = {name: [each for part in parts for each in part[name]] for name in parts[0]}
        return CodedPart(joined, analyser.take_learnt(), program.searches.findings)


def code_parts(plan: WorkPlan, executor: Executor = SERIAL, known: Sequence[CodedPart] = ()) -> list[CodedPart]:
    """The codings of all shards in order, by any executor; those of the first shards may be `known`.

    An expression that is given up in one shard finds nothing in any, however the work is divided: shards that were
    coded with it are coded again without it.
    """
    parts = dict(enumerate(known))
    wanted = list(range(len(parts), len(plan.shards)))
    worth = sum(shard.effort for shard in plan.shards) >= WORTH_TOKENS
    chosen = worthwhile(executor, len(plan.shards), worth=worth)
    if wanted:
        plan.tools()  # processes that are forked find the words of the cue lists numbered
    while True:
        with closing(chosen.map(partial(code_part, plan), [plan.shards[number] for number in wanted])) as coded:
            for number in steps("code", wanted):
                part = next(coded)
                parts[number] = (
                    replace(part, learnt=_both(parts[number].learnt, part.learnt)) if number in parts else part
                )
        given_up = {number: each for part in parts.values() for number, each in part.given_up.items()}
        plan = replace(plan, given_up=given_up)
        wanted = [number for number, part in parts.items() if part.given_up.keys() != given_up.keys()]
        if not wanted:
            return [parts[number] for number in range(len(plan.shards))]


def _both(first: Learnt, second: Learnt) -> Learnt:
    """What was learnt when a shard was coded, and when it was coded again."""
    return {level: {**first.get(level, {}), **second.get(level, {})} for level in sorted({*first, *second})}


WORTH_TOKENS = 20_000_000
"""Tokens from which more processes are used: a second of work, while another process costs 0.2 s.

The number of rules matters little: most time goes into words, cues and the codings themselves.
"""


def apply(corpus: OpenCorpus, codebook: Codebook, analyser: Analyser) -> Codings:
    """The codings that a codebook's rules find, in the turns of participants unless a rule names other roles."""
    return as_codings(find_codings(corpus, codebook, analyser), corpus, codebook)


def find_codings(
    corpus: OpenCorpus,
    codebook: Codebook,
    analyser: Analyser,
    kept: Sequence[StoredCodings | None] = (),
    study: OpenStudy | None = None,
    executor: Executor = SERIAL,
) -> CodingsByCode:
    """The same by code; codes whose codings are cached are not coded again.

    Other processes can be used only with a `study`.
    """
    kept = kept or [None] * len(codebook.codes)
    plan = plan_work(corpus, codebook, kept, study, analyser)
    return united_parts(plan, code_parts(plan, executor), kept, analyser)


def plan_work(
    corpus: OpenCorpus,
    codebook: Codebook,
    kept: Sequence[StoredCodings | None],
    study: OpenStudy | None = None,
    analyser: Analyser | None = None,
) -> WorkPlan:
    """Plan which codes must be coded in which shards, beyond those that are cached.

    Raises:
        StudyError: the corpus has more words than its columns can number.
    """
    if sum(piece.shard.tokens for piece in corpus.indexed.pieces) > WORDS_IN_A_CORPUS:
        message, hint = (
            f"a corpus has room for {WORDS_IN_A_CORPUS:,} words",
            "divide the sources into several (`--corpus`)",
        )
        raise study_error("corpus-too-large", message, hint)
    fresh = tuple(code for code, own in zip(codebook.codes, kept, strict=True) if own is None)
    rest = replace(codebook, codes=fresh)
    if not fresh:
        return WorkPlan(rest, (), study, analyser)
    bases = zip(corpus.turn_base, corpus.segment_base, corpus.token_base, strict=True)
    shards = [
        ShardWork(piece.folder, piece.shard.tokens, own, _scope(corpus.of_shard(number)), piece)
        for number, (piece, own) in enumerate(zip(corpus.indexed.pieces, bases, strict=True))
    ]
    return WorkPlan(rest, shards, study, analyser)


WORDS_IN_A_CORPUS = np.iinfo(np.int32).max
"""Most words that the columns of codings can number: sixty million lines of 35 words."""


def united_parts(
    plan: WorkPlan, parts: Sequence[CodedPart], kept: Sequence[StoredCodings | None], analyser: Analyser
) -> CodingsByCode:
    """The codings of all shards, given in order, and the cached ones; the analyser learns the words."""
    for part in parts:
        analyser.learn(part.learnt)
    given_up = {number: finding for part in parts for number, finding in part.given_up.items()}
    fresh = iter(gather([part.codings for part in parts], len(plan.codebook.codes)))
    codes = [next(fresh) if own is None else own for own in kept]
    return CodingsByCode(codes, tuple(given_up[number] for number in sorted(given_up)))


def _scope(columns: Frame) -> Scope:
    """Whose turns of a shard are coded, and which turn of it asked each one; what is the same for all takes no room."""
    role, question = columns.turn_role, question_turns(columns)
    asks = role == ROLES.index("interviewer")  # who asks is asked nothing
    asked_by = np.where(asks | (question < 0), -1, question)
    resumed = columns.turn_counted != np.arange(len(role))
    return Scope(*(_alike(each) for each in (role == ROLES.index("participant"), asked_by, role, resumed)))


def _alike(values: Any) -> Any:
    kept, number = pack_column(values)
    return np.broadcast_to(kept, number)
