"""Files that try to break a reader, made when needed; run as a program it reads one and says what that cost.

python hostile.py CASE        one line of JSON: turns, errors, effort (CPU time beside that of a fixed loop, so that a
                              slow machine asks no more), megabytes of memory beyond the file
"""

import io
import json
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
MEGA = 1_000_000

LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + LAUGHS + b"]>"
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
DOCUMENTS = {
    "docx": ("pandoc-talk.docx", "word/document.xml"),
    "odt": ("office-talk.odt", "content.xml"),
    "xlsx": ("office-sheet.xlsx", "xl/worksheets/sheet1.xml"),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(form: str, change: Callable[[bytes], bytes], part: str = "") -> bytes:
    """A real document with its main part, or another one, changed."""
    name, main = DOCUMENTS[form]
    parts = unzipped((FIXTURES / name).read_bytes())
    return zipped(parts | {part or main: change(parts[part or main])})


def after_declaration(what: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml[: xml.index(b"?>") + 2] + what + xml[xml.index(b"?>") + 2 :]


def _documents() -> dict[str, Callable[[], bytes]]:
    found: dict[str, Callable[[], bytes]] = {}
    for form, (name, _) in DOCUMENTS.items():
        whole = (FIXTURES / name).read_bytes()
        found |= {
            f"entities.{form}": lambda form=form: changed(form, after_declaration(BOMB)),
            f"outside.{form}": lambda form=form: changed(form, after_declaration(OUTSIDE)),
            f"deep.{form}": lambda form=form: changed(form, lambda _: b"<a>" * MEGA + b"</a>" * MEGA),
            f"spaces.{form}": lambda form=form: changed(form, lambda _: b" " * 190 * MEGA),
            f"unpacks.{form}": lambda form=form: changed(form, lambda _: b" " * 300 * MEGA),
            f"cut.{form}": lambda whole=whole: whole[:-300],
            f"password.{form}": lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(500),
            f"old.{form}": lambda: OLE,
            f"outward.{form}": lambda: zipped({"../../../../evil.txt": b"x"}),
            f"many.{form}": lambda: zipped({f"f{n}": b"" for n in range(30_000)}),
            f"text.{form}": lambda: b"P: halo",
            f"bytes.{form}": lambda: random.Random(1).randbytes(100_000),
        }
    return found


def _texts() -> dict[str, Callable[[], bytes]]:
    found: dict[str, Callable[[], bytes]] = {}
    for form in ("txt", "md", "vtt", "srt", "csv"):
        found |= {
            f"line.{form}": lambda: b"kata " * MEGA,
            f"word.{form}": lambda: b"a" * 5 * MEGA,
            f"labels.{form}": lambda: b"P: a " * MEGA,
            f"brackets.{form}": lambda: b"[" * 5 * MEGA,
            f"stars.{form}": lambda: b"*a " * (MEGA + MEGA // 2),
            f"quotes.{form}": lambda: b'"' * (5 * MEGA - 1),
            f"blank.{form}": lambda: b" " * 5 * MEGA + b"x",
            f"links.{form}": lambda: b"[a](b.c) " * (MEGA // 2),
            f"digits.{form}": lambda: b"1:" * 2 * MEGA,
            f"empty-lines.{form}": lambda: b"\n" * 5 * MEGA + b"x",
            f"zero.{form}": lambda: b"P: a\0b\n" * 1000,
            f"bytes.{form}": lambda: random.Random(2).randbytes(200_000),
        }
    return found


def _others() -> dict[str, Callable[[], bytes]]:
    return {
        "paragraphs.docx": lambda: changed(
            "docx", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3 * MEGA)
        ),
        "runs.docx": lambda: changed(
            "docx", lambda xml: xml.replace(b"</w:p>", b"<w:r><w:t>a</w:t></w:r>" * (MEGA // 5) + b"</w:p>", 1)
        ),
        "paragraphs.odt": lambda: changed(
            "odt", lambda xml: xml.replace(b"</office:text>", b"<text:p/>" * 9 * MEGA + b"</office:text>")
        ),
        "spaces-counted.odt": lambda: changed(
            "odt",
            lambda xml: xml.replace(
                b"</office:text>", b"<text:p>" + b'<text:s text:c="99999"/>' * 100_000 + b"</text:p></office:text>"
            ),
        ),
        "password-inside.odt": lambda: changed(
            "odt", lambda xml: xml.replace(b"</manifest:", b"<manifest:encryption-data/></manifest:", 1),
            "META-INF/manifest.xml",
        ),
        "far-corner.xlsx": lambda: changed("xlsx", lambda xml: xml.replace(b'"C5"', b'"XFD1048576"')),
        "far-corner-quoted.xlsx": lambda: changed("xlsx", lambda xml: xml.replace(b'"C5"', b"'XFD1048576'")),
        "no-place.xlsx": lambda: changed("xlsx", lambda xml: xml.replace(b'"C5"', b'"C99999999999999999999"')),
        "no-row.xlsx": lambda: changed("xlsx", lambda xml: xml.replace(b'<row r="5"', b"<row r='9999999999999999'")),
        "strings.xlsx": lambda: changed("xlsx", lambda _: BOMB + b"<sst/>", "xl/sharedStrings.xml"),
        "deep.html": lambda: b"<div>" * (MEGA // 2) + b"x",
        "angles.html": lambda: b"<" * 3 * MEGA,
        "bold.html": lambda: b"<b>x" * (MEGA // 2),
        "attributes.html": lambda: b"<p " + b"a=b " * MEGA + b">x",
        "tables.html": lambda: b"<table>" * 300_000 + b"x",
        "cells.html": lambda: b"<table><tr>" + b"<td>x" * 500_000,
        "entities.html": lambda: BOMB + b"<p>x",
        "deep.json": lambda: b"[" * 5 * MEGA,
        "deep-objects.json": lambda: b'{"a":' * MEGA,
        "number.json": lambda: b'[{"text":"a","start":' + b"9" * 100_000 + b"}]",
        "values.json": lambda: b"[" + b"[]," * 20 * MEGA + b"[]]",
        "line.json": lambda: b'[{"text":"' + b"a " * 2 * MEGA + b'"}]',
        "scalar.json": lambda: b"3",
        "groups.rtf": lambda: b"{\\rtf1 " + b"{" * 5 * MEGA,
        "bold.rtf": lambda: b"{\\rtf1 " + b"{\\b x}" * (MEGA // 2) + b"}",
        "raw.rtf": lambda: b"{\\rtf1 \\bin9999999999 x}",
        "slashes.rtf": lambda: b"{\\rtf1 " + b"\\" * 5 * MEGA + b"}",
        "bytes.rtf": lambda: b"{\\rtf1 " + b"\\'e9" * MEGA + b"}",
        "rows.rtf": lambda: b"{\\rtf1 " + b"\\intbl\\cell\\row" * (MEGA // 3) + b"}",
        "cut.rtf": lambda: (FIXTURES / "office-talk.rtf").read_bytes()[:5000],
        "entities.eaf": lambda: BOMB + b"<ANNOTATION_DOCUMENT/>",
        "outside.eaf": lambda: OUTSIDE + b"<ANNOTATION_DOCUMENT>&e;</ANNOTATION_DOCUMENT>",
        "deep.eaf": lambda: b"<a>" * MEGA,
        "tiers.eaf": lambda: b"<ANNOTATION_DOCUMENT>" + b'<TIER TIER_ID="a"/>' * MEGA + b"</ANNOTATION_DOCUMENT>",
        "other.eaf": lambda: b"<a/>",
        "cues.vtt": lambda: b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n<v A>x\n\n" * 100_000,
        "cut.pdf": lambda: (FIXTURES / "office-talk.pdf").read_bytes()[:3000],
        "head.pdf": lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(50_000),
        "pages.pdf": lambda: pdf(b"BT /F 12 Tf (a) Tj ET", pages=20_000),
        "stream.pdf": lambda: pdf(b"BT /F 12 Tf " + b"(a) Tj " * 5 * MEGA + b"ET"),
        "zeros.pdf": lambda: pdf(bytes(900 * MEGA)),
        "forms.pdf": lambda: pdf(b"/X Do " * 20, forms=9),
        "loop.pdf": lambda: pdf(b"", loop=True),
    }  # fmt: skip


def pdf(stream: bytes, pages: int = 1, forms: int = 0, loop: bool = False) -> bytes:
    """A PDF by hand: its pages share one compressed stream, which draws nested forms; the pages may be a loop."""
    import zlib

    packed = zlib.compress(stream, 9)
    kids = b"2 0 R" if loop else b" ".join(b"4 0 R" for _ in range(pages))
    below = b"/Resources << /Font << /F 5 0 R >> /XObject << /X 10 0 R >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        3: b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed),
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R %s >>" % below,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number in range(10, 10 + forms):
        inner = b"/X Do " * 20 if number < 9 + forms else b"BT /F 9 Tf (a) Tj ET"
        resources = b"/Resources << /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (number + 1)
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d %s >>" % (len(inner), resources)
        objects[number] = head + b" stream\n" + inner + b"\nendstream"
    body = b"".join(b"%d 0 obj %s endobj\n" % item for item in objects.items())
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


CASES = {**_documents(), **_texts(), **_others()}


def main(case: str) -> None:
    from qualcode.readers import read

    data = CASES[case]()
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = read(case, data)
    effort = (time.process_time() - started) / _yardstick()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    errors = [str(finding) for finding in reading.findings if finding.level == "error"]
    print(json.dumps({"turns": len(reading.turns), "errors": errors, "effort": effort, "megabytes": memory}))


def _yardstick() -> float:
    """CPU seconds of a loop that no reader can change; about 0.2 on a machine of 2024."""
    started = time.process_time()
    sum(number % 7 for number in range(4_000_000))
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1])
