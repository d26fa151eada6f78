"""Agreement: every coefficient of a plain table of ratings or of marked passages, without a study."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from pathlib import Path

from qualcode.agreement.coefficients import (
    ALL_CODES,
    RATING_NAMES,
    SPAN_NAMES,
    Measured,
    RatingQuestion,
    RatingScale,
    SpanQuestion,
    agreement_table,
    known_coefficient,
    measure_ratings,
    measure_spans,
)
from qualcode.agreement.ratings import BOOTSTRAP_DRAWS
from qualcode.api.export import as_bytes
from qualcode.api.export_figure import draw_scores
from qualcode.exchange.rating_layout import LayoutOptions
from qualcode.exchange.rating_sheet import RatingSheetOptions, read_ratings, read_span_sheet
from qualcode.exchange.rating_values import MISSING_MARKS, as_categories
from qualcode.export import TABLE_FORMATS
from qualcode.figures import FIGURE_FORMATS
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.model.progress import working
from qualcode.model.table import Table
from qualcode.store.atomic import read_bytes, write_bytes


@dataclass(frozen=True)
class AgreementOptions:
    """What is measured on a table, and how it is read."""

    scale: RatingScale = "nominal"
    """What the ratings are: nominal, ordinal, interval, ratio, or sets."""
    spans: bool = False
    """True: the table has marked passages, a row each."""
    coefficients: tuple[str, ...] = ()
    """Names of coefficients; empty: all that fit."""
    weights: tuple[str, ...] = ()
    """Weights of the coefficients that take them; empty: none, and those of the scale."""
    categories: str = ""
    """All values in order, divided by commas; empty: those found."""
    pairs: bool = False
    """True: every pair of coders, besides all of them."""
    coders: tuple[str, ...] = ()
    """Columns of the coders; empty: all but the names of the units."""
    unit: str = ""
    """Column that names the units."""
    group: str = ""
    """Column with the group (respondent, text) that each unit was drawn with."""
    missing: tuple[str, ...] = MISSING_MARKS
    """Cells that stand for a missing rating, besides empty ones."""
    header: bool = True
    """The first row names the coders."""
    transposed: bool = False
    """One row a coder, one column a unit."""
    length: int = 0
    """Length of each text of passages that has none of its own."""
    only_listed: bool = False
    """True: a coder without a passage in a text has not read it."""
    resamples: int = BOOTSTRAP_DRAWS
    """Resamples of the bootstrap; 0: no interval."""
    seed: int = 1
    """Seed of the bootstrap."""


@dataclass(frozen=True)
class AgreementReport:
    """The coefficients of a table."""

    table: Table
    """A row a coefficient."""
    measured: tuple[Measured, ...]
    """The same with all digits."""
    findings: tuple[Finding, ...]
    """What was assumed about the table."""


def agreement(file: str | Path, options: AgreementOptions | None = None) -> AgreementReport:
    """Every coefficient of agreement of the ratings, or of the marked passages, in a csv or Excel file.

    Raises:
        StudyError: there is no such file, it cannot be read as such a table, or a coefficient or weight is not known.
    """
    asked, path = options or AgreementOptions(), Path(file)
    if not path.is_file():
        raise study_error("no-file", "there is no such file", "name a csv or Excel file", str(file))
    with working("evaluate"):
        return (_of_spans if asked.spans else _of_ratings)(str(file), read_bytes(path), asked)


def _of_ratings(name: str, data: bytes, asked: AgreementOptions) -> AgreementReport:
    categories = as_categories(asked.categories)
    layout = LayoutOptions(asked.header, asked.transposed, asked.unit, asked.group, asked.coders)
    of_numbers = asked.scale not in ("nominal", "sets")
    how = RatingSheetOptions(layout, asked.scale == "sets", asked.missing, of_numbers, categories)
    read = read_ratings(name, data, how)
    question = RatingQuestion(
        asked.scale, asked.coefficients, asked.weights, categories, read.groups, asked.pairs, asked.resamples,
        asked.seed,
    )  # fmt: skip
    try:
        measured = measure_ratings(read.table, question, read.coders)
    except ValueError as error:
        raise study_error("bad-rating", str(error).rstrip("."), "choose another --scale or --weights", name) from error
    units = len(read.table[0])
    empty = sum(value is None for row in read.table for value in row)
    notes = (
        f"{units} units, {len(read.coders)} coders ({', '.join(read.coders)}), scale {asked.scale}; "
        f"{empty} of {units * len(read.coders)} ratings are missing.",
        *_about(asked, groups=read.groups is not None),
        *_what_is_observed([each.coefficient for each in measured]),
    )
    return AgreementReport(agreement_table(measured, f"Agreement in {name}", notes), measured, read.findings)


def _of_spans(name: str, data: bytes, asked: AgreementOptions) -> AgreementReport:
    read = read_span_sheet(name, data, asked.length, only_listed=asked.only_listed)
    question = SpanQuestion(asked.coefficients, None, asked.resamples, asked.seed)
    measured = measure_spans(read.continua, read.coders, question)
    marked = sum(len(row) for text in read.continua for row in text.read)
    whole = sum(text.length for text in read.continua)
    notes = (
        f"{marked} passages of {len(read.coders)} coders ({', '.join(read.coders)}) in {len(read.texts)} "
        f"text{'' if len(read.texts) == 1 else 's'} with {whole} characters.",
        *_about(asked, groups=False),
    )
    return AgreementReport(agreement_table(measured, f"Agreement in {name}", notes), measured, read.findings)


def _about(asked: AgreementOptions, *, groups: bool) -> Sequence[str]:
    """How the intervals were made."""
    if not asked.resamples:
        return ()
    drawn = f"groups of `{asked.group}`" if groups else "units"
    if asked.spans:
        drawn = "texts (a single one is cut where no passage is cut)"
        return (f"Intervals: 95 %, percentile bootstrap of {asked.resamples} draws over {drawn}, seed {asked.seed}.",)
    alphas = f"Intervals are 95 %; those of the alphas a percentile bootstrap of {asked.resamples} draws"
    return (f"{alphas} over {drawn}, seed {asked.seed}; the others from the standard error over {drawn}.",)


def _what_is_observed(coefficients: Sequence[str]) -> Sequence[str]:
    """What stands in the columns `observed` and `expected`, where it differs from row to row."""
    alphas = ["alpha" in name for name in coefficients]
    if not any(alphas):
        return ()
    if all(alphas):
        return ("Observed and expected are disagreement.",)
    return ("Observed and expected are shares of agreement; of the alphas, disagreement.",)


@dataclass(frozen=True)
class Least:
    """A coefficient and the least that it must reach."""

    name: str
    """The coefficient, as it was written."""
    value: float
    """The least."""


def least_wanted(texts: Sequence[str], usual: str, known: Sequence[str]) -> list[Least]:
    """`alpha=.67,kappa=.6` as coefficients and the least of each; a number that stands alone is that of the usual one.

    Raises:
        StudyError: a name is not known, or a value that should be a number is not one.
    """
    found = []
    parts = [[part.strip() for part in text.split(",") if part.strip()] for text in texts]
    for part, before in ((part, at) for own in parts for at, part in enumerate(own)):
        name, equals, number = part.rpartition("=")
        if before and not equals:  # the second half of a decimal comma
            raise study_error("bad-option", f"--min: `{part}` has no name", "write --min alpha=.67, with a point")
        name = name.strip() if equals else usual
        try:
            least = float(number)
        except ValueError:
            least = float("nan")
        if not isfinite(least):
            hint = f"write --min {name or usual}=.67"
            raise study_error("bad-option", f"--min: `{number.strip()}` is not a number", hint)
        if name not in known:
            known_coefficient(name, known)
        found.append(Least(name, least))
    return found


def names_of(options: AgreementOptions) -> Sequence[str]:
    """The coefficients that can be asked for."""
    return SPAN_NAMES if options.spans else RATING_NAMES


def names_of_study(*, several: bool, spans: bool) -> Sequence[str]:
    """What `--min` takes of coders of a study: of two also scores against the reference."""
    return SPAN_NAMES if spans else RATING_NAMES if several else ("f1", "precision", "recall", *RATING_NAMES)


def shortfalls(measured: Sequence[Measured], least: Least) -> list[str]:
    """A sentence for each figure of a coefficient that is below the least, or is not defined.

    Where there are figures over all codes, or of all coders, it is these that count; of several weights the last.
    """
    name = known_coefficient(least.name, [*RATING_NAMES, *SPAN_NAMES])
    own = [each for each in measured if each.coefficient == name]
    if not own:
        return [f"--min {least.name}={least.value:g}: {name} was not measured here."]
    most = max(len(each.coders) for each in own)
    whole = [each for each in own if each.code == ALL_CODES and len(each.coders) == most] or own
    last = {(each.coders, each.code): each for each in whole}.values()
    return [_short_of(each, least) for each in last if not each.agreement.value >= least.value]


def _short_of(of: Measured, least: Least) -> str:
    value = of.agreement.value
    code = "" if of.code == ALL_CODES else f" of code {of.code}"
    said = "is not defined" if isnan(value) else f"is {value:.4f}"
    return f"{of.agreement.name}{code} ({', '.join(of.coders)}) {said}, and must be at least {least.value:g}."


def check_figures_file(file: str, measured: str | Path) -> None:
    """Refuse a file for figures before anything is measured.

    Raises:
        StudyError: there is no such format, or the file is the table that is measured, which would be lost.
    """
    how = figures_format(file)
    if os.path.realpath(file) == os.path.realpath(measured):
        raise study_error("own-file", "this is the table that is measured", f"write to another .{how} file", file)


def write_figures(table: Table, file: str, *, language: str = "", dry_run: bool = False) -> None:
    """Write the figures of agreement as a table, or drawn; the file's ending says the format.

    Raises:
        StudyError: there is no such format, or they cannot be drawn.
    """
    how = figures_format(file)
    if how in FIGURE_FORMATS:
        draw_scores(table, file, language=language, dry_run=dry_run)
        return
    data = as_bytes(table, how)[0]
    if not dry_run:
        write_bytes(Path(file), data)


def figures_format(file: str) -> str:
    """The format that the ending of a file says."""
    how = Path(file).suffix.lower().removeprefix(".")
    if how not in TABLE_FORMATS and how not in FIGURE_FORMATS:
        raise unknown_name("format", how or file, [*TABLE_FORMATS, *FIGURE_FORMATS])
    return how
