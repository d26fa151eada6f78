"""`qualcode evaluate`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.output import (
    WIDE_TERMINAL,
    exit_code,
    is_narrow,
    open_here,
    plural,
    put_json,
    say,
    say_findings,
    show,
)
from qualcode.cli.settings import CliSettings

if TYPE_CHECKING:
    from qualcode.agreement.disagreements import Disagreement
    from qualcode.api.evaluate import EvaluateReport
    from qualcode.model.table import Table


_LONGEST = 160
"""Characters of a quote in the terminal; `--misses` and `--json` have them whole."""
_LESSER = ("both", "agreement", "alpha")
"""What a narrow terminal leaves to the file of the scores."""
_SCORE = ".3f"
"""Scores have the digits of their table: with fewer they would be rounded twice, and .7547 be .76."""


@command(
    "evaluate",
    """
    qualcode evaluate --against ani
    qualcode evaluate --against ani --by language --misses out/misses.csv
    qualcode evaluate --against ani --split test --report quality.md
    """,
)
def evaluate(
    settings: CliSettings,
    against: Annotated[str, typer.Option("--against", metavar="CODER", help="The reference: a coder of the study.")],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="The coder under test.")] = "rules",
    split: Annotated[
        str, typer.Option("--split", metavar="SPLIT", help="Transcripts of this split: test, development.")
    ] = "",
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="turn or segment; as the sample, else turn.")
    ] = "",
    sample: Annotated[str, typer.Option("--sample", metavar="NAME", help="Compare on this sample.")] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="ATTRIBUTE", help="A block for each language, or value of an attribute.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the intervals.")] = 1,
    codebook: Annotated[str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook that codes.")] = "",
    top: Annotated[int, typer.Option("--show", metavar="N", help="Misses and false alarms to show of each.")] = 5,
    misses: Annotated[
        str, typer.Option("--misses", metavar="FILE", help="Write all misses and false alarms: csv, xlsx ...")
    ] = "",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the scores: csv, xlsx ...")] = "",
    report: Annotated[str, typer.Option("--report", metavar="FILE.md", help="Write the page about the codebook.")] = "",
    least: Annotated[
        float, typer.Option("--min", metavar="F1", help="Exit 1 when macro-F1 is below this.", show_default=False)
    ] = 0.0,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="None of the participants' words.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Write nothing.")] = False,
) -> int:
    """Compare the rules, or any coder, with another coder.

    Precision, recall, F1, agreement, kappa and alpha by code and in all, with intervals by bootstrap over transcripts,
    and what was missed or found in error, most instructive first. Of two people, what each alone gives. Words of test
    transcripts go only into the file of --misses.
    """
    from qualcode.agreement.coders import Wish
    from qualcode.api.evaluate import EvaluateOptions, evaluate_coder, quality, quotes_of

    options = EvaluateOptions(
        against, coder, Wish(unit, split, sample), by, seed, codebook, misses, output, dry_run, no_quotes
    )
    study = open_here(settings)
    page = quality(study, options, report) if report else None
    done = page.evaluated if page else evaluate_coder(study, options)
    quotes = () if no_quotes else quotes_of(done)
    if settings.json:
        put_json({
            "evaluation": done.table, "whole": done.whole, "test_uses": done.test_uses, "disagreements": quotes,
            "files": [*done.files, *([page.file] if page else [])], "findings": done.findings,
        })  # fmt: skip
    elif not settings.quiet:
        _show(settings, done.table, people=done.people)
        for kind in done.kinds:
            _show_quotes(settings, kind, [each for each in quotes if each.kind == kind], top)
    say_findings(settings, (*study.findings, *done.findings))
    if done.uses_test:
        say(
            settings,
            f"Use {done.test_uses} of the transcripts set aside for testing; it is kept in the study.",
            "yellow",
        )
    verb = "Would write" if dry_run else "Wrote"
    for file in (*done.files, *([page.file] if page else [])):
        say(settings, f"{verb} {file}.")
    say(settings, _people(done, misses) if done.people else _summary(done, misses))
    f1 = done.whole.macro.f1.value
    below = least > 0 and (f1 is None or f1 < least)
    return exit_code(done.findings) or (ExitCode.FAILED if below else ExitCode.DONE)


def _summary(done: "EvaluateReport", misses: str) -> str:
    """How far the rules agree with the reference, and what comes next."""
    alarms = f"{done.whole.alarms} of {plural(done.whole.silent, 'unit')} without a code got one"
    following = "" if misses else " Next: look at --misses out/misses.csv, mend the codebook, and see `qualcode diff`."
    return f"Macro-F1 {_text(done.whole.macro.f1.value) or 'not defined'}; {alarms}.{following}"


def _people(done: "EvaluateReport", misses: str) -> str:
    """How far two people agree over all codes, and what comes next."""
    micro, macro = done.whole.micro, done.whole.macro
    same = "" if micro.agreement is None else f"They agree on {micro.agreement:.1%} of all pairs of unit and code; "
    chance = f"kappa {_text(micro.kappa) or 'not defined'}, alpha {_text(micro.alpha) or 'not defined'}"
    following = (
        "" if misses else " Next: talk over where you differ (--misses out/misses.csv), sharpen the definitions."
    )
    return f"{same}{chance}; macro-F1 {_text(macro.f1.value) or 'not defined'}.{following}"


def _show(settings: CliSettings, table: "Table", *, people: bool) -> None:
    """The scores, a row a code; intervals beside them. Between people there are no false alarms."""
    data: Any = table.data
    narrow = is_narrow(settings)
    grouped = "group" in data
    headings = [*(["group"] if grouped else []), "code", "reference", "found", "both", "precision", "recall", "F1"]
    rows = [
        [
            *([data["group"][at] or ""] if grouped else []), data["code"][at],
            *(str(data[name][at]) for name in ("reference", "found", "both")),
            *(_score(data, name, at, bare=narrow) for name in ("precision", "recall", "f1")),
            *(_text(data[name][at]) for name in ("agreement", "kappa", "alpha")),
            _score(data, "false_alarms", at, bare=narrow),
        ]
        for at in range(table.rows)
    ]  # fmt: skip
    headings = [*headings, "agreement", "kappa", "alpha", "false alarms"]
    hidden = {*(_LESSER if narrow else ()), *(["false alarms"] if people else [])}
    kept = [at for at, heading in enumerate(headings) if heading not in hidden]
    shown = [[row[at] for at in kept] for row in rows]
    show(
        settings,
        table.title,
        [headings[at] for at in kept],
        shown,
        ("reference", "found", "both", "agreement", "kappa", "alpha"),
    )
    for note in table.notes:
        say(settings, note, "dim")
    if narrow:
        say(
            settings,
            f"From {WIDE_TERMINAL} columns the terminal shows intervals, agreement and alpha, too; "
            "--output FILE has them.",
            "dim",
        )


def _score(data: Any, name: str, at: int, *, bare: bool = False) -> str:
    """A score with its interval; `bare`: without."""
    value, low, high = (data[f"{name}{end}"][at] for end in ("", "_low", "_high"))
    return _text(value) if low is None or bare else f"{value:{_SCORE}} ({low:{_SCORE}}-{high:{_SCORE}})"


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:{_SCORE}}"


def _show_quotes(settings: CliSettings, kind: str, quotes: "Sequence[Disagreement]", top: int) -> None:
    """The first misses or false alarms, with what they teach."""
    if not quotes or top <= 0:
        return
    title = {"miss": "Misses", "false alarm": "False alarms"}.get(kind, kind.capitalize())
    why = {"miss": "words that recur", "false alarm": "rules"}.get(kind, "what recurs")
    rows = [
        [each.code, f"{each.transcript}:{each.turn}", _cut(each.quote), each.recurring, each.assertion or each.others]
        for each in quotes[:top]
    ]
    there = {"miss": "found there", "false alarm": "reference has"}.get(kind, "the other has")
    show(settings, f"{title} ({min(top, len(quotes))} of {len(quotes)})", ["code", "place", "quote", why, there], rows)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
