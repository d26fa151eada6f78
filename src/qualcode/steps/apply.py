"""Apply a codebook to a framed corpus."""

from contextlib import suppress
from dataclasses import fields, replace
from typing import cast

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import ROLES, Codebook
from qualcode.rules.analyser import Analyser
from qualcode.rules.cues import Cues, shard_cues
from qualcode.rules.engine import Scope, run
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook
from qualcode.steps.frame import Framed, asked
from qualcode.steps.index import Piece, Progress
from qualcode.steps.layer import join_coded
from qualcode.store import arrays
from qualcode.store.errors import StoreError
from qualcode.tables import Codings


def apply(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None = None) -> Codings:
    """The codings that a codebook's rules find, in the turns of participants unless a rule names other roles."""
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
        lookup = Lookup(piece.shard.keys, analyser)
        found.append(run(program, piece.shard, lookup, scope, _cues(piece, lookup)))
    findings = tuple(program.searches.findings[number] for number in sorted(program.searches.findings))
    return replace(join_coded(found, framed, codebook), findings=findings)


def _cues(piece: Piece, lookup: Lookup) -> Cues:
    """The cues of a shard, worked out once and kept beside it."""
    kept = cast(dict[str, Ints] | None, arrays.load(piece.folder / "cues"))
    if kept is not None:
        return Cues(**kept)
    found = shard_cues(piece.shard, lookup)
    with suppress(StoreError):  # who may only read goes on without keeping them
        arrays.save(piece.folder / "cues", {each.name: getattr(found, each.name) for each in fields(Cues)})
    return found


def _within(turns: Ints, base: int) -> Ints:
    """Numbers of turns within a shard that begins with the turn `base`; -1 where there is none."""
    return np.where(turns >= 0, turns - base, -1)
