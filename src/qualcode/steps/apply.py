"""Apply a codebook to a framed corpus."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import ROLES, Codebook
from qualcode.rules.analyser import Analyser
from qualcode.rules.engine import Scope, run_in_blocks
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook
from qualcode.steps.beside import keep_families, kept_cues, kept_families
from qualcode.steps.by_code import put_together, sort_out
from qualcode.steps.frame import Framed, asked
from qualcode.steps.grouped import Grouped, OfCode, as_codings
from qualcode.steps.index import Progress, put_by
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
) -> Grouped:
    """The same by code; codes whose codings are kept are not looked for."""
    kept = kept or [None] * len(codebook.codes)
    fresh = tuple(code for code, own in zip(codebook.codes, kept, strict=True) if own is None)
    if not fresh:
        return Grouped([own for own in kept if own is not None])
    made = _find(framed, replace(codebook, codes=fresh), analyser, progress)
    found = iter(made.codes)
    return replace(made, codes=[next(found) if own is None else own for own in kept])


def _find(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None) -> Grouped:
    """The codings of all codes, looked for anew."""
    program = compile_codebook(codebook)
    role, counted = framed.frame.turn_role, framed.frame.turn_counted
    coded = role == ROLES.index("participant")
    # Who asks is asked nothing.
    questions = np.where(role == ROLES.index("interviewer"), -1, asked(framed.frame))
    resumed = counted != np.arange(len(counted))
    found = []
    for number, piece in enumerate(framed.indexed.pieces):
        if progress:
            progress("code", number, len(framed.indexed.pieces))
        base = framed.turn_base[number]
        own = slice(base, base + piece.shard.turns)
        scope = Scope(coded[own], _within(questions[own], base), role[own], resumed[own])
        families = kept_families(piece)
        lookup = Lookup(piece.shard.keys, analyser, families)
        bases = framed.segment_base[number], framed.token_base[number]
        blocks = run_in_blocks(program, piece.shard, lookup, scope, kept_cues(piece, lookup))
        found += [sort_out(coded, codebook, *bases) for coded in blocks]
        keep_families(piece, lookup, families)
        put_by(piece)
    findings = tuple(program.searches.findings[number] for number in sorted(program.searches.findings))
    return Grouped(put_together(found, len(codebook.codes)), findings)


def _within(turns: Ints, base: int) -> Ints:
    """Numbers of turns within a shard that begins with the turn `base`; -1 where there is none."""
    return turns if not base else np.where(turns >= 0, turns - base, -1)
