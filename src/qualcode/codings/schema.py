"""The stored form of codings: each code apart, without derivable columns, in small integer types.

The schema itself is `Codings` in `index/codings`, for the engine; this converts to and from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Ints
from qualcode.index.codings import RULES as RULES
from qualcode.index.codings import Codings as Codings
from qualcode.index.codings import Source as Source
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.model.finding import Finding

StoredCodings = Mapping[str, Any]
"""Columns of the codings of one code, in order of text, as `STORED` and `STORED_RUNS` name them."""
StoredParts = Mapping[str, Sequence[Ints]]
"""The same columns in pieces: one piece for each code, then again for the next batch of text."""
STORED = ("token_start", "tokens", "segment", "start", "length", "assertion", "prompted", "rules", "matches")
"""Columns with one value a coding; the last two are the numbers of its rules and of its matched spans."""
STORED_RUNS = {"rule": "rules", "matched_start": "matches", "matched_end": "matches"}
"""Columns with one value a rule (its number within the code) or matched span (code points from the coding's start, and
to its end), and the column with the number of values of each coding."""
_AFFIRMED = ASSERTIONS.index("affirmed")
_TYPES = [(kind, int(np.iinfo(kind).max)) for kind in (np.uint8, np.uint16, np.int32)]


@dataclass(frozen=True)
class CodingsByCode:
    """The codings of a codebook's rules, those of each code apart."""

    codes: Sequence[StoredCodings]
    """In order of the codebook's codes."""
    findings: tuple[Finding, ...] = ()
    """What went wrong during coding."""

    @property
    def total(self) -> int:
        """Number of codings."""
        return sum(len(code["assertion"]) for code in self.codes)

    @property
    def affirmed(self) -> int:
        """Number of those that are affirmed."""
        return sum(int(np.count_nonzero(code["assertion"] == _AFFIRMED)) for code in self.codes)


def parts_by_code(codings: Codings) -> StoredParts:
    """Codings in order of text, divided by code for storage: one piece of each column a code."""
    codes = np.arange(len(codings.codes) + 1)
    own = codings.take(np.argsort(codings.code.astype(np.min_scalar_type(len(codes))), kind="stable"))  # a pass or two
    rules, matches = np.diff(own.rule_offsets), np.diff(own.matched_offsets)
    columns = {
        "token_start": own.token_start,
        "tokens": own.token_end - own.token_start,
        "segment": own.segment,
        "start": own.start,
        "length": own.end - own.start,
        "assertion": own.assertion,
        "prompted": own.prompted,
        "rules": rules,
        "matches": matches,
        "rule": _numbers_within(codings.codes)[own.rule],
        "matched_start": own.matched_start - np.repeat(own.start, matches),
        "matched_end": np.repeat(own.end, matches) - own.matched_end,
    }
    edges = np.searchsorted(own.code, codes)
    bounds = {"rules": own.rule_offsets[edges].tolist(), "matches": own.matched_offsets[edges].tolist()}
    return {
        name: [values[low:high] for low, high in pairwise(bounds[STORED_RUNS[name]] if name in STORED_RUNS else edges)]
        for name, values in ((name, _shortened(values)) for name, values in columns.items())
    }


def gather(parts: Sequence[StoredParts], codes: int) -> list[StoredCodings]:
    """The codings of each code, its pieces joined."""
    names = (*STORED, *STORED_RUNS)
    return [
        {name: _shortened(np.concatenate([one for part in parts for one in part[name][code::codes]])) for name in names}
        for code in range(codes)
    ]


def _numbers_within(codes: Sequence[Code]) -> Ints:
    """Number of each rule within its code."""
    return np.concatenate([np.arange(len(code.rules)) for code in codes])


def _shortened(values: Ints) -> Ints:
    """Non-negative numbers in the smallest sufficient type, since those of ten million segments are held in memory."""
    high = int(values.max(initial=0))
    return values.astype(next(kind for kind, most in _TYPES if high <= most), copy=False)


def as_codings(grouped: CodingsByCode, corpus: OpenCorpus, codebook: Codebook) -> Codings:
    """The codings of all codes, code after code, with every column that tables need."""
    source = replace(Source.of(codebook), findings=grouped.findings)
    return put_together(grouped.codes, source, lambda: corpus.frame.segment_turn)


def put_together(codes: Sequence[StoredCodings], source: Source, segment_turn: Callable[[], Ints]) -> Codings:
    """The same of codings that are counted as the segments are of which turns are asked for."""
    if not any(len(code["assertion"]) for code in codes):
        return Codings.none(source)
    token_start, tokens, segment, start, length = (_joined(codes, name) for name in STORED[:5])
    rules, matches = _joined(codes, "rules", None), _joined(codes, "matches", None)
    end = start + length
    return Codings(
        source=source,
        code=np.repeat(np.arange(len(codes), dtype=np.int32), [len(code["assertion"]) for code in codes]),
        turn=segment_turn()[segment],
        segment=segment,
        start=start,
        end=end,
        token_start=token_start,
        token_end=token_start + tokens,
        assertion=_joined(codes, "assertion", np.int8),
        prompted=_joined(codes, "prompted", np.bool_),
        rule_offsets=_offsets(rules),
        rule=_numbered_through(codes, source.codes),
        matched_offsets=_offsets(matches),
        matched_start=_repeated(start, matches) + _joined(codes, "matched_start"),
        matched_end=_repeated(end, matches) - _joined(codes, "matched_end"),
    )


def stored_within(code: StoredCodings, tokens: tuple[int, int], segment: int) -> StoredCodings:
    """The codings of a code in one shard, given its first token, the one after its last, and its first segment.

    Shard stands after shard, so that its codings are a stretch of all; they are counted from its beginning.
    """
    low, high = (_first_from(code["token_start"], token) for token in tokens)
    own = {name: code[name][low:high] for name in STORED}
    for name, count in STORED_RUNS.items():
        first = int(code[count][:low].sum(dtype=np.int64))
        own[name] = code[name][first : first + int(own[count].sum(dtype=np.int64))]
    own["token_start"] = own["token_start"].astype(np.int32) - np.int32(tokens[0])
    own["segment"] = own["segment"].astype(np.int32) - np.int32(segment)
    return own


def _first_from(values: Ints, least: int) -> int:
    """Where values of at least so much begin; compared in their own type, for which none has to be copied."""
    most = np.iinfo(values.dtype).max
    return int(np.searchsorted(values, values.dtype.type(least))) if least <= most else len(values)


def _numbered_through(codes: Sequence[StoredCodings], named: Sequence[Code]) -> Any:
    """The rules of all codings, counted through the codebook."""
    before = np.cumsum([0, *(len(code.rules) for code in named)])[:-1].tolist()
    each = [code["rule"].astype(np.int32) + low for code, low in zip(codes, before, strict=True)]
    return np.concatenate(each, dtype=np.int32)


def _joined(codes: Sequence[StoredCodings], name: str, kind: Any = np.int32) -> Any:
    """A column of all codes, by default 32-bit integers; None: of the type that holds all values."""
    return np.concatenate([code[name] for code in codes], dtype=kind, casting="unsafe")


def _offsets(sizes: Any) -> Any:
    """Offsets of runs of these sizes, and the end of the last one."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def _repeated(values: Any, sizes: Any) -> Any:
    """Each value repeated by its size, which is nearly always one."""
    return values if (sizes == 1).all() else np.repeat(values, sizes)
