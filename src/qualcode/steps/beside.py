"""Beside a shard: what is worked out once from its text and words, whatever the codebook."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import fields
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
    kept = _load(piece, "cues")
    if kept is not None:
        return Cues(**kept)
    found = shard_cues(piece.shard, lookup)
    _keep(piece, "cues", found)
    return found


def kept_families(piece: Piece) -> dict[str, Families]:
    """The word families of a shard's vocabulary that earlier runs worked out, by level."""
    found = {level: _load(piece, f"families-{level}") for level in _LEVELS}
    return {level: Families(**kept) for level, kept in found.items() if kept is not None}


def keep_families(piece: Piece, lookup: Lookup, known: Collection[str]) -> None:
    """Keep the word families of levels that were not known before."""
    for level in sorted(lookup.families.keys() - known):
        _keep(piece, f"families-{level}", lookup.families[level])


def _load(piece: Piece, name: str) -> dict[str, Any] | None:
    return cast(dict[str, Any] | None, arrays.load(piece.folder / name))


def _keep(piece: Piece, name: str, found: Cues | Families) -> None:
    with suppress(StoreError):  # who may only read goes on without keeping them
        arrays.save(piece.folder / name, {each.name: getattr(found, each.name) for each in fields(found)})
