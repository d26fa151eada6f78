"""Words of a term: what one token must look like."""

from dataclasses import dataclass

from qualcode.model import Term
from qualcode.model.codebook import MatchLevel
from qualcode.text.normalise import fold
from qualcode.text.tokens import keys


@dataclass(frozen=True)
class Word:
    """One word of a term; `*` in its key stands for any run of a token's characters, even an empty one."""

    key: str
    """Folded form, as tokens have it."""
    level: MatchLevel
    """How inflected forms are found; a word with `*` is always exact."""
    language: str
    """`id` or `en`: whose inflection is used; empty: both."""


def words(term: Term) -> tuple[Word, ...]:
    """The words of a term in order; several make a phrase of consecutive tokens."""
    return tuple(word for piece in term.text.split() for word in _words_of_piece(piece, term))


def _words_of_piece(piece: str, term: Term) -> list[Word]:
    """Words between two blanks: one with `*` stays whole, others are tokenised as texts are (`LAPOR!` is `lapor`)."""
    if "*" in piece:
        return [Word(fold(piece), "exact", term.language)]
    return [Word(key, term.level, term.language) for key in keys(piece)]
