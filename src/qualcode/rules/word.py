"""Words of a term: what one token must look like."""

from dataclasses import dataclass

from qualcode.model import Term
from qualcode.model.codebook import MatchLevel
from qualcode.text.normalise import fold
from qualcode.text.tokens import TOKEN


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
    """The words of a term in order; several make a phrase of consecutive tokens. Other kinds of terms have none."""
    if term.kind != "words":
        return ()
    return tuple(_word(written, term) for written in written_words(term.text))


def written_words(text: str) -> list[str]:
    """The words of a term as written: a piece with `*` stays whole, others are tokenised as texts are."""
    return [word for piece in text.split() for word in ([piece] if "*" in piece else TOKEN.findall(piece))]


def _word(written: str, term: Term) -> Word:
    """One word of a term; with `*` it is always matched as it is written."""
    return Word(fold(written), "exact" if "*" in written else term.level, term.language)
