"""Identifiers that come from what they stand for, so that the same study gives the same file."""

from uuid import NAMESPACE_URL, UUID, uuid5


class Guids:
    """Identifiers of one study."""

    def __init__(self, *study: str) -> None:
        """Name the study: what is called the same in another one has another identifier there."""
        self._study = uuid5(NAMESPACE_URL, "/".join(("urn:qualcode", *study)))

    def of(self, what: str, *named: str | int) -> str:
        """The identifier of one thing: what it is, and the names that tell it from others of its kind."""
        return str(_under(self._study, what, *named))


def _under(space: UUID, *names: str | int) -> UUID:
    """Each name in the space of those before it, so that `a`, `b/c` and `a/b`, `c` are not the same."""
    for name in names:
        space = uuid5(space, str(name))
    return space
