"""Reading options as a transcript's header keeps them, so that a source is always read as it was read before."""

import re
from collections.abc import Mapping
from typing import cast

from qualcode.readers.options import Each, Options

COLUMN_USES = ("speaker", "text", "start", "end", "id")
"""Uses of a sheet's column."""
_NEXT_COLUMN = re.compile(rf",(?=(?:{'|'.join(COLUMN_USES)})=)")  # several text columns have commas between them too


def stated(reading: Options) -> dict[str, str]:
    """Reading options as text, without those left at their default."""
    columns = ",".join(f"{use}={name}" for use, name in sorted(reading.columns.items()))
    said = {"encoding": reading.encoding, "columns": columns, "each": reading.each, "delimiter": reading.delimiter}
    return {name: value for name, value in said.items() if value}


def still_stated(said: Mapping[str, str], reading: Options) -> dict[str, str]:
    """What `stated` wrote of an earlier reading, with the options that are given now in the place of the same ones."""
    both = {**said, **stated(reading)}
    return {name: both[name] for name in sorted(both)}  # the same bytes, in whatever order they were given


def restated(said: Mapping[str, str]) -> Options:
    """The options that `stated` wrote as text."""
    pairs = [part.partition("=") for part in _NEXT_COLUMN.split(said.get("columns", "")) if part]
    return Options(
        encoding=said.get("encoding", ""),
        columns={use: name for use, _, name in pairs},
        each=cast(Each, said.get("each", "")),
        delimiter=said.get("delimiter", ""),
    )
