"""What QualCoder's importer does with a project, restated from its source (ccbogel/QualCoder, `refi.py`, 2026).

`ends` are the places where it stops with an exception, `loses` what it passes over: the rules, not the program.
"""

import zipfile
from collections import Counter
from io import BytesIO
from xml.etree import ElementTree

SPACE = "{urn:QDA-XML:project:1.0}"


def qualcoder(data: bytes) -> tuple[list[str], list[str]]:
    """Where the importer ends, and what it loses."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.rsplit("/", 1)[-1] for name in archive.namelist()}
        root = ElementTree.fromstring(archive.read("project.qde"))
    return list(ends(root, names)), list(loses(root))


def every(root, tag):
    return list(root.iter(f"{SPACE}{tag}"))


def stated(each):
    return each.get("creationDateTime") or each.get("modifiedDateTime")


def ends(root, names):
    if not root.get("origin"):
        yield "no origin"
    for tag in ("TextSource", "Transcript"):
        for each in every(root, tag):
            path = each.get("plainTextPath") or ""
            if not path.startswith("internal://") or path.removeprefix("internal://") not in names:
                yield f"{tag} {each.get('name')} has no text inside the file"
    for tag in ("Note", "Transcript"):
        yield from (f"{tag} {each.get('name')} has no time" for each in every(root, tag) if not stated(each))
    journals = [each.get("name") for each in every(root, "Note") if each.get("plainTextPath") and each.get("name")]
    yield from (f"two journals {name}" for name, count in Counter(journals).items() if count > 1)
    variables = [each.get("name") for each in every(root, "Variable")]
    yield from (f"two variables {name}" for name, count in Counter(variables).items() if count > 1)
    for each in every(root, "PlainTextSelection"):
        if not all((each.get(name) or "").isdigit() for name in ("startPosition", "endPosition")):
            yield f"a selection {each.get('guid')} without positions"


def loses(root):
    codes = every(root, "Code")
    named = Counter(each.get("name") for each in codes)
    yield from (f"codings of a second code {name}" for name, count in named.items() if count > 1)
    closed = {each.get("guid") for each in codes if each.get("isCodable") == "false"}
    notes = {each.get("guid"): each for each in every(root, "Note")}
    for selection in every(root, "PlainTextSelection"):
        codings = selection.findall(f"{SPACE}Coding")
        for coding in codings:
            reference = coding[0]
            if reference.tag != f"{SPACE}CodeRef" or reference.get("targetGUID") in closed:
                yield f"the code of {coding.get('guid')}"
            if {coding.get("creatingUser"), selection.get("creatingUser")} - {None} != {selection.get("creatingUser")}:
                yield f"who gave {coding.get('guid')}"
            for note in coding.findall(f"{SPACE}NoteRef"):
                text = notes[note.get("targetGUID")].findtext(f"{SPACE}PlainTextContent") or ""
                if text not in (selection.findtext(f"{SPACE}Description") or ""):
                    yield f"the memo of {coding.get('guid')}"
        if len(codings) > 1:
            yield f"coders of further codes of {selection.get('guid')}"
    for each in root.iter():
        for name in ("creationDateTime", "modifiedDateTime"):
            if each.get(name) and not each.get(name).endswith("Z"):
                yield f"the time {each.get(name)} becomes one that is none"
    yield from (f"a case {each.get('guid')}" for each in every(root, "Case") if not each.get("name"))
