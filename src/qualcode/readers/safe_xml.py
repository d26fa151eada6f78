"""XML read in one pass, so that no file can swell: no entities, nothing from outside, limits on depth.

A document type declaration is refused, since transcripts have none and every bomb needs one.
"""

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

DEEPEST = 200
"""Elements inside elements from which a file is refused."""


class UnsafeXml(Exception):
    """XML with a document type, or nested without end."""


class Handler(Protocol):
    """What is told of each element and each stretch of text, in their order."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; names are `namespace name`."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands here."""


def walk(data: bytes, handler: Handler) -> None:
    """Tell a handler of all elements and texts of a document.

    Raises:
        UnsafeXml: it declares a document type, or is nested too deeply.
        expat.ExpatError: it is not well-formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = _counted(handler)
    parser.CharacterDataHandler = handler.data
    parser.Parse(data, True)


def _counted(handler: Handler) -> tuple[Callable[[str, Mapping[str, str]], None], Callable[[str], None]]:
    depth = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnsafeXml
        handler.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag)

    return start, end


def _refuse(*_: object) -> None:
    raise UnsafeXml
