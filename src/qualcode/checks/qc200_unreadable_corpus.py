"""QC200: a transcript, a setting or a file of the corpus that cannot be read, or holds a slip."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext


def find(context: CheckContext) -> Iterator[Remark]:
    """What was wrong with files when the corpus was opened."""
    for found in context.unreadable:
        yield Remark(found.message, found.file, found.line, found.column, found.hint, level=found.level)


CHECK = Check(
    code="QC200",
    name="unreadable-corpus",
    level="error",
    reason="What cannot be read is neither coded nor counted",
    bad="a transcript whose last line is torn, an unknown field in corpus.yaml",
    good="the file as `qualcode ingest` wrote it, fields spelt as the manual spells them",
    find=find,
)
