"""QC106, QC107, QC108, QC124: codes that lack a definition, examples or a label; retired codes still in use."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at_code
from qualcode.model.codebook import Code, Codebook
from qualcode.model.finding import FindingLevel


def codes_without_definition(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Codes in use that do not say what they mean."""
    for code in codebook.codes:
        if not code.retired and not any(code.definition.values()):
            hint = f"add `definition: {{{codebook.languages[0]}: ...}}`"
            yield Remark(f"the code `{code.code}` has no definition", *at_code(code, book.file), hint)


MISSING_DEFINITION = Check(
    code="QC106",
    name="missing-definition",
    level="warning",
    reason="Without a definition two readers code differently, and a report cannot say what was counted",
    bad="- code: citizen_trust\n  label: {en: Lack of citizen trust}",
    good="- code: citizen_trust\n  definition: {en: Citizens do not trust the government or its service.}",
    find=each_codebook(codes_without_definition),
)


def untested_codes(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
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


MISSING_EXAMPLE = Check(
    code="QC107",
    name="missing-example",
    level="note",
    reason="Examples are the tests of rules: an edit that breaks a rule without one goes unseen; of barriers a warning",
    bad="- code: staff\n  terms: [perawat]",
    good="- code: staff\n  terms: [perawat]\n  examples:\n    - {text: Perawatnya cuma satu., expect: true}",
    find=each_codebook(untested_codes),
)


def codes_without_label(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Codes in use whose label lacks a language; a language in which none of several has one is told once."""
    codes = [code for code in codebook.codes if not code.retired]
    lacking = {language: [code for code in codes if not code.label.get(language)] for language in codebook.languages}
    for language, without in lacking.items():
        if len(without) == len(codes) > 1:
            hint = f"add `{language}: ...` to each `label`, or show no table in that language"
            yield Remark(f"no code has a label in `{language}`", *at_code(codes[0], book.file), hint)
    for code in codes:
        missing = [name for name, without in lacking.items() if code in without and not len(without) == len(codes) > 1]
        if missing:
            named = ", ".join(f"`{language}`" for language in missing)
            hint = "add " + ", ".join(f"`{language}: ...`" for language in missing) + " to its `label`"
            yield Remark(f"`{code.code}` has no label in {named}", *at_code(code, book.file), hint)


MISSING_LABEL = Check(
    code="QC108",
    name="missing-label",
    level="warning",
    reason="A table in that language shows the label of another language, or the bare code",
    bad="languages: [id, en]\ncodes:\n  - code: staff\n    label: {en: Too few nurses}",
    good="languages: [id, en]\ncodes:\n  - code: staff\n    label: {id: Perawat kurang, en: Too few nurses}",
    find=each_codebook(codes_without_label),
)


def retired_but_used(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
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


RETIRED_CODE = Check(
    code="QC124",
    name="retired-code",
    level="warning",
    reason="Its children and codings are counted with a code that nobody means any more",
    bad="- {code: people, retired: true}\n- {code: staff, parent: people}",
    good="- {code: people, retired: true}\n- {code: staff}",
    find=each_codebook(retired_but_used),
)

CHECKS = (MISSING_DEFINITION, MISSING_EXAMPLE, MISSING_LABEL, RETIRED_CODE)
