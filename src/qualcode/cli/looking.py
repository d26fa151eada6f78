"""What `qualcode ingest --explain` shows: how files are read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.exits import ExitCode
from qualcode.cli.say import exit_code, plural, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.tables import show
from qualcode.model import Finding

if TYPE_CHECKING:
    from qualcode.steps.look import Look
    from qualcode.steps.source import IngestOptions

_LONGEST = 240
"""Characters of a turn that are shown."""


def show_looks(settings: Settings, paths: Sequence[Path], options: "IngestOptions", *, strict: bool) -> int:
    """Read files, show how, and give the exit code."""
    from qualcode.steps.look import look

    looks, found = look(paths, options)
    if settings.json:
        put_json({"files": looks, "findings": found})
    elif not settings.quiet:
        for each in looks:
            _show(settings, each)
    findings = (*found, *(finding for each in looks for finding in each.findings))
    say_findings(settings, findings if settings.json else [each for each in findings if each.level == "error"])
    read = sum(bool(each.turns) for each in looks)
    say(settings, f"{plural(read, 'file')} read, {len(looks) - read} failed. Nothing was written.")
    return exit_code(findings, strict=strict) if read else ExitCode.REFUSED


def _show(settings: Settings, look: "Look") -> None:
    if not look.turns:
        return
    rows = [
        ["file", look.file],
        ["format", f"{look.reader}, {look.encoding}" if look.encoding else look.reader],
        ["speakers", look.labels or "not looked for: every turn is one respondent"],
        ["left out", _counts(look.skipped) or "nothing"],
        *([name, value] for name, value in look.attributes.items()),
        ["turns", f"{look.turns:,}"],
        *([finding.level, _said(finding)] for finding in look.findings),
    ]
    show(settings, "Read as", ["", ""], rows)
    if look.voices:
        voices = [
            [it.speaker or "(no label)", f"{it.turns:,}", f"{it.words:,}", it.role, it.reason] for it in look.voices
        ]
        show(settings, "Speakers", ["speaker", "turns", "words", "role", "because"], voices, ("turns", "words"))
    turns = [[str(it.turn), it.place, _clock(it.start_s), it.speaker, _short(it.text)] for it in look.first]
    show(settings, "First turns", ["turn", "place", "time", "speaker", "text"], turns, ("turn",))


def _said(finding: Finding) -> str:
    """A finding without the name of the file, which stands above it."""
    return str(replace(finding, file=f"line {finding.line}" if finding.line else "", line=None, column=None))


def _counts(skipped: Mapping[str, int]) -> str:
    return ", ".join(f"{what} ({number:,})" for what, number in skipped.items())


def _clock(time: float | None) -> str:
    if time is None:
        return ""
    minutes, seconds = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2]} …"
