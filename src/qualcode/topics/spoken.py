"""Spoken: the running words that terms are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.tables.frame import Bools, Longs


@dataclass(frozen=True, eq=False)
class Spoken:
    """Running words of a corpus in order of text, one entry a word; those inside transcriber marks left out."""

    forms: Sequence[str]
    """Distinct forms in lower case."""
    form: Longs
    """Index into `forms`."""
    key: Longs
    """Number of the light key, which inflected forms share."""
    segment: Longs
    """Global segment."""
    breaks: Bools
    """True where a clause begins: no collocation reaches over it."""
    used: Bools
    """True where the word says something: no stop word, filler, number or name."""
