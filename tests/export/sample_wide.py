"""Tables as large and as empty as researchers make them."""

from export.sample import TEXTS, table
from qualcode.model.table import Column, Table

AWKWARD = (
    *TEXTS,
    "\x00\x01\x1b[0m\x7f\x9f",
    "\ufffe",
    "tanda \\ { } # $ % ^ & _ ~",
    "''' --- ,, `` ?` !`",
    "نور الدين 🧕🏽",
    "ķāō",
)


def codes(number: int = 300) -> Table:
    """A row for each code, with labels of forty characters."""
    label = "Infrastruktur yang belum memadai di desa".ljust(40, ".")
    return Table(
        name="codes",
        title="Codes: corpus mini, coder rules",
        columns=(
            Column("code", "string", "Code of the codebook."),
            Column("label", "string", "Name of the code for people."),
            Column("mentions", "integer", "Affirmed codings of participants."),
            Column("per_1000_words", "number", "mentions per 1000 words."),
        ),
        data={
            "code": [f"code_{number}" for number in range(number)],
            "label": [label] * number,
            "mentions": list(range(number)),
            "per_1000_words": [None if at % 7 == 0 else at / 4 for at in range(number)],
        },
        notes=("N = 3 respondents.",),
    )


def matrix(columns: int) -> Table:
    """One row and a column for each code."""
    names = [f"code_{number}" for number in range(columns)]
    return Table(
        "matrix", "Matrix", tuple(Column(name, "integer", "Mentions.") for name in names), {n: [1] for n in names}
    )


def awkward() -> Table:
    """Texts that break formats."""
    return table(AWKWARD)
