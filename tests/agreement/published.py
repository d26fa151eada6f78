"""Tables of the literature, each a row a coder; None where a coder gave nothing."""

from collections.abc import Sequence

_ = None
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, _],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
"""Krippendorff (2011), section C; Gwet (2014), table 2.10: four observers, twelve units."""

NEWS = """
1 1 2 . 2|1 1 0 1 .|2 3 3 3 .|. 0 0 . 0|0 0 0 . 0|0 0 0 . 0|1 0 2 . 1|1 . 2 0 .|2 2 2 . 2|2 1 1 1 .|. 1 0 0 .|0 0 0 0 .
1 2 2 2 .|3 3 2 2 3|1 1 1 . 1|1 1 1 . 1|2 1 2 . 2|1 2 3 3 .|1 1 0 1 .|0 0 0 . 0|0 0 1 1 .|0 0 . 0 0|2 3 3 3 .|0 0 0 0 .
1 2 . 2 2|0 1 1 1 .|0 0 0 1 0|1 2 1 2 .|1 1 2 2 .|1 1 2 . 2|1 1 0 . 0|2 1 2 1 .|2 2 . 2 2|3 2 2 2 .|2 2 2 . 2|2 2 3 . 2
2 2 2 . 2|2 2 . 1 2|2 2 2 2 .|1 1 1 . 1
"""
"""Hayes and Krippendorff (2007), table 1: forty articles, five observers, 0 (sure loser) to 3 (likely winner)."""

PATIENTS = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""
"""Fleiss (1971), table 1: thirty patients, six psychiatrists, five diagnoses."""


def news() -> list[list[int | None]]:
    """The table of Hayes and Krippendorff, shape (5, 40)."""
    units = [unit.split() for line in NEWS.split("\n") for unit in line.split("|") if unit]
    return [[None if value == "." else int(value) for value in row] for row in zip(*units, strict=True)]


def patients(number: int = 30) -> list[list[int]]:
    """The first patients of Fleiss, shape (6, number)."""
    return [[int(value) for value in row] for row in zip(*PATIENTS.split()[:number], strict=True)]


def crossed(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """Two coders from a table of how often one gave 1, 2 ... (rows) where the other gave 1, 2 ... (columns)."""
    pairs = [
        (one, other) for one, row in enumerate(table, 1) for other, often in enumerate(row, 1) for _ in range(often)
    ]
    return [list(row) for row in zip(*pairs, strict=True)]


def counted(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """Coders from a table of how many gave each unit (rows) each category (columns)."""
    units = [[k for k, often in enumerate(row) for _ in range(often)] for row in table]
    return [list(row) for row in zip(*units, strict=True)]
