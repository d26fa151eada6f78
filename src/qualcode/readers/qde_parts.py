"""Parts of a project's XML as records."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qualcode.model.project import ProjectCase, ProjectCode, ProjectCoding, ProjectSet


def synced(transcript: Element) -> Iterator[Element]:
    """Selections of a recording's transcript, whose ends are points of time with a position in the text."""
    place = {guid(each): each.get("position", "") for each in transcript.iterfind("SyncPoint")}
    for each in transcript.iterfind("TranscriptSelection"):
        start, end = (place.get(plain_guid(each.get(name, "")), "") for name in ("fromSyncPoint", "toSyncPoint"))
        own = Element("PlainTextSelection", {**each.attrib, "startPosition": start, "endPosition": end})
        own.extend(each)
        yield own


def code(each: Element) -> ProjectCode:
    """A code with those below it."""
    return ProjectCode(
        guid=guid(each),
        name=each.get("name", ""),
        codable=each.get("isCodable", "true") not in ("false", "0"),
        colour=each.get("color", ""),
        description=described(each),
        notes=targets(each, "NoteRef"),
        codes=tuple(map(code, each.iterfind("Code"))),
    )


def coding(each: Element) -> ProjectCoding:
    """A code on a selection."""
    code = targets(each, "CodeRef")
    return ProjectCoding(
        guid=guid(each),
        code=code[0] if code else "",
        user=plain_guid(each.get("creatingUser", "")),
        time=each.get("creationDateTime", ""),
        notes=targets(each, "NoteRef"),
    )


def case(each: Element) -> ProjectCase:
    """A respondent, or whatever else sources are about."""
    return ProjectCase(
        guid=guid(each),
        name=each.get("name", ""),
        values=values(each),
        sources=targets(each, "SourceRef"),
        selections=targets(each, "SelectionRef"),
    )


def values(parent: Element) -> dict[str, str]:
    """Variable -> value, those without a value left out."""
    found = {}
    for each in parent.iterfind("VariableValue"):
        variable = targets(each, "VariableRef")
        value = next((one.text for one in each if one.tag.endswith("Value") and one.text), "")
        if variable and value.strip():
            found[variable[0]] = value.strip()
    return found


def sets(parent: Element | None) -> tuple[ProjectSet, ...]:
    """All sets."""
    return () if parent is None else tuple(map(one_set, parent.iterfind("Set")))


def one_set(each: Element) -> ProjectSet:
    """A set; codebooks and projects name its codes by different attributes."""
    codes = tuple(plain_guid(one.get("targetGUID", one.get("guid", ""))) for one in each.iterfind("MemberCode"))
    others = Counter(one.tag for one in each)
    return ProjectSet(guid(each), each.get("name", ""), codes, others["MemberSource"] + others["MemberNote"])


def described(each: Element) -> str:
    """The description of an element; empty where there is none."""
    found = each.find("Description")
    return (found.text or "").strip() if found is not None else ""


def targets(each: Element, tag: str) -> tuple[str, ...]:
    """Identifiers that an element refers to."""
    return tuple(plain_guid(one.get("targetGUID", "")) for one in each.iterfind(tag))


def guid(each: Element) -> str:
    """Identifier of an element."""
    return plain_guid(each.get("guid", ""))


def plain_guid(guid: str) -> str:
    """An identifier in one form: braces and capitals are allowed, and mean nothing."""
    return guid.strip().strip("{}").lower()
