"""`qualcode verify`."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, arguments, strict
from qualcode.cli.output import exit_code, open_here, plural, put_json, say, say_findings


@dataclass(frozen=True)
class VerifyOptions:
    """Which files are compared with the transcripts."""

    files: tuple[Path, ...] = arguments("FILE", "Exported segments files; those in out/ unless named.")
    strict: bool = strict()


@command("verify", "qualcode verify\nqualcode verify appendix.xlsx")
def verify(settings: CliSettings, options: VerifyOptions) -> int:
    """Check that every quote stands in its place.

    Compares exported quotes and kept codings with the transcripts, and the transcripts with their sources.
    """
    from qualcode.api.verify import verify

    study = open_here(settings)
    report = verify(study, options.files)
    if settings.json:
        put_json(report)
    say_findings(settings, report.findings)
    failed = sum(finding.level == "error" for finding in report.findings)
    said = (
        f"{plural(report.transcripts, 'transcript')} against their sources, {plural(report.codings, 'kept coding')}"
        + (f", {plural(report.quotes, 'quote')} in {', '.join(report.files)}" if report.files else "")
    )
    say(settings, f"Verified {said}: " + (f"{plural(failed, 'check')} failed." if failed else "all hold."))
    if not report.files:
        say(settings, "There is no exported segments file to check; `qualcode export segments` writes one.")
    return exit_code(report.findings, strict=options.strict)
