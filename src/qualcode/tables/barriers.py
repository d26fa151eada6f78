"""The table of barriers: which ones people name, how many people, and how often."""

from dataclasses import replace

from qualcode.model import Table
from qualcode.tables.codes import count_codes, without
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.notes import title
from qualcode.tables.options import Options


def count_barriers(frame: Frame, codings: Codings, options: Options) -> Table:
    """The codes of kind `barrier`, ranked; barriers that nobody mentions stay with 0."""
    table = without(count_codes(frame, codings, replace(options, kind="barrier")), ("kind", "parent"))
    return replace(table, name="barriers", title=title("Barriers", frame, codings, options))
