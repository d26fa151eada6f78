"""Talking to people: the product on stdout, the conversation on stderr."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.settings import Settings
from qualcode.model import Finding, Table

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}
_BESIDE_A_BAR: list["Console"] = []
"""The console of a progress bar, while there is one: what is said meanwhile stands above the bar, not in it."""


@contextmanager
def beside(bar: "Console") -> Iterator[None]:
    """Say everything on stderr through the console of a progress bar."""
    _BESIDE_A_BAR.append(bar)
    try:
        yield
    finally:
        _BESIDE_A_BAR.pop()


def console(settings: Settings, *, stderr: bool = False) -> "Console":
    """A console that leaves participants' words alone: no markup, no emoji codes, no highlighting."""
    if stderr and _BESIDE_A_BAR:
        return _BESIDE_A_BAR[-1]
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 100_000  # what goes into a pipe is never folded
    return Console(
        file=stream, markup=False, emoji=False, highlight=False, soft_wrap=False, width=width,
        no_color=settings.no_color or None,
    )  # fmt: skip


def say(settings: Settings, text: str, style: str = "") -> None:
    """Say something on stderr, unless asked to be quiet."""
    if not settings.quiet:
        console(settings, stderr=True).print(text, style=style or None, soft_wrap=_in_a_pipe())


def say_findings(settings: Settings, findings: Iterable[Finding]) -> None:
    """Say findings on stderr, a line each: errors always, warnings unless quiet, notes when verbose."""
    levels = {"error"} if settings.quiet else {"error", "warning", *(["note"] if settings.verbose else [])}
    out = console(settings, stderr=True)
    for finding in findings:
        if finding.level in levels:
            out.print(f"{finding.level}: {finding}", style=_STYLES[finding.level], soft_wrap=_in_a_pipe())


def _in_a_pipe() -> bool:
    """Off a terminal a line stays a line; on one it is folded between words."""
    return not sys.stderr.isatty()


def exit_code(findings: Iterable[Finding], *, strict: bool = False) -> int:
    """1 when a finding is an error, or with `strict` a warning; else 0."""
    bad = {"error", "warning"} if strict else {"error"}
    return int(any(finding.level in bad for finding in findings))


def put(text: str) -> None:
    """Put text on stdout."""
    put_bytes(text.encode("utf-8"))


def put_bytes(data: bytes) -> None:
    """Put bytes on stdout as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def put_json(value: Any) -> None:
    """Put a value on stdout as JSON."""
    put(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Table):
        names = [column.name for column in value.columns]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*(value.data[name] for name in names), strict=True)]
        return {
            "table": value.name,
            "title": value.title,
            "rows": rows,
            "notes": list(value.notes),
            "meta": dict(value.meta),
        }
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def plural(number: int, one: str, many: str = "") -> str:
    """`1 transcript`, `2 transcripts`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
