"""Imports notes and descriptions of a project: memos about what they are attached to, else about the study."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.exchange.codes_in import Meant
from qualcode.exchange.codings_in import SOMEBODY
from qualcode.exchange.merge import DESCRIPTION
from qualcode.exchange.positions import Convention
from qualcode.exchange.project import Project, ProjectNote, ProjectSelection
from qualcode.exchange.texts_in import ProjectText, turn_spans
from qualcode.model.memo import Memo, MemoPlace
from qualcode.store.hashing import sha256_bytes

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
