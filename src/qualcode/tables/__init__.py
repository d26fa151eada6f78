"""Tables: one coder's codings counted and listed, each column with its definition.

One file a table; `TABLES` is what a user can name: ours, then those of plug-ins (`qualcode.tables`). A table is made
from a `Frame` (who said what where), `Codings` (one coder's codings in force) and `TableOptions`; nothing here reads or
writes files.
"""

from collections.abc import Mapping

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.registry import registered
from qualcode.tables import (
    barriers,
    code_coverage,
    codes,
    compare,
    cooccurrence,
    frequencies,
    keyness,
    kwic,
    languages,
    matrix,
    quotes,
    saturation,
    segments,
    speakers,
    turns,
)
from qualcode.tables.kind import TableKind, TableOptions, not_taken, option_problems

_OURS: Mapping[str, TableKind] = {
    "segments": segments.KIND,
    "barriers": barriers.KIND,
    "codes": codes.KIND,
    "turns": turns.KIND,
    "matrix": matrix.KIND,
    "cooccurrence": cooccurrence.KIND,
    "speakers": speakers.KIND,
    "languages": languages.KIND,
    "kwic": kwic.KIND,
    "quotes": quotes.KIND,
    "code_coverage": code_coverage.KIND,
    "saturation": saturation.KIND,
    "compare": compare.KIND,
    "keyness": keyness.KIND,
    "frequencies": frequencies.KIND,
}
TABLES = registered("qualcode.tables", _OURS)
"""Name -> the table."""
RUN = ("segments", "barriers", "codes", "turns")
"""Tables that a run writes."""
__all__ = ["RUN", "TABLES", "Codings", "Frame", "TableKind", "TableOptions", "not_taken", "option_problems"]
