"""`qualcode run`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.cli.app import command
from qualcode.cli.commands.ingest import summary
from qualcode.cli.options import CliSettings, dry_run, jobs, strict
from qualcode.cli.output import exit_code, open_here, parts, present, progress, say, say_findings, show_codes

if TYPE_CHECKING:
    from qualcode.api.run import RunReport


@dataclass(frozen=True)
class RunOptions:
    """How a study is run."""

    strict: bool = strict()
    jobs: int = jobs()
    dry_run: bool = dry_run()


@command("run", "qualcode run")
def run(settings: CliSettings, options: RunOptions) -> int:
    """Read, code and export a whole study.

    Reads the sources of the study, codes them with its codebook and writes every table to out/.
    """
    from qualcode.api.run import run
    from qualcode.corpus.source import IngestOptions

    study = open_here(settings)
    with progress(settings) as report_progress:
        report = run(study, IngestOptions(dry_run=options.dry_run), report_progress, jobs=options.jobs)
    findings = (*study.findings, *report.findings)
    product = parts(report, "barriers files", findings=findings)
    present(settings, product, lambda: show_codes(settings, report.barriers) if report.barriers else None)
    say_findings(settings, findings)
    for line in _closing(report, study.settings.codebook):
        say(settings, line)
    return exit_code(findings, strict=options.strict)


def _closing(report: "RunReport", codebook: str) -> list[str]:
    """What changed, where it lies, and what comes next."""
    sources = summary(report.ingest, codebook).partition(" Next")[0]
    files = ", ".join(report.files)
    if report.barriers is None:
        return [sources, f"Would write {files}."]
    following = "Each mention is a row of out/segments.csv with its quote. Next: `qualcode verify`."
    return [*report.barriers.notes, "", sources, f"Files: {files}.", following]
