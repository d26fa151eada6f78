"""Several: how far several coders of a study agree, pair by pair and all together, on units or on marked passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from qualcode import __version__
from qualcode.agreement.coefficients import (
    ALL_CODES,
    RATING_NAMES,
    SPAN_NAMES,
    Measured,
    agreement_table,
    known_coefficient,
)
from qualcode.agreement.evaluation import Estimate
from qualcode.agreement.several import (
    MEAN_OF_CODES,
    SeveralCoders,
    gather_coders,
    measure_coders,
    measure_marked,
    measure_means,
    one_person,
    texts_read,
)
from qualcode.api.agreement import Least, shortfalls, write_figures
from qualcode.api.evaluate import EvaluateOptions, EvaluateReport, open_rules
from qualcode.api.open import check_reviewed, study_language
from qualcode.codings.coders import about_aside, load_person, note_test_use, open_codebook, refuse_both_halves
from qualcode.codings.looked import NOT_BLIND
from qualcode.codings.schema import RULES, Codings
from qualcode.corpus.build import frame
from qualcode.corpus.frame import Frame, Int64s, people_together
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, refuse_unknown, study_error
from qualcode.model.progress import working
from qualcode.model.table import Table
from qualcode.store.study import OpenStudy, in_own_languages, output_path


@dataclass(frozen=True, eq=False)
class SeveralReport:
    """Agreement of several coders."""

    table: Table
    """A row a figure: all codes first, then code by code, then pairs of coders."""
    measured: tuple[Measured, ...]
    """The same with all digits."""
    coders: tuple[str, ...]
    """The coders compared, the reference first."""
    uses_test: bool
    """True when transcripts set aside for testing were looked at."""
    test_uses: int
    """How often they were, this time included; 0 when they were not looked at."""
    files: tuple[str, ...]
    """Files that were written, or would be."""
    findings: tuple[Finding, ...]
    """What was left out."""


@in_own_languages
def evaluate_several(study: OpenStudy, options: EvaluateOptions, *, spans: bool = False) -> SeveralReport:
    """How far several coders agree: `options.coder` names those beside the reference, divided by commas.

    Raises:
        StudyError: there is no such coder, it is not known what one of them read, or no unit was looked at by two.
    """
    names = _names(study, options)
    with study.writing():
        corpus, codebook, coders, findings = _open_coders(study, options, names)
        names = tuple(codings.source.named for codings in coders)
        refuse_both_halves(corpus.frame)
        of = gather_coders(study, corpus, coders, options.wish)
        names, coders = of.coders, [codings for codings in coders if codings.source.named in of.coders]
        if spans and of.made.unit == "segment":
            message = "passages can only be compared where whole turns were looked at, not segments of a sample"
            raise study_error("other-unit", message, "leave --spans out")
        uses_test = bool(of.test.any())
        if uses_test and options.dry_run:
            raise study_error("test-use", "every use of the test transcripts is kept, so there is no dry run on them")
        people = people_together(corpus.frame)
        with working("evaluate"):
            measured = _measured(corpus.frame, coders, of, people, options.seed, spans=spans)
        uses = _note(study, options, codebook, of) if uses_test else 0
        notes = _notes(corpus.frame, people, options, codebook, of, uses, spans=spans)
        table = agreement_table(measured, _title(study, options, names, spans=spans), notes)
        if options.output:
            write_figures(
                table, str(output_path(study, options.output)), language=study_language(study), dry_run=options.dry_run
            )
    files = (options.output,) if options.output else ()
    found = tuple(dict.fromkeys((*findings, *of.findings)))
    return SeveralReport(table, measured, names, uses_test, uses, files, found)


def _names(study: OpenStudy, options: EvaluateOptions) -> tuple[str, ...]:
    """The coders, each once."""
    named = [options.against, *(part.strip() for part in options.coder.split(",") if part.strip())]
    refuse_unknown("coder", named, [RULES, *study.layout.coder_names(study.name)])
    if RULES not in named:
        check_reviewed(options.coder, options.reviewed_by)
    if options.against == RULES:
        raise study_error("bad-option", "the reference is a coder who read the transcripts, not the rules", "")
    twice = next((name for name in named if named.count(name) > 1), "")
    if twice:
        raise study_error("bad-option", f"`{twice}` cannot be compared with itself", "name each coder once")
    for option, value in (("--by", options.by), ("--misses", options.misses)):
        if value:
            hint = "compare two coders, without --spans"
            raise study_error("bad-option", f"{option} goes with two coders and their units", hint)
    return tuple(named)


def _open_coders(
    study: OpenStudy, options: EvaluateOptions, names: Sequence[str]
) -> tuple[OpenCorpus, Codebook, list[Codings], list[Finding]]:
    """The corpus, the codebook and everybody's codings."""
    findings: list[Finding] = []
    if RULES in names:
        corpus, codebook, rules, more = open_rules(study, options, options.codebook)
        findings += more
    else:
        codebook, _ = open_codebook(study, options.codebook)
        corpus = frame(study, index(study))
    coders = []
    for name in names:
        codings, more = (rules, []) if name == RULES else load_person(study, corpus, codebook, name, blind=True)
        coders.append(codings)
        findings += more
    return corpus, codebook, coders, findings


def _measured(
    frame: Frame, coders: Sequence[Codings], of: SeveralCoders, people: Int64s, seed: int, *, spans: bool
) -> tuple[Measured, ...]:
    if spans:
        return measure_marked(frame, coders, of, people[texts_read(frame, of)].tolist(), seed)
    return measure_coders(of, people[of.made.turn].tolist(), seed)


def _note(study: OpenStudy, options: EvaluateOptions, codebook: Codebook, of: SeveralCoders) -> int:
    return note_test_use(
        study,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        coder=",".join(of.coders[1:]),
        against=options.against,
        split=options.wish.split,
        unit=of.made.unit,
        sample=",".join(of.samples),
        codebook=codebook.codebook,
        version=codebook.version,
        codebook_sha256=codebook.sha256,
        macro_f1=None,
        qualcode=__version__,
    )


def _title(study: OpenStudy, options: EvaluateOptions, names: Sequence[str], *, spans: bool) -> str:
    split = f", split {options.wish.split}" if options.wish.split else ""
    what = "marked passages" if spans else "units"
    return f"Agreement of {', '.join(names)}: corpus {study.name}, {what}{split}"


def _notes(
    frame: Frame,
    people: Int64s,
    options: EvaluateOptions,
    codebook: Codebook,
    of: SeveralCoders,
    uses: int,
    *,
    spans: bool,
) -> list[str]:
    """What must be known to read the figures."""
    unit, everybody = of.made.unit, int(of.read.all(axis=0).sum())
    groups = len(np.unique(people[of.made.turn]))
    said = [
        f"{len(of.made)} {unit}s of participants that two or more of {len(of.coders)} coders looked at, {everybody} of "
        f"them all coders; {len(of.codes)} codes that one of them gives.",
        one_person(of.coders),
        *(f"{each.message}." for each in of.findings if each.code == NOT_BLIND),
        f"Units come from sample {', '.join(of.samples)}, drawn with different chances: each is weighted by the "
        "inverse of its chance, so that the figures are estimates for all units. n counts those of the sample."
        if of.samples and of.made.weighted
        else "",
        f"Codebook: {f'{codebook.codebook} {codebook.version}'.strip()}, sha256 {codebook.sha256[:12]}.",
        f"Intervals: 95 %; {'' if spans else 'alphas by '}percentile bootstrap of 2000 draws over {groups} groups of "
        f"people who share no session, seed {options.seed}"
        f"{'' if spans else '; the others from the standard error over these groups'}.",
        "u, |u and cu alpha: codes of one coder must not overlap; where they do, look at the codes." if spans else "",
        about_aside(frame, options.wish.split),
        f"Use {uses} of the transcripts set aside for testing (kept in test-uses.jsonl)." if uses else "",
    ]
    return [sentence for sentence in said if sentence]


SCORES = ("f1", "precision", "recall")
"""What `--min` takes besides coefficients, of two coders."""


def pair_shortfalls(report: EvaluateReport, wanted: Sequence[Least]) -> list[str]:
    """A sentence for each figure of two coders that is below the least: the mean over the codes, as in `(macro)`."""
    return [said for least in wanted if (said := _pair_shortfall(report, least))]


def _pair_shortfall(report: EvaluateReport, least: Least) -> str:
    value = _figure(report, least.name)
    if value is not None and value >= least.value:
        return ""
    said = "is not defined" if value is None else f"is {value:.3f}"
    return f"{least.name} (mean of the codes) {said}, and must be at least {least.value:g}."


def _figure(report: EvaluateReport, name: str) -> float | None:
    """A score or coefficient of two coders: the mean over the codes, or that of sets of codes."""
    macro = report.whole.macro
    if name in SCORES:
        score: Estimate = getattr(macro, name)
        return score.value
    known = known_coefficient(name, RATING_NAMES)
    if known in _AMONG_SCORES:
        figure: float | None = getattr(macro, _AMONG_SCORES[known])
        return figure
    pair = report.compared.pair
    of = SeveralCoders(
        ("a", "b"), pair.made, pair.codes, np.ones((2, len(pair.made)), np.bool_), np.stack([pair.there, pair.found]),
        (), report.compared.test, (),
    )  # fmt: skip
    means = measure_means(of, pair.made.people.tolist(), 0)
    value = next(each.agreement.value for each in means if each.coefficient == known)
    return None if np.isnan(value) else value


_AMONG_SCORES = {"percent": "agreement", "cohen": "kappa", "alpha": "alpha"}
"""Coefficients of two coders that the scores have, and what they call them."""


def shortfalls_of_all(report: SeveralReport, least: Least) -> list[str]:
    """A sentence where a coefficient of all coders is below the least, over the codes together.

    Of passages, agreement and kappa of characters are means over the codes, and each pair of coders must reach them.
    """
    name = known_coefficient(least.name, [*RATING_NAMES, *SPAN_NAMES])
    whole = [each for each in report.measured if each.coefficient == name and each.code in (ALL_CODES, MEAN_OF_CODES)]
    everybody = [each for each in whole if each.coders == report.coders]
    return shortfalls([replace(each, code=ALL_CODES) for each in everybody or whole], least)


def headline(report: SeveralReport) -> str:
    """The overall figure in a sentence."""
    first = report.measured[0].agreement
    if np.isnan(first.value):
        return f"Overall: {first.name} is not defined. {first.note}"
    between = "" if np.isnan(first.low) else f" ({first.low:.3f} to {first.high:.3f})"
    return f"Overall: {first.name} {first.value:.3f}{between}, {first.coders} coders."
