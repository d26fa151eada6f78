"""Coder layers: the codings of a person as the columns that tables are made of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model import ASSERTIONS, Codebook, Finding, PersonCoding
from qualcode.steps.errors import StepError, unknown
from qualcode.steps.frame import Framed
from qualcode.steps.study import Opened
from qualcode.store.people import read_coder, read_codings
from qualcode.tables import Codings

RULES = "rules"
"""Name of the coder that a codebook's rules are."""
_COLUMNS = (
    *("code", "turn", "segment", "start", "end", "first", "last", "assertion", "prompted"),
    *("rule_offsets", "rule_ids", "matched_offsets", "matched_start", "matched_end"),
)


def nothing(codebook: Codebook, coder: str, kind: str) -> Codings:
    """The codings of a coder who has coded nothing."""
    return Codings(
        coder=coder,
        kind=kind,  # type: ignore[arg-type]  # one of Coder.kind
        codebook=codebook.codebook,
        version=codebook.version,
        sha256=codebook.sha256,
        codes=codebook.codes,
        languages=codebook.languages,
        rule_names=tuple(rule.rule for code in codebook.codes for rule in code.rules),
        **{name: _EMPTY[name] for name in _COLUMNS},
    )


_EMPTY: dict[str, Any] = {name: np.empty(0, np.int32) for name in _COLUMNS} | {
    "assertion": np.empty(0, np.int8),
    "prompted": np.empty(0, np.bool_),
    "rule_offsets": np.zeros(1, np.int64),
    "matched_offsets": np.zeros(1, np.int64),
}


def load_person(opened: Opened, framed: Framed, codebook: Codebook, name: str) -> tuple[Codings, list[Finding]]:
    """The codings that a coder keeps in the study, as columns.

    Raises:
        StepError: there is no such coder, or `coder.yaml` has errors.
    """
    known = opened.layout.coder_names(opened.name)
    if name not in known:
        raise unknown("coder", name, [RULES, *known])
    coder, findings = read_coder(opened.layout, opened.name, name)
    if coder is None:
        raise StepError(*findings)
    codings, more = read_codings(opened.layout, opened.name, name)
    placed, wrong = _place(framed, codebook, codings)
    empty = replace(nothing(codebook, name, coder.kind), approach=coder.approach)
    return _columns(framed, empty, placed), [*findings, *more, *wrong]


_Placed = tuple[int, int, int, int, int]
"""Turn, start, end, code, assertion."""


def _place(framed: Framed, codebook: Codebook, codings: Sequence[PersonCoding]) -> tuple[list[_Placed], list[Finding]]:
    """Codings with the numbers of their turn and code; those without a place are findings."""
    turn_of = _turn_numbers(framed)
    code_of = {code.code: number for number, code in enumerate(codebook.codes)}
    placed, findings = [], []
    for coding in codings:
        turn, code = turn_of.get((coding.transcript, coding.turn)), code_of.get(coding.code)
        if code is None:
            message = f"coder `{coding.coder}` uses code `{coding.code}`, which codebook `{codebook.codebook}` lacks"
            findings.append(Finding("warning", "unknown-code", message, coding.transcript))
        elif turn is None or framed.frame.text(turn)[coding.start : coding.end] != coding.quote:
            message = f"a coding `{coding.code}` of `{coding.coder}` in turn {coding.turn} has lost its place"
            findings.append(Finding("warning", "quote-moved", message, coding.transcript, hint="run `qualcode verify`"))
        else:
            placed.append((turn, coding.start, coding.end, code, ASSERTIONS.index(cast(Any, coding.assertion))))
    return sorted(placed), list(dict.fromkeys(findings))


def _turn_numbers(framed: Framed) -> dict[tuple[str, int], int]:
    transcripts = [framed.frame.transcripts[number] for number in framed.frame.turn_transcript]
    return {pair: at for at, pair in enumerate(zip(transcripts, framed.frame.turn_number.tolist(), strict=True))}


def _columns(framed: Framed, empty: Codings, placed: Sequence[_Placed]) -> Codings:
    """Columns of placed codings; one coding is one span, so what matched is the span itself."""
    if not placed:
        return empty
    turn, start, end, code, assertion = np.array(placed).T
    columns = framed.frame
    low = np.searchsorted(columns.segment_turn, turn)
    high = np.searchsorted(columns.segment_turn, turn, side="right")
    segment = [
        lo + int(np.searchsorted(columns.segment_start[lo:hi], at, side="right")) - 1
        for lo, hi, at in zip(low.tolist(), high.tolist(), start.tolist(), strict=True)
    ]
    first, last = _token_range(framed, turn, start, end)
    return replace(
        empty,
        code=code.astype(np.int32),
        turn=turn.astype(np.int32),
        segment=np.array(segment, np.int32),
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        first=first,
        last=last,
        assertion=assertion.astype(np.int8),
        prompted=np.zeros(len(placed), np.bool_),
        rule_offsets=np.zeros(len(placed) + 1, np.int64),
        matched_offsets=np.arange(len(placed) + 1),
        matched_start=start.astype(np.int32),
        matched_end=end.astype(np.int32),
    )


def _token_range(framed: Framed, turn: Ints, start: Ints, end: Ints) -> tuple[Any, Any]:
    """First token of each span and the token after it, counted through the corpus."""
    first, last = [], []
    for one, low, high in zip(turn.tolist(), start.tolist(), end.tolist(), strict=True):
        at = int(np.searchsorted(framed.turn_base, one, side="right")) - 1
        shard = framed.indexed.pieces[at].shard
        local = one - framed.turn_base[at]
        text, origin = shard.turn_text(local), int(shard.turn_starts[local])
        edges = [origin + len(text[:edge].encode("utf-8")) for edge in (low, high)]
        span = np.array(edges, shard.starts.dtype)  # of another type, all starts would be copied for each coding
        tokens = np.searchsorted(shard.starts, span) + framed.token_base[at]
        first.append(int(tokens[0]))
        last.append(int(tokens[1]))
    return np.array(first, np.int32), np.array(last, np.int32)
