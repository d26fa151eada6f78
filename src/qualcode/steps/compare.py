"""Compare two coders of a study on the units that both have looked at."""

from dataclasses import dataclass

import numpy as np

from qualcode.agreement.disagreements import are_people
from qualcode.agreement.evaluation import Pair
from qualcode.agreement.units import UNITS, Unit, Units, given, only, units
from qualcode.index.arrays import Flags
from qualcode.model import Coder, Finding
from qualcode.steps.errors import StepError, refuse, unknown
from qualcode.steps.frame import Framed
from qualcode.steps.samples import Sample, looked_at, read_sample, torn_looks
from qualcode.steps.splits import in_split, set_aside
from qualcode.steps.study import Opened
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import read_coder
from qualcode.tables import Codings, Frame
from qualcode.tables.mentions import last_segments

NOT_READ = "not-read"
"""Error of a coder of whom it is not known what was read."""


@dataclass(frozen=True)
class Wish:
    """What is to be compared."""

    unit: str = ""
    """`turn` or `segment`; empty: the unit of the sample, else `turn`."""
    split: str = ""
    """Value of the attribute `split`; empty: all transcripts."""
    sample: str = ""
    """Sample whose units are compared; empty: the one that the reference has coded, if any."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Two coders on the same units."""

    pair: Pair
    """Units and codes of both."""
    reference: Codings
    """Codings of the reference."""
    tested: Codings
    """Codings of the coder under test."""
    sample: str
    """Sample that the units come from; empty: every unit of the transcripts that both coded."""
    test: Flags
    """True for each unit of a transcript set aside for testing."""
    left_out: tuple[str, ...]
    """Codes that the coder under test gives and the reference never does: not compared, unless both are people."""
    findings: tuple[Finding, ...]
    """What was left out."""


def compare(opened: Opened, framed: Framed, reference: Codings, tested: Codings, wish: Wish) -> Compared:
    """Put two coders' codes beside each other, over the codes that the reference uses.

    Of two people neither is right by rule: theirs are compared over the codes that either uses.

    Raises:
        StepError: there is no such unit, split or sample, or nothing that both have looked at.
    """
    sample = _sample(opened, reference.coder, wish)
    unit = _unit(wish, sample)
    frame = framed.frame
    every, findings = _units(opened, frame, reference, unit, sample)
    drawn = sample
    if tested.kind != "rules":
        other = _other_sample(opened, tested.coder, sample)
        theirs, more = _units(opened, frame, tested, unit, other)
        drawn = sample or other
        every = only(every, np.intersect1d(every.place, theirs.place), _weights(every, theirs))
        findings = list(dict.fromkeys([*findings, *more]))
    there, found = given(frame, reference, every), given(frame, tested, every)
    either = found.any(axis=0) if are_people(reference, tested) else np.False_
    codes = np.flatnonzero(there.any(axis=0) | either | _asked(reference, sample))
    if not len(codes):
        raise refuse("nothing-coded", f"coder `{reference.coder}` gives none of the codes of this codebook here")
    names = [code.code for code in reference.codes]
    left_out = tuple(names[code] for code in np.flatnonzero(found.any(axis=0)).tolist() if code not in codes)
    pair = Pair(every, tuple(names[code] for code in codes.tolist()), there[:, codes], found[:, codes])
    pair = pair.among(in_split(frame, wish.split)[every.turn])
    if not len(pair.made):
        raise refuse("nothing-to-compare", f"`{reference.coder}` and `{tested.coder}` share no unit here")
    test = set_aside(frame)[pair.made.turn]
    return Compared(pair, reference, tested, drawn.sample if drawn else "", test, left_out, tuple(findings))


def _sample(opened: Opened, coder: str, wish: Wish) -> Sample | None:
    """The sample that a coder has coded.

    Raises:
        StepError: there are several and none was named, or the one named was not coded.
    """
    names = opened.layout.sample_names(opened.name)
    coded = [name for name in names if looked_at(opened, name, coder)]
    if wish.sample:
        if wish.sample not in names:
            raise unknown("sample", wish.sample, names)
        if wish.sample not in coded:
            raise refuse("not-coded", f"coder `{coder}` has coded nothing of sample `{wish.sample}`")
        return read_sample(opened, wish.sample)
    if len(coded) > 1:
        raise refuse("several-samples", f"coder `{coder}` has coded {len(coded)} samples", f"--sample {coded[-1]}")
    return read_sample(opened, coded[0]) if coded else None


def _other_sample(opened: Opened, coder: str, sample: Sample | None) -> Sample | None:
    """The sample that limits the coder under test: the same one, where this coder has coded it too."""
    if sample:
        return sample if looked_at(opened, sample.sample, coder) else None
    return _sample(opened, coder, Wish())


def _unit(wish: Wish, sample: Sample | None) -> Unit:
    if wish.unit and wish.unit not in UNITS:
        raise unknown("unit", wish.unit, UNITS)
    if sample and wish.unit not in ("", sample.unit):
        message = f"sample `{sample.sample}` was drawn by {sample.unit}, so `{wish.unit}` cannot be compared"
        raise refuse("other-unit", message, f"write --unit {sample.unit}")
    return "segment" if (wish.unit or (sample.unit if sample else "")) == "segment" else "turn"


def _units(
    opened: Opened, frame: Frame, codings: Codings, unit: Unit, sample: Sample | None
) -> tuple[Units, list[Finding]]:
    """The units that a coder has looked at, weighted when they were drawn."""
    if sample:
        return _drawn(opened, frame, codings, unit, sample)
    read, findings = _read_whole(opened, frame, codings)
    turns = np.array([transcript in read for transcript in frame.transcripts], np.bool_)[frame.turn_transcript]
    return units(frame, unit, turns), [*findings, *_too_wide(frame, codings, unit)]


def _read_whole(opened: Opened, frame: Frame, codings: Codings) -> tuple[set[str], list[Finding]]:
    """Transcripts in which a turn without a code is one that the coder read and gave none.

    Raises:
        StepError: nobody says so of any transcript: five quotes from twelve interviews would measure nothing.
    """
    name = codings.coder
    file = opened.layout.relative(opened.layout.coder_file(opened.name, name))
    declared, coded = kind_of(opened, name).read_whole, opened.layout.coded_ids(opened.name, name)
    if not declared:
        message = f"it is not known which transcripts `{name}` read whole, so nothing can be measured on these codings"
        hint = (
            f"where every transcript with codings was read to its end, write `read_whole: true` (or a list) in {file}; "
            "else code a sheet of `qualcode sample`"
        )
        raise refuse(NOT_READ, message, hint)
    read = set(coded) if isinstance(declared, bool) else set(declared)
    findings = [
        Finding("warning", "unknown-transcript", f"`read_whole` names `{each}`, which is no transcript", file)
        for each in sorted(read.difference(frame.transcripts))
    ]
    places = [frame.transcripts[number] in read for number in frame.turn_transcript[codings.turn].tolist()]
    if outside := places.count(False):
        message = f"{outside} codings of `{name}` stand in transcripts that were not read whole"
        findings.append(Finding("note", "not-read-whole", message, hint="they are left out"))
    return read, findings


def _too_wide(frame: Frame, codings: Codings, unit: Unit) -> list[Finding]:
    """Codings over several segments, when segments are compared: the coder worked in a coarser unit."""
    wide = int(np.count_nonzero(last_segments(frame, codings) > codings.segment)) if unit == "segment" else 0
    if not wide:
        return []
    message = f"{wide} codings of `{codings.coder}` run over several segments, and each of these counts as coded"
    return [Finding("warning", "coarser-codings", message, hint="compare with --unit turn")]


def _drawn(opened: Opened, frame: Frame, codings: Codings, unit: Unit, sample: Sample) -> tuple[Units, list[Finding]]:
    """Units of a sample that a coder has looked at and that still are what they were."""
    seen = looked_at(opened, sample.sample, codings.coder)
    transcripts = [frame.transcripts[number] for number in frame.turn_transcript.tolist()]
    turn_of = {pair: at for at, pair in enumerate(zip(transcripts, frame.turn_number.tolist(), strict=True))}
    places, weights = [], []
    for each in sample.units:
        if each.id in seen:
            turn = turn_of.get((each.transcript, each.turn))
            place = _place(frame, turn, each.start, each.end, each.turn_sha256, unit) if turn is not None else None
            if place is not None:
                places.append(place)
                weights.append(1 / each.chance)
    found = only(units(frame, unit), np.array(places, np.int64), np.array(weights))
    lost = len(seen) - len(found)
    outside = int(np.count_nonzero(~_inside(frame, codings, found)))
    findings = torn_looks(opened, sample.sample)
    if lost:
        message = f"{lost} units of sample `{sample.sample}` are not what they were when they were drawn"
        findings.append(Finding("warning", "units-changed", message, hint="they are left out"))
    if outside:
        message = f"{outside} codings of `{codings.coder}` stand outside sample `{sample.sample}`"
        findings.append(Finding("note", "outside-sample", message, hint="they are left out"))
    return found, findings


def _place(frame: Frame, turn: int, start: int, end: int, sha256: str, unit: Unit) -> int | None:
    """Where a unit stands now; None when its turn or its borders changed."""
    if sha256_bytes(frame.text(turn).encode()) != sha256:
        return None
    if unit == "turn":
        return int(frame.turn_counted[turn])
    low, high = np.searchsorted(frame.segment_turn, np.array((turn, turn + 1), np.int32)).tolist()
    at = low + int(np.searchsorted(frame.segment_start[low:high], start))
    return at if at < high and (frame.segment_start[at], frame.segment_end[at]) == (start, end) else None


def _inside(frame: Frame, codings: Codings, made: Units) -> Flags:
    place = frame.turn_counted[codings.turn] if made.unit == "turn" else codings.segment
    return np.isin(place, made.place)


def _weights(one: Units, other: Units) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Weights of the units that both have: those of the one that was drawn."""
    kept, left, right = np.intersect1d(one.place, other.place, return_indices=True)
    return np.maximum(one.weight[left], other.weight[right]) if len(kept) else np.ones(0)


def _asked(reference: Codings, sample: Sample | None) -> Flags:
    """Codes that the coder of a sample was shown units of, whether or not the coder gave them."""
    strata = {code for code, (there, _) in sample.strata.items() if there} if sample else set()
    return np.array([code.code in strata for code in reference.codes], dtype=np.bool_)


def kind_of(opened: Opened, name: str) -> Coder:
    """Who a coder is.

    Raises:
        StepError: `coder.yaml` has errors.
    """
    coder, findings = read_coder(opened.layout, opened.name, name)
    if coder is None:
        raise StepError(*findings)
    return coder
