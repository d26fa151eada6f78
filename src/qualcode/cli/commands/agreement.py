"""`qualcode agreement`, and how figures of agreement are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, dry_run, flag, number, option, repeated
from qualcode.cli.output import about_file, present, progress, say, say_findings, show_columns
from qualcode.languages.catalogue import N_

if TYPE_CHECKING:
    from qualcode.model.table import Table

_SCALES = ("nominal", "ordinal", "interval", "ratio", "sets")
_MISSING = "NA,N/A,n.a.,#N/A,<NA>,NaN,NULL,.,..,*,?,missing"


@dataclass(frozen=True)
class AgreementArguments:
    """Which table is measured, by which coefficients."""

    table: str = argument("TABLE", "csv or Excel: a column a coder, a row a unit.")
    scale: str = option("--scale", "SCALE", "nominal, ordinal, interval, ratio, or sets.", "nominal",
                        complete=choices(*_SCALES))  # fmt: skip
    spans: bool = flag("--spans", "A row a passage: coder,text,start,end,code,length.")
    coefficient: tuple[str, ...] = repeated("--coefficient", "NAME", "This one only: alpha,kappa ...")
    weights: tuple[str, ...] = repeated(
        "--weights",
        "NAME",
        "none, linear, quadratic, ordinal, radical, ratio; none and the scale's unless named.",
    )
    categories: str = option("--categories", "A,B,C", "All values, from the lowest to the highest.")
    pairs: bool = flag("--pairs", "Every pair of coders, too.")
    coders: str = option("--coders", "A,B", "Columns of the coders.")
    unit: str = option("--names", "COLUMN", "Column that names the units.")
    group: str = option("--group", "COLUMN", "Column of what was drawn: respondent, text.")
    missing: str = option("--missing", "A,B", "Cells that are missing, besides empty ones.", _MISSING)
    no_header: bool = flag("--no-header", "The first row holds ratings.")
    transposed: bool = flag("--transposed", "A row a coder, a column a unit.")
    length: int = number("--length", "N", "Length of each text (--spans).", 0, least=0, shown=False)
    only_listed: bool = flag("--only-listed", "Without a row in a text, it was not read (--spans).")
    least: tuple[str, ...] = repeated("--min", "NAME=VALUE", "Exit 1 when a coefficient is below.")
    digits: int = number("--digits", "N", "Digits to show.", 4, least=1, most=15)
    resamples: int = number("--resamples", "N", "Draws of the bootstrap; 0 leaves it out.", 2000, least=0)
    seed: int = number("--seed", "N", "Seed of the bootstrap.", 1, least=0)
    output: str = option("--output -o", "FILE", "Write the figures: csv, xlsx ...")
    dry_run: bool = dry_run("Write nothing.")


@command(
    "agreement",
    """
    qualcode agreement ratings.csv
    qualcode agreement ratings.csv --coefficient alpha,kappa --min alpha=.67
    qualcode agreement ratings.csv --scale ordinal --weights linear
    qualcode agreement words.csv --scale ordinal --categories low,middle,high
    qualcode agreement codes.csv --scale sets --min masi=.67
    qualcode agreement spans.csv --spans --json
    """,
)
def agreement(settings: CliSettings, asked: AgreementArguments) -> int:
    """Agreement of coders in any table.

    The table is yours, no study is needed: a column a coder, a row a unit, an empty cell where a coder gave nothing.
    Percent, Cohen, Scott, Fleiss, Conger, Brennan-Prediger, Gwet (AC1, with weights AC2) and Krippendorff's alpha; of
    passages alpha u, |u and cu, and NVivo's agreement and kappa of characters. Each with its standard error and
    interval, or with the reason why there is none.
    """
    taken = {name: value for name, value in vars(asked).items() if name in _SAME}
    options = api.agreement.AgreementOptions(
        scale=api.open.one_of("--scale", asked.scale, *_SCALES), coefficients=_divided(*asked.coefficient),
        weights=_divided(*asked.weights), coders=_divided(asked.coders), missing=_divided(asked.missing),
        header=not asked.no_header, **taken,
    )  # fmt: skip
    wanted = api.agreement.least_wanted(asked.least, "alpha", api.agreement.names_of(options))
    if asked.output:
        api.agreement.check_figures_file(asked.output, asked.table)
    with progress(settings):
        report = api.agreement.agreement(asked.table, options)
    product = {"agreement": report.table, "findings": report.findings}
    present(settings, product, lambda: _show(settings, report.table, asked.digits))
    say_findings(settings, report.findings)
    if asked.output:
        api.agreement.write_figures(report.table, asked.output, dry_run=asked.dry_run)
        say(settings, about_file(asked.output, dry_run=asked.dry_run))
    failed = [line for least in wanted for line in api.agreement.shortfalls(report.measured, least)]
    for line in failed:
        say(settings, line, "yellow")
    return ExitCode.FAILED if failed else ExitCode.DONE


_SAME = ("spans", "categories", "pairs", "unit", "group", "transposed", "length", "only_listed", "resamples", "seed")
"""Options that have the same name in the API."""


def _divided(*texts: str) -> tuple[str, ...]:
    """Words divided by commas."""
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def _show(settings: CliSettings, table: "Table", digits: int) -> None:
    """The figures, a row each, and under them why some are missing."""
    show_agreement(settings, table, digits)
    for note in table.notes:
        say(settings, note, "dim")


_INTERVAL = N_("95 % interval")


def show_agreement(settings: CliSettings, table: "Table", digits: int = 4) -> None:
    """Print figures of agreement; columns that say the same in every row are left out."""
    data = table.data

    def figures(name: str) -> list[str]:
        return ["" if value is None else f"{value:.{digits}f}" for value in data[name]]

    intervals = [f"{low} to {high}" if low else "" for low, high in zip(figures("low"), figures("high"), strict=True)]
    columns = {
        **{name: [*map(str, data[name])] for name in ("code", "coders") if len(set(data[name])) > 1},
        "coefficient": _named(data["name"], data["weights"]), "value": figures("value"), "se": figures("se"),
        _INTERVAL: intervals, "observed": figures("observed"), "expected": figures("expected"),
        "n": [*map(str, data["n"])], "coders ": [*map(str, data["raters"])],
        "note": [note or "" for note in data["note"]],
    }  # fmt: skip
    numbers = ("value", "se", _INTERVAL, "observed", "expected", "n", "coders ")
    hidden = () if any(columns["note"]) else ("note",)
    show_columns(settings, table.title, columns, numbers, hidden, words=("note",))


def _named(names: Sequence[str], weights: Sequence[str | None]) -> list[str]:
    """Names with the weights that they were given."""
    return [
        name if weight in (None, "none") or f"({weight})" in name or "alpha" in name else f"{name}, {weight} weights"
        for name, weight in zip(names, weights, strict=True)
    ]


_SHOWN = {"percent": "agreement", "cohen": "kappa", "fleiss": "kappa", "gwet": "AC1", "alpha": "alpha",
          "alpha_masi": "alpha of sets"}  # fmt: skip
"""Coefficients of a study's coders that the terminal has room for, and the columns that they stand in."""


def show_several(settings: CliSettings, table: "Table", coders: Sequence[str]) -> None:
    """Print agreement of a study's coders, a row a code, then a row a pair; the files have every coefficient."""
    everybody = ", ".join(coders)
    by_code: dict[str, dict[str, str]] = {}
    by_pair: dict[str, dict[str, str]] = {}
    names = ("code", "coders", "coefficient", "value", "low", "high")
    for code, who, name, *figures in zip(*(table.data[each] for each in names), strict=True):
        if name in _SHOWN and not (name == "fleiss" and len(who.split(", ")) == 2):
            rows, row = (by_code, code) if who == everybody else (by_pair, who)
            rows.setdefault(row, {})[_SHOWN[name]] = _with_interval(*figures)
    _pivot(settings, table.title, "code", by_code)
    if by_pair:
        _pivot(settings, "Pairs of coders (means of the codes)", "coders", by_pair)


def _with_interval(value: float | None, low: float | None, high: float | None) -> str:
    said = "not defined" if value is None else f"{value:.3f}"
    return said if low is None or high is None else f"{said} ({low:.3f} to {high:.3f})"


def _pivot(settings: CliSettings, title: str, what: str, rows: "dict[str, dict[str, str]]") -> None:
    headings = [name for name in dict.fromkeys(_SHOWN.values()) if any(name in row for row in rows.values())]
    columns = {what: list(rows), **{name: [row.get(name, "") for row in rows.values()] for name in headings}}
    show_columns(settings, title, columns, headings)
