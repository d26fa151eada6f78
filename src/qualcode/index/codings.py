"""Codings: passages that carry a code, as columns; one schema for rules, people and suggestions, from engine to export.

The engine numbers turns, segments and tokens within one shard; `rebased` gives them their numbers in the corpus, which
all rooms above go by. Spans are half-open. A ragged column has several values a coding: coding i owns those from
`offsets[i]` up to `offsets[i + 1]`, so there is one offset more than there are codings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, Self

import numpy as np

from qualcode.index.arrays import Flags, Float32s, Int8s, Int32s, Ints, Longs, take_runs
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import ASSERTIONS, Agreed, CodingRow, Reviewed
from qualcode.model.finding import Finding

RULES = "rules"
"""Name of the coder that a codebook's rules are."""


@dataclass(frozen=True)
class Source:
    """Who made some codings, and what their numbers of codes and rules mean."""

    coder: str
    """Name of the coder."""
    kind: Literal["rules", "person", "model", "suggestion"]
    """What the coder is."""
    codebook: str
    """Name of the codebook."""
    version: str
    """Version of the codebook."""
    sha256: str
    """Hash of the codebook's file."""
    codes: tuple[Code, ...]
    """Codes of the codebook, in the order of the file."""
    languages: tuple[str, ...] = ()
    """Languages of the codebook; the first one gives the labels unless another is asked for."""
    rule_names: Sequence[str] = ()
    """Names of the rules, in the order of the codebook."""
    approach: Literal["", "inductive", "deductive"] = ""
    """How a coder came to the codes; empty: not stated."""
    findings: tuple[Finding, ...] = ()
    """What went wrong while coding, such as a regular expression that was given up."""
    memos: Sequence[str] = ()
    """What the coder remarks on each line that `Codings.line` counts; none for rules."""
    layer: Agreed | Reviewed | None = None
    """How the codings came about where they are not one coder's own."""

    @property
    def named(self) -> str:
        """The coder, as one word of a row that stands alone says it: `rules reviewed by ani`."""
        return f"{self.coder} reviewed by {self.layer.by}" if isinstance(self.layer, Reviewed) else self.coder

    @classmethod
    def of(cls, codebook: Codebook) -> Self:
        """The rules of a codebook; `dataclasses.replace` names another coder who works with it."""
        return cls(
            coder=RULES,
            kind="rules",
            codebook=codebook.codebook,
            version=codebook.version,
            sha256=codebook.sha256,
            codes=codebook.codes,
            languages=codebook.languages,
            rule_names=tuple(rule.rule for code in codebook.codes for rule in code.rules),
        )


@dataclass(frozen=True, eq=False)
class Codings:
    """Codings of one source, all assertions; in any order, tables sort them by turn, start, end and code."""

    source: Source
    """Who made them."""
    code: Int32s
    """Index into the codes of the source."""
    turn: Int32s
    """Turn."""
    segment: Int32s
    """Segment in which the coding begins."""
    start: Int32s
    """First code point in the turn's text."""
    end: Int32s
    """Code point after the coding in the turn's text."""
    token_start: Int32s
    """First token."""
    token_end: Int32s
    """Token after the last one: two codings touch when one ends with the token with which the other begins."""
    assertion: Int8s
    """Index into `model.ASSERTIONS`."""
    prompted: Flags
    """True when the question before it holds the code's terms."""
    rule_offsets: Longs
    """Where the rules of each coding begin in `rule`."""
    rule: Int32s
    """Rules that made it, numbered through the codebook as in the names of the source; none for people."""
    matched_offsets: Longs
    """Where the matched words of each coding begin in the two columns below."""
    matched_start: Int32s
    """First code point of matched words in the turn's text; for people, of the span itself."""
    matched_end: Int32s
    """Code point after them."""
    line: Int32s | None = None
    """Number of the coding among the lines that its coder keeps, from 0; None where there are no such lines."""
    score: Float32s | None = None
    """How sure a suggestion is, from 0 to 1; None where nothing was weighed."""

    def __len__(self) -> int:
        """Number of codings."""
        return len(self.code)

    @property
    def coder(self) -> str:
        """Name of the coder."""
        return self.source.coder

    @property
    def kind(self) -> str:
        """What the coder is."""
        return self.source.kind

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that `code` counts."""
        return self.source.codes

    @classmethod
    def none(cls, source: Source) -> Self:
        """The codings of a coder who has coded nothing."""
        ints, offsets = np.empty(0, np.int32), np.zeros(1, np.int64)
        flat: dict[str, Any] = dict.fromkeys((*_EACH, *_RAGGED), ints) | dict.fromkeys(_OFFSETS, offsets)
        return cls(source, **flat | {"assertion": np.empty(0, np.int8), "prompted": np.empty(0, np.bool_)})

    def take(self, at: Ints) -> Self:
        """The codings with these numbers, in their order."""
        rule_offsets, rule = take_runs(self.rule_offsets, at)
        matched_offsets, matched = take_runs(self.matched_offsets, at)
        return replace(
            self,
            **{name: getattr(self, name)[at] for name in self._each()},
            rule_offsets=rule_offsets,
            rule=self.rule[rule],
            matched_offsets=matched_offsets,
            matched_start=self.matched_start[matched],
            matched_end=self.matched_end[matched],
        )

    def keep(self, flags: Flags) -> Self:
        """The codings for which the flag is set."""
        return self if flags.all() else self.take(np.flatnonzero(flags))

    def of_code(self, code: int) -> Self:
        """The codings of one code, by its index."""
        return self.keep(self.code == code)

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """The codings of several parts of one source, one part after the other."""
        columns = {name: [getattr(part, name) for part in parts] for name in (*parts[0]._each(), *_RAGGED, *_OFFSETS)}
        for name in _OFFSETS:
            bases = np.cumsum([0, *(offsets[-1] for offsets in columns[name])])
            columns[name] = [[0], *(own[1:] + base for own, base in zip(columns[name], bases, strict=False))]
        joined: dict[str, Any] = {name: np.concatenate(own) for name, own in columns.items()}
        return replace(parts[0], **joined)

    def rebased(self, turn: int, segment: int, token: int) -> Self:
        """The same codings where turns, segments and tokens are counted from somewhere else, such as a whole corpus."""
        return replace(
            self,
            turn=self.turn + turn,
            segment=self.segment + segment,
            token_start=self.token_start + token,
            token_end=self.token_end + token,
        )

    def rules_of(self, coding: int) -> list[str]:
        """Names of the rules that made a coding."""
        own = self.rule[self.rule_offsets[coding] : self.rule_offsets[coding + 1]].tolist()
        return [self.source.rule_names[rule] for rule in own]

    def rows(self) -> Iterator[CodingRow]:
        """The codings one by one, with names in the place of numbers; for what a person looks at."""
        spans = list(zip(self.matched_start.tolist(), self.matched_end.tolist(), strict=True))
        for at, (low, high) in enumerate(pairwise(self.matched_offsets.tolist())):
            yield CodingRow(
                code=self.codes[self.code[at]].code,
                start=int(self.start[at]),
                end=int(self.end[at]),
                segment=int(self.segment[at]),
                assertion=ASSERTIONS[self.assertion[at]],
                rules=tuple(self.rules_of(at)),
                matched=tuple(spans[low:high]),
                prompted=bool(self.prompted[at]),
            )

    def _each(self) -> list[str]:
        """Names of the columns that are there and have one value a coding."""
        return [name for name in (*_EACH, *_VIEWS) if getattr(self, name) is not None]


_EACH = ("code", "turn", "segment", "start", "end", "token_start", "token_end", "assertion", "prompted")
_VIEWS = ("line", "score")
_OFFSETS = ("rule_offsets", "matched_offsets")
_RAGGED = ("rule", "matched_start", "matched_end")
