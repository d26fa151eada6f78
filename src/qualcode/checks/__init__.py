"""Checks: what can be wrong in a codebook, a corpus, or the codings, one file a check.

`CHECKS` are ours; `every_check()` also has those of plug-ins (`qualcode.checks`). A check has a stable code (`QC1..`
codebook, `QC2..` corpus, `QC3..` codings), a readable name, a level, a reason and an example of each kind;
documentation, `--list`, `--explain` and the machine formats are made from it. Nothing here opens a file.
"""

from qualcode.checks import (
    qc100_compiler,
    qc106_incomplete_code,
    qc110_failing_example,
    qc111_rule_use,
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
    qc200_files,
    qc202_corpus_settings,
    qc205_uncovered_language,
    qc206_repeated_transcript,
    qc210_privacy,
    qc301_codings,
)
from qualcode.checks.check import Check, CheckFinding, Remark
from qualcode.checks.context import CheckContext, CheckedCorpus, CheckedSpeaker, CodebookFile
from qualcode.checks.report import FINDING_LEVELS, fails, run_checks
from qualcode.model.registry import registered

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *qc100_compiler.COMPILER_CHECKS,
            qc106_incomplete_code.MISSING_DEFINITION,
            qc106_incomplete_code.MISSING_EXAMPLE,
            qc106_incomplete_code.MISSING_LABEL,
            qc110_failing_example.CHECK,
            qc111_rule_use.SILENT_RULE,
            qc111_rule_use.EVERYWHERE_RULE,
            qc113_shadowed_term.CHECK,
            qc114_shared_term.CHECK,
            qc115_repeated_term.CHECK,
            qc116_likely_typo.CHECK,
            qc117_missing_language_side.CHECK,
            qc118_other_families.CHECK,
            qc119_frequent_base.CHECK,
            qc119_frequent_base.NAME_WITH_BASE,
            qc120_slow_pattern.CHECK,
            qc124_retired_code.CHECK,
            qc125_repeated_rule.CHECK,
            qc126_third_language.CHECK,
            qc200_files.UNREADABLE_CORPUS,
            qc200_files.CHANGED_SOURCE,
            qc202_corpus_settings.SPEAKER_WITHOUT_ROLE,
            qc202_corpus_settings.MISSING_CONSENT,
            qc202_corpus_settings.MISSING_ATTRIBUTE,
            qc205_uncovered_language.CHECK,
            qc206_repeated_transcript.DUPLICATE_TRANSCRIPT,
            qc206_repeated_transcript.SIMILAR_TRANSCRIPT,
            qc200_files.MISSING_SOURCE,
            qc200_files.DRIFT,
            qc210_privacy.OPEN_FOLDER,
            qc210_privacy.NAME_IN_GIT,
            qc301_codings.LOST_QUOTE,
            qc301_codings.UNKNOWN_CODE,
            qc301_codings.STRAY_DECISION,
            qc301_codings.STALE_CODINGS,
            qc301_codings.REPEATED_CODING,
            qc301_codings.CONTRADICTING_CODINGS,
            qc301_codings.CONTRADICTING_DECISIONS,
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
    "Remark",
    "every_check",
    "fails",
    "run_checks",
]
