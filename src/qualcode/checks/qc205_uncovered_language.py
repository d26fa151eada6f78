"""QC205: speech in a language that the codebook does not declare."""

from collections.abc import Iterator

import numpy as np

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext, CheckedCorpus
from qualcode.corpus.frame import participants
from qualcode.languages import current, language_name
from qualcode.text.languages import segment_language_names

SHARE = 2.0
"""Percentage of participants' segments above which a language counts as spoken in the corpus."""


def find(context: CheckContext) -> Iterator[Remark]:
    """Languages of the participants' segments that a codebook leaves out."""
    for book in context.books:
        declared = set(book.codebook.languages) if book.codebook else set()
        for language, share in _spoken(context.material).items() if declared and context.material else ():
            needed = {*current().codes[:2]} if language == "mixed" else {language}
            if share > SHARE and not needed <= declared:
                missing = ", ".join(f"`{each}`" for each in sorted(needed - declared))
                named = "both languages mixed" if language == "mixed" else language_name(language, "en")
                message = f"{share:.0f} % of the participants' segments are in {named}"
                hint = f"add {missing} to `languages`, with labels and words"
                yield Remark(f"{message}, and the codebook does not declare {missing}", book.file, hint=hint)


def _spoken(material: CheckedCorpus | None) -> dict[str, float]:
    """Percentage of the participants' segments in each known language."""
    if material is None or not material.coded_segments:
        return {}
    frame = material.frame
    said = frame.segment_language[participants(frame)[frame.segment_turn]]
    names = segment_language_names()
    counts = np.bincount(said, minlength=len(names)).tolist()
    return {name: 100 * count / len(said) for name, count in zip(names, counts, strict=True) if name != "und"}


CHECK = Check(
    code="QC205",
    name="uncovered-language",
    level="warning",
    reason="What is said in a language that the codebook does not know is not found, and looks as if nobody said it",
    bad="languages: [id]      # and a third of the interviews are in English",
    good="languages: [id, en]",
    find=find,
)
