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
    questions = asked(framed.frame)
    found = []
    for number, piece in enumerate(framed.indexed.pieces):
        if progress:
            progress("code", number, len(framed.indexed.pieces))
        scope = _scope(framed, questions, number)
        families = kept_families(piece)
        lookup = Lookup(piece.shard.keys, analyser, families)
        bases = framed.segment_base[number], framed.token_base[number]
        blocks = run_in_blocks(program, piece.shard, lookup, scope, kept_cues(piece, lookup))
        found += [sort_out(coded, codebook, *bases) for coded in blocks]
        keep_families(piece, lookup, families)
        put_by(piece)
    findings = tuple(program.searches.findings[number] for number in sorted(program.searches.findings))
    return Grouped(put_together(found, len(codebook.codes)), findings)


def _scope(framed: Framed, questions: Ints, number: int) -> Scope:
    """Whose turns of a shard are coded, and which turn of it asked each one."""
    base, turns = framed.turn_base[number], framed.indexed.pieces[number].shard.turns
    own = slice(base, base + turns)
    role, question = framed.frame.turn_role[own], questions[own]
    asks = role == ROLES.index("interviewer")  # who asks is asked nothing
    asked_by = np.where(asks | (question < 0), -1, question - base)
    resumed = framed.frame.turn_counted[own] != np.arange(base, base + turns)
    return Scope(role == ROLES.index("participant"), asked_by, role, resumed)
