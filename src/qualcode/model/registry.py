"""Registries: what a user can name, ours first, then what installed plug-ins add by entry points.

A plug-in is a package with entry points in a group such as `qualcode.tables`: the name is what users write, the object
is what we would have written into our own registry. It is imported when it is first used.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from qualcode.model.finding import StudyError, study_error

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")
GROUPS = tuple(
    f"qualcode.{room}"
    for room in ("readers", "checks", "tables", "exporters", "figures", "rule_kinds", "term_kinds", "languages")
)
"""Groups of entry points that plug-ins may use."""
_OURS = "qualcode"


@cache
def _installed() -> Any:  # Python 3.11 gives another class than later ones; both can `select`
    """All entry points: every installed package is looked at, so once for all groups."""
    from importlib.metadata import entry_points  # whose import is a tenth of a help

    return entry_points()


@cache
def _added(group: str) -> "tuple[EntryPoint, ...]":
    """What plug-ins add to a group, in order of names."""
    return tuple(sorted(_installed().select(group=group), key=lambda entry: (entry.name, _package(entry))))


def _package(entry: "EntryPoint") -> str:
    return entry.dist.name if entry.dist else entry.value.partition(":")[0]


@cache
def plugins() -> Mapping[str, str]:
    """Package -> version of every installed plug-in, in order of names."""
    added = (entry.dist for group in GROUPS for entry in _added(group) if entry.dist)
    return dict(sorted((package.name, package.version) for package in added))


class Registry(Mapping[str, T]):
    """Name -> what it stands for; see `registered`."""

    def __init__(self, group: str, ours: Mapping[str, T]) -> None:
        """Keep what is ours; plug-ins are looked for when a name is first asked for."""
        self._group, self._ours = group, ours

    @cached_property
    def _theirs(self) -> "Mapping[str, EntryPoint]":
        theirs: dict[str, EntryPoint] = {}
        for entry in _added(self._group):
            if entry.name in self._ours or entry.name in theirs:
                first = _package(theirs[entry.name]) if entry.name in theirs else _OURS
                raise taken_twice(self._group, entry.name, first, _package(entry))
            theirs[entry.name] = entry
        return theirs

    def __getitem__(self, name: str) -> T:
        return _load(self._theirs[name]) if name in self._theirs else self._ours[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._ours
        yield from self._theirs

    def __len__(self) -> int:
        return len(self._ours) + len(self._theirs)

    def package(self, name: str) -> str:
        """The package that a name comes from."""
        return _package(self._theirs[name]) if name in self._theirs else _OURS


def registered(group: str, ours: Mapping[str, T]) -> Registry[T]:
    """A registry of our own things and those of plug-ins, which follow in order of their names.

    Looking into it raises `StudyError` where two packages take one name, or where a plug-in cannot be imported.
    """
    return Registry(group, ours)


def taken_twice(group: str, name: str, first: str, second: str) -> StudyError:
    """The error about a name that two packages take."""
    message = f"the name `{name}` in `{group}` is taken by two packages: {first} and {second}"
    theirs = second if first in (_OURS, second) else f"{first} or {second}"
    return study_error("name-taken-twice", message, f"uninstall {theirs}, or ask its authors for another name")


@cache
def _load(entry: "EntryPoint") -> Any:
    try:
        return entry.load()
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        message = f"`{entry.name}` of the plug-in {_package(entry)} cannot be loaded ({why})"
        raise study_error("broken-plugin", message, f"update or uninstall {_package(entry)}") from error
