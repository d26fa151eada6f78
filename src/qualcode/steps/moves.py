"""Codings that a corrected transcript would move."""

from collections.abc import Iterator, Sequence

from qualcode.model import Finding, PersonCoding, Turn
from qualcode.steps.anchors import stands
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.people import parse_codings


def moved_codings(opened: Opened, transcript: str, turns: Sequence[Turn]) -> list[Finding]:
    """An error for each coding kept in the study whose quote would no longer stand in its place.

    Codings are people's work: as long as one of them would move, the transcript stays as it is.
    """
    text = {turn.turn: turn.text for turn in turns}
    found: list[Finding] = []
    for codings, wrong in _codings(opened, transcript):
        found += [finding for finding in wrong if finding.level == "error"]  # codings that nobody here can place
        found += [_moved(coding, transcript) for coding in codings if not stands(coding, text.get(coding.turn, ""))]
    return found


def _codings(opened: Opened, transcript: str) -> Iterator[tuple[list[PersonCoding], list[Finding]]]:
    for coder in opened.layout.coder_names(opened.name):
        path = opened.layout.coding_file(opened.name, coder, transcript)
        if path.is_file():
            yield parse_codings(opened.layout.relative(path), read_bytes(path), coder, transcript)


def _moved(coding: PersonCoding, transcript: str) -> Finding:
    place = f"turn {coding.turn}, {coding.start}-{coding.end}"
    message = f"the source changed, and coding `{coding.code}` of `{coding.coder}` at {place} would move"
    hint = "the transcript is kept as it was; undo the change of the source, or move the coding yourself"
    return Finding("error", "coding-would-move", message, file=transcript, hint=hint)
