"""Reading `corpus.yaml`."""

from typing import Literal, TypeVar

from qualcode.model import ATTRIBUTE_LEVELS, ROLES, Attribute, Corpus, Finding, Speaker
from qualcode.model.corpus import AttributeLevel
from qualcode.store.yamlfields import Sheet
from qualcode.store.yamlnodes import Node, Scalar

_FIELDS = (
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
    sheet = Sheet(name, data, _FIELDS)
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


def _attribute(sheet: Sheet, node: Node) -> Attribute:
    if isinstance(node, Scalar):
        return Attribute(_level(sheet, node))  # the short form `age: respondent`
    fields = sheet.fields(node, _ATTRIBUTE_FIELDS)
    return Attribute(_level(sheet, fields.get("level")), sheet.text(fields.get("label")))


def _level(sheet: Sheet, node: Node | None) -> AttributeLevel | Literal[""]:
    word = sheet.word(node, ATTRIBUTE_LEVELS)
    return next((level for level in ATTRIBUTE_LEVELS if level == word), "")


def _speakers(sheet: Sheet, node: Node | None) -> dict[str, Speaker]:
    return {label: _speaker(sheet, value) for label, value in sheet.named(node)}


def _speaker(sheet: Sheet, node: Node) -> Speaker:
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
