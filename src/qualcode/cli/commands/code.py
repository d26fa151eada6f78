"""`qualcode code`."""

import time
from dataclasses import dataclass

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, codebook_file, dry_run, executor, flag, jobs, scheduler, strict
from qualcode.cli.output import (
    finish,
    open_here,
    plural,
    present,
    progress,
    put_json,
    say,
    say_findings,
    show,
    show_codes,
    shown_language,
)
from qualcode.executors import executor_named


@dataclass(frozen=True)
class CodeOptions:
    """Which codebook is applied, and how."""

    codebook: str = codebook_file()
    strict: bool = strict()
    dry_run: bool = dry_run("Count; keep nothing but the index.")
    jobs: int = jobs()
    executor: str = executor()
    scheduler: str = scheduler()
    watch: bool = flag("--watch", "Code again at every save of the codebook; Ctrl-C ends, with exit code 0.")


@command("code", "qualcode code --codebook codebooks/barriers.yaml\nqualcode code --watch", again=True)
def code(settings: CliSettings, options: CodeOptions) -> int:
    """Apply a codebook's rules.

    Only participants are coded. Rules suggest, people find.
    """
    study = open_here(settings)
    with executor_named(options.executor, options.jobs, options.scheduler) as workers:
        if options.watch:
            say_findings(settings, study.findings)
            lang = shown_language(settings)
            watcher = api.code.Watcher(study, options.codebook, dry_run=options.dry_run, executor=workers, lang=lang)
            return recode_on_change(settings, watcher)
        with progress(settings):
            report = api.code.code(study, options.codebook, dry_run=options.dry_run, executor=workers)
            shown = settings.json or not settings.quiet  # to count a large corpus takes a sixth of coding it
            codes = report.codes_in(shown_language(settings)) if shown else None  # as long as somebody counts
    findings = (*study.findings, *report.findings)
    if codes is not None:
        product = {"codebook": report.codebook.file, "codes": codes, "findings": findings}
        present(settings, product, lambda: show_codes(settings, codes))
    total = plural(report.grouped.total, "coding")
    following = "Nothing was kept." if options.dry_run else "Next: `qualcode export barriers`."
    if api.init.is_example(study.layout.root / report.codebook.file):
        following = f"These codes are the example that `init` wrote. Next: put your own into {report.codebook.file}."
    closing = f"Found {total}, {report.grouped.affirmed} of them affirmed. {following}"
    return finish(settings, findings, closing, strict=options.strict)


PAUSE_S = 0.3
"""Seconds between two looks."""


def recode_on_change(settings: CliSettings, watcher: "api.code.Watcher") -> int:
    """Show what each save makes of the corpus; Ctrl-C is how watching ends, and no failure."""
    try:
        while True:
            report = watcher.look()
            if report:
                _show(settings, report)
            time.sleep(PAUSE_S)
    except KeyboardInterrupt:
        say(settings, "\nStopped watching.")
        return ExitCode.DONE


def _show(settings: CliSettings, report: "api.code.WatchReport") -> None:
    if settings.json:
        put_json(report)
    elif report.codes and report.first and not settings.quiet:
        show_codes(settings, report.codes)
    elif report.changes and not settings.quiet:
        headings = ["code", "before", "now", "gained", "lost"]
        rows = [
            [each.code, f"{each.before:,}", f"{each.now:,}", f"+{each.gained:,}", f"-{each.lost:,}"]
            for each in report.changes
        ]
        show(settings, "Codings that count", headings, rows, headings[1:])
    finish(settings, report.findings, _summary(report))


def _summary(report: "api.code.WatchReport") -> str:
    if report.codes is None:
        return f"{report.file} cannot be used as it is. Waiting for the next save; Ctrl-C ends."
    failing = sum(finding.code == "failing-example" for finding in report.findings)
    examples = f"{plural(report.examples - failing, 'example')} of {report.examples} as they should be"
    changed = "" if report.first else "No coding changed; " if not report.changes else ""
    return f"{changed}{examples} ({report.seconds:.1f} s). Waiting for the next save; Ctrl-C ends."
