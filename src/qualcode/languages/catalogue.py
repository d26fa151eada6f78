"""The catalogue of a language: what tables and pages say, each sentence under its English text.

English stands where it is used and is the key; `messages.po` of a language (GNU gettext, which translators have tools
for) holds the other side. `python -m tools.messages` collects the sentences of the source into it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def N_(message: str) -> str:  # the name that gettext gives it
    """Mark a message that stands in a constant and is looked up where it is used."""
    return message


SEPARATORS = N_("1,234.5")
"""A number as English writes it; a catalogue translates it, and so says which separators its language has."""


@dataclass(frozen=True)
class Messages:
    """What tables and pages say, in one language."""

    language: str = ""
    """Language of the sentences; English where it has no catalogue."""

    def __call__(self, message: str, /, **values: object) -> str:
        """A sentence with its `{names}` filled in; it stays English where the catalogue does not have it.

        Numbers with decimals are written as the language writes them: 0.25, or 0,25.
        """
        written = catalogue(self.language).get(message, message)
        if not values:
            return written
        sign = self.decimal_separator
        said = {
            name: str(value).replace(".", sign) if isinstance(value, float) and f"{{{name}}}" in written else value
            for name, value in values.items()
        }
        return written.format(**said)

    def noun(self, number: int, noun: str) -> str:
        """What so many things are called: *turn*, *turns*. A catalogue has one form for any number."""
        return catalogue(self.language).get(noun) or (noun if number == 1 else f"{noun}s")

    def some(self, number: int, noun: str) -> str:
        """A number of things: *1 turn*, *2,000 turns*."""
        return f"{self.number(number)} {self.noun(number, noun)}"

    def number(self, value: "float | Decimal", places: int = 0) -> str:
        """A number with the separators of the language: 1,234.5 or 1.234,5."""
        thousands = self(SEPARATORS)[1]
        return f"{value:,.{places}f}".translate(str.maketrans(",.", thousands + self.decimal_separator))

    @property
    def decimal_separator(self) -> str:
        """What stands before the decimals of a number."""
        return self(SEPARATORS)[-2]

    def listed(self, parts: Sequence[str]) -> str:
        """Parts as people list them: *a, b and c*."""
        *first, last = parts
        if not first:
            return last
        if len(first) == 1:
            return self("{one} and {other}", one=first[0], other=last)
        return self("{several} and {last}", several=", ".join(first), last=last)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """English message -> the message in a language; empty for English and where a language has no catalogue."""
    file = Path(__file__).parent / (language or "en") / "messages.po"
    return read_catalogue(file.read_text("utf-8")) if file.is_file() else {}


def has_catalogue(language: str) -> bool:
    """Whether tables and pages can be written in a language."""
    return language == "en" or bool(catalogue(language))


def written_languages() -> tuple[str, ...]:
    """Languages that tables and pages can be written in."""
    folders = (folder.name for folder in Path(__file__).parent.iterdir() if folder.is_dir())
    return tuple(sorted(folder for folder in {*folders, "en"} if has_catalogue(folder)))


def read_catalogue(text: str) -> dict[str, str]:
    """The translated messages of a PO file without contexts and plural forms; its header, `msgid ""`, is left out.

    Raises:
        ValueError: a line is neither a comment nor a part of a message.
    """
    messages: dict[str, dict[str, str]] = {}
    fields: dict[str, str] = {}
    for entry in text.split("\n\n"):
        fields = _fields(entry.split("\n"))
        messages[fields.get("msgid", "")] = fields
    return {message: fields["msgstr"] for message, fields in messages.items() if message and fields["msgstr"]}


def _fields(lines: Iterable[str]) -> dict[str, str]:
    """Keyword -> text of one message; a text goes on in the lines that begin with a quotation mark."""
    fields: dict[str, str] = {}
    keyword = ""
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")
        fields[keyword] = fields.get(keyword, "") + json.loads(line)
    return fields
