"""Vocabulary: the distinct words of a corpus and the keys that their inflected forms share."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.rules.analyser import Analyser
from qualcode.rules.memo import Keys
from qualcode.text.languages import ENGLISH, type_classes


def distinct(shards: Sequence[Shard]) -> tuple[list[str], Ints]:
    """The distinct words of all shards, sorted, and for each word in order of text which one it is."""
    forms = sorted({key for shard in shards for key in shard.keys})
    place = {form: number for number, form in enumerate(forms)}
    running = [np.array([place[key] for key in shard.keys], np.int64)[shard.types] for shard in shards]
    return forms, np.concatenate(running) if running else np.empty(0, np.int64)


def light_keys(words: Sequence[str], analyser: Analyser) -> list[str]:
    """One light key for each word: the English one of an English word, else the Indonesian one."""
    found = analyser.keys("light", words)
    made, english = ([_key(side, word, keys) for word, keys in zip(words, found, strict=True)] for side in ("id", "en"))
    differ = [at for at, (here, there) in enumerate(zip(made, english, strict=True)) if here != there]
    chosen = type_classes([words[at] for at in differ]) == ENGLISH  # telling languages apart takes long
    for at in np.array(differ, np.int64)[chosen].tolist():
        made[at] = english[at]
    return made


def _key(language: str, word: str, keys: Keys) -> str:
    """The key that a word has in a language, else the word."""
    return next((key for key in keys if key.startswith(f"{language}:")), word).partition(":")[2] or word
