"""`qualcode check`."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, WorkChoices, arguments, flag, option, repeated
from qualcode.cli.output import (
    LEVEL_STYLES,
    finding_in_words,
    in_words,
    open_here,
    plural,
    progress,
    put,
    put_json,
    put_line,
    say,
    show,
)
from qualcode.model.finding import FindingLevel

if TYPE_CHECKING:
    from qualcode.checks.check import CheckReport


MOST_SHOWN_FINDINGS = 10
"""So many findings of one check and file are shown before they are counted; all with `--verbose`."""
_EXAMPLES = """\
qualcode check
qualcode check codebooks/barriers.yaml --fail-level warning
qualcode check --select QC1 --format github
qualcode check --explain QC110
"""


@dataclass(frozen=True)
class CheckArguments:
    """What is checked, and how what is found is shown."""

    codebooks: tuple[Path, ...] = arguments("FILE", "Codebooks or folders of them; the study's own unless named.")
    codebook: tuple[str, ...] = repeated("--codebook -b", "FILE", "The same, as other commands name a codebook.")
    select: tuple[str, ...] = repeated("--select", "CHECKS", "Run only these: QC104,QC2.")
    ignore: tuple[str, ...] = repeated("--ignore", "CHECKS", "Leave these out: QC107,QC2.")
    explain: str = option("--explain", "CHECK", "Say what a check looks for, and stop.")
    list: bool = flag("--list", "List all checks, and stop.")
    format: str = option("--format", "FORMAT", "text, json, github, sarif or junit.", "text")
    quotes: bool = flag("--quotes", "Show participants' words where they help (text and json only).")
    fail_level: str = option("--fail-level", "LEVEL", "Exit 1 from this level on: error, warning or note.")
    exit_zero: bool = flag("--exit-zero", "Exit 0 whatever is found.")
    locked: bool = flag("--locked", "Fail when something that is here differs from qualcode.lock.")


@command("check", _EXAMPLES, again=True)
def check(settings: CliSettings, asked: CheckArguments, work: WorkChoices) -> int:
    """Run a codebook's examples; find slips.

    Checks codebooks, the corpus and its codings. Works without any transcripts, too.
    """
    from qualcode.model.finding import unknown_name

    if asked.list or asked.explain:
        return _tell(settings, asked.explain)
    form = "json" if settings.json else asked.format
    api.check.check_format(form, quotes=asked.quotes)
    if asked.fail_level not in ("", *get_args(FindingLevel)):
        raise unknown_name("level", asked.fail_level, get_args(FindingLevel))
    level = cast(FindingLevel, asked.fail_level) or None
    options = api.check.CheckOptions(_split(asked.select), _split(asked.ignore), level, asked.locked)
    study = open_here(settings)
    with progress(settings), work.workers() as workers:
        named = (*asked.codebooks, *map(Path, asked.codebook))
        report = api.check.check(study, named, options, workers)
    # Notes are shown when they fail, when their checks were named, or when asked for with `--verbose`.
    every = settings.verbose or bool(options.select) or report.fail_level == "note"
    if form == "text":
        _show(settings, report, every=every, quotes=asked.quotes)
    else:
        shown = api.check.Shown(quotes=asked.quotes, prefix=_prefix(study.layout.root))
        put(api.check.render_report(report, form, shown))
    hidden = 0 if form != "text" or every else report.counts["note"]
    say(settings, _summary(report, hidden))
    for each in report.found if asked.locked and hidden else ():
        if each.check.code == "QC209" and each.finding.level == "note":
            say(settings, f"{each.finding.message}: {each.finding.hint}.")
    return ExitCode.FAILED if report.failed and not asked.exit_zero else ExitCode.DONE


def _split(values: Iterable[str]) -> tuple[str, ...]:
    """`--select QC1,QC204 --select QC3` as one list."""
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip())


def _prefix(root: Path) -> str:
    """The study's folder inside the repository that GitHub checks out: annotations need paths from there."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    if not workspace or not root.is_relative_to(Path(workspace).resolve()):
        return ""
    inside = root.relative_to(Path(workspace).resolve()).as_posix()
    return "" if inside == "." else inside


def _show(settings: CliSettings, report: "CheckReport", *, every: bool, quotes: bool) -> None:
    """The report as text; without notes, and with only some findings of a check, unless `every` one is wanted."""
    least: FindingLevel = "error" if settings.quiet else "note" if every else "warning"
    shown = api.check.Shown(quotes=quotes, least=least, most=0 if every else MOST_SHOWN_FINDINGS)
    found = tuple(replace(each, finding=finding_in_words(each.finding)) for each in report.found)
    for level, text in api.check.text_lines(replace(report, found=found), shown):
        put_line(settings, text if level else in_words(text), LEVEL_STYLES.get(level, "dim"))


def _summary(report: "CheckReport", hidden: int) -> str:
    """What was checked, what was found, and what comes next."""
    what = [plural(len(report.codebooks), "codebook")]
    what += [f"{plural(report.transcripts, 'transcript')} of corpus `{report.corpus}`"] if report.corpus else []
    *others, notes = [plural(count, level) for level, count in report.counts.items()]
    counts = ", ".join([*others, f"{notes} (`-v` shows them)" if hidden else notes])
    failed = f"; {plural(len(report.failed), 'finding')} of level {report.fail_level} or worse" if report.failed else ""
    following = ""
    if report.found:
        worst = next(level for level, count in report.counts.items() if count)
        first = next(each.check.code for each in report.found if each.finding.level == worst)
        following = f" `qualcode check --explain {first}` says more."
    return f"Checked {' and '.join(what)}: {counts}{failed}.{following}"


def _tell(settings: CliSettings, asked: str) -> int:
    """List all checks, or explain one."""
    about: Any = api.check.explain_check(asked) if asked else api.check.listing()
    if settings.json:
        put_json(about)
    elif asked:
        put(_explained(about))
    else:
        columns = ("check", "name", "level", "reason")
        rows = [[each[name] for name in columns] for each in about]
        show(settings, "Checks", columns, rows, words=("level", "reason"))
    return ExitCode.DONE


def _explained(told: dict[str, Any]) -> str:
    def indented(text: str) -> str:
        return "".join(f"    {line}\n" for line in text.splitlines())

    head = f"{told['check']} {told['name']} ({told['level']}, {told['subject']})\n\n{in_words(told['reason'])}.\n"
    wrong, right = in_words("Wrong:"), in_words("Right:")
    return f"{head}\n{wrong}\n\n{indented(told['bad'])}\n{right}\n\n{indented(told['good'])}"
