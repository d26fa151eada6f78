"""The entry of a format in the registry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """One format that can be read."""

    name: str
    """Name of the format, as transcripts state it."""
    version: int
    """Goes up when the same bytes would give other turns."""
    endings: tuple[str, ...]
    """Endings of file names, in small letters with their dot."""
    module: str
    """Module with the function `read(name, data, options) -> Reading`; imported when first needed."""
    each: tuple[str, ...] = ()
    """Values of `--each` that fit this format."""
