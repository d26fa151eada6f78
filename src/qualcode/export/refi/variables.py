"""Attributes as variables with a type: other programs compare numbers and dates only where they are told of them."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}")


def _is_date(value: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat() == value
    return False


TYPES: Mapping[str, Callable[[str], bool]] = {
    "Boolean": lambda value: value in ("true", "false"),
    "Integer": lambda value: _WHOLE.fullmatch(value) is not None,
    "Float": lambda value: (_DECIMAL.fullmatch(value) or _WHOLE.fullmatch(value)) is not None,
    "Date": _is_date,
}
"""Type -> whether a value is written as it asks, so that the same text comes back."""


def type_of(values: Iterable[str]) -> str:
    """The narrowest type that all values have; `Text` where none has, and for values such as `007`."""
    values = list(values)
    return next((name for name, fits in TYPES.items() if values and all(map(fits, values))), "Text")
