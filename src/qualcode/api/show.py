"""Show: one interview with its codings, turn by turn, for the terminal and for scripts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.api.open import CoderCodings, maybe_coded, study_language
from qualcode.codings.schema import RULES, Codings
from qualcode.corpus.frame import Int32s
from qualcode.corpus.index import is_current
from qualcode.languages.catalogue import N_, Messages
from qualcode.model.coding import ASSERTIONS
from qualcode.model.corpus import ROLES
from qualcode.model.finding import Finding, refuse_unknown, study_error, unknown_name
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables.listing import quote_spans
from qualcode.tables.notes import named_coder

PUT = {
    "negated": N_("negated"),
    "resolved": N_("resolved"),
    "hypothetical": N_("hypothetical"),
    "question": N_("question"),
}
"""How a speaker puts what is not affirmed, as people read it."""
_TURNS = re.compile(r"(\d+)(?:\.\.(\d+))?")


@dataclass(frozen=True)
class ShowOptions:
    """What is shown of an interview."""

    transcript: str
    """Id of the transcript."""
    turns: str = ""
    """A turn, or a range such as `12..20`; empty: all."""
    coder: str = RULES
    """Whose codings."""
    codes: tuple[str, ...] = ()
    """Codes to show; empty: all."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    reviewed_by: str = ""
    """Person by whose answers the codings of rules are corrected."""
    lang: str = ""
    """Language of what is said around the interview; empty: that of the study."""


@dataclass(frozen=True)
class ShownCoding:
    """A coding as it stands in a turn."""

    code: str
    """Code."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    quote_start: int
    """First code point of its quote: of rules, of the sentence in which they found it."""
    quote_end: int
    """Code point after the quote."""
    assertion: str
    """One of `ASSERTIONS`."""
    put: str
    """The same in the language asked for; empty: affirmed."""
    rules: tuple[str, ...]
    """Rules that made it."""
    memo: str
    """Remark of the coder."""


@dataclass(frozen=True)
class ShownTurn:
    """A turn with its codings."""

    turn: int
    """Number, from 1."""
    role: str
    """One of `ROLES`."""
    speaker: str
    """Label of the speaker."""
    start_s: float | None
    """Seconds from the start of the recording; None: the source does not say."""
    text: str = field(repr=False)
    """What was said."""
    codings: tuple[ShownCoding, ...]
    """Codings in it, by their place."""


@dataclass(frozen=True)
class ShowReport:
    """An interview."""

    transcript: str
    """Id of the transcript."""
    title: str
    """What is shown, in a sentence."""
    codes: tuple[str, ...]
    """All codes of the codebook, whose order gives them colours."""
    turns: Iterator[ShownTurn] = field(repr=False)
    """Its turns, made while they are read: an interview may be long."""
    findings: tuple[Finding, ...]
    """What was wrong with the codings."""


@in_own_languages
def show_transcript(study: OpenStudy, options: ShowOptions) -> ShowReport:
    """Open one interview with one coder's codings; without codings where nothing was coded, and a warning says so.

    Raises:
        StudyError: there is no such transcript, turn, code or coder.
    """
    layer = _layer(study, options)
    chosen, shown = _turns(layer, options), _codings(layer, options)
    shown = shown.keep(np.isin(shown.turn, chosen))
    say = Messages(options.lang or study_language(study))
    title = say(
        "{transcript}: {turns}, {codings}, {coder}",
        transcript=options.transcript,
        turns=say.some(len(chosen), "turn"),
        codings=say.some(len(shown), "coding"),
        coder=named_coder(layer.codings, say),
    )
    codes = tuple(code.code for code in layer.codebook.codes)
    return ShowReport(options.transcript, title, codes, _each_turn(layer, shown, chosen, say), layer.findings)


def _layer(study: OpenStudy, options: ShowOptions) -> CoderCodings:
    if is_current(study):
        return maybe_coded(study, options.coder, options.codebook, options.reviewed_by)
    with study.writing(reading=True):
        return maybe_coded(study, options.coder, options.codebook, options.reviewed_by)


def _turns(layer: CoderCodings, options: ShowOptions) -> Sequence[int]:
    """The turns to show, counted through the corpus."""
    frame, name = layer.corpus.frame, options.transcript
    if name not in frame.transcripts:
        raise unknown_name("transcript", name, frame.transcripts)
    number = list(frame.transcripts).index(name)
    low, high = np.searchsorted(frame.turn_transcript, [number, number + 1]).tolist()
    own = np.arange(low, high)
    if options.turns:
        wanted = _TURNS.fullmatch(options.turns)
        if not wanted:
            raise study_error("bad-option", f"--turn {options.turns} is no turn", "write --turn 12, or --turn 12..20")
        first, last = int(wanted[1]), int(wanted[2] or wanted[1])
        own = own[(frame.turn_number[own] >= first) & (frame.turn_number[own] <= last)]
        if not len(own):
            raise study_error("no-turn", f"`{name}` has no turn {options.turns}", f"its turns are 1..{high - low}")
    chosen: Sequence[int] = own.tolist()
    return chosen


def _codings(layer: CoderCodings, options: ShowOptions) -> Codings:
    """The codings of the codes asked for."""
    number = {code.code: at for at, code in enumerate(layer.codebook.codes)}
    refuse_unknown("code", options.codes, number)
    codings = layer.codings
    return codings.keep(np.isin(codings.code, [number[code] for code in options.codes])) if options.codes else codings


def _each_turn(layer: CoderCodings, codings: Codings, chosen: Sequence[int], say: Messages) -> Iterator[ShownTurn]:
    frame = layer.corpus.frame
    own = codings.take(np.lexsort((codings.code, codings.end, codings.start, codings.turn)))
    quotes = quote_spans(frame, own, np.arange(len(own)))
    for turn in chosen:
        low, high = np.searchsorted(own.turn, [turn, turn + 1]).tolist()
        start = float(frame.turn_start[turn])
        yield ShownTurn(
            turn=int(frame.turn_number[turn]),
            role=ROLES[frame.turn_role[turn]],
            speaker=frame.speakers[frame.turn_speaker[turn]],
            start_s=None if np.isnan(start) else start,
            text=frame.text(turn),
            codings=tuple(_coding(own, at, quotes, say) for at in range(low, high)),
        )


def _coding(codings: Codings, at: int, quotes: tuple[Int32s, Int32s], say: Messages) -> ShownCoding:
    assertion, line = ASSERTIONS[codings.assertion[at]], codings.line
    return ShownCoding(
        code=codings.codes[codings.code[at]].code,
        start=int(codings.start[at]),
        end=int(codings.end[at]),
        quote_start=int(quotes[0][at]),
        quote_end=int(quotes[1][at]),
        assertion=assertion,
        put=say(PUT[assertion]) if assertion in PUT else "",
        rules=tuple(sorted(set(codings.rules_of(at)))),
        memo="" if line is None else codings.source.memos[line[at]],
    )
