"""QC112: a rule that fires in too many segments."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook, segments_of_rules
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.model.codebook import Codebook

ENOUGH = 30
"""Fewer segments say nothing about shares."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Rules that find something in more than `max_share` percent of the participants' segments."""
    if book.coded is None or context.material is None or context.material.coded_segments < ENOUGH:
        return
    total, most = context.material.coded_segments, context.settings.max_share
    fired = segments_of_rules(book.coded)
    for code in codebook.codes:
        for rule in code.rules:
            share = 100 * fired.get(rule.rule, 0) / total
            if share > most:
                message = f"the rule `{rule.rule}` fires in {share:.0f} % of the segments of participants"
                hint = "look at `qualcode words TERM` for its terms, or raise `max_share` under `check:`"
                yield Remark(message, code.file or book.file, rule.line, rule.column, hint)


CHECK = Check(
    code="QC112",
    name="everywhere-rule",
    level="warning",
    reason="What is found nearly everywhere tells nobody apart; most often a term is too common",
    bad="any: [ada, is]",
    good="any: [belum ada jaringan, no network]",
    find=each_codebook(find),
)
