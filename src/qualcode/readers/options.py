"""What a researcher can say about how sources are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Each = Literal["", "row", "line"]


@dataclass(frozen=True)
class Options:
    """Choices that change the reading of a source; all have a default that looks at the source itself."""

    encoding: str = ""
    """Encoding of files that are neither marked by a BOM nor valid UTF-8, such as `windows-1252`; empty: guessed."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Use of a column (`speaker`, `text`, `start`, `end`, `id`) -> its name in the file, or its number from 1.

    Several text columns are separated by commas.
    """
    each: Each = ""
    """`row`: every row of a sheet is one respondent; `line`: every line of a text is one; empty: a conversation."""
    delimiter: str = ""
    """Character between columns (`;`, `tab` ...); empty: found out from the file."""
