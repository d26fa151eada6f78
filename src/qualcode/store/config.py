"""What people configure: `qualcode.yaml`, `corpus.yaml` and `respondents.csv`. All of it is optional."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar, cast, get_args

from qualcode.model.corpus import (
    ATTRIBUTE_LEVELS,
    ROLES,
    Attribute,
    AttributeLevel,
    CheckSettings,
    Corpus,
    NamedTopic,
    Speaker,
    StudySettings,
    TopicSettings,
)
from qualcode.model.finding import Finding, FindingLevel
from qualcode.store.atomic import read_bytes
from qualcode.store.layout import StudyLayout
from qualcode.store.respondents import keyed_lines, read_respondents
from qualcode.text.records import YamlForm
from qualcode.text.yaml import Fields, Items, PlacedNode, Scalar, parse_yaml

_CORPUS_FIELDS = (
    "format",
    "title",
    "synthetic",
    "licence",
    "consent",
    "attributes",
    "interviewers",
    "speakers",
    "transcripts",
)
_ATTRIBUTE_FIELDS = ("level", "label")
_TRANSCRIPT_FIELDS = ("session", "attributes", "speakers")
_SPEAKER_FIELDS = ("role", "respondent", "attributes")
_Value = TypeVar("_Value")


def read_corpus(corpus: str, name: str, data: bytes) -> tuple[Corpus | None, tuple[Finding, ...]]:
    """What `corpus.yaml` says; None when there are errors. `name` is the file as findings call it."""
    sheet = YamlForm(name, data, _CORPUS_FIELDS)
    top = sheet.top
    transcripts = {
        transcript: sheet.fields(node, _TRANSCRIPT_FIELDS) for transcript, node in sheet.named(top.get("transcripts"))
    }
    read = Corpus(
        corpus,
        title=sheet.text(top.get("title")),
        synthetic=sheet.boolean(top.get("synthetic")),
        licence=sheet.text(top.get("licence")),
        consent=sheet.text(top.get("consent")),
        interviewers=sheet.texts(top.get("interviewers")),
        speakers=_speakers(sheet, top.get("speakers")),
        transcript_speakers=_filled({id_: _speakers(sheet, each.get("speakers")) for id_, each in transcripts.items()}),
        sessions=_filled({id_: sheet.text(each.get("session")) for id_, each in transcripts.items()}),
        attributes=_filled({id_: sheet.text_map(each.get("attributes")) for id_, each in transcripts.items()}),
        declared={name: _attribute(sheet, node) for name, node in sheet.named(top.get("attributes"))},
    )
    return (None if sheet.broken else read), sheet.result()


def _attribute(sheet: YamlForm, node: PlacedNode) -> Attribute:
    if isinstance(node, Scalar):
        return Attribute(_level(sheet, node))  # the short form `age: respondent`
    fields = sheet.fields(node, _ATTRIBUTE_FIELDS)
    return Attribute(_level(sheet, fields.get("level")), sheet.text(fields.get("label")))


def _level(sheet: YamlForm, node: PlacedNode | None) -> AttributeLevel | Literal[""]:
    word = sheet.word(node, ATTRIBUTE_LEVELS)
    return next((level for level in ATTRIBUTE_LEVELS if level == word), "")


def _speakers(sheet: YamlForm, node: PlacedNode | None) -> dict[str, Speaker]:
    return {label: _speaker(sheet, value) for label, value in sheet.named(node)}


def _speaker(sheet: YamlForm, node: PlacedNode) -> Speaker:
    if isinstance(node, Scalar):
        return Speaker(role=sheet.word(node, ROLES))  # the short form `Dan: interviewer`
    fields = sheet.fields(node, _SPEAKER_FIELDS)
    return Speaker(
        role=sheet.word(fields.get("role"), ROLES),
        respondent=sheet.text(fields.get("respondent")),
        attributes=sheet.text_map(fields.get("attributes")),
    )


def _filled(values: dict[str, _Value]) -> dict[str, _Value]:
    return {key: value for key, value in values.items() if value}


_STUDY_FIELDS = ("format", "title", "languages", "corpus", "codebook", "segment", "check", "topics")
_CHECK_FIELDS = ("ignore", "fail_level", "max_share")
_TOPIC_OPTION_FIELDS = ("stop_words", "names")
_SEGMENTS = ("sentence", "turn", "paragraph", "line")


def read_study(name: str, data: bytes) -> tuple[StudySettings | None, tuple[Finding, ...]]:
    """The settings of a study; None when there are errors. `name` is the file as findings call it."""
    sheet = YamlForm(name, data, _STUDY_FIELDS)
    usual, top = StudySettings(), sheet.top
    study = StudySettings(
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


def _check(sheet: YamlForm, node: PlacedNode | None) -> CheckSettings:
    """How the study is checked."""
    usual, fields = CheckSettings(), sheet.fields(node, _CHECK_FIELDS)
    level = sheet.word(fields.get("fail_level"), get_args(FindingLevel), usual.fail_level)
    share = _percentage(sheet, fields.get("max_share"), usual.max_share)
    return CheckSettings(sheet.texts(fields.get("ignore")), cast(FindingLevel, level), share)


def _topics(sheet: YamlForm, node: PlacedNode | None) -> TopicSettings:
    """What topics leave out."""
    fields = sheet.fields(node, _TOPIC_OPTION_FIELDS)
    return TopicSettings(sheet.texts(fields.get("stop_words")), sheet.texts(fields.get("names")))


def _percentage(sheet: YamlForm, node: PlacedNode | None, usual: float) -> float:
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


def load_study(layout: StudyLayout) -> tuple[StudySettings | None, tuple[Finding, ...]]:
    """The study's settings, the usual ones where there is no `qualcode.yaml`; None when it has errors."""
    file = layout.study_file
    if not file.exists():
        return StudySettings(), ()
    return read_study(layout.relative(file), read_bytes(file))


def load_corpus(layout: StudyLayout, name: str) -> tuple[Corpus | None, tuple[Finding, ...]]:
    """What is known about a corpus, with the attributes of its respondents; None when a file has errors."""
    corpus, findings = _load_corpus_file(layout, name)
    file = layout.respondents_file(name)
    if not file.exists():
        return corpus, findings
    respondents, more = read_respondents(layout.relative(file), read_bytes(file))
    findings += more
    if corpus is None or respondents is None:
        return None, findings
    return replace(corpus, respondents=respondents), findings


def _load_corpus_file(layout: StudyLayout, name: str) -> tuple[Corpus | None, tuple[Finding, ...]]:
    file = layout.corpus_file(name)
    if not file.exists():
        return Corpus(name), ()
    return read_corpus(name, layout.relative(file), read_bytes(file))


Path = tuple[str, ...]
"""Names of the fields around a value, from the outside to the inside: `("transcripts", "a", "session")`."""
FilePlace = tuple[int, int | None]
"""Line and column, from 1; a table has lines only."""


def yaml_places(name: str, data: bytes) -> Mapping[Path, FilePlace]:
    """Path of each field of a YAML file -> where its name stands; of each text of a list, where it stands itself."""
    root, _ = parse_yaml(name, data)
    return dict(_below((), root)) if root else {}


def sheet_places(data: bytes, keys: Sequence[str]) -> Mapping[Path, FilePlace]:
    """Respondent or transcript that a row of a table is about -> the line on which the row ends."""
    return {(key,): (line, None) for key, line in keyed_lines(data, keys).items()}


def _below(path: Path, node: PlacedNode) -> Iterator[tuple[Path, FilePlace]]:
    if isinstance(node, Fields):
        for key, value in node.fields:
            yield (*path, key.text), (key.line, key.column)
            yield from _below((*path, key.text), value)
    elif isinstance(node, Items):
        yield from (((*path, item.text), (item.line, item.column)) for item in node.items if isinstance(item, Scalar))
    elif isinstance(node, Scalar) and node.text:
        yield (*path, node.text), (node.line, node.column)


_TOPICS_FILE_FIELDS = ("format", "topics")
_NAMED_TOPIC_FIELDS = ("topic", "name", "terms")


def read_topics(name: str, data: bytes) -> tuple[tuple[NamedTopic, ...] | None, tuple[Finding, ...]]:
    """The topics of a file; None when there are errors. `name` is the file as findings call it."""
    sheet = YamlForm(name, data, _TOPICS_FILE_FIELDS)
    listed = sheet.top.get("topics")
    topics = [_topic(sheet, node) for node in (listed.items if isinstance(listed, Items) else ())]
    numbers = [each.topic for each in topics]
    if listed is not None and len(set(numbers)) < len(numbers):
        sheet.error("repeated-topic", "two topics have the same number", listed, "give each its own number")
    return (None if sheet.broken else tuple(topics)), sheet.result()


def _topic(sheet: YamlForm, node: PlacedNode) -> NamedTopic:
    fields = sheet.fields(node, _NAMED_TOPIC_FIELDS)
    number = sheet.text(fields.get("topic"))
    if not (number.isascii() and number.isdigit() and int(number) > 0):
        sheet.error("wrong-value", "a topic needs a number from 1", fields.get("topic", node), "write `topic: 1`")
        number = "0"
    terms = sheet.texts(fields.get("terms"))
    if not terms:
        sheet.error("no-terms", "a topic is known again by its terms", node, "write `terms: [surat, keterangan]`")
    return NamedTopic(int(number), sheet.text(fields.get("name")), terms)
