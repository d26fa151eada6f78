"""Topics that people named, so that they keep their numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedTopic:
    """One topic of an earlier model, as `topics.yaml` lists it."""

    topic: int
    """Its number, from 1."""
    name: str
    """What people call it; empty: nothing yet."""
    terms: tuple[str, ...]
    """Its heaviest terms, by which it is known again."""
