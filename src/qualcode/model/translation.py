"""Translations of what participants said, kept beside the codings and anchored as they are."""

from dataclasses import dataclass
from typing import TypeAlias

Translations: TypeAlias = "dict[str, dict[tuple[int, int, int], str]]"
"""Language -> turn (its place in the corpus), first code point and the one after the last -> the translation."""
TRANSLATION_COLUMN = "translation_"
"""How the columns of tables begin that hold translations; the language follows."""


@dataclass(frozen=True)
class Translation:
    """One line of `translations/LANGUAGE.jsonl`: what a passage says in a language; the newest line of it holds."""

    language: str
    """Language into which it is translated."""
    transcript: str
    """Transcript."""
    turn: int
    """Turn of the transcript."""
    start: int
    """First code point of the passage in the turn's text."""
    end: int
    """Code point after it."""
    quote: str
    """The passage when it was translated."""
    text: str
    """The translation; empty: there is none any more."""
    prefix: str = ""
    """Up to 32 characters before the passage."""
    suffix: str = ""
    """Up to 32 characters after it."""
    turn_sha256: str = ""
    """Hash of the turn's text."""
    by: str = ""
    """Who translated; empty: nobody says."""
    time: str = ""
    """When the line was written, ISO 8601."""

    @property
    def place(self) -> tuple[str, str, int, int, int]:
        """What it translates, and into which language."""
        return self.language, self.transcript, self.turn, self.start, self.end
