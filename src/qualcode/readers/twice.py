"""Utterances that stand in several rows because several people annotated them: they were said once."""

from collections.abc import Sequence

from qualcode.model import Finding
from qualcode.readers.columns import Columns, by_header
from qualcode.readers.sessions import session_column
from qualcode.readers.sheet import Row, lines_named


def said_once(
    name: str, body: Sequence[Row], columns: Columns, header: Sequence[str]
) -> tuple[list[Row], list[Finding]]:
    """Drop rows that repeat session, number of the utterance, speaker and text of an earlier one, and say so.

    Without a column of numbers every row stays: people do say *iya* twice.
    """
    taken = [*columns.text, columns.speaker, columns.start, columns.end]
    number = by_header("utterance", header, taken) if columns.header else None
    if number is None:
        return list(body), []
    session = session_column(body, columns, header)
    told = [place for place in (session, number, columns.speaker, *columns.text) if place is not None]
    seen: set[tuple[str, ...]] = set()
    kept: list[Row] = []
    repeated: list[int] = []
    for row in body:
        key = tuple(row.cells[place].strip() for place in told if place < len(row.cells))
        if row.cells[number].strip() and key in seen:
            repeated.append(row.at)
            continue
        seen.add(key)
        kept.append(row)
    if not repeated:
        return kept, []
    message = f"{len(repeated)} rows repeat the number and the text of an earlier row ({lines_named(repeated)})"
    hint = "they were read once; remove the column of numbers if they were said twice"
    return kept, [Finding("warning", "rows-repeated", message, name, repeated[0], hint=hint)]
