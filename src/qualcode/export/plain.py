"""JSON values on one line, for every reader."""

import re
from json import JSONEncoder
from typing import Any

BREAKS = re.compile("[\x85\u2028\u2029]")
"""Characters that some readers take for the end of a line, though JSON does not."""
ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False)


def dump(value: Any) -> str:
    """A value as JSON on one line, letters as they are; numbers that are not finite are refused."""
    return BREAKS.sub(lambda mark: f"\\u{ord(mark[0]):04x}", ENCODER.encode(value))
