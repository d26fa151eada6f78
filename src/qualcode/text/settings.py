"""Settings files: what people state in YAML, read into records of the model. Everything in them is optional."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from qualcode.text.records import FieldReader
from qualcode.text.shapes import ManyOf, Readable, YamlReport, wrong
from qualcode.text.yaml import MapNode, ScalarNode, YamlNode, is_null
from qualcode.text.yaml_parse import START, read_yaml

Value = TypeVar("Value")
Record = TypeVar("Record")


class TextAsWritten:
    """A text as it is written, also where it looks like a number or a boolean."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The text; one without a letter is as if it were not there."""
        if isinstance(node, ScalarNode):
            return node.text or None
        wrong(node, what, "a text", report)
        return None


TEXT = TextAsWritten()
TEXTS = ManyOf(TEXT, single=True)
"""Texts; a single one may stand without a list."""


@dataclass(frozen=True)
class MapOf(Generic[Value]):
    """Names that people choose (transcripts, speakers, attributes), each with a value of one shape."""

    shape: Readable[Value]
    """Shape of each value."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[str, Value] | None:
        """Name -> value, without those that hold nothing or do not fit."""
        if not isinstance(node, MapNode):
            wrong(node, what, "names with values", report, "write `name: value`")
            return None
        stated = {key.text: value for key, value in node.entries if not is_null(value)}
        read = {name: self.shape.read(value, f"each value of {what}", report) for name, value in stated.items()}
        return {name: value for name, value in read.items() if value is not None}


@dataclass(frozen=True)
class SettingsRecord(Generic[Record]):
    """A mapping whose fields become those of a record."""

    record: Callable[..., Record]
    """Makes the record from the fields that are stated."""
    noun: str
    """What it is called in messages: "a speaker"."""
    shapes: Mapping[str, Readable[Any]]
    """How each field is written."""
    required: Mapping[str, str] = field(default_factory=dict)
    """Field that must be there -> what to write where it is missing."""
    short: str = ""
    """Field whose value may stand alone: `Dan: interviewer` for `Dan: {role: interviewer}`."""
    checked: Collection[str] = ("format",)
    """Fields that are checked and do not become part of the record."""
    remarks: bool = False
    """True where people keep fields of their own: an unknown one is a warning, no error."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Record | None:
        """The record, from the fields that fit; what does not is told to the report."""
        if self.short and isinstance(node, ScalarNode):
            key = ScalarNode(node.line, node.column, self.short, plain=True)
            node = MapNode(node.line, node.column, ((key, node),), inline=False)
        read = FieldReader(self.noun, self.shapes, self.required, self.remarks).read(node, what, report)
        stated = {key.text: value for key, _, value in read or () if value is not None}
        if read is None or not stated.keys() >= self.required.keys():
            return None
        return self.record(**{name: value for name, value in stated.items() if name not in self.checked})


def read_settings(data: bytes, record: SettingsRecord[Record], report: YamlReport, newest: int = 1) -> Record | None:
    """What a settings file says; None where the report holds errors."""
    root = read_yaml(data, report, newest)
    if report.failed:
        return None
    read = record.read(root or MapNode(START.line, START.column, (), inline=False), "the file", report)
    return None if report.failed else read
