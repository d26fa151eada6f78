"""Level keys of words, each worked out once."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from qualcode.rules.memo import Keys, Memo


class Analyser:
    """Gives words their keys at levels light and root, and remembers them.

    Dictionaries of lemmas and roots are loaded when the first word that is not remembered is asked for.
    """

    def __init__(self, memos: Mapping[str, Memo] | None = None) -> None:
        """Begin with what earlier runs knew: level -> memo."""
        self._memos = dict(memos or {})
        self._known: dict[str, dict[str, Keys]] = {}
        self.learnt: dict[str, dict[str, Keys]] = {}
        """Level -> words that were analysed, with their keys."""

    @property
    def grown(self) -> set[str]:
        """Levels at which something was learnt."""
        return {level for level, words in self.learnt.items() if words}

    def keys(self, level: str, words: Sequence[str]) -> list[Keys]:
        """Keys of each word at a level."""
        words, known = list(words), self._known.setdefault(level, {})
        unseen = [word for word in dict.fromkeys(words) if word not in known]
        if unseen and level in self._memos:
            known.update(self._memos[level].of(unseen))
            unseen = [word for word in unseen if word not in known]
        if unseen:
            from qualcode.text import levels

            analyse = levels.light_keys if level == "light" else levels.root_keys
            with _uncollected():
                self.learn({level: dict(zip(unseen, analyse(unseen), strict=True))})
        return [known[word] for word in words]

    def learn(self, words: Mapping[str, Mapping[str, Keys]]) -> None:
        """Take over what was worked out: level -> words with their keys."""
        for level, keys in words.items():
            self._known.setdefault(level, {}).update(keys)
            self.learnt.setdefault(level, {}).update(keys)

    def memo(self, level: str) -> Memo:
        """All that is known at a level now."""
        before = self._memos[level].all() if level in self._memos else {}
        return Memo.made_of(before | self._known.get(level, {}))


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
