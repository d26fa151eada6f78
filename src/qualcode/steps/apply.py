"""Apply a codebook to a framed corpus."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import ROLES, Codebook
from qualcode.rules.analyser import Analyser
from qualcode.rules.engine import Scope, run_in_blocks
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import Program, compile_codebook
from qualcode.steps.beside import keep_families, kept_cues, kept_families
from qualcode.steps.by_code import Pieces, joined, put_together, sort_out
from qualcode.steps.frame import Framed, asked
from qualcode.steps.grouped import Grouped, OfCode, as_codings
from qualcode.steps.index import Progress, put_by
from qualcode.steps.processes import can_fork, shares, side_by_side
from qualcode.tables import Codings


def apply(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None = None) -> Codings:
    """The codings that a codebook's rules find, in the turns of participants unless a rule names other roles."""
    return as_codings(find_codings(framed, codebook, analyser, progress), framed, codebook)


def find_codings(
    framed: Framed,
    codebook: Codebook,
    analyser: Analyser,
    progress: Progress | None = None,
    kept: Sequence[OfCode | None] = (),
    jobs: int = 1,
) -> Grouped:
    """The same by code; codes whose codings are kept are not looked for, and `jobs` processes share the shards."""
    kept = kept or [None] * len(codebook.codes)
    fresh = tuple(code for code, own in zip(codebook.codes, kept, strict=True) if own is None)
    if not fresh:
        return Grouped([own for own in kept if own is not None])
    made = _find(framed, replace(codebook, codes=fresh), analyser, progress, jobs)
    found = iter(made.codes)
    return replace(made, codes=[next(found) if own is None else own for own in kept])


def _find(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None, jobs: int) -> Grouped:
    """The codings of all codes, looked for anew."""
    search = _Search(framed, codebook, compile_codebook(codebook), analyser, asked(framed.frame), progress)
    divided = _divided(search, jobs)
    if len(divided) > 1:
        found = side_by_side(search.shard, analyser, divided, framed.indexed.pieces[0].folder)
    else:
        found = [search.shard(number) for number in divided[0]]
    given_up = search.program.searches.findings
    return Grouped(put_together(found, len(codebook.codes)), tuple(given_up[number] for number in sorted(given_up)))


def _divided(search: "_Search", jobs: int) -> list[list[int]]:
    """The shards in one share, or in one for each process where that is worth its price.

    An expression that takes too long on one shard is given up on those after it, so that order matters.
    """
    sizes = [piece.shard.tokens for piece in search.framed.indexed.pieces]
    worth = sum(sizes) * len(search.program.rules) >= WORTH and can_fork() and not search.program.searches.terms
    return shares(sizes, jobs if worth else 1)


WORTH = 20_000_000_000
"""Tokens times rules from which on several processes are started; 0.3 s of work, where one more costs 0.05 s."""


@dataclass(frozen=True)
class _Search:
    """All that coding a shard needs."""

    framed: Framed
    codebook: Codebook
    program: Program
    analyser: Analyser
    questions: Ints
    progress: Progress | None

    def shard(self, number: int) -> Pieces:
        """The codings of the shard with a number."""
        if self.progress:
            self.progress("code", number, len(self.framed.indexed.pieces))
        piece = self.framed.indexed.pieces[number]
        scope = _scope(self.framed, self.questions, number)
        families = kept_families(piece)
        lookup = Lookup(piece.shard.keys, self.analyser, families)
        bases = self.framed.segment_base[number], self.framed.token_base[number]
        blocks = run_in_blocks(self.program, piece.shard, lookup, scope, kept_cues(piece, lookup))
        found = joined([sort_out(coded, self.codebook, *bases) for coded in blocks])
        keep_families(piece, lookup, families)
        put_by(piece)
        return found


def _scope(framed: Framed, questions: Ints, number: int) -> Scope:
    """Whose turns of a shard are coded, and which turn of it asked each one."""
    base, turns = framed.turn_base[number], framed.indexed.pieces[number].shard.turns
    own = slice(base, base + turns)
    role, question = framed.frame.turn_role[own], questions[own]
    asks = role == ROLES.index("interviewer")  # who asks is asked nothing
    asked_by = np.where(asks | (question < 0), -1, question - base)
    resumed = framed.frame.turn_counted[own] != np.arange(base, base + turns)
    return Scope(role == ROLES.index("participant"), asked_by, role, resumed)
