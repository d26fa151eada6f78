"""Mappings with known fields: declared once as a dataclass, read by one function.

A draft is what the file says, before inheritance and lexicons are worked out.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, Generic, TypeVar, cast

from qualcode.model.finding import Finding, FindingLevel
from qualcode.text.shapes import Definitions, JsonSchema, Shape, YamlReport, list_words, quote_word, wrong
from qualcode.text.yaml import (
    CURLY,
    STRAIGHT,
    Fields,
    Items,
    MapNode,
    PlacedNode,
    Scalar,
    ScalarNode,
    YamlNode,
    YamlPlace,
    is_blank,
    is_null,
    parse_yaml,
)

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


def declare_field(shape: Shape[Any], says: str, required: str = "") -> Any:
    """Declare a field of a draft: its shape, and a sentence for people (and for the JSON Schema).

    `required` is what to write where a field that must be there is missing; empty where it need not be.
    """
    return field(default=None, metadata={"shape": shape, "says": says, "required": required})


def declare_group(members: Callable[[], Mapping[str, Any]]) -> Any:
    """Declare fields that others own, such as kinds of rules; the draft holds their values by name."""
    return field(default_factory=dict, metadata={"group": members})


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
        if not isinstance(node, MapNode):
            wrong(
                node,
                what,
                f"{self.noun} (fields with values)",
                report,
                f"it has the fields {list_words(declared(self.draft), 'and')}",
            )
            return None
        known, values = declared(self.draft), {}
        present = [entry for entry in node.entries if self._is_known(entry, known, node, report)]
        for key, value in present:
            values[key.text] = known[key.text].metadata["shape"].read(value, f"`{key.text}`", report)
        needed = self._required()
        for name, each in known.items():
            if name in needed and name not in values:
                report.error("missing-field", f"{self.noun} needs `{name}`", node, f"add `{each.metadata['required']}`")
        for group in (each for each in fields(self.draft) if "group" in each.metadata):
            values[group.name] = {name: values.pop(name) for name in group.metadata["group"]() if name in values}
        keys, nodes = {key.text: key for key, _ in present}, {key.text: value for key, value in present}
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
        required = [name for name in properties if name in self._required()]
        schema: JsonSchema = {"description": says, "type": "object", "properties": properties}
        schema |= {"required": required} if required else {}
        return schema | {"additionalProperties": False} | self.draft.constraints()

    def _required(self) -> set[str]:
        needed = {name for name, each in declared(self.draft).items() if each.metadata["required"]}
        return needed.difference(self.optional)

    def _is_known(
        self, entry: tuple[ScalarNode, YamlNode], known: Collection[str], inside: MapNode, report: YamlReport
    ) -> bool:
        key, value = entry
        if key.text in known:
            return not is_null(value)
        if inside.inline and is_blank(value):
            hint = "between braces a comma begins a new field: quote a text with commas, or add the colon and value"
            hint = STRAIGHT if _has_curly_quotes(inside) else hint
            report.error("stray-text", f"a field without a value stands in {self.noun}", key, hint)
        else:
            hint = report.suggest(key.text, known, otherwise=f"{self.noun} has the fields {list_words(known, 'and')}")
            report.error("unknown-field", f"{self.noun} has no field {quote_word(key.text)}", key, hint)
        return False


def _has_curly_quotes(inside: MapNode) -> bool:
    """Whether a value begins with a quote of a word processor, which holds nothing together."""
    return any(isinstance(value, ScalarNode) and value.text[:1] in CURLY for _, value in inside.entries)


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


_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING: Mapping[str, PlacedNode] = {}


class YamlForm:
    """One configuration file while it is read: its top fields, and what is wrong with them."""

    def __init__(self, name: str, data: bytes, known: Collection[str], newest: int = 1, *, strict: bool = True) -> None:
        """Read the file's bytes; `strict`: an unknown field is an error, else a warning."""
        root, self.findings = parse_yaml(name, data)
        self.name = name
        self._unknown_level: FindingLevel = "error" if strict else "warning"
        self.top = self.fields(root, known) if root else _NOTHING
        self._check_format(newest)

    @property
    def broken(self) -> bool:
        """Whether something is wrong that must be mended before the file can be used."""
        return any(finding.level == "error" for finding in self.findings)

    def fields(self, node: PlacedNode | None, known: Collection[str]) -> Mapping[str, PlacedNode]:
        """Fields of a node, without those that hold nothing; a name that is not `known` is a finding."""
        self._check_names(node, known)
        return {name: value for name, value in self.named(node) if name in known}

    def named(self, node: PlacedNode | None) -> Iterator[tuple[str, PlacedNode]]:
        """Fields whose names people choose (transcripts, speakers, attributes), without those that hold nothing."""
        if node is None or _is_missing(node):
            return
        if not isinstance(node, Fields):
            self.error("wrong-value", "names with values belong here", node, "write `name: value`")
            return
        for key, value in node.fields:
            if not _is_missing(value):
                yield key.text, value

    def text(self, node: PlacedNode | None) -> str:
        """Text as it is written, also where it looks like a number or a boolean; empty when nothing is given."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.error("wrong-value", "a single value belongs here", node)
            return ""
        return "" if node.missing else node.text

    def texts(self, node: PlacedNode | None) -> tuple[str, ...]:
        """A list of texts; a single one may stand without a list."""
        if not isinstance(node, Items):
            text = self.text(node)
            return (text,) if text else ()
        return tuple(text for item in node.items if (text := self.text(item)))

    def text_map(self, node: PlacedNode | None) -> dict[str, str]:
        """Names with texts; empty ones are missing values and left out."""
        return {key: text for key, value in self.named(node) if (text := self.text(value))}

    def word(self, node: PlacedNode | None, choices: Collection[str], default: str = "") -> str:
        """One of a few words."""
        text = self.text(node)
        if node is None or not text:
            return default
        if text in choices:
            return text
        self.error("wrong-value", f"`{text}` is not known here", node, suggest_choice(text, choices))
        return default

    def boolean(self, node: PlacedNode | None, default: bool = False) -> bool:
        """`true` or `false`, and nothing else (`no` is a word)."""
        if node is None:
            return default
        if isinstance(node, Scalar) and node.plain and node.text in _BOOLEANS:
            return _BOOLEANS[node.text]
        self.error("wrong-value", "this must be true or false", node)
        return default

    def error(self, code: str, message: str, node: PlacedNode, hint: str = "") -> None:
        """Note something that must be mended, at the place of a node."""
        self.findings.append(Finding("error", code, message, self.name, node.line, node.column, hint))

    def result(self) -> tuple[Finding, ...]:
        """What is wrong, in the order of the file."""
        return tuple(sorted(self.findings, key=lambda finding: (finding.line or 0, finding.column or 0)))

    def _check_names(self, node: PlacedNode | None, known: Collection[str]) -> None:
        for key, _ in node.fields if isinstance(node, Fields) else ():
            if key.text not in known:
                message, hint = f"the field `{key.text}` is not known here", suggest_choice(key.text, known)
                place = (self.name, key.line, key.column)
                self.findings.append(Finding(self._unknown_level, "unknown-field", message, *place, hint))

    def _check_format(self, newest: int) -> None:
        node = self.top.get("format")
        text = self.text(node)
        if node is None or text == str(newest):
            return
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            self.error("bad-format", "the format must be a whole number from 1", node, f"write `format: {newest}`")
        elif int(text) > newest:
            # What a newer format means is not ours to judge: only this is said.
            self.findings.clear()
            self.top = _NOTHING
            message = f"this file has format {text}; this qualcode reads formats up to {newest}"
            self.error("newer-format", message, node, "update qualcode")


def _is_missing(node: PlacedNode) -> bool:
    return isinstance(node, Scalar) and node.missing


def suggest_choice(word: str, choices: Collection[str]) -> str:
    """A hint that names the choice nearest to a misspelt word, or all choices where none is near."""
    near = get_close_matches(word.casefold(), sorted(choices), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(sorted(choices))
