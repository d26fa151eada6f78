"""`qualcode check`."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.output import console, open_here, plural, progress, put, put_json, say, show
from qualcode.cli.settings import CliSettings
from qualcode.model.finding import FindingLevel

if TYPE_CHECKING:
    from qualcode.api.check import CheckOptions
    from qualcode.checks.report import CheckReport, Shown


MOST_SHOWN_FINDINGS = 10
"""So many findings of one check and file are shown before they are counted; all with `--verbose`."""
_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim", "": "dim"}
_EXAMPLES = """\
qualcode check
qualcode check codebooks/barriers.yaml --fail-level warning
qualcode check --select QC1 --format github
qualcode check --explain QC110
"""


@command("check", _EXAMPLES)
def check(
    settings: CliSettings,
    codebooks: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE", help="Codebooks or folders of them; the study's own unless named.", show_default=False
        ),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CHECKS", help="Run only these: QC104,QC2.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CHECKS", help="Leave these out: QC107,QC2.")
    ] = None,
    explain: Annotated[
        str, typer.Option("--explain", metavar="CHECK", help="Say what a check looks for, and stop.")
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help="List all checks, and stop.")] = False,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, json, github, sarif or junit.")
    ] = "text",
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Show participants' words where they help (text and json only).")
    ] = False,
    fail_level: Annotated[
        str, typer.Option("--fail-level", metavar="LEVEL", help="Exit 1 from this level on: error, warning or note.")
    ] = "",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    locked: Annotated[
        bool, typer.Option("--locked", help="Fail when something that is here differs from qualcode.lock.")
    ] = False,
) -> int:
    """Check codebooks, the corpus and its codings.

    Runs a codebook's examples as tests and finds slips of its author. Works without any transcripts, too.
    """
    from qualcode.api.check import CheckOptions, check, check_format
    from qualcode.model.finding import unknown_name

    if listed or explain:
        return _tell(settings, explain)
    form = "json" if settings.json else form
    check_format(form, quotes=quotes)
    if fail_level not in ("", *get_args(FindingLevel)):
        raise unknown_name("level", fail_level, get_args(FindingLevel))
    options = CheckOptions(_split(select), _split(ignore), cast(FindingLevel, fail_level) or None, locked)
    study = open_here(settings)
    with progress(settings) as report_progress:
        report = check(study, codebooks or [], options, report_progress)
    _show(settings, report, form, options, quotes, _prefix(study.layout.root))
    hidden = 0 if form != "text" or _wants_notes(settings, report, options) else report.counts["note"]
    say(settings, _summary(report, hidden))
    for each in report.found if locked and hidden else ():
        if each.check.code == "QC209" and each.finding.level == "note":
            say(settings, f"{each.finding.message}: {each.finding.hint}.")
    return ExitCode.FAILED if report.failed and not exit_zero else ExitCode.DONE


def _split(values: Iterable[str] | None) -> tuple[str, ...]:
    """`--select QC1,QC204 --select QC3` as one list."""
    return tuple(one.strip() for value in values or () for one in value.split(",") if one.strip())


def _prefix(root: Path) -> str:
    """The study's folder inside the repository that GitHub checks out: annotations need paths from there."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    if not workspace or not root.is_relative_to(Path(workspace).resolve()):
        return ""
    inside = root.relative_to(Path(workspace).resolve()).as_posix()
    return "" if inside == "." else inside


def _show(
    settings: CliSettings, report: "CheckReport", form: str, options: "CheckOptions", quotes: bool, prefix: str
) -> None:
    from qualcode.api.check import lines, render_report
    from qualcode.checks.report import Shown

    if form != "text":
        put(render_report(report, form, Shown(quotes=quotes, prefix=prefix)))
        return
    out = console(settings)
    for level, text in lines(report, _text(settings, report, options, quotes)):
        out.print(text, style=_STYLES[level], soft_wrap=True)


def _wants_notes(settings: CliSettings, report: "CheckReport", options: "CheckOptions") -> bool:
    """Notes are shown when they fail, when their checks were named, or when asked for with `--verbose`."""
    return settings.verbose or bool(options.select) or report.fail_level == "note"


def _text(settings: CliSettings, report: "CheckReport", options: "CheckOptions", quotes: bool) -> "Shown":
    from qualcode.checks.report import Shown

    wanted = _wants_notes(settings, report, options)
    least: FindingLevel = "error" if settings.quiet else "note" if wanted else "warning"
    return Shown(quotes=quotes, least=least, most=0 if wanted else MOST_SHOWN_FINDINGS)


def _summary(report: "CheckReport", hidden: int) -> str:
    """What was checked, what was found, and what comes next."""
    what = [plural(len(report.codebooks), "codebook")]
    what += [f"{plural(report.transcripts, 'transcript')} of corpus `{report.corpus}`"] if report.corpus else []
    counts = ", ".join(plural(count, level) for level, count in report.counts.items())
    counts += " (`-v` shows them)" if hidden else ""
    failed = f"; {plural(len(report.failed), 'finding')} of level {report.fail_level} or worse" if report.failed else ""
    following = f" `qualcode check --explain {_next(report)}` says more." if report.found else ""
    return f"Checked {' and '.join(what)}: {counts}{failed}.{following}"


def _next(report: "CheckReport") -> str:
    """The check of the worst finding."""
    worst = next(level for level, count in report.counts.items() if count)
    return next(each.check.code for each in report.found if each.finding.level == worst)


def _tell(settings: CliSettings, asked: str) -> int:
    """List all checks, or explain one."""
    from qualcode.api.check import explain_check, listing

    told: Any = explain_check(asked) if asked else listing()
    if settings.json:
        put_json(told)
    elif asked:
        put(_explained(told))
    else:
        columns = ("check", "name", "level", "reason")
        show(settings, "Checks", columns, [[each[name] for name in columns] for each in told])
    return ExitCode.DONE


def _explained(told: dict[str, Any]) -> str:
    def indented(text: str) -> str:
        return "".join(f"    {line}\n" for line in text.splitlines())

    head = f"{told['check']} {told['name']} ({told['level']}, {told['subject']})\n\n{told['reason']}.\n"
    return f"{head}\nWrong:\n\n{indented(told['bad'])}\nRight:\n\n{indented(told['good'])}"
