"""File names that every system accepts, for ids that people choose freely.

An id is written as it is where it can be. Characters that Windows refuses, dots and spaces at the end of a name and
its reserved names (`CON`, `NUL` ...) are percent-encoded, so that `file_to_id(id_to_file(id)) == id` for every id.
"""

import re
from urllib.parse import unquote

_REFUSED = re.compile(r'[<>:"\\|?*%\x00-\x1f\x7f]')
_LAST = re.compile(r"[. ]+$")
_OUR_ENDING = re.compile(r"\.(?=jsonl$)", re.IGNORECASE)
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_EMPTY = "%"


def id_to_file(name: str) -> str:
    """Relative file name (with `/`, without extension) of an id; different ids have different file names."""
    return "/".join(_encode(part) for part in name.split("/"))


def file_to_id(file: str) -> str:
    """The id that a relative file name (with `/`, without extension) stands for."""
    return "/".join("" if part == _EMPTY else unquote(part) for part in file.split("/"))


def _encode(part: str) -> str:
    if not part:
        return _EMPTY  # never the result of anything else: every other `%` is followed by two digits
    safe = _REFUSED.sub(_percent, part)
    safe = _LAST.sub(_percent, safe)
    # A folder `a.jsonl` would stand where the transcript `a` has its file.
    safe = _OUR_ENDING.sub(_percent, safe)
    return _percent_first(safe) if _DEVICES.match(safe) else safe


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{ord(character):02X}" for character in found.group())


def _percent_first(part: str) -> str:
    return f"%{ord(part[0]):02X}{part[1:]}"
