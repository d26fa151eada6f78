"""QC208: a transcript whose source is gone."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts that can no longer be compared with their source."""
    for transcript in material.gone:
        message = f"the source of transcript `{transcript}` is not there"
        hint = "put it back, or keep the transcript as it is"
        yield Remark(message, material.headers[transcript].source, hint=hint)


CHECK = Check(
    code="QC208",
    name="missing-source",
    level="note",
    reason="Nobody can check the transcript against what was received; in a shared repository that may be intended",
    bad="sources/interview.txt deleted after `qualcode ingest`",
    good="sources/interview.txt kept beside its transcript",
    find=of_corpus(find),
)
