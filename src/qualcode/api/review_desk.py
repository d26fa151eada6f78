"""A study in front of one coder: what is in force is read, and what is decided is appended."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qualcode.anchoring.spans import CONTEXT, around, trimmed
from qualcode.api.code import code
from qualcode.api.open import UNCODED, CoderCodings, open_codings
from qualcode.codings.schema import RULES
from qualcode.corpus.frame import Frame, participants
from qualcode.model.codebook import Code
from qualcode.model.coding import ASSERTIONS, Coder
from qualcode.model.corpus import ROLES
from qualcode.model.finding import StoreError, StudyError
from qualcode.model.line import DecisionLine
from qualcode.review.desk import Json, Refused
from qualcode.review.suggestions import find_suggestions
from qualcode.store.decisions import append_decisions, new_id, read_decision, read_decisions, read_force, time_after
from qualcode.store.fold import InForce
from qualcode.store.guard import GuardBusy, guard
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import write_coder
from qualcode.store.study import OpenStudy

WAIT_S = 5.0
"""Seconds for which a line waits for another process that writes to the study."""
MOST_PLACES = 500
"""Places that a search shows."""
_SENT = ("id", "do", "of", "turn", "code", "start", "end", "assertion", "rules", "memo")
"""Fields of a decision that a page may send, beside `sha`; the desk fills in the others."""


@dataclass(frozen=True)
class DeskOptions:
    """Who reviews, and how."""

    coder: str
    """Name of the coder."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    blind: bool = False
    """True: suggestions of a transcript are shown only once its reading is finished."""


class StudyDesk:
    """The desk that the reading room works on."""

    def __init__(self, study: OpenStudy, options: DeskOptions) -> None:
        """Open the corpus and the rules' codings."""
        self._study, self._options = study, options
        self._one_at_a_time = threading.Lock()
        self._open()

    def _open(self) -> None:
        coded = self._coded()
        self._codes, self._sha256 = coded.codebook.codes, coded.codebook.sha256
        self._frame: Frame = coded.corpus.frame
        self._number = {name: at for at, name in enumerate(self._frame.transcripts)}
        self._written = {name: self._when_written(name) for name in self._frame.transcripts}
        self._suggestions = find_suggestions(self._frame, coded.codings, self._hash)

    def _coded(self) -> CoderCodings:
        """The rules' codings; made first where there are none, or where they are of an earlier state."""
        try:
            return open_codings(self._study, RULES, self._options.codebook, measured=False)
        except StudyError as error:
            if any(each.code not in UNCODED for each in error.findings):
                raise
        code(self._study, self._options.codebook)
        return open_codings(self._study, RULES, self._options.codebook, measured=False)

    def study(self) -> Json:
        """Coder, codes with all that is said of them, and the transcripts with their counts."""
        return {
            "corpus": self._frame.corpus,
            "coder": self._options.coder,
            "blind": self._options.blind,
            "codes": [_code(code) for code in self._codes if not code.retired],
            "assertions": list(ASSERTIONS),
            "transcripts": [self.summary(name) for name in self._frame.transcripts],
        }

    def transcript(self, name: str) -> Json:
        """Turns, codings in force and suggestions of one transcript; none of these while it is read blind."""
        self._check_name(name)
        with self._one_at_a_time:
            self._follow_correction(name)
            return {"transcript": name, "about": self._about(name), "turns": self._turns(name), **self._state(name)}

    def append(self, name: str, lines: Sequence[Mapping[str, Any]]) -> Json:
        """Keep decisions on a transcript, and say what is in force now; when this returns they are on the disk."""
        self._check_name(name)
        if not isinstance(lines, list) or not lines or not all(isinstance(line, dict) for line in lines):
            raise Refused(422, "`lines` must be a list of decisions")
        with self._one_at_a_time:
            try:
                with guard(self._study.layout.guard, timeout_s=WAIT_S):
                    self._follow_correction(name)
                    made = self._decisions(name, lines)
                    self._keep(name, made)
            except GuardBusy as error:
                raise Refused(423, "another process writes to this study") from error
            except StoreError as error:
                raise Refused(507, str(error)) from error
            return {**self._state(name), "summary": self.summary(name)}

    def find(self, terms: str) -> list[Json]:
        """Places at which a term of the codebook language stands."""
        try:
            found = self._frame.find((terms,), "light", 0)
        except StudyError as error:
            raise Refused(422, str(error.findings[0])) from error
        order = np.lexsort((found.start, found.turn))[:MOST_PLACES]
        return [self._place(int(found.turn[at]), int(found.start[at]), int(found.end[at])) for at in order]

    def summary(self, name: str) -> Json:
        """How far a transcript is."""
        force = self.force(name)
        hidden, finished = self._hidden(name, force)
        states = [] if hidden else [each.decision(force)[0] for each in self._suggestions.get(name, ())]
        return {
            "transcript": name,
            "turns": len(self._turn_range(name)),
            "finished": finished,
            "codings": len(force.codings),
            "open": states.count("open"),
            "decided": len(states) - states.count("open"),
        }

    def force(self, name: str) -> InForce:
        """What the coder has decided on a transcript."""
        return read_force(self._study.layout, self._study.name, self._options.coder, name)

    @property
    def coder(self) -> str:
        """Name of the coder."""
        return self._options.coder

    @property
    def names(self) -> Sequence[str]:
        """The transcripts, in the order of the corpus."""
        return self._frame.transcripts

    def _lines(self, name: str) -> list[DecisionLine]:
        return read_decisions(self._study.layout, self._study.name, self._options.coder, name)[0]

    def _check_name(self, name: str) -> None:
        if name not in self._written:
            raise Refused(404, "there is no such transcript")

    def _when_written(self, name: str) -> tuple[int, int]:
        state = self._study.layout.transcript(self._study.name, name).stat()
        return state.st_mtime_ns, state.st_size

    def _follow_correction(self, name: str) -> None:
        """Open the corpus anew where the transcript was corrected meanwhile."""
        if self._when_written(name) != self._written[name]:
            self._open()

    def _turn_range(self, name: str) -> range:
        at = self._number[name]
        low, high = np.searchsorted(self._frame.turn_transcript, [at, at + 1])
        return range(int(low), int(high))

    def _hash(self, turn: int) -> str:
        return sha256_bytes(self._frame.text(turn).encode())

    def _turns(self, name: str) -> list[Json]:
        columns = self._frame
        return [
            {
                "turn": int(columns.turn_number[at]),
                "role": ROLES[columns.turn_role[at]],
                "speaker": columns.speakers[columns.turn_speaker[at]],
                "start": None if np.isnan(columns.turn_start[at]) else float(columns.turn_start[at]),
                "text": columns.text(at),
                "sha": self._hash(at)[:12],
            }
            for at in self._turn_range(name)
        ]

    def _about(self, name: str) -> dict[str, str]:
        """Attributes that hold for all turns of a transcript."""
        columns, turns = self._frame, self._turn_range(name)
        about = {}
        for attribute in columns.attribute_names:
            values = set(columns.attribute(attribute)[turns.start : turns.stop].tolist()) - {-1}
            if len(values) == 1:
                about[attribute] = columns.attribute_values[attribute][values.pop()]
        return about

    def _hidden(self, name: str, force: InForce) -> tuple[bool, bool]:
        """Whether suggestions are hidden, and whether the transcript was read to its end."""
        read, spoken = {line.turn for line in force.looked}, participants(self._frame)
        finished = all(int(self._frame.turn_number[at]) in read for at in self._turn_range(name) if spoken[at])
        return self._options.blind and not finished, finished

    def _state(self, name: str) -> Json:
        force = self.force(name)
        hidden, finished = self._hidden(name, force)
        return {
            "finished": finished,
            "hidden": hidden,
            "codings": [_coding(line) for line in force.codings],
            "suggestions": [] if hidden else [each.shown(force) for each in self._suggestions.get(name, ())],
            "undoes": force.undoes,
            "redoes": force.redoes,
        }

    def _decisions(self, name: str, sent: Sequence[Mapping[str, Any]]) -> list[DecisionLine]:
        """Lines that were sent, made whole: with names, times, quotes and what stands around these."""
        before = self._lines(name)
        blind, _ = self._hidden(name, self.force(name))
        named, time = {line.id: line for line in before}, time_after(before)
        turns = {int(self._frame.turn_number[at]): at for at in self._turn_range(name)}
        lines = [(_read(each, time), str(each.get("sha", ""))) for each in sent]
        # A page that got no answer sends a line again: it is kept already.
        return [self._whole(line, sha, named, turns, blind=blind) for line, sha in lines if line.id not in named]

    def _whole(
        self, line: DecisionLine, sha: str, named: Mapping[str, DecisionLine], turns: Mapping[int, int], *, blind: bool
    ) -> DecisionLine:
        """A line that was read, with all that the desk knows of its place; wrong ones are refused."""
        if line.code and line.code not in {code.code for code in self._codes}:
            raise Refused(422, f"there is no code `{line.code}`")
        if line.of and line.of not in named:
            raise Refused(422, "there is no such line")
        if line.do in ("remove", "memo", "undo"):
            return line
        number = line.turn or named[line.of].turn
        if number not in turns:
            raise Refused(422, f"there is no turn {number}")
        text, whole = self._frame.text(turns[number]), self._hash(turns[number])
        if sha and not whole.startswith(sha):
            raise Refused(409, "this turn was corrected meanwhile")
        if line.do in ("code", "looked"):
            line = replace(line, blind=blind)
        if not line.end:
            return line
        start, end = trimmed(text, line.start, line.end)
        if line.end > len(text) or start >= end:
            raise Refused(422, "the span holds no words of the turn")
        quote, prefix, suffix = around(text, start, end, CONTEXT)
        assertion = line.assertion or ("affirmed" if line.do in ("code", "accept") else "")
        codebook = self._sha256[:12] if line.do in ("accept", "reject") else ""
        return replace(
            line,
            start=start,
            end=end,
            quote=quote,
            prefix=prefix,
            suffix=suffix,
            turn_sha256=whole,
            assertion=assertion,
            codebook_sha256=codebook,
        )

    def _keep(self, name: str, lines: Sequence[DecisionLine]) -> None:
        layout, corpus, coder = self._study.layout, self._study.name, self._options.coder
        if not layout.coder_file(corpus, coder).exists():
            write_coder(layout, corpus, Coder(coder))
        if lines:
            append_decisions(layout, corpus, coder, name, lines)

    def _place(self, turn: int, start: int, end: int) -> Json:
        text = self._frame.text(turn)
        return {
            "transcript": self._frame.transcripts[self._frame.turn_transcript[turn]],
            "turn": int(self._frame.turn_number[turn]),
            "start": start,
            "end": end,
            "before": text[max(0, start - CONTEXT) : start],
            "quote": text[start:end],
            "after": text[end : end + CONTEXT],
        }


def _read(sent: Mapping[str, Any], time: str) -> DecisionLine:
    if unknown := sorted(set(sent) - {*_SENT, "sha"}):
        raise Refused(422, f"a decision has no field `{unknown[0]}`")
    fields = {name: sent[name] for name in _SENT if name in sent}
    line, findings = read_decision({"id": new_id(), **fields, "time": time}, ("", 1))
    if line is None:
        raise Refused(422, findings[-1].message)
    return line


def _code(code: Code) -> Json:
    return {
        "code": code.code,
        "kind": code.kind,
        "parent": code.parent,
        "label": dict(code.label),
        "definition": dict(code.definition),
        "include": dict(code.include),
        "exclude": dict(code.exclude),
        "examples": [{"text": each.text, "found": each.expect} for each in code.examples],
    }


def _coding(line: DecisionLine) -> Json:
    names = ("id", "do", "turn", "code", "start", "end", "assertion", "memo", "blind", "rules")
    return {name: getattr(line, name) for name in names}
