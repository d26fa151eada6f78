"""Stop words: what says nothing about the matter of an interview, in both languages."""

from collections.abc import Iterable, Sequence

from qualcode.text import wordlists

_LISTS = (
    *("affirmations", "backchannels", "clause_breakers", "contrast", "hypothetical_markers", "negators", "numbers"),
    *("question_words", "regional"),
)
"""Our lists of the grammar and manners of speech."""


def stop_words(extra: Iterable[str] = ()) -> frozenset[str]:
    """Stop words in lower case: the lists of PySastrawi and scikit-learn, without what they should have kept, and ours.

    Args:
        extra: words that a study adds.
    """
    own = wordlists.sections("stop_words")
    library = {*_indonesian(), *_english()} - set(own["kept"])
    listed = (entry for name in _LISTS for entry in wordlists.load(name))
    words = [*library, *own["id"], *own["en"], *listed, *(word.lower() for word in extra)]
    return frozenset(word for word in words if " " not in word)


def _indonesian() -> Sequence[str]:
    from Sastrawi.StopWordRemover.StopWordRemoverFactory import StopWordRemoverFactory

    words: list[str] = StopWordRemoverFactory().get_stop_words()
    return words


def _english() -> Iterable[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    words: frozenset[str] = ENGLISH_STOP_WORDS
    return words
