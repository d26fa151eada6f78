"""Names of generated columns, safe in R, SPSS and Stata."""

import re
from collections.abc import Iterable

LONGEST = 64
"""Bytes of a name that SPSS reads."""


def safe_names(wanted: Iterable[str], taken: Iterable[str], ending: str = "") -> list[str]:
    """A column name for each text, different from each other and from those taken, capitals apart.

    Letters of every script stay; other characters become `_`; a name begins with a letter and has at most 64 bytes,
    its ending included.
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
    """The name, shortened where it is too long, with a number where it is taken."""
    made, number = _cut(name, ending), 1
    while made.casefold() in used:
        number += 1
        made = _cut(name, f"_{number}{ending}")
    return made


def _cut(name: str, ending: str) -> str:
    return name.encode()[: LONGEST - len(ending)].decode(errors="ignore").rstrip("_") + ending
