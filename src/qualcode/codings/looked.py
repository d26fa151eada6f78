"""What a coder has looked at, and what was read blind: the one place that answers it, for tables and for agreement.

Rules look at everything. For people and models the study says it in three ways: `read_whole` in `coder.yaml` names
transcripts read from beginning to end, review keeps a line for each turn that was read, and the units of samples are
noted when their sheet comes back.

Agreement is measured on turns that were read blind, as they were coded then: whoever has seen what rules suggest agrees
with them more than by judgement alone. What was accepted, changed or removed later counts in tables only.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.corpus.frame import EVERYTHING, Bools, Frame, Looked, said_by_participants, turns_by_place
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import as_coding, read_decisions, read_force
from qualcode.store.fold import OF_FORMAT_1, InForce, fold_lines
from qualcode.store.people import read_coder
from qualcode.store.samples import Sample, looked_at, read_sample
from qualcode.store.study import OpenStudy

NOT_READ = "not-read"
"""Code of the finding about a coder whose reading is not known."""


def turns_looked_at(study: OpenStudy, frame: Frame, coder: Coder) -> Looked:
    """Which turns a coder has looked at.

    A sample is stratified by what rules found, so it does not represent the corpus: its turns count only if nothing was
    read whole. A transcript is also read whole if all its units in a sample of everything were looked at.
    """
    if coder.kind == "rules":
        return EVERYTHING
    if coder.between:
        both = [read_coder(study.layout, study.name, name)[0] for name in coder.between]
        return _both_looked_at([turns_looked_at(study, frame, each) for each in both if each])
    seen = _samples_of(study, coder.coder)
    whole = (
        read_whole(study, coder)
        | finished_in_review(study, frame, coder.coder)
        | {each for one in seen for each in one.whole}
    )
    if whole:
        turns = in_transcripts(frame, whole)
        return EVERYTHING if turns.all() else Looked(turns)
    if not seen:
        return Looked(known=False)
    return Looked(_turns_of(frame, {place for one in seen for place in one.places}), sample=seen[0].sample.sample)


def _both_looked_at(each: Sequence[Looked]) -> Looked:
    """The turns that every one of several coders has looked at."""
    turns = [looked.turns for looked in each if looked.turns is not None]
    sample = next((looked.sample for looked in each if looked.sample), "")
    return Looked(np.logical_and.reduce(turns) if turns else None, all(looked.known for looked in each), sample)


def turns_answered(study: OpenStudy, frame: Frame, coder: Coder) -> tuple[Bools, list[tuple[int, str]]]:
    """Turns that a coder has looked at, however they were chosen; and turns with a rejected code, with that code.

    This is enough for learning but not for counting, which needs `turns_looked_at`. Whoever coded a passage has read
    the turn; whoever rejected a code has answered for that code only.
    """
    if coder.between:
        both = [read_coder(study.layout, study.name, name)[0] for name in coder.between]
        return np.logical_and.reduce([turns_answered(study, frame, each)[0] for each in both if each]), []
    places = {place for one in _samples_of(study, coder.coder) for place in one.places}
    whole, rejected = in_transcripts(frame, read_whole(study, coder)), []
    turn_of = turns_by_place(frame)
    for transcript in frame.transcripts:
        force = read_force(study.layout, study.name, coder.coder, transcript)
        places |= {(transcript, line.turn) for line in (*force.looked, *force.codings)}
        said_no = [((transcript, line.turn), line.code) for line in force.rejected]
        rejected += [(turn_of[place], code) for place, code in said_no if place in turn_of]
    return whole | _turns_of(frame, places), rejected


def read_whole(study: OpenStudy, coder: Coder) -> set[str]:
    """Transcripts that a coder has read from beginning to end, as `coder.yaml` says; they need not exist."""
    if isinstance(coder.read_whole, tuple):
        return set(coder.read_whole)
    return set(study.layout.coded_ids(study.name, coder.coder)) if coder.read_whole else set()


def finished_in_review(study: OpenStudy, frame: Frame, coder: str) -> set[str]:
    """Transcripts of which a coder has read every participant's turn on the page of `qualcode review`."""
    spoken = said_by_participants(frame)
    finished = set()
    for number, transcript in enumerate(frame.transcripts):
        read = [line.turn for line in read_force(study.layout, study.name, coder, transcript).looked]
        turns = frame.turn_number[spoken & (frame.turn_transcript == number)] if read else []
        if read and np.isin(turns, read).all():
            finished.add(transcript)
    return finished


def in_transcripts(frame: Frame, transcripts: Collection[str]) -> Bools:
    """True for each turn of some transcripts."""
    named = np.array([transcript in transcripts for transcript in frame.transcripts], np.bool_)
    return np.asarray(named[frame.turn_transcript])


def unknown_transcripts(frame: Frame, read: Collection[str], file: str) -> list[Finding]:
    """A warning for each name under `read_whole` that is no transcript; `file` is the coder's own."""
    return [
        Finding("warning", "unknown-transcript", f"`read_whole` names `{each}`, which is not a transcript", file)
        for each in sorted(set(read).difference(frame.transcripts))
    ]


def how_to_say_what_was_read(file: str) -> str:
    """What to write if it is not known what a coder read; `file` is the coder's own."""
    return (
        f"where every transcript with codings was read to its end, write `read_whole: true` (or a list) in {file}; "
        "else code a sheet of `qualcode sample`"
    )


def unknown_reading(coder: str, file: str) -> Finding:
    """A warning that the tables of a coder count as if the whole corpus had been read."""
    message = f"it is not known what `{coder}` has read, so N and words are those of the whole corpus"
    return Finding("warning", NOT_READ, message, hint=how_to_say_what_was_read(file))


@dataclass(frozen=True)
class _Seen:
    """What a coder has looked at of one sample."""

    sample: Sample
    ids: Collection[str]

    @property
    def places(self) -> set[tuple[str, int]]:
        """Transcript and turn of each unit looked at."""
        return {(unit.transcript, unit.turn) for unit in self.sample.units if unit.id in self.ids}

    @property
    def whole(self) -> set[str]:
        """Transcripts that were looked at whole: in a sample of everything, those with no unit left."""
        if any(drawn < there for there, drawn in self.sample.strata.values()):
            return set()
        units = self.sample.units
        return {unit.transcript for unit in units} - {unit.transcript for unit in units if unit.id not in self.ids}


def _samples_of(study: OpenStudy, coder: str) -> list[_Seen]:
    """The samples of which a coder has looked at a unit."""
    names = study.layout.sample_names(study.name)
    seen = {name: looked_at(study, name, coder) for name in names}
    return [_Seen(read_sample(study, name), ids) for name, ids in seen.items() if ids]


def _turns_of(frame: Frame, places: Collection[tuple[str, int]]) -> Bools:
    """True for each turn at one of these places, and for the speech that resumes it."""
    return _at(frame, places)[frame.turn_counted]


NOT_BLIND = "not-blind"
"""Code of the finding about turns that were read while suggestions were visible."""


@dataclass(frozen=True, eq=False)
class ReviewedTurns:
    """Turns on which a coder worked in review."""

    blind: Bools
    """True for each turn that was read to its end without suggestions."""
    seen: Bools
    """True for each other turn that was read, coded or answered while suggestions were visible."""


def turns_in_review(study: OpenStudy, frame: Frame, coder: str, *, answered: bool = False) -> ReviewedTurns:
    """The turns on which a coder worked in review; `answered`: of codings, only answers to suggestions show it.

    Imported sheets and projects add codings to the same lines, which do not tell how they were made.
    """
    blind, seen = set[tuple[str, int]](), set[tuple[str, int]]()
    for transcript in study.layout.coded_ids(study.name, coder):
        force = read_force(study.layout, study.name, coder, transcript)
        blind |= {(transcript, line.turn) for line in force.looked if line.blind}
        seen |= {(transcript, line.turn) for line in _with_suggestions(force, answered=answered)}
    return ReviewedTurns(_at(frame, blind), _at(frame, seen - blind))


def _with_suggestions(force: InForce, *, answered: bool) -> Iterator[DecisionLine]:
    yield from (line for line in (*force.looked, *force.rejected) if not line.blind)
    for line in force.codings:
        of_the_page = not answered and not line.id.startswith(OF_FORMAT_1)
        if line.do == "accept" or (of_the_page and not line.blind):
            yield line


def codings_read_blind(study: OpenStudy, coder: str, codings: Sequence[PersonCoding]) -> list[PersonCoding]:
    """A coder's codings in force; on turns that were read blind, as they were when these had been read."""
    then: list[PersonCoding] = []
    turns = set[tuple[str, int]]()
    for transcript in study.layout.coded_ids(study.name, coder):
        looked = read_force(study.layout, study.name, coder, transcript).looked
        read = {line.turn: line.time for line in looked if line.blind}
        lines = read_decisions(study.layout, study.name, coder, transcript)[0] if read else []
        turns |= {(transcript, turn) for turn in read}
        for time in sorted(set(read.values())):
            force = fold_lines(line for line in lines if line.time <= time or line.do == "move")
            own = [line for line in force.codings if read.get(line.turn) == time]
            then += [as_coding(line, coder, transcript) for line in own]
    now = [each for each in codings if (each.transcript, each.turn) not in turns]
    return [*now, *{each.key: each for each in then}.values()] if turns else list(codings)


def left_out(coder: str, turns: int) -> Finding:
    """A warning that turns are not measured because suggestions were visible."""
    which = f"{turns} turn{'' if turns == 1 else 's'} of `{coder}` {'was' if turns == 1 else 'were'}"
    message = f"{which} read with suggestions to be seen and left out: agreement is measured on what was read blind"
    return Finding("warning", NOT_BLIND, message, hint=f"`qualcode review --coder {coder} --blind` reads blind")


def _at(frame: Frame, places: Collection[tuple[str, int]]) -> Bools:
    """True for each turn at one of these places: transcript and number."""
    wanted: dict[str, list[int]] = {}
    for transcript, turn in places:
        wanted.setdefault(transcript, []).append(turn)
    found = np.zeros(len(frame.turn_number), np.bool_)
    for at, transcript in enumerate(frame.transcripts):
        if transcript in wanted:
            low, high = np.searchsorted(frame.turn_transcript, [at, at + 1]).tolist()
            found[low:high] = np.isin(frame.turn_number[low:high], wanted[transcript])
    return found
