"""Checks: what can be wrong in a codebook, a corpus, or the codings, one file a check.

`CHECKS` are ours; `every_check()` also has those of plug-ins (`qualcode.checks`). A check has a stable code (`QC1..`
codebook, `QC2..` corpus, `QC3..` codings), a readable name, a level, a reason and an example of each kind;
documentation, `--list`, `--explain` and the machine formats are made from it. Nothing here opens a file.
"""

from qualcode.checks import (
    qc100_compiler,
    qc106_missing_definition,
    qc107_missing_example,
    qc108_missing_label,
    qc110_failing_example,
    qc111_silent_rule,
    qc112_everywhere_rule,
    qc113_shadowed_term,
    qc114_shared_term,
    qc115_repeated_term,
    qc116_likely_typo,
    qc117_missing_language_side,
    qc118_other_families,
    qc119_frequent_base,
    qc120_slow_pattern,
    qc124_retired_code,
    qc125_repeated_rule,
    qc126_third_language,
    qc200_unreadable_corpus,
    qc201_changed_source,
    qc202_speaker_without_role,
    qc203_missing_consent,
    qc204_missing_attribute,
    qc205_uncovered_language,
    qc206_duplicate_transcript,
    qc207_similar_transcript,
    qc208_missing_source,
    qc209_drift,
    qc301_lost_quote,
    qc302_unknown_code,
    qc303_stray_decision,
    qc304_stale_codings,
)
from qualcode.checks.check import Check, CheckFinding, Remark
from qualcode.checks.context import CheckContext, CheckedCorpus, CheckedSpeaker, CodebookFile, Decision
from qualcode.checks.report import FINDING_LEVELS, fails, run_checks
from qualcode.model.registry import registered

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *qc100_compiler.COMPILER_CHECKS,
            qc106_missing_definition.CHECK,
            qc107_missing_example.CHECK,
            qc108_missing_label.CHECK,
            qc110_failing_example.CHECK,
            qc111_silent_rule.CHECK,
            qc112_everywhere_rule.CHECK,
            qc113_shadowed_term.CHECK,
            qc114_shared_term.CHECK,
            qc115_repeated_term.CHECK,
            qc116_likely_typo.CHECK,
            qc117_missing_language_side.CHECK,
            qc118_other_families.CHECK,
            qc119_frequent_base.CHECK,
            qc120_slow_pattern.CHECK,
            qc124_retired_code.CHECK,
            qc125_repeated_rule.CHECK,
            qc126_third_language.CHECK,
            qc200_unreadable_corpus.CHECK,
            qc201_changed_source.CHECK,
            qc202_speaker_without_role.CHECK,
            qc203_missing_consent.CHECK,
            qc204_missing_attribute.CHECK,
            qc205_uncovered_language.CHECK,
            qc206_duplicate_transcript.CHECK,
            qc207_similar_transcript.CHECK,
            qc208_missing_source.CHECK,
            qc209_drift.CHECK,
            qc301_lost_quote.CHECK,
            qc302_unknown_code.CHECK,
            qc303_stray_decision.CHECK,
            qc304_stale_codings.CHECK,
        ),
        key=lambda check: check.code,
    )
)
"""Every check of ours, in the order of its code."""
_REGISTRY = registered("qualcode.checks", {check.code: check for check in CHECKS})


def every_check() -> tuple[Check, ...]:
    """Our checks and those of plug-ins, in the order of their codes."""
    return tuple(_REGISTRY[code] for code in sorted(_REGISTRY))


__all__ = [
    "CHECKS",
    "FINDING_LEVELS",
    "Check",
    "CheckContext",
    "CheckFinding",
    "CheckedCorpus",
    "CheckedSpeaker",
    "CodebookFile",
    "Decision",
    "Remark",
    "every_check",
    "fails",
    "run_checks",
]
