"""`regex`: regular expressions in the syntax of the `regex` package, with a limit of time."""

from collections.abc import Mapping

from qualcode.model import Term
from qualcode.rules.terms.search import GivenUp, Spans

SECONDS = 1.0
"""Longest search in one segment: an honest expression needs some millionths of a second."""


class Expression:
    """A compiled regular expression; capitals matter when the term says so."""

    def __init__(self, term: Term, _pipelines: Mapping[str, str]) -> None:
        """Compile it; the codebook has seen that it can be compiled."""
        import regex  # only a codebook with expressions needs it

        self._compiled = regex.compile(term.text, 0 if term.case else regex.IGNORECASE)

    def spans(self, text: str) -> Spans:
        """Matches from left to right that do not overlap."""
        try:
            return [match.span() for match in self._compiled.finditer(text, timeout=SECONDS)]
        except TimeoutError:
            message = f"took over {SECONDS:g} s on one segment and was given up: it finds nothing from there on"
            hint = "repeats inside repeats, such as `(a+)+`, take time without end: write one of them"
            raise GivenUp("slow-regex", message, hint) from None
        except MemoryError:
            raise GivenUp("slow-regex", "took all memory on one segment and was given up", "simplify it") from None
