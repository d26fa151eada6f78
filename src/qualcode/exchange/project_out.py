"""A study put together as a project: transcripts, codes, coders, codings, respondents."""

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
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.memo import Memo
from qualcode.model.transcript import Turn
from qualcode.text.roles import UNRECOGNISED

_BETWEEN = "\n\n"


@dataclass(frozen=True)
class Rendered:
    """A text, and where the turns' own words stand in it."""

    text: str
    """Turns as `LABEL: words`; the empty lines are what tells a reader for certain that another speaker begins."""
    starts: tuple[int, ...]
    """For each turn, the code point at which its words begin."""


def render_turns(turns: Iterable[Turn]) -> Rendered:
    """Write turns one below the other; words keep their length in code points, so that offsets can be added."""
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
    """LF is the only line end; the length stays, since positions count every code point."""
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
"""Type -> whether a value is written as it asks, so that the same text comes back."""


def type_of(values: Iterable[str]) -> str:
    """The narrowest type that all values have; `Text` where none has, and for values such as `007`."""
    values = list(values)
    return next((name for name, fits in TYPES.items() if values and all(map(fits, values))), "Text")


NO_TIME = "1980-01-01T00:00:00Z"
"""Time of memos where no time is known at all; the parts of the archive have the same."""
LONGEST_NAME = 80
"""Characters of a passage that name its selection."""
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
"""A time as the schema takes it."""


@dataclass(frozen=True)
class Respondent:
    """A respondent, and where they speak."""

    name: str
    """Name in the study."""
    alone: tuple[str, ...]
    """Transcripts in which nobody else is a respondent."""
    turns: tuple[tuple[str, int], ...]
    """Transcript and turn of what they say beside other respondents."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attribute -> value, where all that they say has the same one."""


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
    """Put everything together; identifiers come from the study's title, the corpus and the names in it.

    Those of codes come from the codebook's name instead: a codebook that went out alone has the same. What came from
    another program has the identifier that it had there (`known`); `names` is told what each identifier stands for.
    """
    guids = Guids(told.title, told.corpus, known=known, names=names)
    book = Guids(told.title, "codebook", told.codebook.codebook, known=known, names=names)
    memos = _Memos(told, guids, book, known)
    used = {(coding.code, coding.assertion) for coding in told.codings}
    texts = {name: render_turns(turns) for name, turns in told.transcripts.items()}
    variables = _variables(told, guids)
    return Project(
        name=told.title or told.corpus,
        origin=told.origin,
        users=tuple(_users(told, guids)),
        codes=project_codes(told.codebook, told.lang, book, used, memos.of_codes),
        variables=variables,
        cases=tuple(_case(each, guids, {one.name for one in variables}, memos) for each in told.respondents),
        sources=tuple(_sources(told, texts, guids, book, memos)),
        notes=tuple(memos.notes()),
        sets=kinds(told.codebook, book),
        description="\n".join(f"{key}: {' '.join(value.split())}" for key, value in told.about.items() if value),
    )


def _users(told: ProjectHeader, guids: Guids) -> Iterator[ProjectUser]:
    """Coders, and who else wrote memos."""
    coders = {each.coder: each.kind for each in told.coders}
    for name, kind in {**{memo.coder: "person" for memo in told.memos}, **coders}.items():
        yield ProjectUser(_user(guids, name), name, kind)


def _user(guids: Guids, coder: str) -> str:
    return guids.of("coder", coder)


def _variables(told: ProjectHeader, guids: Guids) -> tuple[ProjectVariable, ...]:
    values: dict[str, set[str]] = {}
    for attributes in (*(each.attributes for each in told.respondents), *told.attributes.values()):
        for name, value in attributes.items():
            values.setdefault(name, set()).add(value)
    return tuple(ProjectVariable(guids.of("variable", name), name, type_of(values[name])) for name in sorted(values))


def _case(respondent: Respondent, guids: Guids, known: set[str], memos: "_Memos") -> ProjectCase:
    stated = {guids.of("variable", name): value for name, value in respondent.attributes.items() if name in known}
    return ProjectCase(
        guids.of("respondent", respondent.name),
        respondent.name,
        stated,
        tuple(guids.of("transcript", name) for name in respondent.alone),
        tuple(guids.of("turn", *turn) for turn in respondent.turns),
        memos.of_respondents.get(respondent.name, ""),
    )


def _sources(
    told: ProjectHeader, texts: Mapping[str, Rendered], guids: Guids, book: Guids, memos: "_Memos"
) -> Iterator[ProjectSource]:
    """Transcripts with the selections that codings, and respondents of a group, stand on."""
    shared = {turn for each in told.respondents for turn in each.turns}
    codings: dict[str, list[PersonCoding]] = {}
    for coding in told.codings:
        codings.setdefault(coding.transcript, []).append(coding)
    for name, turns in told.transcripts.items():
        place = {turn.turn: at for at, turn in enumerate(turns)}
        own = [
            *_selections(codings.get(name, ()), place, texts[name], guids, book, memos),
            *_spoken(name, [turn for turn in turns if (name, turn.turn) in shared], place, texts[name], guids),
            *memos.passages(name, turns, texts[name]),
        ]
        ordered = sorted(own, key=lambda each: (each.start, each.end, each.guid))
        yield ProjectSource(
            guid=guids.of("transcript", name),
            name=name,
            text=texts[name].text,
            selections=tuple(ordered),
            values={guids.of("variable", key): value for key, value in told.attributes.get(name, {}).items()},
            notes=tuple(memos.of_transcripts.get(name, ())),
        )


def _spoken(
    name: str, turns: Sequence[Turn], place: Mapping[int, int], text: Rendered, guids: Guids
) -> Iterator[ProjectSelection]:
    """Turns of respondents who share a transcript, so that their cases can point at them."""
    for turn in turns:
        start = text.starts[place[turn.turn]]
        yield ProjectSelection(
            guids.of("turn", name, turn.turn), start, start + len(turn.text), turn.speaker, f"speaker: {turn.speaker}"
        )


def _selections(
    codings: Sequence[PersonCoding],
    place: Mapping[int, int],
    text: Rendered,
    guids: Guids,
    book: Guids,
    memos: "_Memos",
) -> Iterator[ProjectSelection]:
    """A selection for each coding: some programs read no second code of a selection; its memo is what they show."""
    for each in codings:
        base = text.starts[place[each.turn]]
        yield ProjectSelection(
            guid=guids.of("selection", *span_names(each)),
            start=base + each.start,
            end=base + each.end,
            name=_name(each.quote),
            description=each.memo,
            user=_user(guids, each.coder),
            time=utc(each.time),
            codings=(_coding(each, guids, book, memos),),
        )


def span_names(coding: PersonCoding) -> Names:
    """What tells a coding from others."""
    place = coding.transcript, str(coding.turn), str(coding.start), str(coding.end)
    return (*place, coding.coder, coding.code, coding.assertion)


def _coding(coding: PersonCoding, guids: Guids, book: Guids, memos: "_Memos") -> ProjectCoding:
    own = (guids.of("note", coding.memo),) if coding.memo else ()
    return ProjectCoding(
        guids.of("coding", *span_names(coding)),
        code_guid(book, coding.code, coding.assertion),
        _user(guids, coding.coder),
        utc(coding.time),
        (*own, *memos.of_codings.get((coding.transcript, coding.turn, coding.start, coding.end, coding.code), ())),
    )


def utc(stated: str) -> str:
    """A time as every program reads it: UTC with `Z`; empty for what is none."""
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


class _Memos:
    """Memos by what they hang on; one that came from another program hangs there already, and keeps its place."""

    def __init__(self, told: ProjectHeader, guids: Guids, book: Guids, known: Mapping[Names, str]) -> None:
        self._told, self._guids, self._book = told, guids, book
        own = [memo for memo in told.memos if ("memo", memo.id) not in known]
        self.of_codes: dict[str, list[str]] = {
            code.code: [book.of("memo of code", code.code)] for code in told.codebook.codes if code.memo
        }
        self.of_transcripts: dict[str, list[str]] = {}
        self.of_codings: dict[tuple[str, int, int, int, str], list[str]] = {}
        self.of_respondents = {memo.on.respondent: memo.text for memo in own if memo.kind == "respondent"}
        self._passages: dict[str, list[Memo]] = {}
        for memo in own:
            guid, on = guids.of("memo", memo.id), memo.on
            if memo.kind == "code":
                self.of_codes.setdefault(on.code, []).append(guid)
            elif memo.kind == "transcript":
                self.of_transcripts.setdefault(on.transcript, []).append(guid)
            elif memo.kind == "coding":
                self.of_codings.setdefault((on.transcript, on.turn, on.start, on.end, on.code), []).append(guid)
            elif memo.kind in ("turn", "passage"):
                self._passages.setdefault(on.transcript, []).append(memo)

    def passages(self, name: str, turns: Sequence[Turn], text: Rendered) -> Iterator[ProjectSelection]:
        """Words that carry a memo and no code."""
        place = {turn.turn: at for at, turn in enumerate(turns)}
        for memo in self._passages.get(name, ()):
            if memo.on.turn in place:
                at = place[memo.on.turn]
                start, end = (memo.on.start, memo.on.end) if memo.on.end else (0, len(turns[at].text))
                base = text.starts[at]
                yield ProjectSelection(
                    self._guids.of("passage", name, memo.on.turn, start, end, memo.id),
                    base + start,
                    base + end,
                    _name(text.text[base + start : base + end]),
                    memo.text,
                    _user(self._guids, memo.coder),
                    utc(memo.time),
                    notes=(self._guids.of("memo", memo.id),),
                )

    def notes(self) -> Iterator[ProjectNote]:
        """All memos; one that stands on many codings (which rules made them) is one note. Importers want a time."""
        told, guids = self._told, self._guids
        for code in told.codebook.codes:
            if code.memo:
                yield ProjectNote(self._book.of("memo of code", code.code), code.memo, code.code, "", NO_TIME)
        first: dict[str, PersonCoding] = {}
        for coding in told.codings:
            if coding.memo:
                first.setdefault(coding.memo, coding)
        for text, coding in sorted(first.items()):
            user = _user(guids, coding.coder)
            yield ProjectNote(guids.of("note", text), text, _name(text), user, utc(coding.time) or NO_TIME)
        for memo in told.memos:
            name = memo.name or _name(memo.text)
            user = _user(guids, memo.coder)
            yield ProjectNote(guids.of("memo", memo.id), memo.text, name, user, utc(memo.time) or NO_TIME)
