"""Third languages: which text is rather in a language that the rules know nothing of."""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from qualcode.text import lexicon

LANGUAGES = {
    "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
}  # fmt: skip
"""Languages that can be told, by their codes."""
FEWEST = 3
"""Words below which nothing is told: *No?* and *Prof.* are at home everywhere."""
_DECADES = 1.0
"""Decades by which its words must be more frequent there, on average, than in Indonesian or English."""
_UNSEEN = 1e-7
"""Frequency of words that a list does not have."""


def third_language(keys: Sequence[str]) -> str:
    """Name the language of a text by the keys of its words; "" where it may be Indonesian, English or a regional one.

    Each word is compared with the language of the two, Indonesian and English, in which it is more frequent (wordfreq).
    """
    words = [key for key in keys if any(map(str.isalpha, key))]
    if len(words) < FEWEST:
        return ""
    ours = (lexicon.indonesian(), lexicon.english())
    own = sum(max(_decades(word, known) for known in ours) for word in words) / len(words)
    there = {code: sum(_decades(word, _frequencies(code)) for word in words) / len(words) for code in LANGUAGES}
    best = max(there, key=lambda code: there[code])
    return LANGUAGES[best] if there[best] - own >= _DECADES else ""


def _decades(word: str, known: Mapping[str, float]) -> float:
    return math.log10(max(known.get(word, 0.0), _UNSEEN))


@cache
def _frequencies(language: str) -> dict[str, float]:
    import wordfreq  # slow to import, and not needed by most commands

    return wordfreq.get_frequency_dict(language, wordlist="small")
