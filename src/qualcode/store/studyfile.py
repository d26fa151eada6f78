"""Reading `qualcode.yaml`."""

import math
from typing import cast, get_args

from qualcode.model import CheckSettings, Finding, Level, Study, TopicSettings
from qualcode.store.yamlfields import Sheet
from qualcode.store.yamlnodes import Node

_FIELDS = ("format", "title", "languages", "corpus", "codebook", "segment", "check", "topics")
_CHECK_FIELDS = ("ignore", "fail_level", "max_share")
_TOPIC_FIELDS = ("stop_words", "names")
_SEGMENTS = ("sentence", "turn", "paragraph", "line")


def read_study(name: str, data: bytes) -> tuple[Study | None, tuple[Finding, ...]]:
    """The settings of a study; None when there are errors. `name` is the file as findings call it."""
    sheet = Sheet(name, data, _FIELDS)
    usual, top = Study(), sheet.top
    study = Study(
        title=sheet.text(top.get("title")),
        languages=sheet.texts(top.get("languages")) or usual.languages,
        corpus=sheet.text(top.get("corpus")) or usual.corpus,
        codebook=sheet.text(top.get("codebook")),
        segment=sheet.word(top.get("segment"), _SEGMENTS, usual.segment),
        check=_check(sheet, top.get("check")),
        topics=_topics(sheet, top.get("topics")),
        configured=True,
    )
    return (None if sheet.broken else study), sheet.result()


def _check(sheet: Sheet, node: Node | None) -> CheckSettings:
    """How the study is checked."""
    usual, fields = CheckSettings(), sheet.fields(node, _CHECK_FIELDS)
    level = sheet.word(fields.get("fail_level"), get_args(Level), usual.fail_level)
    share = _percentage(sheet, fields.get("max_share"), usual.max_share)
    return CheckSettings(sheet.texts(fields.get("ignore")), cast(Level, level), share)


def _topics(sheet: Sheet, node: Node | None) -> TopicSettings:
    """What topics leave out."""
    fields = sheet.fields(node, _TOPIC_FIELDS)
    return TopicSettings(sheet.texts(fields.get("stop_words")), sheet.texts(fields.get("names")))


def _percentage(sheet: Sheet, node: Node | None, usual: float) -> float:
    """A number from 0 to 100; `%` may stand behind it."""
    text = sheet.text(node).removesuffix("%").strip()
    if node is None or not text:
        return usual
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if 0 <= share <= 100:
        return share
    sheet.error("wrong-value", "this must be a percentage from 0 to 100", node, "write `max_share: 25`")
    return usual
