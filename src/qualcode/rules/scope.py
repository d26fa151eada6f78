"""Scope: whose turns are coded, and which turn asked each one."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.model import ROLES


@dataclass(frozen=True)
class Scope:
    """Whose turns are coded, and which turn asked each one: one value per turn of the shard."""

    coded: Flags
    """Turns whose speaker is a participant."""
    asked: Ints
    """The turn of the question before; -1 where there is none."""
    role: Ints | None = None
    """Role of the speaker, an index into `ROLES`; without it, only participants are known."""
    resumed: Flags | None = None
    """Turns that go on with an earlier one after a listening sound: they answer nothing themselves."""

    @cached_property
    def all_coded(self) -> bool:
        """Whether all speakers are participants."""
        return bool(self.coded.all())

    def turns(self, roles: Collection[str]) -> Flags:
        """Turns of speakers with these roles."""
        wanted = [ROLES.index(role) for role in ROLES if role in roles and role != "participant"]
        found = self.coded if "participant" in roles else np.zeros(len(self.coded), np.bool_)
        return found if self.role is None or not wanted else found | np.isin(self.role, wanted)

    def questions(self, shard: Shard) -> Flags:
        """Turns that ask another one."""
        flags = np.zeros(shard.turns, np.bool_)
        flags[self.asked[self.asked >= 0]] = True
        return flags

    def answers(self) -> Ints:
        """Turns that answer a question."""
        asked = self.asked >= 0
        return np.flatnonzero(asked if self.resumed is None else asked & ~self.resumed)


def whole(shard: Shard) -> Scope:
    """The scope in which every turn is coded and nobody asks."""
    return Scope(np.ones(shard.turns, np.bool_), np.full(shard.turns, -1))
