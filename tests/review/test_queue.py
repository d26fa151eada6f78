"""Queues: the order of the text, one code, the worst rule first, the units of a sample."""

import pytest

from qualcode.review.desk import Refused
from qualcode.review.queue import QUEUES, QueueItem, queue_items, queues_of, rejected_shares


class DeskOf:
    """A desk with some passages."""

    def __init__(self, *items):
        self.items = items
        self.names = sorted({item.transcript for item in items})

    def passages(self, transcript):
        return [item for item in self.items if item.transcript == transcript]

    def codings_of(self, coder, transcript):
        return [QueueItem(transcript, 7, 0, 5, "own", "staff", coder=coder)] if transcript == "b" else []

    def attributes(self, transcript):
        return {"place": "hill" if transcript == "b" else "coast"}

    def second_look(self):
        return [QueueItem("b", 9, 0, 5, "open", "staff", chance=0.9)]

    def sample_units(self):
        return [QueueItem("b", 3, 0, 9, "open", why="s-001"), QueueItem("a", 1, 0, 9, "looked", why="s-002")]


def suggestion(transcript, turn, code, *rules, state="open"):
    return QueueItem(transcript, turn, 0, 5, state, code, rules)


DESK = DeskOf(
    suggestion("a", 1, "staff", "nurses", state="accept"),
    suggestion("a", 2, "network", "net", state="reject"),
    suggestion("a", 4, "staff", state="own"),
    suggestion("b", 1, "network", "net"),
    suggestion("b", 2, "staff", "nurses"),
    suggestion("b", 3, "access", "new"),
    suggestion("b", 5, "staff", "nurses", "net"),
)


def order(name, **about):
    return [(item["transcript"], item["turn"]) for item in queue_items(DESK, name, about)["items"]]


def test_order_of_text_holds_every_suggestion_and_no_coding_of_the_coders_own():
    assert order("text") == [("a", 1), ("a", 2), ("b", 1), ("b", 2), ("b", 3), ("b", 5)]


def test_one_code_stands_together_over_transcripts_with_what_the_coder_gave():
    assert order("code", code="staff") == [("a", 1), ("a", 4), ("b", 2), ("b", 5)]


def test_rules_that_were_rejected_most_come_first_and_a_suggestion_stands_with_its_worst():
    assert order("rule") == [("a", 2), ("b", 1), ("b", 5), ("b", 3), ("a", 1), ("b", 2)]
    assert order("rule", rule="net") == [("a", 2), ("b", 1), ("b", 5)]


def test_a_share_is_one_half_until_something_is_decided():
    shares = rejected_shares(QUEUES["text"](DESK, {}))
    assert shares == {"nurses": 1 / 3, "net": 2 / 3, "new": 1 / 2}


def test_one_coder_and_one_attribute_choose_what_comes():
    assert order("coder", coder="budi") == [("b", 7)]
    assert order("attribute", attribute="place", value="hill") == [("b", 1), ("b", 2), ("b", 3), ("b", 5)]
    assert order("attribute", attribute="place", value="coast") == [("a", 1), ("a", 2)]
    assert order("again") == [("b", 9)]


def test_queues_that_can_be_begun_are_named_with_what_they_are_about():
    begun = queues_of({"sample": [], "code": [{"code": "staff"}], "coder": [{"coder": "budi"}], "attribute": []})
    assert [(each["name"], each["about"]) for each in begun] == [
        ("text", {}), ("rule", {}), ("again", {}), ("code", {"code": "staff"}), ("coder", {"coder": "budi"}),
    ]  # fmt: skip


def test_units_of_a_sample_keep_its_order():
    assert order("sample") == [("b", 3), ("a", 1)]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("worst", "there is no queue `worst`"),
        ("code", "name a code"),
        ("coder", "name a coder"),
        ("attribute", "name an attribute"),
    ],
)
def test_a_queue_that_is_none_is_refused(name, why):
    with pytest.raises(Refused) as refused:
        queue_items(DESK, name, {})
    assert (refused.value.status, refused.value.why) == (422, why)
