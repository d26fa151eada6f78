"""QC100-105, 109, 121-123: what the compiler itself finds while it reads a codebook."""

from collections.abc import Iterator

from qualcode.checks import qc106_codes, qc113_same_words, qc120_slow_pattern
from qualcode.checks.check import Check, Remark, as_remark, from_loader
from qualcode.checks.context import CheckContext
from qualcode.model.finding import FindingLevel


def _made_by_loader(
    *, code: str, name: str, level: FindingLevel, reason: str, bad: str, good: str, loader: tuple[str, ...]
) -> Check:
    """A check that reports findings of the loader, by their names."""
    return Check(code, name, level, reason, bad, good, find=from_loader(*loader), loader=loader)


_NAMED = (
    _made_by_loader(
        code="QC100",
        name="unreadable-file",
        level="error",
        reason="A file that cannot be read as a codebook codes nothing",
        bad="a codebook saved as UTF-16, or a file over 5 MB",
        good="format: 1\ncodebook: barriers\ncodes: [...]",
        loader=(
            "file-too-large",
            "not-utf8",
            "control-character",
            "not-a-codebook",
            "newer-format",
            "several-documents",
            "more-findings",
        ),
    ),
    _made_by_loader(
        code="QC101",
        name="yaml-syntax",
        level="error",
        reason="A quote, bracket or indentation that is wrong changes what the lines after it mean",
        bad="terms: [@connectivity, jaringan]",
        good='terms: ["@connectivity", jaringan]',
        loader=(
            "yaml-syntax",
            "unquoted-colon",
            "unquoted-sign",
            "tab",
            "too-deep",
            "anchor",
            "alias",
            "tag",
            "key-not-text",
            "duplicate-key",
            "strange-space",
            "dash-without-space",
            "indentation",
        ),
    ),
    _made_by_loader(
        code="QC103",
        name="duplicate-name",
        level="error",
        reason="A coding names its code and its rule, and must mean one of each",
        bad="codes:\n  - code: trust\n  - code: trust",
        good="codes:\n  - code: citizen_trust\n  - code: vendor_trust",
        loader=("duplicate-code", "duplicate-rule", "duplicate-lexicon"),
    ),
    _made_by_loader(
        code="QC104",
        name="unknown-reference",
        level="error",
        reason="A name that leads nowhere is a slip, and what it should bring is missing",
        bad='terms: ["@conectivity"]',
        good='terms: ["@connectivity"]',
        loader=("unknown-lexicon", "unknown-parent", "unknown-replacement", "include-missing", "include-path"),
    ),
    _made_by_loader(
        code="QC105",
        name="circle",
        level="error",
        reason="What holds itself has no end and no meaning",
        bad='lexicons:\n  net: [jaringan, "@signal"]\n  signal: [sinyal, "@net"]',
        good='lexicons:\n  net: [jaringan, "@signal"]\n  signal: [sinyal]',
        loader=("lexicon-cycle", "lexicons-too-deep", "parent-cycle", "include-cycle"),
    ),
    _made_by_loader(
        code="QC109",
        name="undeclared-language",
        level="warning",
        reason="A slip in a language's name takes its words out of tables and matching",
        bad="languages: [id]\ncodes:\n  - code: staff\n    label: {in: Perawat kurang}",
        good="languages: [id]\ncodes:\n  - code: staff\n    label: {id: Perawat kurang}",
        loader=("undeclared-language",),
    ),
    _made_by_loader(
        code="QC121",
        name="empty-pattern",
        level="error",
        reason="A match without a word is found between all letters, and is no evidence for a code",
        bad="terms: [{regex: '(nggak)*'}]",
        good="terms: [{regex: '(nggak)+'}]",
        loader=("empty-regex",),
    ),
    _made_by_loader(
        code="QC122",
        name="unused-lexicon",
        level="warning",
        reason="Its words are looked for nowhere, although a reader believes that they are",
        bad="lexicons: {net: [jaringan]}\ncodes:\n  - {code: network, terms: [sinyal]}",
        good='lexicons: {net: [jaringan]}\ncodes:\n  - {code: network, terms: [sinyal, "@net"]}',
        loader=("unused-lexicon",),
    ),
    _made_by_loader(
        code="QC123",
        name="no-rules",
        level="note",
        reason="Rules never suggest it: only people can give it, and its count from rules is 0",
        bad="- code: staff",
        good="- code: staff\n  terms: [perawat]",
        loader=("no-rules",),
    ),
)
_OTHERS = frozenset(
    name
    for check in (*_NAMED, qc106_codes.MISSING_LABEL, qc113_same_words.REPEATED_TERM, qc120_slow_pattern.CHECK)
    for name in check.loader
)


def _all_others(context: CheckContext) -> Iterator[Remark]:
    """Findings of the loader that belong to no other check: none is ever lost, whatever the loader learns to find."""
    for book in context.books:
        for found in book.findings:
            if found.code not in _OTHERS:
                yield as_remark(found, found.level)


COMPILER_CHECKS = (
    *_NAMED,
    Check(
        code="QC102",
        name="schema",
        level="error",
        reason="A misspelt or misplaced field would be left out silently",
        bad="- code: trust\n  lable: {en: Lack of trust}",
        good="- code: trust\n  label: {en: Lack of trust}",
        find=_all_others,
        loader=("unknown-field", "missing-field", "wrong-value", "..."),
    ),
)
