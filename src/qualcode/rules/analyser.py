"""Level keys of words, each worked out once."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

Keys = tuple[str, ...]
"""Level keys of one word, such as `id:percaya`."""


class Analyser:
    """Gives words their keys at levels light and root, and remembers them.

    Dictionaries of lemmas and roots are loaded when the first word that is not remembered is asked for.
    """

    def __init__(self, known: Mapping[str, Mapping[str, Keys]] | None = None) -> None:
        """Begin with what is known: level -> word -> keys."""
        self.known = {level: dict(words) for level, words in (known or {}).items()}
        self.grown: set[str] = set()
        """Levels at which something was learnt."""

    def keys(self, level: str, words: Sequence[str]) -> list[Keys]:
        """Keys of each word at a level."""
        known = self.known.setdefault(level, {})
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            from qualcode.text import levels

            with _uncollected():
                known.update(zip(new, (levels.light_keys if level == "light" else levels.root_keys)(new), strict=True))
            self.grown.add(level)
        return [known[word] for word in words]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for cycles: dictionaries hold none, and looking through them again and again is a sixth of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
