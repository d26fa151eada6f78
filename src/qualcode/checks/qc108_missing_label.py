"""QC108: a code without a label in a language that the codebook declares."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext, at_code
from qualcode.model.codebook import Code, Codebook

LOADER = ("label-missing",)


def find(context: CheckContext) -> Iterator[Remark]:
    """Codes in use whose label lacks a language, or that have none."""
    for book in context.books:
        for code in book.codebook.codes if book.codebook else ():
            if book.codebook and not code.retired and (missing := _missing(book.codebook, code)):
                named = ", ".join(f"`{language}`" for language in missing)
                hint = "add " + ", ".join(f"`{language}: ...`" for language in missing) + " to its `label`"
                yield Remark(f"`{code.code}` has no label in {named}", *at_code(code, book.file), hint)


def _missing(codebook: Codebook, code: Code) -> list[str]:
    return [language for language in codebook.languages if not code.label.get(language)]


CHECK = Check(
    code="QC108",
    name="missing-label",
    level="warning",
    reason="A table in that language would show the bare code",
    bad="languages: [id, en]\ncodes:\n  - code: staff\n    label: {en: Too few nurses}",
    good="languages: [id, en]\ncodes:\n  - code: staff\n    label: {id: Perawat kurang, en: Too few nurses}",
    find=find,
    loader=LOADER,
)
