"""Reading `qualcode.yaml`."""

from qualcode.model import Finding, Study
from qualcode.store.yamlfields import Sheet

_FIELDS = ("format", "title", "languages", "corpus", "codebook", "segment")
_SEGMENTS = ("sentence", "turn", "paragraph", "line")


def read_study(name: str, data: bytes) -> tuple[Study | None, tuple[Finding, ...]]:
    """The settings of a study; None when there are errors. `name` is the file as findings call it."""
    sheet = Sheet(name, data, _FIELDS)
    usual, top = Study(), sheet.top
    study = Study(
        title=sheet.text(top.get("title")),
        languages=sheet.texts(top.get("languages")) or usual.languages,
        corpus=sheet.text(top.get("corpus")) or usual.corpus,
        codebook=sheet.text(top.get("codebook")),
        segment=sheet.word(top.get("segment"), _SEGMENTS, usual.segment),
        configured=True,
    )
    return (None if sheet.broken else study), sheet.result()
