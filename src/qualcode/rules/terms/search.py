"""What the kinds of terms that are looked for in running text have in common."""

from typing import Protocol

Spans = list[tuple[int, int]]
"""First code points of matches in a text, and the code points after them."""


class Search(Protocol):
    """Looks for one term in the text of one segment."""

    def spans(self, text: str) -> Spans:
        """Where the term matches.

        Raises:
            GivenUp: it cannot be looked for, or not in reasonable time.
        """
        ...


class GivenUp(Exception):
    """A term that is not looked for any more: it finds nothing from here on."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Say why, as a finding does."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
