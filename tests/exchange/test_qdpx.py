"""Files of other programs: odd ones are read as far as they can be, hostile ones refused in one line."""

import zipfile
from io import BytesIO

import pytest

from exchange.made import MARKS, TALK, coding, guid, manifest, packed, source, written
from exchange.made import qdpx as made
from qualcode.exchange.foreign import only_there
from qualcode.exchange.refi_read import read_project
from qualcode.readers import archive

ROOT = '<Project xmlns="urn:QDA-XML:project:1.0" name="x">'
BOMB = f'<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>{ROOT}&b;</Project>'
OUTSIDE = f'<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/hostname">]>{ROOT}&x;</Project>'
DEEP = ROOT + "<Code>" * 5000


def with_talk(xml: str, **others: bytes) -> bytes:
    """A project whose first text is there."""
    parts = {f"sources/{name}.txt": data for name, data in others.items()}
    return packed({"project.qde": xml, f"sources/{guid('talk')}.txt": written(TALK), **parts})


def text(attributes: str, inside: str = "") -> str:
    return f'<TextSource guid="{guid("x")}" name="x" {attributes}>{inside}</TextSource>'


def media(tag: str, inside: str = "") -> str:
    return f'<{tag} guid="{guid("x")}" name="x" path="internal://x.bin">{inside}</{tag}>'


def refused(data: bytes) -> str:
    received = read_project("a.qdpx", data)
    assert received.project is None
    (finding,) = received.findings
    assert finding.level == "error"
    assert finding.message
    return finding.code


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_project("a.qdpx", data).findings]


@pytest.mark.parametrize(("data", "code"), [
    (packed({"project.qde": BOMB}), "project-unsafe"),
    (packed({"project.qde": OUTSIDE}), "project-unsafe"),
    (packed({"project.qde": DEEP}), "project-unsafe"),
    (BOMB.encode(), "project-unsafe"),
    (packed({"project.qde": "<Project"}), "project-broken"),
    (packed({"notes.txt": "x"}), "project-broken"),
    (packed({"project.qde": "<html/>"}), "project-broken"),
    (packed({"project.qde": '<Project xmlns="urn:other"/>'}), "project-broken"),
    (b"PK\x03\x04 and then nothing", "project-broken"),
    (b"", "project-broken"),
    (b"\x00\xff" * 40, "project-broken"),
], ids=range(11))  # fmt: skip
def test_what_is_no_project_or_could_harm_is_refused(data, code):
    assert refused(data) == code


def test_a_zip_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED_BYTES", 10_000)
    assert refused(packed({"project.qde": b" " * 20_000})) == "project-too-large"


def test_a_part_that_is_damaged_is_refused():
    data = bytearray(made({"talk": (TALK, MARKS)}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        start = archive.getinfo("project.qde").header_offset
    data[start + 60 : start + 90] = b"\0" * 30
    assert refused(bytes(data)) == "project-broken"


def test_names_in_the_zip_lead_nowhere():
    own = source("talk", TALK, MARKS)
    path = f"../../../{guid('talk')}.txt"
    received = read_project("a.qdpx", packed({"project.qde": manifest(own), path: written(TALK)}))
    assert received.project is not None
    assert received.project.sources[0].text == TALK


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:10", ""])
def test_older_namespaces_are_read_and_said(namespace):
    data = packed({"project.qde": manifest(source("talk", TALK, MARKS), namespace=namespace),
                   f"Sources/{guid('talk').upper()}.TXT": written(TALK)})  # fmt: skip
    received = read_project("a.qdpx", data)
    assert received.project is not None
    assert len(received.project.sources[0].selections) == len(MARKS)
    assert [finding.code for finding in received.findings] == (["other-version"] if "0:10" in namespace else [])


@pytest.mark.parametrize("version", ["1.0", "1:0", "0:4"])
def test_codebooks_of_every_version_are_read(version):
    code = f'<Code guid="{{{guid("a").upper()}}}" name="A" isCodable="true"/>'
    xml = f'<CodeBook xmlns="urn:QDA-XML:codebook:{version}"><Codes>{code}</Codes></CodeBook>'
    received = read_project("a.qdc", xml.encode())
    assert received.project is not None
    (code,) = received.project.codes
    assert (code.name, code.guid) == ("A", guid("a"))


def test_what_a_program_adds_in_a_namespace_of_its_own_is_passed_over():
    own = source("talk", TALK, MARKS, more='<x:Extra xmlns:x="urn:x"><Coding/><x:More/></x:Extra>')
    received = read_project(
        "a.qdpx", packed({"project.qde": manifest(own), f"sources/{guid('talk')}.txt": written(TALK)})
    )
    assert received.project is not None
    assert len(received.project.sources[0].selections) == len(MARKS)


SAID = "<PlainTextContent>hi</PlainTextContent>"


@pytest.mark.parametrize(("xml", "code"), [
    (text('plainTextPath="internal://nowhere.txt"'), "source-left-out"),
    (text('plainTextPath="relative:///x.txt"'), "source-left-out"),
    (text('richTextPath="internal://x.docx"'), "source-left-out"),
    (text('plainTextPath="internal://latin.txt"'), "source-left-out"),
    (text("", f'{SAID}<PlainTextSelection guid="{guid("s")}" startPosition="a" endPosition="2"/>'), "no-position"),
])  # fmt: skip
def test_what_cannot_be_read_costs_itself_only_and_is_named(xml, code):
    data = with_talk(manifest(source("talk", TALK, MARKS) + xml), latin="café".encode("latin-1"))
    received = read_project("a.qdpx", data)
    assert received.project is not None
    assert [each.name for each in received.project.sources if each.name == "talk"] == ["talk"]
    assert [finding.code for finding in received.findings] == [code]
    assert "`x`" in received.findings[0].message


def test_the_texts_of_pdfs_and_recordings_are_read():
    said = "<PlainTextContent>Ana: the fee is high</PlainTextContent>"
    points = f'<SyncPoint guid="{guid("p")}" position="5"/><SyncPoint guid="{guid("q")}" position="12"/>'
    ends = f'fromSyncPoint="{guid("p")}" toSyncPoint="{guid("q")}"'
    stretch = f'<TranscriptSelection guid="{guid("s")}" {ends}>{coding("c", "fear")}</TranscriptSelection>'
    synced = media("AudioSource", f'<Transcript guid="{guid("t")}">{said}{points}{stretch}</Transcript>')
    area = f'<PDFSelection guid="{guid("r")}" page="1" firstX="0" firstY="0" secondX="1" secondY="1"/>'
    ends = 'startPosition="5" endPosition="12"'
    own = f'<PlainTextSelection guid="{guid("u")}" {ends}>{coding("v", "fear")}</PlainTextSelection>'
    pdf = media("PDFSource", f'{area}<Representation guid="{guid("e")}">{said}{own}</Representation>')
    received = read_project("a.qdpx", packed({"project.qde": manifest(synced + pdf)}))
    assert received.project is not None
    said = [
        (each.name, each.text[each.selections[0].start : each.selections[0].end]) for each in received.project.sources
    ]
    assert said == [("x", "the fee"), ("x", "the fee")]
    assert not received.findings


@pytest.mark.parametrize(("xml", "kept"), [
    (media("AudioSource"), {"recordings": 1}),
    (media("PDFSource"), {"pdfs": 1}),
    (media("PictureSource", coding("c", "fear")), {"pictures": 1, "whole": 1}),
    (text("", f'{SAID}{coding("c", "fear")}'), {"whole": 1}),
])  # fmt: skip
def test_what_only_the_other_program_understands_is_counted(xml, kept):
    received = read_project("a.qdpx", with_talk(manifest(source("talk", TALK, MARKS) + xml)))
    assert received.tree is not None
    assert (only_there(received.tree), received.findings) == (kept, ())


def test_links_and_graphs_are_counted():
    graphs = "".join(f'<Graph guid="{guid(each)}"/>' for each in "gh")
    more = f'<Links><Link guid="{guid("l")}"/></Links><Graphs>{graphs}</Graphs>'
    received = read_project("a.qdpx", packed({"project.qde": manifest("", more=more)}))
    assert received.tree is not None
    assert only_there(received.tree) == {"links": 1, "graphs": 2}
