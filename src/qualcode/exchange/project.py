"""A project as records, between REFI-QDA's XML and the study, and identifiers derived from what they name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import NAMESPACE_URL, UUID, uuid5

PROJECT_MANIFEST = "project.qde"
"""Name of the XML in the zip of a project."""


Names = tuple[str, ...]
"""What a thing is, and the names that tell it from others of its kind."""


class Guids:
    """Identifiers of one study."""

    def __init__(
        self, *study: str, known: Mapping[Names, str] = MappingProxyType({}), names: dict[str, Names] | None = None
    ) -> None:
        """Name the study: what is called the same in another one has another identifier there.

        `known` are the identifiers that things brought from another program; `names` is told what each one is given to.
        """
        self._study = uuid5(NAMESPACE_URL, "/".join(("urn:qualcode", *study)))
        self._known, self._names = known, names

    def of(self, what: str, *named: str | int) -> str:
        """The identifier of one thing: what it is, and the names that tell it from others of its kind."""
        key = (what, *map(str, named))
        guid = self._known.get(key) or str(_under(self._study, *key))
        if self._names is not None:
            self._names[guid] = key
        return guid


def _under(space: UUID, *names: str | int) -> UUID:
    """Each name within the space of those before it, so that `a`, `b/c` and `a/b`, `c` differ."""
    for name in names:
        space = uuid5(space, str(name))
    return space


@dataclass(frozen=True)
class _Named:
    """Identifier and name, which nearly everything in a project has."""

    guid: str
    """Identifier."""
    name: str
    """Name for people; several may share one."""


@dataclass(frozen=True)
class ProjectUser(_Named):
    """A person, or a program, that coded."""

    id: str = ""
    """Another identifier that the program gave; ours says what the coder is: person, rules or model."""


@dataclass(frozen=True)
class ProjectCode(_Named):
    """A code, with those below it."""

    codable: bool = True
    """False: it only holds others."""
    colour: str = ""
    """`#RRGGBB`; empty: none."""
    description: str = ""
    """What it means."""
    notes: tuple[str, ...] = ()
    """Notes about it, by their identifiers."""
    codes: tuple["ProjectCode", ...] = ()
    """Codes below it."""


@dataclass(frozen=True)
class ProjectSet(_Named):
    """A named collection of codes."""

    codes: tuple[str, ...] = ()
    """Codes in it, by their identifiers."""
    others: int = 0
    """Sources and notes in it."""
    description: str = ""
    """A remark."""


@dataclass(frozen=True)
class ProjectVariable(_Named):
    """An attribute of cases and sources."""

    type: str = "Text"
    """Text, Boolean, Integer, Float, Date or DateTime."""
    description: str = ""
    """A remark."""


@dataclass(frozen=True)
class ProjectCase(_Named):
    """A respondent, or whatever else sources are about."""

    values: Mapping[str, str] = field(default_factory=dict)
    """Variable, by its identifier -> value."""
    sources: tuple[str, ...] = ()
    """Sources about it."""
    selections: tuple[str, ...] = ()
    """Selections about it."""
    description: str = ""
    """A remark."""


@dataclass(frozen=True)
class ProjectNote:
    """A memo."""

    guid: str
    """Identifier."""
    text: str
    """What it says."""
    name: str = ""
    """Name for people."""
    user: str = ""
    """Who wrote it."""
    time: str = ""
    """When, ISO 8601."""


@dataclass(frozen=True)
class ProjectCoding:
    """A code on a selection."""

    guid: str
    """Identifier."""
    code: str
    """The code, by its identifier."""
    user: str = ""
    """Who coded."""
    time: str = ""
    """When, ISO 8601."""
    notes: tuple[str, ...] = ()
    """Notes about it."""


@dataclass(frozen=True)
class ProjectSelection:
    """A passage of a text, with the codes on it."""

    guid: str
    """Identifier."""
    start: int
    """Position of its first character, as the file states it."""
    end: int
    """Position of its end, as the file states it: after the last character, by the usual reading."""
    name: str = ""
    """Name for people; many programs put the first words of the passage here."""
    description: str = ""
    """A remark."""
    user: str = ""
    """Who made it."""
    time: str = ""
    """When, ISO 8601."""
    codings: tuple[ProjectCoding, ...] = ()
    """Codes on it."""
    notes: tuple[str, ...] = ()
    """Notes about it."""


@dataclass(frozen=True)
class ProjectSource(_Named):
    """A text with its selections."""

    text: str
    """What it says, its line ends as they are, without a byte order mark."""
    marked: bool = False
    """True: a byte order mark stands before the text."""
    selections: tuple[ProjectSelection, ...] = ()
    """Passages, in the order of the file."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Variable, by its identifier -> value."""
    media: str = ""
    """The PDF or recording whose text this is; empty: it is a text of its own."""
    user: str = ""
    """Who made it."""
    time: str = ""
    """When, ISO 8601."""
    description: str = ""
    """A remark."""
    notes: tuple[str, ...] = ()
    """Notes about it."""


@dataclass(frozen=True)
class Project:
    """Everything that one program tells another."""

    name: str
    """Title."""
    origin: str = ""
    """Program that wrote it."""
    users: tuple[ProjectUser, ...] = ()
    """Coders."""
    codes: tuple[ProjectCode, ...] = ()
    """Codes at the top."""
    variables: tuple[ProjectVariable, ...] = ()
    """Attributes."""
    cases: tuple[ProjectCase, ...] = ()
    """Respondents."""
    sources: tuple[ProjectSource, ...] = ()
    """Texts."""
    notes: tuple[ProjectNote, ...] = ()
    """Memos."""
    sets: tuple[ProjectSet, ...] = ()
    """Collections."""
    description: str = ""
    """A remark on the whole; ours says whether the interviews are invented, and what participants agreed to."""

    def every_code(self) -> Iterator[ProjectCode]:
        """All codes, each before those below it."""
        waiting = list(reversed(self.codes))
        while waiting:
            code = waiting.pop()
            yield code
            waiting += reversed(code.codes)
