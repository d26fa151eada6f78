"""Tab-separated values, quoted like csv where a text holds a tab, a quotation mark or a line break."""

from qualcode.export.delimited import delimited
from qualcode.model import Table


def to_tsv(table: Table) -> bytes:
    """A table as tab-separated values."""
    return delimited(table, "\t")
