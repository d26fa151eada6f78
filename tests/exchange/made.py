"""Projects of other programs, written by hand: invented talk, with positions as a program would count them."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


class Marked(NamedTuple):
    """Words that somebody coded."""

    quote: str
    code: str = "fear"
    user: str = "sari"
    name: str = ""
    more: str = ""
    """XML inside the selection."""


class Way(NamedTuple):
    """How a program counts and writes."""

    utf16: bool = False
    crlf: bool = False
    crlf_as_one: bool = False
    mark: bool = False
    inclusive: bool = False


PLAIN = Way()


def position(text: str, at: int, way: Way) -> int:
    """Where a code point of a text with LF stands, as the program counts."""
    before = text[:at] if way.crlf_as_one or not way.crlf else text[:at].replace("\n", "\r\n")
    return len(before.encode("utf-16-le")) // 2 if way.utf16 else len(before)


def coding(of: str, code: str, user: str = "sari") -> str:
    reference = f'<CodeRef targetGUID="{guid(code)}"/>'
    return f'<Coding guid="{guid(of)}" creatingUser="{guid(user)}">{reference}</Coding>'


def selection(text: str, marked: Marked, way: Way = PLAIN) -> str:
    """A selection of the first place of a quote, with its coding."""
    start = text.index(marked.quote)
    last = start + len(marked.quote) - way.inclusive
    own = guid(f"{marked.quote}-{marked.code}-{marked.user}")
    return (
        f'<PlainTextSelection guid="{own}" name={quoteattr(marked.name)} startPosition="{position(text, start, way)}" '
        f'endPosition="{position(text, last, way)}" creatingUser="{guid(marked.user)}">{marked.more}'
        f"{coding(own, marked.code, marked.user)}</PlainTextSelection>"
    )


def source(name: str, text: str, marked: Sequence[Marked], way: Way = PLAIN, more: str = "") -> str:
    inside = "".join(selection(text, each, way) for each in marked) + more
    path = f"internal://{guid(name)}.txt"
    return f'<TextSource guid="{guid(name)}" name={quoteattr(name)} plainTextPath="{path}">{inside}</TextSource>'


def described(said: str) -> str:
    return f"<Description>{escape(said)}</Description>"


def manifest(
    sources: str, *, origin: str = "Other 1.0", users: Sequence[str] = ("sari", "budi"),
    codes: Mapping[str, str] | None = None, more: str = "", namespace: str = NAMESPACE, code_xml: str = "",
) -> str:  # fmt: skip
    """The XML of a project; `codes` are names and descriptions."""
    named = {"fear": "", "cost": ""} if codes is None else codes
    every = code_xml or "".join(
        f'<Code guid="{guid(name)}" name={quoteattr(name)} isCodable="true">{described(said)}</Code>'
        for name, said in named.items()
    )
    people = "".join(f'<User guid="{guid(user)}" name={quoteattr(user)}/>' for user in users)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{namespace}" name="talk" origin={quoteattr(origin)}>'
        f"<Users>{people}</Users><CodeBook><Codes>{every}</Codes></CodeBook><Sources>{sources}</Sources>{more}</Project>"
    )


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def written(text: str, way: Way = PLAIN) -> bytes:
    """A text as the program writes it."""
    said = text.replace("\n", "\r\n") if way.crlf else text
    return (("\ufeff" if way.mark else "") + said).encode()


def qdpx(texts: Mapping[str, tuple[str, Sequence[Marked]]], way: Way = PLAIN, **said: object) -> bytes:
    """A project with texts and what is marked in them."""
    sources = "".join(source(name, text, marked, way) for name, (text, marked) in texts.items())
    files = {f"sources/{guid(name)}.txt": written(text, way) for name, (text, _) in texts.items()}
    return packed({"project.qde": manifest(sources, **said), **files})  # type: ignore[arg-type]


TALK = """\
Interviewer: What is hard here?

Ana: I am afraid 😅 of pressing the wrong button.
And the café is far 🏠, so I walk.

Interviewer: And the cost 💸 of it?

Ana: The fee is high, naïve 👩‍👩‍👧 people pay it twice.
"""
MARKS = (
    Marked("afraid 😅 of pressing"),
    Marked("café is far 🏠", "cost"),
    Marked("The fee is high", "cost", "budi"),
    Marked("pay it twice", "cost", "budi"),
)
