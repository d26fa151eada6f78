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
    """Why it stands here, where the order has a reason of its own: a unit of a sample, words that speak for a code."""
    chance: float | None = None
    """How likely the coder would give the code; None: nobody has reckoned it."""
    given: bool = False
    """Whether the coder gave the code that has this chance."""
    coder: str = ""
    """Who gave the code, where that is somebody else."""


class QueueDesk(Protocol):
    """What a queue may ask of a desk."""

    @property
    def names(self) -> Sequence[str]:
        """The transcripts, in the order of the corpus."""

    def passages(self, transcript: str) -> Sequence[QueueItem]:
        """Suggestions and the coder's own codings in order of text; no suggestions while it is read blind."""

    def sample_units(self) -> Sequence[QueueItem]:
        """Units of the sample that is read, in its order; none where no sample is read."""

    def codings_of(self, coder: str, transcript: str) -> Sequence[QueueItem]:
        """Codings of somebody else in order of text; none while the transcript is read blind."""

    def attributes(self, transcript: str) -> Mapping[str, str]:
        """Attributes that hold for a whole transcript."""

    def second_look(self) -> Sequence[QueueItem]:
        """Answers of the coder that surprise, by what her other answers teach, the most surprising first.

        Raises:
            Refused: 503, it is being learnt; ask again.
        """


Queue = Callable[[QueueDesk, Mapping[str, str]], Sequence[QueueItem]]
"""Desk, and what the queue is about (`code`, `rule`) -> items, first come first."""


def queue_items(desk: QueueDesk, name: str, about: Mapping[str, str]) -> Json:
    """The items of a queue, as the page gets them."""
    if name not in QUEUES:
        raise Refused(422, f"there is no queue `{name}`")
    return {"queue": name, **about, "items": [asdict(item) for item in QUEUES[name](desk, about)]}


def queues_of(about: Mapping[str, Sequence[Mapping[str, str]]]) -> list[Json]:
    """The queues that can be begun, each with what it is about; `about` names those that are about something."""
    every = {name: about.get(name, ({},)) for name in QUEUES}
    return [{"name": name, "about": dict(each)} for name, all_ in every.items() for each in all_]


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


def one_coder(desk: QueueDesk, about: Mapping[str, str]) -> list[QueueItem]:
    """All that somebody else coded: to see what she makes of the same interviews."""
    if not about.get("coder"):
        raise Refused(422, "name a coder")
    return [item for name in desk.names for item in desk.codings_of(about["coder"], name)]


def one_attribute(desk: QueueDesk, about: Mapping[str, str]) -> list[QueueItem]:
    """Every suggestion in transcripts of which an attribute says one thing."""
    if not about.get("attribute"):
        raise Refused(422, "name an attribute")
    chosen = [name for name in desk.names if desk.attributes(name).get(about["attribute"]) == about.get("value")]
    return [item for name in chosen for item in desk.passages(name) if item.state != "own"]


def surprising_first(desk: QueueDesk, about: Mapping[str, str]) -> Sequence[QueueItem]:
    """A second look: turns without a code that are like those that have it, and turns with it that are not."""
    return desk.second_look()


def _every(desk: QueueDesk) -> list[QueueItem]:
    return [item for name in desk.names for item in desk.passages(name)]


QUEUES: dict[str, Queue] = {
    "sample": units_of_the_sample,
    "text": in_order_of_text,
    "rule": worst_rule_first,
    "again": surprising_first,
    "code": one_code,
    "coder": one_coder,
    "attribute": one_attribute,
}
"""Name -> order; a further queue is one line here."""
