"""Mappings with known fields: declared once, read by one function, in codebooks and in settings files.

A codebook becomes drafts, which hold what the file says and where, before inheritance and lexicons are worked out.
Settings, in which everything is optional, become records of the model at once.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from functools import cache
from typing import Any, Generic, TypeVar, cast

from qualcode.model.finding import did_you_mean
from qualcode.text.shapes import (
    Definitions,
    JsonSchema,
    ManyOf,
    Readable,
    Shape,
    Value,
    YamlReport,
    list_words,
    quote_word,
    wrong,
)
from qualcode.text.yaml import (
    CURLY,
    QUOTE_COMMAS,
    STRAIGHT,
    MapNode,
    ScalarNode,
    YamlNode,
    YamlPlace,
    is_blank,
    is_null,
)
from qualcode.text.yaml_parse import START, read_yaml

DraftType = TypeVar("DraftType", bound="YamlMapping")


@dataclass(frozen=True)
class YamlMapping:
    """A mapping of the file; its fields are None where the file does not give them."""

    place: YamlPlace
    """Where the mapping begins."""
    keys: Mapping[str, ScalarNode]
    """Fields that the file gives (also those whose value is wrong), with the places of their names."""
    nodes: Mapping[str, YamlNode]
    """The same fields, with the places of their values."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """What JSON Schema can say about which fields go together."""
        return {}


def declare_field(shape: Shape[Any], says: str, required: str = "", formerly: str = "") -> Any:
    """Declare a field of a draft: its shape, and a sentence for people (and for the JSON Schema).

    `required` is what to write where a field that must be there is missing; empty where it need not be. `formerly` is
    its name in older files, which is still read.
    """
    return field(default=None, metadata={"shape": shape, "says": says, "required": required, "formerly": formerly})


def declare_group(members: Callable[[], Mapping[str, Any]]) -> Any:
    """Declare fields that others own, such as kinds of rules; the draft holds their values by name."""
    return field(default_factory=dict, metadata={"group": members})


@dataclass(frozen=True)
class FieldReader:
    """Reads the fields of a mapping and tells what is wrong with them."""

    noun: str
    """What the mapping is called in messages: "a code"."""
    shapes: Mapping[str, Readable[Any]]
    """How each field is written that the mapping can have, in the order of the manual."""
    required: Mapping[str, str]
    """Field that must be there -> what to write where it is missing."""
    remarks: bool = False
    """True where people keep fields of their own: an unknown one is a warning, no error."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Name of a field in older files -> its name now."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> list[tuple[ScalarNode, YamlNode, Any]] | None:
        """Key, node and value of each field that holds something, the value None where it does not fit.

        A key has the name of today; messages about its value have the name that stands in the file.
        """
        if not isinstance(node, MapNode):
            hint = f"it has the fields {list_words(self.shapes, 'and')}"
            wrong(node, what, f"{self.noun} (fields with values)", report, hint)
            return None
        present = [(key, value) for key, value in node.entries if self._is_known(key, value, node, report)]
        stated: dict[str, ScalarNode] = {}
        read = []
        for written, value in present:
            key = replace(written, text=self.renamed.get(written.text, written.text))
            if (first := stated.setdefault(key.text, written)) is not written:
                message = f"{quote_word(written.text)} is another name of {quote_word(first.text)}"
                report.error("duplicate-key", message, written, "keep one of the two")
            read.append((key, value, self.shapes[key.text].read(value, f"`{written.text}`", report)))
        for name in self.shapes:
            if name in self.required and name not in stated:
                report.error("missing-field", f"{self.noun} needs `{name}`", node, f"add `{self.required[name]}`")
        return read

    def _is_known(self, key: ScalarNode, value: YamlNode, inside: MapNode, report: YamlReport) -> bool:
        if key.text in self.shapes or key.text in self.renamed:
            return not is_null(value)
        if inside.inline and is_blank(value):
            hint = STRAIGHT if _has_curly_quotes(inside) else f"{QUOTE_COMMAS}, or add the colon and value"
            report.error("stray-text", f"a field without a value stands in {self.noun}", key, hint)
        else:
            known = f"{self.noun} has the fields {list_words(self.shapes, 'and')}"
            tell = report.warning if self.remarks else report.error
            hint = report.suggest(key.text, self.shapes, otherwise=known)
            tell("unknown-field", f"{self.noun} has no field {quote_word(key.text)}", key, hint)
        return False


def _has_curly_quotes(inside: MapNode) -> bool:
    """Whether a value begins with a quote of a word processor, which holds nothing together."""
    return any(isinstance(value, ScalarNode) and value.text[:1] in CURLY for _, value in inside.entries)


@dataclass(frozen=True)
class YamlRecord(Generic[DraftType]):
    """The shape of a mapping with known fields."""

    draft: type[DraftType]
    """The dataclass that declares the fields."""
    noun: str
    """What it is called in messages: "a code"."""
    optional: Collection[str] = ()
    """Fields that need not be there although the draft asks for them."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> DraftType | None:
        """The draft; fields that do not fit are told to the report and left None."""
        shapes = {name: each.metadata["shape"] for name, each in declared(self.draft).items()}
        reader = FieldReader(self.noun, shapes, self._required(), renamed=_renamed(self.draft))
        read = reader.read(node, what, report)
        if read is None:
            return None
        values = {key.text: value for key, _, value in read}
        for group in (each for each in fields(self.draft) if "group" in each.metadata):
            values[group.name] = {name: values.pop(name) for name in group.metadata["group"]() if name in values}
        keys, nodes = {key.text: key for key, _, _ in read}, {key.text: value for key, value, _ in read}
        return self.draft(place=node, keys=keys, nodes=nodes, **values)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A reference to the definition of this mapping, with a sentence for each field."""
        name = self.noun.strip("`").removeprefix("a ").removeprefix("an ").replace(" ", "-")
        if name not in definitions:
            definitions[name] = {}  # a mapping may hold itself
            definitions[name] = self.object_schema(definitions)
        return {"$ref": f"#/$defs/{name}"}

    def object_schema(self, definitions: Definitions) -> JsonSchema:
        """The mapping itself."""
        says = (self.draft.__doc__ or "").split("\n")[0]
        properties = {name: _field_schema(each, definitions) for name, each in declared(self.draft).items()}
        old = {
            name: {**properties[now], "description": f"Old name of `{now}`.", "deprecated": True}
            for name, now in _renamed(self.draft).items()
        }
        required = [name for name in properties if name in self._required()]
        schema: JsonSchema = {"description": says, "type": "object", "properties": properties | old}
        schema |= {"required": required} if required else {}
        return schema | {"additionalProperties": False} | self.draft.constraints()

    def _required(self) -> dict[str, str]:
        needed = {name: each.metadata["required"] for name, each in declared(self.draft).items()}
        return {name: write for name, write in needed.items() if write and name not in self.optional}


def _field_schema(each: Field[Any], definitions: Definitions) -> JsonSchema:
    """The schema of one field; one that need not be there may be left empty."""
    schema: JsonSchema = each.metadata["shape"].schema(definitions)
    if not each.metadata["required"]:
        schema = _or_nothing(schema)
    return {"description": each.metadata["says"], **schema}


def _or_nothing(schema: JsonSchema) -> JsonSchema:
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def declared(draft: type[YamlMapping]) -> dict[str, Field[Any]]:
    """The fields that a mapping can have, by name, in the order of the manual."""
    return _declared(cast(Any, draft))  # mypy takes a dataclass with `eq` for one without a hash


@cache
def _declared(draft: Any) -> dict[str, Field[Any]]:
    known: dict[str, Field[Any]] = {}
    for each in fields(draft):
        known |= {each.name: each} if "shape" in each.metadata else each.metadata.get("group", dict)()
    return known


def _renamed(draft: type[YamlMapping]) -> dict[str, str]:
    """Name of a field in older files -> its name now."""
    return {old: name for name, each in declared(draft).items() if (old := each.metadata.get("formerly"))}


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


def suggest_choice(word: str, choices: Collection[str]) -> str:
    """A hint that names the choice nearest to a misspelt word, or all choices where none is near."""
    return did_you_mean(word.casefold(), sorted(choices), f"known are {', '.join(sorted(choices))}")
