"""Lines of a source into its reading: the last step of nearly every reader."""

from collections.abc import Iterable, Mapping

from qualcode.model import Finding, How, Reading
from qualcode.readers.failure import empty
from qualcode.readers.labels import spoken
from qualcode.readers.lines import Line
from qualcode.readers.pieces import turns


def talk(
    name: str,
    lines: Iterable[Line],
    unit: str,
    *,
    findings: Iterable[Finding] = (),
    attributes: Mapping[str, str] | None = None,
    encoding: str = "",
    skipped: Mapping[str, int] | None = None,
    timed: bool = True,
) -> Reading:
    """Divide lines into turns, and say how they were read.

    `unit` and `timed` are those of `spoken`; `skipped` says what the reader itself left out, and how often.
    """
    said = spoken(list(lines), name, unit, timed=timed)
    found = turns(said.pieces)
    every = (*findings, *said.findings)
    if not found:
        return empty(name, every)
    return Reading(
        found, {**said.attributes, **(attributes or {})}, every, how=account(encoding, said.how, skipped or {})
    )


def account(encoding: str, how: How, skipped: Mapping[str, int]) -> How:
    """Join what the reader and the search for labels have to tell; what never occurred is left out."""
    counts = {**skipped, **how.skipped}
    return How(encoding, how.labels, {what: number for what, number in counts.items() if number})
