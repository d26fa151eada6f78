"""QC206: two transcripts with the same text."""

from collections.abc import Iterator
from hashlib import sha256

import numpy as np

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts whose turns say the same, apart from blanks and capitals."""
    first: dict[str, str] = {}
    for name, text in _texts(material):
        other = first.setdefault(text, name)
        if other != name:
            message = f"transcript `{name}` says the same as `{other}`"
            yield Remark(message, *material.place(name), hint="take one of the two out of the sources")


def _texts(material: CheckedCorpus) -> Iterator[tuple[str, str]]:
    """Hash of what is said in each transcript that says anything."""
    turns = material.frame.turn_transcript
    for number, name in enumerate(material.frame.transcripts):
        low, high = np.searchsorted(turns, [number, number + 1]).tolist()
        words = " ".join(material.frame.text(turn) for turn in range(low, high)).casefold().split()
        if words:
            yield name, sha256(" ".join(words).encode()).hexdigest()


CHECK = Check(
    code="QC206",
    name="duplicate-transcript",
    level="warning",
    reason="The same interview counted twice is two respondents too many",
    bad="sources: interview-4.docx and its copy interview-4-final.txt",
    good="sources: interview-4-final.txt",
    find=of_corpus(find),
)
