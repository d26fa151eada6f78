"""Speaker labels that look like misspelt other labels."""

import re
from collections.abc import Mapping

from qualcode.text.normalise import fold

_RARE = 4  # a slip stands at most once where the right label stands four times


def resembled(turns: Mapping[str, int]) -> dict[str, str]:
    """Give for each rare label the frequent label that it is probably a slip of (*Particpant*, *Participant*).

    `turns` says how many turns each label has. Labels that differ in their numbers are different speakers.
    """
    found = {}
    for label, count in turns.items():
        likely = [other for other, more in turns.items() if count * _RARE <= more and _alike(label, other, len(turns))]
        if likely:
            found[label] = max(likely, key=lambda other: (turns[other], other))
    return found


def _alike(one: str, other: str, labels: int) -> bool:
    """Tell whether two labels differ by a slip of the fingers only."""
    first, second = _letters(one), _letters(other)
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    shortest = min(len(first), len(second))
    # In a group two short names may well differ by one letter (Dian, Dina); in a talk of two that is a slip.
    enough = 5 if labels > 3 else 3
    allowed = 2 if shortest >= 8 else 1 if shortest >= enough else 0
    return distance(first, second) <= allowed


def _letters(label: str) -> str:
    return re.sub(r"[\W\d_]+", " ", fold(label)).strip()


def distance(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with their neighbour to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
