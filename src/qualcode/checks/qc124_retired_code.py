"""QC124: a retired code that is still used."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at_code
from qualcode.model.codebook import Code, Codebook


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Retired codes that stand above codes in use, that take another's place, or that people's codings hold."""
    for code in codebook.codes:
        if code.retired:
            for message, hint in _uses(code, codebook, context):
                yield Remark(message, *at_code(code, book.file), hint)


def _uses(code: Code, codebook: Codebook, context: CheckContext) -> Iterator[tuple[str, str]]:
    children = [other.code for other in codebook.codes if other.parent == code.code and not other.retired]
    if children:
        yield f"`{code.code}` is retired and stands above `{'`, `'.join(children)}`", "give them another parent"
    codings = [coding for coding in context.material.codings if coding.code == code.code] if context.material else []
    if codings:
        coders = ", ".join(sorted({coding.coder for coding in codings}))
        other = f"merge it into `{code.replaced_by}`" if code.replaced_by else "rename or merge it"
        number = f"{len(codings)} coding{'s' if len(codings) > 1 else ''} of {coders}"
        yield f"`{code.code}` is retired, and still used by {number}", f"{other} with `qualcode codes`"
    if code.replaced_by in {each.code for each in codebook.codes if each.retired}:
        yield f"`{code.code}` is replaced by `{code.replaced_by}`, which is retired too", "name the code that is in use"


CHECK = Check(
    code="QC124",
    name="retired-code",
    level="warning",
    reason="Its children and codings are counted with a code that nobody means any more",
    bad="- {code: people, retired: true}\n- {code: staff, parent: people}",
    good="- {code: people, retired: true}\n- {code: staff}",
    find=each_codebook(find),
)
