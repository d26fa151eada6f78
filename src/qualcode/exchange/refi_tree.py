"""The XML of a project as a tree, and how it is changed: elements in the schema's order, references by identifier."""

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, TreeBuilder, indent, tostring
from xml.parsers import expat

from qualcode.readers.archive import Handler, Unreadable, UnsafeXml, broken, walk_xml

_NAMESPACE = re.compile(r"urn:QDA-XML:(project|codebook):(.+)", re.IGNORECASE)
_MOST_MARKS = 6_000_000
"""Marks of XML from which a file is refused: some 300 000 codings have as many, and each becomes objects in memory."""
GUID_ATTRIBUTES = frozenset(
    {
        *("guid", "targetGUID", "creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID"),
        *("originGUID", "fromSyncPoint", "toSyncPoint", "sourceVertex", "targetVertex", "representedGUID"),
    }
)
"""Attributes that hold an identifier."""
_PROJECT = (
    *("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description"),
    "NoteRef",
)
_INSIDE = (
    *("Description", "PlainTextContent", "TextDescription", "CodeRef", "PictureSelection", "PDFSelection"),
    *("Representation", "SyncPoint", "Transcript", "PlainTextSelection", "TranscriptSelection", "AudioSelection"),
    *("VideoSelection", "Coding", "MemberCode", "MemberSource", "MemberNote", "NoteRef", "Code", "VariableValue"),
    *("SourceRef", "SelectionRef", "Vertex", "Edge"),
)
"""Children of all elements but the project, in an order that the schema takes for each of them."""
SECTIONS = {
    "User": "Users",
    "Code": "CodeBook/Codes",
    "Variable": "Variables",
    "Case": "Cases",
    "TextSource": "Sources",
    "Note": "Notes",
    "Set": "Sets",
}
"""Element -> where it stands in a project, when it stands in no other element."""


def plain_guid(guid: str) -> str:
    """An identifier in one form: braces and capitals are allowed, and mean nothing."""
    return guid.strip().strip("{}").lower()


def guid_of(each: Element) -> str:
    """Identifier of an element; empty if it has none."""
    return plain_guid(each.get("guid", ""))


def read_tree(data: bytes) -> tuple[Element, str]:
    """The tree of a project or codebook, and its namespace, which its names are without; those of others keep theirs.

    Raises:
        Unreadable: it is no such XML, or could harm.
    """
    if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise Unreadable("too-large", "this project has more than 6 million marks of XML", "divide it into parts")
    builder = _Builder()
    try:
        walk_xml(data, builder)
        root = builder.tree.close()
    except UnsafeXml:
        message = "the XML of this file declares entities or is nested without end, and is not read"
        raise Unreadable("unsafe", message, "export it again from the program that made it") from None
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise broken("REFI-QDA", ".qdpx or .qdc") from None
    found = _NAMESPACE.fullmatch(builder.namespace)
    if root.tag not in ("Project", "CodeBook") or (builder.namespace and not found):
        raise Unreadable("broken", "this XML is no REFI-QDA project or codebook", "export it as .qdpx or .qdc")
    return root, builder.namespace


class _Builder(Handler):
    """Builds a tree in which names of the root's namespace are written without it."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self._begun = False
        self.namespace = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self._begun:
            self._begun, self.namespace = True, tag.rpartition(" ")[0]
        self.tree.start(self._name(tag), {_qualified(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        self.tree.end(self._name(tag))

    def data(self, text: str) -> None:
        self.tree.data(text)

    def _name(self, tag: str) -> str:
        space, _, name = tag.rpartition(" ")
        return name if space == self.namespace else _qualified(tag)


def _qualified(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local


def tree_bytes(root: Element) -> bytes:
    """A tree as XML, indented, one element on each line."""
    indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


class Tree:
    """A project's tree, with elements by identifier; insertions and deletions keep to the schema."""

    def __init__(self, root: Element) -> None:
        """Take a tree and bring its identifiers into one form."""
        self.root = root
        self._parent = {child: parent for parent in root.iter() for child in parent}
        self.found: dict[str, Element] = {}
        for each in root.iter():
            for name in GUID_ATTRIBUTES & each.attrib.keys():
                each.set(name, plain_guid(each.get(name, "")))
            if guid_of(each):
                self.found.setdefault(guid_of(each), each)

    def rename(self, other: Mapping[str, str]) -> None:
        """Replace identifiers of elements, wherever they occur."""
        for each in self.root.iter() if other else ():
            for name in GUID_ATTRIBUTES & each.attrib.keys():
                each.set(name, other.get(each.get(name, ""), each.get(name, "")))
        self.found = {other.get(guid, guid): each for guid, each in self.found.items()}

    def parent(self, each: Element) -> Element:
        """The parent of an element."""
        return self._parent[each]

    def section(self, path: str) -> Element:
        """A section of the project such as `Codes`, created if missing."""
        here = self.root
        for name in path.split("/"):
            below = here.find(name)
            here = self.put(here, Element(name)) if below is None else below
        return here

    def put(self, parent: Element, child: Element) -> Element:
        """Insert an element where the schema wants it: after its earlier siblings and those of its kind."""
        order = _PROJECT if parent is self.root else _INSIDE
        rank = {tag: at for at, tag in enumerate(order)}
        own = rank.get(child.tag, len(order))
        after = (at for at, each in enumerate(parent) if rank.get(each.tag, len(order)) > own)
        parent.insert(next(after, len(parent)), child)
        self._parent[child] = parent
        self._parent.update({one: each for each in child.iter() for one in each})
        for each in child.iter():
            if guid_of(each):
                self.found.setdefault(guid_of(each), each)
        return child

    def take(self, each: Element) -> None:
        """Remove an element with its contents."""
        self._parent.pop(each).remove(each)

    def move(self, each: Element, parent: Element) -> None:
        """Move an element to another parent."""
        self.take(each)
        self.put(parent, each)

    def remove(self, guids: Iterable[str]) -> None:
        """Remove elements, and everything that depends on them."""
        gone = [self.found[guid] for guid in guids if guid in self.found]
        ended = {guid_of(below) for each in gone for below in each.iter() if guid_of(below)}
        for each in gone:
            if each in self._parent:
                self.take(each)
        for each in [each for each in self.root.iter() if _needs(each) & ended]:
            if each in self._parent:
                self.take(each)
        for each in self.root.iter("Vertex"):
            if each.get("representedGUID") in ended:
                del each.attrib["representedGUID"]
        for guid in ended:
            self.found.pop(guid, None)
        self._tidy()

    def _tidy(self) -> None:
        """Remove what is left empty: codings without a code, and empty sections."""
        for each in [each for each in self.root.iter("Coding") if each.find("CodeRef") is None]:
            self.take(each)
        for path in {*SECTIONS.values(), "CodeBook", "Links"}:
            part = self.root.find(path)
            if part is not None and not len(part):
                self.take(part)


def _needs(each: Element) -> set[str]:
    """Identifiers of the elements on which an element depends."""
    return {each.get(name, "") for name in ("targetGUID", "originGUID")} - {""}


def texts_of(root: Element) -> Iterator[Element]:
    """Every element with a text: sources, representations, transcripts, notes."""
    return (each for each in root.iter() if "plainTextPath" in each.attrib or each.find("PlainTextContent") is not None)
