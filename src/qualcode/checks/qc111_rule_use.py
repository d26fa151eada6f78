"""QC111, QC112: rules that fire never on the corpus, or nearly everywhere."""

from collections.abc import Iterator

import numpy as np

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.codings.schema import Codings
from qualcode.model.codebook import Codebook
from qualcode.rules.kinds import RULE_KINDS


def segments_of_rules(coded: Codings) -> dict[str, int]:
    """Rule -> number of segments in which it found something, whatever the assertion."""
    coding = np.repeat(np.arange(len(coded.code)), np.diff(coded.rule_offsets))
    pairs = np.unique(np.stack([coded.rule, coded.segment[coding]]), axis=1)
    rules, counts = np.unique(pairs[0], return_counts=True)
    return {coded.source.rule_names[rule]: count for rule, count in zip(rules.tolist(), counts.tolist(), strict=True)}


def silent_rules(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Rules of codes in use that find nothing in what participants say."""
    if book.coded is None or context.material is None:
        return
    fired = segments_of_rules(book.coded)
    for code in codebook.codes:
        for rule in code.rules if not code.retired else ():
            if not fired.get(rule.rule) and not RULE_KINDS[rule.kind].judges(rule.own):
                message = f"the rule `{rule.rule}` finds nothing in corpus `{context.material.corpus.corpus}`"
                hint = "check its spelling and `within`, or keep it for other corpora"
                yield Remark(message, code.file or book.file, rule.line, rule.column, hint)


SILENT_RULE = Check(
    code="QC111",
    name="silent-rule",
    level="note",
    reason="A rule that finds nothing may be misspelt or too narrow, and adds nothing to this study",
    bad="near: [[jaringn], [kurang]]",
    good="near: [[jaringan], [kurang]]",
    find=each_codebook(silent_rules),
)


ENOUGH = 30
"""Fewest segments for which shares mean anything."""


def everywhere_rules(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
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


EVERYWHERE_RULE = Check(
    code="QC112",
    name="everywhere-rule",
    level="warning",
    reason="What is found nearly everywhere tells nobody apart; most often a term is too common",
    bad="any: [ada, is]",
    good="any: [belum ada jaringan, no network]",
    find=each_codebook(everywhere_rules),
)

CHECKS = (SILENT_RULE, EVERYWHERE_RULE)
