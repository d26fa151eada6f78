"""`qualcode run`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.commands.ingest import summary
from qualcode.cli.options import CliSettings, dry_run, executor, jobs, scheduler, strict
from qualcode.cli.output import (
    finish,
    in_words,
    open_here,
    parts,
    plural,
    present,
    progress,
    show,
    show_codes,
    shown_language,
)
from qualcode.executors import executor_named


@dataclass(frozen=True)
class RunOptions:
    """How a study is run."""

    strict: bool = strict()
    jobs: int = jobs()
    executor: str = executor()
    scheduler: str = scheduler()
    dry_run: bool = dry_run()


@command("run", "qualcode run", again=True)
def run(settings: CliSettings, options: RunOptions) -> int:
    """Read, code and export a whole study.

    Reads the sources of the study, codes them with its codebook and writes every table to out/.
    """
    from qualcode.corpus.source import IngestOptions

    study = open_here(settings)
    asked = IngestOptions(dry_run=options.dry_run)
    with progress(settings), executor_named(options.executor, options.jobs, options.scheduler) as workers:
        report = api.run.run(study, asked, executor=workers, lang=shown_language(settings))
    findings = (*study.findings, *report.findings)
    product = parts(report, "barriers beside files", findings=findings)
    present(settings, product, lambda: _show(settings, report))
    example = api.init.is_example(study.layout.root / study.settings.codebook)
    closing = _closing(report, study.settings.codebook, example=example)
    return finish(settings, findings, *closing, strict=options.strict)


def _show(settings: CliSettings, report: "api.run.RunReport") -> None:
    """The barriers: beside those of a reader where one read everything, else as the rules have them."""
    if report.barriers is None:  # after a dry run
        return
    if report.beside is None:
        show_codes(settings, report.barriers)
        return
    reader = report.beside
    rows = [[row.label, *map(str, (row.reader, row.rules, row.both))] for row in reader.rows]
    columns = (f"of {reader.respondents} respondents, who names it", reader.coder, "rules", "both")
    show(settings, in_words(report.barriers.title).partition(",")[0], columns, rows, columns[1:])


def _how_far(reader: "api.run.BesideReader") -> list[str]:
    """Who read, and how far the rules agree."""
    who = f"{reader.coder} (a language model)" if reader.kind == "model" else reader.coder
    return [
        f"{who} read every turn; the rules only find words, and cannot find what is told as a story.",
        f"Of {plural(reader.marked, 'pair')} of turn and barrier that rules mark, {reader.both} stand with "
        f"{reader.coder} too, who marks {reader.given}; transcripts set aside for testing are left out.",
        "Frequency is not importance.",
    ]


def _closing(report: "api.run.RunReport", codebook: str, *, example: bool) -> list[str]:
    """What changed, where it lies, and what comes next."""
    sources = summary(report.ingest, codebook).partition(" Next")[0]
    files = ", ".join(report.files)
    if report.barriers is None:
        return [sources, f"Would write {files}."]
    following = "Next: `qualcode review` to read, and to judge what the rules suggest; `qualcode verify`."
    if example:
        following = f"These codes are the example that `init` wrote. Next: put your own into {codebook}."
    notes = report.barriers.notes if report.beside is None else _how_far(report.beside)
    return [*notes, "", sources, f"Files: {files}.", following]
