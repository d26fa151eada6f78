"""Several conversations in one sheet: *client* of session 3 is not *client* of session 4."""

from collections.abc import Mapping, Sequence

from qualcode.model import Finding
from qualcode.readers.columns import Columns, by_header
from qualcode.readers.sheet import Row


def by_session(
    name: str, body: Sequence[Row], columns: Columns, header: Sequence[str]
) -> tuple[Mapping[int, str], list[Finding]]:
    """Give what to write behind the label of each row (` (3)`), by the number of the row; nothing for one session.

    A column counts as sessions when its header says so, every row has a value and the labels of speakers return from
    one value to another.
    """
    place = session_column(body, columns, header)
    if place is None:
        return {}, []
    values = [row.cells[place].strip() for row in body]
    speakers: dict[str, set[str]] = {}
    for row, value in zip(body, values, strict=True):
        speakers.setdefault(row.cells[columns.speaker or 0].strip(), set()).add(value)
    if len(set(values)) < 2 or all(len(of) == 1 for of in speakers.values()):
        return {}, []
    message = (
        f"column {place + 1} (`{header[place].strip()}`) says that this sheet holds {len(set(values))} sessions; "
        "each has speakers of its own, with the session behind their label"
    )
    hint = "put each session into a file of its own to have a transcript for each"
    found = Finding("warning", "several-sessions", message, name, 1, hint=hint)
    return {row.number: f" ({value})" for row, value in zip(body, values, strict=True)}, [found]


def session_column(body: Sequence[Row], columns: Columns, header: Sequence[str]) -> int | None:
    """Give the column that says to which session a row belongs, or None."""
    if not columns.header or columns.speaker is None:
        return None
    place = by_header("session", header, [*columns.text, columns.speaker, columns.start, columns.end])
    if place is None or not all(place < len(row.cells) and row.cells[place].strip() for row in body):
        return None
    return place
