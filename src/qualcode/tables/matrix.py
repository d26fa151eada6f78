"""The matrix: one row a respondent, with attributes, and each code as 0 or 1 and as a count."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s
from qualcode.languages.catalogue import N_
from qualcode.model.table import Column
from qualcode.tables.counts import count_distinct
from qualcode.tables.groups import Groups, members_of
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import BY, chosen_columns, labels, narrowed, pick, selected_codes
from qualcode.tables.notes import TableBasis, frequency
from qualcode.tables.redaction import Made
from qualcode.text.order import natural


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
_Part = tuple[Sequence[Column], list[list[Any]]]
"""Some columns and their values."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """Members of blocks, one a row."""

    block: Int64s
    """Block of each row."""
    respondent: Int64s
    """Respondent of each row."""
    turn: Int64s
    """Turns that members speak."""
    row: Int64s
    """Row of each such turn."""
    counts: Int64s
    """Codings by row and code."""


def make_matrix(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Respondents as rows and codes as columns, first all of them as 0 or 1, then all as counts.

    Columns of one kind stand together, so that R and SPSS can select them as a range.
    """
    basis, codes = TableBasis(frame, codings, options), selected_codes(codings, options)
    blocks = basis.groups
    rows = _rows(frame, blocks, united(frame, codings), codes)
    flags, counts = _code_names(codings, codes)
    parts = (
        _fixed(frame, blocks, rows, options),
        _attributes(frame, rows, options, (*flags, *counts)),
        _codes(codings, codes, rows, options, (*flags, *counts)),
    )
    nothing = options.message("There is no row: no participant who can be told apart said a word.")
    said = (
        "" if blocks.total else nothing,
        *basis.notes,
        narrowed(codings, options),
        _without_row(frame, codings, blocks, options),
        frequency(options),
    )
    columns = [column for more, _ in parts for column in more]
    data = {column.name: values for more, lists in parts for column, values in zip(more, lists, strict=True)}
    what, asked = options.message("Respondents by codes"), {"kind": options.kind, "codes": list(options.codes)}
    table = basis.table("matrix", what, columns, data, **asked)
    return Made(table, said)


def _rows(frame: Frame, made: Groups, found: Codings, codes: Sequence[int]) -> _Rows:
    turn = np.flatnonzero(made.turn_block >= 0)
    row, belongs = members_of(frame, made, turn)
    member, counted = members_of(frame, made, found.turn)
    place = np.full(int(found.code.max(initial=-1)) + 1, -1)
    for at, code in enumerate(codes):
        place[code : code + 1] = at
    column = place[found.code]
    counted &= column >= 0
    cells = np.bincount(member[counted] * len(codes) + column[counted], minlength=len(made.members) * len(codes))
    return _Rows(
        block=made.member_block,
        respondent=made.member_respondent,
        turn=turn[belongs],
        row=row[belongs],
        counts=cells.reshape(len(made.members), len(codes)),
    )


def _fixed(frame: Frame, made: Groups, rows: _Rows, options: TableOptions) -> _Part:
    transcript = frame.turn_transcript[rows.turn].astype(np.int64)
    named = sorted(set(frame.sessions), key=natural)
    place = {name: at for at, name in enumerate(named)}
    session = np.array([place[name] for name in frame.sessions], np.int64)
    turns = count_distinct(rows.row, frame.turn_counted[rows.turn], len(rows.block))
    data: dict[str, list[Any]] = {
        "by": [options.by] * len(rows.block),
        "group": pick(made.groups, rows.block),
        "respondent": pick(frame.respondents, rows.respondent),
        "transcript": _joined(rows, transcript, frame.transcripts),
        "session": _joined(rows, session[transcript], named),
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


def _attributes(frame: Frame, rows: _Rows, options: TableOptions, taken: Sequence[str]) -> _Part:
    """A column for each attribute."""
    attributes = frame.attribute_names
    names = safe_names(attributes, [*(column.name for column in FIXED), *taken])
    columns = [
        Column(name, "string", options.message(ATTRIBUTE, name=of), "quasi")
        for name, of in zip(names, attributes, strict=True)
    ]
    return columns, [_joined(rows, frame.attribute(of)[rows.turn], frame.attribute_values[of]) for of in attributes]


def _codes(codings: Codings, codes: Sequence[int], rows: _Rows, options: TableOptions, names: Sequence[str]) -> _Part:
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
    mentioned = (rows.counts > 0).astype(np.int64)
    return [*flags, *counts], np.hstack((mentioned, rows.counts)).T.tolist()


def _joined(rows: _Rows, thing: Int32s | Int64s, names: Sequence[str]) -> list[str | None]:
    """The names of each row's things in order, joined by `;`; None where there is none."""
    known = thing >= 0
    pairs = np.unique(np.column_stack((rows.row[known], thing[known])), axis=0)
    made: list[list[str]] = [[] for _ in rows.block]
    for row, one in pairs.tolist():
        made[row].append(names[one])
    return [";".join(each) or None for each in made]


def _without_row(frame: Frame, codings: Codings, made: Groups, options: TableOptions) -> str:
    """How many mentions have no row, as a sentence."""
    turn = codings.turn[(codings.assertion == AFFIRMED_INDEX) & (made.turn_block[codings.turn] >= 0)]
    lost = int(np.count_nonzero(~members_of(frame, made, turn)[1]))
    if not lost:
        return ""
    codings_lost = options.some(lost, "affirmed coding")
    return options.message("Without a row: {codings} of voices that cannot be told apart.", codings=codings_lost)


KIND = TableKind(
    "One row for each respondent, with attributes, and each code as 0 or 1 and as a count: for R and SPSS.",
    make_matrix,
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
