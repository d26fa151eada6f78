"""QC106: a code without a definition."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at_code
from qualcode.model.codebook import Codebook


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Codes in use that do not say what they mean."""
    for code in codebook.codes:
        if not code.retired and not any(code.definition.values()):
            hint = f"add `definition: {{{codebook.languages[0]}: ...}}`"
            yield Remark(f"the code `{code.code}` has no definition", *at_code(code, book.file), hint)


CHECK = Check(
    code="QC106",
    name="missing-definition",
    level="warning",
    reason="Without a definition two readers code differently, and a report cannot say what was counted",
    bad="- code: citizen_trust\n  label: {en: Lack of citizen trust}",
    good="- code: citizen_trust\n  definition: {en: Citizens do not trust the government or its service.}",
    find=each_codebook(find),
)
