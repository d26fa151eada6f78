"""Two projects side by side: what one of them says and the other does not, element by element, to the letter.

Written anew for these tests: it shares no code with the importer. Not told apart: the order of siblings, where in the
zip a text lies, its line ends and mark, how positions are counted (passages are compared by their words), the case of
identifiers, and an instant written in another time zone.
"""

import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

PLACES = {"plainTextPath", "startPosition", "endPosition"}
GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)


def lines(data: bytes) -> Counter[str]:
    """A line for each element: the elements around it, its attributes, its words."""
    archive = zipfile.ZipFile(BytesIO(data))
    files = {name.rsplit("/", 1)[-1].lower(): archive.read(name) for name in archive.namelist()}
    root = ElementTree.fromstring(files.pop("project.qde"))
    wide = "NVivo" in root.get("origin", "")
    found: Counter[str] = Counter()

    def walk(each: ElementTree.Element, above: str, text: str | None) -> None:
        tag = each.tag.rpartition("}")[2]
        said = [f"{key.rpartition('}')[2]}={plain(key, value)}" for key, value in sorted(each.attrib.items())]
        said = [one for one in said if one.split("=")[0] not in {*PLACES, "origin"}]
        if "startPosition" in each.attrib:
            said.append(f"words={passage(text, each, wide)!r}")
        inline = each.find("{*}PlainTextContent")
        own = words(each, inline, files)
        if own is not None:
            said.append(f"text={even(own)!r}")
        for key in ("path", "richTextPath"):
            name = each.get(key, "").rsplit("/", 1)[-1].lower()
            if name in files:
                said.append(f"{key} holds {files[name]!r}")
        content = (each.text or "").strip() if tag not in ("PlainTextContent",) else ""
        line = f"{above}/{tag} {' '.join(said)} {content}".strip()
        if tag != "PlainTextContent":
            found[line] += 1
        name = each.get("guid") or each.get("targetGUID") or ""
        for child in each:
            walk(child, f"{above}/{tag}({plain('guid', name)})", own if own is not None else text)

    walk(root, "", None)
    return found


def plain(key: str, value: str) -> str:
    if "DateTime" in key:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(UTC).isoformat()
    return GUID.sub(lambda match: match[1].lower(), value)


def words(each: ElementTree.Element, inline: ElementTree.Element | None, files: dict[str, bytes]) -> str | None:
    path = each.get("plainTextPath", "").rsplit("/", 1)[-1].lower()
    if inline is None and path not in files:
        return None
    text = (inline.text or "") if inline is not None else files[path].decode()
    return text.removeprefix("\ufeff")


def even(text: str) -> str:
    return text.replace("\r\n", "\n")


def passage(text: str | None, each: ElementTree.Element, wide: bool) -> str:
    start, end = int(each.get("startPosition", "")), int(each.get("endPosition", ""))
    if not wide:
        return even((text or "")[start:end])
    units = (text or "").encode("utf-16-le")
    return even(units[2 * start : 2 * end].decode("utf-16-le"))


def compared(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Lines of the first project that the second lacks, and lines of the second that the first lacks."""
    one, other = lines(before), lines(after)
    return sorted((one - other).elements()), sorted((other - one).elements())
