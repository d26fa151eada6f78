"""Merges a colleague's copy of the study: which lines and files are new in it, and where its codings belong here.

Nothing that is here is changed or removed. A line is added if no line here says the same; one that refers to another
version of the transcript is re-anchored to the words as they are here, or set aside with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from qualcode.anchoring.reanchor import TranscriptCorrection, place_now
from qualcode.anchoring.spans import ANCHOR_FIELDS, align_turns
from qualcode.corpus.shards import read_headers, read_transcript
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding, StoreError
from qualcode.model.transcript import Header, Turn
from qualcode.store.append import parse_lines
from qualcode.store.decisions import DECISIONS_FORMAT
from qualcode.store.doors import read_through
from qualcode.store.study import OpenStudy

_PLACE = ("turn", "code", "start", "end", "quote")
"""Fields of a line that assigns a code to words."""
_WORDS = ("turn", "start", "end", "quote")
"""Fields of a decision about words; an earlier line may state its code."""
Line = dict[str, Any]


@dataclass
class CoderCopy:
    """What a copy has of one coder."""

    coder: str
    """Name."""
    new: int = 0
    """Lines that are not here."""
    both: int = 0
    """Lines that are here, too."""
    placed: int = 0
    """New codings on another version of the transcript whose words were found here."""
    aside: int = 0
    """New codings whose words have no certain place here: they are set aside."""


@dataclass
class MergePlan:
    """What merging a copy would write."""

    coders: dict[str, CoderCopy] = field(default_factory=dict)
    """Coder -> what the copy has."""
    added: dict[Path, list[bytes]] = field(default_factory=dict)
    """File here -> lines to append."""
    files: dict[Path, Path] = field(default_factory=dict)
    """File that is missing here -> the colleague's."""
    aside: list[PersonCoding] = field(default_factory=list)
    """Codings that are set aside."""
    transcripts: list[str] = field(default_factory=list)
    """Transcripts that only the copy has."""
    read_whole: dict[str, frozenset[str]] = field(default_factory=dict)
    """Coder -> transcripts that the copy says were read whole, and that are not listed here."""
    findings: list[Finding] = field(default_factory=list)
    """Contradictions, and what was moved, set aside or left out."""

    def tell(self, code: str, message: str, file: str = "", line: int | None = None, hint: str = "") -> None:
        """Add a warning."""
        self.findings.append(Finding("warning", code, message, file, line, hint=hint))


def plan_merge(study: OpenStudy, theirs: OpenStudy) -> MergePlan:
    """Compare a corpus of the copy with that of the study; nothing is written."""
    plan = MergePlan()
    desk = _Desk(study, theirs, plan)
    for coder in theirs.layout.coder_names(theirs.name):
        plan.coders[coder] = CoderCopy(coder)
        _coder_file(study, theirs, coder, plan)
        for transcript in theirs.layout.coded_ids(theirs.name, coder):
            _CoderMerge(desk, coder, transcript).merge()
    _other_files(study, theirs, desk, plan)
    return plan


class _Desk:
    """Compares the lines of both corpora."""

    def __init__(self, study: OpenStudy, theirs: OpenStudy, plan: MergePlan) -> None:
        self.study, self.theirs, self.plan = study, theirs, plan
        self.ours, _ = read_headers(study)
        self.other, wrong = read_headers(theirs)
        plan.findings += [replace(each, level="warning") for each in wrong]
        by_source = {header.sha256: name for name, header in self.ours.items()}
        self.names = {name: self._name(name, header, by_source) for name, header in self.other.items()}
        self._made: dict[str, TranscriptCorrection | None] = {}
        self._apart: dict[str, list[tuple[int, Line]]] = {}

    def _name(self, name: str, header: Header, by_source: Mapping[str, str]) -> str:
        """Name here of a transcript of the copy: its own, or that of the transcript from the same source."""
        return name if name in self.ours else by_source.get(header.sha256, name)

    def correction(self, transcript: str, here: str) -> TranscriptCorrection | None:
        """How their version of a transcript differs from ours; without theirs, only the words can tell."""
        if transcript not in self._made:
            new = read_transcript(self.study, here).turns
            old: Sequence[Turn] = ()
            if transcript in self.other:
                old = read_transcript(self.theirs, transcript).turns
            before, after = ({turn.turn: turn.text for turn in turns} for turns in (old, new))
            aligned = align_turns(old, new) if old else {}
            self._made[transcript] = TranscriptCorrection(here, before, after, aligned, here)
        return self._made[transcript]

    def withdrawn(self, coder: str, transcript: str) -> set[tuple[object, ...]]:
        """What this coder withdrew here, or moved from this transcript to another one."""
        file = self.study.layout.taken_back(self.study.name, coder)
        if coder not in self._apart:
            self._apart[coder] = _lines(file, self.plan) if file.is_file() else []
        own = [line for _, line in self._apart[coder] if line.get("transcript") == transcript]
        return {_key(line) for line in own if not _is_kept_apart(line)}


class _CoderMerge:
    """Merges the lines of one coder on one transcript."""

    def __init__(self, desk: _Desk, coder: str, transcript: str) -> None:
        self._desk, self._plan, self._told = desk, desk.plan, desk.plan.coders[coder]
        self._coder, self._transcript, self._here = coder, transcript, desk.names.get(transcript, transcript)
        self._target = desk.study.layout.coding_file(desk.study.name, coder, self._here)
        self._known: set[tuple[object, ...]] = set()
        """Keys of the lines that are here, or are going to be."""

    def merge(self) -> None:
        file = self._desk.theirs.layout.coding_file(self._desk.theirs.name, self._coder, self._transcript)
        lines = _lines(file, self._plan)
        mine = _lines(self._target, self._plan) if self._target.is_file() else []
        self._known.update(_key(line) for _, line in mine)
        gone = self._desk.withdrawn(self._coder, self._transcript)
        for number, line in sorted(lines, key=lambda each: str(each[1].get("time", ""))):
            if set(line) == {"format"}:
                continue
            if _key(line) in self._known:
                self._told.both += 1
            elif _key(line) in gone:
                what = f"`{self._coder}` took back `{line.get('code')}` in turn {line.get('turn')} here: it stays so"
                self._plan.tell("taken-back-here", what, str(file), number)
            else:
                self._bring(line, (str(file), number))
        self._contradictions(mine, lines, str(file))

    def _bring(self, line: Line, place: tuple[str, int]) -> None:
        """Bring a line that is new here; one about words goes to their place in our version of the transcript."""
        here = self._here
        made = self._desk.correction(self._transcript, here) if here in self._desk.ours else None
        if made is not None and line.get("do") == "looked":
            self._bring_reading(line, made, place)
        elif made is None or not set(_PLACE if "do" not in line else _WORDS) <= line.keys():
            self._told.new += 1
            self._add(line)
            if line.get("do") == "undo" and ("id", _here(line.get("of"))) in self._known:
                self._add({**line, "id": _here(line.get("id")), "of": _here(line["of"])})
        else:
            try:
                old = _coding(line, self._coder, here)
            except (TypeError, ValueError):
                self._plan.tell("bad-line", "this line is not a coding and is left out", *place)
                return
            self._bring_coding(line, old, place_now(old, made), place)

    def _bring_coding(self, line: Line, old: PersonCoding, new: PersonCoding | None, place: tuple[str, int]) -> None:
        here, told = self._here, self._told
        uncertain = f"of `{self._coder}` has no certain place in `{here}` as it is here: it is"
        if new is None and not old.code:  # a change of a coding, which stays as it was
            self._plan.tell("coding-set-aside", f"a `{line.get('do')}` {uncertain} left out", *place)
            return
        told.new += 1
        if new is None:
            told.aside += 1
            self._plan.aside.append(old)
            self._plan.tell("coding-set-aside", f"`{old.code}` {uncertain} kept apart", *place)
            return
        span = {name: getattr(new, name) for name in ANCHOR_FIELDS}
        if new == old:
            self._add(line)
        elif "do" in line:  # such a line is never another one: a further line moves it
            told.placed += 1
            self._add(line)
            moved = {"do": "move", "id": _here(line["id"]), "of": line.get("of") or line["id"], **span}
            self._add({**moved, "time": line.get("time", "")})
        elif _key(now := {**line, **span}) in self._known:  # it followed here, too
            told.new, told.both = told.new - 1, told.both + 1
        else:
            told.placed += 1
            message = f"`{old.code}` of `{self._coder}`: turn {old.turn}, {old.start}-{old.end} there is "
            message += f"turn {new.turn}, {new.start}-{new.end} of `{here}`"
            self._plan.findings.append(Finding("note", "coding-moved", message, *place))
            self._add(now)

    def _bring_reading(self, line: Line, made: TranscriptCorrection, place: tuple[str, int]) -> None:
        """Add a `looked` line for the turn with the same words, with a new id if the turn's number differs."""
        stated = line.get("turn")
        turn = made.turns.get(stated) if isinstance(stated, int) else None
        now = line if turn == stated else {**line, "turn": turn, "id": f"{line.get('id')}-{turn}"[:64]}
        if turn is None:
            message = f"turn {stated}, which `{self._coder}` has read, has no certain place in "
            message += f"`{made.transcript}` as it is here: it is left out"
            self._plan.tell("coding-set-aside", message, *place)
        elif _key(now) in self._known:
            self._told.both += 1
        else:
            self._told.new += 1
            self._add(now)

    def _add(self, line: Line) -> None:
        self._known.add(_key(line))
        self._plan.added.setdefault(self._target, []).append(msgspec.json.encode(line))

    def _contradictions(self, mine: Sequence[tuple[int, Line]], lines: Sequence[tuple[int, Line]], file: str) -> None:
        """Report words to which one coder gave a code with two assertions: both lines stay, for people to decide."""
        how = {_span(line): line.get("assertion", "affirmed") for _, line in mine if _gives_code(line)}
        here = {_key(line) for _, line in mine}
        for number, line in lines:
            own = how.get(_span(line)) if _gives_code(line) and _key(line) not in here else None
            if own and own != line.get("assertion", "affirmed"):
                message = (
                    f"`{line.get('code')}` in turn {line.get('turn')} is {line.get('assertion', 'affirmed')} there "
                )
                self._plan.tell("contradicting-codings", f"{message}and {own} here: both are kept", file, number)


APART = "merge: "
"""Beginning of the reason for which a coding of a copy is set aside."""


def _is_kept_apart(line: Line) -> bool:
    return str(line.get("why", "")).startswith(APART)


def _lines(file: Path, plan: MergePlan) -> list[tuple[int, Line]]:
    """The lines of a file; bad lines, and files of a newer format, are reported and left out."""
    try:
        lines, wrong = parse_lines(str(file), read_through("lines", file))
    except StoreError as error:
        plan.tell("not-brought", error.message, str(file))
        return []
    plan.findings += wrong
    stated = lines[0][1].get("format", 1) if lines else 1
    if not isinstance(stated, int) or stated > DECISIONS_FORMAT:
        plan.tell("newer-format", f"this file has format {stated} and is not brought", str(file), 1, "update qualcode")
        return []
    return lines


def _here(name: object) -> str:
    """Name of the line by which another one follows its words here: of the same time, it comes after it."""
    return f"{str(name)[:59]}~here"


def _key(line: Line) -> tuple[object, ...]:
    """What a line says, whenever it was said."""
    said = {name: value for name, value in line.items() if name not in ("time", "taken_back", "why", "transcript")}
    if "do" in line and "id" in line:
        return ("id", str(line["id"]))
    if set(_PLACE) <= line.keys():  # how its surroundings were kept is no other coding
        said = {name: said.get(name) for name in _PLACE[:4]}
        said |= {"as": line.get("assertion", "affirmed"), "memo": line.get("memo", "")}
    return tuple(sorted((name, msgspec.json.encode(value)) for name, value in said.items()))


def _gives_code(line: Line) -> bool:
    """Whether a line names a code and words: what undoes or changes another line names neither."""
    return {"turn", "code", "end"} <= line.keys()


def _span(line: Line) -> tuple[object, ...]:
    return tuple(str(line.get(name)) for name in _PLACE[:4])


def _coding(line: Line, coder: str, transcript: str) -> PersonCoding:
    texts = {name: line.get(name, "") for name in ("quote", "prefix", "suffix", "turn_sha256")}
    texts |= {name: line[name] for name in ("assertion", "time", "memo") if name in line}
    turn, start, end = (line[name] for name in ("turn", "start", "end"))
    if not all(isinstance(each, str) for each in texts.values()) or not all(map(_is_number, (turn, start, end))):
        raise ValueError
    return PersonCoding(coder, transcript, turn, str(line.get("code", "")), start, end, **texts)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _coder_file(study: OpenStudy, theirs: OpenStudy, coder: str, plan: MergePlan) -> None:
    """Who a coder is: new here, the same, or said in two ways."""
    from qualcode.store.people import read_coder

    other, _ = read_coder(theirs.layout, theirs.name, coder)
    file, source = study.layout.coder_file(study.name, coder), theirs.layout.coder_file(theirs.name, coder)
    if not file.is_file():
        plan.files |= {file: source} if source.is_file() and other else {}
        return
    own, _ = read_coder(study.layout, study.name, coder)
    if own is None or other is None:
        plan.tell("bad-coder", f"`coder.yaml` of `{coder}` cannot be read on both sides", study.layout.relative(file))
        return
    if own.kind != other.kind:
        message = f"`{coder}` is a {other.kind} there and a {own.kind} here"
        plan.tell("contradicting-coders", message, study.layout.relative(file))
    if isinstance(own.read_whole, tuple) and isinstance(other.read_whole, tuple):
        more = frozenset(other.read_whole) - frozenset(own.read_whole)
        plan.read_whole |= {coder: more | frozenset(own.read_whole)} if more else {}
    elif own.read_whole != other.read_whole:
        message = f"`read_whole` of `{coder}` is another one there; it stays as it is here"
        plan.tell("contradicting-coders", message, study.layout.relative(file))


def _other_files(study: OpenStudy, theirs: OpenStudy, desk: _Desk, plan: MergePlan) -> None:
    """Transcripts with their sources, memos and other lists of lines, and files that people write."""
    ours, other = study.layout.corpus(study.name), theirs.layout.corpus(theirs.name)
    for name in desk.other:
        if desk.names[name] not in desk.ours:
            target = study.layout.transcript(study.name, name)
            if target.exists():  # damaged here: somebody looks at it first
                _differs(study, target, plan)
                continue
            plan.transcripts.append(name)
            plan.files[target] = theirs.layout.transcript(theirs.name, name)
    for file in _below(other):
        relative = file.relative_to(other)
        top, target = relative.parts[0], ours / relative
        if top in ("transcripts", "sources-seen.jsonl") or (top == "coding" and len(relative.parts) > 2):
            continue
        if not target.exists():
            plan.files[target] = file
        elif top in ("memos", "translations", "taken-back", "coding") or file.name.endswith(".looked-at.jsonl"):
            _union(target, file, plan)
        elif read_through("source", target) != read_through("source", file):
            _differs(study, target, plan)
    for file in _below(theirs.layout.codebooks):
        target = study.layout.codebooks / file.relative_to(theirs.layout.codebooks)
        if not target.exists():
            plan.files[target] = file
        elif read_through("source", target) != read_through("source", file):
            _differs(study, target, plan)


def _differs(study: OpenStudy, target: Path, plan: MergePlan) -> None:
    message, hint = "this file is another one there; it stays as it is here", "compare the two by hand, or with git"
    plan.tell("file-differs", message, study.layout.relative(target), hint=hint)


def _union(target: Path, file: Path, plan: MergePlan) -> None:
    """Lines of a list that are not here."""
    known = {msgspec.json.encode(line, order="sorted") for _, line in _lines(target, plan)}
    for _, line in _lines(file, plan):
        written = msgspec.json.encode(line, order="sorted")
        if written not in known:
            known.add(written)
            plan.added.setdefault(target, []).append(msgspec.json.encode(line))


def _below(folder: Path) -> Iterator[Path]:
    """Files of a folder, in order; links are not followed, since they may lead anywhere."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not any(each.is_symlink() for each in (path, *path.parents[:-1])):
            yield path
