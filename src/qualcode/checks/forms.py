"""Which words terms find: what tells two terms apart once inflection is joined."""

from collections.abc import Sequence

from qualcode.model import Term
from qualcode.rules.analyser import Analyser
from qualcode.rules.word import Word, words


def learn(terms: Sequence[Term], analyser: Analyser) -> None:
    """Ask for all words at once: one look-up in the dictionaries is dearer than many together."""
    by_level: dict[str, list[str]] = {}
    for term in terms:
        for word in words(term):
            by_level.setdefault(word.level, []).append(word.key)
    for level in ("light", "root"):
        analyser.keys(level, by_level.get(level, []))


def forms(term: Term, analyser: Analyser) -> object:
    """What tells the words that a term finds from those of another one."""
    own = tuple((word.level, bases(word, analyser)) for word in words(term))
    return own, term.language, term.text if term.case else ""


def bases(word: Word, analyser: Analyser) -> frozenset[str]:
    """What a word comes down to: its base in the language that knows one, else itself."""
    if word.level == "exact":
        return frozenset((word.key,))
    own = (key for key in analyser.keys(word.level, [word.key])[0] if key.startswith(word.language))
    return frozenset(key.partition(":")[2] for key in own) - {word.key} or frozenset((word.key,))
