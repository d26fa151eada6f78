"""Apply a codebook to a framed corpus."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import ROLES, Codebook
from qualcode.rules.analyser import Analyser
from qualcode.rules.engine import Coded, Scope, run
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook
from qualcode.steps.beside import keep_families, kept_cues, kept_families
from qualcode.steps.frame import Framed, asked
from qualcode.steps.index import Progress, put_by
from qualcode.steps.layer import RULES
from qualcode.steps.reuse import Earlier, kept_codes, together
from qualcode.tables import Codings


def apply(
    framed: Framed,
    codebook: Codebook,
    analyser: Analyser,
    progress: Progress | None = None,
    earlier: Earlier | None = None,
) -> Codings:
    """The codings that a codebook's rules find, in the turns of participants unless a rule names other roles.

    Codes that an earlier state of the codebook had just so keep the codings that it made.
    """
    kept = kept_codes(codebook, earlier) if earlier else {}
    if earlier is None or not kept:
        return _apply(framed, codebook, analyser, progress)
    fresh = [number for number in range(len(codebook.codes)) if number not in kept]
    part = replace(codebook, codes=tuple(codebook.codes[number] for number in fresh))
    return together(codebook, earlier, kept, fresh, _apply(framed, part, analyser, progress))


def _apply(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None) -> Codings:
    """The codings of all rules, looked for anew."""
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
        found.append(run(program, piece.shard, lookup, scope, kept_cues(piece, lookup)))
        keep_families(piece, lookup, families)
        put_by(piece)
    findings = tuple(program.searches.findings[number] for number in sorted(program.searches.findings))
    return replace(_join(found, framed, codebook), findings=findings)


def _within(turns: Ints, base: int) -> Ints:
    """Numbers of turns within a shard that begins with the turn `base`; -1 where there is none."""
    return turns if not base else np.where(turns >= 0, turns - base, -1)


def _join(coded: Sequence[Coded], framed: Framed, codebook: Codebook) -> Codings:
    """The codings of all shards, counted through the corpus."""
    names = tuple(rule.rule for code in codebook.codes for rule in code.rules)

    def joined(name: str, bases: Sequence[int] | None = None) -> Ints:
        parts = [getattr(each, name) for each in coded]
        if len(parts) == 1:
            return cast(Ints, parts[0])
        return np.concatenate([part + base for part, base in zip(parts, bases or [0] * len(parts), strict=True)])

    return Codings(
        coder=RULES,
        kind="rules",
        codebook=codebook.codebook,
        version=codebook.version,
        sha256=codebook.sha256,
        codes=codebook.codes,
        languages=codebook.languages,
        code=joined("code").astype(np.int32, copy=False),
        turn=joined("turn", framed.turn_base).astype(np.int32, copy=False),
        segment=joined("segment", framed.segment_base).astype(np.int32, copy=False),
        start=joined("start").astype(np.int32, copy=False),
        end=joined("end").astype(np.int32, copy=False),
        first=joined("first", framed.token_base).astype(np.int32, copy=False),
        last=joined("last", framed.token_base).astype(np.int32, copy=False),
        assertion=joined("assertion").astype(np.int8),
        prompted=np.concatenate([each.prompted for each in coded]),
        rule_offsets=_offsets([each.rule_starts for each in coded]),
        rule_ids=joined("rules").astype(np.int32, copy=False),
        rule_names=names,
        matched_offsets=_offsets([each.part_starts for each in coded]),
        matched_start=joined("part_start").astype(np.int32, copy=False),
        matched_end=joined("part_end").astype(np.int32, copy=False),
    )


def _offsets(parts: Sequence[Ints]) -> Any:
    """Offsets of all shards as one list."""
    sizes = np.concatenate([np.diff(part) for part in parts])
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
