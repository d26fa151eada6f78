"""Indonesian: voices, affixes, derivation, and the spellings of speech."""

from collections.abc import Sequence
from importlib import resources
from typing import cast

from qualcode.languages import LanguagePack, Languages, current
from qualcode.languages.id.affixes import Affixes
from qualcode.languages.id.derivation import Derivation
from qualcode.languages.id.dictionary import Dictionary, frequencies


class Indonesian:
    """Inflection and derivation of Indonesian, with the word lists of one `Languages`."""

    def __init__(self, languages: Languages) -> None:
        """Load dictionaries and lists."""
        self.words = Dictionary(languages)
        self.affixes, self.derivation = Affixes(self.words), Derivation(self.words)
        self.inflected = self.affixes.light

    def family(self, word: str, base: str) -> str:
        """Give the root of a word; a form that a list names (*undang-undang*) is looked up before its base."""
        return self.words.family_splits.get(word) or self.derivation.root(base)

    def foreign_part(self, word: str, base: str) -> str:
        """Give what is left under Indonesian affixes where that is English, else all of the word."""
        return base if base != word and (self.words.is_foreign_base(base) or self.words.is_shared(base)) else word


def indonesian() -> Indonesian:
    """The current Indonesian."""
    return cast(Indonesian, current().inflection("id"))


def _stop_words() -> Sequence[str]:
    from Sastrawi.StopWordRemover.StopWordRemoverFactory import StopWordRemoverFactory

    words: list[str] = StopWordRemoverFactory().get_stop_words()
    return words


PACK = LanguagePack(
    code="id",
    names={"en": "Indonesian", "id": "bahasa Indonesia"},
    words=resources.files(__package__).joinpath("words"),
    inflection=Indonesian,
    frequencies=frequencies,
    stop_words=_stop_words,
    day_first=True,
    spacy="id",
)
