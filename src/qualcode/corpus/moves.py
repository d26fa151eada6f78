"""Transcripts whose words stand elsewhere now: renamed, merged or split sources, and what people kept on them.

Content tells, never a name: the hash of the whole source, or else the passages that both transcripts have. All codings
of a transcript move, or none; each is placed among the words of the new transcript as in a corrected source.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby

from qualcode.anchoring.beside import (
    KeptLine,
    about_people,
    held_beside,
    kept_beside,
    line_at,
    place_among,
    told_beside,
    write_noted,
)
from qualcode.anchoring.reanchor import TranscriptCorrection
from qualcode.anchoring.spans import align_turns
from qualcode.corpus.index import index
from qualcode.corpus.shards import read_transcript
from qualcode.corpus.source import IngestOptions, Outcome
from qualcode.corpus.speakers import find_speakers
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.line import DecisionLine
from qualcode.model.transcript import Turn
from qualcode.store.atomic import read_bytes, remove_file, write_bytes
from qualcode.store.decisions import append_decisions, as_coding, holds_decisions, read_decisions
from qualcode.store.fold import fold_lines
from qualcode.store.memos import fold_memos, read_memos
from qualcode.store.people import declare_read, parse_codings, read_coder, take_back, write_codings
from qualcode.store.samples import Sample, SampleUnit, looks, read_samples, write_sample
from qualcode.store.study import OpenStudy

_PASSAGE = 3
"""Words of a turn that is known again; shorter ones stand in every interview."""
_SHARE = 0.5
"""Share of the passages of the shorter transcript that both must have."""


@dataclass(frozen=True)
class MovedCoding:
    """A coding and where it goes."""

    old: PersonCoding
    """As it stands now."""
    new: PersonCoding | None
    """As it will stand; None where that is not certain."""


@dataclass(frozen=True)
class Move:
    """What moving people's work from one transcript to others would do."""

    old: str
    """Transcript from which it comes."""
    into: tuple[str, ...]
    """Transcripts that have its words now."""
    codings: tuple[MovedCoding, ...]
    """Every coding of every coder."""
    beside: tuple[KeptLine, ...]
    """Rejections, turns that were read and memos of everybody, and translations."""
    samples: tuple[Sample, ...]
    """Samples with units in it, these where they stand now."""
    whole: bool
    """True when every passage of the old transcript stands in the others."""
    held: tuple[Finding, ...] = field(default=())
    """Why it cannot be done; nothing moves then."""


def moved_transcripts(study: OpenStudy, gone: Sequence[str], there: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Transcripts whose source is gone -> those of `there` that have their words now, by passages that both have."""
    if not gone or not there:
        return {}
    new = {name: _passages(read_transcript(study, name).turns) for name in there}
    old = {name: _passages(read_transcript(study, name).turns) for name in gone}
    number = Counter(old.values())
    found = {}
    for name, own in old.items():
        into = [each for each, other in new.items() if _share(own, other) >= _SHARE]
        if into and number[own] == 1:  # of two that say the same, nobody knows which one came back
            found[name] = tuple(into)
    return found


def _passages(turns: Sequence[Turn]) -> frozenset[str]:
    return frozenset(turn.text for turn in turns if len(turn.text.split()) >= _PASSAGE)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)


def workers(study: OpenStudy, transcript: str) -> list[str]:
    """Who keeps codings or memos in a transcript, or has looked at units of a sample in it."""
    layout, name = study.layout, study.name
    who = {coder for coder in layout.coder_names(name) if layout.coding_file(name, coder, transcript).is_file()}
    for sample in read_samples(study):
        seen = looks(study, sample.sample)
        who |= {coder for unit in sample.units if unit.transcript == transcript for coder in seen.get(unit.id, ())}
    memos = fold_memos(read_memos(layout, name)[0]).memos
    about = [*about_people(study, transcript), *(memo for memo in memos if memo.on.transcript == transcript)]
    return sorted(who | {memo.coder for memo in about})


@dataclass(frozen=True)
class Followed:
    """What became of transcripts whose source is gone and whose words came back in new ones."""

    outcomes: tuple[Outcome, ...]
    """Those of the ingest; a new transcript is not kept where people's work would stay behind."""
    left: frozenset[str]
    """Transcripts that are no more, since all of them stands elsewhere."""
    findings: tuple[Finding, ...]
    """What was moved or held, line by line."""


def follow_sources(
    study: OpenStudy, gone: Sequence[str], outcomes: Sequence[Outcome], options: IngestOptions
) -> Followed:
    """Let transcripts whose source is gone follow their words into new ones; with people's work only where asked."""
    new = [] if options.dry_run else [each.transcript for each in outcomes if each.status == "new"]
    held: dict[str, Finding] = {}
    left, findings = set[str](), list[Finding]()
    for old, into in moved_transcripts(study, gone, new).items():
        move = plan_move(study, old, into)
        worked = workers(study, old)
        if worked and not move.whole:
            findings.append(_perhaps(move))
        elif worked and (move.held or not options.move_codings):
            findings += move.held if options.move_codings else ()
            held |= dict.fromkeys(into, _held(move, worked, asked=options.move_codings))
        elif move.whole:
            carry_out(study, move)
            remove_file(study.layout.transcript(study.name, old))
            left.add(old)
            findings += [_told(move), *told_move(move)]
        else:
            findings.append(_perhaps(move))
    for transcript in held:
        remove_file(study.layout.transcript(study.name, transcript))
    kept = tuple(
        replace(each, status="failed", findings=(*each.findings, held[each.transcript]))
        if each.transcript in held
        else each
        for each in outcomes
    )
    return Followed(kept, frozenset(left), tuple(findings))


def _told(move: Move) -> Finding:
    number = len(move.codings)
    along = f", with {'its coding' if number == 1 else f'its {number} codings'}" if number else ""
    message = f"transcript `{move.old}` is {_names(move.into)} now{along}: its source is gone, and its words are there"
    hint = "`-v` names each coding; look at them" if number else ""
    return Finding("warning" if number else "note", "source-moved", message, move.old, hint=hint)


def _held(move: Move, worked: Sequence[str], *, asked: bool) -> Finding:
    who = ", ".join(f"`{each}`" for each in worked)
    message = f"the words of transcript `{move.old}` are {_names(move.into)} now, and {who} worked on that"
    hint = "mend what is said above" if asked else "`qualcode ingest --move-codings` with the same paths moves it all"
    return Finding("error", "source-moved", message, move.old, hint=hint)


def _perhaps(move: Move) -> Finding:
    message = f"much of `{move.old}`, whose source is gone, stands in {_names(move.into)} too: counted twice"
    hint = f"`qualcode codings move {move.old} {' '.join(move.into)}` moves what people kept; then `ingest --prune`"
    return Finding("warning", "source-moved", message, move.old, hint=hint)


def _names(transcripts: Sequence[str]) -> str:
    return " and ".join(f"`{each}`" for each in transcripts)


def plan_move(study: OpenStudy, old: str, into: Sequence[str]) -> Move:
    """Where everything that people kept on a transcript goes, as far as that is certain."""
    turns = read_transcript(study, old).turns
    others = {name: read_transcript(study, name).turns for name in into}
    made = {name: _correction(name, turns, others[name]) for name in into}
    codings, held = [], list[Finding]()
    for own, wrong in _kept(study, old, into):
        codings += [MovedCoding(each, place_among(each, made)) for each in own]
        held += wrong
    held += [_lost(each.old, into) for each in codings if each.new is None]
    beside = kept_beside(study, old, made, _people(study, old, into))
    held += held_beside(beside, old, "nothing was moved")
    samples = list(_samples(study, old, made, held))
    passages = _passages(turns)
    whole = passages <= frozenset().union(*(_passages(each) for each in others.values()))
    return Move(old, tuple(into), tuple(codings), tuple(beside), tuple(samples), whole, tuple(held))


def _people(study: OpenStudy, old: str, into: Sequence[str]) -> dict[str, str]:
    """What those who speak in a transcript, and have memos, are called in the others, by their labels."""
    if not about_people(study, old):
        return {}
    named = {
        (each.transcript, each.speaker): each.respondent
        for each in find_speakers(study, index(study)).individuals
        if each.transcript in (old, *into) and each.respondent
    }
    new = {label: name for (transcript, label), name in reversed(named.items()) if transcript != old}
    return {name: new[label] for (transcript, label), name in named.items() if transcript == old and label in new}


def carry_out(study: OpenStudy, move: Move) -> None:
    """Move all of it: the new places are written first, so that a stop in between loses nothing."""
    layout, time = study.layout, datetime.now(UTC).isoformat(timespec="seconds")
    deciding = {coder for coder in layout.coder_names(study.name) if _decides(study, coder, move.old)}
    moved = [each.new for each in move.codings if each.new and each.new.coder not in deciding]
    moved = sorted(moved, key=lambda each: (each.coder, each.transcript))
    for (coder, transcript), group in groupby(moved, key=lambda each: (each.coder, each.transcript)):
        file = layout.coding_file(study.name, coder, transcript)
        kept = parse_codings("", read_bytes(file), coder, transcript)[0] if file.is_file() else []
        write_codings(layout, study.name, coder, transcript, dict.fromkeys([*kept, *group]), replace=True)
    for coder in deciding:
        _move_decisions(study, coder, move)
    write_noted(study, move.beside)
    for sample in move.samples:
        write_sample(study, sample)
    for coder in layout.coder_names(study.name):
        _move_declaration(study, coder, move)
    take_back(layout, study.name, [each.old for each in move.codings], f"moved to {', '.join(move.into)}", time)
    for coder in layout.coder_names(study.name):
        file = layout.coding_file(study.name, coder, move.old)
        if coder in deciding:  # how each decision came about stays there
            archive = layout.taken_back_folder(study.name) / "moved" / file.relative_to(layout.coding(study.name))
            write_bytes(archive, read_bytes(file))
        remove_file(file)


def _decides(study: OpenStudy, coder: str, transcript: str) -> bool:
    """Whether a coder's file on a transcript is one of decisions, and not only a list of codings."""
    file = study.layout.coding_file(study.name, coder, transcript)
    return file.is_file() and holds_decisions(read_bytes(file))


def _move_decisions(study: OpenStudy, coder: str, move: Move) -> None:
    """Write a coder's decisions in force where their words stand now: what was accepted, rejected and read."""
    lines, _ = read_decisions(study.layout, study.name, coder, move.old)
    places: dict[PersonCoding, list[PersonCoding]] = {}
    for each in move.codings:
        if each.new:
            places.setdefault(each.old, []).append(each.new)
    into: dict[str, list[DecisionLine]] = {}
    for line in fold_lines(lines).codings:
        new = places[as_coding(line, coder, move.old)].pop(0)
        into.setdefault(new.transcript, []).append(line_at(line, new))
    for kept in move.beside:
        if kept.coder == coder and isinstance(kept.new, DecisionLine):
            into.setdefault(kept.transcript, []).append(kept.new)
    for transcript, own in into.items():
        append_decisions(study.layout, study.name, coder, transcript, own)


def told_move(move: Move) -> list[Finding]:
    """What moves, line by line."""
    found = told_beside(move.beside, move.old)
    for each in move.codings:
        if each.new:
            old, new = each.old, each.new
            place = f"turn {old.turn}, {old.start}-{old.end}"
            message = f"`{old.code}` of `{old.coder}` at {place} goes to `{new.transcript}`, turn {new.turn}"
            found.append(Finding("note", "coding-moved", message, move.old))
    return found


def _correction(name: str, old: Sequence[Turn], new: Sequence[Turn]) -> TranscriptCorrection:
    before, after = ({turn.turn: turn.text for turn in turns} for turns in (old, new))
    return TranscriptCorrection(name, before, after, align_turns(old, new), name, move=True)


def _kept(study: OpenStudy, old: str, into: Sequence[str]) -> Iterator[tuple[list[PersonCoding], list[Finding]]]:
    """Each coder's codings on the transcript, and the lines, there and where they go, that writing would lose."""
    for coder in study.layout.coder_names(study.name):
        if not study.layout.coding_file(study.name, coder, old).is_file():
            continue
        codings, wrong = _parsed(study, coder, old)
        for name in into:
            wrong += _parsed(study, coder, name)[1]
        yield codings, [replace(each, level="error", hint="mend this line first") for each in wrong]


def _parsed(study: OpenStudy, coder: str, transcript: str) -> tuple[list[PersonCoding], list[Finding]]:
    file = study.layout.coding_file(study.name, coder, transcript)
    if not file.is_file():
        return [], []
    return parse_codings(study.layout.relative(file), read_bytes(file), coder, transcript)


def _lost(coding: PersonCoding, into: Sequence[str]) -> Finding:
    place = f"turn {coding.turn}, {coding.start}-{coding.end}"
    message = f"coding `{coding.code}` of `{coding.coder}` at {place} has no certain place in {' or '.join(into)}"
    hint = "nothing was moved; look whether its words stand in another transcript, and name that one too"
    return Finding("error", "coding-would-move", message, coding.transcript, hint=hint)


def _samples(
    study: OpenStudy, old: str, made: Mapping[str, TranscriptCorrection], held: list[Finding]
) -> Iterator[Sample]:
    """Samples with units in the transcript, at their new places; a unit that somebody looked at must have one."""
    for sample in read_samples(study):
        own = [unit for unit in sample.units if unit.transcript == old]
        if not own:
            continue
        now = {unit.id: _unit(unit, made) for unit in own}
        seen = looks(study, sample.sample)
        lost = [unit.id for unit in own if now[unit.id] is None and unit.id in seen]
        if lost:
            message = f"{len(lost)} units of sample `{sample.sample}` that were looked at have no certain place"
            held.append(Finding("error", "coding-would-move", message, old, hint="nothing was moved"))
        yield replace(sample, units=tuple(now.get(unit.id) or unit for unit in sample.units))


def _unit(unit: SampleUnit, made: Mapping[str, TranscriptCorrection]) -> SampleUnit | None:
    places = [
        replace(unit, transcript=name, turn=one.turns[unit.turn])
        for name, one in made.items()
        if unit.turn in one.turns and one.new[one.turns[unit.turn]] == one.old.get(unit.turn)
    ]
    return places[0] if len(places) == 1 else None


def _move_declaration(study: OpenStudy, coder: str, move: Move) -> None:
    """What a coder has read whole was read whole wherever it stands; a list of transcripts names the new ones."""
    known, _ = read_coder(study.layout, study.name, coder)
    if known is None or isinstance(known.read_whole, bool) or move.old not in known.read_whole:
        return
    whole: Collection[str] = move.into if move.whole else ()
    declare_read(study.layout, study.name, coder, {*(each for each in known.read_whole if each != move.old), *whole})
