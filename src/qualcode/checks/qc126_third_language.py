"""QC126: an example in a language that is neither Indonesian nor English."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.model.codebook import Codebook
from qualcode.text import tokens
from qualcode.text.languages import third_language


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Examples of codes in use whose words are those of a third language."""
    for code in codebook.codes:
        for example in () if code.retired else code.examples:
            if language := third_language(tokens.keys(example.text)):
                message = f"this example of `{code.code}` is rather in {language}"
                hint = "rules know the forms of Indonesian and English words only; others are found as they are written"
                yield Remark(message, code.file or book.file, example.line, example.column, hint)


CHECK = Check(
    code="QC126",
    name="third-language",
    level="warning",
    reason="Inflections and negation are known in Indonesian and English; in other languages codes are missed",
    bad="examples:\n  - {text: La route est en mauvais état., expect: true}",
    good="examples:\n  - {text: The road is in bad shape., expect: true}",
    find=each_codebook(find),
)
