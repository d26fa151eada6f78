"""QC207: two transcripts in which most of what is said is the same."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Material
from qualcode.checks.each import of_corpus
from qualcode.checks.shingles import alike, runs_of_words

LEAST, SAME = 0.4, 0.995
"""Shares of common runs of words between which two transcripts are versions of one."""


def find(material: Material) -> Iterator[Remark]:
    """Pairs of transcripts that are probably two versions of one interview."""
    for one, other, part in alike(runs_of_words(material), LEAST):
        if part < SAME:
            message = f"transcript `{other}` shares {100 * part:.0f} % of its runs of words with `{one}`"
            yield Remark(message, *material.place(other), hint="keep the version that is meant, or merge the two")


CHECK = Check(
    code="QC207",
    name="similar-transcript",
    level="warning",
    reason="A draft beside its final version counts one respondent twice",
    bad="sources: interview-4-draft.docx and interview-4.docx",
    good="sources: interview-4.docx",
    find=of_corpus(find),
)
