"""Prune: transcripts whose source is gone leave the study, unless people worked on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Finding
from qualcode.steps.samples import looks, read_samples
from qualcode.steps.study import Opened
from qualcode.store.atomic import remove


@dataclass(frozen=True)
class Pruned:
    """What becomes of transcripts without a source."""

    removed: tuple[str, ...] = ()
    """Transcripts that are removed, or would be."""
    findings: tuple[Finding, ...] = ()
    """An error for each that stays, since somebody's work stands on it, or since all sources are gone."""


def prune(opened: Opened, missing: Sequence[str], transcripts: int, *, dry_run: bool) -> Pruned:
    """Remove the transcripts whose source is `missing`, of so many in all; those that people worked on stay.

    Where no source is there at all, none is removed: a disk that is not connected looks like that.
    """
    if missing and len(missing) == transcripts:
        message = "no source of this corpus is there, so no transcript is removed"
        return Pruned((), (Finding("error", "no-sources", message, hint="is a disk or a folder missing?"),))
    workers = {transcript: _workers(opened, transcript) for transcript in missing}
    removed = tuple(transcript for transcript, who in workers.items() if not who)
    if not dry_run:
        for transcript in removed:
            remove(opened.layout.transcript(opened.name, transcript))
    return Pruned(removed, tuple(_stays(transcript, who) for transcript, who in workers.items() if who))


def _workers(opened: Opened, transcript: str) -> list[str]:
    """Who keeps codings in a transcript, or has looked at units of a sample in it."""
    layout, name = opened.layout, opened.name
    who = {coder for coder in layout.coder_names(name) if layout.coding_file(name, coder, transcript).is_file()}
    for sample in read_samples(opened):
        seen = looks(opened, sample.sample)
        who |= {coder for unit in sample.units if unit.transcript == transcript for coder in seen.get(unit.id, ())}
    return sorted(who)


def _stays(transcript: str, who: Sequence[str]) -> Finding:
    message = f"transcript `{transcript}` is not removed: {', '.join(f'`{each}`' for each in who)} worked on it"
    return Finding("error", "coded-transcript", message, transcript, hint="put its source back")
