"""Checks: what can be wrong in a codebook, a corpus, or the codings; one file for each check or group of checks.

`CHECKS` are ours; `every_check()` adds those of plug-ins (`qualcode.checks`). A check has a stable code (`QC1..`
codebook, `QC2..` corpus, `QC3..` codings), a readable name, a level, a reason, and a good and a bad example;
documentation, `--list`, `--explain` and the machine formats are made from it. Nothing here opens a file.
"""

from qualcode.checks import (
    qc100_compiler,
    qc106_codes,
    qc110_failing_example,
    qc111_rule_use,
    qc113_same_words,
    qc116_likely_typo,
    qc117_languages,
    qc118_word_families,
    qc120_slow_pattern,
    qc200_files,
    qc202_corpus_settings,
    qc205_uncovered_language,
    qc206_repeated_transcript,
    qc301_codings,
)
from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckedCorpus
from qualcode.model.registry import registered

_OURS = (
    *qc100_compiler.COMPILER_CHECKS,
    *qc106_codes.CHECKS,
    qc110_failing_example.CHECK,
    *qc111_rule_use.CHECKS,
    *qc113_same_words.CHECKS,
    qc116_likely_typo.CHECK,
    *qc117_languages.CHECKS,
    *qc118_word_families.CHECKS,
    qc120_slow_pattern.CHECK,
    *qc200_files.CHECKS,
    *qc202_corpus_settings.CHECKS,
    qc205_uncovered_language.CHECK,
    *qc206_repeated_transcript.CHECKS,
    *qc301_codings.CHECKS,
)
CHECKS: tuple[Check, ...] = tuple(sorted(_OURS, key=lambda check: check.code))
"""Every check of ours, in the order of its code."""
_REGISTRY = registered("qualcode.checks", {check.code: check for check in CHECKS})


def every_check() -> tuple[Check, ...]:
    """Our checks and those of plug-ins, in the order of their codes."""
    return tuple(_REGISTRY[code] for code in sorted(_REGISTRY))


__all__ = ["CHECKS", "Check", "CheckedCorpus", "Remark", "every_check"]
