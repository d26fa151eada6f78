"""The dictionaries behind word levels and languages, loaded once when they are first asked."""

from functools import cache
from importlib import resources


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Give the entries of a word list under its headings; entries before the first heading stand under ``""``."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in resources.files("qualcode.languages").joinpath(f"words/{name}.txt").read_text("utf-8").split("\n"):
        entry = line.split("#", 1)[0].strip()
        if entry.startswith("["):
            heading = entry.strip("[]")
        elif entry:
            found.setdefault(heading, []).append(entry)
    return {heading: tuple(entries) for heading, entries in found.items()}


@cache
def load_wordlist(name: str) -> tuple[str, ...]:
    """Give all entries of a word list by its name, such as `negators`, in the order of the file."""
    return tuple(entry for entries in sections(name).values() for entry in entries)


@cache
def pairs(name: str, heading: str = "") -> dict[str, str]:
    """Give a section of a word list whose lines are `form standard` as a mapping."""
    found = {}
    for entry in sections(name)[heading]:
        form, standard = entry.split()
        found[form] = standard
    return found


@cache
def roots() -> frozenset[str]:
    """Root words of Indonesian (the list that comes with PySastrawi, and a few of ours)."""
    words = resources.files("Sastrawi.Stemmer").joinpath("data/kata-dasar.txt").read_text("utf-8").split()
    return frozenset(word for word in words if len(word) > 2).union(load_wordlist("roots"))


@cache
def own_verbs() -> frozenset[str]:
    """Verbs that keep their applicative at level light: *sampaikan* is not *sampai*."""
    return frozenset(sections("roots")["verbs"])


@cache
def indonesian() -> dict[str, float]:
    """Frequency of Indonesian word forms (wordfreq, 31 thousand), in shares of running words."""
    return _frequencies("id")


@cache
def english() -> dict[str, float]:
    """Frequency of English word forms (wordfreq, 320 thousand), in shares of running words."""
    return _frequencies("en")


def _frequencies(language: str) -> dict[str, float]:
    import wordfreq  # slow to import, and not needed by most commands

    return wordfreq.get_frequency_dict(language, wordlist="best")


def is_rather_english(word: str) -> bool:
    """Tell whether a word form is English and hardly Indonesian: *terms*, *direct*, not *data* or *main*."""
    frequency = english().get(word, 0.0)
    return frequency >= 3e-7 and frequency > 3 * indonesian().get(word, 0.0) and word not in roots()


def is_english_base(word: str) -> bool:
    """Tell whether a word can carry Indonesian affixes as a loan from English: *upload*, *server*, *data*."""
    frequency = english().get(word, 0.0)
    return len(word) > 2 and frequency >= 1e-6 and frequency > indonesian().get(word, 0.0) / 3


def is_shared(word: str) -> bool:
    """Tell whether a word is English and no Indonesian root, however much Indonesian uses it: *login*, *smartphone*."""
    return english().get(word, 0.0) >= 1e-6 and word not in roots()
