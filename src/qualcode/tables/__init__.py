"""Tables: one coder's codings counted and listed, each column with its definition.

One file a table; `TABLES` is what a user can name. A table is made from a `Frame` (who said what where), `Codings`
(one coder's codings in force) and `Options`; nothing here reads or writes files.
"""

from collections.abc import Callable, Mapping

from qualcode.model import Table
from qualcode.tables.barriers import count_barriers
from qualcode.tables.codes import count_codes
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.options import Options, problems
from qualcode.tables.segments import list_segments
from qualcode.tables.turns import list_turns

TABLES: Mapping[str, Callable[[Frame, Codings, Options], Table]] = {
    "segments": list_segments,
    "barriers": count_barriers,
    "codes": count_codes,
    "turns": list_turns,
}
"""Name -> what makes the table."""

__all__ = ["TABLES", "Codings", "Frame", "Options", "problems"]
