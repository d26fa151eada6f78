"""`qualcode evaluate`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.commands.agreement import show_agreement, show_several
from qualcode.cli.completion import choices, complete_attributes, complete_coders
from qualcode.cli.options import (
    NEEDED,
    CliSettings,
    codebook_file,
    coder_option,
    dry_run,
    flag,
    number,
    option,
    repeated,
    reviewed_by_option,
)
from qualcode.cli.output import (
    WIDE_TERMINAL,
    about_file,
    exit_code,
    in_words,
    is_narrow,
    one_line,
    open_here,
    plural,
    present,
    progress,
    say,
    say_findings,
    show_columns,
)
from qualcode.model.finding import study_error

if TYPE_CHECKING:
    from qualcode.agreement.disagreements import Disagreement
    from qualcode.model.table import Table


_LONGEST = 160
"""Characters of a quote in the terminal; `--misses` and `--json` have them whole."""
_LESSER = ("both", "agreement", "alpha")
"""What a narrow terminal leaves to the file of the scores."""
_SCORE = ".3f"
"""Scores have the digits of their table: with fewer they would be rounded twice, and .7547 be .76."""


@dataclass(frozen=True)
class EvaluateArguments:
    """Who is compared with whom, on what, and what is written."""

    against: str = option(
        "--against", "CODER", "The reference: a coder of the study.", NEEDED, complete=complete_coders
    )
    coder: str = coder_option("The coder under test; several divided by commas.")
    reviewed_by: str = reviewed_by_option()
    spans: bool = flag("--spans", "Compare marked passages, not units.")
    split: str = option("--split", "SPLIT", "test, development, or all; all but test unless named.")
    unit: str = option(
        "--unit", "UNIT", "turn or segment; as the sample, else turn.", complete=choices("turn", "segment")
    )
    sample: str = option("--sample", "NAME", "Compare on this sample.")
    by: str = option(
        "--by", "ATTRIBUTE", "A block for each language, or value of an attribute.", complete=complete_attributes
    )
    seed: int = number("--seed", "N", "Seed of the intervals.", 1)
    codebook: str = codebook_file("Codebook that codes.")
    top: int = number("--show", "N", "Misses and false alarms to show of each.", 5)
    misses: str = option("--misses", "FILE", "Write all misses and false alarms: csv, xlsx ...")
    output: str = option("--output -o", "FILE", "Write the scores: csv, xlsx ...")
    report: str = option("--report", "FILE.md", "Write the page about the codebook.")
    least: tuple[str, ...] = repeated("--min", "NAME=VALUE", "Exit 1 when below: alpha=.67, f1=.8 ...")
    no_quotes: bool = flag("--no-quotes", "None of the participants' words.")
    dry_run: bool = dry_run("Write nothing.")


@command(
    "evaluate",
    """
    qualcode evaluate --against ani
    qualcode evaluate --against ani --by language --misses out/misses.csv
    qualcode evaluate --against ani --split test --report quality.md
    qualcode evaluate --against ani --coder budi,citra --min alpha=.67
    qualcode evaluate --against ani --coder budi --spans
    """,
)
def evaluate(settings: CliSettings, asked: EvaluateArguments) -> int:
    """Compare coders, or the rules with a person.

    Precision, recall, F1, agreement, kappa and alpha by code and in all, with intervals by bootstrap over people,
    and what was missed or found in error, most instructive first. Of two people, what each alone gives. Words of test
    transcripts go only into the file of --misses. With several coders, or --spans: every coefficient, pair by pair and
    all together.
    """
    from qualcode.agreement.coders import Wish

    options = api.evaluate.EvaluateOptions(
        asked.against, asked.coder, Wish(asked.unit, asked.split, asked.sample), asked.by, asked.seed,
        asked.codebook, asked.misses, asked.output, asked.dry_run, asked.no_quotes,
        asked.reviewed_by,
    )  # fmt: skip
    several = asked.spans or "," in asked.coder
    known = api.agreement.names_of_study(several=several, spans=asked.spans)
    wanted = api.agreement.least_wanted(asked.least, "alpha" if several else "f1", known)
    study = open_here(settings)
    if several:
        return _several(settings, asked, options, wanted, study)
    return _two(settings, asked, options, wanted, study)


def _two(
    settings: CliSettings, asked: EvaluateArguments, options: "api.evaluate.EvaluateOptions",
    wanted: "Sequence[api.agreement.Least]", study: "api.folder.OpenStudy",
) -> int:  # fmt: skip
    """A coder, or the rules, beside a reference: scores, and what differs."""
    with progress(settings):
        if asked.report:
            done, page = api.evaluate.quality(study, options, asked.report)
        else:
            done, page = api.evaluate.evaluate_coder(study, options), ""
    quotes = () if asked.no_quotes else api.evaluate.quotes_of(done)
    files = [*done.files, *filter(None, [page])]
    product = {
        "evaluation": done.table, "whole": done.whole, "test_uses": done.test_uses, "disagreements": quotes,
        "files": files, "findings": done.findings,
    }  # fmt: skip
    present(settings, product, lambda: _show(settings, done, quotes, asked.top))
    say_findings(settings, (*study.findings, *done.findings))
    if done.uses_test:
        use = f"Use {done.test_uses} of the transcripts set aside for testing; it is kept in the study."
        say(settings, use, "yellow")
    for file in files:
        say(settings, about_file(file, dry_run=asked.dry_run))
    say(settings, _people(done, asked.misses) if done.people else _summary(done, asked.misses))
    short = api.several.pair_shortfalls(done, wanted)
    for line in short:
        say(settings, line, "yellow")
    return exit_code(done.findings) or (ExitCode.FAILED if short else ExitCode.DONE)


def _several(
    settings: CliSettings, asked: EvaluateArguments, options: "api.evaluate.EvaluateOptions",
    wanted: "Sequence[api.agreement.Least]", study: "api.folder.OpenStudy",
) -> int:  # fmt: skip
    """Several coders, or marked passages: pairs, codes, and one overall figure."""
    if asked.report:
        raise study_error("bad-option", "--report is the page about the rules and one coder", "leave --report out")
    with progress(settings):
        done = api.several.evaluate_several(study, options, spans=asked.spans)
    product = {"agreement": done.table, "coders": done.coders, "test_uses": done.test_uses, "files": done.files,
               "findings": done.findings}  # fmt: skip
    present(settings, product, lambda: _show_several(settings, done, spans=asked.spans))
    say_findings(settings, (*study.findings, *done.findings))
    for note in done.table.notes:
        say(settings, note, "dim")
    for file in done.files:
        say(settings, about_file(file, dry_run=asked.dry_run))
    short = [line for least in wanted for line in api.several.shortfalls_of_all(done, least)]
    for line in short:
        say(settings, line, "yellow")
    say(settings, api.several.headline(done))
    return exit_code(done.findings) or (ExitCode.FAILED if short else ExitCode.DONE)


def _show_several(settings: CliSettings, done: "api.several.SeveralReport", *, spans: bool) -> None:
    if spans:
        show_agreement(settings, done.table)
    else:
        show_several(settings, done.table, done.coders)
        say(settings, "--json and --output FILE have every coefficient, with errors and intervals.", "dim")


def _summary(done: "api.evaluate.EvaluateReport", misses: str) -> str:
    """How far the rules agree with the reference, and what comes next."""
    alarms = f"{done.whole.alarms} of {plural(done.whole.silent, 'unit')} without a code got one"
    following = "" if misses else " Next: look at --misses out/misses.csv, mend the codebook, and see `qualcode diff`."
    by_code = _by_code("F1", [(line.code, line.f1.value) for line in done.whole.codes])
    macro = _known(done.whole.macro.f1.value)
    macro = f"macro-F1 about {macro}" if done.compared.pair.made.weighted else f"macro-F1 is {macro}"
    return f"{by_code}{macro}; {alarms}.{following}"


def _people(done: "api.evaluate.EvaluateReport", misses: str) -> str:
    """How far two people agree by code, on average, and on codes that exclude each other; and what comes next.

    Never over all pairs of unit and code: what both leave out would count once for each code.
    """
    macro = done.whole.macro
    by_code = _by_code("Kappa", [(line.code, line.kappa) for line in done.whole.codes])
    means = f"mean of the codes (macro) {_known(macro.kappa)}, of their alpha {_known(macro.alpha)}"
    sets = "".join(f"; {line.code}: kappa {_known(line.kappa)}" for line in done.whole.nominal)
    next_step = " Next: talk over where you differ (--misses out/misses.csv), sharpen the definitions."
    f1 = f"macro-F1 is {_known(macro.f1.value)}"
    return f"{by_code}{means}; {f1}{sets}.{'' if misses else next_step}"


def _by_code(what: str, scores: "Sequence[tuple[str, float | None]]") -> str:
    """The lowest and the highest score of a code."""
    known = sorted((score, code) for code, score in scores if score is not None)
    if len(known) < 2:
        return f"{what} by code {_text(known[0][0])} ({known[0][1]}); " if known else f"{what} by code not defined; "
    (low, worst), (high, best) = known[0], known[-1]
    return f"{what} by code from {_text(low)} ({worst}) to {_text(high)} ({best}); "


def _show(
    settings: CliSettings, done: "api.evaluate.EvaluateReport", quotes: "Sequence[Disagreement]", top: int
) -> None:
    _show_scores(settings, done.table, people=done.people)
    for kind in done.kinds:
        _show_quotes(settings, kind, [each for each in quotes if each.kind == kind], top)


def _show_scores(settings: CliSettings, table: "Table", *, people: bool) -> None:
    """The scores, a row a code; intervals beside them. Between people there are no false alarms."""
    data: Any = table.data
    narrow = is_narrow(settings)
    counts, plain = ("reference", "found", "both"), ("agreement", "kappa", "alpha")
    columns = {
        **({"group": [group or "" for group in data["group"]]} if "group" in data else {}),
        "code": data["code"],
        **{name: [*map(str, data[name])] for name in counts},
        **{name: _scores(data, name.lower(), bare=narrow) for name in ("precision", "recall", "F1")},
        **{name: [*map(_text, data[name])] for name in plain},
        "false alarms": _scores(data, "false_alarms", bare=narrow),
    }
    hidden = {*(_LESSER if narrow else ()), *(["false alarms"] if people else [])}
    scores = ("precision", "recall", "F1", "false alarms")
    show_columns(settings, table.title, columns, (*counts, *plain), hidden, scores)
    for note in table.notes:
        say(settings, note, "dim")
    if narrow:
        more = f"From {WIDE_TERMINAL} columns the terminal shows intervals, agreement and alpha, too"
        say(settings, f"{more}; --output FILE has them.", "dim")


def _scores(data: Any, name: str, *, bare: bool) -> list[str]:
    """Scores with their intervals; `bare`: without."""
    return [
        _text(value) if low is None or bare else f"{value:{_SCORE}} ({low:{_SCORE}}-{high:{_SCORE}})"
        for value, low, high in zip(*(data[f"{name}{end}"] for end in ("", "_low", "_high")), strict=True)
    ]


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:{_SCORE}}"


def _known(value: float | None) -> str:
    return _text(value) or "not defined"


def _show_quotes(settings: CliSettings, kind: str, quotes: "Sequence[Disagreement]", top: int) -> None:
    """The first misses or false alarms, with what they teach."""
    if not quotes or top <= 0:
        return
    titles = {
        "miss": ("Misses", "words that recur", "found there"),
        "false alarm": ("False alarms", "rules, right of all", "reference has"),
    }
    title, why, there = titles.get(kind, (kind, "what recurs", "the other has"))
    some = quotes[:top]
    columns = {
        "code": [each.code for each in some],
        "place": [f"{each.transcript}:{each.turn}" for each in some],
        "quote": [one_line(each.quote, _LONGEST) for each in some],
        why: [each.recurring for each in some],
        there: [each.assertion or each.others for each in some],
    }
    hidden = (why, there) if is_narrow(settings) else ()  # the quote is what is read
    said = in_words(title)
    heading = said[:1].upper() + said[1:]
    show_columns(settings, f"{heading} ({len(some)} of {len(quotes)})", columns, (), hidden)
