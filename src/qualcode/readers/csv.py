"""Sheets of delimited text."""

from qualcode.model.transcript import Reading
from qualcode.readers import rows
from qualcode.readers.decode import decode, failure
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import is_delimiter, sheet


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a sheet; the delimiter and the use of the columns come from the options or are guessed and reported."""
    if not is_delimiter(options.delimiter):
        return failure(name, "delimiter", "the delimiter must be one character", "write for example --delimiter ';'")
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    read_as = sheet(name, decoded.text, options)
    return rows.read_sheet_rows(name, read_as, options, (*decoded.findings, *read_as.findings), decoded.encoding)
