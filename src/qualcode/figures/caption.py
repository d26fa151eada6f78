"""The caption of a figure: what goes under it in a paper, and what a reader of the data must know."""

from qualcode.figures.kind import Drawing
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table


def caption(drawing: Drawing, table: Table, data: str) -> str:
    """Title, how to read it, notes (N, coder, codebook), alternative text and the file of the data.

    Args:
        drawing: the figure.
        table: the table that it was drawn from.
        data: name of the file with the data.
    """
    say = Messages(table.language)
    read = " ".join(part for part in (drawing.reading, drawing.left_out) if part)
    notes = " ".join(table.notes)
    parts = (
        f"{table.title}.",
        read,
        f"{say('Note.')} {notes}",
        f"{say('Alternative text:')} {drawing.alt}",
        f"{say('Data:')} {data}",
    )
    return "".join(f"{part}\n\n" for part in parts).rstrip("\n") + "\n"
