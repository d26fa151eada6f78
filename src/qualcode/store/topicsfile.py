"""Reading `topics.yaml`: topics that keep their numbers and names."""

from qualcode.model import Finding, NamedTopic
from qualcode.store.yamlfields import Sheet
from qualcode.store.yamlnodes import Items, Node

_FIELDS = ("format", "topics")
_TOPIC_FIELDS = ("topic", "name", "terms")


def read_topics(name: str, data: bytes) -> tuple[tuple[NamedTopic, ...] | None, tuple[Finding, ...]]:
    """The topics of a file; None when there are errors. `name` is the file as findings call it."""
    sheet = Sheet(name, data, _FIELDS)
    listed = sheet.top.get("topics")
    topics = [_topic(sheet, node) for node in (listed.items if isinstance(listed, Items) else ())]
    numbers = [each.topic for each in topics]
    if listed is not None and len(set(numbers)) < len(numbers):
        sheet.error("repeated-topic", "two topics have the same number", listed, "give each its own number")
    return (None if sheet.broken else tuple(topics)), sheet.result()


def _topic(sheet: Sheet, node: Node) -> NamedTopic:
    fields = sheet.fields(node, _TOPIC_FIELDS)
    number = sheet.text(fields.get("topic"))
    if not (number.isascii() and number.isdigit() and int(number) > 0):
        sheet.error("wrong-value", "a topic needs a number from 1", fields.get("topic", node), "write `topic: 1`")
        number = "0"
    terms = sheet.texts(fields.get("terms"))
    if not terms:
        sheet.error("no-terms", "a topic is known again by its terms", node, "write `terms: [surat, keterangan]`")
    return NamedTopic(int(number), sheet.text(fields.get("name")), terms)
