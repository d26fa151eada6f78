"""Quality: the page about a codebook, measured on transcripts set aside, with examples from the others."""

from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.agreement.evaluation import blocks, by_language
from qualcode.agreement.quality import Facts, page
from qualcode.steps.compare import kind_of
from qualcode.steps.errors import refuse
from qualcode.steps.evaluate import EvaluateOptions, EvaluateReport, about_intervals, evaluate_coder
from qualcode.steps.layer import RULES
from qualcode.steps.splits import DEVELOPMENT, SPLIT, TEST, uses_of_test
from qualcode.steps.study import Opened
from qualcode.store.atomic import write_bytes


@dataclass(frozen=True, eq=False)
class QualityReport:
    """The page and what it was made from."""

    evaluated: EvaluateReport
    """The scores."""
    file: str
    """The page as users write it."""
    written: bool
    """False when the same page was there already."""


def quality(opened: Opened, options: EvaluateOptions, file: str) -> QualityReport:
    """Evaluate the rules and write the page about their codebook.

    Raises:
        StepError: the coder under test is not the rules, or the evaluation cannot be made.
    """
    if options.coder != RULES:
        raise refuse("bad-option", "the page is about the rules of a codebook", "leave --coder out")
    report = evaluate_coder(opened, options)
    examples = _examples(opened, options, report)
    pair = report.compared.pair
    facts = Facts(
        codebook=report.codebook,
        corpus=opened.name,
        synthetic=opened.corpus.synthetic,
        split=options.wish.split,
        reference=kind_of(opened, options.against),
        unit=pair.made.unit,
        whole=report.whole,
        languages=blocks(pair, by_language(pair.made), options.seed),
        about_intervals=about_intervals(report.whole.transcripts, options.seed),
        test_uses=uses_of_test(opened),
        examples_from=DEVELOPMENT if examples and _has(report, DEVELOPMENT) else "",
        examples=examples.disagreements if examples else (),
        quotes=opened.corpus.synthetic or "sharing" in opened.corpus.consent,
    )
    path = Path(file)
    written = not options.dry_run and write_bytes(path, page(facts).encode())
    return QualityReport(report, opened.layout.relative(path), written)


def _examples(opened: Opened, options: EvaluateOptions, report: EvaluateReport) -> EvaluateReport | None:
    """The evaluation that examples come from: never one of transcripts set aside for testing."""
    if not report.uses_test:
        return report
    if not _has(report, DEVELOPMENT):
        return None
    wish = replace(options.wish, split=DEVELOPMENT)
    return evaluate_coder(opened, replace(options, wish=wish, by="", misses="", output=""))


def _has(report: EvaluateReport, split: str) -> bool:
    values = report.framed.frame.attribute_values.get(SPLIT, ())
    return split in values and TEST in values
