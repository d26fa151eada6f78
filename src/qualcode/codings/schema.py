"""Sort out by code what the engine found in order of text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from qualcode.corpus.frame import Bools, Int8s, Int32s, Int64s
from qualcode.corpus.speakers import OpenCorpus
from qualcode.index.arrays import Ints, take_runs
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.model.finding import Finding
from qualcode.rules.engine import ShardCodings


@dataclass(frozen=True, eq=False)
class Codings:
    """One coder's codings in force, all assertions; in any order, tables sort them by turn, start, end and code."""

    coder: str
    """Name of the coder."""
    kind: Literal["rules", "person", "model"]
    """What the coder is."""
    codebook: str
    """Name of the codebook."""
    version: str
    """Version of the codebook."""
    sha256: str
    """Hash of the codebook's file."""
    codes: tuple[Code, ...]
    """Codes of the codebook, in the order of the file."""
    code: Int32s
    """Index into `codes`."""
    turn: Int32s
    """Global turn."""
    segment: Int32s
    """Global segment in which the coding starts."""
    start: Int32s
    """First code point in the turn's text."""
    end: Int32s
    """Code point after the coding in the turn's text."""
    first: Int32s
    """First token, counted through the whole corpus."""
    last: Int32s
    """Token after the last one, counted the same way: two codings touch when `last` of one is `first` of the other."""
    assertion: Int8s
    """Index into `model.ASSERTIONS`."""
    prompted: Bools
    """True when the question before it holds the code's terms."""
    rule_offsets: Int64s
    """Coding i was made by the rules `rule_ids[rule_offsets[i]:rule_offsets[i + 1]]`; one entry more than codings."""
    rule_ids: Int32s
    """Indexes into `rule_names`."""
    rule_names: Sequence[str]
    """Names of the rules, in the order of the codebook."""
    matched_offsets: Int64s
    """Coding i matched the spans numbered `matched_offsets[i]` up to `matched_offsets[i + 1]`."""
    matched_start: Int32s
    """First code point of each matched span in the turn's text."""
    matched_end: Int32s
    """Code point after each matched span."""
    languages: tuple[str, ...] = ()
    """Languages of the codebook; the first one gives the labels unless another is asked for."""
    approach: Literal["", "inductive", "deductive"] = ""
    """How a coder came to the codes; empty: not stated."""
    findings: tuple[Finding, ...] = ()
    """What went wrong while coding, such as a regular expression that was given up."""


RULES = "rules"
"""Name of the coder that a codebook's rules are."""
_COLUMNS = (
    *("code", "turn", "segment", "start", "end", "first", "last", "assertion", "prompted"),
    *("rule_offsets", "rule_ids", "matched_offsets", "matched_start", "matched_end"),
)


def no_codings(codebook: Codebook, coder: str, kind: str) -> Codings:
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
OfCode = Mapping[str, Any]
"""Columns of the codings of one code, in order of text."""
CODING_COLUMNS = ("first", "tokens", "segment", "start", "length", "assertion", "prompted", "rules", "parts")
"""Columns with one value a coding: first token and number of tokens, segment, first code point and number of them, how
it is put, whether it is prompted, and how many rules made it and stretches of words they matched."""
RUNS = {"rule": "rules", "part_begin": "parts", "part_end": "parts"}
"""Columns with one value a rule (its number within the code) or a stretch of words (code points from the beginning of
the coding, and up to its end), and the column that says how many each coding has."""
UNSHORTENED_COLUMN = "first"
"""The column that is never shortened, so that its length is the number of codings."""
_AFFIRMED = ASSERTIONS.index("affirmed")


@dataclass(frozen=True)
class CodingsByCode:
    """The codings of a codebook's rules, those of each code apart."""

    codes: Sequence[OfCode]
    """In order of the codebook's codes."""
    findings: tuple[Finding, ...] = ()
    """What went wrong while coding."""

    @property
    def total(self) -> int:
        """Number of codings."""
        return sum(len(code[UNSHORTENED_COLUMN]) for code in self.codes)

    @property
    def affirmed(self) -> int:
        """Number of those that are affirmed."""
        return sum(int(np.count_nonzero(_each(code, "assertion") == _AFFIRMED)) for code in self.codes)


def as_codings(grouped: CodingsByCode, corpus: OpenCorpus, codebook: Codebook) -> Codings:
    """The codings of all codes as the columns that tables are made of, code after code."""
    empty = replace(no_codings(codebook, RULES, "rules"), findings=grouped.findings)
    return replace(empty, **_columns(grouped.codes, corpus, codebook)) if grouped.total else empty


def _columns(codes: Sequence[OfCode], corpus: OpenCorpus, codebook: Codebook) -> dict[str, Any]:
    first, tokens, segment, start, length = (_joined(codes, name) for name in CODING_COLUMNS[:5])
    rules, parts = _joined(codes, "rules", None), _joined(codes, "parts", None)
    end = start + length
    return {
        "code": np.repeat(np.arange(len(codes), dtype=np.int32), [len(code[UNSHORTENED_COLUMN]) for code in codes]),
        "turn": corpus.frame.segment_turn[segment],
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
    number = len(code[UNSHORTENED_COLUMN])
    return np.broadcast_to(values, int(_each(code, RUNS[name]).sum(dtype=np.int64)) if name in RUNS else number)


def _offsets(sizes: Any) -> Any:
    """Where runs of these sizes begin, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def _repeated(values: Any, sizes: Any) -> Any:
    """Each value as often as its size says; nearly always once."""
    return values if (sizes == 1).all() else np.repeat(values, sizes)


ColumnsByCode = Mapping[str, Sequence[Ints]]
"""Each column of some codings, in one piece a code."""
_TYPES = [(kind, int(np.iinfo(kind).max)) for kind in (np.uint8, np.uint16, np.int32)]


def sort_out(coded: ShardCodings, codebook: Codebook, segment_base: int, token_base: int) -> ColumnsByCode:
    """Sort codings of a shard by code, with the numbers that its segments and tokens have in the corpus."""
    codes = len(codebook.codes)
    at = np.argsort(coded.code.astype(np.min_scalar_type(codes)), kind="stable")  # short numbers sort in a pass or two
    edges = np.concatenate([[0], np.cumsum(np.bincount(coded.code, minlength=codes))])
    rule_starts, rule = take_runs(coded.rule_starts, at)
    part_starts, part = take_runs(coded.part_starts, at)
    rules, parts = np.diff(rule_starts), np.diff(part_starts)
    start, end = coded.start[at], coded.end[at]
    columns = {
        "first": coded.first[at] + token_base,
        "tokens": (coded.last - coded.first)[at],
        "segment": coded.segment[at] + segment_base,
        "start": start,
        "length": end - start,
        "assertion": coded.assertion[at],
        "prompted": coded.prompted[at],
        "rules": rules,
        "parts": parts,
        "rule": _own_numbers(codebook)[coded.rules[rule]],
        "part_begin": coded.part_start[part] - np.repeat(start, parts),
        "part_end": np.repeat(end, parts) - coded.part_end[part],
    }
    bounds = {"rules": rule_starts[edges].tolist(), "parts": part_starts[edges].tolist()}
    return {
        name: [values[low:high] for low, high in pairwise(bounds[RUNS[name]] if name in RUNS else edges.tolist())]
        for name, values in ((name, values.astype(_kind(values))) for name, values in columns.items())
    }


def join_codings(blocks: Sequence[ColumnsByCode]) -> ColumnsByCode:
    """The codings of all blocks, block after block."""
    return {name: list(map(np.concatenate, zip(*(block[name] for block in blocks), strict=True))) for name in blocks[0]}


def join_parts(parts: Sequence[ColumnsByCode], codes: int) -> list[OfCode]:
    """The codings of each of so many codes, part after part."""
    names = (*CODING_COLUMNS, *RUNS)
    return [{name: _small(name, [part[name][code] for part in parts]) for name in names} for code in range(codes)]


def _own_numbers(codebook: Codebook) -> Ints:
    """Number of each rule within its code."""
    return np.concatenate([np.arange(len(code.rules)) for code in codebook.codes])


def _small(name: str, parts: Sequence[Ints]) -> Any:
    """A column in the smallest type that holds all its values; one value, where all are the same."""
    values = np.concatenate(parts)
    if not len(values):
        return np.empty(0, np.uint8)
    kind = _kind(values)
    same = name != UNSHORTENED_COLUMN and bool((values == values[0]).all())
    return values[:1].astype(kind) if same else values.astype(kind, copy=False)


def _kind(values: Ints) -> Any:
    """The smallest type that holds all values, none below zero: those of ten million segments wait for one another."""
    high = int(values.max(initial=0))
    return next(kind for kind, most in _TYPES if high <= most)
