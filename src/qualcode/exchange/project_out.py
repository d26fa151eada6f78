"""Exports a study as a project: transcripts, codes, coders, codings, respondents, memos."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType

from qualcode.exchange.codes_out import code_guid, kinds, project_codes
from qualcode.exchange.project import (
    Guids,
    Names,
    Project,
    ProjectCase,
    ProjectCoding,
    ProjectNote,
    ProjectSelection,
    ProjectSource,
    ProjectUser,
    ProjectVariable,
)
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.memo import Memo
from qualcode.model.transcript import Turn
from qualcode.text.roles import UNRECOGNISED

_BETWEEN = "\n\n"


@dataclass(frozen=True)
class Rendered:
    """A text, and where the turns' own words stand in it."""

    text: str
    """Turns as `LABEL: words`, with empty lines between them, so that a reader can tell where each begins."""
    starts: tuple[int, ...]
    """For each turn, the code point at which its words begin."""


def render_turns(turns: Iterable[Turn]) -> Rendered:
    """Write turns one below another; texts keep their length in code points, so that offsets can be added."""
    parts: list[str] = []
    starts = []
    at = 0
    for turn in turns:
        label = _label(turn.speaker)
        paragraph = f"{_BETWEEN if parts else ''}{label}{_plain(turn.text)}"
        starts.append(at + len(paragraph) - len(turn.text))
        parts.append(paragraph)
        at += len(paragraph)
    parts.append("\n")
    return Rendered("".join(parts), tuple(starts))


def _label(speaker: str) -> str:
    said = "" if speaker == UNRECOGNISED else _plain(speaker)
    return f"{said}: " if said else ""


def _plain(text: str) -> str:
    """A text with LF line ends only, of the same length, since positions count every code point."""
    return text.replace("\r", "\n")


_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,17}")


def _is_date(value: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat() == value
    return False


TYPES: Mapping[str, Callable[[str], bool]] = {
    "Boolean": lambda value: value in ("true", "false"),
    "Integer": lambda value: _WHOLE.fullmatch(value) is not None,
    "Float": lambda value: (_DECIMAL.fullmatch(value) or _WHOLE.fullmatch(value)) is not None,
    "Date": _is_date,
}
"""Type -> whether a value is in its canonical form, so that the same text comes back."""


def type_of(values: Iterable[str]) -> str:
    """The narrowest type that all values have; `Text` if there is none, as for `007`."""
    values = list(values)
    return next((name for name, fits in TYPES.items() if values and all(map(fits, values))), "Text")


NO_TIME = "1980-01-01T00:00:00Z"
"""Time of memos whose time is unknown; it is also that of the files in the archive."""
LONGEST_NAME = 80
"""Characters of a passage that name its selection."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
"""A time as the schema takes it."""


@dataclass(frozen=True)
class Respondent:
    """A respondent, and where they speak in the corpus."""

    name: str
    """Name in the study."""
    alone: tuple[str, ...]
    """Transcripts in which nobody else is a respondent."""
    turns: tuple[tuple[str, int], ...]
    """Transcript and turn of what they say beside other respondents."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attribute -> value, if it is the same wherever they speak."""


@dataclass(frozen=True)
class ProjectHeader:
    """What another program is told of a study."""

    title: str
    """Title of the study."""
    corpus: str
    """Name of the corpus."""
    origin: str
    """Program and version."""
    codebook: Codebook
    """The codebook."""
    lang: str = ""
    """Language of the codes' names; empty: the codebook's first one."""
    coders: Sequence[Coder] = ()
    """Whose codings are told."""
    codings: Sequence[PersonCoding] = ()
    """Their codings."""
    transcripts: Mapping[str, Sequence[Turn]] = field(default_factory=dict)
    """Transcript -> turns."""
    respondents: Sequence[Respondent] = ()
    """Respondents."""
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Transcript -> attributes of the whole of it."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What is stated about the interviews: `codebook`, `synthetic`, `licence`, `consent`."""
    memos: Sequence[Memo] = ()
    """Memos in force."""


def project(
    told: ProjectHeader, known: Mapping[Names, str] = MappingProxyType({}), names: dict[str, Names] | None = None
) -> Project:
    """Make the project; identifiers are derived from the study's title, the corpus and the names in it.

    Those of codes are derived from the codebook's name instead, and so are the same in a codebook that goes out alone.
    What came from another program has the identifier that it had there (`known`); `names` collects what each identifier
    stands for.
    """
    return _Teller(told, known, names).project()


class _Teller:
    """Tells a study; a memo that came from another program is attached there already, and keeps its place."""

    def __init__(self, told: ProjectHeader, known: Mapping[Names, str], names: dict[str, Names] | None) -> None:
        self._told = told
        self._guids = Guids(told.title, told.corpus, known=known, names=names)
        self._book = Guids(told.title, "codebook", told.codebook.codebook, known=known, names=names)
        self._memos: dict[tuple[str | int, ...], list[Memo]] = {}
        for memo in told.memos:
            if ("memo", memo.id) not in known:
                self._memos.setdefault(_subject(memo), []).append(memo)

    def project(self) -> Project:
        told, used = self._told, {(coding.code, coding.assertion) for coding in self._told.codings}
        of_codes = {code.code: [*self._own_memo(code), *self._about("code", code.code)] for code in told.codebook.codes}
        variables = tuple(self._variables())
        return Project(
            name=told.title or told.corpus,
            origin=told.origin,
            users=tuple(self._users()),
            codes=project_codes(told.codebook, told.lang, self._book, used, of_codes),
            variables=variables,
            cases=tuple(self._case(each) for each in told.respondents),
            sources=tuple(self._sources()),
            notes=tuple(self._notes()),
            sets=kinds(told.codebook, self._book),
            description="\n".join(f"{key}: {' '.join(value.split())}" for key, value in told.about.items() if value),
        )

    def _about(self, *subject: str | int) -> list[str]:
        """Identifiers of the memos about a thing."""
        return [self._guids.of("memo", memo.id) for memo in self._memos.get(subject, ())]

    def _own_memo(self, code: Code) -> list[str]:
        """Identifier of the memo that the codebook holds about a code."""
        return [self._book.of("memo of code", code.code)] if code.memo else []

    def _user(self, coder: str) -> str:
        return self._guids.of("coder", coder)

    def _users(self) -> Iterator[ProjectUser]:
        """Coders, and who else wrote memos."""
        coders = {each.coder: each.kind for each in self._told.coders}
        for name, kind in {**{memo.coder: "person" for memo in self._told.memos}, **coders}.items():
            yield ProjectUser(self._user(name), name, kind)

    def _variables(self) -> Iterator[ProjectVariable]:
        values: dict[str, set[str]] = {}
        told = self._told
        for attributes in (*(each.attributes for each in told.respondents), *told.attributes.values()):
            for name, value in attributes.items():
                values.setdefault(name, set()).add(value)
        for name in sorted(values):
            yield ProjectVariable(self._guids.of("variable", name), name, type_of(values[name]))

    def _values(self, attributes: Mapping[str, str]) -> dict[str, str]:
        return {self._guids.of("variable", name): value for name, value in attributes.items()}

    def _case(self, respondent: Respondent) -> ProjectCase:
        texts = [memo.text for memo in self._memos.get(("respondent", respondent.name), ())]
        return ProjectCase(
            self._guids.of("respondent", respondent.name),
            respondent.name,
            self._values(respondent.attributes),
            tuple(self._guids.of("transcript", name) for name in respondent.alone),
            tuple(self._guids.of("turn", *turn) for turn in respondent.turns),
            texts[-1] if texts else "",
        )

    def _sources(self) -> Iterator[ProjectSource]:
        """Transcripts with the selections that codings, memos, and respondents of a group need."""
        shared = {turn for each in self._told.respondents for turn in each.turns}
        codings: dict[str, list[PersonCoding]] = {}
        for coding in self._told.codings:
            codings.setdefault(coding.transcript, []).append(coding)
        for name, turns in self._told.transcripts.items():
            text = render_turns(turns)
            starts = {turn.turn: start for turn, start in zip(turns, text.starts, strict=True)}
            selections = [
                *(self._selection(coding, starts[coding.turn]) for coding in codings.get(name, ())),
                *(self._spoken(name, turn, starts[turn.turn]) for turn in turns if (name, turn.turn) in shared),
                *self._passages(name, turns, text, starts),
            ]
            yield ProjectSource(
                guid=self._guids.of("transcript", name),
                name=name,
                text=text.text,
                selections=tuple(sorted(selections, key=lambda each: (each.start, each.end, each.guid))),
                values=self._values(self._told.attributes.get(name, {})),
                notes=tuple(self._about("transcript", name)),
            )

    def _spoken(self, name: str, turn: Turn, start: int) -> ProjectSelection:
        """A turn of a respondent who shares a transcript, so that their case can point at it."""
        guid, said = self._guids.of("turn", name, turn.turn), f"speaker: {turn.speaker}"
        return ProjectSelection(guid, start, start + len(turn.text), turn.speaker, said)

    def _selection(self, coding: PersonCoding, start: int) -> ProjectSelection:
        """A selection for one coding: some programs read no second code of a selection, and show only its memo."""
        return ProjectSelection(
            guid=self._guids.of("selection", *span_names(coding)),
            start=start + coding.start,
            end=start + coding.end,
            name=_name(coding.quote),
            description=coding.memo,
            user=self._user(coding.coder),
            time=utc(coding.time),
            codings=(self._coding(coding),),
        )

    def _coding(self, coding: PersonCoding) -> ProjectCoding:
        own = [self._guids.of("note", coding.memo)] if coding.memo else []
        about = self._about("coding", coding.transcript, coding.turn, coding.start, coding.end, coding.code)
        return ProjectCoding(
            self._guids.of("coding", *span_names(coding)),
            code_guid(self._book, coding.code, coding.assertion),
            self._user(coding.coder),
            utc(coding.time),
            (*own, *about),
        )

    def _passages(
        self, name: str, turns: Sequence[Turn], text: Rendered, starts: Mapping[int, int]
    ) -> Iterator[ProjectSelection]:
        """Words that carry a memo and no code."""
        lengths = {turn.turn: len(turn.text) for turn in turns}
        for memo in self._memos.get(("passage", name), ()):
            if memo.on.turn in starts:
                start, end = (memo.on.start, memo.on.end) if memo.on.end else (0, lengths[memo.on.turn])
                base = starts[memo.on.turn]
                yield ProjectSelection(
                    self._guids.of("passage", name, memo.on.turn, start, end, memo.id),
                    base + start,
                    base + end,
                    _name(text.text[base + start : base + end]),
                    memo.text,
                    self._user(memo.coder),
                    utc(memo.time),
                    notes=(self._guids.of("memo", memo.id),),
                )

    def _notes(self) -> Iterator[ProjectNote]:
        """All memos, each with a time, as importers want; a memo of many codings (made by rules) is one note."""
        for code in self._told.codebook.codes:
            for guid in self._own_memo(code):
                yield ProjectNote(guid, code.memo, code.code, "", NO_TIME)
        first: dict[str, PersonCoding] = {}
        for coding in self._told.codings:
            if coding.memo:
                first.setdefault(coding.memo, coding)
        for text, coding in sorted(first.items()):
            guid, user = self._guids.of("note", text), self._user(coding.coder)
            yield ProjectNote(guid, text, _name(text), user, utc(coding.time) or NO_TIME)
        for memo in self._told.memos:
            guid, name, user = self._guids.of("memo", memo.id), memo.name or _name(memo.text), self._user(memo.coder)
            yield ProjectNote(guid, memo.text, name, user, utc(memo.time) or NO_TIME)


def _subject(memo: Memo) -> tuple[str | int, ...]:
    """What a memo is about, as the key under which it is found."""
    on = memo.on
    if memo.kind == "coding":
        return "coding", on.transcript, on.turn, on.start, on.end, on.code
    named = {"code": on.code, "transcript": on.transcript, "respondent": on.respondent}
    kind = "passage" if memo.kind in ("turn", "passage") else memo.kind
    return kind, on.transcript if kind == "passage" else named.get(kind, "")


def span_names(coding: PersonCoding) -> Names:
    """The names that identify a coding."""
    place = coding.transcript, str(coding.turn), str(coding.start), str(coding.end)
    return (*place, coding.coder, coding.code, coding.assertion)


def utc(stated: str) -> str:
    """A time in the form that every program reads, UTC with `Z`; empty for anything else."""
    with suppress(ValueError, OverflowError):
        if _TIME.fullmatch(stated):
            when = datetime.fromisoformat(stated)
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return ""


def _name(quote: str) -> str:
    """The first words of a passage on one line: other programs list selections by them."""
    words = " ".join(quote.split())
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"
