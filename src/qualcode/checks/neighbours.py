"""Words one slip of the fingers away from a word."""

from collections.abc import Iterable, Iterator

from qualcode.text.resemblance import distance


class Neighbours:
    """Known words, found by what is left of them when a letter is taken away.

    Two words that differ by one letter added, dropped, changed or swapped with the next share such a rest, so a word
    is compared with the few that share one and never with all. The first letter stays: few slip there, and many
    different words differ there.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """Prepare for some known words."""
        self._by_rest: dict[str, list[str]] = {}
        for word in known:
            for rest in _rests(word):
                self._by_rest.setdefault(rest, []).append(word)

    def of(self, word: str) -> Iterator[str]:
        """Known words that differ from the word by one slip."""
        found = {other for rest in _rests(word) for other in self._by_rest.get(rest, ()) if other != word}
        return (other for other in sorted(found) if other[0] == word[0] and distance(other, word) == 1)


def is_swap(one: str, other: str) -> bool:
    """Whether two words differ by two neighbouring letters that changed places: hardly ever two words."""
    return len(one) == len(other) and sorted(one) == sorted(other)


def _rests(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters but the first."""
    yield word
    yield from {word[:at] + word[at + 1 :] for at in range(1, len(word))} - {word}
