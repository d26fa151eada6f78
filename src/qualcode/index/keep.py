"""Where the long columns of a shard are kept while it is built: in memory, or wherever the caller writes them."""

from collections.abc import Callable, Iterable

import numpy as np

from qualcode.index.arrays import Ints

Keep = Callable[[str, Iterable[Ints]], Ints]
"""Keeps a column under its name, from its parts in order (one at least), and gives the whole."""


def in_memory(_name: str, parts: Iterable[Ints]) -> Ints:
    """Join the parts."""
    first, *others = parts
    return np.concatenate([first, *others]) if others else first
