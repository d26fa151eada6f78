"""QC301: a coding whose quote is no longer in its place."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """People's codings that do not stand on their words."""
    for coding in material.codings:
        said = material.slice(coding.transcript, coding.turn, coding.start, coding.end)
        if said != coding.quote:
            why = "stands in a turn that does not exist" if said is None else "is no longer its quote"
            what = f"a coding `{coding.code}` of {coding.coder} in turn {coding.turn} of `{coding.transcript}`"
            message = f"{what}, {coding.start}-{coding.end}, {why}"
            hint = "put the transcript back, or code the passage again"
            yield Remark(message, *material.place(coding.transcript, coding.turn), hint=hint, quote=coding.quote)


CHECK = Check(
    code="QC301",
    name="lost-quote",
    level="error",
    reason="A coding that has moved silently is evidence for something that nobody said",
    bad="a transcript edited by hand after it was coded",
    good="the transcript as it was when it was coded",
    find=of_corpus(find),
)
