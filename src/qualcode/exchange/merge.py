"""What goes back to other programs: what they wrote, and in it what became otherwise in the study.

Three states are compared: an element as it came, what we would have told of it right after the import, and what we tell
now. What did not change here stays as it came, to the letter; what is new here is added; what is gone here is removed,
with all that refers to it.
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
"""Behind an identifier: the description of that element, which is a memo here."""
REMOVED = ("code", "coding", "transcript", "memo")
"""Things that people take out here; of others their lack means nothing."""
SELECTIONS = ("PlainTextSelection",)
"""Elements of ours that stand on words of a text."""
SOURCE_TEXT = "text"
"""Field of a source: its words."""
_PATHS = frozenset({"path", "currentPath", "plainTextPath", "richTextPath"})
_Key = tuple[str, str, tuple[object, ...]]
Place = Callable[[Names, str], tuple[int, int] | None]
"""Where words of a transcript stand in a text that came from another program; None: they are not in it."""


@dataclass(frozen=True)
class Told:
    """A study as we tell it."""

    tree: Tree
    """Its elements, which have the identifiers of what they came from."""
    names: Mapping[str, Names]
    """Identifier -> what it stands for."""
    texts: Mapping[str, str]
    """Text, by the identifier of its source -> what it says."""
    further: frozenset[Names] = frozenset()
    """Things that an element says beside another one."""

    def fields(self, each: Element) -> Fields:
        """What an element says; of a source also its words."""
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
    """Identifiers that things of the study came with."""

    guids: Mapping[Names, str]
    """Thing -> the element that it came from."""
    further: frozenset[Names] = frozenset()
    """Things that are a part of what the same element says: its coding in a second turn, its second code."""


def known_guids(foreign: Sequence[Foreign], there: Iterable[Names]) -> KnownGuids:
    """Find the identifiers of things, where all that an element became is still there."""
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
    """Put together what other programs wrote and what the study says now; `codebook` is that of the study's codes."""
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
    """All files as one: shared elements are taken from the first file, plus what only the others refer to."""
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
    """Add what only the second file has; selections of a text that says something else there have no place."""
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
    """The part of the project in which an element stands."""
    path = []
    while each is not tree.root:
        each = tree.parent(each)
        path.append(each.tag)
    return "/".join(reversed(path[:-1]))


class _Update:
    """Brings in what is new or otherwise here; what new elements refer to comes with them."""

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
        """Go through all that the study says."""
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
        """Let the description of an element say what a memo says that was made of it and edited here."""
        owner = self._made.tree.found.get(guid_of(each).removesuffix(DESCRIPTION))
        if owner is not None and base.get("PlainTextContent") != now.get("PlainTextContent"):
            set_description(self._made.tree, owner, each.findtext("PlainTextContent", ""))

    def _insert(self, each: Element) -> None:
        """Put a new element in, after what it stands in and what it refers to."""
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
        """Let elements that are there refer to a new memo, where ours do."""
        for owner in self._referring.get(guid, ()):
            there = self._made.tree.found.get(owner)
            if there is not None and not _refers(there, guid):
                self._made.tree.put(there, Element("NoteRef", {"targetGUID": guid}))

    def _bring(self, there: Element) -> None:
        """Put in what an element of the tree refers to and only the study has."""
        ours, theirs = self._told.tree.found, self._made.tree.found
        for one in copied(there).iter():
            for value in one.attrib.values():
                if value in ours and value not in theirs:
                    self._insert(ours[value])

    def _placed(self, new: Element, source: str) -> bool:
        """Say where a new selection stands in the text as the other program has it."""
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
    """Whether a selection is there for a coding, which brings it."""
    return each.tag in SELECTIONS and each.find("Coding") is not None


def new_text(made: Merged, source: Element, text: str, ours: Tree) -> None:
    """Give a source that was corrected here its new words; passages follow theirs, where these are still there once."""
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
    """Take elements out, and selections that have nothing left to say."""
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
    """Elements of what people took out here; a coding that is part gone, and selections left empty, go as well."""
    there, gone = set(told.names.values()), set()
    for each in foreign:
        for link in each.links:
            of_codes = link.names[0] in ("code", "coding", "selection")
            if link.guid and link.names not in there and (each.codebook == codebook or not of_codes):
                gone.add(link.guid) if link.names[0] in REMOVED else None
    return gone


def _alike(first: Tree, second: Tree, texts: tuple[Mapping[str, str], Mapping[str, str]]) -> dict[str, str]:
    """Identifiers of the second file -> of the first, for elements that say the same in the same place.

    Some programs make all identifiers anew. `texts` are the texts of both files, by the identifiers of their elements.
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
