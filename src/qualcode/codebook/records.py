"""Mappings with known fields: declared once as a dataclass, read by one function.

A draft is what the file says, before inheritance and lexicons are worked out.
"""

from collections.abc import Collection, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, Generic, TypeVar, cast

from qualcode.codebook.nodes import CURLY, STRAIGHT, MapNode, Node, Place, ScalarNode, is_blank, is_null
from qualcode.codebook.report import Report, listed, quoted
from qualcode.codebook.shapes import Definitions, JsonSchema, Shape, wrong

DraftType = TypeVar("DraftType", bound="Draft")


@dataclass(frozen=True)
class Draft:
    """A mapping of the file; its fields are None where the file does not give them."""

    place: Place
    """Where the mapping begins."""
    keys: Mapping[str, ScalarNode]
    """Fields that the file gives (also those whose value is wrong), with the places of their names."""
    nodes: Mapping[str, Node]
    """The same fields, with the places of their values."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """What JSON Schema can say about which fields go together."""
        return {}


def given(shape: Shape[Any], says: str, required: str = "") -> Any:
    """Declare a field of a draft: its shape, and a sentence for people (and for the JSON Schema).

    `required` is what to write where a field that must be there is missing; empty where it need not be.
    """
    return field(default=None, metadata={"shape": shape, "says": says, "required": required})


@dataclass(frozen=True)
class Record(Generic[DraftType]):
    """The shape of a mapping with known fields."""

    draft: type[DraftType]
    """The dataclass that declares the fields."""
    noun: str
    """What it is called in messages: "a code"."""
    optional: Collection[str] = ()
    """Fields that need not be there although the draft asks for them."""

    def read(self, node: Node, what: str, report: Report) -> DraftType | None:
        """The draft; fields that do not fit are told to the report and left None."""
        if not isinstance(node, MapNode):
            wrong(
                node,
                what,
                f"{self.noun} (fields with values)",
                report,
                f"it has the fields {listed(declared(self.draft), 'and')}",
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
        self, entry: tuple[ScalarNode, Node], known: Collection[str], inside: MapNode, report: Report
    ) -> bool:
        key, value = entry
        if key.text in known:
            return not is_null(value)
        if inside.inline and is_blank(value):
            hint = "between braces a comma begins a new field: quote a text with commas, or add the colon and value"
            hint = STRAIGHT if _has_curly_quotes(inside) else hint
            report.error("stray-text", f"a field without a value stands in {self.noun}", key, hint)
        else:
            hint = report.suggest(key.text, known, otherwise=f"{self.noun} has the fields {listed(known, 'and')}")
            report.error("unknown-field", f"{self.noun} has no field {quoted(key.text)}", key, hint)
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


def declared(draft: type[Draft]) -> dict[str, Field[Any]]:
    """The fields that a mapping can have, by name, in the order of the manual."""
    return _declared(cast(Any, draft))  # mypy takes a dataclass with `eq` for one without a hash


@cache
def _declared(draft: Any) -> dict[str, Field[Any]]:
    return {each.name: each for each in fields(draft) if "shape" in each.metadata}
