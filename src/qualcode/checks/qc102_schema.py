"""QC102: a field that is unknown, missing, or holds what it cannot hold."""

from collections.abc import Iterator

from qualcode.checks import (
    qc100_unreadable_file,
    qc101_yaml_syntax,
    qc103_duplicate_name,
    qc104_unknown_reference,
    qc105_circle,
    qc108_missing_label,
    qc109_undeclared_language,
    qc115_repeated_term,
    qc120_slow_pattern,
    qc121_empty_pattern,
    qc122_unused_lexicon,
    qc123_no_rules,
)
from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Context

_OTHERS = frozenset(
    name
    for module in (
        qc100_unreadable_file, qc101_yaml_syntax, qc103_duplicate_name, qc104_unknown_reference, qc105_circle,
        qc108_missing_label, qc109_undeclared_language, qc115_repeated_term, qc120_slow_pattern, qc121_empty_pattern,
        qc122_unused_lexicon, qc123_no_rules,
    )
    for name in module.LOADER
)  # fmt: skip


def find(context: Context) -> Iterator[Remark]:
    """Whatever the loader says that is no other check: its vocabulary may grow, and nothing may go unsaid."""
    for book in context.books:
        for found in book.findings:
            if found.code not in _OTHERS:
                yield Remark(found.message, found.file, found.line, found.column, found.hint, level=found.level)


CHECK = Check(
    code="QC102",
    name="schema",
    level="error",
    reason="A misspelt or misplaced field would be left out silently",
    bad="- code: trust\n  lable: {en: Lack of trust}",
    good="- code: trust\n  label: {en: Lack of trust}",
    find=find,
    loader=("unknown-field", "missing-field", "wrong-value", "..."),
)
