"""`qualcode run`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.commands.ingest import summary
from qualcode.cli.options import CliSettings, dry_run, jobs, strict
from qualcode.cli.output import finish, open_here, parts, present, progress, show_codes


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
    from qualcode.corpus.source import IngestOptions

    study = open_here(settings)
    with progress(settings) as report_progress:
        report = api.run.run(study, IngestOptions(dry_run=options.dry_run), report_progress, jobs=options.jobs)
    findings = (*study.findings, *report.findings)
    product = parts(report, "barriers files", findings=findings)
    present(settings, product, lambda: show_codes(settings, report.barriers) if report.barriers else None)
    closing = _closing(report, study.settings.codebook)
    return finish(settings, findings, *closing, strict=options.strict)


def _closing(report: "api.run.RunReport", codebook: str) -> list[str]:
    """What changed, where it lies, and what comes next."""
    sources = summary(report.ingest, codebook).partition(" Next")[0]
    files = ", ".join(report.files)
    if report.barriers is None:
        return [sources, f"Would write {files}."]
    following = "Each mention is a row of out/segments.csv with its quote. Next: `qualcode verify`."
    return [*report.barriers.notes, "", sources, f"Files: {files}.", following]
