"""Re-anchors codings and units of samples when a transcript is corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.anchoring.spans import anchor, changed_part, map_span, stands
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding
from qualcode.store.atomic import read_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import parse_codings, take_back, write_codings
from qualcode.store.samples import Sample, SampleUnit, looks, read_samples, write_sample
from qualcode.store.study import OpenStudy

_FEWEST_WORDS = 3
"""Fewest words of a quote that is recognised by itself; a shorter one needs the context before or after it."""


@dataclass(frozen=True)
class TranscriptCorrection:
    """A corrected transcript and the earlier one, and what may be done with people's work on it."""

    transcript: str
    """Transcript."""
    old: Mapping[int, str]
    """Number -> text of the earlier turns."""
    new: Mapping[int, str]
    """Number -> text of the new ones."""
    turns: Mapping[int, int]
    """Number of an earlier turn -> number of the new turn, if certain."""
    source: str
    """The source's file, as people write it."""
    move: bool = False
    """True: people's work may follow its words."""
    set_aside: bool = False
    """True: codings without a certain place are set aside."""
    time: str = ""
    """When this happens, ISO 8601."""


@dataclass(frozen=True)
class ReanchoredCoding:
    """A coding that followed corrected words."""

    transcript: str
    """Transcript."""
    turn: int
    """Number of the turn now."""
    coder: str
    """Whose coding it is."""
    code: str
    """The code."""
    was: str
    """The words as they were coded, cut to what changed."""
    now: str
    """The words as they are now, cut likewise."""


@dataclass(frozen=True)
class Reanchoring:
    """What a corrected transcript means for its codings."""

    held: tuple[Finding, ...] = ()
    """An error for each coding that may not move, or whose new place is uncertain."""
    followed: tuple[Finding, ...] = ()
    """What was moved or set aside: a warning for each coder and a note for each coding."""
    corrected: tuple[ReanchoredCoding, ...] = ()
    """Codings whose words changed."""
    written: tuple[tuple[str, tuple[PersonCoding, ...]], ...] = ()
    """Coders whose codings move, with all their codings of the transcript."""
    aside: tuple[PersonCoding, ...] = field(default=())
    """Codings that are set aside."""


def reanchor_codings(study: OpenStudy, made: TranscriptCorrection) -> Reanchoring:
    """Find new places for the study's codings when a corrected transcript replaces the earlier one.

    Codings are people's work: if moving is not allowed and one of them would move, the transcript stays as it is. If it
    is allowed, a coding follows its turn, if the new turn is certain, with its words as corrected; else it follows its
    words if they occur in one place only, either with their stored context before or after them, or by themselves if
    they are three words or more.
    """
    held: list[Finding] = []
    followed: list[Finding] = []
    written, aside, shown = [], [], []
    for coder, file, codings, wrong in _codings(study, made.transcript):
        held += [finding for finding in wrong if finding.level == "error"]  # codings that nobody here can place
        places = [place_now(coding, made) for coding in codings]
        astray = [(old, new) for old, new in zip(codings, places, strict=True) if new is not old]
        sure = made.move and not wrong  # fields that are not known would be lost
        lost = [old for old, new in astray if new is None]
        held += [
            _held_coding(old, file, new, made, wrong=bool(wrong))
            for old, new in astray
            if not sure or (new is None and not made.set_aside)
        ]
        if astray and sure:
            pairs = [(old, new) for old, new in astray if new]
            followed += [*_told(coder, made.transcript, pairs), *_told_aside(study, coder, lost)]
            shown += [_corrected(old, new) for old, new in pairs if old.quote != new.quote]
            written.append((coder, tuple(new for new in places if new)))
            aside += lost
    if held:
        return Reanchoring(tuple(held))
    return Reanchoring((), tuple(followed), tuple(shown), tuple(written), tuple(aside))


def write_reanchored_codings(study: OpenStudy, made: TranscriptCorrection, moved: Reanchoring) -> None:
    """Write the moved codings, before the transcript, so that an interruption loses nothing."""
    take_back(study.layout, study.name, moved.aside, f"its words are gone from {made.source}", made.time)
    for coder, codings in moved.written:
        write_codings(study.layout, study.name, coder, made.transcript, codings, replace=True)


def _codings(study: OpenStudy, transcript: str) -> Iterator[tuple[str, str, list[PersonCoding], list[Finding]]]:
    """Each coder, with the file's name, its codings, and findings about bad lines."""
    for coder in study.layout.coder_names(study.name):
        path = study.layout.coding_file(study.name, coder, transcript)
        if path.is_file():
            name = study.layout.relative(path)
            yield coder, name, *parse_codings(name, read_bytes(path), coder, transcript)


def place_now(coding: PersonCoding, made: TranscriptCorrection) -> PersonCoding | None:
    """The coding at the new place of its words, the same object if it did not move; None if the place is uncertain."""
    turn = made.turns.get(coding.turn)
    known = turn is not None and stands(coding, made.old.get(coding.turn, ""))
    if stands(coding, made.new.get(coding.turn, "")) and turn in (None, coding.turn):
        return coding
    if turn is None or not known:
        return _found_anywhere(coding, made.new)
    span = map_span(made.old[coding.turn], made.new[turn], coding.start, coding.end)
    return _moved(coding, made.new, turn, *span) if span else _found_anywhere(coding, {turn: made.new[turn]})


def _found_anywhere(coding: PersonCoding, text: Mapping[int, str]) -> PersonCoding | None:
    """The coding where exactly its words occur now; None if that is uncertain."""
    places = [(turn, start) for turn, said in text.items() for start in _places(coding.quote, said)]
    known = [place for place in places if _is_beside(coding, text[place[0]], place[1])]
    if len(known) > 1 and coding.prefix and coding.suffix:  # a full stop stands behind many words
        known = [place for place in known if _is_between(coding, text[place[0]], place[1])]
    if not known and len(coding.quote.split()) >= _FEWEST_WORDS:
        known = places
    if len(known) != 1:
        return None
    turn, start = known[0]
    return _moved(coding, text, turn, start, start + len(coding.quote))


def _moved(coding: PersonCoding, text: Mapping[int, str], turn: int, start: int, end: int) -> PersonCoding:
    return replace(coding, turn=turn, **anchor(text[turn], start, end))


def _places(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _is_beside(coding: PersonCoding, text: str, start: int) -> bool:
    """Whether the stored context on one side of the quote is still there."""
    end = start + len(coding.quote)
    before = bool(coding.prefix) and text[:start].endswith(coding.prefix)
    return before or (bool(coding.suffix) and text[end:].startswith(coding.suffix))


def _is_between(coding: PersonCoding, text: str, start: int) -> bool:
    """Whether the stored context on both sides of the quote is still there."""
    return text[:start].endswith(coding.prefix) and text[start + len(coding.quote) :].startswith(coding.suffix)


def _held_coding(
    old: PersonCoding, file: str, new: PersonCoding | None, made: TranscriptCorrection, *, wrong: bool
) -> Finding:
    message = f"the source changed, and coding `{old.code}` of `{old.coder}` at {_place(old)} would move"
    hint = "the transcript is kept as it was; "
    if new is None:
        hint += f"its words are gone, or in several places: mend {made.source}, or take it out with --set-aside"
    elif made.move and wrong:
        hint += f"mend what is wrong in {file} first"
    else:
        words = "its words" if new.quote == old.quote else "its corrected words"
        hint += f"`qualcode ingest --move-codings` lets it follow {words} to {_place(new)}"
    return Finding("error", "coding-would-move", message, file=old.transcript, hint=hint)


def _told(coder: str, transcript: str, pairs: Sequence[tuple[PersonCoding, PersonCoding]]) -> list[Finding]:
    """A warning with the number of moved codings, and a note for each."""
    if not pairs:
        return []
    one = len(pairs) == 1
    message = f"{'1 coding' if one else f'{len(pairs)} codings'} of `{coder}` followed the words on which "
    message += "it stands" if one else "they stand"
    if number := sum(old.quote != new.quote for old, new in pairs):
        message += f", {'these' if number == len(pairs) else f'{number} of them'} corrected"
    each = [
        Finding("note", "coding-moved", f"`{old.code}` of `{coder}`: {_place(old)} is {_place(new)} now", transcript)
        for old, new in pairs
    ]
    return [Finding("warning", "codings-moved", message, transcript, hint="`-v` names each; look at them"), *each]


def _told_aside(study: OpenStudy, coder: str, lost: Sequence[PersonCoding]) -> list[Finding]:
    """A warning for each coding that is set aside."""
    file = study.layout.relative(study.layout.taken_back(study.name, coder))
    return [
        Finding("warning", "coding-set-aside", f"`{old.code}` of `{coder}` at {_place(old)} is kept in {file} now",
                old.transcript)
        for old in lost
    ]  # fmt: skip


def _corrected(old: PersonCoding, new: PersonCoding) -> ReanchoredCoding:
    return ReanchoredCoding(new.transcript, new.turn, new.coder, new.code, *changed_part(old.quote, new.quote))


def _place(coding: PersonCoding) -> str:
    return f"turn {coding.turn}, {coding.start}-{coding.end}"


@dataclass(frozen=True)
class UnitReanchoring:
    """What a corrected transcript means for sample units drawn from it."""

    held: tuple[Finding, ...] = ()
    """An error for each sample that would lose units which somebody has looked at."""
    followed: tuple[Finding, ...] = ()
    """A note for each sample whose units moved, a warning for each that loses some."""
    samples: tuple[Sample, ...] = ()
    """Samples with the new places of their units."""


def reanchor_units(study: OpenStudy, made: TranscriptCorrection) -> UnitReanchoring:
    """Find new places for sample units when a corrected transcript replaces the earlier one.

    A unit whose turn has the same words under another number always follows, since a unit is a place without words. One
    whose words were corrected follows if codings may; if it would be lost and somebody has looked at it, the transcript
    stays as it is, since giving no code is work, too.
    """
    held, followed, samples = [], [], []
    for sample in read_samples(study):
        own = {unit.id: _unit_now(unit, made) for unit in sample.units if _stood(unit, made)}
        seen = looks(study, sample.sample)
        lost = [unit for unit, now in own.items() if now is None]
        dear = sorted({coder for unit in lost for coder in seen.get(unit, ())})
        if dear and not (made.move and made.set_aside):
            held.append(_held_sample(sample, made, [unit for unit in lost if unit in seen], dear))
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
    return UnitReanchoring(tuple(held)) if held else UnitReanchoring((), tuple(followed), tuple(samples))


def write_reanchored_units(study: OpenStudy, moved: UnitReanchoring) -> None:
    """Write the samples whose units moved, before the transcript."""
    for sample in moved.samples:
        write_sample(study, sample)


def _stood(unit: SampleUnit, made: TranscriptCorrection) -> bool:
    """Whether a unit belongs to the transcript and its turn had not changed since it was drawn."""
    text = made.old.get(unit.turn)
    is_own = unit.transcript == made.transcript and text is not None
    return is_own and sha256_bytes((text or "").encode()) == unit.turn_sha256


def _unit_now(unit: SampleUnit, made: TranscriptCorrection) -> SampleUnit | None:
    """The unit at the new place of its words; None if that is uncertain, or if it may not move."""
    old, turn = made.old[unit.turn], made.turns.get(unit.turn)
    if turn is None:
        return unit if made.new.get(unit.turn) == old else None
    if made.new[turn] == old:
        return replace(unit, turn=turn)
    if not made.move:
        return None
    new = made.new[turn]
    span = (0, len(new)) if unit.segment is None else map_span(old, new, unit.start, unit.end)
    return (
        replace(unit, turn=turn, start=span[0], end=span[1], turn_sha256=sha256_bytes(new.encode())) if span else None
    )


def _held_sample(sample: Sample, made: TranscriptCorrection, units: Sequence[str], coders: Sequence[str]) -> Finding:
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
