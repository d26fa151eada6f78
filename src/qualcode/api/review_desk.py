"""A study in front of one coder: what is in force is read, and what is decided is appended."""

import mimetypes
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qualcode import api  # verbs that a coder may never need are imported when they are named
from qualcode.api.review_lines import Surroundings, lines_to_keep
from qualcode.codings.cache import current_rules
from qualcode.codings.coders import open_codebook
from qualcode.codings.schema import RULES, Codings
from qualcode.corpus.build import frame
from qualcode.corpus.frame import Frame, participants
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import ASSERTIONS, MODIFIED, REVIEW_KEYS, Coder
from qualcode.model.finding import StoreError, StudyError, unknown_name
from qualcode.model.line import DecisionLine
from qualcode.review.desk import Json, Refused, turns_shown
from qualcode.review.queue import QueueItem, queue_items
from qualcode.review.suggestions import find_suggestions
from qualcode.store.decisions import append_decisions, read_decisions, read_force
from qualcode.store.fold import InForce
from qualcode.store.guard import GuardBusy, guard
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import read_coder, write_coder
from qualcode.store.samples import Sample, note_looked_at, read_sample
from qualcode.store.study import OpenStudy, last_codebook_path

AUDIO = "audio"
"""Attribute of a transcript that names its recording: a file, from the study's folder."""
WAIT_S = 5.0
"""Seconds for which a line waits for another process that writes to the study."""


@dataclass(frozen=True)
class DeskOptions:
    """Who reviews, and how."""

    coder: str
    """Name of the coder."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    blind: bool = False
    """True: suggestions of a transcript are shown only once its reading is finished."""
    between: tuple[str, ...] = ()
    """Two coders between whose codings is decided; empty: the coder's own work."""
    sample: str = ""
    """Sample whose units are read, without suggestions; empty: whole transcripts are read."""

    @property
    def hides(self) -> bool:
        """Whether suggestions are hidden until a transcript is read."""
        return self.blind or bool(self.sample)


class StudyDesk:
    """The desk that the reading room works on."""

    def __init__(self, study: OpenStudy, options: DeskOptions) -> None:
        """Open the corpus and the rules' codings."""
        self._study, self._options = study, options
        self._one_at_a_time = threading.Lock()
        self._sample = _sample_of(study, options.sample)
        self._keys = _keys_of(study, options.coder)
        self._second_look = api.review_queues.SecondLook(study, self, self._codebook_file())
        self._open()

    def _open(self) -> None:
        codebook, corpus, codings = self._coded()
        self._codes, self._sha256 = codebook.codes, codebook.sha256
        self._frame: Frame = corpus.frame
        self._number = {name: at for at, name in enumerate(self._frame.transcripts)}
        self._written = {name: self._when_written(name) for name in self._frame.transcripts}
        self._suggestions = find_suggestions(self._frame, codings, self._hash)
        self._summaries: dict[str, tuple[InForce, Json]] = {}

    def _coded(self) -> tuple[Codebook, OpenCorpus, Codings]:
        """The rules' codings; made first where there are none, or where they are of an earlier state."""
        study, file = self._study, self._codebook_file()
        codebook, _ = open_codebook(study, file)
        corpus = frame(study, index(study))
        found = current_rules(study, corpus, codebook)
        if found is not None:
            return codebook, corpus, found
        made = api.code.code(study, file)
        return codebook, made.corpus, made.codings

    def _codebook_file(self) -> str:
        return self._options.codebook or last_codebook_path(self._study)

    def study(self) -> Json:
        """Coder, codes with all that is said of them, and the transcripts with their counts."""
        return {
            "corpus": self._frame.corpus,
            "coder": self._options.coder,
            "blind": self._options.hides,
            "sample": self._options.sample,
            "between": [],
            "keys": self.keys(),
            "codes": [_code(code) for code in self._codes if not code.retired],
            "assertions": list(ASSERTIONS),
            "queues": api.review_queues.queues_beside(self, self._codes, self._options.sample),
            "transcripts": [self.summary(name) for name in self._frame.transcripts],
        }

    def transcript(self, name: str) -> Json:
        """Turns, codings in force and suggestions of one transcript; none of these while it is read blind."""
        self._check_name(name, may_be_back=True)
        with self._one_at_a_time:
            self._follow_correction(name)
            return {
                "transcript": name,
                "about": self.attributes(name),
                "audio": AUDIO in self.attributes(name, audio=True),
                "turns": turns_shown(self._frame, self._turn_range(name), self._hash),
                **self._state(name),
            }

    def append(self, name: str, lines: Sequence[Mapping[str, Any]]) -> Json:
        """Keep decisions on a transcript, and say what is in force now; when this returns they are on the disk."""
        self._check_name(name, may_be_back=True)
        if not isinstance(lines, list) or not lines or not all(isinstance(line, dict) for line in lines):
            raise Refused(422, "`lines` must be a list of decisions")
        with self._one_at_a_time:
            with self._writing():
                self._follow_correction(name)
                made = self._decisions(name, lines)
                self._keep(name, made)
            return {**self._state(name), "summary": self.summary(name)}

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the study for a moment; what stands in the way is told to the page."""
        try:
            with guard(self._study.layout.guard, timeout_s=WAIT_S):
                yield
        except GuardBusy as error:
            raise Refused(423, "another process writes to this study") from error
        except StoreError as error:
            raise Refused(507, str(error)) from error

    def queue(self, name: str, about: Mapping[str, str]) -> Json:
        """Passages in the order of a queue, with what is decided on each."""
        with self._one_at_a_time:
            return queue_items(self, name, about)

    def passages(self, transcript: str) -> list[QueueItem]:
        """Suggestions and the coder's own codings in order of text; no suggestions while it is read blind."""
        force = self.force(transcript)
        found = [] if self._hidden(transcript, force)[0] else self._suggestions.get(transcript, [])
        states = [(each.line, each.decision(force)) for each in found]
        suggested = {of for _, (_, of) in states}
        own = [(line, ("own", line.id)) for line in force.codings if line.id not in suggested]
        items = [
            QueueItem(transcript, line.turn, line.start, line.end, state, line.code, line.rules)
            for line, (state, _) in (*states, *own)
        ]
        return sorted(items, key=lambda item: (item.turn, item.start, item.end, item.code))

    def sample_units(self) -> list[QueueItem]:
        """Units of the sample that is read, in its order; none where no sample is read."""
        return api.review_queues.sample_units(self._study, self, self._sample)

    def codings_of(self, coder: str, transcript: str) -> list[QueueItem]:
        """Codings of somebody else in order of text; none while the transcript is read blind."""
        if self.is_hidden(transcript) or coder not in self.others():
            return []
        theirs = read_force(self._study.layout, self._study.name, coder, transcript)
        return api.review_queues.codings_of_another(coder, transcript, theirs, self.force(transcript))

    def second_look(self) -> list[QueueItem]:
        """Answers of the coder that surprise, by what her other answers teach, the most surprising first."""
        return self._second_look.items()

    def is_hidden(self, name: str) -> bool:
        """Whether what others and rules found in a transcript is hidden from the coder."""
        return self._hidden(name, self.force(name))[0]

    def others(self) -> list[str]:
        """Coders whose codings stand beside the coder's own."""
        return [name for name in self._study.layout.coder_names(self._study.name) if name not in (self.coder, RULES)]

    def memos(self) -> list[Json]:
        """Memos in force, those of all coders."""
        return api.review_memos.memos_in_force(self._study, self.coder, blind=self._options.hides)

    def keep_memo(self, sent: Mapping[str, Any]) -> list[Json]:
        """Keep a memo, or an edit of one of the coder's own; the memos in force then."""
        on = sent.get("on")
        name = str(on.get("transcript", "")) if isinstance(on, dict) else ""
        turns = self._frame.turn_number[self._turn_range(name)].tolist() if name in self._number else []
        codes = [code.code for code in self._codes]
        known = {"transcript": self.names, "turn": turns, "respondent": self._frame.respondents, "code": codes}
        with self._one_at_a_time, self._writing():
            api.review_memos.keep_memo(self._study, self.coder, sent, known)
            return self.memos()

    def change_code(self, sent: Mapping[str, Any]) -> Json:
        """Add, rename or merge a code in the codebook and in everybody's codings; or say what that would change."""
        with self._one_at_a_time, self._writing():
            changed = api.review_memos.change_code(self._study, sent, self._codebook_file())
            if changed["written"]:
                self._open()
        return changed

    def kinds(self) -> set[str]:
        """Kinds of the codes that can be given."""
        return {code.kind for code in self._codes if not code.retired}

    def keys(self) -> Json:
        """The key of each action, the coder's nine codes, and whether all are pressed with Alt."""
        own, every = self._keys, [code.code for code in self._codes if not code.retired]
        named = {digit: own[digit] for digit in "123456789" if own.get(digit) in every}
        others = iter([code for code in every if code not in named.values()])
        codes = [named.get(digit) or next(others, "") for digit in "123456789"]
        actions = {name: own.get(name, key) for name, key in REVIEW_KEYS.items()}
        return {"actions": actions, "codes": codes, "modified": own.get(MODIFIED) == "true"}

    def find(self, terms: str, transcript: str = "") -> list[Json]:
        """Places at which a term of the codebook language stands; first, of a number or a time, that turn."""
        own = self._turn_range(transcript) if transcript in self._number else range(0)
        return api.review_queues.find_places(self._study, self._frame, terms, own)

    def summary(self, name: str) -> Json:
        """How far a transcript is; reckoned anew where something was decided since."""
        force = self.force(name)
        if name not in self._summaries or self._summaries[name][0] is not force:
            self._summaries[name] = force, self._summarised(name, force)
        return self._summaries[name][1]

    def _summarised(self, name: str, force: InForce) -> Json:
        hidden, finished = self._hidden(name, force)
        states = [] if hidden else [each.decision(force)[0] for each in self._suggestions.get(name, ())]
        return {
            "transcript": name,
            "about": " ".join(self.attributes(name).values()),
            "turns": len(self._turn_range(name)),
            "finished": finished,
            "codings": len(force.codings),
            "open": states.count("open"),
            "decided": len(states) - states.count("open"),
        }

    def force(self, name: str) -> InForce:
        """What the coder has decided on a transcript."""
        return read_force(self._study.layout, self._study.name, self.coder, name)

    @property
    def coder(self) -> str:
        """Name of the coder."""
        return self._options.coder

    @property
    def names(self) -> Sequence[str]:
        """The transcripts, in the order of the corpus."""
        return self._frame.transcripts

    def _lines(self, name: str) -> list[DecisionLine]:
        return read_decisions(self._study.layout, self._study.name, self.coder, name)[0]

    def _check_name(self, name: str, *, may_be_back: bool = False) -> None:
        if name not in self._written and not (
            may_be_back and name in self._study.layout.transcript_ids(self._study.name)
        ):
            raise Refused(404, "there is no such transcript")

    def _when_written(self, name: str) -> tuple[int, int]:
        try:
            state = self._study.layout.transcript(self._study.name, name).stat()
        except FileNotFoundError:  # removed or withdrawn
            return 0, 0
        return state.st_mtime_ns, state.st_size

    def _follow_correction(self, name: str) -> None:
        """Open the corpus anew where the transcript was corrected, taken out or put back meanwhile."""
        if self._when_written(name) != self._written.get(name):
            self._open()
            self._check_name(name)

    def _turn_range(self, name: str) -> range:
        at = self._number[name]
        low, high = np.searchsorted(self._frame.turn_transcript, [at, at + 1])
        return range(int(low), int(high))

    def _hash(self, turn: int) -> str:
        return sha256_bytes(self._frame.text(turn).encode())

    def recording(self, name: str) -> Path:
        """The file that the attribute `audio` names, in the study's folder; nothing outside of it is ever opened."""
        self._check_name(name)
        named, root = self.attributes(name, audio=True).get(AUDIO, ""), self._study.layout.root.resolve()
        path = (root / named).resolve()
        kind = (mimetypes.guess_type(path.name)[0] or "").partition("/")[0]
        if not named or not path.is_relative_to(root) or not path.is_file() or kind not in ("audio", "video"):
            raise Refused(404, f"`audio: {named}` is not a recording in the study's folder")
        return path

    def attributes(self, name: str, *, audio: bool = False) -> dict[str, str]:
        """Attributes that hold for all turns of a transcript; the name of its recording only where it is asked for."""
        columns, turns = self._frame, self._turn_range(name)
        about = {}
        for attribute in (each for each in columns.attribute_names if each != AUDIO or audio):
            values = set(columns.attribute(attribute)[turns.start : turns.stop].tolist()) - {-1}
            if len(values) == 1:
                about[attribute] = columns.attribute_values[attribute][values.pop()]
        return about

    def _hidden(self, name: str, force: InForce) -> tuple[bool, bool]:
        """Whether suggestions are hidden, and whether the transcript was read to its end."""
        read, spoken = {line.turn for line in force.looked}, participants(self._frame)
        finished = all(int(self._frame.turn_number[at]) in read for at in self._turn_range(name) if spoken[at])
        return self._options.hides and not finished, finished

    def _state(self, name: str) -> Json:
        force = self.force(name)
        hidden, finished = self._hidden(name, force)
        return {
            "finished": finished,
            "hidden": hidden,
            "codings": [coding_shown(line) for line in force.codings],
            "suggestions": [] if hidden else [each.shown(force) for each in self._suggestions.get(name, ())],
            "undoes": force.undoes,
            "redoes": force.redoes,
        }

    def _decisions(self, name: str, sent: Sequence[Mapping[str, Any]]) -> list[DecisionLine]:
        """Lines that were sent, made whole: with names, times, quotes and what stands around these."""
        before = self._lines(name)
        texts = {int(self._frame.turn_number[at]): self._frame.text(at) for at in self._turn_range(name)}
        codes = {code.code for code in self._codes}
        blind, _ = self._hidden(name, self.force(name))
        return lines_to_keep(sent, before, Surroundings(texts, codes, self._sha256, blind))

    def _keep(self, name: str, lines: Sequence[DecisionLine]) -> None:
        layout, corpus, coder = self._study.layout, self._study.name, self.coder
        if not layout.coder_file(corpus, coder).exists():
            write_coder(layout, corpus, Coder(coder))
        if lines:
            append_decisions(layout, corpus, coder, name, lines)
        read = {line.turn for line in lines if line.do == "looked" and not line.code}
        if self._sample and read:
            ids = [unit.id for unit in self._sample.units if unit.transcript == name and unit.turn in read]
            note_looked_at(self._study, self._sample.sample, coder, ids, lines[0].time)


def _sample_of(study: OpenStudy, name: str) -> Sample | None:
    if not name:
        return None
    if name not in study.layout.sample_names(study.name):
        raise unknown_name("sample", name, study.layout.sample_names(study.name))
    return read_sample(study, name)


def _keys_of(study: OpenStudy, name: str) -> Mapping[str, str]:
    """The keys that a coder has chosen in `coder.yaml`."""
    coder, findings = read_coder(study.layout, study.name, name)
    if coder is None:
        raise StudyError(*findings)
    return coder.keys


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
        "says": {rule.rule: dict(rule.says) for rule in code.rules if rule.says},
    }


def coding_shown(line: DecisionLine) -> Json:
    """A coding as the page gets it."""
    names = ("id", "do", "turn", "code", "start", "end", "assertion", "memo", "blind", "rules")
    return {name: getattr(line, name) for name in names}
