"""Re-anchors what people keep on a transcript besides their codings.

These are rejections, turns that were read, memos, and translations.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from qualcode.anchoring.reanchor import TranscriptCorrection, place_now
from qualcode.anchoring.spans import ANCHOR_FIELDS, anchor, stands
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.line import DecisionLine
from qualcode.model.memo import Memo
from qualcode.model.translation import Translation
from qualcode.store.decisions import append_decisions, as_coding, new_id, placed, read_decisions, stamp, time_after
from qualcode.store.fold import fold_lines
from qualcode.store.hashing import sha256_bytes
from qualcode.store.memos import add_memos, fold_memos, read_memos
from qualcode.store.study import OpenStudy
from qualcode.store.translations import add_translations, read_translations, translations_in_force

NewTurns = Mapping[str, TranscriptCorrection]
"""Transcript that has the words now -> how it differs from the earlier one."""


@dataclass(frozen=True)
class KeptLine:
    """A rejection, a turn that was read, a memo or a translation, with its old and new place."""

    coder: str
    """Whose it is."""
    old: DecisionLine | Memo | Translation
    """With its old place."""
    new: DecisionLine | Memo | Translation | None
    """With its new place; None if that is uncertain."""
    transcript: str = ""
    """Transcript of its new place."""

    @property
    def stays(self) -> bool:
        """True if its place does not change."""
        return self.new == self.old

    @property
    def what(self) -> str:
        """What it is, in words."""
        if isinstance(self.old, Memo):
            on = self.old.on
            about = f"`{on.respondent}`" if on.respondent else f"turn {on.turn}" if on.turn else "the transcript"
            return f"a memo of `{self.coder}` on {about}"
        if isinstance(self.old, Translation):
            place = f"turn {self.old.turn}, {self.old.start}-{self.old.end}"
            return f"the translation into `{self.old.language}` of {place}"
        if self.old.do == "looked":
            return f"turn {self.old.turn}, which `{self.coder}` has read,"
        return (
            f"`{self.old.code}` that `{self.coder}` rejected at turn {self.old.turn}, {self.old.start}-{self.old.end}"
        )


def place_among(coding: PersonCoding, made: NewTurns) -> PersonCoding | None:
    """The coding in the one transcript that has its words; None if there is none, or if it is uncertain which."""
    found = [(name, place_now(coding, one)) for name, one in made.items()]
    sure = [replace(each, transcript=name) for name, each in found if each]
    if len(sure) > 1:  # short words may stand in several: those around them tell
        sure = [
            each
            for each in sure
            if stands(each, made[each.transcript].new[each.turn]) and each.turn in made[each.transcript].turns.values()
        ]
    return sure[0] if len(sure) == 1 else None


def about_people(study: OpenStudy, transcript: str) -> list[Memo]:
    """Memos about people who are named by their place in a transcript."""
    memos = fold_memos(read_memos(study.layout, study.name)[0]).memos
    return [memo for memo in memos if memo.on.respondent.rpartition("/")[0] == transcript]


def kept_beside(
    study: OpenStudy, transcript: str, made: NewTurns, people: Mapping[str, str] | None = None
) -> list[KeptLine]:
    """Everything that people keep on a transcript besides their codings, with its new place.

    `people`: what those who speak in it are called now, where it goes to other transcripts; None: they stay.
    """
    found: list[KeptLine] = []
    for coder in study.layout.coder_names(study.name):
        found += _of_coder(coder, transcript, read_decisions(study.layout, study.name, coder, transcript)[0], made)
    memos = fold_memos(read_memos(study.layout, study.name)[0]).memos
    persons = about_people(study, transcript) if people is not None else []
    on_it = [memo for memo in memos if memo.on.transcript == transcript and memo not in persons]
    found += [*(_memo(memo, made) for memo in on_it), *(_of_person(memo, people or {}) for memo in persons)]
    lines = read_translations(study.layout, study.name)[0]
    own = [line for line in translations_in_force(lines).values() if line.transcript == transcript]
    return [*found, *(_translation(line, made) for line in own)]


def _translation(line: Translation, made: NewTurns) -> KeptLine:
    """A translation with the words that it translates."""
    place = (line.turn, "", line.start, line.end, line.quote, line.prefix, line.suffix, line.turn_sha256)
    now = place_among(PersonCoding(line.by, line.transcript, *place), made)
    if now is None:
        return KeptLine(line.by, line, None)
    new = replace(line, transcript=now.transcript, **{name: getattr(now, name) for name in ANCHOR_FIELDS})
    return KeptLine(line.by, line, new, now.transcript)


def _of_person(memo: Memo, people: Mapping[str, str]) -> KeptLine:
    """A memo with the person whom it is about."""
    name = people.get(memo.on.respondent, "")
    there = replace(memo.on, respondent=name, transcript=memo.on.transcript and name.rpartition("/")[0])
    return KeptLine(memo.coder, memo, replace(memo, on=there) if name else None, name)


def _of_coder(coder: str, transcript: str, lines: Sequence[DecisionLine], made: NewTurns) -> Iterator[KeptLine]:
    force = fold_lines(lines)
    for line in force.rejected:
        now = place_among(as_coding(line, coder, transcript), made)
        yield KeptLine(coder, line, line_at(line, now) if now else None, now.transcript if now else "")
    for line in force.looked:
        name, turn = _turn_among(line.turn, made)
        text = made[name].new[turn] if turn else ""
        new = replace(line, turn=turn, turn_sha256=line.turn_sha256 and sha256_bytes(text.encode())) if turn else None
        yield KeptLine(coder, line, line if turn == line.turn and name == transcript else new, name)


def line_at(line: DecisionLine, coding: PersonCoding) -> DecisionLine:
    """A line moved to the place of a coding."""
    return replace(line, **{name: getattr(coding, name) for name in ANCHOR_FIELDS})


def _turn_among(turn: int, made: NewTurns) -> tuple[str, int]:
    """New transcript and number of a turn; empty and 0 if that is uncertain."""
    found = [(name, one.turns[turn]) for name, one in made.items() if turn in one.turns]
    return found[0] if len(found) == 1 else ("", 0)


def _memo(memo: Memo, made: NewTurns) -> KeptLine:
    """A memo with the words, the turn or the transcript that it is about; of several transcripts the first."""
    on = memo.on
    if on.end > on.start:
        now = place_among(_with_surroundings(memo, next(iter(made.values())).old.get(on.turn, "")), made)
        there = now and replace(
            on, transcript=now.transcript, turn=now.turn, start=now.start, end=now.end, quote=now.quote
        )
    elif on.turn:
        name, turn = _turn_among(on.turn, made)
        there = replace(on, transcript=name, turn=turn) if turn else None
    else:
        there = replace(on, transcript=next(iter(made)))
    return KeptLine(memo.coder, memo, replace(memo, on=there) if there else None, there.transcript if there else "")


def _with_surroundings(memo: Memo, text: str) -> PersonCoding:
    """The words of a memo as a coding, with their context, since a short word occurs in many places."""
    on = memo.on
    coding = PersonCoding(memo.coder, on.transcript, on.turn, on.code, on.start, on.end, on.quote)
    if not stands(coding, text):
        return coding
    return replace(coding, **anchor(text, on.start, on.end))


def held_beside(kept: Iterable[KeptLine], transcript: str, hint: str) -> list[Finding]:
    """An error for each thing without a certain new place."""
    return [
        Finding("error", "coding-would-move", f"{each.what} has no certain place now", transcript, hint=hint)
        for each in kept
        if each.new is None
    ]


def held_in_correction(kept: Iterable[KeptLine], made: TranscriptCorrection) -> list[Finding]:
    """An error for each rejection and memo that would have to move but may not, or whose new place is uncertain.

    A turn that was read always follows: it contains no words of the coder.
    """
    found = []
    for each in kept:
        looked = isinstance(each.old, DecisionLine) and each.old.do == "looked"
        if looked or each.stays or (made.move and (each.new or made.set_aside)):
            continue
        hint = f"the transcript is kept as it was; mend {made.source}, or leave it behind with --set-aside"
        if each.new:
            hint = "the transcript is kept as it was; `qualcode ingest --move-codings` lets it follow its words"
        message = f"the source changed, and {each.what.rstrip(',')} would move"
        found.append(Finding("error", "coding-would-move", message, made.transcript, hint=hint))
    return found


def told_beside(kept: Iterable[KeptLine], transcript: str) -> list[Finding]:
    """A note about each thing that moves."""
    found = []
    for each in kept:
        if each.new and not each.stays:
            turn = each.new.on.turn if isinstance(each.new, Memo) else each.new.turn
            message = f"{each.what.rstrip(',')} goes to {f'turn {turn} of ' if turn else ''}`{each.transcript}`"
            found.append(Finding("note", "coding-moved", message, transcript))
    return found


def write_beside_here(study: OpenStudy, transcript: str, kept: Sequence[KeptLine]) -> None:
    """Write the new places in a corrected transcript; a turn that is gone no longer counts as read."""
    write_noted(study, kept)
    for coder in dict.fromkeys(each.coder for each in kept if isinstance(each.old, DecisionLine)):
        lines, _ = read_decisions(study.layout, study.name, coder, transcript)
        own = [each for each in kept if each.coder == coder and not each.stays and isinstance(each.old, DecisionLine)]
        more = list(_following(own, lines, coder, transcript))
        if more:
            append_decisions(study.layout, study.name, coder, transcript, more)


def _following(
    kept: Sequence[KeptLine], lines: Sequence[DecisionLine], coder: str, transcript: str
) -> Iterator[DecisionLine]:
    """Lines that move rejections and read turns to their new places, or withdraw what has no certain place."""
    time = time_after(lines)
    for each in kept:
        old, new = each.old, each.new
        if not isinstance(old, DecisionLine) or isinstance(new, Memo | Translation):
            continue
        if old.do == "looked":
            same = [line for line in lines if line.do == "looked" and line.turn == old.turn]
            yield from (DecisionLine("undo", new_id(), time, of=line.id) for line in same)
            yield from [replace(new, id=new_id(), time=time)] if new else []
        elif new:
            yield placed(as_coding(new, coder, transcript), old, time)
        else:
            yield DecisionLine("remove", new_id(), time, of=old.id)


def write_noted(study: OpenStudy, kept: Sequence[KeptLine]) -> None:
    """Add a line for each memo and translation with a new place."""
    _write_translations(study, kept)
    time = stamp(datetime.now(UTC))
    moved = [each.new for each in kept if isinstance(each.new, Memo) and not each.stays]
    lines = [Memo(memo.coder, new_id(), memo.text, on=memo.on, time=max(time, memo.time), of=memo.id) for memo in moved]
    if lines:
        add_memos(study.layout, study.name, lines)


def _write_translations(study: OpenStudy, kept: Sequence[KeptLine]) -> None:
    """Write translations at their new places; a line without text ends each at its old place."""
    moved = [(each.old, each.new) for each in kept if isinstance(each.old, Translation) and not each.stays]
    lines: list[Translation] = []
    for old, new in moved:
        time = time_after([old])
        lines += [replace(new, time=time)] if isinstance(new, Translation) else []
        lines.append(replace(old, text="", time=time))
    ended = [line for line in lines if line.text or line.place not in {each.place for each in lines if each.text}]
    add_translations(study.layout, study.name, ended)
