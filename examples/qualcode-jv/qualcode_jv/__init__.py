"""Javanese as a language pack: word lists in `words/`, and affixes taken off down to a root that is listed."""

from collections.abc import Iterator
from importlib import resources

from qualcode.languages import LanguagePack, Languages

_SWALLOWED = {"m": ("p", "w"), "n": ("t", "dh"), "ny": ("s", "c"), "ng": ("k", "")}
"""Sounds that a nasal prefix may stand for: *macul* is from *pacul*, *njupuk* keeps its j."""


class Javanese:
    """Inflection of Javanese, with the word lists of one `Languages`."""

    def __init__(self, languages: Languages) -> None:
        """Take roots and affixes from the lists."""
        lists = languages.lists("jv")
        self._roots = frozenset(lists.words("roots"))
        self._prefixes, self._suffixes = lists.words("affixes", "prefixes"), lists.words("affixes", "suffixes")

    def inflected(self, word: str) -> str:
        """Give the listed root under the affixes of a word: *omahe* -> *omah*, *dijupuk* -> *jupuk*; else the word."""
        return next((base for base in self._bases(word) if base in self._roots), word)

    def _bases(self, word: str) -> Iterator[str]:
        yield word
        for stem in (word, *(word.removesuffix(suffix) for suffix in self._suffixes if word.endswith(suffix))):
            yield stem
            for prefix in self._prefixes:
                if stem.startswith(prefix):
                    rest = stem.removeprefix(prefix)
                    yield rest
                    yield from (sound + rest for sound in _SWALLOWED.get(prefix, ()))

    def family(self, word: str, base: str) -> str:
        """Give the base: this pack knows no derivation."""
        return base

    def foreign_part(self, word: str, base: str) -> str:
        """Give all of the word: this pack puts no affixes on loanwords."""
        return word


JAVANESE = LanguagePack(
    code="jv",
    names={"en": "Javanese", "id": "bahasa Jawa"},
    words=resources.files(__package__).joinpath("words"),
    inflection=Javanese,
    day_first=True,
    version="0.1",
)
