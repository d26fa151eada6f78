"""Vocabulary: the distinct words of a corpus and the keys that their inflected forms share."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.shard import Shard
from qualcode.rules.analyser import Analyser
from qualcode.text.languages import ENGLISH, type_classes


def distinct(shards: Sequence[Shard]) -> tuple[list[str], Ints]:
    """The distinct words of all shards, sorted, and for each word in order of text which one it is."""
    forms = sorted({key for shard in shards for key in shard.keys})
    place = {form: number for number, form in enumerate(forms)}
    running = [np.array([place[key] for key in shard.keys], np.int64)[shard.types] for shard in shards]
    return forms, np.concatenate(running) if running else np.empty(0, np.int64)


def light_keys(words: Sequence[str], analyser: Analyser) -> list[str]:
    """One light key for each word: the English one of an English word, else the Indonesian one."""
    english = (type_classes(words) == ENGLISH).tolist()
    return [
        next((key for key in keys if key.startswith("en:" if is_english else "id:")), word).partition(":")[2] or word
        for word, keys, is_english in zip(words, analyser.keys("light", words), english, strict=True)
    ]
