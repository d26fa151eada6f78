"""The memo of words and their level keys: a word is lemmatised or stemmed once in the life of a study."""

from typing import cast

from qualcode.rules.analyser import Analyser
from qualcode.steps.study import Opened
from qualcode.store import arrays
from qualcode.store.fingerprint import fingerprint

_LEVELS = ("light", "root")
_SEPARATOR = "\t"
"""Between the keys of one word; no token holds it."""


def load_analyser(opened: Opened) -> Analyser:
    """An analyser that knows all words of earlier runs of this qualcode."""
    known = {}
    for level in _LEVELS:
        saved = cast("dict[str, list[str]] | None", arrays.load(opened.layout.stems / level))
        if saved and saved["made_by"] == [fingerprint()]:
            keys = (tuple(keys.split(_SEPARATOR)) for keys in saved["keys"])
            known[level] = dict(zip(saved["words"], keys, strict=True))
    return Analyser(known)


def save_analyser(opened: Opened, analyser: Analyser) -> None:
    """Keep what was learnt."""
    for level in analyser.grown:
        known = analyser.known[level]
        keys = [_SEPARATOR.join(each) for each in known.values()]
        arrays.save(opened.layout.stems / level, {"made_by": [fingerprint()], "words": list(known), "keys": keys})
