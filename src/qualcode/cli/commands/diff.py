"""`qualcode diff`."""

from dataclasses import dataclass
from typing import Any

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, argument, flag, number, option
from qualcode.cli.output import finish, in_words, one_line, open_here, parts, plural, present, progress, put, show

_LONGEST = 160
"""Characters of a quote in the terminal; `--json` has them whole."""


@dataclass(frozen=True)
class DiffOptions:
    """What is compared with what, and how much is shown."""

    old: str = argument("OLD", "Codebook; with --rev the only one.")
    new: str = argument("NEW", "Codebook that it is compared with.", "")
    revision: str = option("--rev", "REVISION", "OLD as it was at this git revision.")
    top: int = number("--show", "N", "Codings to show of each code, gained and lost.", 5)
    no_quotes: bool = flag("--no-quotes", "None of the participants' words.")


@command(
    "diff",
    """
    qualcode diff old.yaml new.yaml
    qualcode diff --rev HEAD codebooks/barriers.yaml
    """,
)
def diff(settings: CliSettings, options: DiffOptions) -> int:
    """Show what an edit of a codebook changes.

    Codes renamed, codes and rules added, removed, changed; codings gained and lost; how the table of codes moves. A
    code counts as renamed when its rules or its definition stayed. Nothing is kept. Words of test transcripts are never
    shown.
    """
    study = open_here(settings)
    with progress(settings):
        report = api.diff.diff(study, options.old, options.new, options.revision, quotes=not options.no_quotes)
    product = parts(report, "old new renamed changes moved table withheld findings")
    present(settings, product, lambda: _show(settings, report, options.top))
    gained, lost = (sum(each.how == how for each in report.moved) for how in ("gained", "lost"))
    held = f" Words of {plural(report.withheld, 'coding')} in test transcripts are withheld." if report.withheld else ""
    edits = plural(len(report.renamed) + len(report.changes), "change")
    moved = f"{plural(gained, 'coding')} gained, {lost} lost"
    finish(settings, (*study.findings, *report.findings), f"{edits}: {moved}.{held}")
    return ExitCode.DONE


def _show(settings: CliSettings, report: "api.diff.DiffReport", top: int) -> None:
    """Changes, then codings by code, then the table."""
    lines = [f"{report.old} -> {report.new}"]
    for each in report.renamed:
        lines += [f"> code {each.old} is now {each.new}", f"    the same: {', '.join(each.because)}"]
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for change in report.changes:
        of = f" ({change.code})" if change.code else ""
        lines.append(f"{signs[change.how]} {in_words(change.what)} {change.name}{of}")
        lines += [f"    {detail}" for detail in change.details]
    if not report.changes and not report.renamed:
        lines.append("no change in codes and rules")
    put("\n".join(map(in_words, lines)) + "\n")
    for how in ("gained", "lost"):
        _show_moved(settings, report, how, top)
    data: Any = report.table.data
    names = ("rank", "respondents", "mentions")
    rows = [
        [data["code"][at], *(_move(data, name, at) for name in names)]
        for at in range(report.table.rows)
        if any(data[f"{name}_old"][at] != data[f"{name}_new"][at] for name in names)
    ]
    if rows:
        show(settings, report.table.title, ["code", *names], rows, names)


def _show_moved(settings: CliSettings, report: "api.diff.DiffReport", how: str, top: int) -> None:
    shown: dict[str, int] = {}
    rows = []
    moved = [each for each in report.moved if each.how == how]
    for each in moved:
        shown[each.code] = shown.get(each.code, 0) + 1
        if shown[each.code] <= top:
            words = in_words("(withheld)") if each.quote is None else one_line(each.quote, _LONGEST)
            rows.append([each.code, f"{each.transcript}:{each.turn}", words, each.rules, each.otherwise])
    if rows:
        title = f"Codings {how} ({len(rows)} of {len(moved)})"
        other = "before" if how == "gained" else "now"
        show(settings, title, ["code", "place", "quote", "rules", other], rows)


def _move(data: Any, name: str, at: int) -> str:
    old, new = (
        "none" if data[f"{name}_{when}"][at] is None else str(data[f"{name}_{when}"][at]) for when in ("old", "new")
    )
    return old if old == new else f"{old} -> {new}"
