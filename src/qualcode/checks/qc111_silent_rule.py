"""QC111: a rule that never fires on the corpus."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook, segments_of_rules
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.model.codebook import Codebook


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Rules of codes in use that find nothing in what participants say."""
    if book.coded is None or context.material is None:
        return
    fired = segments_of_rules(book.coded)
    for code in codebook.codes:
        for rule in code.rules if not code.retired else ():
            if not fired.get(rule.rule):
                message = f"the rule `{rule.rule}` finds nothing in corpus `{context.material.corpus.corpus}`"
                hint = "check its spelling and `within`, or keep it for other corpora"
                yield Remark(message, code.file or book.file, rule.line, rule.column, hint)


CHECK = Check(
    code="QC111",
    name="silent-rule",
    level="note",
    reason="A rule that finds nothing may be misspelt or too narrow, and adds nothing to this study",
    bad="near: [[jaringn], [kurang]]",
    good="near: [[jaringan], [kurang]]",
    find=each_codebook(find),
)
