"""The matrix: one row a respondent, with attributes, and each code as 0 or 1 and as a count."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s
from qualcode.languages.catalogue import N_
from qualcode.model.table import Column
from qualcode.tables.groups import Groups, everyone, members_in, slots
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import BY, chosen_columns, labels, narrowed, pick, selected_codes
from qualcode.tables.notes import TableBasis, frequency, ground
from qualcode.tables.parts import Divided, KeySums, TablePart, sums_of
from qualcode.tables.redaction import Made
from qualcode.text.visible import natural


def safe_names(wanted: Iterable[str], taken: Iterable[str], ending: str = "") -> list[str]:
    """A column name for each text, different from each other and from those taken, capitals apart.

    Letters of every script stay; other characters become `_`; a name begins with a letter. It is as long as its text:
    only the format of SPSS shortens names.
    """
    used = {name.casefold() for name in taken}
    made = []
    for text in wanted:
        name = _unused(_plain(text), ending, used)
        used.add(name.casefold())
        made.append(name)
    return made


def _plain(text: str) -> str:
    name = re.sub(r"\W+", "_", text).strip("_").lower()
    return name if name[:1].isalpha() else f"attribute_{name}".rstrip("_")


def _unused(name: str, ending: str, used: set[str]) -> str:
    """The name, with a number where it is taken."""
    made, number = name + ending, 1
    while made.casefold() in used:
        number += 1
        made = f"{name}_{number}{ending}"
    return made


COUNT = "__n"
"""Ending of the columns that count."""
FIXED = (
    *BY,
    Column("respondent", "string", "Who it is about: a participant with at least one word.", "person"),
    Column("transcript", "string", "Transcripts in which the respondent speaks, joined by `;`.", "person"),
    Column("session", "string", "Conversations in which the respondent speaks, joined by `;`.", "person"),
    Column(
        "turns",
        "integer",
        "Turns of the respondent; speech resumed after a backchannel counts with its first.",
        "quasi",
    ),
    Column("words", "integer", "Words of the respondent outside transcriber marks.", "quasi"),
)
ATTRIBUTE = N_("Attribute `{name}` of the respondent; values that differ between turns are joined by `;`.")
MENTIONED = N_("1: the respondent mentions {code} at least once; 0: never.")
MENTIONS = N_("Mentions of {code} by the respondent; children's mentions included, overlaps once.")
_Columns = tuple[Sequence[Column], list[list[Any]]]
"""Some columns and their values."""


def count_matrix(frame: Frame, codings: Codings, options: TableOptions) -> TablePart:
    """What each respondent says and mentions in each slot, in which transcripts and with which values."""
    slot, found = slots(frame, options.by), united(frame, codings)
    row = slot.astype(np.int64) * everyone(frame) + frame.turn_respondent
    row[(slot < 0) | (frame.turn_respondent < 0)] = -1
    turn, codes = np.flatnonzero(row >= 0), max(len(codings.codes), 1)
    mine = found.keep(row[found.turn] >= 0)
    affirmed = codings.turn[(codings.assertion == AFFIRMED_INDEX) & (slot[codings.turn] >= 0)]
    turns = KeySums.of(row[turn] * len(row) + frame.turn_counted[turn]).keys // max(len(row), 1)
    return {
        **ground(frame, codings, slot),
        "turns": KeySums.of(turns),
        "mentions": KeySums.of(row[mine.turn] * codes + mine.code),
        "affirmed": KeySums.of(row[affirmed] + 1),
        **{name: _pairs(row[turn], each.of_turn[turn], each) for name, each in _things(frame).items()},
    }


@dataclass(frozen=True, eq=False)
class _Things:
    """What is joined in one cell."""

    names: Sequence[str]
    """Names, in the order in which they are joined."""
    of_turn: Int32s | Int64s
    """The one of each turn; -1: none."""


def _things(frame: Frame) -> dict[str, _Things]:
    """Transcripts, sessions, and the values of each attribute."""
    sessions = sorted(set(frame.sessions), key=natural)
    place = {name: at for at, name in enumerate(sessions)}
    session = np.array([place[name] for name in frame.sessions], np.int64)[frame.turn_transcript]
    values = {_value(name): (frame.attribute_values[name], frame.attribute(name)) for name in frame.attribute_names}
    return {
        "transcript": _Things(frame.transcripts, frame.turn_transcript),
        "session": _Things(sessions, session),
        **{name: _Things(*both) for name, both in values.items()},
    }


def _value(attribute: str) -> str:
    return f"value of {attribute}"


def _pairs(row: Int64s, thing: Int32s | Int64s, things: _Things) -> KeySums:
    known = thing >= 0
    return KeySums.of(row[known] * max(len(things.names), 1) + thing[known])


def make_matrix(frame: Frame, codings: Codings, options: TableOptions, part: TablePart) -> Made:
    """Respondents as rows and codes as columns, first all of them as 0 or 1, then all as counts.

    Columns of one kind stand together, so that R and SPSS can select them as a range.
    """
    basis, codes = TableBasis(frame, codings, options, part=part), selected_codes(codings, options)
    blocks, things = basis.groups, _things(frame)
    joined = {name: _joined(blocks, each, sums_of(part, name)) for name, each in things.items()}
    flags, counts = _code_names(codings, codes)
    parts = (
        _fixed(frame, blocks, part, joined, options),
        _attributes(frame, joined, options, (*flags, *counts)),
        _codes(codings, codes, _mentions(codings, codes, blocks, part), options, (*flags, *counts)),
    )
    nothing = options.message("There is no row: no participant who can be told apart said a word.")
    said = (
        "" if blocks.total else nothing,
        *basis.notes,
        narrowed(codings, options),
        _without_row(blocks, part, options),
        frequency(options),
    )
    columns = [column for more, _ in parts for column in more]
    data = {column.name: values for more, lists in parts for column, values in zip(more, lists, strict=True)}
    what, asked = options.message("Respondents by codes"), {"kind": options.kind, "codes": list(options.codes)}
    table = basis.table("matrix", what, columns, data, **asked)
    return Made(table, said)


def _mentions(codings: Codings, codes: Sequence[int], made: Groups, part: TablePart) -> Int64s:
    """Mentions by row and code."""
    row, code = np.divmod(sums_of(part, "mentions").keys, max(len(codings.codes), 1))
    member, found = members_in(made, row)
    counted = np.zeros((len(made.members), max(len(codings.codes), 1)), np.int64)
    counted[member[found], code[found]] = sums_of(part, "mentions").sums[found, 0]
    return counted[:, list(codes)]


def _fixed(
    frame: Frame, made: Groups, part: TablePart, joined: Mapping[str, list[str | None]], options: TableOptions
) -> _Columns:
    member, found = members_in(made, sums_of(part, "turns").keys)
    turns = np.zeros(len(made.members), np.int64)
    turns[member[found]] = sums_of(part, "turns").sums[found, 0]
    data: dict[str, list[Any]] = {
        "by": [options.by] * len(made.members),
        "group": pick(made.groups, made.member_block),
        "respondent": pick(frame.respondents, made.member_respondent),
        "transcript": joined["transcript"],
        "session": joined["session"],
        "turns": turns.tolist(),
        "words": made.member_words.tolist(),
    }
    columns = chosen_columns(FIXED, options)
    return columns, [data[column.name] for column in columns]


def _code_names(codings: Codings, codes: Sequence[int]) -> tuple[list[str], list[str]]:
    """Names of the columns of 0 and 1, and of those of counts."""
    taken = [column.name for column in FIXED]
    flags = safe_names([codings.codes[code].code for code in codes], taken)
    return flags, safe_names(flags, [*taken, *flags], COUNT)


def _attributes(
    frame: Frame, joined: Mapping[str, list[str | None]], options: TableOptions, taken: Sequence[str]
) -> _Columns:
    """A column for each attribute."""
    attributes = frame.attribute_names
    names = safe_names(attributes, [*(column.name for column in FIXED), *taken])
    columns = [
        Column(name, "string", options.message(ATTRIBUTE, name=of), "quasi")
        for name, of in zip(names, attributes, strict=True)
    ]
    return columns, [joined[_value(of)] for of in attributes]


def _codes(
    codings: Codings, codes: Sequence[int], mentions: Int64s, options: TableOptions, names: Sequence[str]
) -> _Columns:
    """Two columns for each code: all of 0 and 1 first, then all counts."""
    named = labels(codings, options)
    heads = [named[code] or codings.codes[code].code for code in codes]
    about = [f"`{codings.codes[code].code}` ({named[code]})" for code in codes]
    flags = [
        Column(name, "integer", options.message(MENTIONED, code=code), "count", head)
        for name, code, head in zip(names, about, heads, strict=False)  # the first half of the names
    ]
    counts = [
        Column(name, "integer", options.message(MENTIONS, code=code), "quasi", heading=f"{head} (n)")
        for name, code, head in zip(names[len(codes) :], about, heads, strict=True)
    ]
    mentioned = (mentions > 0).astype(np.int64)
    return [*flags, *counts], np.hstack((mentioned, mentions)).T.tolist()


def _joined(made: Groups, things: _Things, pairs: KeySums) -> list[str | None]:
    """The names of each row's things in order, joined by `;`; None where there is none."""
    row, thing = np.divmod(pairs.keys, max(len(things.names), 1))
    member, found = members_in(made, row)
    cells: list[list[str]] = [[] for _ in made.members]
    for at, one in zip(member[found].tolist(), thing[found].tolist(), strict=True):
        cells[at].append(things.names[one])
    return [";".join(each) or None for each in cells]


def _without_row(made: Groups, part: TablePart, options: TableOptions) -> str:
    """How many mentions have no row, as a sentence."""
    rows, often = sums_of(part, "affirmed").keys - 1, sums_of(part, "affirmed").sums[:, 0]
    lost = int(often[(rows < 0) | ~members_in(made, np.maximum(rows, 0))[1]].sum())
    if not lost:
        return ""
    codings_lost = options.some(lost, "affirmed coding")
    return options.message("Without a row: {codings} of voices that cannot be told apart.", codings=codings_lost)


KIND = TableKind(
    "One row for each respondent, with attributes, and each code as 0 or 1 and as a count: for R and SPSS.",
    Divided(count_matrix, make_matrix),
    (
        *FIXED,
        Column(
            "{attribute}", "string", ATTRIBUTE.format(name="{attribute}") + " One column for each attribute.", "quasi"
        ),
        Column("{code}", "integer", MENTIONED.format(code="`{code}`") + " One column for each code.", "count"),
        Column("{code}" + COUNT, "integer", MENTIONS.format(code="`{code}`") + " One column for each code.", "quasi"),
    ),
    frozenset({"by", "kind", "codes"}),
)
