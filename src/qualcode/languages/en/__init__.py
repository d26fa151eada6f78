"""English: lemmas and word families."""

from collections.abc import Iterable
from importlib import resources
from typing import cast

from qualcode.languages import LanguagePack, current
from qualcode.languages.en.inflection import English, frequencies


def english() -> English:
    """The current English."""
    return cast(English, current().inflection("en"))


def _stop_words() -> Iterable[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    words: frozenset[str] = ENGLISH_STOP_WORDS
    return words


PACK = LanguagePack(
    code="en",
    names={"en": "English", "id": "bahasa Inggris"},
    words=resources.files(__package__).joinpath("words"),
    inflection=English,
    frequencies=frequencies,
    stop_words=_stop_words,
    spacy="en",
)
