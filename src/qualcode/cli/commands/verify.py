"""`qualcode verify`."""

from dataclasses import dataclass
from pathlib import Path

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, WorkChoices, arguments, strict
from qualcode.cli.output import finish, open_here, plural, progress, put_json


@dataclass(frozen=True)
class VerifyOptions:
    """Which files are compared with the transcripts."""

    files: tuple[Path, ...] = arguments("FILE", "Exported segments files; those in out/ unless named.")
    strict: bool = strict()


@command("verify", "qualcode verify\nqualcode verify appendix.xlsx")
def verify(settings: CliSettings, options: VerifyOptions, work: WorkChoices) -> int:
    """Check that every quote stands in its place.

    Compares exported quotes and kept codings with the transcripts, and the transcripts with their sources.
    """
    study = open_here(settings)
    with progress(settings), work.workers() as workers:
        report = api.verify.verify(study, options.files, workers)
    if settings.json:
        put_json(report)
    failed = sum(finding.level == "error" for finding in report.findings)
    what = [f"{plural(report.transcripts, 'transcript')} against their sources", plural(report.codings, "kept coding")]
    if report.alone:
        what.insert(1, f"{plural(report.alone, 'transcript')} whose source is not here")
    if report.files:
        what.append(f"{plural(report.quotes, 'quote')} in {', '.join(report.files)}")
    held = f"{plural(failed, 'check')} failed" if failed else "all hold"
    closing = [f"Verified {', '.join(what)}: {held}."]
    if not report.files:
        closing.append("There is no exported segments file to check; `qualcode export segments` writes one.")
    return finish(settings, report.findings, *closing, strict=options.strict)
