"""QC208: a transcript whose source is gone."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Context


def find(context: Context) -> Iterator[Remark]:
    """Transcripts that can no longer be compared with their source."""
    material = context.material
    for transcript in material.gone if material else ():
        source = material.headers[transcript].source if material else ""
        message = f"the source of transcript `{transcript}` is not there"
        yield Remark(message, source, hint="put it back, or keep the transcript as it is")


CHECK = Check(
    code="QC208",
    name="missing-source",
    level="note",
    reason="Nobody can check the transcript against what was received; in a shared repository that may be intended",
    bad="sources/interview.txt deleted after `qualcode ingest`",
    good="sources/interview.txt kept beside its transcript",
    find=find,
)
