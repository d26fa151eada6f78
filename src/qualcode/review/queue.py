"""Queues: the order in which passages come before a coder. A queue is a name and a function: desk -> ordered items."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from qualcode.review.desk import Json, Refused


@dataclass(frozen=True)
class QueueItem:
    """A passage to look at."""

    transcript: str
    """Transcript."""
    turn: int
    """Turn, from 1."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    state: str
    """`open` where nothing is decided; else what is: `accept`, `reject`, `same`, `own`, `looked`."""
    code: str = ""
    """Code that is suggested or given; empty: the passage is to be read."""
    rules: tuple[str, ...] = ()
    """Rules that suggest the code."""
    why: str = ""
    """Why it stands here, where the order has a reason of its own: a share, a name of a sample."""


class QueueDesk(Protocol):
    """What a queue may ask of a desk."""

    @property
    def names(self) -> Sequence[str]:
        """The transcripts, in the order of the corpus."""

    def passages(self, transcript: str) -> Sequence[QueueItem]:
        """Suggestions and the coder's own codings in order of text; no suggestions while it is read blind."""

    def sample_units(self) -> Sequence[QueueItem]:
        """Units of the sample that is read, in its order; none where no sample is read."""


Queue = Callable[[QueueDesk, Mapping[str, str]], Sequence[QueueItem]]
"""Desk, and what the queue is about (`code`, `rule`) -> items, first come first."""


def queue_items(desk: QueueDesk, name: str, about: Mapping[str, str]) -> Json:
    """The items of a queue, as the page gets them."""
    if name not in QUEUES:
        raise Refused(422, f"there is no queue `{name}`")
    return {"queue": name, **about, "items": [asdict(item) for item in QUEUES[name](desk, about)]}


def queues_of(codes: Sequence[str], sample: str) -> list[Json]:
    """The queues that can be begun, each with what it is about."""
    own = [{"name": "sample", "about": {}}] if sample else []
    every = [{"name": name, "about": {}} for name in QUEUES if name not in ("code", "sample")]
    return [*own, *every, *({"name": "code", "about": {"code": code}} for code in codes)]


def in_order_of_text(desk: QueueDesk, about: Mapping[str, str]) -> list[QueueItem]:
    """Every suggestion, transcript by transcript."""
    return [item for item in _every(desk) if item.state != "own"]


def one_code(desk: QueueDesk, about: Mapping[str, str]) -> list[QueueItem]:
    """All that carries one code or is suggested for it, in all transcripts: to see whether it is one thing."""
    if not about.get("code"):
        raise Refused(422, "name a code")
    return [item for item in _every(desk) if item.code == about["code"]]


def worst_rule_first(desk: QueueDesk, about: Mapping[str, str]) -> list[QueueItem]:
    """Suggestions of the rules that were rejected most often so far, those of one rule together in order of text.

    A rule's share is (rejected + 1) / (decided + 2), so that one rejection does not outweigh nine of ten; a suggestion
    of several rules stands with the worst of them.
    """
    items = in_order_of_text(desk, about)
    shares = rejected_shares(items)
    worst = {item: max((shares[rule], rule) for rule in item.rules) for item in items if item.rules}
    chosen = [item for item in worst if about.get("rule", "") in ("", *item.rules)]
    return sorted(chosen, key=lambda item: (-worst[item][0], worst[item][1]))


def rejected_shares(items: Sequence[QueueItem]) -> dict[str, float]:
    """Rule -> share of its suggestions that were rejected; one half where nothing is decided."""
    decided: dict[str, list[bool]] = {}
    for item in items:
        for rule in item.rules:
            decided.setdefault(rule, []).extend([item.state == "reject"] if item.state != "open" else [])
    return {rule: (sum(rejected) + 1) / (len(rejected) + 2) for rule, rejected in decided.items()}


def units_of_the_sample(desk: QueueDesk, about: Mapping[str, str]) -> Sequence[QueueItem]:
    """The units of the sample that is read."""
    return desk.sample_units()


def _every(desk: QueueDesk) -> list[QueueItem]:
    return [item for name in desk.names for item in desk.passages(name)]


QUEUES: dict[str, Queue] = {
    "text": in_order_of_text,
    "code": one_code,
    "rule": worst_rule_first,
    "sample": units_of_the_sample,
}
"""Name -> order; a further queue is one line here."""
