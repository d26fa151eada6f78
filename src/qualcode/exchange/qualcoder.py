"""What QualCoder needs beyond the standard: times in every project, the rest for `export project --for qualcoder`.

Its importer stops at a memo or a transcript of a recording without a time, at two journals or two variables of one
name, and at a text that is not in the file. It takes the coder, time and memo of a coding from its selection, reads one
coding for each selection, and identifies codes by their names.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from copy import deepcopy
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element

from qualcode.exchange.changes import set_description
from qualcode.exchange.merge import Merged
from qualcode.exchange.project_out import NO_TIME, utc
from qualcode.exchange.refi_tree import Tree, guid_of

PROGRAMS = ("qualcoder",)
"""Programs for which a project can be written."""
_TIMES = ("creationDateTime", "modifiedDateTime")


def give_times(tree: Tree) -> int:
    """Give memos and transcripts without a time that of what they belong to, else of the project; count them."""
    owners = {ref.get("targetGUID", ""): tree.parent(ref) for ref in tree.root.iter("NoteRef")}
    bare = [each for each in tree.root.iter() if each.tag in ("Note", "Transcript") and not _stated(each)]
    for each in bare:
        beside = owners.get(guid_of(each)) if each.tag == "Note" else tree.parent(each)
        stated = next((time for one in (beside, tree.root) if one is not None and (time := _stated(one))), "")
        each.set("creationDateTime", utc(stated) or NO_TIME)
    return len(bare)


def _stated(each: Element) -> str:
    return each.get("creationDateTime") or each.get("modifiedDateTime") or ""


def for_qualcoder(made: Merged) -> None:
    """Adapt a project so that QualCoder imports everything that it can represent."""
    tree = made.tree
    _times(tree)
    _texts(made)
    for each in list(tree.root.iter("PlainTextSelection")):
        _memo_of_selection(tree, each, made)
    for each in list(tree.root.iter("PlainTextSelection")):
        _one_coding(tree, each)
    _codes(tree)
    _each_its_name(tree.root.iterfind("Variables/Variable"), "attribute")
    _each_its_name(tree.root.iterfind("Cases/Case"), "case")
    _each_its_name((each for each in tree.root.iterfind("Notes/Note") if each.get("plainTextPath")), "journal")


def _times(tree: Tree) -> None:
    """Times in UTC."""
    for each in tree.root.iter():
        for name in _TIMES:
            if each.get(name):
                each.set(name, utc(each.get(name, "")) or NO_TIME)


def _texts(made: Merged) -> None:
    """Include every text in the file, an empty one if the project has none."""
    for each in made.tree.root.iter():
        if each.tag in ("TextSource", "Transcript", "Representation") and guid_of(each) not in made.texts:
            made.texts[guid_of(each)] = ""
            each.set("plainTextPath", f"internal://{guid_of(each)}.txt")


def _memo_of_selection(tree: Tree, each: Element, made: Merged) -> None:
    """Repeat the memos of a selection and its codings in its description."""
    notes = [ref.get("targetGUID", "") for ref in each.iter("NoteRef")]
    said = [each.findtext("Description", ""), *(_note(tree, guid, made) for guid in notes)]
    text = "\n".join(dict.fromkeys(one.strip() for one in said if one.strip()))
    if text:
        set_description(tree, each, text)


def _note(tree: Tree, guid: str, made: Merged) -> str:
    note = tree.found.get(guid)
    return "" if note is None else made.texts.get(guid, note.findtext("PlainTextContent", ""))


def _one_coding(tree: Tree, each: Element) -> None:
    """A selection for each coding, with its coder and time."""
    codings = each.findall("Coding")
    for coding in codings[1:]:
        tree.take(coding)
        own = Element(each.tag, {**each.attrib, "guid": str(uuid5(UUID(guid_of(each)), guid_of(coding)))})
        own.extend(deepcopy(child) for child in each if child.tag == "Description")
        own.append(coding)
        tree.put(tree.parent(each), own)
        _as_coded(own, coding)
    if codings:
        _as_coded(each, codings[0])


def _as_coded(selection: Element, coding: Element) -> None:
    for name in ("creatingUser", "creationDateTime"):
        if coding.get(name):
            selection.set(name, coding.get(name, ""))


def _codes(tree: Tree) -> None:
    """Make codes with codings codable, and all names of codes distinct."""
    used = {each.get("targetGUID") for each in tree.root.iter("CodeRef")}
    for each in tree.root.iter("Code"):
        codable = guid_of(each) in used or each.get("isCodable") in ("true", "1")
        each.set("isCodable", "true" if codable else "false")
    _each_its_name(tree.root.iter("Code"), "code", lambda each: tree.parent(each).get("name", ""))


def _each_its_name(
    elements: Iterable[Element], unnamed: str, apart: Callable[[Element], str] = lambda each: ""
) -> None:
    """Make names distinct: add what tells two elements apart, else a number."""
    every = list(elements)
    for each in every:
        each.set("name", each.get("name", "").strip() or unnamed)
    taken = Counter(each.get("name", "").casefold() for each in every)
    for each in every:
        name, more = each.get("name", ""), apart(each)
        if taken[name.casefold()] > 1:
            taken[name.casefold()] -= 1
            names = [*([f"{name} ({more})"] if more else []), *(f"{name} ({at})" for at in range(2, len(every) + 3))]
            each.set("name", next(one for one in names if not taken[one.casefold()]))
            taken[each.get("name", "").casefold()] += 1
