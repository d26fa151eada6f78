"""Level keys of a shard's vocabulary, kept beside it: words are lemmatised once in the life of a shard."""

from collections.abc import Sequence

from qualcode.rules.lookup import Lookup
from qualcode.steps.index import Piece
from qualcode.store import arrays

_LEVELS = ("light", "root")
_SEPARATOR = "\t"
"""Between the level keys of one type; no token holds it."""


def known_levels(piece: Piece) -> dict[str, Sequence[tuple[str, ...]]]:
    """Level -> level keys of each type, as far as they were worked out before."""
    found: dict[str, Sequence[tuple[str, ...]]] = {}
    for level in _LEVELS:
        saved = arrays.load(piece.folder.with_name(f"{piece.folder.name}-{level}"))
        if saved is not None:
            found[level] = [tuple(keys.split(_SEPARATOR)) if keys else () for keys in saved["keys"]]
    return found


def save_levels(piece: Piece, lookup: Lookup) -> None:
    """Keep the level keys that this run worked out."""
    for level, keys in lookup.analysed.items():
        folder = piece.folder.with_name(f"{piece.folder.name}-{level}")
        if not folder.exists():
            arrays.save(folder, {"keys": [_SEPARATOR.join(each) for each in keys]})
