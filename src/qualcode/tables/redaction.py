"""Redaction: a redacted table is made of a study that holds no more than may be told, and has no words, names, places.

What may be told is decided by a `SuppressionPlan`. Codes and groups that it keeps back are taken out before a table is
made, so no row, rank, test or note can speak of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.codings.mentions import code_tree, counted_codings, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame
from qualcode.model.finding import StudyError, study_error
from qualcode.model.table import Column, Table
from qualcode.tables.groups import groups_by, members_of
from qualcode.tables.suppression import SMALLEST_CELL, SMALLEST_GROUP, Naming, SuppressionPlan

if TYPE_CHECKING:
    from qualcode.tables.kind import TableOptions

SHOWN_REDACTED = ("open", "count")
"""Sensitivities of the columns that a redacted table keeps; a column that does not declare its own is left out."""


@dataclass(frozen=True, eq=False)
class Made:
    """A table with everything in it."""

    table: Table
    """The table, without its notes and participants' words."""
    notes: Sequence[str] = ()
    """Sentences under it; empty ones are left out."""
    words: Callable[[], Mapping[str, Sequence[Any]]] = dict
    """Fetches the columns that hold participants' words."""
    asked: Sequence[bool] = ()
    """True for rows that were asked for, where there are others that count in the ranks; empty: all."""


def suppress(made: Made, *, words: bool, redact: bool) -> Table:
    """The table as it may be given away.

    Args:
        made: the table with everything in it.
        words: False: without participants' words.
        redact: True: without words, names and places either.
    """
    table = made.table
    fetched = made.words() if words and not redact else {}
    columns = [each for each in table.columns if _stays(each, words=words, redact=redact)]
    every = {**table.data, **fetched}
    data = {each.name: every[each.name] for each in columns}
    if made.asked:
        data = {name: list(compress(values, made.asked)) for name, values in data.items()}
    notes = tuple(note for note in made.notes if note)
    meta = {**table.meta, "redacted": True} if redact else table.meta
    return replace(table, columns=tuple(columns), data=data, notes=notes, meta=meta)


def _stays(column: Column, *, words: bool, redact: bool) -> bool:
    return column.sensitivity in SHOWN_REDACTED if redact else words or column.sensitivity != "words"


@dataclass(frozen=True)
class ToldCodes:
    """The codes that may be told, by their numbers."""

    told: tuple[int, ...]
    """Of all respondents together."""
    by: Mapping[str, tuple[int, ...]]
    """Of the groups of each attribute that may group redacted tables."""
    nearly_all: tuple[str, ...]
    """Names of codes that are kept back because fewer than `SMALLEST_CELL` do not mention them."""


@dataclass(frozen=True, eq=False)
class RedactedStudy:
    """A study of which redacted tables are made: all of them by one plan, so that they can be given away together."""

    frame: Frame
    """Who said what where."""
    codings: Codings
    """One coder's codings in force."""

    def __post_init__(self) -> None:
        """How many codings were reviewed or decided is told of no redacted study."""
        source = self.codings.source
        if source.layer:
            hidden = replace(source, layer=replace(source.layer, numbers=False))
            object.__setattr__(self, "codings", replace(self.codings, source=hidden))

    @cached_property
    def plan(self) -> SuppressionPlan:
        """What may be told of its respondents."""
        return SuppressionPlan(self.frame)

    @cached_property
    def codes(self) -> ToldCodes:
        """The codes that may be told; a code and those below it are told by the same attributes."""
        plan, naming = self.plan, self._naming()
        enough, below = plan.told(naming), _children(self.codings)
        families = [_family(code, below, enough) for code in below[-1] if enough[code]]
        by: dict[str, list[int]] = {name: [] for name in plan.joined}
        for family in families:
            for name in plan.attributes(naming, family):
                by[name].extend(family)
        silent = plan.everyone.total - np.bincount(naming.thing, minlength=naming.things)
        nearly = np.flatnonzero((silent < SMALLEST_CELL) & (plan.everyone.total >= SMALLEST_GROUP))
        return ToldCodes(
            tuple(sorted(code for family in families for code in family)),
            {name: tuple(sorted(codes)) for name, codes in by.items()},
            tuple(self.codings.codes[code].code for code in nearly.tolist()),
        )

    def _naming(self) -> Naming:
        """Who mentions which code."""
        found = united(self.frame, self.codings)
        person, known = members_of(self.frame, self.plan.everyone, found.turn)
        size = max(len(self.codings.codes), 1)
        pairs = np.unique(person[known] * size + found.code[known])
        return Naming(pairs // size, pairs % size, len(self.codings.codes))

    def told(self, by: str) -> tuple[int, ...]:
        """The codes that a table of all respondents, or of the groups of an attribute, has."""
        return self.codes.by[by] if by else self.codes.told

    def codings_by(self, by: str) -> Codings:
        """The mentions of the codes that may be told; those of a code below that may not stand under the one above."""
        kept = self.told(by)
        codes = [self.codings.codes[code] for code in kept]
        parents = {code.parent for code in codes}
        inner = [at for at, code in zip(kept, codes, strict=True) if code.code in parents]
        number = np.full(len(self.codings.codes), -1, np.int32)
        number[list(kept)] = np.arange(len(kept))
        found, own = united(self.frame, self.codings), self.codings.take(counted_codings(self.frame, self.codings))
        outer = (number[found.code] >= 0) & ~np.isin(found.code, inner)
        parts = [(found, outer), (own, np.isin(own.code, inner))]
        made = {name: np.concatenate([getattr(each, name)[at] for each, at in parts]) for name in _OF_A_MENTION}
        nothing = np.zeros(len(made["code"]) + 1, np.int64)
        return replace(
            Codings.none(replace(self.codings.source, codes=tuple(codes))),
            **{**made, "code": number[made["code"]]},
            rule_offsets=nothing,
            matched_offsets=nothing,
        )

    def frame_by(self, by: str, other: str) -> Frame:
        """The corpus with the groups of an attribute as they may be told, small ones together under the name `other`.

        Raises:
            StudyError: the attribute makes no two groups that are large enough.
        """
        if not by:
            return self.frame
        if by not in self.plan.joined:
            raise _cannot_group(by, list(self.plan.joined))
        joined, groups = self.plan.joined[by], groups_by(self.frame, by)
        values = [str(groups.groups[block]) for block in joined.kept] + [other] * joined.rest
        of_turn = joined.of_block(len(groups.groups))[groups.turn_block].astype(np.int32)
        person, known = members_of(self.frame, self.plan.everyone, np.arange(len(of_turn)))
        of_turn[known] = joined.groups[person[known]]
        of_turn[groups.turn_block < 0] = -1
        return replace(
            self.frame,
            attribute_values={**self.frame.attribute_values, by: values},
            turn_attribute={**self.frame.turn_attribute, by: of_turn},
        )

    def said(self, options: "TableOptions") -> list[str]:
        """The sentences under a table of codes: what is written of how many, and why not the others."""
        say, by = options.message, options.by
        left = say(
            "Redacted: without quotes, names, paths and places; {left} of {codes}, those that at least {smallest} "
            "respondents mention and at least {smallest} do not{each}.",
            left=len(self.told(by)),
            codes=options.some(len(self.codings.codes), "code"),
            smallest=SMALLEST_CELL,
            each=say(", in each group") if by else "",
        )
        nearly = say("All respondents, or all but one or two, mention {codes}.", codes=", ".join(self.codes.nearly_all))
        joined = say(
            "Groups of fewer than {least} respondents, and those who stand in none or in several, are one group.",
            least=SMALLEST_GROUP,
        )
        rest = bool(by) and self.plan.joined[by].rest
        return [left, *([nearly] if self.codes.nearly_all and not by else []), *([joined] if rest else [])]


_OF_A_MENTION = ("code", "turn", "segment", "start", "end", "token_start", "token_end", "assertion", "prompted")
"""Columns of codings that count."""


def _cannot_group(by: str, others: Sequence[str]) -> StudyError:
    message = f"`{by}` cannot group a redacted table: it makes no two groups of {SMALLEST_GROUP} respondents"
    hint = f"these can: {', '.join(others)}" if others else "leave --by out: no attribute can"
    return study_error("too-few-to-group", message, hint)


def _children(codings: Codings) -> dict[int, list[int]]:
    """The codes right below each, those that nobody can give left out; below -1 those without a parent."""
    tree, rules = code_tree(codings.codes), codings.kind == "rules"
    lines = [tree.lineage[low:high].tolist() for low, high in pairwise(tree.offsets.tolist())]
    given = {code for code, each in enumerate(codings.codes) if not each.retired and (each.rules or not rules)}
    alive = {above for code in given.union(np.unique(codings.code).tolist()) for above in lines[code]}
    below: dict[int, list[int]] = {code: [] for code in range(-1, len(lines))}
    for code, line in enumerate(lines):
        if len(line) == 1 or code in alive:
            below[[*line, -1][1]].append(code)
    return below


def _family(code: int, below: Mapping[int, Sequence[int]], enough: Bools) -> list[int]:
    """A code and those below it: the children are told where each of them may be."""
    children = below[code] if enough[below[code]].all() else ()
    return [code, *(each for child in children for each in _family(child, below, enough))]
