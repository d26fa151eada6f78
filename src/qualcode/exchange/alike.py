"""Elements of two files that are the same though their identifiers differ: some programs make all of them anew."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from qualcode.exchange.refi_tree import GUID_ATTRIBUTES, Tree, guid_of

_PATHS = frozenset({"path", "currentPath", "plainTextPath", "richTextPath"})
_Key = tuple[str, str, tuple[object, ...]]


def alike(first: Tree, second: Tree, texts: tuple[Mapping[str, str], Mapping[str, str]]) -> dict[str, str]:
    """Identifiers of the second file -> of the first, for elements that say the same in the same place.

    `texts` are the texts of both files, by the identifiers of their elements.
    """
    waiting: dict[_Key, list[str]] = {}
    for each in first.root.iter():
        if guid_of(each) and guid_of(each) not in second.found:
            waiting.setdefault(_key(first, each, texts[0], {}), []).append(guid_of(each))
    found: dict[str, str] = {}
    for each in second.root.iter():  # what elements stand in comes before them
        if guid_of(each) and guid_of(each) not in first.found:
            same = waiting.get(_key(second, each, texts[1], found))
            if same:
                found[guid_of(each)] = same.pop(0)
    return found


def _key(tree: Tree, each: Element, texts: Mapping[str, str], found: Mapping[str, str]) -> _Key:
    """Where an element stands, and what it says but for identifiers and paths."""
    parent = tree.parent(each)
    above = guid_of(parent)
    own = sorted((name, value) for name, value in each.attrib.items() if name not in GUID_ATTRIBUTES | _PATHS)
    inner = tuple(sorted((child.tag, "".join(child.itertext()).strip()) for child in each if not guid_of(child)))
    return found.get(above, above) or parent.tag, each.tag, (*own, inner, texts.get(guid_of(each), ""))
