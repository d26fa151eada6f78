"""What dictionaries and word lists know of Indonesian words, and of words of other languages that it borrows."""

from functools import cache
from importlib import resources

from qualcode.languages import Languages


@cache
def frequencies() -> dict[str, float]:
    """Frequency of Indonesian word forms (wordfreq, 31 thousand), in shares of running words."""
    import wordfreq  # slow to import, and not needed by most commands

    return wordfreq.get_frequency_dict("id", wordlist="best")


@cache
def _listed_roots() -> frozenset[str]:
    """Root words that come with PySastrawi."""
    words = resources.files("Sastrawi.Stemmer").joinpath("data/kata-dasar.txt").read_text("utf-8").split()
    return frozenset(word for word in words if len(word) > 2)


class Dictionary:
    """The dictionaries and lists behind Indonesian inflection."""

    def __init__(self, languages: Languages) -> None:
        """Load them, with the words of a study."""
        lists = languages.lists("id")
        self.known, self.foreign = frequencies(), languages.frequencies_elsewhere("id")
        """Frequency of word forms in Indonesian, and in the other languages."""
        self.roots = _listed_roots().union(lists.words("roots"))
        """Root words of Indonesian."""
        self.own_verbs = frozenset(lists.words("roots", "verbs"))
        """Verbs that keep their applicative at level light: *sampaikan* is not *sampai*."""
        self.colloquial = lists.pairs("colloquial") | lists.pairs("bases")
        """Listed colloquial and shortened forms, with their standard word."""
        self.stem_exceptions = frozenset(lists.words("stem_exceptions"))
        """Words that look affixed and are not: they are never taken apart."""
        self.family_splits = lists.pairs("family_splits")
        """Words of families that have parted in meaning, and the root under which they stand."""

    def is_rather_foreign(self, word: str) -> bool:
        """Tell whether a word form is English and hardly Indonesian: *terms*, *direct*, not *data* or *main*."""
        frequency = self.foreign.get(word, 0.0)
        return frequency >= 3e-7 and frequency > 3 * self.known.get(word, 0.0) and word not in self.roots

    def is_foreign_base(self, word: str) -> bool:
        """Tell whether a word can carry Indonesian affixes as a loan from English: *upload*, *server*, *data*."""
        frequency = self.foreign.get(word, 0.0)
        return len(word) > 2 and frequency >= 1e-6 and frequency > self.known.get(word, 0.0) / 3

    def is_shared(self, word: str) -> bool:
        """Tell whether a word is English and no root, however much Indonesian uses it: *login*, *smartphone*."""
        return self.foreign.get(word, 0.0) >= 1e-6 and word not in self.roots
