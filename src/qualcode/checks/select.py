"""Choose checks by their codes, the beginnings of codes, or their names."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from qualcode.checks.check import Check


def choose(checks: Sequence[Check], select: Iterable[str], ignore: Iterable[str]) -> tuple[Check, ...]:
    """The checks that are selected (all, unless some are) and not ignored."""
    wanted, unwanted = tuple(select), tuple(ignore)
    return tuple(
        check
        for check in checks
        if (not wanted or any(_is(check, one) for one in wanted)) and not any(_is(check, one) for one in unwanted)
    )


def unknown(checks: Sequence[Check], asked: Iterable[str]) -> list[tuple[str, str]]:
    """What is asked for and is no check, each with the nearest one that is; empty where none is near."""
    return [(one, nearest(checks, one)) for one in asked if not any(_is(check, one) for check in checks)]


def nearest(checks: Sequence[Check], asked: str) -> str:
    """The name or code most like a word."""
    codes, names = [check.code for check in checks], [check.name for check in checks]
    near = get_close_matches(asked.upper(), codes, n=1) if asked[:2].upper() == "QC" else []
    return "".join((near or get_close_matches(asked.lower(), names, n=1))[:1])


def _is(check: Check, asked: str) -> bool:
    return check.name == asked.lower() or (len(asked) > 1 and check.code.startswith(asked.upper()))
