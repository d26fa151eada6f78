"""A place in a text that may tell who somebody is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """One place of one text."""

    number: int
    """Number of the text."""
    start: int
    """First code point."""
    end: int
    """Code point after the last one."""
    text: str
    """What stands there."""
    kind: str = ""
    """Name of the kind; empty: a name, of whom or what is told by all its places together."""
    title: str = ""
    """Title that stands before it, without a name's capital."""
