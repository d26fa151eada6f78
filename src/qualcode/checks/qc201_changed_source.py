"""QC201: a source that changed since it was ingested."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts whose source has other bytes now."""
    for transcript in material.changed:
        message = f"the source of transcript `{transcript}` changed since it was ingested"
        hint = "run `qualcode ingest` again, or put the old source back"
        yield Remark(message, material.headers[transcript].source, hint=hint)


CHECK = Check(
    code="QC201",
    name="changed-source",
    level="error",
    reason="Quotes are then taken from a text that is no longer the source",
    bad="interview.txt edited after `qualcode ingest`",
    good="`qualcode ingest` run after the edit",
    find=of_corpus(find),
)
