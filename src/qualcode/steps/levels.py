"""The memo of words and their level keys: a word is lemmatised or stemmed once in the life of a study."""

from typing import Any, cast

from qualcode.rules.analyser import Analyser
from qualcode.rules.memo import Memo
from qualcode.steps.study import Opened
from qualcode.store import arrays
from qualcode.store.fingerprint import fingerprint

_LEVELS = ("light", "root")


def load_analyser(opened: Opened) -> Analyser:
    """An analyser that knows all words of earlier runs of this qualcode."""
    memos = {}
    for level in _LEVELS:
        saved = cast("dict[str, Any] | None", arrays.load(opened.layout.stems / level))
        if saved and saved["made_by"] == [fingerprint()]:
            memos[level] = Memo(saved["words"], saved["keys"])
    return Analyser(memos)


def save_analyser(opened: Opened, analyser: Analyser) -> None:
    """Keep what was learnt."""
    for level in analyser.grown:
        memo = analyser.memo(level)
        saved = {"made_by": [fingerprint()], "words": memo.words, "keys": memo.keys}
        arrays.save(opened.layout.stems / level, saved)
