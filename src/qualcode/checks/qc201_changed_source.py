"""QC201: a source that changed since it was ingested."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Context


def find(context: Context) -> Iterator[Remark]:
    """Transcripts whose source has other bytes now."""
    material = context.material
    for transcript in material.changed if material else ():
        source = material.headers[transcript].source if material else ""
        message = f"the source of transcript `{transcript}` changed since it was ingested"
        yield Remark(message, source, hint="run `qualcode ingest` again, or put the old source back")


CHECK = Check(
    code="QC201",
    name="changed-source",
    level="error",
    reason="Quotes are then taken from a text that is no longer the source",
    bad="interview.txt edited after `qualcode ingest`",
    good="`qualcode ingest` run after the edit",
    find=find,
)
