"""Differences between an element as it was imported and as the study describes it now, field by field.

A field is an attribute (`@name`), the text of a child (`Description`), the value of a variable, or a reference to
another element. References are compared by what they refer to, so that a new title of the study changes none.
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from qualcode.exchange.codes_out import merged_description
from qualcode.exchange.foreign import Fields
from qualcode.exchange.project import Names
from qualcode.exchange.refi_tree import Tree, guid_of
from qualcode.store.hashing import sha256_bytes

_TEXTS = ("Description", "PlainTextContent")
_ASIDE = frozenset({"guid", "plainTextPath", "richTextPath", "startPosition", "endPosition", "color"})
"""Attributes that say where something is stored, or that nobody edits here."""


def fields_of(each: Element, parent: Element | None, names: Mapping[str, Names]) -> Fields:
    """The fields of one of our elements; children with identifiers have fields of their own."""
    return {field: sha256_bytes(value.encode())[:12] for field, value in _said(each, parent, names)}


def _said(each: Element, parent: Element | None, names: Mapping[str, Names]) -> Iterator[tuple[str, str]]:
    for name, value in each.attrib.items():
        if name not in _ASIDE:
            yield f"@{name}", _named(value, names)
    if each.tag == "Code":
        yield "parent", _named(guid_of(parent), names) if parent is not None else ""
    for child in each:
        if child.tag in _TEXTS:
            yield child.tag, child.text or ""
        elif child.tag == "VariableValue":
            yield f"value {_named(_variable(child), names)}", "".join(child.itertext())
        elif child.get("targetGUID"):
            yield f"{child.tag} {_named(child.get('targetGUID', ''), names)}", ""


def _named(value: str, names: Mapping[str, Names]) -> str:
    return "/".join(names[value]) if value in names else value


def _variable(value: Element) -> str:
    """The variable that a value is of."""
    found = value.find("VariableRef")
    return "" if found is None else found.get("targetGUID", "")


def apply_changes(
    tree: Tree, each: Element, ours: Element, changed: set[str], parent: str, names: Mapping[str, Names]
) -> None:
    """Copy the changed fields of our element to an element of the tree; `parent` identifies the parent of ours."""
    for field in sorted(changed):
        kind, _, name = field.partition(" ")
        if field.startswith("@"):
            _attribute(each, field[1:], ours.get(field[1:], ""))
        elif field == "parent":
            tree.move(each, tree.found[parent] if parent in tree.found else tree.section("CodeBook/Codes"))
        elif field == "Description" and each.tag == "Code":
            set_description(tree, each, merged_description(each.findtext(field, ""), ours.findtext(field, "")))
        elif field in _TEXTS:
            _replace(tree, each, each.find(field), ours.find(field))
            each.attrib.pop("plainTextPath", None) if field == "PlainTextContent" else None
        else:
            same = [child for child in each if _field(child, names) == (kind, name)]
            mine = next((child for child in ours if _field(child, names) == (kind, name)), None)
            _replace(tree, each, same[0] if same else None, mine)


def _field(child: Element, names: Mapping[str, Names]) -> tuple[str, str]:
    if child.tag == "VariableValue":
        return "value", _named(_variable(child), names)
    return child.tag, _named(child.get("targetGUID", ""), names)


def _attribute(each: Element, name: str, value: str) -> None:
    if value:
        each.set(name, value)
    else:
        each.attrib.pop(name, None)


def _replace(tree: Tree, each: Element, old: Element | None, new: Element | None) -> None:
    """Replace a child by ours; either may be missing."""
    if old is not None:
        tree.take(old)
    if new is not None:
        retyped(tree, tree.put(each, copied(new)))


def copied(each: Element) -> Element:
    """A copy of an element with only those children that have no identifier of their own."""
    own = Element(each.tag, each.attrib)
    own.text = each.text
    own.extend(copied(child) for child in each if not guid_of(child))
    return own


def retyped(tree: Tree, each: Element) -> Element:
    """The element, its values given the types that their variables have in the tree."""
    for value in each.iter("VariableValue"):
        variable = tree.found.get(_variable(value))
        for one in value:
            if one.tag != "VariableRef" and variable is not None:
                one.tag = f"{variable.get('typeOfVariable', 'Text')}Value"
    return each


def set_description(tree: Tree, each: Element, text: str) -> None:
    """Set the description of an element; an empty text removes it."""
    new = Element("Description")
    new.text = text
    _replace(tree, each, each.find("Description"), new if text else None)
