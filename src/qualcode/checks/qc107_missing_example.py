"""QC107: a code with rules and no example."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at_code
from qualcode.model.codebook import Codebook
from qualcode.model.finding import FindingLevel


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Codes whose rules nothing tests; for a barrier that is a warning, since its rules must tell well from ill."""
    for code in codebook.codes:
        if code.retired or not code.rules:
            continue
        kinds = {example.expect for example in code.examples}
        if not kinds:
            message = f"no example tests the rules of `{code.code}`"
        elif code.kind == "barrier" and False not in kinds:
            message = f"no example says what the rules of `{code.code}` must leave alone"
        elif True not in kinds:
            message = f"no example says what the rules of `{code.code}` must find"
        else:
            continue
        hint = f"add `- {{text: ..., expect: {'false' if kinds == {True} else 'true'}}}` to its `examples`"
        level: FindingLevel | None = "warning" if code.kind == "barrier" else None
        yield Remark(message, *at_code(code, book.file), hint, level=level)


CHECK = Check(
    code="QC107",
    name="missing-example",
    level="note",
    reason="Examples are the tests of rules: an edit that breaks a rule without one goes unseen; of barriers a warning",
    bad="- code: staff\n  terms: [perawat]",
    good="- code: staff\n  terms: [perawat]\n  examples:\n    - {text: Perawatnya cuma satu., expect: true}",
    find=each_codebook(find),
)
