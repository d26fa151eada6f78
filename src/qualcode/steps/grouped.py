"""Grouped codings: those of each code of a codebook apart, so that an edit touches those of its own code only.

They are kept small: places as lengths, whole numbers in the smallest type that holds them all, and a column of which
all values are the same as that one value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qualcode.model import ASSERTIONS, Codebook, Finding
from qualcode.steps.frame import Framed
from qualcode.steps.layer import RULES, nothing
from qualcode.tables import Codings

OfCode = Mapping[str, Any]
"""Columns of the codings of one code, in order of text."""
EACH = ("first", "tokens", "segment", "start", "length", "assertion", "prompted", "rules", "parts")
"""Columns with one value a coding: first token and number of tokens, segment, first code point and number of them, how
it is put, whether it is prompted, and how many rules made it and stretches of words they matched."""
RUNS = {"rule": "rules", "part_begin": "parts", "part_end": "parts"}
"""Columns with one value a rule (its number within the code) or a stretch of words (code points from the beginning of
the coding, and up to its end), and the column that says how many each coding has."""
WHOLE = "first"
"""The column that is never shortened, so that its length is the number of codings."""
_AFFIRMED = ASSERTIONS.index("affirmed")


@dataclass(frozen=True)
class Grouped:
    """The codings of a codebook's rules, those of each code apart."""

    codes: Sequence[OfCode]
    """In order of the codebook's codes."""
    findings: tuple[Finding, ...] = ()
    """What went wrong while coding."""

    @property
    def total(self) -> int:
        """Number of codings."""
        return sum(len(code[WHOLE]) for code in self.codes)

    @property
    def affirmed(self) -> int:
        """Number of those that are affirmed."""
        return sum(int(np.count_nonzero(_each(code, "assertion") == _AFFIRMED)) for code in self.codes)


def as_codings(grouped: Grouped, framed: Framed, codebook: Codebook) -> Codings:
    """The codings of all codes as the columns that tables are made of, code after code."""
    empty = replace(nothing(codebook, RULES, "rules"), findings=grouped.findings)
    return replace(empty, **_columns(grouped.codes, framed, codebook)) if grouped.total else empty


def _columns(codes: Sequence[OfCode], framed: Framed, codebook: Codebook) -> dict[str, Any]:
    first, tokens, segment, start, length = (_joined(codes, name) for name in EACH[:5])
    rules, parts = _joined(codes, "rules", None), _joined(codes, "parts", None)
    end = start + length
    return {
        "code": np.repeat(np.arange(len(codes), dtype=np.int32), [len(code[WHOLE]) for code in codes]),
        "turn": framed.frame.segment_turn[segment],
        "segment": segment,
        "start": start,
        "end": end,
        "first": first,
        "last": first + tokens,
        "assertion": _joined(codes, "assertion", np.int8),
        "prompted": _joined(codes, "prompted", np.bool_),
        "rule_offsets": _offsets(rules),
        "rule_ids": _rule_ids(codes, codebook),
        "matched_offsets": _offsets(parts),
        "matched_start": _repeated(start, parts) + _joined(codes, "part_begin"),
        "matched_end": _repeated(end, parts) - _joined(codes, "part_end"),
    }


def _rule_ids(codes: Sequence[OfCode], codebook: Codebook) -> Any:
    """The rules of all codings, counted through the codebook."""
    before = np.cumsum([0, *(len(code.rules) for code in codebook.codes)])[:-1].tolist()
    each = [_each(code, "rule").astype(np.int32) + low for code, low in zip(codes, before, strict=True)]
    return np.concatenate(each, dtype=np.int32)


def _joined(codes: Sequence[OfCode], name: str, kind: Any = np.int32) -> Any:
    """A column of all codes; of the type that holds all their values unless another one is asked for."""
    return np.concatenate([_each(code, name) for code in codes], dtype=kind, casting="unsafe")


def _each(code: OfCode, name: str) -> Any:
    """A column of a code with all its values."""
    values = code[name]
    if len(values) != 1:
        return values
    number = len(code[WHOLE])
    return np.broadcast_to(values, int(_each(code, RUNS[name]).sum(dtype=np.int64)) if name in RUNS else number)


def _offsets(sizes: Any) -> Any:
    """Where runs of these sizes begin, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def _repeated(values: Any, sizes: Any) -> Any:
    """Each value as often as its size says; nearly always once."""
    return values if (sizes == 1).all() else np.repeat(values, sizes)
