"""Beside a shard: what is worked out once from its text and words, whatever the codebook."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

from qualcode.rules.cues import Cues, shard_cues
from qualcode.rules.families import Families
from qualcode.rules.lookup import Lookup
from qualcode.steps.index import Piece
from qualcode.store import arrays
from qualcode.store.errors import StoreError

_LEVELS = ("light", "root")


def kept_cues(piece: Piece, lookup: Lookup) -> Cues:
    """The cues of a shard, worked out once and kept beside it."""
    made = arrays.load_or_make(piece.folder / "cues", lambda: _columns(shard_cues(piece.shard, lookup)))
    return Cues(**made)


def kept_families(piece: Piece) -> dict[str, Families]:
    """The word families of a shard's vocabulary that earlier runs worked out, by level."""
    found = {level: cast("dict[str, Any] | None", arrays.load(_families(piece, level))) for level in _LEVELS}
    return {level: Families(**kept) for level, kept in found.items() if kept is not None}


def keep_families(piece: Piece, lookup: Lookup, known: Collection[str]) -> None:
    """Keep the word families of levels that were not known before."""
    for level in sorted(lookup.families.keys() - known):
        with suppress(StoreError):  # who may only read goes on without keeping them
            arrays.save(_families(piece, level), _columns(lookup.families[level]))


def _families(piece: Piece, level: str) -> Path:
    return piece.folder / f"families-{level}"


def _columns(found: Cues | Families) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(found)}
