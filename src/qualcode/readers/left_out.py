"""What a word processor keeps beside the text: said once, in one note."""

from collections.abc import Mapping

from qualcode.model import Finding

_ACCEPTED = "insertions"


def left_out(name: str, form: str, counts: Mapping[str, int]) -> list[Finding]:
    """Say how many comments, notes and tracked changes a document has; its final text is what is read.

    `counts` maps such words as `comments` and `deletions` to numbers; `insertions` are in the text.
    """
    said = []
    aside = [_counted(what, number) for what, number in counts.items() if number and what != _ACCEPTED]
    if aside:
        said.append(f"{_listed(aside)} left out")
    if counts.get(_ACCEPTED):
        said.append(f"{_counted(_ACCEPTED, counts[_ACCEPTED])} accepted")
    if not said:
        return []
    return [Finding("note", f"{form}-left-out", f"the final text of this document was read: {', '.join(said)}", name)]


def _counted(what: str, number: int) -> str:
    return f"1 {what.removesuffix('s')}" if number == 1 else f"{number} {what}"


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def skipped(counts: Mapping[str, int]) -> dict[str, int]:
    """Only what is in no turn."""
    return {what: number for what, number in counts.items() if what != _ACCEPTED}
