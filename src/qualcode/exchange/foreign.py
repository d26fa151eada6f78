"""Files of other programs, kept as they came in `foreign/FILE/` of a corpus: the base of what goes back to them.

`project.qde` is the file's XML, one element a line; `parts/` are the files beside it, named by their hashes;
`index.jsonl` says which of its elements became what in the study, and what that looked like then.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

import msgspec

from qualcode.exchange.positions import Convention, Scale
from qualcode.exchange.project import Names
from qualcode.exchange.refi_read import bare_name, decoded
from qualcode.exchange.refi_tree import Tree, guid_of, read_tree, texts_of, tree_bytes
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.readers.archive import Unreadable
from qualcode.store.append import parse_lines
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.store.study import OpenStudy

FOREIGN_FORMAT = 1
"""Newest format of these folders that this version reads and writes."""
_INDEX, _XML, _PARTS = "index.jsonl", "project.qde", "parts"
_ENCODER = msgspec.json.Encoder()
Fields = Mapping[str, str]
"""What an element says: field -> a short hash of its value."""


@dataclass(frozen=True)
class Link:
    """One thing of the study, and the element that it came from or is told by."""

    names: Names
    """The thing, as `Guids` names it."""
    guid: str = ""
    """The element; empty: the file has none for it."""
    base: Fields | None = None
    """What we would have told of it right after the import; None: the study had it before, and says what it is."""


@dataclass(frozen=True)
class Foreign:
    """One file of another program."""

    name: str
    """Folder, which has the file's name."""
    root: Element
    """Its XML."""
    parts: Mapping[str, bytes] = field(repr=False)
    """The other files in it, by their names in small letters."""
    links: Sequence[Link] = ()
    """What became of its elements."""
    ways: Mapping[str, Convention] = field(default_factory=dict)
    """Text -> how its positions are counted."""
    codebook: str = ""
    """Name of the codebook with its codes."""
    codebook_file: str = ""
    """That codebook, as users write it."""
    time: str = ""
    """When it was imported."""

    @property
    def sha256(self) -> str:
        """Hash of the XML."""
        return sha256_bytes(tree_bytes(self.root))


def keep(study: OpenStudy, kept: Foreign) -> bool:
    """Write a file of another program into the study; False if it is there already, whatever happened to it since."""
    if any(each.sha256 == kept.sha256 for each in read_foreign(study)):
        return False
    folder = study.layout.foreign(study.name) / kept.name
    if folder.exists():
        raise AssertionError("what other programs wrote is never replaced")
    hashes = {name: sha256_bytes(data) for name, data in kept.parts.items()}
    for name, data in kept.parts.items():
        write_bytes(folder / _PARTS / _stored(name, hashes[name]), data)
    write_bytes(folder / _XML, tree_bytes(kept.root))
    head = {"format": FOREIGN_FORMAT, "time": kept.time, "codebook": kept.codebook, "codebook_file": kept.codebook_file}
    lines = [
        {**head, "sha256": kept.sha256},
        *({"part": name, "sha256": sha256} for name, sha256 in sorted(hashes.items())),
        *({"text": guid, "positions": asdict(way)} for guid, way in sorted(kept.ways.items())),
        *({key: value for key, value in _link(each) if value not in ("", None)} for each in kept.links),
    ]
    write_bytes(folder / _INDEX, _ENCODER.encode_lines(lines))
    return True


def _link(each: Link) -> list[tuple[str, object]]:
    return [("is", each.names), ("guid", each.guid), ("base", each.base)]


def _stored(name: str, sha256: str) -> str:
    return f"{sha256[:20]}{PurePosixPath(name).suffix}"


def free_name(study: OpenStudy, file: str) -> str:
    """A new folder name for a file: its own name, with a number if that is taken."""
    stem = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in PurePosixPath(file).stem).strip(" .")
    stem = stem.encode()[:100].decode(errors="ignore") or "project"
    there = {each.name.casefold() for each in _folders(study)}
    names = (stem, *(f"{stem} ({number})" for number in range(2, len(there) + 3)))
    return next(each for each in names if each.casefold() not in there)


def _folders(study: OpenStudy) -> list[Path]:
    folder = study.layout.foreign(study.name)
    return [each for each in folder.iterdir() if (each / _INDEX).is_file()] if folder.is_dir() else []


def read_foreign(study: OpenStudy) -> list[Foreign]:
    """All files of other programs, in the order of their import.

    Raises:
        StudyError: a file of theirs is damaged or newer than this version: going on would lose what they hold.
    """
    read = [_read(study, folder) for folder in _folders(study)]
    return sorted(read, key=lambda each: (each.time, each.name))


def _read(study: OpenStudy, folder: Path) -> Foreign:
    name = study.layout.relative(folder / _INDEX)
    lines, findings = parse_lines(name, read_bytes(folder / _INDEX))
    head = lines[0][1] if lines else {}
    if findings or head.get("format") != FOREIGN_FORMAT:
        hint = "take it from a backup or from git, or update qualcode"
        raise StudyError(*findings, *study_error("bad-format", "this file cannot be read", hint, name).findings)
    try:
        root, _ = read_tree(read_bytes(folder / _XML))
    except (Unreadable, OSError):
        hint = "take it from a backup or from git"
        name = study.layout.relative(folder / _XML)
        raise study_error("bad-xml", "this file cannot be read", hint, name) from None
    said = [line for _, line in lines[1:]]
    stored = {line["part"]: folder / _PARTS / _stored(line["part"], line["sha256"]) for line in said if "part" in line}
    return Foreign(
        folder.name,
        root,
        {part: read_bytes(path) for part, path in stored.items() if path.is_file()},
        [Link(tuple(line["is"]), line.get("guid", ""), line.get("base")) for line in said if "is" in line],
        {line["text"]: Convention(**line["positions"]) for line in said if "text" in line},
        head.get("codebook", ""),
        head.get("codebook_file", ""),
        head.get("time", ""),
    )


def check_foreign(study: OpenStudy) -> Iterator[Finding]:
    """An error for each file that is missing or differs from what was imported."""
    for folder in _folders(study):
        lines, _ = parse_lines("", read_bytes(folder / _INDEX))
        wanted = {
            _PARTS + "/" + _stored(line["part"], line["sha256"]): line["sha256"] for _, line in lines if "part" in line
        }
        if lines:
            wanted[_XML] = lines[0][1].get("sha256", "")
        for name, sha256 in wanted.items():
            path = folder / name
            if not path.is_file() or sha256_bytes(read_bytes(path)) != sha256:
                message = "what another program wrote is missing or was changed, and cannot go back to it as it came"
                hint = "take it from a backup or from git, or import the project again"
                yield Finding("error", "foreign-changed", message, study.layout.relative(path), hint=hint)


ONLY_THERE = {
    "links": ("link", "links"),
    "graphs": ("graph", "graphs"),
    "pictures": ("picture", "pictures"),
    "pdfs": ("PDF", "PDFs"),
    "recordings": ("recording", "recordings"),
    "areas": ("coded area", "coded areas"),
    "stretches": ("coded stretch of time", "coded stretches of time"),
    "whole": ("code on a whole source", "codes on whole sources"),
    "rich": ("formatted text", "formatted texts"),
    "sets": ("set of sources or notes", "sets of sources or notes"),
}
"""What only another program understands -> how one and many are called."""


def only_there(root: Element) -> dict[str, int]:
    """How much of each kind a file has that only the other program understands."""
    counts: Counter[str] = Counter()
    kinds = {"Link": "links", "Graph": "graphs", "PictureSource": "pictures", "PDFSource": "pdfs"}
    kinds |= {"AudioSource": "recordings", "VideoSource": "recordings", "PictureSelection": "areas"}
    kinds |= {"PDFSelection": "areas", "AudioSelection": "stretches", "VideoSelection": "stretches"}
    for each in root.iter():
        if each.tag in kinds:
            counts[kinds[each.tag]] += 1
        elif each.tag == "Set" and (each.find("MemberSource") is not None or each.find("MemberNote") is not None):
            counts["sets"] += 1
        counts["whole"] += len(each.findall("Coding")) if each.tag.endswith(("Source", "Representation")) else 0
        counts["rich"] += "richTextPath" in each.attrib
    return {kind: counts[kind] for kind in ONLY_THERE if counts[kind]}


def counted_in_code_points(kept: Foreign) -> tuple[Tree, dict[str, str]]:
    """The tree with all positions in code points, and their texts, with LF line ends and without a byte order mark.

    Each text is a file of its own, named by the identifier of its element. If points of time have positions, line ends
    stay as they are: another program compares these numbers.
    """
    tree, texts = Tree(kept.root), {}
    for each in list(texts_of(tree.root)):
        text = _text(each, kept.parts)
        if text is None or not guid_of(each):
            continue
        same = each.tag == "Note" or each.find("SyncPoint") is not None
        scale = Scale(text)
        if each.tag != "Note":
            _recount(each, scale, kept.ways.get(guid_of(each), Convention()), same)
            inline = each.find("PlainTextContent")
            if inline is not None:
                tree.take(inline)
        texts[guid_of(each)] = text if same else scale.text
        if each.find("PlainTextContent") is None:
            each.set("plainTextPath", f"internal://{guid_of(each)}.txt")
    return tree, {guid: text for guid, text in texts.items() if tree.found[guid].get("plainTextPath")}


def _text(each: Element, parts: Mapping[str, bytes]) -> str | None:
    """The text of an element without a byte order mark; None if it is missing."""
    inline = each.find("PlainTextContent")
    if inline is not None and (inline.text or not each.get("plainTextPath")):
        return (inline.text or "").removeprefix("\ufeff")
    found = decoded(parts.get(bare_name(each.get("plainTextPath", "")), b"\0"))
    return None if found is None else found[0]


def _recount(each: Element, scale: Scale, way: Convention, same: bool) -> None:
    """Positions of the selections and points of time of a text, in code points; `same`: its line ends stay."""
    for one in each.iter("PlainTextSelection"):
        span = scale.span(_number(one, "startPosition"), _number(one, "endPosition"), way)
        for name, at in zip(("startPosition", "endPosition"), span or (), strict=False):
            one.set(name, str(scale.raw(at) if same else at))
    for one in each.iterfind("SyncPoint"):
        span = scale.span(0, _number(one, "position"), way)
        if span is not None:
            one.set("position", str(scale.raw(span[1])))


def _number(each: Element, name: str) -> int:
    """A position; -1, which is outside every text, if there is none."""
    try:
        return int(each.get(name, ""))
    except ValueError:
        return -1
