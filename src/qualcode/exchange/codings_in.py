"""Imports the codings of a project: whose they are, on which words, and which are uncertain."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.anchoring.spans import anchor
from qualcode.codings.schema import RULES
from qualcode.exchange.codes_in import ProjectCodes
from qualcode.exchange.positions import Convention, Decided, OffsetUnit, Passage, decide, ends_short, weigh_offset_units
from qualcode.exchange.project import Project, ProjectCoding, ProjectSelection
from qualcode.exchange.texts_in import ProjectText, reaches_outside_turns, turn_spans
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.finding import Finding
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
