"""Mappings with known fields: declared once as a dataclass, read by one function.

A draft is what the file says, before inheritance and lexicons are worked out.
"""

from collections.abc import Collection, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Generic, TypeVar

from qualcode.codebook.nodes import MapNode, Node, Place, ScalarNode, is_blank, is_null
from qualcode.codebook.report import Report, listed, quoted
from qualcode.codebook.shapes import Shape, wrong

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
        for name, each in known.items():
            if each.metadata["required"] and name not in values:
                report.error("missing-field", f"{self.noun} needs `{name}`", node, f"add `{each.metadata['required']}`")
        keys, nodes = {key.text: key for key, _ in present}, {key.text: value for key, value in present}
        return self.draft(place=node, keys=keys, nodes=nodes, **values)

    def _is_known(
        self, entry: tuple[ScalarNode, Node], known: Collection[str], inside: MapNode, report: Report
    ) -> bool:
        key, value = entry
        if key.text in known:
            return not is_null(value)
        if inside.inline and is_blank(value):
            hint = "between braces a comma begins a new field: quote a text with commas, or add the colon and value"
            report.error("stray-text", f"a field without a value stands in {self.noun}", key, hint)
        else:
            hint = report.suggest(key.text, known, otherwise=f"{self.noun} has the fields {listed(known, 'and')}")
            report.error("unknown-field", f"{self.noun} has no field {quoted(key.text)}", key, hint)
        return False


def declared(draft: type[Draft]) -> dict[str, Field[Any]]:
    """The fields that a mapping can have, by name, in the order of the manual."""
    return {each.name: each for each in fields(draft) if "shape" in each.metadata}
