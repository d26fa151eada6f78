"""Merges the study's changes into a project of another program (a three-way merge).

Three states of an element are compared: as it came, as we would have described it right after the import, and as we
describe it now. What did not change here stays as it came, to the letter; what is new here is added; what was removed
here is removed there, with everything that refers to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qualcode.exchange.changes import apply_changes, copied, fields_of, retyped, set_description
from qualcode.exchange.foreign import Fields, Foreign, Link, counted_in_code_points
from qualcode.exchange.project import Names
from qualcode.exchange.refi_tree import GUID_ATTRIBUTES, SECTIONS, Tree, guid_of
from qualcode.store.hashing import sha256_bytes

DESCRIPTION = "#description"
"""Suffix of an identifier: the description of that element, which is a memo here."""
REMOVED = ("code", "coding", "transcript", "memo")
"""Kinds that people delete here; for other kinds, being absent means nothing."""
SELECTIONS = ("PlainTextSelection",)
"""Elements of ours that refer to words of a text."""
SOURCE_TEXT = "text"
"""Field of a source: its words."""
_PATHS = frozenset({"path", "currentPath", "plainTextPath", "richTextPath"})
_Key = tuple[str, str, tuple[object, ...]]
Place = Callable[[Names, str], tuple[int, int] | None]
"""Span of words of a transcript in a text from another program; None: they are not in it."""


@dataclass(frozen=True)
class Told:
    """The study as we describe it in REFI-QDA."""

    tree: Tree
    """Its elements, which have the identifiers of what they came from."""
    names: Mapping[str, Names]
    """Identifier -> what it stands for."""
    texts: Mapping[str, str]
    """Text, by the identifier of its source -> what it says."""
    further: frozenset[Names] = frozenset()
    """Further things that one element describes."""

    def fields(self, each: Element) -> Fields:
        """The fields of an element; those of a source include its words."""
        said = fields_of(each, self.tree.parent(each), self.names)
        text = self.texts.get(guid_of(each))
        return said if text is None else {**said, SOURCE_TEXT: sha256_bytes(text.encode())[:12]}


@dataclass
class Merged:
    """A project on its way out."""

    tree: Tree
    """Its elements."""
    texts: dict[str, str]
    """Text, by the identifier of its element -> what it says."""
    parts: dict[str, bytes] = field(default_factory=dict)
    """Other files in it."""
    unplaced: list[Names] = field(default_factory=list)
    """Codings whose words are not in the text."""


@dataclass(frozen=True)
class KnownGuids:
    """Identifiers under which things of the study were imported."""

    guids: Mapping[Names, str]
    """Thing -> the element that it came from."""
    further: frozenset[Names] = frozenset()
    """Further things that one element describes: a coding's part in a second turn, a second code."""


def known_guids(foreign: Sequence[Foreign], there: Iterable[Names]) -> KnownGuids:
    """Find the identifiers of things, for elements of which everything is still there."""
    present, of = set(there), dict[str, list[Names]]()
    for link in _links(foreign):
        if link.guid and link.base is not None and link.names not in of.setdefault(link.guid, []):
            of[link.guid].append(link.names)
    found: dict[Names, str] = {}
    further: set[Names] = set()
    for guid, things in of.items():
        if present.issuperset(things):
            found.setdefault(things[0], guid)
            further.update(things[1:])
    return KnownGuids(found, frozenset(further - found.keys()))


def _links(foreign: Iterable[Foreign]) -> Iterator[Link]:
    return (link for each in foreign for link in each.links)


def merge_foreign(foreign: Sequence[Foreign], told: Told, codebook: str, place: Place) -> Merged:
    """Merge what other programs wrote with the study as it is now; `codebook` is that of the study's codes."""
    made = _together(foreign, told)
    _Update(made, told, foreign, place).all()
    _remove(made, _gone(foreign, told, codebook))
    for guid, each in [(guid, made.tree.found[guid]) for guid in made.texts]:
        if each.find("PlainTextContent") is None:
            each.set("plainTextPath", f"internal://{guid}.txt")
        else:
            del made.texts[guid]
    return made


def _together(foreign: Sequence[Foreign], told: Told) -> Merged:
    """All files as one: elements in several files come from the first one."""
    ours = {names: guid for guid, names in told.names.items() if names not in told.further}
    made: Merged | None = None
    for each in foreign:
        tree, texts = counted_in_code_points(each)
        other: dict[str, str] = {}
        taken = set(tree.found)
        for link in each.links:
            own = ours.get(link.names, "")
            if link.guid and link.base is None and own and own not in taken:
                other[link.guid] = own
                taken.add(own)
        tree.rename(other)
        texts = {other.get(guid, guid): text for guid, text in texts.items()}
        if made is None:
            made = Merged(tree, texts, dict(each.parts))
        else:
            same = _alike(made.tree, tree, (made.texts, texts))
            tree.rename(same)
            _join(made, tree, {same.get(guid, guid): text for guid, text in texts.items()})
            made.parts = {**each.parts, **made.parts}
    if made is None:
        raise AssertionError("nothing to put together")
    return made


def _join(made: Merged, tree: Tree, texts: Mapping[str, str]) -> None:
    """Add what only the second file has, except selections of texts that differ."""
    for each in list(tree.root.iter()):
        guid = guid_of(each)
        if not guid or guid in made.tree.found or not _same_text(made, tree, each, texts):
            continue
        parent = guid_of(tree.parent(each))
        section = made.tree.section(_section(tree, each)) if not parent else made.tree.found.get(parent)
        if section is not None:
            made.tree.put(section, copied(each))
    for guid, each in tree.found.items():
        if guid in made.tree.found:
            have = {(child.tag, child.get("targetGUID")) for child in made.tree.found[guid]}
            for child in each:
                if child.get("targetGUID") and (child.tag, child.get("targetGUID")) not in have:
                    made.tree.put(made.tree.found[guid], copied(child))
    made.texts = {**texts, **made.texts}


def _same_text(made: Merged, tree: Tree, each: Element, texts: Mapping[str, str]) -> bool:
    if not each.tag.endswith("TextSelection"):
        return True
    source = guid_of(tree.parent(each))
    return made.texts.get(source) == texts.get(source)


def _section(tree: Tree, each: Element) -> str:
    """The path of the section that contains an element."""
    path = []
    while each is not tree.root:
        each = tree.parent(each)
        path.append(each.tag)
    return "/".join(reversed(path[:-1]))


class _Update:
    """Adds what is new or changed here, together with everything that it refers to."""

    def __init__(self, made: Merged, told: Told, foreign: Sequence[Foreign], place: Place) -> None:
        self._made, self._told, self._place = made, told, place
        self._bases: dict[Names, Fields] = {}
        self._derived: dict[Names, Fields] = {}
        for link in _links(foreign):
            (self._bases if link.guid else self._derived).setdefault(link.names, link.base or {})
        self._seen: set[str] = set()
        self._referring: dict[str, list[str]] = {}
        for each in told.tree.root.iter("NoteRef"):
            owner = guid_of(told.tree.parent(each))
            self._referring.setdefault(each.get("targetGUID", ""), []).append(owner)

    def all(self) -> None:
        """Bring every element of the study up to date."""
        for each in [each for each in self._told.tree.root.iter() if guid_of(each)]:
            names, there = self._told.names[guid_of(each)], self._made.tree.found.get(guid_of(each))
            now = self._told.fields(each)
            if DESCRIPTION in guid_of(each):
                self._describe(each, self._bases.get(names, {}), now)
            elif there is not None:
                self._change(there, each, self._bases.get(names, {}), now)
            elif names not in self._told.further and self._derived.get(names) != now and not _carries(each):
                self._insert(each)

    def _change(self, there: Element, each: Element, base: Fields, now: Fields) -> None:
        changed = {field for field in {*now, *base} if now.get(field) != base.get(field)}
        if SOURCE_TEXT in changed and SOURCE_TEXT in base:
            new_text(self._made, there, self._told.texts[guid_of(each)], self._told.tree)
        parent = guid_of(self._told.tree.parent(each))
        apply_changes(self._made.tree, there, each, changed - {SOURCE_TEXT}, parent, self._told.names)
        self._bring(there)

    def _describe(self, each: Element, base: Fields, now: Fields) -> None:
        """Update the description of an element from the memo that was made of it and edited here."""
        owner = self._made.tree.found.get(guid_of(each).removesuffix(DESCRIPTION))
        if owner is not None and base.get("PlainTextContent") != now.get("PlainTextContent"):
            set_description(self._made.tree, owner, each.findtext("PlainTextContent", ""))

    def _insert(self, each: Element) -> None:
        """Insert a new element, after its parent and whatever it refers to."""
        guid, parent = guid_of(each), self._told.tree.parent(each)
        if guid in self._made.tree.found or guid in self._seen or DESCRIPTION in guid:
            return
        self._seen.add(guid)
        if guid_of(parent):
            self._insert(parent)
            if guid_of(parent) not in self._made.tree.found:
                return
        new = copied(each)
        if each.tag in SELECTIONS and not self._placed(new, guid_of(parent)):
            return
        if each.tag == "TextSource":
            self._made.texts[guid] = self._told.texts[guid]
        tree = self._made.tree
        tree.put(tree.found[guid_of(parent)] if guid_of(parent) else tree.section(SECTIONS[each.tag]), new)
        self._bring(new)
        retyped(tree, new)
        self._refer(guid)

    def _refer(self, guid: str) -> None:
        """Add references to a new memo to existing elements, as ours have them."""
        for owner in self._referring.get(guid, ()):
            there = self._made.tree.found.get(owner)
            if there is not None and not _refers(there, guid):
                self._made.tree.put(there, Element("NoteRef", {"targetGUID": guid}))

    def _bring(self, there: Element) -> None:
        """Insert elements that an element refers to and only the study has."""
        ours, theirs = self._told.tree.found, self._made.tree.found
        for one in copied(there).iter():
            for value in one.attrib.values():
                if value in ours and value not in theirs:
                    self._insert(ours[value])

    def _placed(self, new: Element, source: str) -> bool:
        """Set the positions of a new selection in the other program's text; False if its words are not there."""
        text = self._made.texts.get(source)
        if text == self._told.texts.get(source):
            return True
        span = None if text is None else self._place(self._told.names[guid_of(new)], text)
        if span is None:
            self._made.unplaced.append(self._told.names[guid_of(new)])
            return False
        new.set("startPosition", str(span[0]))
        new.set("endPosition", str(span[1]))
        return True


def _refers(each: Element, note: str) -> bool:
    return any(one.get("targetGUID") == note for one in each.iterfind("NoteRef"))


def _carries(each: Element) -> bool:
    """Whether a selection exists for a coding, which brings it along."""
    return each.tag in SELECTIONS and each.find("Coding") is not None


def new_text(made: Merged, source: Element, text: str, ours: Tree) -> None:
    """Replace the text of a source that was corrected here; passages follow their words if these occur exactly once."""
    before = made.texts.get(guid_of(source), "")
    for each in source.findall("PlainTextSelection"):
        mine = ours.found.get(guid_of(each))
        quote = before[int(each.get("startPosition", "0")) : int(each.get("endPosition", "0"))]
        if mine is not None:
            span = mine.get("startPosition", ""), mine.get("endPosition", "")
        elif quote.strip() and text.count(quote) == 1:
            span = str(text.index(quote)), str(text.index(quote) + len(quote))
        else:
            made.unplaced.append(("selection", source.get("name", "")))
            made.tree.remove([guid_of(each)])
            continue
        each.set("startPosition", span[0])
        each.set("endPosition", span[1])
    source.attrib.pop("richTextPath", None)
    made.texts[guid_of(source)] = text


def _remove(made: Merged, gone: set[str]) -> None:
    """Remove elements, and selections that are left without any content."""
    tree = made.tree
    held = [
        guid_of(each)
        for each in tree.root.iter("PlainTextSelection")
        if any(guid_of(one) in gone for one in each.iterfind("Coding"))
    ]
    tree.remove(gone)
    for guid in gone:
        owner = tree.found.get(guid.removesuffix(DESCRIPTION))
        if guid.endswith(DESCRIPTION) and owner is not None:
            set_description(tree, owner, "")
    used = {each.get("targetGUID") for each in tree.root.iter()} | {each.get("originGUID") for each in tree.root.iter()}
    tree.remove([guid for guid in held if guid in tree.found and not len(tree.found[guid]) and guid not in used])
    for guid in made.texts.keys() - tree.found.keys():
        del made.texts[guid]


def _gone(foreign: Iterable[Foreign], told: Told, codebook: str) -> set[str]:
    """Elements of things that people deleted here, including codings of which a part was deleted."""
    there, gone = set(told.names.values()), set()
    for each in foreign:
        for link in each.links:
            of_codes = link.names[0] in ("code", "coding", "selection")
            if link.guid and link.names not in there and (each.codebook == codebook or not of_codes):
                gone.add(link.guid) if link.names[0] in REMOVED else None
    return gone


def _alike(first: Tree, second: Tree, texts: tuple[Mapping[str, str], Mapping[str, str]]) -> dict[str, str]:
    """Identifiers of the second file -> of the first, for equal elements in equal places.

    Some programs change all identifiers. `texts` are the texts of both files, by the identifiers of their elements.
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
    """The place and content of an element, without identifiers and paths."""
    parent = tree.parent(each)
    above = guid_of(parent)
    own = sorted((name, value) for name, value in each.attrib.items() if name not in GUID_ATTRIBUTES | _PATHS)
    inner = tuple(sorted((child.tag, "".join(child.itertext()).strip()) for child in each if not guid_of(child)))
    return found.get(above, above) or parent.tag, each.tag, (*own, inner, texts.get(guid_of(each), ""))
