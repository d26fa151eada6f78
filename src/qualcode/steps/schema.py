"""Schema: the languages of qualcode's files as JSON Schema, for editors and validators."""

from collections.abc import Callable, Mapping

from qualcode.codebook import schema as codebook
from qualcode.steps.errors import unknown

SCHEMAS: Mapping[str, Callable[[], str]] = {"codebook": codebook.text}
"""Kind of file -> its schema as JSON text."""


def schema(name: str) -> str:
    """The schema of a kind of file.

    Raises:
        StepError: there is no such kind.
    """
    if name not in SCHEMAS:
        raise unknown("schema", name, SCHEMAS)
    return SCHEMAS[name]()
