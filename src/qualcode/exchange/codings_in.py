"""Imports the codings and notes of a project: whose they are, on which words, and which are uncertain."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.anchoring.spans import anchor
from qualcode.codings.schema import RULES
from qualcode.exchange.codes_in import Meant, ProjectCodes
from qualcode.exchange.merge import DESCRIPTION
from qualcode.exchange.positions import Convention, Decided, OffsetUnit, Passage, decide, ends_short, weigh_offset_units
from qualcode.exchange.project import Project, ProjectCoding, ProjectNote, ProjectSelection
from qualcode.exchange.texts_in import ProjectText, reaches_outside_turns, turn_spans
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.memo import Memo, MemoPlace
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import read_coder
from qualcode.store.study import OpenStudy

SOMEBODY = "imported"
"""Coder of codings for which the file names nobody."""
_KINDS = ("person", "rules", "model")


@dataclass(frozen=True)
class ProjectOptions:
    """How a project is read."""

    coders: tuple[str, ...] = ()
    """Users whose codings are wanted, by name; empty: all."""
    codebook: str = ""
    """Codebook whose codes are used; empty: the study's where it has them all, else a new one."""
    lang: str = ""
    """Language of names and definitions that do not state one; empty: the study's first one."""
    positions: str = ""
    """What positions count, one of `UNITS`; empty: found out."""
    dry_run: bool = False
    """True: write nothing."""


@dataclass(frozen=True)
class TextReport:
    """What became of one text."""

    transcript: str
    """Transcript."""
    new: bool
    """True: it was not there before."""
    turns: int
    """Turns in it."""
    selections: int
    """Passages that carry codes."""
    positions: str
    """How the positions were read; empty if it made no difference."""
    by: str
    """What decided that: `selections` of this text, or `other texts` too, or `--positions`."""


class PlacedCodings:
    """Places the selections of a project on turns and codes of the study."""

    def __init__(
        self, study: OpenStudy, project: Project, codes: ProjectCodes, name: str, options: ProjectOptions
    ) -> None:
        """Take what codings refer to: users, codes and notes; `name` is the file as findings call it."""
        self.findings: list[Finding] = []
        self.reports: list[TextReport] = []
        self.ways: dict[str, Convention] = {}
        self.made: list[tuple[str, str, PersonCoding]] = []
        self.refused = 0
        self._name, self._codes, self._options, self._project = name, codes, options, project
        self._notes = {note.guid: note.text.strip() for note in project.notes}
        self.coders = self._coders(study, project)

    def _coders(self, study: OpenStudy, project: Project) -> dict[str, Coder]:
        """Users by identifier -> coders of the study."""
        known = study.layout.coder_names(study.name)
        ours = project.origin.startswith("qualcode")
        found: dict[str, Coder] = {}
        for user in project.users:
            name = coder_name(user.name or user.id) or SOMEBODY
            kind = user.id if ours and user.id in _KINDS else "person"
            coder = Coder(name, kind, f"coded in {project.origin or 'another program'}")  # type: ignore[arg-type]
            if name in known:
                stated, _ = read_coder(study.layout, study.name, name)
                coder = stated or coder
            if any(each.coder == name for each in found.values()):
                self._note("warning", "same-name", f"several users are called `{name}`, and are one coder here")
            elif name != user.name:
                self._note("warning", "coder-renamed", f"the user `{user.name}` is the coder `{name}` here")
            found[user.guid] = coder
        return found

    def read(self, texts: Sequence[ProjectText], units: Iterable[OffsetUnit]) -> list[PersonCoding]:
        """Codings of all texts, including those that the file repeats."""
        wanted = [[each for each in text.source.selections if self._codings(each)] for text in texts]
        evidence = [
            weigh_offset_units(
                text.scale, [Passage(each.start, each.end, each.name) for each in own],
                marked=text.source.marked, units=units,
            )
            for text, own in zip(texts, wanted, strict=True)
        ]  # fmt: skip
        made: list[PersonCoding] = []
        for at, (text, own) in enumerate(zip(texts, wanted, strict=True)):
            others = [each for other, each in enumerate(evidence) if other != at]
            decided = decide(evidence[at], others, self._project.origin)
            self.ways[text.source.guid] = decided.convention
            self._report(text, own, decided)
            made += self._text(text, own, decided)
        return made

    def _codings(self, selection: ProjectSelection) -> list[ProjectCoding]:
        """The codings of the wanted coders."""
        wanted = self._options.coders
        return [each for each in selection.codings if not wanted or self._coder(each, selection).coder in wanted]

    def _coder(self, coding: ProjectCoding, selection: ProjectSelection) -> Coder:
        return self.coders.get(coding.user) or self.coders.get(selection.user) or Coder(SOMEBODY)

    def _report(self, text: ProjectText, own: Sequence[ProjectSelection], decided: Decided) -> None:
        matters = decided.differs or str(decided.convention) != "code points"
        self.reports.append(
            TextReport(
                transcript=text.transcript,
                new=text.new,
                turns=len(text.turns),
                selections=len(own),
                positions=str(decided.convention) if matters and own else "",
                by=("--positions" if self._options.positions else decided.by) if matters and own else "",
            )
        )

    def _short(self, text: ProjectText, decided: Decided) -> None:
        """Warn if many selections seem to lack their last letter."""
        spans = {span for span in decided.spans if span is not None}
        short = 0 if decided.convention.last else sum(ends_short(text.scale.text, span) for span in spans)
        if short * 3 >= len(spans) > 0:
            message = f"{short} of {len(spans)} passages of `{text.transcript}` end one letter before the end of a word"
            hint = "look at them: the other program may have counted up to the last letter itself"
            self._note("warning", "ends-short", message, hint)

    def _text(self, text: ProjectText, own: Sequence[ProjectSelection], decided: Decided) -> Iterator[PersonCoding]:
        counts: Counter[str] = Counter()
        self._short(text, decided)
        for at, (selection, span) in enumerate(zip(own, decided.spans, strict=True)):
            if span is None or at in decided.doubtful:
                doubt = f"could stand at two places: positions may count {decided.convention}, or {decided.rival}"
                self._refuse(text, selection, "lies outside the text" if span is None else doubt, span is None)
                continue
            found = turn_spans(text.stretches, *span)
            if not found:
                self._refuse(text, selection, "holds no words of a turn, only white space, a label or a time", True)
                continue
            counts["divided"] += len(found) > 1
            counts["trimmed"] += reaches_outside_turns(text.scale.text, text.stretches, *span)
            for place in found:
                for coding in self._codings(selection):
                    for one in self._coding(text, selection, coding, (place.turn, place.start, place.end)):
                        self.made.append((coding.guid, selection.guid, one))
                        yield one
        self._said(text, counts)

    def _coding(
        self, text: ProjectText, selection: ProjectSelection, coding: ProjectCoding, place: tuple[int, int, int]
    ) -> Iterator[PersonCoding]:
        meant = self._codes.meant.get(coding.code)
        if meant is None:
            message = f"a coding of selection {selection.guid} names a code that the file lacks, and is left out"
            self._note("error", "unknown-code", message)
            return
        turn, start, end = place
        yield PersonCoding(
            coder=self._coder(coding, selection).coder,
            transcript=text.transcript,
            turn=text.turns[turn].turn,
            code=meant.code,
            assertion=meant.assertion,
            time=coding.time or selection.time,
            memo=self._memo(selection, coding),
            **anchor(text.turns[turn].text, start, end),
        )

    def _memo(self, selection: ProjectSelection, coding: ProjectCoding) -> str:
        """What people wrote about a coding or its passage."""
        notes = [self._notes.get(each, "") for each in (*coding.notes, *selection.notes)]
        return "\n".join(dict.fromkeys(each for each in (*notes, selection.description) if each))

    def _refuse(self, text: ProjectText, selection: ProjectSelection, why: str, certain: bool) -> None:
        self.refused += 1
        hint = "" if certain else "write --positions code-points or --positions utf-16 if you know which it is"
        what = f"selection {selection.guid} of `{text.source.name}` ({selection.start}-{selection.end}) {why}"
        self._note("error", "selection-refused", f"{what}; it is not imported", hint)

    def _said(self, text: ProjectText, counts: Mapping[str, int]) -> None:
        if counts["divided"]:
            message = f"{counts['divided']} selections of `{text.transcript}` go over several turns: each has its part"
            self._note("warning", "selection-divided", message)
        if counts["trimmed"]:
            what = f"{counts['trimmed']} selections of `{text.transcript}` hold a label, a heading or a time"
            self._note("note", "selection-trimmed", f"{what}, which are no speech and are left out")

    def _note(self, level: str, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(level, code, message, self._name, hint=hint))  # type: ignore[arg-type]


def coder_name(name: str) -> str:
    """A user's name as that of a coder; characters that coders' names cannot have become hyphens."""
    safe = (
        "".join("-" if sign in "/\\+," or not sign.isprintable() else sign for sign in name).strip().lstrip(".").strip()
    )
    return f"{safe} (imported)" if safe.lower() == RULES else safe


_About = tuple[str, MemoPlace]


@dataclass(frozen=True)
class NotesDesk:
    """What the notes of a project can be about."""

    project: Project
    """The project."""
    texts: Sequence[ProjectText]
    """Its texts with their transcripts."""
    ways: Mapping[str, Convention]
    """Text -> how its positions are counted."""
    codes: Mapping[str, Meant]
    """Code -> code of the codebook."""
    coders: Mapping[str, str]
    """User -> coder."""

    def memos(self) -> list[Memo]:
        """A memo for each note and description, except those that our own files repeat in codings and codes."""
        about = self._about()
        ours = self.project.origin.startswith("qualcode")
        notes = [
            self._memo(note.guid, note.text, about.get(note.guid, ("study", MemoPlace())), note)
            for note in self.project.notes
            if not (ours and about.get(note.guid, ("", None))[0] in ("code", "coding"))
        ]
        return [memo for memo in (*notes, *self._descriptions(ours)) if memo.text]

    def _memo(self, guid: str, text: str, about: _About, note: ProjectNote | None = None) -> Memo:
        kind, on = about
        user, time, name = (note.user, note.time, note.name) if note else ("", "", "")
        said = sha256_bytes(f"{guid}\n{text.strip()}".encode())[:12]
        return Memo(self.coders.get(user, SOMEBODY), said, text.strip(), kind, on, time, name, guid=guid)

    def _about(self) -> dict[str, _About]:
        """Note -> what it is about: the narrowest thing that refers to it."""
        found: dict[str, _About] = {}
        for text in self.texts:
            for selection in text.source.selections:
                place = self._place(text, selection)
                for coding in selection.codings:
                    for note in coding.notes if coding.code in self.codes else ():
                        on = MemoPlace(**{**vars(place), "code": self.codes[coding.code].code})
                        found.setdefault(note, ("coding" if place.end else "transcript", on))
                for note in selection.notes:
                    found.setdefault(note, ("passage" if place.end else "transcript", place))
        for code in self.project.every_code():
            for note in code.notes if code.guid in self.codes else ():
                found.setdefault(note, ("code", MemoPlace(code=self.codes[code.guid].code)))
        for text in self.texts:
            for note in text.source.notes:
                found.setdefault(note, ("transcript", MemoPlace(transcript=text.transcript)))
        return found

    def _place(self, text: ProjectText, selection: ProjectSelection) -> MemoPlace:
        """The words of the first turn in a selection, else the transcript."""
        way = self.ways.get(text.source.guid, Convention())
        span = text.scale.span(selection.start, selection.end, way)
        for turn, start, end in turn_spans(text.stretches, *span) if span else ():
            quote = text.turns[turn].text[start:end]
            return MemoPlace(text.transcript, text.turns[turn].turn, start, end, quote)
        return MemoPlace(text.transcript)

    def _descriptions(self, ours: bool) -> Iterator[Memo]:
        """Memos from descriptions of elements; in our own files only respondents and sets have them."""
        of_cases = {each for case in self.project.cases for each in case.selections}
        for case in self.project.cases:
            yield self._memo(case.guid + DESCRIPTION, case.description, ("respondent", MemoPlace(respondent=case.name)))
        for each in self.project.sets:
            yield self._memo(each.guid + DESCRIPTION, each.description, ("set", MemoPlace(set=each.name)))
        if ours:
            return
        yield self._memo("", self.project.description, ("study", MemoPlace()))
        for text in self.texts:
            guid = (text.source.media or text.source.guid) + DESCRIPTION
            yield self._memo(guid, text.source.description, ("transcript", MemoPlace(transcript=text.transcript)))
            for selection in text.source.selections:
                if not selection.codings and selection.guid not in of_cases:
                    place = self._place(text, selection)
                    kind = "passage" if place.end else "transcript"
                    yield self._memo(selection.guid + DESCRIPTION, selection.description, (kind, place))


def new_memos(wanted: Sequence[Memo], there: Sequence[Memo]) -> tuple[list[Memo], dict[str, str]]:
    """Lines to add, and the memo for each identifier; a memo with the same text on the same thing is reused.

    A note that the study already has, with a new text, becomes an edit of it.
    """
    same = {(memo.kind, memo.on, memo.text): memo.id for memo in there}
    known = {memo.guid: memo.id for memo in there if memo.guid}
    added: list[Memo] = []
    became: dict[str, str] = {}
    for memo in wanted:
        found = same.get((memo.kind, memo.on, memo.text), "")
        if found:
            became[memo.guid] = found
        elif memo.guid in known:
            became[memo.guid] = known[memo.guid]
            added.append(Memo(memo.coder, memo.id, memo.text, time=memo.time, of=known[memo.guid]))
        else:
            became[memo.guid] = memo.id
            added.append(memo)
    became.pop("", None)
    return added, became
