"""Files for the fuzz run: real ones of every format, changed at random, and piles of the format's own words.

`fuzzed(seed, number)` gives the same file at every call, so that whatever goes wrong can be looked at again.
"""

import copy
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from qualcode.export.package import repack
from qualcode.readers import READERS
from readers.hostile import pdf
from readers.written import FORMATS

SAID = [("Pewawancara", "Apa kendalanya, Bu?"), ("Informan 1", "Sinyal belum ada & lambat.")] * 6


def _dateless(data: bytes) -> bytes:
    """A document without the day on which it was made: the same seeds every day."""
    if not data.startswith(b"PK"):
        return data
    return repack(data, lambda _, part: _DAY.sub(b"2000-01-01T00:00:00", part))


SEEDS = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "fixtures").iterdir())}
_DAY = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
SEEDS |= {name: _dateless(write(SAID)) for name, write in FORMATS.items()}
SEEDS["drawn.pdf"] = pdf(b"BT /F 12 Tf 72 700 Td (P: Apa kendalanya?) Tj 0 -20 Td (I: Sinyal.) Tj ET", pages=2)
ENDINGS = [ending for reader in READERS.values() for ending in reader.endings]
WORDS: dict[str, list[bytes]] = {
    "text": rb"P: |Informan 1:|[tertawa]|00:01:02|**K:** |Speaker 1  00:01:02|# |> |- |* |---|```|\|".split(b"|"),
    "sheet": b'speaker,text\n|,|;|\t|"|""|\r\n|P|12:30|session|=1+1|, ,|"a\nb"'.split(b"|"),
    "cues": b"WEBVTT\n\n|00:01.000 --> 00:02.000\n|1\n|00:00:01,000 --> 00:00:02,000\n|<v A>|</v>|NOTE|::".split(b"|"),
    "tree": b"<p>|</p>|<table>|<tr>|<td colspan=99999999>|<b>|<br>|&amp;|&#9999999;|&e;|<!--|]]>|<![CDATA[".split(b"|"),
    "json": rb'[|]|{|}|"text":|"speaker":|"start":|1e999|-1|null|"\ud800"|"a"|,|:|{"segments":'.split(b"|"),
    "rtf": rb"{\rtf1 |{|}|\par |\b |\u-10179?|\u99999?|\'e9|\bin9 |\intbl |\cell |\row |\*|\deleted |\uc9 ".split(b"|"),
}  # fmt: skip
VOCABULARY = {
    ".json": "json", ".rtf": "rtf", ".html": "tree", ".htm": "tree", ".eaf": "tree", ".vtt": "cues", ".srt": "cues",
    ".csv": "sheet", ".tsv": "sheet", ".tab": "sheet",
}  # fmt: skip
_ODD = (
    b"\xff\xff\xff\xff",
    bytes(4),
    b"<<<<",
    b"{{{{",
    b"\\\\",
    b"9999",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xff\xfe",
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7", "utf-8-sig", "shift_jis")
_NUMBERS = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"0.0000001", b"NaN")
_MOST = 300_000
"""Bytes to which a file may grow: what is large on purpose is in `hostile.py`."""


def fuzzed(seed: int, number: int) -> tuple[str, bytes]:
    """Name and bytes of one file of a run."""
    draw = random.Random(f"{seed} {number}")
    if draw.random() < 0.15:
        ending = draw.choice(ENDINGS)
        return f"{number}{ending}", _piled(draw, ending)
    name = draw.choice(sorted(SEEDS))
    data = SEEDS[name]
    if data.startswith(b"PK") and draw.random() < 0.75:
        data = _inside_archive(draw, data)
    elif data.startswith(b"%PDF") and draw.random() < 0.5:
        data = _inside_pdf(draw, data)
    elif name.endswith((".eaf", ".json")) and draw.random() < 0.7:
        data = (_other_tree if name.endswith(".eaf") else _other_values)(draw, data)
    else:
        data = _changed(draw, data)
    ending = draw.choice(ENDINGS) if draw.random() < 0.04 else Path(name).suffix
    return f"{number}-{Path(name).stem}{ending}", data


def _changed(draw: random.Random, data: bytes) -> bytes:
    """Some changes, one after the other."""
    for _ in range(draw.choice([1, 1, 2, 4, 8, 30])):
        if not data:
            break
        data = draw.choices(_CHANGES, _WEIGHTS)[0](draw, data)[:_MOST]
    return data


def _turned_bit(draw: random.Random, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


def _cut_out(draw: random.Random, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + data[place + draw.choice([1, 4, 50, 1000]) :]


def _cut_off(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randrange(len(data))]


def _put_in(draw: random.Random, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + draw.randbytes(draw.choice([1, 4, 50])) + data[place:]


def _repeated(draw: random.Random, data: bytes) -> bytes:
    place, other = draw.randrange(len(data)), draw.randrange(len(data))
    piece = data[other : other + draw.choice([5, 100, 2000])]
    return data[:place] + piece * draw.choice([1, 1, 1, 20, 2000]) + data[place:]


def _odd(draw: random.Random, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + draw.choice(_ODD) + data[place + 4 :]


def _other_number(draw: random.Random, data: bytes) -> bytes:
    found = [match.span() for match in re.finditer(rb"\d+", data)]
    if not found:
        return data
    start, end = draw.choice(found)
    return data[:start] + draw.choice(_NUMBERS) + data[end:]


def _word(draw: random.Random, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + draw.choice(WORDS[draw.choice(sorted(WORDS))]) + data[place:]


def _spliced(draw: random.Random, data: bytes) -> bytes:
    other = SEEDS[draw.choice(sorted(SEEDS))]
    return data[: draw.randrange(len(data))] + other[draw.randrange(len(other)) :]


def _other_encoding(draw: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")


def _other_line_ends(draw: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", draw.choice([b"\r\n", b"\r", b"\n\r", b"\x0b", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8"]))


_Change = Callable[[random.Random, bytes], bytes]
_CHANGES: tuple[_Change, ...] = (
    _turned_bit, _cut_out, _cut_off, _put_in, _repeated, _odd, _other_number, _word, _spliced, _other_encoding,
    _other_line_ends,
)  # fmt: skip
_WEIGHTS = (6, 5, 1, 5, 4, 4, 5, 5, 1, 1, 1)


def _piled(draw: random.Random, ending: str) -> bytes:
    """Words of the format in any order, without a real file behind them."""
    own = WORDS[VOCABULARY.get(ending, "text")]
    words = [*own, *own, *WORDS["text"], b"saya", b"a", b" ", b"\n", b"\n\n", b"\xc3\xa9"]
    piled = b"".join(draw.choices(words, k=draw.choice([3, 30, 300, 3000])))
    head = {".rtf": rb"{\rtf1 ", ".vtt": b"WEBVTT\n\n", ".eaf": b"<ANNOTATION_DOCUMENT>", ".json": b"["}
    return head.get(ending, b"") + piled if draw.random() < 0.7 else piled


def _inside_archive(draw: random.Random, data: bytes) -> bytes:
    """Change one part of an archive, which the compression would otherwise hide."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        chosen = draw.choice([name for name in names if name.endswith(("document.xml", "content.xml", "sheet1.xml"))])
        chosen = draw.choice([chosen, chosen, draw.choice(names)])
    change = _other_tree if draw.random() < 0.7 and chosen.endswith((".xml", ".rels")) else _changed
    return repack(data, lambda name, part: change(draw, part) if name == chosen else part)


def _other_tree(draw: random.Random, data: bytes) -> bytes:
    """XML that is well-formed still, and no longer what its format says: pieces gone, doubled, moved, renamed."""
    root = etree.fromstring(data, etree.XMLParser(recover=True)) if data else None
    if root is None:
        return _changed(draw, data)
    for _ in range(draw.choice([1, 2, 5, 20])):
        nodes = list(root.iter(etree.Element))
        node, other = draw.choice(nodes), draw.choice(nodes)
        change = draw.randrange(6)
        if change == 0 and node.getparent() is not None:
            node.getparent().remove(node)
        elif change == 1 and len(nodes) < 20_000:
            other.extend([copy.deepcopy(node) for _ in range(draw.choice([1, 2, 50]))])
        elif change == 2:
            node.tag = other.tag
        elif change == 3 and node.attrib:
            node.set(draw.choice(sorted(node.attrib)), draw.choice([*_NUMBERS, b"", b"x" * 5000]).decode())
        elif change == 4:
            node.attrib.update(other.attrib)
        else:
            node.text = draw.choice(["", " ", "P: ", "Informan 1: ya", "\n", "\u2028", "x" * 5000, other.text])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _other_values(draw: random.Random, data: bytes) -> bytes:
    """JSON of another shape: values replaced by others, lists repeated."""
    said = json.loads(data)
    for _ in range(draw.choice([1, 3, 10])):
        holders = [each for each in _holders(said) if each]
        if not holders:
            break
        holder, other = draw.choice(holders), draw.choice(holders)
        key = draw.choice(sorted(holder) if isinstance(holder, dict) else range(len(holder)))
        odd = ["", "a", None, True, -1, 1e308, 10**30, float("nan"), [], {}, ["P: ya"], {"text": 3}, "\ud800", "\x00"]
        holder[key] = draw.choice([*odd, copy.deepcopy(other)])
    return json.dumps(said).encode()


def _holders(value: object) -> list:
    """Every list and object in a value."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, (dict, list)) else []
    return own + [each for part in inside for each in _holders(part)]


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _inside_pdf(draw: random.Random, data: bytes) -> bytes:
    """Change what is drawn on a page, or a font, under its compression; the list of places in the file is off then."""
    streams = list(_STREAM.finditer(data))
    chosen = draw.choice(streams)
    try:
        drawn = zlib.decompress(chosen[1])
    except zlib.error:
        return _changed(draw, data)
    return data[: chosen.start(1)] + zlib.compress(_changed(draw, drawn)) + data[chosen.end(1) :]
