"""Units of samples and a corrected transcript: they follow their words as codings do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.model import Finding
from qualcode.steps.corrected import corrected
from qualcode.steps.moves import Change
from qualcode.steps.samples import Sample, SampleUnit, looks, read_samples, write_sample
from qualcode.steps.study import Opened
from qualcode.store.hashing import sha256_bytes


@dataclass(frozen=True)
class UnitMoves:
    """What a corrected transcript does to the units that were drawn from it."""

    held: tuple[Finding, ...] = ()
    """An error for each sample with units that somebody has looked at and that would be lost."""
    followed: tuple[Finding, ...] = ()
    """A note for each sample whose units moved, a warning where some are lost."""
    samples: tuple[Sample, ...] = ()
    """Samples with the new places of their units."""


def unit_moves(opened: Opened, made: Change) -> UnitMoves:
    """What happens to the units of samples when a corrected transcript takes the place of the earlier one.

    A unit whose turn has the same words under another number follows always: it is a place and holds no words. One
    whose words were corrected follows when codings may, and holds the transcript where somebody has looked at it:
    the coder's silence on it is work, too.
    """
    held, followed, samples = [], [], []
    for sample in read_samples(opened):
        own = {unit.id: _unit_now(unit, made) for unit in sample.units if _stood(unit, made)}
        seen = looks(opened, sample.sample)
        lost = [unit for unit, now in own.items() if now is None]
        dear = sorted({coder for unit in lost for coder in seen.get(unit, ())})
        if dear and not (made.move and made.set_aside):
            held.append(_held(sample, made, [unit for unit in lost if unit in seen], dear))
        units = tuple(own.get(unit.id) or unit for unit in sample.units)
        if units != sample.units:
            samples.append(replace(sample, units=units))
            moved = sum(one != other for one, other in zip(units, sample.units, strict=True))
            message = f"{_units(moved)} of sample `{sample.sample}` followed {_their(moved)} words"
            followed.append(Finding("note", "units-moved", message, made.transcript))
        if lost:
            message = f"{_units(len(lost))} of sample `{sample.sample}` lost {_their(len(lost))} words"
            hint = "left out of what is compared"
            followed.append(Finding("warning", "units-changed", message, made.transcript, hint=hint))
    return UnitMoves(tuple(held)) if held else UnitMoves((), tuple(followed), tuple(samples))


def write_unit_moves(opened: Opened, moved: UnitMoves) -> None:
    """Write the samples whose units moved; before the transcript."""
    for sample in moved.samples:
        write_sample(opened, sample)


def _stood(unit: SampleUnit, made: Change) -> bool:
    """Whether a unit is one of the transcript and was what it was when it was drawn."""
    text = made.old.get(unit.turn)
    is_own = unit.transcript == made.transcript and text is not None
    return is_own and sha256_bytes((text or "").encode()) == unit.turn_sha256


def _unit_now(unit: SampleUnit, made: Change) -> SampleUnit | None:
    """The unit where its words stand now; None where that is not certain, or where it may not move."""
    old, turn = made.old[unit.turn], made.turns.get(unit.turn)
    if turn is None:
        return unit if made.new.get(unit.turn) == old else None
    if made.new[turn] == old:
        return replace(unit, turn=turn)
    if not made.move:
        return None
    new = made.new[turn]
    span = (0, len(new)) if unit.segment is None else corrected(old, new, unit.start, unit.end)
    return (
        replace(unit, turn=turn, start=span[0], end=span[1], turn_sha256=sha256_bytes(new.encode())) if span else None
    )


def _held(sample: Sample, made: Change, units: Sequence[str], coders: Sequence[str]) -> Finding:
    who = " and ".join(f"`{each}`" for each in coders)
    message = (
        f"the source changed, and {_units(len(units))} of sample `{sample.sample}` that {who} looked at would be lost"
    )
    hint = "`qualcode ingest --move-codings` lets them follow their words, where these are certain"
    if made.move:
        hint = f"mend {made.source}, or leave them out with --set-aside"
    hint = f"the transcript is kept as it was; {hint}"
    return Finding("error", "coding-would-move", message, made.transcript, hint=hint)


def _units(number: int) -> str:
    return "1 unit" if number == 1 else f"{number} units"


def _their(number: int) -> str:
    return "its" if number == 1 else "their"
