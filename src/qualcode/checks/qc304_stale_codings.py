"""QC304: codings of rules that are older than the codebook, the transcripts or the roles."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext


def find(context: CheckContext) -> Iterator[Remark]:
    """Codebooks whose kept codings are not those that they would make now."""
    for book in context.books:
        if book.kept == "stale":
            message = "the codings that the study keeps are older than this codebook, the transcripts or the roles"
            yield Remark(message, book.file, hint=f"run `qualcode code --codebook {book.file}`")


CHECK = Check(
    code="QC304",
    name="stale-codings",
    level="warning",
    reason="Tables and the codebook beside them would disagree",
    bad="a rule edited after `qualcode code`",
    good="`qualcode code` run after the edit",
    find=find,
)
