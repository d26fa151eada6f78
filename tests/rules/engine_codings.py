"""The engine's codings in the records of the oracle."""

from collections.abc import Sequence

import numpy as np

from oracle.codings import Coding
from qualcode.index.build import build_shard
from qualcode.index.codings import Codings
from qualcode.index.shard import Shard
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.model.corpus import ROLES
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import Program, Scope, compile_codebook, whole_scope


def codings(
    codebook: Codebook,
    texts: Sequence[str],
    how: str = "sentence",
    coded: Sequence[bool] = (),
    asked: Sequence[int] = (),
    roles: Sequence[str] = (),
    resumed: Sequence[bool] = (),
) -> list[Coding]:
    """What the engine finds, in the engine's own order."""
    shard = build_shard(texts, how)
    every = whole_scope(shard)
    scope = Scope(
        np.array(coded, np.bool_) if coded else every.coded,
        np.array(asked, np.int64) if asked else every.asked,
        np.array([ROLES.index(role) for role in roles], np.int8) if roles else None,
        np.array(resumed, np.bool_) if resumed else None,
    )
    program = compile_codebook(codebook)
    return records(program, shard, code_shard(program, shard, Lookup(shard.keys), scope))


def records(program: Program, shard: Shard, found: Codings) -> list[Coding]:
    """One record a coding; segments are counted from 0 in each turn."""
    first_segment = np.searchsorted(shard.segment_starts, shard.turn_starts)
    return [
        Coding(
            turn=int(turn),
            start=int(found.start[at]),
            end=int(found.end[at]),
            code=program.codebook.codes[found.code[at]].code,
            assertion=ASSERTIONS[found.assertion[at]],
            segment=int(found.segment[at] - first_segment[turn]),
            rules=tuple(sorted(program.rules[rule].rule.rule for rule in _slice(found.rule, found.rule_offsets, at))),
            matched=tuple(
                zip(
                    _slice(found.matched_start, found.matched_offsets, at),
                    _slice(found.matched_end, found.matched_offsets, at),
                    strict=True,
                )
            ),
            prompted=bool(found.prompted[at]),
        )
        for at, turn in enumerate(found.turn)
    ]


def _slice(values: np.ndarray, starts: np.ndarray, at: int) -> list[int]:
    return values[starts[at] : starts[at + 1]].tolist()
